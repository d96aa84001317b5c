"""The tower sheet as one HTML page that needs nothing from outside: to print on A4, to send, to open on a telephone."""

import re
import unicodedata
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from pcsol.i18n import language
from pcsol.model.probe import Probe
from pcsol.report.tower_sheet import tower_sheet


def page(probe: Probe, saved: str = "", structure: str = "") -> str:
    """Return the page, in the language of the moment. What a machine says of itself stays text.

    `structure`: who received the tower, as its settings say.
    """
    return _template().render(
        sheet=tower_sheet(probe),
        saved=saved,
        structure=structure,
        language=language(),
        version=probe.pcsol,
    )


@cache
def _template() -> Template:
    """Read the template once."""
    environment = Environment(
        loader=PackageLoader("pcsol", "report"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sheet.html.j2")


def _harmless(value: object) -> object:
    """Take control characters out of a text: they are not allowed in HTML (Living Standard, 13.1.4)."""
    if type(value) is not str:  # marked-up text of the template itself stays as it is
        return value
    value = re.sub(r" (?=[:;?!»])|(?<=«) ", "\xa0", value)  # signs that French sets apart stay with their word
    return "".join(sign for sign in value if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
