"""The tower's own menu in a workshop: keep it as it was, look whether it is as it was, and what to try when it is not.

Nothing here opens a shell, erases, or leads to anything that does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pcsol.checklist.redo import Redo
from pcsol.i18n import N_, _, speaking
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.render.console import Screen
from pcsol.render.frame import Foot
from pcsol.render.keys import Keys
from pcsol.render.workshop import step as screens
from pcsol.render.workshop.step import Sheet
from pcsol.rounds import leaving, waiting
from pcsol.rounds.doors import Cabinet, Tower

_STATES = {"ok": N_("OK"), "to-look-at": N_("LOOK AGAIN"), "not-measurable": N_("NOT MEASURABLE")}


class Past(Protocol):
    """What this tower was before."""

    def before(self, probe: Probe) -> tuple[Probe, str] | None:
        """Return the last look that was kept as "before", and its record's id."""

    def compare(self, was: tuple[Probe, str], probe: Probe, code: str | None) -> Comparison:
        """Compare with what was before; keep the comparison and this look, now or later."""

    def advise(self, found: Comparison) -> Sequence[Redo]:
        """Say what to do again."""

    def no_start(self) -> Sequence[Redo]:
        """Say what to try when a tower does not start, in order."""


@dataclass(slots=True)
class Menu:
    """One tower in a workshop. `on_stick`: X switches the tower off, elsewhere it only ends PCSol."""

    tower: Tower
    cabinet: Cabinet
    past: Past
    screen: Screen
    keys: Keys
    language: Literal["fr", "en"]
    on_stick: bool = False
    notice: str = ""
    _code: str | None = field(default=None, init=False)

    def run(self) -> None:
        """Go on until the person is done. Raises EOFError when nobody is there any more."""
        with speaking(self.language):
            self._code = self.tower.code(self._look())
        going = True
        while going:
            with speaking(self.language):
                going = self._one()

    def _one(self) -> bool:
        sheet = Sheet(
            _("Workshop"),
            _("V: before the workshop. P: after the workshop."),
            shout=self._code or _("NO CODE"),
            below=[self._next()],
        )
        pressed = self._pressed(sheet, self._keys()).upper()
        self.notice = ""
        if pressed in ("X", "Q"):
            return not self._leave()
        if pressed in ("E", "F"):
            self.language = "en" if pressed == "E" else "fr"
        elif pressed in _ACTIONS:
            _ACTIONS[pressed](self)
        else:
            self.notice = _("This key does nothing here. The keys are below.")
        return True

    def _next(self) -> str:
        if self._code:
            return _("Write this code on the group's paper, or type it where the steps are shown.")
        return _("This tower has no code yet. A technician gives it one, outside the workshop.")

    def _keys(self) -> str:
        if self.on_stick:
            return _("V: keep before  P: compare after  D: it does not start  F: français  X: switch off >")
        return _("V: keep before  P: compare after  D: it does not start  F: français  X: quit >")

    def _before(self) -> None:
        """Keep it as it is now: later looks are compared with this one."""
        self.cabinet.keep(self._look(), self._code)
        self.notice = _("Kept as it is before the workshop. Now it may be switched off.")

    def _after(self) -> None:
        probe = self._look()
        was = self.past.before(probe)
        if was is None:
            self.notice = _("Nothing was kept of this tower before the workshop: there is nothing to compare.")
            return
        self._tell(self.past.compare(was, probe, self._code))

    def _tell(self, found: Comparison) -> None:
        advice = self.past.advise(found)
        todo = [one for one in advice if one.state != "ok"]
        for number, one in enumerate(todo, 1):
            top = _("{state} - {number} of {count}").format(state=_(_STATES[one.state]), number=number, count=len(todo))
            if self._pressed(
                Sheet(top, one.text, below=[one.subject, *_opened(one), *_again(one)]), _("Enter: next  X: menu >")
            ):
                return
        if not todo:
            self._pressed(Sheet(_("Comparison"), _("Everything is where it was."), shout="OK"), _("Enter: menu >"))

    def _no_start(self) -> None:
        tries = self.past.no_start()
        for number, one in enumerate(tries, 1):
            top = _("It does not start - {number} of {count}").format(number=number, count=len(tries))
            below = [_("The tower is off and unplugged. Then look again."), *_again(one)]
            if self._pressed(Sheet(top, one.text, below=below), _("Enter: next  X: menu >")):
                return

    def _look(self) -> Probe:
        self.screen.rich.clear()
        self.screen.say(_("PCSol looks at this tower. This takes a few seconds, and changes nothing on it."))
        found = self.tower.look()
        self.keys.forget()
        return found

    def _pressed(self, sheet: Sheet, keys: str) -> str:
        """Show it and wait for a key; what waits to be saved is tried again meanwhile."""
        while True:
            state = self.cabinet.standing()
            notice = " ".join(filter(None, (self.cabinet.news(), self.notice)))
            foot = Foot(keys, state.text if self.cabinet.count() else "", is_saved=state.saved, notice=notice)
            screens.show(self.screen, sheet, foot)
            pressed = waiting.key(self.keys, self.cabinet, state)
            if pressed is not None:
                return pressed

    def _leave(self) -> bool:
        if leaving.may_leave(self.cabinet, self.screen, self.keys):
            if self.on_stick:
                self.screen.rich.clear()
                self.screen.say(_("The tower switches off."))
            return True
        return False


def _opened(one: Redo) -> list[str]:
    """The tower runs while this is read: what is done inside it is done with the power off."""
    inside = one.step is not None and one.step[0] in "CDE"
    return [_("First shut down: an adult unplugs. Close it again before it is plugged in.")] if inside else []


def _again(one: Redo) -> list[str]:
    return [_("Do step {step} again. The drawing is on the paper.").format(step=one.step)] if one.step else []


_ACTIONS = {
    "V": Menu._before,  # noqa: SLF001  # its own
    "P": Menu._after,  # noqa: SLF001
    "D": Menu._no_start,  # noqa: SLF001
}
