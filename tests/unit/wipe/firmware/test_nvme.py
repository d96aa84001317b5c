"""NVMe sanitize in every state of its log, and format."""

import re
from dataclasses import replace

import pytest

from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.nvme.identify import parse_namespace
from pcsol.wipe.firmware import beside, follow
from pcsol.wipe.firmware.run import run
from tests.drives.jobs import job_on
from tests.drives.nvme import NvmeDrive

OLD = b"old data"
BLOCK = Step(technique="nvme-sanitize-block")


def _on(drive, **changes):
    return job_on(drive, bus="nvme", size_bytes=4096, **changes)


@pytest.mark.parametrize("kind", ["block", "crypto", "overwrite"])
@pytest.mark.parametrize("end", [1, 4, 0x101])
def test_a_drive_that_keeps_its_word_completes(kind, end):
    drive = NvmeDrive(end=end)
    outcome = run(Step(technique=f"nvme-sanitize-{kind}"), _on(drive)[0])
    assert outcome.completed
    assert OLD not in drive.mediums[1]
    assert any(f"sstat={end:04x}" in line for line in outcome.evidence)


@pytest.mark.parametrize("end", [0, 3, 5, 6, 7, 0xF8])
def test_every_other_end_is_a_fault(end):
    outcome = run(BLOCK, _on(NvmeDrive(end=end))[0])
    assert not outcome.completed
    assert outcome.fault


def test_the_660p_that_stands_at_655_is_noticed(english):
    drive = NvmeDrive(sprogs=(100, 655), stalls=True)
    job, ear = job_on(drive, bus="nvme", size_bytes=512_000_000_000)
    outcome = run(BLOCK, job)
    assert "any further for 30 minutes" in outcome.fault
    assert "sprog=028f sstat=0002" in outcome.evidence[-1]
    assert ear.clock.at < 2000


def test_a_drive_that_lies_is_completed_and_no_more():
    drive = NvmeDrive(lies=True)
    assert run(BLOCK, _on(drive)[0]).completed
    assert OLD in drive.mediums[1]


def test_a_failed_drive_is_brought_back():
    drive = NvmeDrive(end=3)
    outcome = run(BLOCK, _on(drive)[0])
    assert not outcome.completed
    assert drive.sstat == 0
    assert "EXIT FAILURE MODE" in outcome.evidence[-1]


def test_a_success_of_an_earlier_command_is_not_this_one_s():
    crypto_before = NvmeDrive(forgets_command=True, sstat=0x0001, scdw10=0x0C)
    block_before = NvmeDrive(forgets_command=True, sstat=0x0001, scdw10=0x0A)
    assert not run(BLOCK, _on(crypto_before)[0]).completed
    assert not run(BLOCK, _on(block_before)[0]).completed


def test_purge_or_fail_is_asked_of_a_drive_that_can_attest_it():
    drive = NvmeDrive(sanicap=0x27)
    outcome = run(BLOCK, _on(drive)[0])
    assert outcome.completed
    assert (0x84, 0x80A) in drive.commands
    assert any("sstat=0801" in line for line in outcome.evidence)


def test_a_drive_that_does_not_know_the_bit_is_asked_without():
    drive = NvmeDrive(sanicap=0x27, knows_purge=False)
    outcome = run(BLOCK, _on(drive)[0])
    assert outcome.completed
    assert not any("sstat=0801" in line for line in outcome.evidence)
    assert [c for c in drive.commands if c[0] == 0x84] == [(0x84, 0x80A), (0x84, 0x0A)]


@pytest.mark.parametrize(
    "drive",
    [
        NvmeDrive(sanicap=0),
        NvmeDrive(refuses=frozenset({0x84})),
        NvmeDrive(refuses=frozenset({0x06})),
        NvmeDrive(log_fails=True),
        NvmeDrive(gone=True),
        NvmeDrive(sstat=2),
        NvmeDrive(namespaces=(1, 2)),
    ],
)
def test_what_cannot_be_followed_or_asked_is_not_begun(drive):
    job, _ear = _on(drive)
    assert not run(BLOCK, job).completed
    assert all(OLD in medium for medium in drive.mediums.values())


def test_another_namespace_is_never_erased_unasked(english):
    drive = NvmeDrive(namespaces=(1, 2))
    assert "2 namespaces" in run(BLOCK, _on(drive)[0]).fault
    assert (0x84, 0x0A) not in drive.commands


@pytest.mark.parametrize(("name", "cdw10"), [("nvme-format-crypto", 0x401), ("nvme-format-user-data", 0x201)])
def test_a_format_keeps_the_sector_size_and_erases(name, cdw10):
    drive = NvmeDrive()
    assert run(Step(technique=name), _on(drive)[0]).completed
    assert (0x80, cdw10) in drive.commands
    assert OLD not in drive.mediums[1]


def test_a_crypto_format_that_the_controller_does_not_promise_is_not_sent():
    """QEMU says "Success" to it, with fna 0 (e-nvme-format-ses2.txt)."""
    drive = NvmeDrive(fna=0)
    assert not run(Step(technique="nvme-format-crypto"), _on(drive)[0]).completed
    assert OLD in drive.mediums[1]


def test_a_controller_that_formats_one_by_one_is_asked_for_this_one():
    drive = NvmeDrive(namespaces=(1,), fna=0x0C)
    assert run(Step(technique="nvme-format-user-data"), _on(drive)[0]).completed
    assert not any(OLD in medium for medium in drive.mediums.values())


def test_a_refused_format_is_a_fault():
    assert not run(Step(technique="nvme-format-user-data"), _on(NvmeDrive(refuses=frozenset({0x80})))[0]).completed


@pytest.fixture
def formats(monkeypatch):
    """Formats with user data, on a clock that goes on by 20 s at each tick; gives the outcome and what was heard."""
    monkeypatch.setattr(follow, "TICK_SECONDS", 0.005)
    monkeypatch.setattr(beside, "TICK_SECONDS", 0.005)

    def run_it(drive, heard=lambda _clock: None):
        job, ear = job_on(drive, bus="nvme", size_bytes=512 * 10**9)

        def tell(progress):
            ear.progress.append(progress)
            ear.clock.at += 20
            heard(ear.clock)

        return run(Step(technique="nvme-format-user-data"), replace(job, tell=tell)), ear

    return run_it


def test_a_drive_that_tells_how_far_its_format_is_is_shown(formats):
    drive = NvmeDrive(tells=True, lefts=(*[75] * 20, *[50] * 20, *[20] * 20))
    outcome, ear = formats(drive)
    shown = [progress.done_bytes for progress in ear.progress]
    assert outcome.completed
    assert {512 * 10**9 * part // 100 for part in (25, 50, 80)} <= set(shown)
    assert shown == sorted(shown)
    assert any(progress.seconds_left for progress in ear.progress)
    assert "IDENTIFY NAMESPACE flbas=01 fpi=80" in outcome.evidence
    assert set(drive.waits[1:]) == {2 * 3600 * 1000}  # the kernel would reset the controller that answers later


def test_a_format_that_stands_still_is_left_behind(formats, english):
    drive = NvmeDrive(tells=True, lefts=(90, 45), stalls=True)
    outcome, ear = formats(drive)
    drive.ended.set()
    assert not outcome.completed
    assert re.search(r"any further for 3\d minutes", outcome.fault)
    assert outcome.evidence[-1] == "FORMAT NVM: no answer, formatted=0.55"
    assert (ear.left, ear.clock.at < 3600) == (1, True)


def test_a_drive_that_answers_one_thing_after_the_other_does_not_stand_still(formats):
    drive = NvmeDrive(tells=True, lefts=(90,), one_by_one=True)
    outcome, ear = formats(drive, lambda clock: drive.ended.set() if clock.at > 5400 else None)
    assert outcome.completed
    assert (ear.left, ear.clock.at > 5400) == (0, True)


def test_a_drive_that_tells_nothing_is_asked_nothing_and_left_at_the_limit(formats, english):
    drive = NvmeDrive(lefts=(90,))
    outcome, ear = formats(drive)
    drive.ended.set()
    assert outcome.fault == "The disk did not answer within 120 minutes."
    assert outcome.evidence[-1] == "FORMAT NVM: no answer"
    assert (ear.left, len(drive.waits)) == (1, 1)


@pytest.mark.parametrize(
    ("fpi", "formatted"),
    [(0x00, None), (0x19, None), (0x80, None), (0xE4, 0.0), (0x99, 0.75), (0x81, 0.99), (0xFF, None)],
)
def test_the_progress_of_a_format_is_read_where_there_is_one(fpi, formatted):
    page = bytearray(4096)
    page[0], page[26], page[32] = 8, 0x2F, fpi
    found = parse_namespace(bytes(page))
    assert (found.formatted, found.lba_format) == (formatted, 0x1F)
    assert parse_namespace(bytes(4096)) is None


def test_a_drive_that_pcsol_set_to_work_is_followed_to_its_end():
    drive = NvmeDrive(sstat=2, scdw10=0x0A)
    drive.queue, drive.running = [0x8000], 0x0A
    assert run(BLOCK, _on(drive, resumes=True)[0]).completed
    assert not any(opcode == 0x84 for opcode, _ in drive.commands)


def test_a_drive_at_something_else_is_left_at_it(english):
    drive = NvmeDrive(sstat=2, scdw10=0x0C)
    drive.queue, drive.running = [0x8000] * 50, 0x0C
    assert "already" in run(BLOCK, _on(drive, resumes=True)[0]).fault
    assert not any(opcode == 0x84 for opcode, _ in drive.commands)
