"""No network is said: that there is no port, that a port has no cable, or that nobody can tell."""

import pytest

from pcsol.i18n import speaking
from pcsol.model.hardware.devices import NetworkPort
from pcsol.report.sections import devices
from tests.towers import GOOD

PORT = NetworkPort(name="enp3s0", kind="ethernet", link_up=False)


@pytest.mark.parametrize(
    ("ports", "said"),
    [
        ((), "néant"),
        (None, "on ne sait pas"),
        ((PORT,), "câble, enp3s0, débranché"),
        ((PORT.model_copy(update={"link_up": True}),), "câble, enp3s0, branché"),
        ((PORT.model_copy(update={"link_up": None}),), "câble, enp3s0"),
    ],
)
def test_the_network_row_says_what_is_wrong(ports: tuple[NetworkPort, ...] | None, said: str) -> None:
    with speaking("fr"):
        section, *_rest = devices.sections(GOOD.model_copy(update={"network": ports}))
        [row] = [row for row in section.rows if row.label == "Réseau"]
    assert row.value == said
