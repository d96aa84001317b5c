"""Read a paper that somebody else may have written: as JSON of the strictest kind, or not at all."""

import json
from typing import Any, Never

from pydantic import ValidationError

from pcsol.errors import CertificateUnreadableError
from pcsol.i18n import _
from pcsol.model.papers.certificate import Certificate, NotErased
from pcsol.model.papers.destruction import Destruction

LARGEST_BYTES = 2_000_000
_DEEPEST = 24
_MOST = 2**53 - 1
_DIGITS = 17
NOUNS: dict[str, type[Certificate | NotErased | Destruction]] = {
    "pcsol/certificate/1": Certificate,
    "pcsol/not-erased/1": NotErased,
    "pcsol/destruction/1": Destruction,
}
AnyPaper = Certificate | NotErased | Destruction


def plain(content: bytes) -> dict[str, Any]:
    """Return the one object in these bytes. Raises CertificateUnreadableError.

    Refused: keys that stand twice (two readers would see two papers), fractions, NaN and numbers beyond 2**53 (two
    readers would see two numbers), halves of surrogate pairs, nesting deeper than any paper, and what is too large. A
    mark of byte order and white space say nothing, and count for nothing.
    """
    if len(content) > LARGEST_BYTES:
        raise unreadable(f"more than {LARGEST_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
        _refuse_depth(text)
        found = json.loads(
            text, object_pairs_hook=_once, parse_float=_no_fraction, parse_int=_exact, parse_constant=_no_fraction
        )
        json.dumps(found, ensure_ascii=False).encode()  # half of a surrogate pair cannot be written in UTF-8
    except (ValueError, RecursionError) as err:
        raise unreadable(f"{type(err).__name__}: {err}") from err
    if not isinstance(found, dict):
        raise unreadable("not an object")
    return _unwrapped(found)


def read(found: dict[str, Any]) -> AnyPaper:
    """Return the paper as a noun. Raises CertificateUnreadableError, for one of a newer PCSol as well."""
    schema = found.get("schema")
    noun = NOUNS.get(schema) if isinstance(schema, str) else None
    if noun is None:
        raise _no_paper(str(schema)[:80])
    try:
        return noun.from_json(found)
    except ValidationError as err:
        raise unreadable(str(err)) from err


def unreadable(details: str) -> CertificateUnreadableError:
    """Say that these bytes are no paper."""
    return CertificateUnreadableError(
        _("This file is not a certificate that PCSol can read."),
        remedy=_("Give the JSON file beside the PDF, whole and as it was written."),
        details=details,
    )


def _no_paper(schema: str) -> CertificateUnreadableError:
    family = schema.rpartition("/")[0]
    if family in {known.rpartition("/")[0] for known in NOUNS}:
        return CertificateUnreadableError(
            _("A newer PCSol wrote this certificate."), remedy=_("Update PCSol to read it."), details=schema
        )
    return unreadable(f"schema {schema}")


def _unwrapped(found: dict[str, Any]) -> dict[str, Any]:
    """A kept record of a destruction holds its paper as its body."""
    body = found.get("body")
    return body if found.get("schema") == "pcsol/record/1" and isinstance(body, dict) else found


def _refuse_depth(text: str) -> None:
    """Count brackets outside strings, before the parser recurses into them."""
    depth, inside, escaped = 0, False, False
    for sign in text:
        if inside:
            inside, escaped = escaped or sign != '"', not escaped and sign == "\\"
        elif sign == '"':
            inside = True
        elif sign in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise ValueError(f"nested deeper than {_DEEPEST}")
        elif sign in "]}":
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_fraction(text: str) -> Never:
    raise ValueError(f"not a whole number: {text[:40]}")


def _exact(text: str) -> int:
    if len(text) > _DIGITS or abs(int(text)) > _MOST:
        raise ValueError(f"beyond 2**53: {text[:40]}")
    return int(text)
