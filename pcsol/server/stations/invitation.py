"""What a new station is shown: the hub's address, and both in one symbol (`pcsol:enrol?hub=…&code=…`)."""

from io import BytesIO
from urllib.parse import urlencode

import segno
from fastapi import Request
from markupsafe import Markup

from pcsol.server.hub import Hub


def address_of(hub: Hub, request: Request) -> str:
    """Return how stations reach this hub: as it was set up, else as this page was reached."""
    return (hub.settings.address or str(request.base_url)).rstrip("/")


def symbol(hub: str, code: str) -> Markup:
    """Return the QR symbol as SVG, black on white whatever the page's colours: a scanner reads it off the screen."""
    text = "pcsol:enrol?" + urlencode({"hub": hub, "code": code})
    drawn = BytesIO()
    segno.make_qr(text, error="m", boost_error=True).save(
        drawn, kind="svg", xmldecl=False, svgns=True, dark="#000", light="#fff", border=4, omitsize=True,
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    # Squares alone: nothing of the text stands in it.
    return Markup(drawn.getvalue().decode())  # noqa: S704
