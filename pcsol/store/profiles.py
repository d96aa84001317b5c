"""Where profiles lie: those that PCSol ships, and a centre's own in its PCSOL_HOME, which come first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pcsol
from pcsol.errors import ProfileError
from pcsol.i18n import _
from pcsol.judge.profiles.parse import parse_batch, parse_destination, parse_system, parse_test, parse_wipe
from pcsol.model.profile.batch import BatchProfile
from pcsol.model.profile.destination import Destination, System
from pcsol.model.profile.testing import TestProfile
from pcsol.model.profile.wipe import WipeProfile
from pcsol.store.texts import read_text

Profile = TypeVar("Profile", BatchProfile, Destination, System, TestProfile, WipeProfile)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All profiles that can be used, by rank or by id, and what is wrong with the others."""

    destinations: tuple[Destination, ...]
    systems: tuple[System, ...]
    wipes: tuple[WipeProfile, ...] = ()
    faults: tuple[ProfileError, ...] = ()


def load_profiles(home: Path | None = None) -> Shelf:
    """Return the shipped profiles and the centre's own under `home`/profiles; the same id replaces a shipped one.

    Never raises for a faulty file: it is left out, and its ProfileError stands in `faults`.
    """
    faults: list[ProfileError] = []
    systems = _both("systems", home, parse_system, faults)

    def parse(text: str, file: str) -> Destination:
        return parse_destination(text, file, systems)

    destinations = _both("destinations", home, parse, faults)
    wipes = _both("wipes", home, parse_wipe, faults)
    by_rank = sorted(destinations.values(), key=lambda profile: (profile.rank, profile.id))
    return Shelf(tuple(by_rank), _by_id(systems), _by_id(wipes), tuple(faults))


def load_wipes(home: Path | None = None) -> tuple[tuple[WipeProfile, ...], tuple[ProfileError, ...]]:
    """Return the ways of overwriting alone, as `load_profiles` does, and what is wrong with their files."""
    faults: list[ProfileError] = []
    return _by_id(_both("wipes", home, parse_wipe, faults)), tuple(faults)


def load_tests(home: Path | None = None) -> tuple[tuple[TestProfile, ...], tuple[ProfileError, ...]]:
    """Return the lists of tests, as `load_profiles` does, and what is wrong with their files."""
    faults: list[ProfileError] = []
    return _by_id(_both("tests", home, parse_test, faults)), tuple(faults)


def load_batches(home: Path | None = None) -> tuple[tuple[BatchProfile, ...], tuple[ProfileError, ...]]:
    """Return the ways of a batch, as `load_profiles` does, and what is wrong with their files."""
    faults: list[ProfileError] = []
    return _by_id(_both("batches", home, parse_batch, faults)), tuple(faults)


def _by_id(profiles: dict[str, Profile]) -> tuple[Profile, ...]:
    return tuple(profiles[id_] for id_ in sorted(profiles))


def shipped_folder() -> Path:
    """Return the folder of shipped profiles: in the package when installed, beside it in the source tree."""
    package = Path(pcsol.__file__).parent
    inside = package / "profiles"
    return inside if inside.is_dir() else package.parent / "profiles"


def _both(
    kind: str, home: Path | None, parse: Callable[[str, str], Profile], faults: list[ProfileError]
) -> dict[str, Profile]:
    shipped = _read_all(profile_files(shipped_folder() / kind, faults), parse, faults)
    own = _read_all(profile_files(home / "profiles" / kind, faults), parse, faults) if home else {}
    return shipped | own


def profile_files(folder: Path, faults: list[ProfileError]) -> list[Path]:
    """Return the profiles in a folder, by name; that it cannot be read stands in `faults`.

    Names that begin with a dot are left by other systems on a stick ("._family.yaml").
    """
    try:
        found = [file for file in folder.iterdir() if file.suffix in (".yaml", ".yml") and file.name[0] != "."]
    except FileNotFoundError:
        return []
    except OSError as err:
        faults.append(_unreadable(folder, err))
        return []
    return sorted(file for file in found if file.is_file())


def _read_all(
    files: Iterable[Path], parse: Callable[[str, str], Profile], faults: list[ProfileError]
) -> dict[str, Profile]:
    profiles: dict[str, Profile] = {}
    origin: dict[str, Path] = {}
    for file in files:
        try:
            profile = parse(profile_text(file), str(file))
        except ProfileError as err:
            faults.append(err)
            continue
        if profile.id in profiles:
            faults.append(twice(file, profile.id, str(origin[profile.id])))
            continue
        profiles[profile.id], origin[profile.id] = profile, file
    return profiles


def profile_text(file: Path) -> str:
    """Return what a profile file holds. Raises ProfileError."""
    try:
        return read_text(file)
    except OSError as err:
        raise _unreadable(file, err) from err


def _unreadable(path: Path, err: OSError) -> ProfileError:
    return ProfileError(
        _("The profile {file} cannot be read.").format(file=path),
        remedy=_("Look at its permissions, or whether its stick was pulled."),
        details=f"{path}: {err.strerror}",
    )


def twice(file: Path, id_: str, first: str) -> ProfileError:
    """Return the fault of a second file with the same id."""
    return ProfileError(
        _("The profile {file} has the id `{id}`, which {first} has already.").format(file=file, id=id_, first=first),
        remedy=_("Give one of the two another id."),
        details=f"{file}: id: {id_}",
    )
