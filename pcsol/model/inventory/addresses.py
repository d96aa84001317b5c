"""`inventories.yaml` in the home: other inventories that towers are sent to, and what opens them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

from pcsol.model.noun import Noun
from pcsol.model.settings import Text


def _quoted(value: object) -> object:
    """YAML makes numbers of 0123 and yes: a secret is a text, or it is not the one that was meant."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise PydanticCustomError("secret", "a text")
    return value.strip()


def _in_a_header(value: object) -> object:
    """A header of HTTP takes ASCII."""
    text = _quoted(value)
    if not isinstance(text, str) or not text.isascii():
        raise PydanticCustomError("secret", "a text")
    return text


def _address(value: object) -> object:
    """Only whole addresses, and no password in them: they stand in messages."""
    text = value.strip().rstrip("/") if isinstance(value, str) else ""
    _scheme, mark, rest = text.partition("://")
    host = rest.split("/")[0].split("?")[0]
    if not text.startswith(("http://", "https://")) or not mark or not host or "@" in rest or not text.isprintable():
        raise PydanticCustomError("url", "an address")
    return text


Secret = Annotated[SecretStr, BeforeValidator(_quoted)]
Token = Annotated[SecretStr, BeforeValidator(_in_a_header)]
Url = Annotated[str, Field(max_length=600), BeforeValidator(_address)]


class Address(Noun):
    """What every inventory has. `certificate`: a PEM file to trust, for a server with a certificate of its own; a
    relative one lies beside the file."""

    model_config = ConfigDict(extra="forbid")

    url: Url
    certificate: Text = None


class GlpiAddress(Address):
    """GLPI 10 or newer. `user` and `password` (Basic), or `client_id` and `client_secret` (OAuth), or neither; `tag`
    is the structure's name where none is given; `compress` as GLPI's own agent does it (zlib)."""

    kind: Literal["glpi"] = "glpi"
    user: Text = None
    password: Secret | None = None
    client_id: Text = None
    client_secret: Secret | None = None
    token_url: Url | None = None
    tag: Text = None
    compress: bool = False


class Statuses(Noun):
    """Snipe-IT's status labels, by name or number. Without one: the first label of the type that stands for it."""

    model_config = ConfigDict(extra="forbid")

    to_check: Text = None
    ready: Text = None
    parts: Text = None


class Fields(Noun):
    """Snipe-IT's custom fields for our facts, each by its name or its column (`_snipeit_…`)."""

    model_config = ConfigDict(extra="forbid")

    code: Text = None
    lot: Text = None
    donor_number: Text = None
    processor: Text = None
    memory_gb: Text = None
    mac: Text = None
    grade: Text = None
    erasure: Text = None
    certificates: Text = None
    destination: Text = None
    record: Text = None


class SnipeItAddress(Address):
    """Snipe-IT. `model`: what a tower is, by name or number, where Snipe-IT has no model of its name; `papers`: whether
    certificates (PDF) are added to its files."""

    kind: Literal["snipeit"] = "snipeit"
    token: Token
    model: Text = None
    statuses: Statuses = Statuses()
    fields: Fields = Fields()
    papers: bool = False


class DeviceHubAddress(Address):
    """eReuse DeviceHub (devicehub-django)."""

    kind: Literal["devicehub"] = "devicehub"
    token: Token


AnyAddress = GlpiAddress | SnipeItAddress | DeviceHubAddress
