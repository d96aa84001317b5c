"""`pcsol wipe run`: erase disks. The only way from a screen to a warrant."""

from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer, context
from pcsol.commands.certificate.signer import PinFile
from pcsol.commands.context import AsJson
from pcsol.commands.wipe.manner import MethodOption, Verify
from pcsol.commands.wipe.options import AllowLoop, AllowRemovable, Tower
from pcsol.errors import WipeError, WipeRefusedError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.commands.wipe.conduct.conducting import Ended
    from pcsol.commands.wipe.gathering import Gathered
    from pcsol.commands.wipe.preparing import Prepared
    from pcsol.wipe.warrant import Warrant

HELP = N_(
    "Erase disks. The plan is shown, then the identity of each disk must be typed; nothing else counts as a yes.\n\n"
    "Ctrl-C stops cleanly, and the same command goes on where it was, also after a power cut. "
    "An accepted erasure leaves a certificate, every other end a NOT ERASED report."
)

_TRIES = 3


def wipe_run(  # noqa: PLR0917  # Typer's
    ctx: typer.Context,
    disks: Annotated[list[str], typer.Argument(metavar=N_("DISK"), help=N_("Disks, such as sda or /dev/sda."))],
    confirm: Annotated[
        list[str] | None,
        typer.Option(metavar=N_("ID"), help=N_("The identity of a disk, once per disk: nothing is asked.")),
    ] = None,
    method: MethodOption = "auto",
    verify: Verify = None,
    progress_json: Annotated[
        str | None,
        typer.Option(
            metavar=N_("FD|FILE"),
            help=N_("Write a JSON line per disk, at least every second, to this descriptor or file."),
        ),
    ] = None,
    allow_loop: AllowLoop = False,
    allow_removable: AllowRemovable = False,
    tower: Tower = None,
    pin_file: PinFile = None,
    as_json: AsJson = False,
) -> None:
    """Plan, show, ask, erase, keep the papers, tell."""
    from pcsol.commands.dialogue import asking, moment, pin
    from pcsol.commands.wipe.preparing import Asked, looked_again, prepare, refuse
    from pcsol.store.home import home, settings

    world = context.of(ctx).world()
    if world.source != "live":
        raise WipeRefusedError(_("This is a recorded machine: its disks are not here."))
    settings(home())  # raises for faulty ones: every paper would be silently without station and structure
    asked = Asked(tuple(disks), method, verify, allow_loop, allow_removable, tower)
    gathered, prepared = prepare(world, asked)
    refuse(prepared)
    if not as_json:
        _show(prepared)
    _remark(gathered)
    _refuse_strange_ids(prepared, confirm)
    typed = [_given(one, confirm) if confirm else _asked(one) for one in prepared]
    from pcsol.commands.wipe.conduct import conducting  # with all that draws papers: not for a disk that is refused

    signing = conducting.Signing(pin.station_key(home(), pin_file, may_ask=not as_json), moment.now)
    if not confirm or asking.is_a_person_there():  # they typed an identity, or a PIN: minutes may have gone by
        prepared = looked_again(world, asked, prepared)
        refuse(prepared)
    warrants = [_warrant(ctx, one, text) for one, text in zip(prepared, typed, strict=True)]
    ended = conducting.conduct(world, gathered, warrants, signing, progress_json)
    if len(warrants) == 1 and len(ended.faults) == 1 and not ended.ends:
        raise ended.faults[0]
    if as_json:
        answer.as_json(ended.run.to_json())
    else:
        _tell(ended)
    raise typer.Exit(_code(ended))


def _show(prepared: "tuple[Prepared, ...]") -> None:
    """Show each plan."""
    from pcsol.render import console
    from pcsol.render.lines import block
    from pcsol.report.erasure import sheets

    screen = console.aside()
    for one in prepared:
        for line in block(sheets.plan(one.plan), screen.columns):
            screen.rich.print(line, no_wrap=True, overflow="ignore", crop=False)
        screen.say("")


def _remark(gathered: "Gathered") -> None:
    """Say what must be said about disks that may be there and are not seen: before anything is erased, always."""
    from pcsol.render import console

    for remark in gathered.remarks:
        console.aside().say(remark.text, "yellow")


def _warrant(ctx: typer.Context, one: "Prepared", typed: str) -> "Warrant":
    """Turn one plan into a warrant. Raises WipeRefusedError."""
    from pcsol.wipe import identity
    from pcsol.wipe.warrant import authorise

    return authorise(one.plan, one.refusals, identity.read(context.of(ctx).world(), one.path), typed=typed)


def _given(one: "Prepared", confirmed: list[str]) -> str:
    """Return the id of this disk among those given, "" where it is not."""
    wanted = (one.candidate.id or "").casefold()
    return next((given for given in confirmed if given.strip().casefold() == wanted), "")


def _asked(one: "Prepared") -> str:
    """Let the person type the identity; a slip of the finger may be mended twice. Enter alone and Ctrl-D are a no."""
    from pcsol.commands.dialogue import asking
    from pcsol.report.erasure import sheets

    if not asking.is_a_person_there():
        raise WipeRefusedError(
            _("Nobody confirmed that {disk} is to be erased.").format(disk=one.path),
            remedy=_("Without a terminal, add `--confirm ID` for each disk; `pcsol wipe list` shows the ids."),
        )
    asking.tell(_("All data on {disk} will be gone for ever.").format(disk=sheets.name(one.candidate)))
    question = _("To erase {disk}, type its identity, {id} (Enter alone: no)")
    wanted = one.candidate.id or ""
    typed = ""
    for _try in range(_TRIES):
        typed = _line(question.format(disk=one.path, id=wanted))
        if not typed or typed.casefold() == wanted.casefold():
            break
        asking.tell(_("That is not the identity of this disk. Nothing is erased yet."))
    if not typed:
        raise WipeRefusedError(
            _("{disk} was not confirmed: nothing was erased.").format(disk=one.path),
            remedy=_("Start the same command again when you are sure."),
        )
    return typed


def _line(question: str) -> str:
    from pcsol.commands.dialogue import asking

    try:
        return (asking.ask(question, lambda text: text) or "").strip()
    except EOFError:
        return ""


def _refuse_strange_ids(prepared: "tuple[Prepared, ...]", confirmed: list[str] | None) -> None:
    """An id of no disk that was named is a mistake, and nobody knows which."""
    known = {(one.candidate.id or "").casefold() for one in prepared}
    strange = [given for given in confirmed or () if given.strip().casefold() not in known]
    if strange:
        raise WipeRefusedError(
            _("{id} is the identity of no disk that was named.").format(id=strange[0]),
            remedy=_("Nothing was erased. `pcsol wipe list` shows each disk with its identity."),
        )


def _tell(ended: "Ended") -> None:
    from pcsol.render import console, pager
    from pcsol.render.erasure import ends

    screen = console.out()
    worst_first = sorted(ended.ends, key=lambda one: one.erasure.validation == "accepted")
    told = tuple((one.erasure, one.papers) for one in worst_first)
    faults = dict.fromkeys(f"{fault.what} {fault.remedy}".strip() for fault in ended.faults)
    pager.show(screen, ends.blocks(told, tuple(faults), screen.columns))


def _code(ended: "Ended") -> int:
    """A signal that stopped it goes before all; then PCSol's own faults and the medium's; then whether all was
    accepted."""
    if ended.signal is not None:
        return 128 + ended.signal
    ours = [fault.code for fault in ended.faults if not isinstance(fault, WipeError)]
    accepted = all(one.erasure.validation == "accepted" for one in ended.ends)
    return ours[0] if ours else ExitCode.OK if accepted and not ended.faults else ExitCode.NOT_ERASED
