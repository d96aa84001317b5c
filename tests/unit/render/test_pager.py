"""Long screens are shown a page at a time to a person, and whole to a pipe."""

import io

from rich.text import Text

from pcsol.i18n import speaking
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import Block

BLOCKS: list[Block] = [[Text(f"title {n}"), *(Text(f"line {n}.{k}") for k in range(6))] for n in range(4)]


def _screen() -> tuple[Screen, io.StringIO]:
    stream = io.StringIO()
    return Screen(stream, width=60, height=20), stream


def test_a_pipe_gets_everything_without_a_prompt() -> None:
    screen, stream = _screen()
    pager.show(screen, BLOCKS)
    assert stream.getvalue().count("title") == 4
    assert "Entrée" not in stream.getvalue()


def test_a_person_is_asked_after_each_page_but_the_last() -> None:
    prompts: list[str] = []
    screen, stream = _screen()
    with speaking("fr"):
        pager.show(screen, BLOCKS, ask=lambda prompt: bool(prompts.append(prompt)) or True)
    assert prompts == ["Page 1 sur 2 - Entrée : suite, Q : quitter"]
    assert stream.getvalue().count("title") == 4


def test_a_page_leaves_a_line_for_the_question() -> None:
    prompts: list[str] = []
    screen, _stream = _screen()
    with speaking("fr"):
        pager.show(
            screen,
            [[Text("x")] * size for size in (10, 9, 10)],
            ask=lambda prompt: bool(prompts.append(prompt)) or True,
        )
    assert prompts[0].startswith("Page 1 sur 3"), "10 lines, a blank one and 9 fill the screen to its last line"


def test_whoever_quits_sees_no_more() -> None:
    screen, stream = _screen()
    pager.show(screen, BLOCKS, ask=lambda _prompt: False)
    assert stream.getvalue().count("title") == 2


def test_a_block_stays_whole_when_it_fits_a_page() -> None:
    pages = pager.pages(BLOCKS, 10)
    assert [len(page) for page in pages] == [7, 7, 7, 7]


def test_a_block_longer_than_a_page_has_its_title_on_every_part() -> None:
    long = [Text("title"), *(Text(str(n)) for n in range(30))]
    pages = pager.pages([long], 11)
    assert [page[0].plain for page in pages] == ["title"] * 3
    assert [line.plain for page in pages for line in page[1:]] == [str(n) for n in range(30)]
