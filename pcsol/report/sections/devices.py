"""Everything else that sits in or on the tower."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pcsol.i18n import N_, _
from pcsol.model.hardware.devices import Battery, Display, Graphics, NetworkPort, Optical, Sensors, Sound, UsbController
from pcsol.model.probe import Probe
from pcsol.report import words
from pcsol.report.quantities import number
from pcsol.report.sheet import Row, Section

Device = TypeVar("Device")


def sections(probe: Probe) -> tuple[Section, ...]:
    """Return the devices and what the sensors say."""
    rows = (
        *_rows(_("Graphics"), probe.graphics, _graphics),
        *_rows(_("Screen"), probe.displays, _display),
        *_rows(_("Network"), probe.network, _network),
        *_rows(_("Sound"), probe.sound, _sound),
        *_rows(_("Disc drive"), probe.optical, _optical),
        *_rows("USB", probe.usb_controllers, _usb),
        *_rows(_("Battery"), probe.batteries, _battery),
    )
    return (Section(_("Devices"), rows), _sensors(probe.sensors))


def _rows(label: str, found: Sequence[Device] | None, word: Callable[[Device], str]) -> tuple[Row, ...]:
    if found is None:
        return (Row(label, words.unknown(), "unknown"),)
    return tuple(Row(label, word(device)) for device in found) or (Row(label, _("none")),)


def _graphics(card: Graphics) -> str:
    driver = _("driver {name}").format(name=card.driver) if card.driver else _("no driver known")
    return words.joined(words.maker_and_model(card.vendor, card.model), driver)


def _display(screen: Display) -> str:
    pixels = f"{screen.width_px} x {screen.height_px}" if screen.width_px and screen.height_px else ""
    year = str(screen.year) if screen.year else ""
    return words.joined(words.maker_and_model(screen.manufacturer, screen.model), pixels, year)


_KINDS = {"ethernet": N_("cable"), "wifi": N_("Wi-Fi")}


def _network(port: NetworkPort) -> str:
    return words.joined(
        _(_KINDS[port.kind]) if port.kind else "",
        words.maker_and_model(port.vendor, port.model) if port.vendor or port.model else port.name,
        words.yes_no(port.link_up, N_("connected"), N_("not connected")) if port.link_up is not None else "",
    )


def _sound(card: Sound) -> str:
    return words.maker_and_model(card.vendor, card.model)


def _optical(drive: Optical) -> str:
    return words.maker_and_model(drive.vendor, drive.model)


def _usb(controller: UsbController) -> str:
    return words.joined(controller.generation, words.maker_and_model(controller.vendor, controller.model))


def _battery(battery: Battery) -> str:
    wear = battery.wear_percent
    return words.joined(battery.model or battery.name, _("{percent} % lost").format(percent=wear) if wear else "")


def _place(label: str) -> str:
    """Say where a sensor sits; the labels are those of the kernel's coretemp driver (hwmon/coretemp)."""
    name, _space, number = label.rpartition(" ")
    if name in ("Package id", "Core") and number.isdecimal():
        return (_("Processor {number}") if name == "Package id" else _("Core {number}")).format(number=number)
    return words.said(label)


def _sensors(sensors: Sensors) -> Section:
    temperatures = tuple(
        Row(_place(reading.label or reading.chip), _("{degrees} °C").format(degrees=number(reading.celsius, 0)))
        for reading in sensors.temperatures or ()
    )
    fans = tuple(
        Row(words.said(fan.label or fan.chip), _("{turns} turns per minute").format(turns=fan.rpm))
        for fan in sensors.fans or ()
    )
    none = Row(_("Sensors"), words.unknown() if sensors.temperatures is None else _("none"), "unknown")
    return Section(_("Temperatures and fans"), (*temperatures, *fans) or (none,))
