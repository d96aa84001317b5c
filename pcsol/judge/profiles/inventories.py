"""inventories.yaml as text -> where towers are sent, or an error that names line, key and remedy, and no secret."""

import re

from pcsol.errors import ProfileError
from pcsol.i18n import _
from pcsol.judge.profiles.faults import meant
from pcsol.judge.profiles.marked_yaml import Marked, faulty, read_marked
from pcsol.judge.profiles.parse import shaped
from pcsol.model.inventory.addresses import AnyAddress, DeviceHubAddress, GlpiAddress, SnipeItAddress

_KINDS: dict[str, type[AnyAddress]] = {
    "glpi": GlpiAddress,
    "snipeit": SnipeItAddress,
    "devicehub": DeviceHubAddress,
}
_BORDERS = ("---", "...")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_TOGETHER = (("user", "password"), ("client_id", "client_secret"))
EXAMPLE = """\
glpi:
  kind: glpi
  url: https://glpi.exemple.fr
  user: pcsol
  password: "…"
"""


def parse_inventories(text: str, file: str) -> dict[str, AnyAddress]:
    """Return the inventories of a file by name; comments alone name none. Raises ProfileError."""
    lines = (line.strip() for line in text.splitlines())
    if all(not line or line.startswith("#") or line in _BORDERS for line in lines):
        return {}
    marked = read_marked(text, file)
    return {name: _address(marked, name, file) for name in marked.plain}


def _address(marked: Marked, name: str, file: str) -> AnyAddress:
    line, plain = marked.line((name,)), marked.plain[name]
    if not _NAME.fullmatch(name):
        raise faulty(file, line, name, _("this cannot be a name"), _("Use small letters a to z, digits and hyphens."))
    if not isinstance(plain, dict):
        raise faulty(file, line, name, _("keys are wanted here"), _("Indent them under it, two spaces deeper."))
    kind = plain.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        problem = _("`kind` does not say which program it is")
        raise faulty(file, marked.line((name, "kind")), f"{name}.kind", problem, meant(str(kind or ""), _KINDS))
    inner = {place[1:]: line for place, line in marked.lines.items() if place[:1] == (name,)}
    address = shaped(Marked(plain, {(): line, **inner}), _KINDS[kind], file)
    if isinstance(address, GlpiAddress):
        _refuse_half(address, marked, name, file)
    return address


def _refuse_half(address: GlpiAddress, marked: Marked, name: str, file: str) -> None:
    """A user without a password would be asked nothing, and refused there."""
    for pair in _TOGETHER:
        given = [key for key in pair if getattr(address, key) is not None]
        if len(given) == 1:
            raise _half(marked, (name, given[0]), next(key for key in pair if key not in given), file)


def _half(marked: Marked, place: tuple[str, str], missing: str, file: str) -> ProfileError:
    problem = _("`{missing}` is missing beside it").format(missing=missing)
    return faulty(file, marked.line(place), ".".join(place), problem, _("Write both, or neither."))
