"""A paper on a screen: the verdict first, then who signed it, then each part."""

from pcsol.i18n import _
from pcsol.judge.certificate import digest
from pcsol.model.papers.certificate import Paper
from pcsol.model.papers.context import Checked
from pcsol.model.papers.signers import Signer
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, Block, block, paragraph, title
from pcsol.report import words
from pcsol.report.certificate.page import Page, Part, page
from pcsol.report.certificate.verdicts import grouped
from pcsol.report.sheet import Row, Section
from pcsol.report.words import Tone


def show(screen: Screen, paper: Paper, found: Checked) -> None:
    """Show a paper that was found intact, a page at a time."""
    pager.show(screen, blocks(page(paper, digest(paper)), found, screen.columns))


def blocks(told: Page, found: Checked, columns: int) -> list[Block]:
    """Return the verdict first, then who signed it, then each part."""
    tone: Tone = "bad" if told.kind == "not-erased" else "good"
    head = [
        title(told.title, columns),
        *paragraph(f"{told.verdict} {told.level}".strip(), columns, STYLES[tone]),
        *paragraph(told.summary, columns),
        *paragraph(signed(found.known, found.signer, found.key_id), columns, STYLES["good" if found.known else "look"]),
    ]
    pairs = (part for pair in told.pairs for part in pair)
    parts = (*pairs, *told.parts, told.why, told.health, *told.annex, told.law)
    return [head, *(_part(part, columns) for part in parts if part), [*paragraph("\n".join(told.marks[:1]), columns)]]


def signed(known: bool, signer: Signer | None, key_id: str | None) -> str:  # noqa: FBT001  # a fact, no switch
    """Say that a paper is intact, and who vouches for its key."""
    if known and signer is not None:
        if signer.structure is None and signer.station is None:
            return _("INTACT, signer known by its key {key}").format(key=grouped(key_id or ""))
        return _("INTACT, signer known: {name}").format(name=words.joined(signer.structure, signer.station))
    if signer is not None:
        return _("INTACT, but the key of {name} is not believed for that day.").format(
            name=words.joined(signer.structure, signer.station)
        )
    return _("INTACT, signer UNKNOWN: nobody that you trust vouches for the key {key}.").format(
        key=grouped(key_id or "")
    )


def _part(part: Part, columns: int) -> Block:
    rows = [Row(label, value) for label, value in part.rows]
    rows += [Row(line[0], " - ".join(cell for cell in line[1:] if cell)) for line in part.table[1:]]
    lines = block(Section(part.title, tuple(rows)), columns)
    return lines + [text for line in part.lines for text in paragraph(f"- {line}", columns)]
