"""Everything else that sits in or on a tower."""

from typing import Literal

from pcsol.model.base import Noun


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
    """A USB host controller; `generation` is "1.1", "2.0" or "3.x"."""

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


class Sensors(Noun):
    """Null: could not look. An empty list of temperatures is not a cool machine."""

    temperatures: tuple[Temperature, ...] | None = None
    fans: tuple[Fan, ...] | None = None
