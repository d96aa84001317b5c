"""The adapter for an address, by its kind."""

from pathlib import Path

from pcsol.model.inventory.addresses import AnyAddress, DeviceHubAddress, SnipeItAddress
from pcsol.push.to import devicehub, glpi, snipeit

AnyPeer = glpi.Glpi | snipeit.SnipeIt | devicehub.DeviceHub


def connect(name: str, address: AnyAddress, home: Path) -> AnyPeer:
    """Return a line to this inventory. Raises ProfileError for a certificate that cannot be read."""
    if isinstance(address, SnipeItAddress):
        return snipeit.connect(name, address, home)
    if isinstance(address, DeviceHubAddress):
        return devicehub.connect(name, address, home)
    return glpi.connect(name, address, home)
