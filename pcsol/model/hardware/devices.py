"""Everything else that sits in or on a tower."""

from typing import Literal

from pcsol.model.noun import Noun


class PciDevice(Noun):
    """One function on the PCI bus.

    `slot` is "0000:00:02.0"; codes and ids are lower-case hex ("0300", "30", "8086"); names are null where only a
    number is known; `driver` is null where none is bound or none was told; `label` is the firmware's name for it.
    """

    slot: str
    class_code: str | None = None
    class_name: str | None = None
    prog_if: str | None = None
    vendor_id: str | None = None
    vendor: str | None = None
    device_id: str | None = None
    device: str | None = None
    subsystem_vendor_id: str | None = None
    subsystem_vendor: str | None = None
    subsystem_device_id: str | None = None
    subsystem_device: str | None = None
    revision: str | None = None
    driver: str | None = None
    modules: tuple[str, ...] = ()
    label: str | None = None

    @property
    def pci_id(self) -> str | None:
        """Return "vendor:device" when both are known."""
        return f"{self.vendor_id}:{self.device_id}" if self.vendor_id and self.device_id else None


class Graphics(Noun):
    """A display controller; `driver` is the kernel module bound to it; `pci_id` is "vendor:device" in hex."""

    vendor: str | None = None
    model: str | None = None
    driver: str | None = None
    pci_id: str | None = None
    address: str | None = None


class Display(Noun):
    """A screen, from its EDID (VESA E-EDID 1.4). Pixels of its preferred mode, size in millimetres."""

    output: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    serial: str | None = None
    year: int | None = None
    width_px: int | None = None
    height_px: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None


class NetworkPort(Noun):
    """A network interface. `on_board` is null where the bus does not tell; `speed_mbps` is the agreed one."""

    name: str | None = None
    kind: Literal["ethernet", "wifi"] | None = None
    vendor: str | None = None
    model: str | None = None
    driver: str | None = None
    pci_id: str | None = None
    mac: str | None = None
    link_up: bool | None = None
    speed_mbps: int | None = None
    on_board: bool | None = None
    bus: str | None = None


class Sound(Noun):
    """A sound controller or card."""

    vendor: str | None = None
    model: str | None = None
    driver: str | None = None
    pci_id: str | None = None


class Optical(Noun):
    """An optical drive."""

    path: str | None = None
    vendor: str | None = None
    model: str | None = None


class UsbController(Noun):
    """A USB host controller; `generation` is "1.1", "2.0", "3.x" or "4"."""

    vendor: str | None = None
    model: str | None = None
    generation: str | None = None
    pci_id: str | None = None


class Battery(Noun):
    """A battery. Energies in watt-hours; `wear_percent` is what is lost against the design."""

    name: str | None = None
    model: str | None = None
    status: str | None = None
    percent: int | None = None
    design_wh: float | None = None
    full_wh: float | None = None
    wear_percent: int | None = None
    cycles: int | None = None


class Temperature(Noun):
    """One temperature sensor, in degrees Celsius."""

    chip: str
    label: str = ""
    celsius: float
    high_celsius: float | None = None
    critical_celsius: float | None = None


class Fan(Noun):
    """One fan, in revolutions per minute."""

    chip: str
    label: str = ""
    rpm: int


class Socket(Noun):
    """A USB socket that people tried with one test stick.

    `place`: "front" or "rear", counted from 1 as they were tried; `path`: where the kernel saw the stick ("1-4"), null:
    nothing was seen in time; `speed_mbps`: 12, 480, 5000 …
    """

    place: Literal["front", "rear"]
    number: int
    path: str | None = None
    speed_mbps: int | None = None


class Load(Noun):
    """The hottest sensor of the processor while all cores worked: two of these compare when they asked for the same.

    `wanted_seconds`, `threads`: what was asked for; `seconds`: how long it went; `work_mib`: how much was hashed;
    `stopped`: "limit" where a sensor reached `limit_celsius` before the time was over, "sensor" where none answered.
    """

    chip: str
    wanted_seconds: int
    seconds: float
    threads: int
    start_celsius: float
    end_celsius: float
    peak_celsius: float
    limit_celsius: float
    work_mib: int
    stopped: Literal["limit", "sensor"] | None = None


class Sensors(Noun):
    """Null: could not look. An empty list of temperatures is not a cool machine."""

    temperatures: tuple[Temperature, ...] | None = None
    fans: tuple[Fan, ...] | None = None
