"""What takes time, or people: the processor under load, and each USB socket with a test stick."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pcsol.commands.dialogue import asking, said
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.model.hardware.devices import Socket
    from pcsol.model.probe import Probe
    from pcsol.tools.world.world import World

Place = Literal["front", "rear"]
_MOST_SOCKETS = 12
_QUESTIONS: tuple[tuple[Place, str], ...] = (
    ("front", N_("How many USB sockets will you try in front?")),
    ("rear", N_("How many USB sockets will you try at the back?")),
)


def with_load(found: "Probe", world: "World") -> "Probe":
    """Return the look with the processor's temperature under load, or with the reason why there is none.

    A recorded machine cannot be put under load.
    """
    from pcsol.probe.guided import load
    from pcsol.render.progress import Progress

    if world.source == "album":
        return _unknown(found, "load", _("A recorded machine cannot be put under load."))
    with Progress(_("All cores work"), {_("temperature under load"): load.SECONDS}):
        finding = load.look_load(world)
    return found.model_copy(update={"load": finding.value, "unknown": (*found.unknown, *finding.unknown)})


def with_sockets(found: "Probe", world: "World", before: "Sequence[Socket] | None" = None, *, may_ask: bool) -> "Probe":
    """Return the look with each socket that people tried; `before`: the ones that were tried then, tried again now."""
    from pcsol.errors import FactMissingError

    if world.source == "album" or not (may_ask and asking.is_a_person_there()):
        return _unknown(found, "sockets", _("Sockets are tried by a person at the tower's own keyboard."))
    try:
        tried = tuple(_try_each(world, _wanted(before)))
    except FactMissingError as err:
        return _unknown(found, "sockets", err.what)
    except EOFError:  # nobody answers any more: what was half tried is not kept
        return _unknown(found, "sockets", _("Not all sockets were tried."))
    return found.model_copy(update={"sockets": tried}) if tried else found


def _wanted(before: "Sequence[Socket] | None") -> list[tuple[Place, int]]:
    if before:
        return [(one.place, one.number) for one in before]
    counts = [(place, asking.ask(_(question), said.count) or 0) for place, question in _QUESTIONS]
    return [(place, number) for place, count in counts for number in range(1, min(count, _MOST_SOCKETS) + 1)]


def _try_each(world: "World", wanted: "Sequence[tuple[Place, int]]") -> "Iterator[Socket]":
    from pcsol.probe.guided import sockets

    for place, number in wanted:
        asking.tell(_ask_for(place, number))
        found = sockets.look_socket(world, place, number)
        if found.path is None:
            asking.tell(_("Nothing was seen within {seconds} seconds.").format(seconds=sockets.SECONDS))
        else:
            asking.tell(_("Seen. Take the stick out again."))
            sockets.wait_until_gone(world, found)
        yield found


def _ask_for(place: Place, number: int) -> str:
    if place == "front":
        return _("Put the test stick into USB socket {number} in front.").format(number=number)
    return _("Put the test stick into USB socket {number} at the back.").format(number=number)


def _unknown(found: "Probe", what: str, why: str) -> "Probe":
    from pcsol.model.reason import Unknown

    return found.model_copy(update={"unknown": (*found.unknown, Unknown(what=what, why=why))})
