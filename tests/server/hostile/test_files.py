"""What is packed into files is of the structure that asked for them; its words are told by the whole house."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from tests.server.hostile.furnished import OTHER, OWN, Furnished, secret


def _inside(content: bytes) -> Iterator[bytes]:
    """Give what is packed into a file: the parts of a zip (an XLSX is one), the streams of a PDF."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield name.encode()
                yield from _inside(parts.read(name))
    if content.startswith(b"%PDF"):
        for part in re.findall(rb"stream\r?\n(x.+?)\r?\nendstream", content, re.DOTALL):
            yield zlib.decompressobj().decompress(part)


FILES = (
    "/towers.csv", "/towers.xlsx", "/lots/{number}/proof.pdf", "/lots/{number}/proof.zip", "/labels/sheet.pdf?codes={}",
    "/stations/signers",
)  # fmt: skip


def test_no_file_holds_a_word_of_another_structure(furnished: Furnished) -> None:
    """What is packed is looked into: a search through the bytes of a zip or a PDF finds nothing."""
    own, other = furnished.things[OWN], furnished.things[OTHER]
    held: set[str] = set()
    for path in FILES:
        answer = furnished.asks(("administrator", OWN), "GET", furnished.aimed(path.replace("{}", own["code"]), OWN))
        assert answer.status_code == 200, path
        inside = list(_inside(answer.content))
        for word in (secret(OTHER), OTHER, other["code"]):
            assert not any(word.casefold().encode() in part.lower() for part in inside), (path, word)
        held |= {path for word in (secret(OWN), own["code"]) if any(word.encode() in part for part in inside)}
        aimed = furnished.asks(
            ("administrator", OWN), "GET", furnished.aimed(path.replace("{}", other["code"]), OTHER)
        )  # fmt: skip
        assert "{" not in path or aimed.status_code == 404
    assert held == set(FILES), "our own words are found in each, so theirs would be"
