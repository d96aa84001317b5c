"""A drawing of a centre stands in pages: it may show, and do nothing."""

import pytest

from pcsol.checklist.drawings import is_safe

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize("inside", [
    '<path d="M0 0h9"/>', '<g id="a"><text x="1">Tour</text></g><use href="#a"/>', '<use xlink:href="#a"/>',
    '<rect fill="url(#grey)"/>', "<style>.a { fill: none }</style>", '<title>Une carte « mère »</title>',
])  # fmt: skip
def test_shapes_and_texts_may_stand_there(inside: str) -> None:
    assert is_safe(f"{HEAD}{inside}</svg>")


@pytest.mark.parametrize("inside", [
    "<script>x()</script>", '<script xmlns="http://example.org/">x()</script>', '<rect onload="x()"/>',
    '<a href="#x"/>', '<image href="#x"/>', '<use href="https://example.org/a.svg#b"/>',
    '<use xlink:href="data:image/svg+xml,x"/>', "<foreignObject/>", '<rect fill="url(https://example.org/a)"/>',
    "<style>@import 'https://example.org/a'</style>", "<animate/>", "<rect",
])  # fmt: skip
def test_what_acts_or_comes_from_elsewhere_may_not(inside: str) -> None:
    assert not is_safe(f"{HEAD}{inside}</svg>")


def test_only_an_svg_is_a_drawing() -> None:
    assert not is_safe("<html/>")
    assert not is_safe(f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}<text>&a;</text></svg>')
