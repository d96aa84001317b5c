"""Machine checks: /proc/interrupts (arch/x86/kernel/irq.c) and EDAC (Documentation/ABI/testing/sysfs-devices-edac)."""

from pcsol.model.testing.kernel import MachineChecks, MemoryErrors
from pcsol.tools.kernel.working import told
from pcsol.tools.world.world import World

_EDAC = "/sys/devices/system/edac/mc"
_MOST_DIGITS = 15


def read(world: World) -> MachineChecks:
    """Return all counts since the start that this kernel keeps."""
    counts = parse_interrupts(told.text(world, "/proc/interrupts"))
    return MachineChecks(
        exceptions=counts.get("MCE"),
        thresholds=counts.get("THR"),
        deferred=counts.get("DFR"),
        modules=_modules(world),
    )


def parse_interrupts(text: str) -> dict[str, int]:
    """Return the sum over all processors of each named interrupt ("MCE"): `MCE:  0  0   Machine check exceptions`."""
    sums: dict[str, int] = {}
    for row in text.splitlines():
        name, colon, rest = row.partition(":")
        numbers = []
        for word in rest.split():
            if not word.isdecimal():
                break
            numbers.append(int(word))
        if colon and name.strip().isupper() and numbers:
            sums[name.strip()] = sum(numbers)
    return sums


def _modules(world: World) -> tuple[MemoryErrors, ...] | None:
    """None without a controller that watches: most towers' memory has no check bits."""
    controllers = [name for name in world.names(_EDAC) or () if name.startswith("mc") and name[2:].isdecimal()]
    found = [one for name in controllers for one in _of(world, f"{_EDAC}/{name}", name)]
    return tuple(found) if controllers else None


def _of(world: World, folder: str, name: str) -> list[MemoryErrors]:
    """Each module's own counts where the driver keeps them; else the controller's."""
    rows = [row for row in world.names(folder) or () if row.startswith(("dimm", "rank"))]
    modules = [_counted(world, f"{folder}/{row}", ("dimm_ce_count", "dimm_ue_count"), row) for row in rows]
    found = [one for one in modules if one is not None]
    whole = _counted(world, folder, ("ce_count", "ue_count"), name)
    if whole is None:
        return found
    known = sum(one.corrected + one.uncorrected for one in found)
    return found if found and known >= whole.corrected + whole.uncorrected else [*found, whole]


def _counted(world: World, folder: str, files: tuple[str, str], name: str) -> MemoryErrors | None:
    corrected, uncorrected = (told.number(world, f"{folder}/{file}", _MOST_DIGITS) for file in files)
    if corrected is None or uncorrected is None:
        return None
    label = told.text(world, f"{folder}/dimm_label").strip()
    return MemoryErrors(where=label or name, corrected=corrected, uncorrected=uncorrected)
