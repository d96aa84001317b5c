"""The machine room: maker and model in the words on the case, board, firmware, locks."""

import re
from contextlib import suppress
from datetime import datetime

from pcsol.i18n import _
from pcsol.judge.form_factor import form_factor
from pcsol.judge.placeholders import known, known_serial, known_uuid
from pcsol.model.hardware.machine import Board, Firmware, Machine, Tpm
from pcsol.probe.board.locks import locks
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.kernel import dmi_ids, efi
from pcsol.tools.programs import dmidecode
from pcsol.tools.programs.dmidecode import BATTERY, BOARD, CHASSIS, FIRMWARE, SYSTEM, TPM, Structure
from pcsol.tools.world.world import World

_POWER = "/sys/class/power_supply"
_NAME_IN_VERSION = re.compile(r"[A-Za-z]{4}")  # "ThinkCentre M73", "Lenovo G50-80", not "31900058 STD" or "1.0"
_SPEC_VERSION = re.compile(r"[12]\.\d")
_DATES = ("%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d", "%Y-%m-%d", "%Y%m%d", "%d/%m/%Y")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099

Fields = dict[str, str]


def look(world: World) -> Finding[Machine]:
    """Return what identifies the machine; placeholders are unknown. Without dmidecode, what the kernel kept of it."""
    notebook = Notebook()
    told = notebook.attempt("machine", lambda: dmidecode.read(world)) or ()
    if not {FIRMWARE, SYSTEM, BOARD, CHASSIS} <= {one.type for one in told}:
        told += tuple(one for one in dmi_ids.read(world) if one.type not in {other.type for other in told})
    found = locks(told, efi.acpi_tables(world), notebook)
    machine = _machine(told, has_battery=_has_battery(told, world))
    firmware = machine.firmware.model_copy(update={"mode": efi.mode(world), "secure_boot": efi.secure_boot(world)})
    machine = machine.model_copy(update={"firmware": firmware, "tpm": _tpm(told, world), "locks": found})
    if told and not machine.model:
        notebook.note("machine.model", _("The firmware does not name this machine."), _("Read the label on its case."))
    return notebook.finding(machine)


def _has_battery(told: tuple[Structure, ...], world: World) -> bool:
    supplies = world.names(_POWER) or ()
    return any(one.type == BATTERY for one in told) or any(name.startswith("BAT") for name in supplies)


def _machine(told: tuple[Structure, ...], *, has_battery: bool) -> Machine:
    system, chassis = _first(told, SYSTEM), _first(told, CHASSIS)
    board = _board(_mainboard(told), known(system.get("Manufacturer")))
    maker, model, version = _names(system)
    kind = known(chassis.get("Type"))
    return Machine(
        manufacturer=maker if model or not board.model else board.manufacturer or maker,
        model=model or board.model,
        version=version,
        serial=_serial(system, {maker, model, version, board.model}),
        uuid=known_uuid(system.get("UUID")),
        asset_tag=known(chassis.get("Asset Tag")) or known(_mainboard(told).get("Asset Tag")),
        board=board,
        chassis=kind,
        chassis_serial=_serial(chassis, {maker, model, version, board.model}),
        form_factor=form_factor(kind, model, has_battery=has_battery),
        firmware=_firmware(_first(told, FIRMWARE)),
    )


def _first(told: tuple[Structure, ...], kind: int) -> Fields:
    return next((one.fields for one in told if one.type == kind), {})


def _mainboard(told: tuple[Structure, ...]) -> Fields:
    """Some machines list daughter boards as well, before or after."""
    boards = [one.fields for one in told if one.type == BOARD]
    mains = [board for board in boards if board.get("Type", "Motherboard") == "Motherboard"]
    return next(iter(mains or boards), {})


def _names(system: Fields) -> tuple[str | None, str | None, str | None]:
    """Maker, model, version. On a Lenovo the words on the case stand in Version, and the product is a type number.

    There, `version` keeps that type number: "ThinkCentre M73" and "10AY001RUS".
    """
    maker, product, version = (known(system.get(name)) for name in ("Manufacturer", "Product Name", "Version"))
    if (maker or "").lower() != "lenovo":
        return maker, product, version
    names = (name for name in (version, known(system.get("Family"))) if name and _NAME_IN_VERSION.search(name))
    return maker, next(names, product), product


def _board(told: Fields, maker_of_system: str | None) -> Board:
    maker, model = known(told.get("Manufacturer")), known(told.get("Product Name"))
    if model and model in (maker, maker_of_system):  # old ThinkCentres call their board "LENOVO"
        model = None
    return Board(
        manufacturer=maker, model=model, version=known(told.get("Version")), serial=_serial(told, {maker, model})
    )


def _serial(told: Fields, names: set[str | None]) -> str | None:
    serial = known_serial(told.get("Serial Number"))
    return None if serial in names else serial


def _firmware(told: Fields) -> Firmware:
    return Firmware(
        vendor=known(told.get("Vendor")),
        version=known(told.get("Version")),
        date=iso_date(told.get("Release Date", "")),
    )


def iso_date(text: str) -> str | None:
    """Return a firmware's date as YYYY-MM-DD: "06/15/2023 -", "10/07/10", "Aug 23 2023", "2020/11/20"; else None.

    The standard wants month/day/year (SMBIOS 3.7, 7.1); day first is taken only where nothing else is possible.
    """
    tidy = _MONTH_FIRST.sub(_with_number, " ".join(text.split()).strip(" -,."))
    for form in _DATES:
        with suppress(ValueError):
            day = datetime.strptime(tidy, form).date()  # noqa: DTZ007  # a day, at no place in particular
            return day.isoformat() if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
    return None


def _with_number(match: re.Match[str]) -> str:
    """ "Aug 23 2023" with a number for its month: strptime's own names follow the language of the process."""
    name = match[1].lower()
    return f"{_MONTHS.index(name) + 1}/{match[2]}/{match[3]}" if name in _MONTHS else match[0]


def _tpm(told: tuple[Structure, ...], world: World) -> Tpm | None:
    """A TPM that the firmware hides is not there for the system either: present is false."""
    seen, version = efi.tpm(world)
    listed = next((one.fields for one in told if one.type == TPM), None)
    if listed is not None:
        spec = _SPEC_VERSION.match(listed.get("Specification Version", ""))
        return Tpm(present=True, version=version or (spec[0] if spec else None))
    return None if seen is None else Tpm(present=seen, version=version)
