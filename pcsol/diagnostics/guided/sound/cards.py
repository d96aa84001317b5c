"""/proc/asound/pcm: which of ALSA's devices play and record; and the programs that do it."""

import re
import tempfile
from dataclasses import dataclass

from pcsol.diagnostics.bench import Bench
from pcsol.errors import FactError, PCSolError
from pcsol.i18n import _
from pcsol.tools.world.world import World

_PCM = "/proc/asound/pcm"
# "00-03: HDMI 0 : HDMI 0 : playback 1"; "00-00: ALC887-VD Analog : ALC887-VD Analog : playback 1 : capture 1".
_LINE = re.compile(r"(\d+)-(\d+): (.*)")
_SCREEN = re.compile(r"HDMI|DisplayPort|DP\b", re.IGNORECASE)
# Whatever of these a card has: a fresh system leaves it silent, and a silent card looks like a broken one.
_OUT = ("Master", "PCM", "Front", "Headphone", "Speaker")
_IN = ("Capture", "Mic")
_MIXER_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Device:
    """One device of a card. `screen`: its sound goes to a screen (HDMI, DisplayPort), not to a socket for a plug."""

    card: int
    number: int
    name: str
    plays: bool
    records: bool
    screen: bool

    @property
    def alsa(self) -> str:
        """Its name for aplay and arecord, with ALSA's own conversion of rates and channels."""
        return f"plughw:{self.card},{self.number}"


def devices(world: World) -> tuple[Device, ...]:
    """Return the devices, those with sockets for a plug first; none where there is no sound card or no driver."""
    try:
        text = world.read(_PCM)
    except FactError:
        return ()
    found = [_device(match) for line in text.splitlines() if (match := _LINE.match(line.strip()))]
    return tuple(sorted(found, key=lambda one: one.screen))


def _device(match: "re.Match[str]") -> Device:
    parts = [part.strip() for part in match[3].split(" : ")]
    name = parts[1] if len(parts) > 1 and parts[1] else parts[0]
    return Device(
        card=int(match[1]),
        number=int(match[2]),
        name=name,
        plays=any(part.startswith("playback") for part in parts),
        records=any(part.startswith("capture") for part in parts),
        screen=bool(_SCREEN.search(match[3])),
    )


def wake(bench: Bench, card: int, *, capture: bool = False) -> None:
    """Turn up whatever volume this card has. What it does not have, and a missing amixer, changes nothing."""
    for control in _IN if capture else _OUT:
        argv = ("amixer", "-q", "-c", str(card), "sset", control, "80%", "cap" if capture else "unmute")
        try:
            with bench.hand.start(argv, _MIXER_SECONDS) as running:
                running.wait(_MIXER_SECONDS)
        except PCSolError:
            continue


def play(bench: Bench, device: Device, raw: bytes, seconds: float) -> str:
    """Play it to its end; return what aplay had to say when it failed, else nothing. Raises StoppedError."""
    with tempfile.NamedTemporaryFile(prefix="pcsol-", suffix=".raw") as file:
        file.write(raw)
        file.flush()
        return play_file(bench, device, file.name, seconds)


def play_file(bench: Bench, device: Device, file: str, seconds: float) -> str:
    """As `play`, for a file that is there; a WAV file tells its own form."""
    argv = ("aplay", "-q", "-D", device.alsa, "-f", "S16_LE", "-r", "48000", "-c", "2", file)
    return ended(bench, argv, seconds)


def ended(bench: Bench, argv: tuple[str, ...], seconds: float) -> str:
    """Run a program of the hand to its end; return why it failed, else nothing. Raises StoppedError."""
    try:
        with bench.hand.start(argv, seconds) as running:
            while running.wait(0.2) is None:
                bench.rest(0)
            return "" if running.status == 0 else _last(running.said(), argv[0])
    except PCSolError as err:
        return err.what


def _last(said: str, program: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else _("{program} failed.").format(program=program)
