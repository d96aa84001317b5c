"""A list as one HTML page that needs nothing from outside.

Beside the PDF, because a page can be listened to, made larger, opened in a word processor and changed. It prints on A4
as well.
"""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

from pcsol.i18n import _, language
from pcsol.report.workshop import safety
from pcsol.report.workshop.content import Drawings, Outlined, said, together
from pcsol.report.workshop.sheets.steps import ROLES


def page(plan: Outlined, drawings: Drawings) -> str:
    """Return the page, in the language of the moment."""
    return _template().render(
        plan=plan,
        said=said,
        together=together,
        _=_,
        roles=ROLES,
        drawing=lambda name: _inside(drawings(name)) if name else None,
        stop=safety.STOP,
        then=safety.THEN,
        language=language(),
    )


def _inside(svg: str | None) -> Markup | None:
    """Return a drawing to stand in a page; a shelf gives none with a script in it (`pcsol.checklist.drawings`).

    It repeats what the step says: whoever listens to the page is not told twice.
    """
    if svg is None:
        return None
    bare = re.sub(r"<\?xml.*?\?>|<title>.*?</title>", "", svg, flags=re.DOTALL).replace(' role="img"', "")
    return Markup(bare.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704  # see above


@cache
def _template() -> Template:
    """Read the template once."""
    environment = Environment(
        loader=PackageLoader("pcsol", "report/workshop/sheets"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")
