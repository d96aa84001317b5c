"""Reading that tells *it is not there* ("", ()) from *nobody could look* (None)."""

from pcsol.errors import FactError, FactMissingError, FactUnrecordedError
from pcsol.tools.world.world import World

_LARGEST_BYTES = 8_000_000


def text(world: World, path: str) -> str | None:
    """Return a file's text; "" when this kernel has no such file; None when it could not be read, or not whole."""
    try:
        found = world.read(path, _LARGEST_BYTES)
    except FactUnrecordedError:
        return None
    except FactMissingError:
        return ""
    except FactError:
        return None
    return found if len(found.encode("utf-8", "replace")) < _LARGEST_BYTES else None


def names(world: World, folder: str) -> tuple[str, ...] | None:
    """Return the names in a folder; () when this kernel has no such folder, by the list of the one above it."""
    found = world.names(folder)
    if found is not None:
        return found
    above, _slash, name = folder.rpartition("/")
    beside = world.names(above)
    if beside is None:
        return () if world.source == "live" and above.count("/") > 1 and names(world, above) == () else None
    return () if world.source == "live" and name not in beside else None
