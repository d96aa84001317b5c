"""Drives of every combination of faults: what is called completed was erased, unless the drive itself lied."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pcsol.i18n import speaking
from pcsol.model.erasure.plan import Step
from pcsol.wipe.firmware.run import TECHNIQUES, run
from tests.drives.ata import AtaDrive
from tests.drives.jobs import job_on
from tests.drives.nvme import NvmeDrive
from tests.drives.scsi import ScsiDrive

OLD = b"old data"
ATA = sorted(name for name in TECHNIQUES if name.startswith("ata-"))
NVME = sorted(name for name in TECHNIQUES if name.startswith("nvme-"))
SCSI = sorted(name for name in TECHNIQUES if name.startswith("scsi-"))
flag = st.booleans()

ata_drives = st.builds(
    AtaDrive,
    sectors=st.just(64),
    sense=st.sampled_from(("descriptor", "libata", "fixed")),
    word59=st.sampled_from((0xF100, 0x3000, 0x9000, 0x5000, 0x1000, 0)),
    has_security=flag,
    frozen=flag,
    enhanced=flag,
    looks=st.integers(1, 4),
    fails=flag,
    stalls=flag,
    drops_erase=flag,
    keeps_password=flag,
    hides_registers=flag,
    sanitize_frozen=flag,
    refuses=st.frozensets(st.sampled_from((0xEC, 0xB4, 0xF1, 0xF2, 0xF3, 0xF4, 0xF6)), max_size=2),
)
nvme_drives = st.builds(
    NvmeDrive,
    sanicap=st.integers(0, 0x3F),
    fna=st.integers(0, 15),
    oacs=st.integers(0, 15),
    namespaces=st.sampled_from(((1,), (1, 2))),
    end=st.integers(0, 0x1FF),
    sstat=st.sampled_from((0, 1, 2, 3, 4, 0x101)),
    scdw10=st.sampled_from((0, 0x0A, 0x0C, 0x1B)),
    stalls=flag,
    refuses=st.frozensets(st.sampled_from((0x02, 0x06, 0x80, 0x84)), max_size=1),
    knows_purge=flag,
    forgets_command=flag,
    log_fails=flag,
)
scsi_drives = st.builds(
    ScsiDrive,
    actions=st.frozensets(st.integers(1, 3)),
    fixed=flag,
    looks=st.integers(1, 4),
    fails=flag,
    stalls=flag,
    silent=flag,
    breaks_line=flag,
    never_ready=flag,
)


@settings(max_examples=300)
@given(ata_drives, st.sampled_from(ATA), flag)
def test_ata(drive, technique, erased_before):
    drive.succeeded = erased_before
    job, ear = job_on(drive)
    with speaking("en"):
        outcome = run(Step(technique=technique), job)
    if outcome.completed:
        assert OLD not in drive.medium
    assert outcome.completed == (outcome.fault is None)
    if drive.enabled:
        assert "PCSOL" in outcome.fault
        assert ear.passwords
    if 0xF1 in drive.commands:
        assert ear.passwords == ["PCSOL"]


@settings(max_examples=300)
@given(nvme_drives, st.sampled_from(NVME), flag)
def test_nvme(drive, technique, resumes):
    outcome = run(Step(technique=technique), job_on(drive, bus="nvme", resumes=resumes, size_bytes=4096)[0])
    if outcome.completed:
        assert not any(OLD in medium for medium in drive.mediums.values())
    if len(drive.namespaces) > 1:
        assert not outcome.completed


@settings(max_examples=300)
@given(scsi_drives, st.sampled_from(SCSI))
def test_scsi(drive, technique):
    outcome = run(Step(technique=technique), job_on(drive, bus="sas", size_bytes=4096)[0])
    if outcome.completed:
        assert OLD not in drive.medium


def _another(job):
    object.__setattr__(job, "disk", job.disk.model_copy(update={"serial": "THE ONE MEANT"}))
    return job


@given(st.sampled_from(ATA))
def test_an_ata_drive_of_another_serial_number_is_left_alone(technique):
    drive = AtaDrive(sectors=64)
    assert not run(Step(technique=technique), _another(job_on(drive)[0])).completed
    assert drive.commands == [0xEC]


@given(st.sampled_from(NVME))
def test_an_nvme_drive_of_another_serial_number_is_left_alone(technique):
    drive = NvmeDrive()
    assert not run(Step(technique=technique), _another(job_on(drive, bus="nvme")[0])).completed
    assert not {0x80, 0x84} & {opcode for opcode, _ in drive.commands}
