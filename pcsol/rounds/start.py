"""The guided menu: look at the tower, keep that, show it, and do what the person asks for, until power-off."""

from dataclasses import dataclass, field
from typing import Literal

from pcsol.errors import PCSolError
from pcsol.i18n import _, speaking
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.render import comparison, frame, pager, sheet
from pcsol.render.console import Screen
from pcsol.render.frame import Foot
from pcsol.render.keys import Keys
from pcsol.render.lines import Block
from pcsol.report.tower_sheet import tower_sheet
from pcsol.rounds import leaving, waiting, words
from pcsol.rounds.doors import Cabinet, Tower

Language = Literal["fr", "en"]
_SHORTEST_CODE = 4


@dataclass(slots=True)
class Round:
    """One tower's visit. `on_stick`: X switches the tower off, elsewhere it only ends PCSol; `notice` is said first."""

    tower: Tower
    cabinet: Cabinet
    screen: Screen
    keys: Keys
    language: Language
    on_stick: bool = False
    notice: str = ""
    _probe: Probe | None = field(default=None, init=False)
    _record: str | None = field(default=None, init=False)
    _code: str | None = field(default=None, init=False)

    def run(self) -> None:
        """Go on until the person is done. Raises EOFError when nobody is there any more."""
        with speaking(self.language):
            self._look()
        going = True
        while going:
            with speaking(self.language):
                going = self._one()

    def _one(self) -> bool:
        """Show the first screen, wait for a key, do it; return whether to go on."""
        pressed = self._pressed()
        self.notice = ""
        word = pressed.upper()
        if word in ("X", "Q"):
            return not self._leave()
        if word in ("E", "F"):
            self._speak("en" if word == "E" else "fr")
        elif word in _ACTIONS:
            _ACTIONS[word](self)
        elif _is_code(pressed):
            self._receive(pressed)
        else:
            self.notice = words.wrong_key()
        return True

    def _look(self) -> None:
        self.screen.rich.clear()
        self.screen.say(_("PCSol looks at this tower. This takes a few seconds, and changes nothing on it."))
        before, was = self._probe, self._record
        found = self.tower.look()
        self._code = self._code or self.tower.code(found)
        self._probe, self._record = self.cabinet.keep(found, self._code)
        self.keys.forget()
        if before is not None:
            self._tell_difference(compare(before, self._probe, was, self._record))

    def _tell_difference(self, found: Comparison) -> None:
        changed = tuple(one for one in found.differences if one.change is not None)
        if not changed:
            self.notice = _("Looked at again: nothing has changed.")
            return
        self.notice = _("Looked at again: something has changed.")
        shown = found.model_copy(update={"differences": changed})
        self._show_pages(comparison.blocks(shown, self.screen.columns))

    def _pressed(self) -> str:
        """Wait for a key on the first screen. While something waits to be saved, it is tried again meanwhile."""
        while True:
            self._show_first()
            pressed = self._wait()
            if pressed is not None:
                return pressed

    def _wait(self) -> str | None:
        """Return what was pressed; None when the screen is to be shown anew."""
        return waiting.key(self.keys, self.cabinet, self.cabinet.standing())

    def _show_first(self) -> None:
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        self.notice = " ".join(filter(None, (self.cabinet.news(), self.notice)))
        foot = self._foot(words.keys(on_stick=self.on_stick), words.next_step(self._code))
        frame.first(self.screen, tower_sheet(self._probe).cover, foot)

    def _foot(self, keys: str, next_step: str = "") -> Foot:
        found = self.cabinet.standing()
        return Foot(keys, found.text, is_saved=found.saved, next_step=next_step, notice=self.notice)

    def _show_pages(self, blocks: list[Block]) -> None:
        """Show one page after the other, each with the state of what is saved below."""
        foot = self._foot(words.page_keys(99, 99))
        pages = pager.pages(blocks, frame.room(self.screen, foot))
        for number, page in enumerate(pages, 1):
            pressed: str | None = None
            while pressed is None:
                frame.page(self.screen, page, self._foot(words.page_keys(number, len(pages))))
                pressed = self._wait()
            if pressed:
                if _is_code(pressed):  # a scanner needs no key before, on any page
                    self._receive(pressed)
                return

    def _rest(self) -> None:
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        columns, lines = self.screen.columns, self.screen.lines
        self._show_pages(sheet.blocks(tower_sheet(self._probe), "", columns, lines)[1:])

    def _help(self) -> None:
        self._show_pages(words.help_blocks(self.screen.columns, on_stick=self.on_stick))

    def _ask_code(self) -> None:
        self._receive(None)

    def _receive(self, typed: str | None) -> None:
        """Give the tower its code. Its look is kept under it too where no mark tells this tower from another one."""
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        self.screen.rich.clear()
        try:
            self._code = self.tower.receive(typed)
        except EOFError:
            self.notice = _("No code was given.")
            return
        except PCSolError as err:
            self.notice = f"{err.what} {err.remedy}"
            return
        if not any(mark.usable for mark in self._probe.identity.marks):
            self._probe, self._record = self.cabinet.keep(self._probe, self._code)
        self.notice = _("{code} is received.").format(code=self._code)

    def _speak(self, language: Language) -> None:
        self.language = language
        with speaking(language):
            self._probe = self.tower.told_again()

    def _leave(self) -> bool:
        """Return whether PCSol may end. With something unsaved, only a clear word loses it."""
        if leaving.may_leave(self.cabinet, self.screen, self.keys):
            if self.on_stick:
                self.screen.rich.clear()
                self.screen.say(_("The tower switches off."))
            return True
        self.notice = words.stays(on_stick=self.on_stick)
        return False


def _is_code(pressed: str) -> bool:
    """A key is one sign, a key of several has an escape before it; all else that comes at once is a scanner."""
    return len(pressed) >= _SHORTEST_CODE and pressed[0] != "\x1b"


_ACTIONS = {
    "": Round._rest,  # noqa: SLF001  # its own
    "C": Round._ask_code,  # noqa: SLF001
    "R": Round._look,  # noqa: SLF001
    "A": Round._help,  # noqa: SLF001
    "H": Round._help,  # noqa: SLF001
    "?": Round._help,  # noqa: SLF001
}
