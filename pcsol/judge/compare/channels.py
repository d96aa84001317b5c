"""Whether two sticks still share the work, as far as the words on the board tell."""

import re
from collections.abc import Iterator, Sequence

from pcsol.i18n import _
from pcsol.judge.compare.rows import look
from pcsol.model.comparison import Difference
from pcsol.model.hardware.memory import Slot

# "ChannelA-DIMM0", "CHANNEL B", "DIMM_A1", "A1_DIMM0", "DIMMB2"; "DIMM1" and "BANK 0" tell no channel.
_CHANNEL = re.compile(r"CHANNEL[ _-]?([A-H])|DIMM[ _-]?([A-H])[0-9]?\b|^([A-H])[0-9]?[ _-]DIMM", re.IGNORECASE)


def compare_channels(before: Sequence[Slot], after: Sequence[Slot]) -> Iterator[Difference]:
    """Say that the sticks were in two channels and are in one: probable only, SMBIOS does not state channels."""
    was, now = _channels(before), _channels(after)
    if was and now and len(was) > 1 and len(now) == 1:
        text = _("Memory probably works on one channel only, which is slower: look at the slots of before.")
        yield look("memory", _("Memory"), "single-channel", text, ", ".join(sorted(was)), ", ".join(sorted(now)))


def _channels(sticks: Sequence[Slot]) -> set[str] | None:
    """None as soon as one stick's channel is not told."""
    told = [_channel(stick) for stick in sticks]
    return None if None in told else {letter for letter in told if letter}


def _channel(stick: Slot) -> str | None:
    for word in (stick.locator, stick.bank):
        found = _CHANNEL.search(word or "")
        if found:
            return next(letter for letter in found.groups() if letter).upper()
    return None
