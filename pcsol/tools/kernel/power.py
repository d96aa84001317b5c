"""/sys/class/power_supply: the batteries that feed the machine itself (sysfs-class-power)."""

from pcsol.errors import FactError
from pcsol.model.hardware.devices import Battery
from pcsol.tools.world.refusals import no_folder
from pcsol.tools.world.world import World

FOLDER = "/sys/class/power_supply"
_MICRO = 1_000_000
_WANTED = (
    "type", "scope", "present", "status", "capacity", "model_name", "cycle_count", "voltage_min_design",
    "energy_full", "energy_full_design", "charge_full", "charge_full_design",
)  # fmt: skip


def read(world: World) -> tuple[Battery, ...]:
    """Return the batteries, not those of mice and keyboards. Raises FactMissingError without the kernel's folder."""
    names = world.names(FOLDER)
    if names is None:
        raise no_folder(world, FOLDER)
    told = {name: _properties(world, f"{FOLDER}/{name}") for name in names}
    return tuple(parse(name, properties) for name, properties in told.items() if _feeds_the_machine(properties))


def _properties(world: World, folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in world.names(folder) or ():
        if name in _WANTED:
            try:
                found[name] = world.read(f"{folder}/{name}").strip()
            except FactError:  # a battery that is being pulled, a controller that answers with an error
                continue
    return found


def _feeds_the_machine(properties: dict[str, str]) -> bool:
    return (
        properties.get("type") == "Battery"
        and properties.get("scope") != "Device"
        and properties.get("present") in (None, "1")
    )


def parse(name: str, properties: dict[str, str]) -> Battery:
    """Return the battery that these properties describe; energies from charges only at the declared voltage."""
    design, full = _watt_hours(properties, "full_design"), _watt_hours(properties, "full")
    percent = _number(properties, "capacity")
    return Battery(
        name=name,
        model=properties.get("model_name") or None,
        status=_known(properties.get("status")),
        percent=percent if percent is not None and percent <= 100 else None,
        design_wh=design,
        full_wh=full,
        wear_percent=max(0, round(100 - 100 * full / design)) if design and full is not None else None,
        cycles=_number(properties, "cycle_count") or None,  # 0 where the firmware does not count
    )


def _watt_hours(properties: dict[str, str], state: str) -> float | None:
    energy = _number(properties, f"energy_{state}")
    if energy is not None:
        return round(energy / _MICRO, 2) or None
    charge, volts = _number(properties, f"charge_{state}"), _number(properties, "voltage_min_design")
    return round(charge * volts / _MICRO / _MICRO, 2) or None if charge and volts else None


def _number(properties: dict[str, str], name: str) -> int | None:
    text = properties.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _known(status: str | None) -> str | None:
    return None if status in (None, "", "Unknown") else status
