"""Sound out: a tone left, then right; the person says where it was heard."""

from collections.abc import Callable
from functools import partial

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.guided.asker import Card
from pcsol.diagnostics.guided.course import Talk, job, walk
from pcsol.diagnostics.guided.sound import cards
from pcsol.diagnostics.guided.sound.cards import Device
from pcsol.diagnostics.missing import not_testable
from pcsol.i18n import N_, _
from pcsol.judge.testing.guided import sound
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.testing.run import Evidence, Result

_SECONDS, _PLAY_SECONDS = 40, 15.0
_SIDES = (N_("left side"), N_("right side"))
_HEARD, _OTHER, _NOTHING, _AGAIN = 1, 2, 3, 4
_CODES = {_HEARD: "heard", _OTHER: "other-side", _NOTHING: "silent"}


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job."""
    return (
        job("sound-out", _("Sound: loudspeaker"), _SECONDS, _course, "aplay", "headphones", required=wanted.required),
    )


def _course(talk: Talk) -> Found:
    playing = [one for one in cards.devices(talk.bench.world) if one.plays]
    if not playing:
        return not_testable("no-sound-card", _("This tower shows no sound card that plays."))
    if talk.bench.hand.find("aplay") is None:
        return not_testable("no-aplay", _("The program aplay is missing here (package alsa-utils)."))
    device = playing[0]
    cards.wake(talk.bench, device.card)
    faults: list[str] = []
    answers = walk(partial(_following, talk, device, faults))[1:]
    return _found(device, answers, tuple(dict.fromkeys(faults)))


def _following(talk: Talk, device: Device, faults: list[str], answers: tuple[int, ...]) -> Callable[[], int] | None:
    if not answers:
        return partial(talk.tell, _before(device))
    return partial(_side, talk, device, len(answers) - 1, faults) if len(answers) <= len(_SIDES) else None


def _side(talk: Talk, device: Device, side: int, faults: list[str]) -> int:
    """Play it until the person has an answer."""
    while True:
        talk.asker.ask(Card(_("Sound"), _("Listen: a tone."), shout=_ear(side)), 0)
        fault = cards.play(talk.bench, device, sound.tone(side), _PLAY_SECONDS)
        if fault:
            faults.append(fault)
        answer = talk.choose(_question(side, fault))
        if answer != _AGAIN:
            return answer


def _found(device: Device, answers: tuple[int, ...], faults: tuple[str, ...]) -> Found:
    told = tuple(
        Evidence(code=f"tone-{('left', 'right')[side]}", value=_CODES[one], text=_line(side, one))
        for side, one in enumerate(answers)
    )
    played = Evidence(code="sound-device", value=device.alsa, text=device.name)
    refused = tuple(Evidence(code="aplay", value=one, text=one) for one in faults)
    bad = tuple(one.as_reason() for one in told if one.value != "heard")
    result: Result = "passed" if not bad else "failed" if _NOTHING in answers else "to-look-at"
    return Found(result, bad, (played, *told, *refused))


def _line(side: int, answer: int) -> str:
    text = {
        _HEARD: _("Tone on the {side}: heard there"),
        _OTHER: _("Tone on the {side}: heard on the other side, or on both"),
        _NOTHING: _("Tone on the {side}: not heard"),
    }[answer]
    return text.format(side=_(_SIDES[side]))


def _before(device: Device) -> Card:
    if device.screen:
        text = _("The sound of this tower goes to the screen. Turn the screen's sound up.")
    else:
        text = _("Plug headphones or loudspeakers into the green socket. Turn them low: a tone comes.")
    return Card(
        _("Sound"),
        text,
        picture=("  (o)  " + _("green: sound out"), "  (o)  " + _("pink: microphone"), "  (o)  " + _("blue: sound in")),
        help=_("There is often one more socket in front, with headphones drawn beside it. Any headphones do."),
    )  # fmt: skip


def _ear(side: int) -> str:
    return "<--" if side == 0 else "-->"


def _question(side: int, fault: str) -> Card:
    question = _("Did you hear the tone on the {side} alone?").format(side=_(_SIDES[side]))
    return Card(
        _("Sound"),
        " ".join(filter(None, (question, fault))),
        shout=_ear(side),
        choices=(_("yes"), _("on the other side, or on both"), _("no, nothing"), _("play it again")),
        help=_("Nothing? Look whether the plug is in to its end, and in the green socket. Then play it again."),
    )
