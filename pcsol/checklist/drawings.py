"""Whether a drawing (SVG) may stand in a page: shapes and texts, nothing that acts or comes from elsewhere. Pure."""

import re
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "marker", "pattern", "clipPath", "mask", "linearGradient", "radialGradient", "stop",
    "style",
})  # fmt: skip
# What a style may not do: fetch something.
_FETCHES = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(", re.IGNORECASE)


def is_safe(svg: str) -> bool:
    """Say whether this is an SVG without script, entity, picture, link or anything from outside."""
    if "<!DOCTYPE" in svg.upper():
        return False
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314  # no DOCTYPE, so no entity that could grow
    except ElementTree.ParseError:
        return False
    return root.tag == f"{_SVG}svg" and all(_is_harmless(one) for one in root.iter())


def _is_harmless(element: ElementTree.Element) -> bool:
    """An element of another namespace may be a script all the same: pages do not read namespaces."""
    space, _brace, name = element.tag.rpartition("}")
    texts = [*element.attrib.values(), element.text or ""]
    return (
        f"{space}}}" == _SVG
        and name in _ELEMENTS
        and not any(_FETCHES.search(text) for text in texts)
        and all(_is_quiet(key, value) for key, value in element.attrib.items())
    )


def _is_quiet(name: str, value: str) -> bool:
    bare = name.rpartition("}")[2].lower()
    return not bare.startswith("on") and (bare != "href" or value.startswith("#"))
