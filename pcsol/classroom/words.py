"""What the pages call things, in the language of the moment."""

import datetime as calendar
import re
from collections.abc import Iterable

from pcsol.checklist.redo.named import PARTS as _PARTS
from pcsol.checklist.refusals import REFUSALS
from pcsol.i18n import N_, _, language
from pcsol.model.workshop.room import Band, Counted, Pot, Voucher
from pcsol.model.workshop.steps import Level, Part, Role

_HOUR = 60
# " :" must not begin a line, nor "«" end one.
_TIED = re.compile(r" (?=[:;!?»%])|(?<=«) ")
LETTERS = "ABCDEF"

ROLES: dict[Role, str] = {
    "pilot": N_("Pilot"), "copilot": N_("Copilot"), "observer": N_("Observer"), "safety": N_("Safety"),
    "everybody": N_("Everybody"),
}  # fmt: skip
LEVELS: dict[Level, str] = {
    "discovery": N_("Discovery (8 to 10 years)"), "explorer": N_("Explorer (11 to 14 years)"),
    "expert": N_("Expert (15 to 17 years)"), "adults": N_("Adults"), "technician": N_("Technicians"),
}  # fmt: skip
BANDS: dict[Band, str] = {
    "8-10": N_("8 to 10 years"), "11-14": N_("11 to 14 years"), "15-17": N_("15 to 17 years"), "adults": N_("adults"),
}  # fmt: skip
COUNTED: dict[Counted, str] = {
    "job-seekers": N_("of these adults, looking for work"),
    "rsa": N_("of these adults, receiving the RSA (minimum income)"),
}  # fmt: skip
POTS: dict[Pot, str] = {
    "pot-1": N_("Pot 1"), "pot-2": N_("Pot 2"), "pot-3": N_("Pot 3"), "pot-4": N_("Pot 4"), "pot-5": N_("Pot 5"),
    "pot-6": N_("Pot 6"), "parts": N_("Parts on the mat"), "cells": N_("Batteries taken out"),
}  # fmt: skip
PARTS: dict[Part, str] = _PARTS
# What people try for themselves, as a question's subject.
TRIED: dict[Part, str] = {
    "usb": N_("The USB sockets, in front and behind"), "ports": N_("The USB sockets, in front and behind"),
    "network": N_("The network: the small light beside the cable"), "sound": N_("The sound, on both sides"),
    "graphics": N_("The picture on the screen"), "optical": N_("The CD drive: does it open?"),
    "fan": N_("The fan behind its grille: does it turn?"),
}  # fmt: skip
FOUND: dict[str, str] = {
    "ok": N_("OK"), "to-look-at": N_("LOOK AGAIN"), "not-measurable": N_("NOT MEASURABLE"),
}  # fmt: skip
VOUCHERS: dict[Voucher, str] = {
    "facilitator": N_("the facilitator"), "coordinator": N_("the coordinator"), "technician": N_("a technician"),
}  # fmt: skip
# What the script says by itself.
SCRIPT: dict[str, str] = {
    "offline": N_("No network. Go on: this page keeps everything, and sends it later."),
    "unanswered": N_("PCSol does not answer at the moment. Go on: this page keeps everything, and sends it later."),
    "waiting": N_("waiting to be sent: {count}"),
    "back": N_("The network is back. Everything was sent."),
    "code-offline": N_("No network: the adult must wait for it. Hands off meanwhile."),
    "over": N_("This link has ended."),
    "lost": N_("Not sent, and not taken any more: {count}. Tell an adult."),
}


def tied(text: str) -> str:
    """Return a French text whose signs of two parts stay on the line of their word."""
    return _TIED.sub("\N{NO-BREAK SPACE}", text) if language() == "fr" else text


def counted() -> dict[str, str]:
    """Return how people are counted: by age band, and some adults further."""
    return {str(name): text for name, text in (*BANDS.items(), *COUNTED.items())}


def minutes(count: float) -> str:
    """Return a span as people say it, on one line: 12 min, 1 h 05."""
    whole = max(0, round(count))
    text = _("{count} min").format(count=whole)
    if whole >= _HOUR:
        text = _("{hours} h {minutes:02}").format(hours=whole // _HOUR, minutes=whole % _HOUR)
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def day(value: calendar.date) -> str:
    """Return a day."""
    return f"{value:%d/%m/%Y}" if language() == "fr" else f"{value:%d %b %Y}"


def script() -> dict[str, str]:
    """Return the sentences of the pages' script."""
    return {name: _(text) for name, text in (*SCRIPT.items(), *REFUSALS.items())}


def letters(roles: Iterable[tuple[Role, int]]) -> list[tuple[str, Role]]:
    """Return who has which role, by letter."""
    return [(LETTERS[person - 1], role) for role, person in roles]
