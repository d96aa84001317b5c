"""Every sense that hdparm could not read, in the captures: each is a refusal, and was an exit status of 0."""

import re

import pytest

from pcsol.tools.firmware import sense
from pcsol.tools.firmware.ata import registers, sanitize
from pcsol.tools.firmware.ata.passthrough import Answer, Command
from pcsol.tools.firmware.sg_io import Reply

_BYTES = re.compile(r"sb\[\]:((?: +[0-9a-f]{2}){18,})")
_PYTHON = re.compile(r"status (\d) sense ([0-9a-f]*)$", re.M)


def _answer(raw, status=2):
    told = sense.parse(raw)
    return Answer(Command("?", 0xF1), Reply(b"", status, 0, 0, told), registers.read(told))


@pytest.mark.real_data
def test_every_bad_or_missing_sense_of_the_captures_is_a_refusal(shared_data):
    files = sorted([*shared_data.glob("rig/capture_*.txt"), *shared_data.glob("qemu/*.txt")])
    found = [bytes.fromhex(raw) for file in files for raw in _BYTES.findall(file.read_text("utf-8", errors="replace"))]
    assert len(found) >= 20
    assert {raw[0] for raw in found} == {0x70, 0xF0}
    answers = [_answer(raw) for raw in found]
    assert [answer for answer in answers if answer.accepted] == []
    from_drives = [answer for answer in answers if answer.reply.sense.key == 0x0B]
    assert len(from_drives) >= 20
    assert all(answer.refused for answer in from_drives)
    assert all(sanitize.read_status(answer).state in (None, "failed", "frozen") for answer in answers)
    # A USB stick without translation says "invalid opcode": no drive spoke.
    assert all(answer.registers is None for answer in answers if answer.reply.sense.asc == 0x20)


@pytest.mark.real_data
def test_the_answers_of_the_simulated_drive_in_its_kernel_are_told_apart(shared_data):
    """sgdir.py: ERASE UNIT without PREPARE is refused, PREPARE is taken (capture_suspend_resume.txt)."""
    told = _PYTHON.findall((shared_data / "rig/capture_suspend_resume.txt").read_text("utf-8", errors="replace"))
    answers = [_answer(bytes.fromhex(raw), int(status)) for status, raw in told if raw]
    assert [(answer.refused, answer.accepted) for answer in answers] == [(True, False), (False, True)]
