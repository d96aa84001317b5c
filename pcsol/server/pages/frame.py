"""Make a page: a template, in the language of whoever reads it, with all that came from outside escaped.

A template gets `caller` (None: nobody logged in), `form_key`, `path`, `menu`, `_`, `ngettext` and what its route hands
over.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from pcsol import __version__
from pcsol.i18n import N_, _, language, ngettext, speaking
from pcsol.server.access.caller import Caller, Role
from pcsol.server.pages import words
from pcsol.server.towers import summary


class Entry(NamedTuple):
    """A line of the menu, and from which role on it is shown."""

    path: str
    title: str
    role: Role = Role.VOLUNTEER


MENU = (
    Entry("/", N_("Today")),
    Entry("/bench", N_("Bench")),
    Entry("/towers", N_("Towers")),
    Entry("/scan", N_("Scan")),
    Entry("/workshops", N_("Workshops")),
    Entry("/lots", N_("Lots")),
    Entry("/parts", N_("Parts")),
    Entry("/labels", N_("Labels")),
    Entry("/park", N_("Park")),
    Entry("/stations", N_("Stations"), Role.TECHNICIAN),
    Entry("/people", N_("People"), Role.COORDINATOR),
    Entry("/audit", N_("Log"), Role.COORDINATOR),
)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("pcsol.server.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, extensions=["jinja2.ext.do"],
    )  # fmt: skip
    environment.globals.update(_=_, ngettext=ngettext, version=__version__, language=language, address=address)
    environment.filters.update(
        disk=words.disk, memory=words.memory, date=words.date, moment=words.moment, ago=words.ago,
        unknown=words.unknown, told=words.told, groups=words.groups,
        whole=words.whole, short=words.short, line=summary.told, day=words.day,
    )  # fmt: skip
    return environment


def page(request: Request, template: str, status: int = 200, **facts: Any) -> HTMLResponse:  # noqa: ANN401
    """Return the page. `template`: a path below `templates`, such as "towers/list.html"."""
    caller: Caller | None = getattr(request.state, "caller", None)
    with speaking(caller.language if caller else language()):
        shown: dict[str, Any] = {
            "caller": caller, "form_key": caller.form_key if caller else "", "path": request.url.path,
            "here": _here(request),
            "menu": [one for one in MENU if caller and caller.may(one.role)],
            "told": request.query_params.get("told", ""), "named": caller.called if caller else None,
        }  # fmt: skip
        text = _templates().get_template(template).render({**shown, **facts})
    return HTMLResponse(text, status)


def _here(request: Request) -> str:
    """Return the address of this page with its query; of an answer to a form, the page alone."""
    query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
    return request.url.path + query


def go(path: str, told: str = "") -> RedirectResponse:
    """Send the browser on after a form was done, so that loading the page again does nothing again.

    `told`: the name of a sentence that the next page shows (`words.TOLD`).
    """
    return RedirectResponse(address(path, told=told) if told else path, 303)


def address(path: str, /, **query: object) -> str:
    """Return an address of ours with its query; what is None or "" is left out, a list stands several times."""
    parts: list[tuple[str, object]] = []
    for name, value in query.items():
        parts += [(name, one) for one in (value if isinstance(value, list | tuple) else [value])]
    asked = urlencode([(name, value) for name, value in parts if value not in (None, "", False)])
    return quote(path) + (f"?{asked}" if asked else "")


def without(query: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return a query without some of its parts: a filter that is taken off."""
    return {name: value for name, value in query.items() if name not in names}
