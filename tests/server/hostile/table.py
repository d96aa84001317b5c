"""Who may use which route: written by hand, from what the issue and the handbook promise, not from the code."""

from typing import NamedTuple

ROLES = ("volunteer", "technician", "coordinator", "administrator")
OPEN, STATION, ANYBODY, FEDERATION = "open", "station", "anybody", "federation"
VOLUNTEER, TECHNICIAN, COORDINATOR, ADMINISTRATOR = ROLES


class Row(NamedTuple):
    """`may`: the lowest role, or one of the words above. `sends`: a form that does something; `files`: as httpx
    takes them; `endless`: who may is answered for as long as they listen."""

    may: str
    sends: dict[str, str] = {}  # noqa: RUF012  # never changed
    photo: bool = False
    endless: bool = False


GET: dict[str, Row] = {
    "/healthz": Row(OPEN),
    "/login": Row(OPEN),
    "/openapi.json": Row(ANYBODY),
    "/api/v1/signers": Row(ANYBODY),
    "/api/v1/towers": Row(ANYBODY),
    "/api/v1/towers/{code}": Row(ANYBODY),
    "/metrics": Row(FEDERATION),
    "/upkeep": Row(FEDERATION),
    "/structures": Row(FEDERATION),
    "/": Row(VOLUNTEER),
    "/password": Row(VOLUNTEER),
    "/today/part": Row(VOLUNTEER),
    "/today/events": Row(VOLUNTEER, endless=True),
    "/park": Row(VOLUNTEER),
    "/scan": Row(VOLUNTEER),
    "/parts": Row(VOLUNTEER),
    "/labels": Row(VOLUNTEER),
    "/labels/sheet.pdf": Row(VOLUNTEER),
    "/lots": Row(VOLUNTEER),
    "/lots/{number}": Row(VOLUNTEER),
    "/lots/{number}/proof": Row(VOLUNTEER),
    "/lots/{number}/proof.pdf": Row(VOLUNTEER),
    "/lots/{number}/proof.zip": Row(TECHNICIAN),
    "/towers": Row(VOLUNTEER),
    "/towers.csv": Row(VOLUNTEER),
    "/towers.xlsx": Row(VOLUNTEER),
    "/towers/several": Row(VOLUNTEER),
    "/towers/{name}": Row(VOLUNTEER),
    "/towers/{name}/compare": Row(VOLUNTEER),
    "/towers/{name}/papers/{id_}.json": Row(VOLUNTEER),
    "/towers/{name}/papers/{id_}.pdf": Row(VOLUNTEER),
    "/towers/{name}/records/{id_}": Row(VOLUNTEER),
    "/towers/{name}/records/{id_}.json": Row(VOLUNTEER),
    "/towers/{name}/parts": Row(VOLUNTEER),
    "/towers/{name}/photos": Row(VOLUNTEER),
    "/towers/{name}/photos/{number}": Row(VOLUNTEER),
    "/towers/{name}/merge": Row(COORDINATOR),
    "/towers/{name}/split": Row(COORDINATOR),
    "/stations": Row(TECHNICIAN),
    "/stations/signers": Row(TECHNICIAN),
    "/stations/{number}": Row(TECHNICIAN),
    "/stations/codes/{number}": Row(COORDINATOR),
    "/stations/codes/{number}/part": Row(COORDINATOR),
    "/people": Row(COORDINATOR),
    "/people/{number}": Row(COORDINATOR),
    "/audit": Row(COORDINATOR),
}
PUT: dict[str, Row] = {
    "/api/v1/records/{id}": Row(STATION),
    "/api/v1/stations/me/papers-key": Row(STATION),
    "/api/v1/stations/me/progress": Row(STATION),
}
# In an order in which each can be done: what is taken away is put back next. "{…}" names a thing of the house.
POST: dict[str, Row] = {
    "/login": Row(OPEN),
    "/api/v1/stations:enrol": Row(OPEN),
    "/api/v1/records:batch": Row(STATION),
    "/language": Row(VOLUNTEER, {"language": "en"}),
    "/password": Row(VOLUNTEER, {"old": "not this one"}),
    "/scan": Row(VOLUNTEER, photo=True),
    "/scan/announce": Row(VOLUNTEER, {"code": "{new}", "what": "une tour"}),
    "/labels/new": Row(TECHNICIAN, {"count": "1", "layout": "L7160"}),
    "/lots": Row(TECHNICIAN, {"name": "un autre lot"}),
    "/lots/{number}": Row(TECHNICIAN, {"name": "le lot renommé"}),
    "/lots/{number}/lines": Row(TECHNICIAN, {"list": "INV-9\tSN-9\tTour", "save": "1"}),
    "/lots/{number}/announce": Row(TECHNICIAN, {"line": "{spare-line}"}),
    "/lots/{number}/lines/{line}/{deed}": Row(TECHNICIAN),
    "/lots/{number}/lines/{line}/match": Row(TECHNICIAN, {"code": "{third}"}),
    "/lots/{number}/lines/{line}/unmatch": Row(TECHNICIAN),
    "/towers/several": Row(VOLUNTEER, {"n": "{tower-number}", "state": "in-workshop", "why": "à voir"}),
    "/towers/{name}/note": Row(VOLUNTEER, {"text": "une note"}),
    "/towers/{name}/undo": Row(VOLUNTEER, {"event": "{note-event}"}),
    "/towers/{name}/state": Row(VOLUNTEER, {"state": "ready", "why": "vérifiée"}),
    "/towers/{name}/names": Row(TECHNICIAN, {"asset": "INV-77"}),
    "/towers/{name}/settle": Row(TECHNICIAN, {"why": "c’est la même"}),
    "/towers/{name}/parts": Row(VOLUNTEER, {"kind": "memory", "description": "DDR3 8 Go"}),
    "/parts/{number}/fit": Row(VOLUNTEER, {"to": "{third}"}),
    "/parts/{number}/undo": Row(VOLUNTEER),
    "/towers/{name}/photos": Row(VOLUNTEER, {"caption": "vue de face"}, photo=True),
    "/towers/{name}/photos/{number}/remove": Row(VOLUNTEER),
    "/towers/{name}/photos/{number}/restore": Row(VOLUNTEER),
    "/towers/{name}/split": Row(COORDINATOR, {"n": "{record-number}", "why": "deux machines"}),
    "/towers/{name}/merge": Row(COORDINATOR, {"other": "{third}", "why": "la même machine"}),
    "/stations": Row(COORDINATOR, {"name": "banc 9"}),
    "/stations/{number}/name": Row(COORDINATOR, {"name": "banc du fond"}),
    "/stations/{number}/revoke": Row(COORDINATOR, {"papers": "never"}),
    "/people": Row(COORDINATOR, {"login": "{login}", "name": "Sacha", "role": "volunteer"}),
    "/people/{number}/role": Row(COORDINATOR, {"role": "technician"}),
    "/people/{number}/password": Row(COORDINATOR),
    "/people/{number}/leave": Row(COORDINATOR),
    "/people/{number}/back": Row(COORDINATOR),
    "/structures": Row(FEDERATION, {"name": "Nouvelle", "prefix": "NOU"}),
    "/structures/{number}/name": Row(FEDERATION, {"name": "Renommée"}),
    "/upkeep/token": Row(FEDERATION),
    "/upkeep/token/remove": Row(FEDERATION),
    "/logout": Row(VOLUNTEER),
}
TABLE = {(verb, path): row for verb, rows in (("GET", GET), ("PUT", PUT), ("POST", POST)) for path, row in rows.items()}
