"""A link as a QR symbol."""

from io import BytesIO

import segno


def svg(address: str) -> str:
    """Return the symbol, black on white with its quiet zone: it is scanned from a screen across a table."""
    drawn = BytesIO()
    segno.make_qr(address, error="m", boost_error=True).save(
        drawn, kind="svg", dark="#000", light="#fff", border=4, scale=8, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()
