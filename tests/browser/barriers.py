"""What axe-core finds on a page, narrow and wide, light and dark."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def barriers(page: Page) -> Iterator[str]:
    """Let axe-core look: at all narrow and light, at what depends on them wide and dark."""
    for width, scheme, rules in ((360, "light", None), (1280, "dark", ["color-contrast", "target-size"])):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        if rules:
            options["runOnly"] = rules
        for one in Axe().run(page, options=options).response["violations"]:
            nodes = [node["html"][:150] for node in one["nodes"][:3]]
            yield f"{width} px, {scheme}: {one['id']} ({one['help']}): {nodes}"
