"""Sound in: three seconds are recorded, measured, and played back."""

import tempfile
import wave
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.guided.asker import Card
from pcsol.diagnostics.guided.course import Talk, job, walk
from pcsol.diagnostics.guided.sound import cards
from pcsol.diagnostics.guided.sound.cards import Device
from pcsol.diagnostics.missing import not_testable
from pcsol.i18n import _
from pcsol.judge.testing.guided import sound
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence

_SECONDS, _RECORDED_SECONDS, _LIMIT_SECONDS = 45, 3, 15.0
_THERE = 1
_YES, _NO, _AGAIN = 1, 2, 3
Heard = tuple[int, float, str]


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job."""
    return (
        job(
            "sound-in",
            _("Sound: microphone"),
            _SECONDS,
            _course,
            "arecord",
            "aplay",
            "microphone",
            required=wanted.required,
        ),
    )


def _course(talk: Talk) -> Found:
    found = cards.devices(talk.bench.world)
    recording = next((one for one in found if one.records), None)
    playing = next((one for one in found if one.plays), None)
    if recording is None:
        return not_testable("no-sound-input", _("This tower shows no sound card that records."))
    if talk.bench.hand.find("arecord") is None:
        return not_testable("no-arecord", _("The program arecord is missing here (package alsa-utils)."))
    cards.wake(talk.bench, recording.card, capture=True)
    answers = walk(partial(_following, talk, recording, playing))
    if len(answers) == 1:
        return not_testable("no-microphone", _("No microphone was at hand."))
    answer, level, fault = answers[1]
    return _judged(recording, level, fault, recognised=answer == _YES)


def _following(
    talk: Talk, recording: Device, playing: Device | None, answers: tuple[Heard, ...]
) -> Callable[[], Heard] | None:
    if not answers:
        return lambda: (talk.choose(_before()), 0.0, "")
    if len(answers) > 1 or answers[0][0] != _THERE:
        return None
    return partial(_spoken, talk, recording, playing)


def _spoken(talk: Talk, recording: Device, playing: Device | None) -> Heard:
    with tempfile.TemporaryDirectory(prefix="pcsol-") as folder:
        file = f"{folder}/voice.wav"
        while True:
            talk.tell(Card(_("Microphone"), _("Press Enter, then say your name aloud. Three seconds are recorded.")))
            talk.asker.ask(Card(_("Microphone"), _("Speak now."), shout="REC"), 0)
            argv = ("arecord", "-q", "-D", recording.alsa, "-f", "S16_LE", "-r", "48000", "-c", "1",
                    "-d", str(_RECORDED_SECONDS), file)  # fmt: skip
            fault = cards.ended(talk.bench, argv, _LIMIT_SECONDS)
            level = _level(Path(file))
            if playing is not None and not fault:
                talk.asker.ask(Card(_("Microphone"), _("Listen: this is what was recorded.")), 0)
                fault = cards.play_file(talk.bench, playing, file, _LIMIT_SECONDS)
            answer = talk.choose(_question(level, fault))
            if answer != _AGAIN:
                return answer, level, fault


def _level(file: Path) -> float:
    """A recording that never came is silence."""
    try:
        with wave.open(str(file), "rb") as recorded:
            return sound.level_dbfs(recorded.readframes(recorded.getnframes()))
    except (OSError, EOFError, wave.Error):
        return sound.SILENT_DBFS


def _judged(device: Device, level: float, fault: str, *, recognised: bool) -> Found:
    result = sound.heard_in(level, recognised=recognised)
    evidence = (
        Evidence(code="sound-device", value=device.alsa, text=device.name),
        Evidence(code="level", value=level, limit=sound.QUIET_DBFS, unit="dBFS", text=_level_text(level)),
        *((Evidence(code="sound-fault", value=fault, text=fault),) if fault else ()),
    )
    if result == "passed":
        return Found(result, (), evidence)
    text = (
        _("Nothing came from the microphone.")
        if result == "failed"
        else _("Something was recorded, and the voice was not heard in it.")
    )
    return Found(result, (Reason(code="not-heard", value=level, limit=sound.QUIET_DBFS, text=text),), evidence)


def _level_text(level: float) -> str:
    return _("Loudest tenth of a second: {level} dB (0 is the most)").format(level=level)


def _before() -> Card:
    return Card(
        _("Microphone"),
        _("Plug a microphone into the pink socket, and keep the headphones on."),
        choices=(_("it is plugged in"), _("there is no microphone here")),
        help=_("A headset has two plugs: green is for listening, pink for speaking. Headphones alone will not do."),
    )


def _question(level: float, fault: str) -> Card:
    return Card(
        _("Microphone"),
        " ".join(filter(None, (_("Did you hear your own voice?"), fault))),
        choices=(_("yes"), _("no"), _("record once more")),
        help=_level_text(level),
    )
