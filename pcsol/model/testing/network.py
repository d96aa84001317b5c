"""What the test of a network port measured."""

from pcsol.model.noun import Noun


class PortTested(Noun):
    """One wired port. `link`: a cable with life in it; null: the port is switched off, so nobody can tell.

    `can_mbps`: the most that it can do, where its kind tells; `gateway`: the router's address, null: none was given;
    `answered`: the router did, on the link layer, and something came in while it was asked. `…_errors`: how many more
    while it was tested; null where they are not counted.
    """

    name: str
    model: str = ""
    link: bool | None = None
    speed_mbps: int | None = None
    can_mbps: int | None = None
    half_duplex: bool | None = None
    gateway: str | None = None
    answered: bool | None = None
    receive_errors: int | None = None
    send_errors: int | None = None
