"""kernel-log: each fault is known by the kernel's own words; what every healthy machine writes is none."""

from pathlib import Path

import pytest

from pcsol.diagnostics.bench import Found
from pcsol.diagnostics.unattended.kernel_log import jobs
from pcsol.errors import FactMissingError, NotPermittedError, ToolMissingError
from pcsol.judge.testing.kernel.signs import SIGNS, sign_of
from pcsol.model.hardware.disk import Disk
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.programs import dmesg
from tests.unit.diagnostics.quiet.bench import Answer, MadeUpWorld, bench, codes, probe, run

WANTED = WantedTest(test="kernel-log")
BEGAN = 500.0
# Texts in the forms of the kernel's sources, old and new; each with the sign and the device.
FAULTS = [
    ("blk_update_request: critical medium error, dev sda, sector 9773160 op 0x0:(READ)", "disk-medium", "sda"),
    ("critical medium error, dev nvme0n1, sector 2048 op 0x0:(READ) flags 0x80700", "disk-medium", "nvme0n1"),
    ("ata1.00: error: { UNC }", "disk-medium", "ata1"),
    ("blk_update_request: I/O error, dev sdb, sector 0 op 0x0:(READ) flags 0x80700 phys_seg 4", "disk-error", "sdb"),
    ("I/O error, dev sda, sector 2048 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2", "disk-error", "sda"),
    ("Buffer I/O error on dev sda1, logical block 5, async page read", "disk-error", "sda"),
    ("nvme nvme0: I/O 512 QID 2 timeout, aborting", "disk-error", "nvme0"),
    ("nvme nvme0: I/O tag 512 (1200) opcode 0x2 (I/O Cmd) QID 2 timeout, aborting", "disk-error", "nvme0"),
    ("nvme nvme0: controller is down; will reset: CSTS=0xffffffff, PCI_STATUS=0x10", "disk-error", "nvme0"),
    ("ata3.00: error: { ICRC ABRT }", "disk-cable", "ata3"),
    ("ata3: SError: { UnrecovData 10B8B BadCRC }", "disk-cable", "ata3"),
    ("ata3: limiting SATA link speed to 1.5 Gbps", "disk-cable", "ata3"),
    ("ata3.00: limiting speed to UDMA/33:PIO4", "disk-cable", "ata3"),
    ("ata3: COMRESET failed (errno=-16)", "disk-cable", "ata3"),
    ("ata1.00: exception Emask 0x0 SAct 0x0 SErr 0x0 action 0x6 frozen", "disk-reset", "ata1"),
    ("ata1.00: failed command: READ FPDMA QUEUED", "disk-reset", "ata1"),
    ("ata1.00: qc timeout after 5000 msecs (cmd 0xec)", "disk-reset", "ata1"),
    ("EDAC MC0: 1 UE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0", "memory-uncorrected", "MC0"),
    ("EDAC MC0: 12 CE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0", "memory-corrected", "MC0"),
    ("mce: [Hardware Error]: Machine check: Processor context corrupt", "hardware-error-fatal", ""),
    ("{1}[Hardware Error]: event severity: fatal", "hardware-error-fatal", ""),
    ("[Hardware Error]: Uncorrected, software restartable error.", "hardware-error-fatal", ""),
    ("mce: [Hardware Error]: CPU 2: Machine Check: 0 Bank 4: b200000000070f0f", "hardware-error", ""),
    ("mce: [Hardware Error]: Machine check events logged", "hardware-error", ""),
    ("[Hardware Error]: Corrected error, no action required.", "hardware-error", ""),
    ("NMI: PCI system error (SERR) for reason a1 on CPU 0.", "hardware-error", ""),
    ("Uhhuh. NMI received for unknown reason 2d on CPU 0.", "hardware-error", ""),
    ("pcieport 0000:00:1c.5: PCIe Bus Error: severity=Uncorrected (Fatal), type=Layer", "pcie-fatal", "0000:00:1c.5"),
    ("pcieport 0000:00:1c.5: PCIe Bus Error: severity=Corrected, type=Physical Layer", "pcie", "0000:00:1c.5"),
    ("pcieport 0000:00:1d.0: AER: Corrected error received: 0000:02:00.0", "pcie", "0000:00:1d.0"),
    ("pcieport 0000:00:1d.0: AER: Multiple Correctable error message received", "pcie", "0000:00:1d.0"),
    ("usb usb1-port3: over-current condition", "usb-over-current", "usb1-port3"),
    ("hub 1-1:1.0: over-current condition on port 2", "usb-over-current", "1-1:1.0"),
    ("usb 1-2: device descriptor read/64, error -71", "usb-enumeration", "1-2"),
    ("usb 1-2: device not accepting address 7, error -71", "usb-enumeration", "1-2"),
    ("usb usb1-port2: unable to enumerate USB device", "usb-enumeration", "usb1-port2"),
    ("thermal thermal_zone0: acpitz: critical temperature reached, shutting down", "overheated", "acpitz"),
    ("critical temperature reached (105 C), shutting down", "overheated", ""),
    ("mce: CPU0: Core temperature above threshold, cpu clock throttled (total events = 1)", "throttled", ""),
    ("CPU1: Package temperature is above threshold, cpu clock throttled (total events = 92)", "throttled", ""),
    ("Out of memory: Killed process 812 (stress-ng) total-vm:4194304kB, anon-rss:2097152kB", "out-of-memory", ""),
    ("i915 0000:00:02.0: [drm] GPU HANG: ecode 7:1:85dffffb, in Xorg [612]", "gpu-hang", ""),
    ("[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx timeout, signaled seq=34, emitted seq=36", "gpu-hang", ""),
    ("radeon 0000:01:00.0: ring 0 stalled for more than 10240msec", "gpu-hang", ""),
    ("nouveau 0000:01:00.0: fifo: SCHED_ERROR 0a [CTXSW_TIMEOUT]", "gpu-hang", "0000:01:00.0"),
    ("e1000e 0000:00:19.0 eth0: Detected Hardware Unit Hang:", "network-hang", ""),
    ("NETDEV WATCHDOG: enp3s0 (r8169): transmit queue 0 timed out 5376 ms", "network-hang", ""),
    ("watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:1:52]", "stuck", ""),
    ("INFO: task jbd2/sda1-8:233 blocked for more than 120 seconds.", "stuck", ""),
    ("rcu: INFO: rcu_preempt self-detected stall on CPU", "stuck", ""),
    ("BUG: unable to handle page fault for address: ffff8881000fffff", "kernel-fault", ""),
    ("BUG: Bad page state in process python3  pfn:1f3a2", "kernel-fault", ""),
]  # fmt: skip
HARMLESS = """
ata2: SATA link down (SStatus 0 SControl 300)
ata1: SATA link up 6.0 Gbps (SStatus 133 SControl 300)
ata1.00: configured for UDMA/133
ata1: link is slow to respond, please be patient (ready=0)
mce: CPU0: Thermal monitoring enabled (TM1)
mce: CPU supports 9 MCE banks
MCE: In-kernel MCE decoding enabled.
EDAC MC: Ver: 3.0.0
EDAC MC0: Giving out device to module ie31200_edac controller IE31200: DEV 0000:00:00.0 (INTERRUPT)
HEST: Table parsing has been initialized.
RAS: Correctable Errors collector initialized.
pcieport 0000:00:1c.0: AER: enabled with IRQ 24
acpi PNP0A08:00: _OSC: OS now controls [PCIeHotplug SHPCHotplug PME AER PCIeCapability LTR]
blk_update_request: I/O error, dev fd0, sector 0 op 0x0:(READ) flags 0x0
Buffer I/O error on dev sr0, logical block 0, async page read
I/O error, dev loop0, sector 1024 op 0x0:(READ) flags 0x800 phys_seg 1 prio class 2
Buffer I/O error on dev dm-0, logical block 9, async page read
Memory cgroup out of memory: Killed process 99 (python3)
usb 1-1: New USB device found, idVendor=0781, idProduct=5567, bcdDevice= 1.26
usb usb1: New USB device strings: Mfr=3, Product=2, SerialNumber=1
ACPI BIOS Error (bug): Could not resolve symbol [\\_SB.PCI0.LPCB], AE_NOT_FOUND (20240827/psargs-332)
tsc: Marking TSC unstable due to TSC halts in idle
i915 0000:00:02.0: [drm] Initialized i915 1.6.0 for 0000:00:02.0 on minor 0
nvme nvme0: 2/0/0 default/read/poll queues
thermal_sys: Registered thermal governor 'fair_share'
""".strip().splitlines()


@pytest.mark.parametrize(("text", "code", "on"), FAULTS, ids=[f"{code}-{n}" for n, (_t, code, _o) in enumerate(FAULTS)])
def test_each_fault_is_known_with_its_device(text: str, code: str, on: str) -> None:
    found = sign_of(text)
    assert found is not None
    assert (found[0].code, found[1]) == (code, on)


def test_every_sign_is_provoked_here() -> None:
    assert {sign.code for sign in SIGNS} == {code for _text, code, _on in FAULTS}


@pytest.mark.parametrize("text", HARMLESS)
def test_what_healthy_machines_write_is_no_sign(text: str) -> None:
    assert sign_of(text) is None


def _log(*rows: tuple[float, str], prefix: int = 6) -> str:
    clean = f"<6>[    0.000000] Linux version 6.12\n<6>[{BEGAN + 900:12.6f}] usb 1-1: USB disconnect\n"
    return clean + "".join(f"<{prefix}>[{seconds:12.6f}] {text}\n" for seconds, text in rows)


def told(log: Answer, *disks: Disk, files: dict[str, Answer] | None = None) -> Found:
    world = MadeUpWorld(programs={"dmesg": lambda _question: log}, files=files or {})
    [job] = jobs(probe(disks=disks), WANTED)
    assert job.last
    return run(job, bench(world, probe=probe(disks=disks), began=BEGAN))


def test_a_clean_log_passes() -> None:
    found = told(_log())
    assert (found.result, found.reasons) == ("passed", ())


@pytest.mark.parametrize(("text", "code", "on"), FAULTS, ids=[f"{code}-{n}" for n, (_t, code, _o) in enumerate(FAULTS)])
def test_each_fault_is_a_finding_with_its_line(text: str, code: str, on: str) -> None:
    found = told(_log((BEGAN + 1, text)))
    assert codes(found) == [code]
    assert found.result == next(sign.result for sign in SIGNS if sign.code == code)
    assert found.result != "passed"
    assert any(text[:200] in one.text for one in found.evidence if one.code == "line")
    assert on in found.reasons[0].text or "{on}" not in next(sign.text for sign in SIGNS if sign.code == code)


def test_lines_from_before_the_tests_are_told_apart() -> None:
    line = "I/O error, dev sda, sector 2048 op 0x0:(READ) flags 0x0"
    found = told(_log((3.0, line), (BEGAN + 7, line), (BEGAN + 8, line)))
    [counted] = [one for one in found.evidence if one.code == "disk-error"]
    assert (counted.limit, counted.value) == (1, 2)
    assert [one.value for one in found.evidence if one.code == "line"] == [3.0, BEGAN + 7]


def test_a_stick_that_fails_is_looked_at_and_does_not_fail_the_tower() -> None:
    line = "critical medium error, dev sdb, sector 8 op 0x0:(READ)"
    assert told(_log((9, line))).result == "failed"
    assert told(_log((9, line)), Disk(name="sdb", bus="usb", own_medium=True)).result == "to-look-at"


def test_programs_cannot_write_a_fault_into_the_log() -> None:
    assert told(_log((9, "I/O error, dev sda, sector 1 op 0x0:(READ)"), prefix=30)).result == "passed"


def test_what_an_earlier_crash_left_is_to_be_looked_at() -> None:
    kept = {"/sys/fs/pstore/dmesg-efi-169": "Panic#1\n<0>[1.0] Kernel panic - not syncing: Fatal exception\n"}
    found = told(_log(), files=dict(kept))
    assert (found.result, codes(found)) == ("to-look-at", ["crashed-earlier"])
    assert "Fatal exception" in found.reasons[0].text


def test_a_log_that_lost_its_beginning_is_not_called_clean() -> None:
    found = told(f"<6>[{BEGAN + 60:12.6f}] usb 1-1: USB disconnect\n")
    assert (found.result, codes(found)) == ("to-look-at", ["log-overrun"])


@pytest.mark.parametrize(
    ("fault", "code"),
    [(NotPermittedError("dmesg"), "not-permitted"), (ToolMissingError("dmesg"), "no-log"), ("", "no-log")],
)  # fmt: skip
def test_a_log_that_cannot_be_read_is_no_clean_one(fault: Answer, code: str) -> None:
    found = told(fault)
    assert (found.result, codes(found)) == ("not-testable", [code])


def test_crashes_that_cannot_be_read_are_told_all_the_same() -> None:
    found = told(_log(), files={"/sys/fs/pstore/dmesg-erst-7": FactMissingError("x")})
    assert codes(found) == ["crashed-earlier"]


@pytest.mark.real_data
def test_the_log_of_a_real_boot_raises_an_alarm_about_the_one_bad_disk_alone(shared_data: Path) -> None:
    """A virtual tower with five disks, recorded without levels; then a made-up disk (scsi_debug) with bad sectors."""
    text = (shared_data / "qemu" / "dmesg.txt").read_text("utf-8", "replace")
    lines = dmesg.parse("".join(f"<6>{row}\n" for row in text.splitlines() if row.startswith("[")))
    assert len(lines) > 300
    signs = {(found[0].code, found[1]) for line in lines if (found := sign_of(line.text)) is not None}
    assert signs == {("disk-medium", "sde")}


def test_the_task_that_some_kernels_name_before_the_text_is_none_of_it() -> None:
    [line] = dmesg.parse("<1>[   42.000001] [   C1] Oops: 0000 [#1] SMP\n")
    assert (line.seconds, line.text) == (42.000001, "Oops: 0000 [#1] SMP")
    assert sign_of(line.text) is not None
