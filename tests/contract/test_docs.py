"""The documentation names every command and option, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
from typer.core import TyperOption

from pcsol.commands.contents import CONTENTS, FAMILIES, every
from pcsol.commands.parser.hall import door
from pcsol.i18n import speaking

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted(ROOT.glob("docs/**/*.md"))
PAGES = [*ROOT.glob("*.md"), *DOCS, *ROOT.glob("tests/machines/*.md")]
COMMANDS = (ROOT / "docs/reference/commands.md").read_text("utf-8")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("line", every(), ids=" ".join)
def test_every_option_of_a_command_is_documented(line: tuple[str, ...]) -> None:
    part = COMMANDS.split(f"\n## {' '.join(line)}\n")[1].split("\n## ")[0]
    with speaking("fr"):
        command = door(*reversed(line))
    options = [option for param in command.params if isinstance(param, TyperOption) for option in param.opts]
    assert [option for option in options if option not in part] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert [link for link in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))) if not _leads(page, link)] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_page_is_in_the_index_of_its_kind(page: Path) -> None:
    index = ROOT / ("docs/adr/README.md" if page.parent.name == "adr" else "docs/README.md")
    listed = {(index.parent / link).resolve() for link in _LINK.findall(index.read_text("utf-8"))}
    assert page in listed | {index, ROOT / "docs/README.md"}


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_documentation_exist(page: Path) -> None:
    """A page that names an option which was renamed sends its reader against a wall."""
    for name, rest in re.findall(r"\bpcsol (?:--machine \S+ )?([a-z]+)\b([^`\n|#]*)", page.read_text("utf-8")):
        if name in CONTENTS:
            part = next((word for word in rest.split()[:1] if word in FAMILIES.get(name, ())), None)
            command = door(part, name) if part else door(name)
            known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest.split(" pcsol ")[0])) <= known | {"--help"}, (name, rest)


def _leads(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    place, _hash, anchor = link.partition("#")
    file = (page.parent / place).resolve() if place else page
    if not file.exists():
        return False
    return not anchor or anchor in {_anchor(title) for title in _HEADING.findall(file.read_text("utf-8"))}


def _anchor(title: str) -> str:
    """As the forge makes it: lower case, words joined by dashes, other signs left out."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
