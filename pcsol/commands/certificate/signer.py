"""`pcsol certificate signer`: this station's public key, for those who check its papers."""

from pathlib import Path
from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.dialogue import pin
from pcsol.i18n import N_, _

HELP = N_(
    "Show this station's fingerprint, and write its public key for `certificate verify --trust`. The key is made at "
    "first use; it gets a PIN where PCSOL_HOME lies on a stick, or where PCSOL_PIN or --pin-file gives one."
)

PinFile = Annotated[
    Path | None, typer.Option(metavar=N_("FILE"), help=N_("Take the PIN from the first line of this file."))
]


def certificate_signer(
    out: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), help=N_("Write the public key to this file (JSON)."))
    ] = None,
    pin_file: PinFile = None,
    as_json: AsJson = False,
) -> None:
    """Make the key where there is none; show or write its public half."""
    from pcsol.commands.dialogue import moment
    from pcsol.model.papers.signers import Signers
    from pcsol.store import home, medium
    from pcsol.store.papers import keys, signers

    at = home.home()
    if not keys.is_made(at):
        pin.station_key(at, pin_file, may_ask=not as_json, moment=moment.now())
    own = keys.own_signer(at)
    assert own is not None  # noqa: S101  # for the type checker: it was just made
    mine = Signers(signers=(own,))
    if out is not None:
        _refuse_nowhere(out)
        medium.write_whole(out, signers.written(mine))
    if as_json:
        answer.as_json(mine.to_json())
        return
    from pcsol.judge.certificate import key_id
    from pcsol.render import console
    from pcsol.report.certificate.verdicts import grouped

    screen = console.out()
    screen.say(_("Fingerprint of this station's key:"))
    screen.say(f"  {grouped(key_id(bytes.fromhex(own.public_key)))}", "bold")
    if out is not None:
        screen.say(_("{file} is written.").format(file=out))


def _refuse_nowhere(file: Path) -> None:
    from pcsol.commands.dialogue import files

    if not files.may_hold(file) or not file.parent.is_dir():
        raise typer.BadParameter(_("{file} cannot be written there.").format(file=file), param_hint="--out")
