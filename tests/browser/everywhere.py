"""Every page of the hub: what a new route is added to, or the walk fails."""

from collections.abc import Iterator

from fastapi import FastAPI
from sqlalchemy import select

from pcsol.server.database.tables import tower
from pcsol.server.towers import rows
from tests.browser.person import Person
from tests.browser.town import CODE, LIST, OTHER, WORKSHOP, Town

_OPEN = ("/login",)
_PAGES = {
    "/": ("/",),
    "/password": ("/password",),
    "/towers": ("/towers", "/towers?q=zzz", "/towers?state=to-check&health=D&function=D&told=saved"),
    "/towers/several": ("/towers/several?n=1&n=2", "/towers/several"),
    "/towers/{name}": (f"/towers/{CODE}", f"/towers/{OTHER}", "/towers/{silent}", "/towers/{hostile}"),
    "/towers/{name}/records/{id_}": (
        f"/towers/{CODE}/records/{{first}}",
        f"/towers/{CODE}/records/{{test}}",
        f"/towers/{CODE}/records/{{grade}}",
    ),
    "/towers/{name}/compare": (f"/towers/{CODE}/compare", f"/towers/{OTHER}/compare"),
    "/towers/{name}/merge": (f"/towers/{CODE}/merge", f"/towers/{CODE}/merge?other={OTHER}"),
    "/towers/{name}/split": (f"/towers/{CODE}/split",),
    "/towers/{name}/photos": (f"/towers/{CODE}/photos", f"/towers/{OTHER}/photos"),
    "/towers/{name}/parts": (f"/towers/{CODE}/parts",),
    "/parts": ("/parts", "/parts?q=zzz"),
    "/labels": ("/labels", f"/labels?codes={CODE}&start=3", "/labels?sheet=1"),
    "/lots": ("/lots",),
    "/lots/{number}": ("/lots/1",),
    "/lots/{number}/proof": ("/lots/1/proof",),
    "/scan": ("/scan", "/scan?code=VAL-0099-R"),
    "/people": ("/people", "/people?left=1"),
    "/people/{number}": ("/people/1", "/people/2"),
    "/structures": ("/structures",),
    "/audit": ("/audit",),
    "/stations": ("/stations",),
    "/stations/{number}": ("/stations/1",),
    "/stations/codes/{number}": ("/stations/codes/3",),
    "/workshops": ("/workshops",),
    "/workshops/new": ("/workshops/new", "/workshops/new?checklist=full&groups=2"),
    "/workshops/w/{workshop}": (f"/workshops/w/{WORKSHOP}",),
    "/workshops/w/{workshop}/links": (f"/workshops/w/{WORKSHOP}/links",),
    "/workshops/w/{workshop}/print": (f"/workshops/w/{WORKSHOP}/print",),
    "/workshops/w/{workshop}/paper": (f"/workshops/w/{WORKSHOP}/paper",),
    "/workshops/w/{workshop}/words": (f"/workshops/w/{WORKSHOP}/words",),
    "/workshops/w/{workshop}/end": (f"/workshops/w/{WORKSHOP}/end",),
    "/park": ("/park",),
    "/bench": ("/bench",),
    "/bench/arm": ("/bench/arm", "/bench/arm?lot=1"),
    "/upkeep": ("/upkeep",),
}
_FILES = {
    "/towers.csv", "/towers.xlsx", "/towers/{name}/papers/{id_}.json", "/towers/{name}/papers/{id_}.pdf",
    "/towers/{name}/records/{id_}.json", "/labels/sheet.pdf", "/lots/{number}/proof.pdf", "/lots/{number}/proof.zip",
    "/towers/{name}/photos/{number}", "/stations/signers", "/stations/codes/{number}/part", "/today/part",
    "/today/events", "/bench/part", "/openapi.json", "/metrics", "/healthz", "/workshops/w/{workshop}/part",
    "/workshops/w/{workshop}/live", "/workshops/w/{workshop}/{group}.svg",
    "/workshops/w/{workshop}/print/{paper}.pdf", "/classroom/drawings/{drawing}.svg",
    # A group's pages need no account: tests/browser/test_workshop.py walks through them.
    "/g/{link}", "/g/{link}/no-start", "/g/{link}/story", "/g/{link}/live",
}  # fmt: skip


def all_pages(town: Town, person: Person) -> Iterator[str]:
    """Walk with a person through all pages; gives where they are."""
    person.goes("/login")
    yield "/login"
    person.enters("sacha")
    silent, *_others, hostile = sorted(_without_a_code(town))
    names = {"first": town.first, "test": town.test, "grade": town.grade, "silent": silent, "hostile": hostile}
    for paths in _PAGES.values():
        for path in paths:
            person.goes(path.format(**names))
            yield path
    yield from _after_forms(person)


def left_out(app: FastAPI) -> set[str]:
    """Return the addresses of the hub that are neither a page above nor a file."""
    found = {path for path in _gets(app.routes) if not path.startswith("/api/")}
    return found - {*_OPEN, *_PAGES, *_FILES}


def _after_forms(person: Person) -> Iterator[str]:
    person.page.goto(person.url + "/nowhere")
    yield "not there"
    person.goes("/stations")
    person.fills("/stations", name="banc 9", structure="1")
    yield "a code for a station"
    person.goes("/people")
    person.fills("/people", name="Camille", login="camille", role="volunteer", structure="1")
    yield "a first password"
    person.goes("/lots/1")
    person.page.locator("textarea[name=list]").evaluate("(one, text) => { one.value = text }", LIST)
    person.page.locator('form[action="/lots/1/lines"]').evaluate("one => one.submit()")
    person.page.wait_for_url("**/lines")
    yield "a list before it is kept"


def _without_a_code(town: Town) -> list[str]:
    with town.house.hub.database.reading() as connection:
        return [rows.name(row) for row in connection.execute(select(tower).where(tower.c.code.is_(None)))]


def _gets(routes: list) -> Iterator[str]:  # type: ignore[type-arg]
    for route in routes:
        if "GET" in (getattr(route, "methods", None) or ()):
            yield route.path
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _gets(inner.routes)
