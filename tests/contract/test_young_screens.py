"""What screens, pages and paper of a group say around its list keeps the same plain language as the list."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from pcsol.checklist.language import findings
from pcsol.checklist.language.address import address
from tests.contract.test_messages import PCSOL, french

# A group, or a tower in a group's hands, reads these. What only a facilitator reads is not among them.
READ_BY_GROUPS = (
    "checklist/redo/", "checklist/refusals.py", "classroom/group/", "classroom/templates/fault.html",
    "classroom/templates/group/", "classroom/words.py", "commands/checklist/table/result.py",
    "commands/dialogue/trying.py", "render/workshop/redo.py", "report/workshop/", "rounds/workshop/",
)  # fmt: skip
# What the facilitator, or whoever prepares a group's screen, reads.
READ_BY_THE_FACILITATOR = (
    "checklist/entry.py", "checklist/language/", "checklist/load/", "checklist/planning.py", "classroom/facilitator/",
    "classroom/templates/facilitator/", "commands/checklist/", "server/workshops/", "store/workshops/",
)  # fmt: skip
# Signed by an adult, for whoever asks a young person for it; its words are given.
READ_BY_ADULTS = ("report/workshop/attestation.py",)
_PLACE = re.compile(r"\{[^}]*\}")


@cache
def _texts() -> tuple[tuple[str, str], ...]:
    found = extract_from_dir(
        str(PCSOL),
        method_map=[("**.py", "python"), ("classroom/templates/**.html", "jinja2")],
        keywords={"_": None, "N_": None},
    )
    return tuple(
        dict.fromkeys(
            (row[0], text)
            for row in found
            if row[0].startswith(READ_BY_GROUPS + READ_BY_THE_FACILITATOR)
            for text in ((row[2],) if isinstance(row[2], str) else row[2])
            if text
        )
    )


@pytest.mark.parametrize("place", [*READ_BY_GROUPS, *READ_BY_THE_FACILITATOR])
def test_each_place_has_texts(place: str) -> None:
    assert [text for file, text in _texts() if file.startswith(place)]
    assert (Path(PCSOL) / place).exists()


def test_they_are_plain_in_both_languages() -> None:
    told = [
        f"{file}: {language}: {_PLACE.sub('x', said)!r}: {problem}"
        for file, text in _texts()
        if file.startswith(READ_BY_GROUPS)
        for language, said in (("en", text), ("fr", french(text)))
        # A bar of keys is no sentence: between two keys stand two spaces.
        for part in _PLACE.sub("x", said).split("  ")
        for problem, _remedy in findings(part, language, readers="adults" if file in READ_BY_ADULTS else "young")
    ]
    assert told == []


def test_no_page_says_tu_here_and_vous_there() -> None:
    """The group's own texts say « tu » or neither; what else stands on its pages says neither, for adults read them
    too. The facilitator's say « vous » or neither."""
    told = [
        f"{file}: {french(text)!r}: {problem}"
        for file, text in _texts()
        for problem, _remedy in address(french(text), "everybody" if file.startswith(READ_BY_GROUPS) else "adults")
    ]
    assert told == []
