"""Lines of the kernel's log that tell of a fault, by their wording in the kernel's sources.

Each pattern has a group `on` where the line names a device. What every healthy machine writes while it starts
("SATA link down" of an empty socket, "AER: enabled", "MCE banks") matches none of them.
"""

import re
from dataclasses import dataclass

from pcsol.i18n import N_
from pcsol.model.testing.run import Result

# Disks of a tower. Not: floppy and optical drives without a medium, files, memory, what lies on top of real disks.
_DISK = r"(?P<on>(?:sd|hd|vd|xvd)[a-z]+|nvme\d+n\d+|mmcblk\d+)"
_ATA = r"(?P<on>ata\d+)(?:\.\d+)?: "
_PCI = r"(?P<on>[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])"


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of fault: its code, what it amounts to, the sentence for people ({on}: the device), its patterns."""

    code: str
    result: Result
    text: str
    patterns: tuple[re.Pattern[str], ...]


def _sign(code: str, result: Result, text: str, *patterns: str) -> Sign:
    return Sign(code, result, text, tuple(re.compile(pattern) for pattern in patterns))


# The first that fits a line names it.
SIGNS = (
    # block/blk-core.c, blk_status_to_str and print_req_error; before 5.19 with "blk_update_request: " in front.
    _sign(
        "disk-medium", "failed", N_("The disk {on} could not read some of its sectors."),
        rf"critical medium error, dev {_DISK}\b",
        rf"{_ATA}error: \{{[^}}]*\bUNC\b",  # libata-eh.c: uncorrectable
    ),
    _sign(
        "disk-error", "to-look-at",
        N_("Reading or writing the disk {on} failed. Look at its cables and at its health."),
        rf"(?:I/O|critical target|critical nexus|protection|timeout|recoverable transport) error, dev {_DISK}\b",
        rf"Buffer I/O error on dev(?:ice)? {_DISK}",
        rf"(?:lost async page write|Medium Error).*\bdev {_DISK}\b",
        # drivers/nvme/host/pci.c and core.c
        r"nvme (?P<on>nvme\d+): (?:I/O (?:tag )?\d+.*timeout|controller is down|Device not ready|Removing after probe)",
    ),
    # drivers/ata/libata-eh.c, ata_eh_link_report; libata-core.c, sata_down_spd_limit; libata-sata.c.
    _sign(
        "disk-cable", "to-look-at",
        N_("The line to the disk on {on} was disturbed. Change its cable, then test again."),
        rf"{_ATA}error: \{{[^}}]*\bICRC\b",
        rf"{_ATA}SError: \{{",
        rf"{_ATA}limiting (?:SATA link )?speed to",
        rf"{_ATA}COMRESET failed",
        rf"{_ATA}reset failed, giving up",
    ),
    _sign(
        "disk-reset", "to-look-at", N_("The disk on {on} did not answer and was reset."),
        rf"{_ATA}exception Emask",
        rf"{_ATA}failed command:",
        rf"{_ATA}(?:qc timeout|failed to IDENTIFY|revalidation failed|disabled?$|disabling)",
    ),
    # drivers/edac/edac_mc.c, edac_ce_error and edac_ue_error.
    _sign(
        "memory-uncorrected", "failed", N_("A memory module gave back wrong values ({on})."),
        r"EDAC (?P<on>MC\d+): (?:\d+ )?UE\b",
    ),
    _sign(
        "memory-corrected", "to-look-at", N_("A memory module gave back values that had to be put right ({on})."),
        r"EDAC (?P<on>MC\d+): (?:\d+ )?CE\b",
    ),
    # arch/x86/kernel/cpu/mce/core.c, print_mce and mce_panic; drivers/edac/mce_amd.c; drivers/firmware/efi/cper.c.
    _sign(
        "hardware-error-fatal", "failed", N_("The processor or the firmware reported an error that was not put right."),
        r"\[Hardware Error\].*(?:Uncorrect(?:ed|able)|[Ff]atal|context corrupt)",
        r"Fatal machine check|Machine check: Processor context corrupt",
    ),
    _sign(
        "hardware-error", "to-look-at", N_("The processor or the firmware reported an error of the hardware."),
        r"\[Hardware Error\]",
        r"NMI: (?:PCI system error|IOCK error|memory parity error)", r"NMI received for unknown reason",
    ),
    # drivers/pci/pcie/aer.c, aer_print_error and aer_print_port_info.
    _sign(
        "pcie-fatal", "failed", N_("The card at {on} lost its connection (PCI Express)."),
        rf"{_PCI}: PCIe Bus Error: severity=Uncorrect(?:ed|able) \(Fatal\)",
    ),
    _sign(
        "pcie", "to-look-at", N_("The connection of the card at {on} is disturbed (PCI Express). Put it in again."),
        rf"{_PCI}: PCIe Bus Error: severity=",
        rf"{_PCI}: AER: (?:Multiple )?(?:Corrected|Correctable|Uncorrect\w+).*(?:error|message) received",
    ),
    # drivers/usb/core/hub.c, hub_port_connect, hub_port_init and port_over_current_notify.
    _sign(
        "usb-over-current", "to-look-at",
        N_("A USB socket gave too much current ({on}): look into it for bent contacts."),
        r"(?:hub|usb) (?P<on>[\w.:-]+): over-current condition",
    ),
    _sign(
        "usb-enumeration", "to-look-at",
        N_("What is plugged in at USB {on} was not understood. Try another device there."),
        r"usb (?P<on>[\w.-]+): (?:device descriptor read/\w+, error|device not (?:accepting address|responding))",
        r"usb (?P<on>usb\d+-port\d+): (?:unable to enumerate USB device|Cannot enable)",
        r"hub (?P<on>[\w.:-]+): unable to enumerate USB device on port",
    ),
    # drivers/thermal/intel/therm_throt.c; drivers/thermal/thermal_core.c.
    _sign(
        "overheated", "failed", N_("The tower became so hot that it wanted to switch off ({on})."),
        r"(?P<on>thermal_zone\d+|[\w-]+): critical temperature reached", r"critical temperature reached \(",
    ),
    _sign(
        "throttled", "to-look-at", N_("The processor became too hot and slowed down. Clean the heat sink."),
        r"(?:Core|Package) temperature (?:is )?above threshold, cpu clock throttled",
    ),
    # mm/oom_kill.c; that of one group of programs ("Memory cgroup out of memory") says nothing of the machine.
    _sign(
        "out-of-memory", "to-look-at", N_("The memory was full, and a program was ended."),
        r"^Out of memory: Kill",
    ),
    # drivers/gpu/drm: i915 (i915_gpu_error.c), radeon and amdgpu (scheduler), nouveau.
    _sign(
        "gpu-hang", "to-look-at", N_("The graphics hung."),
        r"GPU HANG|GPU lockup|\[drm.*(?:ring \w+ timeout|Hangcheck timer elapsed)|ring \d+ stalled for more than",
        rf"nouveau {_PCI}: (?:fifo: SCHED_ERROR|gr: TRAP|.*channel \d+.* killed)",
    ),
    # net/sched/sch_generic.c; drivers/net/ethernet/intel/e1000e.
    _sign(
        "network-hang", "to-look-at", N_("The network port hung."),
        r"NETDEV WATCHDOG: .*timed out|Detected Hardware Unit Hang",
    ),
    # kernel/watchdog.c, kernel/hung_task.c, kernel/rcu/tree_stall.h.
    _sign(
        "stuck", "to-look-at", N_("The tower stood still for many seconds."),
        r"BUG: soft lockup|hard LOCKUP|self-detected stall|task .* blocked for more than \d+ seconds",
    ),
    # arch/x86/mm/fault.c, arch/x86/kernel/traps.c, mm/page_alloc.c: wrong values in memory show so as well.
    _sign(
        "kernel-fault", "to-look-at", N_("Linux itself came upon wrong values: the memory may be faulty."),
        r"BUG: unable to handle|BUG: Bad (?:page|rss-counter)|^Oops: |^invalid opcode: ",
        r"general protection fault.*(?:SMP|PREEMPT)",
    ),
)  # fmt: skip


def sign_of(text: str) -> tuple[Sign, str] | None:
    """Return what a line is a sign of, and the device that it names ("" for none); None for a harmless line."""
    for sign in SIGNS:
        for pattern in sign.patterns:
            found = pattern.search(text)
            if found is not None:
                return sign, found.groupdict().get("on") or ""
    return None
