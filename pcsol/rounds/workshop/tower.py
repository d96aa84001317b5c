"""The tower's own menu in a workshop: keep it as it was, look whether it is as it was, and what to try when it is not.

Nothing here opens a shell, erases, or leads to anything that does.
"""

from dataclasses import dataclass, field
from typing import Literal

from pcsol.checklist.redo import opened
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
from pcsol.rounds.workshop import nostart, words
from pcsol.rounds.workshop.looks import Past, Trials, may_hide_a_fault, tried_alike

_STATES = {"ok": N_("OK"), "to-look-at": N_("LOOK AGAIN"), "not-measurable": N_("NOT MEASURABLE")}


@dataclass(slots=True)
class Menu:
    """One tower in a workshop. `on_stick`: X switches the tower off, elsewhere it only ends PCSol."""

    tower: Tower
    cabinet: Cabinet
    past: Past
    trials: Trials
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
        does = _("V: keep before  U: keep, with USB sockets  P: compare after  D: it does not start")
        leaves = _("F: français  X: switch off >") if self.on_stick else _("F: français  X: quit >")
        return f"{does}  {leaves}"

    def _before(self) -> None:
        """Keep it as it is now, warmed: later looks are compared with this one."""
        self._keep(sockets=False)

    def _with_sockets(self) -> None:
        """The same, after a person tried the USB sockets."""
        self._keep(sockets=True)

    def _keep(self, *, sockets: bool) -> None:
        probe = self._look()
        was = self.past.before(probe)
        if was is not None and may_hide_a_fault(was[0], probe) and not self._is_as_it_was(was[0]):
            self.notice = _("Nothing new was kept: the look before the workshop is still the earlier one.")
            return
        probe = self.trials.warm(probe)
        if sockets:
            probe = self.trials.sockets(probe, None)
        self.keys.forget()
        self.cabinet.keep(probe, self._code)
        self.notice = _("Kept as it is before the workshop. Now it may be switched off.")

    def _after(self) -> None:
        probe = self._look()
        was = self.past.before(probe)
        if was is None:
            self.notice = _("Nothing was kept of this tower before the workshop: there is nothing to compare.")
            return
        probe = tried_alike(self.trials, probe, was[0])
        self.keys.forget()
        self._tell(self.past.compare(was, probe, self._code))

    def _tell(self, found: Comparison) -> None:
        advice = self.past.advise(found)
        todo = [one for one in advice if one.state != "ok"]
        for number, one in enumerate(todo, 1):
            top = _("{state} - {number} of {count}").format(state=_(_STATES[one.state]), number=number, count=len(todo))
            if self._pressed(
                Sheet(top, one.text, below=[one.subject, *opened(one), *words.again(one)]),
                _("Enter: next  X: menu >"),
            ):
                return
        if not todo:
            self._pressed(Sheet(_("Comparison"), _("Everything is where it was."), shout="OK"), _("Enter: menu >"))

    def _no_start(self) -> None:
        nostart.show(self.past.no_start(), self.past.signals(), self._pressed)

    def _is_as_it_was(self, was: Probe) -> bool:
        """An adult says that nobody has opened it: what a look after the work kept would pass for right ever after."""
        below = [
            _("Kept on {day}.").format(day=was.taken_at.astimezone().strftime("%d/%m/%Y %H:%M")),
            _("Nobody opened it since? The adult types YES, then Enter. Enter alone: back."),
        ]
        say = _("An adult comes first. A look before the workshop is kept already.")
        screens.show(self.screen, Sheet(_("For an adult"), say, below=below), Foot("> ", "", is_saved=True))
        return words.is_yes(self.keys.line(None) or "")

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
            pressed = waiting.key(self.keys, self.cabinet, state, self.screen)
            if pressed is not None:
                return pressed

    def _leave(self) -> bool:
        if leaving.may_leave(self.cabinet, self.screen, self.keys):
            if self.on_stick:
                self.screen.rich.clear()
                self.screen.say(_("The tower switches off."))
            return True
        return False


_ACTIONS = {
    "V": Menu._before,  # noqa: SLF001  # its own
    "U": Menu._with_sockets,  # noqa: SLF001
    "P": Menu._after,  # noqa: SLF001
    "D": Menu._no_start,  # noqa: SLF001
}
