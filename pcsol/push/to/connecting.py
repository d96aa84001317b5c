"""The adapter for an address, by its kind."""

from pathlib import Path

from pcsol.model.inventory.addresses import AnyAddress, GlpiAddress
from pcsol.push.to import glpi

AnyPeer = glpi.Glpi


def connect(name: str, address: AnyAddress, home: Path) -> AnyPeer:
    """Return a line to this inventory. Raises ProfileError for a certificate that cannot be read."""
    assert isinstance(address, GlpiAddress)  # noqa: S101
    return glpi.connect(name, address, home)
