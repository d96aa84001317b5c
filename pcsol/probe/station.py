"""What is here to work with, what is missing, and the command that mends it. Changes nothing and starts nothing."""

import os
import platform
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from pcsol import __version__
from pcsol.errors import PCSolError
from pcsol.i18n import N_, _, catalogue_is_here, language
from pcsol.judge import clock
from pcsol.judge.clock import RELEASED, ClockReading
from pcsol.model.station import Check, Station
from pcsol.probe import letter_box
from pcsol.report.quantities import disk_size
from pcsol.store.home import home, nearest
from pcsol.tools.programs.exerting import memtester, seven_zip, stress_ng, stressapptest
from pcsol.tools.world import meter
from pcsol.tools.world.live import LiveWorld

LEAST_FREE_BYTES = 50_000_000
_LANGUAGES = {"fr": N_("French"), "en": N_("English")}

# program or programs (one of them will do), the Debian package, what it tells
_PROGRAMS = (
    ("smartctl", "smartmontools", N_("health of disks")),
    ("dmidecode", "dmidecode", N_("machine, board, memory slots")),
    ("lsblk", "util-linux", N_("list of disks")),
    ("lscpu", "util-linux", N_("processor")),
    ("lspci", "pciutils", N_("graphics, network, sound")),
    ("hdparm", "hdparm", N_("locks and hidden areas of disks")),
    ("nvme", "nvme-cli", N_("health of NVMe disks")),
    (f"{stressapptest.PROGRAM}|{memtester.PROGRAM}", stressapptest.PACKAGE, N_("test of the memory")),
    (stress_ng.PROGRAM, stress_ng.PACKAGE, N_("test of the processor under load")),
    ("|".join(seven_zip.PROGRAMS), seven_zip.PACKAGE, N_("speed, to compare towers by")),
)


def examine(profile_faults: Callable[[], Iterable[str]]) -> Station:
    """Look at everything. `profile_faults` reads all profiles and returns what is wrong with them."""
    programs = [(package, _program(program, package, what)) for program, package, what in _PROGRAMS]
    missing = sorted({package for package, check in programs if check.state == "missing"})
    return Station(
        pcsol=__version__,
        python=platform.python_version(),
        install=_installing(missing),
        checks=(
            *(check for _package, check in programs),
            _administrator(),
            _home(),
            _language(),
            _profiles(profile_faults),
            _clock(ClockReading.model_validate(LiveWorld().clock())),
            letter_box.check(),
        ),
    )


def _program(program: str, package: str, what: str) -> Check:
    program, *others = program.split("|")
    if any(map(meter.find, (program, *others))):
        return Check(id=f"program.{program}", title=program, state="ok", found=_(what))
    found = _("not installed, it tells: {what}").format(what=_(what))
    return Check(id=f"program.{program}", title=program, state="missing", found=found, remedy=_installing([package]))


def _installing(packages: list[str]) -> str:
    if not packages:
        return ""
    return f"{'' if os.geteuid() == 0 else 'sudo '}apt install {' '.join(packages)}"


def _administrator() -> Check:
    title = _("Administrator (root)")
    if os.geteuid() == 0:
        return Check(id="root", title=title, state="ok", found=_("yes"))
    return Check(
        id="root",
        title=title,
        state="look",
        found=_("no: the health of disks and the memory slots stay unknown"),
        remedy="sudo pcsol probe",
    )


def _home() -> Check:
    title = _("Place for records")
    try:
        place = home()
    except PCSolError as err:
        return Check(id="home", title=title, state="missing", found=err.what, remedy=err.remedy)
    there = nearest(place)
    if there is None:
        found = _("{place} is not there, nor the folder above it").format(place=place)
        return Check(id="home", title=title, state="missing", found=found, remedy=_("Set PCSOL_HOME to a folder."))
    if not os.access(there, os.W_OK | os.X_OK):
        remedy = _("Set PCSOL_HOME to a folder that you may write.")
        found = _("{place} cannot be written").format(place=place)
        return Check(id="home", title=title, state="missing", found=found, remedy=remedy)
    return _room(title, place, there)


def _room(title: str, place: Path, there: Path) -> Check:
    free = shutil.disk_usage(there).free
    found = _("{place}, {size} free").format(place=place, size=disk_size(free))
    if free < LEAST_FREE_BYTES:
        return Check(id="home", title=title, state="look", found=found, remedy=_("Make room there."))
    return Check(id="home", title=title, state="ok", found=found)


def _language() -> Check:
    title = _("Language")
    if language() == "en" or catalogue_is_here(language()):
        return Check(id="language", title=title, state="ok", found=_(_LANGUAGES.get(language(), language())))
    found = _("{language}, without its catalogue: texts are English").format(language=language())
    return Check(id="language", title=title, state="missing", found=found, remedy="make messages")


def _profiles(faults: Callable[[], Iterable[str]]) -> Check:
    title = _("Profiles")
    wrong = list(faults())
    if not wrong:
        return Check(id="profiles", title=title, state="ok", found=_("all valid"))
    remedy = _("Mend the file at the line that is named, or delete it.")
    return Check(id="profiles", title=title, state="missing", found="; ".join(wrong), remedy=remedy)


def _clock(told: ClockReading) -> Check:
    now = told.now or datetime.now(UTC)
    title, found = _("Clock"), f"{now:%Y-%m-%d %H:%M} UTC"
    remedy = _("Set the clock, for example: {command}").format(command='sudo date -s "2026-11-23 14:30"')
    if now < RELEASED:
        return Check(id="clock", title=title, state="missing", found=found, remedy=remedy)
    if clock.trusted(told):
        return Check(id="clock", title=title, state="ok", found=found)
    found = _("{moment}; neither a time server nor the clock chip confirms it").format(moment=found)
    return Check(id="clock", title=title, state="look", found=found, remedy=_("Compare it with your watch."))
