"""How far this tower has come, and the one sentence on what to do next. Pure."""

from dataclasses import dataclass, replace
from typing import Literal

from pcsol.i18n import _, ngettext
from pcsol.report.sheet import Cover

Tests = Literal["never", "good", "look"]


@dataclass(frozen=True, slots=True)
class SoFar:
    """What was done to this tower by now, as its records tell.

    `tests`: "look" when one failed, is to be looked at, or a required one is missing; `disks_left`: its own disks that
    no accepted erasure is kept of, None: nobody could look; `to_send`: records that wait for the hub, 0 without a hub;
    `grade`: what it may be called today by its last tests, and both grades, in one line, "" where it was not graded.
    """

    code: str | None = None
    tests: Tests = "never"
    disks_left: int | None = None
    to_send: int = 0
    grade: str = ""
    is_for_parts: bool = False


def with_grade(cover: Cover, far: SoFar) -> Cover:
    """Return the first screen with what the tests came to: what is for its parts by them is good for nothing else."""
    if far.is_for_parts:
        return replace(cover, verdict=far.grade, tone="bad")
    return replace(cover, verdict=f"{cover.verdict} · {far.grade}") if far.grade else cover


def next_step(far: SoFar) -> str:
    """Return the sentence: one thing to do, and its key."""
    if far.code is None:
        return _("Next: put a sticker on the tower, press C and give its code.")
    return _step(far).format(code=far.code, count=far.disks_left or far.to_send)


def _step(far: SoFar) -> str:
    if far.tests == "never":
        return _("Next: {code} - press T: the tower is tested.")
    if far.disks_left:
        return ngettext(
            "Next: {code} - press D: {count} disk is not erased yet.",
            "Next: {code} - press D: {count} disks are not erased yet.",
            far.disks_left,
        )
    if far.tests == "look":
        return _("Next: {code} - a test is not passed yet. Show it to a technician, or press T once more.")
    if far.to_send:
        return _("Next: {code} - press A, then S: its records go to the hub.")
    return _("Next: {code} - do what stands above, then press R. Nothing to do there? X, then the next tower.")
