"""The station itself: what PCSol finds here to work with."""

from typing import Literal

from pydantic import Field

from pcsol.model.noun import Noun


class Check(Noun):
    """One thing that was looked at. "look": it works, and less well than it could. `remedy` is a command or a deed."""

    id: str
    title: str
    state: Literal["ok", "look", "missing"]
    found: str = ""
    remedy: str = ""


class Station(Noun):
    """`pcsol/doctor/1`: all checks, and the one command that installs every missing program (empty: none is)."""

    schema_: Literal["pcsol/doctor/1"] = Field("pcsol/doctor/1", alias="schema")
    pcsol: str
    python: str
    checks: tuple[Check, ...] = ()
    install: str = ""
