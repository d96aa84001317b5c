"""The guided menu: look at the tower, keep that, show it, and do what the person asks for, until power-off."""

from collections.abc import Callable
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
from pcsol.render.keys import Keys, digits
from pcsol.render.lines import Block
from pcsol.report.tower_sheet import tower_sheet
from pcsol.rounds import disks, leaving, waiting, words
from pcsol.rounds.doors import Cabinet, Errands, Tower
from pcsol.rounds.sofar import SoFar, next_step, with_grade

Language = Literal["fr", "en"]
_SHORTEST_CODE = 4


@dataclass(slots=True)
class Round:
    """One tower's visit. `on_stick`: X switches the tower off, elsewhere it only ends PCSol; `notice` is said first."""

    tower: Tower
    cabinet: Cabinet
    errands: Errands
    screen: Screen
    keys: Keys
    language: Language
    on_stick: bool = False
    notice: str = ""
    _probe: Probe | None = field(default=None, init=False)
    _record: str | None = field(default=None, init=False)
    _code: str | None = field(default=None, init=False)
    _far: SoFar = field(default_factory=SoFar, init=False)

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
        if word in _ACTIONS:
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
        self._reckon()
        self.keys.forget()
        if before is not None:
            self._tell_difference(compare(before, self._probe, was, self._record))

    def _reckon(self) -> None:
        """What was done is read anew only when something was: the records lie on a slow stick."""
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        self._far = self.errands.far(self._probe, self._code)

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
        return waiting.key(self.keys, self.cabinet, self.cabinet.standing(), self.screen)

    def _show_first(self) -> None:
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        self.notice = " ".join(filter(None, (self.cabinet.news(), self.notice)))
        foot = self._foot(words.keys(on_stick=self.on_stick), next_step(self._far))
        frame.first(self.screen, with_grade(tower_sheet(self._probe).cover, self._far), foot)

    def _foot(self, keys: str, next_step: str = "") -> Foot:
        found = self.cabinet.standing()
        return Foot(keys, found.text, is_saved=found.saved, next_step=next_step, notice=self.notice)

    def _show_pages(self, blocks: list[Block], keys: Callable[[int, int], str] = words.page_keys) -> str:
        """Show one page after the other, each with the state of what is saved below; return the key that left them."""
        foot = self._foot(keys(99, 99))
        pages = pager.pages(blocks, frame.room(self.screen, foot))
        for number, page in enumerate(pages, 1):
            pressed: str | None = None
            while pressed is None:
                frame.page(self.screen, page, self._foot(keys(number, len(pages))))
                pressed = self._wait()
            if pressed:
                if _is_code(pressed):  # a scanner needs no key before, on any page
                    self._receive(pressed)
                return pressed
        return ""

    def _rest(self) -> None:
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        columns, lines = self.screen.columns, self.screen.lines
        self._show_pages(sheet.blocks(tower_sheet(self._probe), "", columns, lines)[1:])

    def _help(self) -> None:
        pressed = self._show_pages(
            words.help_blocks(self.screen.columns, on_stick=self.on_stick), words.help_keys
        ).upper()
        if pressed in _MORE:
            _MORE[pressed](self)

    def _test(self) -> None:
        self._sent_for(self.errands.test)

    def _test_long(self) -> None:
        self._sent_for(lambda: self.errands.test(full=True))

    def _batch(self) -> None:
        self._sent_for(self.errands.batch)

    def _send(self) -> None:
        self._sent_for(self.errands.send)

    def _disks(self) -> None:
        """Choose one disk: all that follows is the erasing command's own, and its question is the only yes."""
        self.screen.rich.clear()
        self.screen.say(_("PCSol looks at the disks. Nothing is changed."))
        try:
            found = self.errands.disks(self._code)
        except PCSolError as err:
            self.notice = f"{err.what} {err.remedy}"
            return
        self.keys.forget()
        may = disks.choices(found)
        pressed = digits(
            self._show_pages(
                disks.blocks(found, self.screen.columns), lambda number, count: words.disk_keys(number, count, len(may))
            )
        )
        if pressed in map(str, range(1, len(may) + 1)):
            path = may[int(pressed) - 1].path or ""
            self._sent_for(lambda: self.errands.erase(path, self._code))

    def _sent_for(self, errand: Callable[[], None]) -> None:
        """Let it have the screen; what it said stays until a key."""
        self.screen.rich.clear()
        try:
            errand()
        except EOFError:
            self.notice = _("Nothing was done.")
        except KeyboardInterrupt:  # Ctrl-C at a question ends what was asked for, and not the menu
            self.notice = _("Interrupted.")
        except PCSolError as err:
            self.notice = f"{err.what} {err.remedy}"
        else:
            self.screen.say("")
            self.screen.rich.print(_("Press Enter: back to the menu >"), end=" ")
            self.screen.rich.file.flush()
            self.keys.forget()
            self.keys.key(None)
        self.cabinet.retry()
        self._code = self._code or self._known_code()  # a batch asks for it too
        self._reckon()

    def _known_code(self) -> str | None:
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        return self.tower.code(self._probe)

    def _ask_code(self) -> None:
        self._receive(None)

    def _receive(self, typed: str | None) -> None:
        """Give the tower its code. Its look is kept under it too where no mark tells this tower from another one."""
        assert self._probe is not None  # noqa: S101  # for the type checker: `run` looks first
        self.screen.rich.clear()
        try:
            self._code = self.tower.receive(typed)
        except (EOFError, KeyboardInterrupt):
            self.notice = _("No code was given.")
            return
        except PCSolError as err:
            self.notice = f"{err.what} {err.remedy}"
            return
        if not any(mark.usable for mark in self._probe.identity.marks):
            self._probe, self._record = self.cabinet.keep(self._probe, self._code)
        self._reckon()
        self.notice = _("{code} is received.").format(code=self._code)

    def _speak(self, language: Language) -> None:
        self.language = language
        with speaking(language):
            self._probe = self.tower.told_again()

    def _in_english(self) -> None:
        self._speak("en")

    def _in_french(self) -> None:
        self._speak("fr")

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


# What the help explains is done from there at once, too.
_MORE: dict[str, Callable[[Round], None]] = {
    "R": Round._look,  # noqa: SLF001  # its own
    "L": Round._test_long,  # noqa: SLF001
    "B": Round._batch,  # noqa: SLF001
    "S": Round._send,  # noqa: SLF001
    "E": Round._in_english,  # noqa: SLF001
    "F": Round._in_french,  # noqa: SLF001
}
_ACTIONS: dict[str, Callable[[Round], None]] = {
    **_MORE,
    "": Round._rest,  # noqa: SLF001
    "C": Round._ask_code,  # noqa: SLF001
    "T": Round._test,  # noqa: SLF001
    "D": Round._disks,  # noqa: SLF001
    "A": Round._help,  # noqa: SLF001
    "H": Round._help,  # noqa: SLF001
    "?": Round._help,  # noqa: SLF001
}
