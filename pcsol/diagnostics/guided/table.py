"""Which function makes the jobs of which guided test."""

from collections.abc import Callable, Mapping

from pcsol.diagnostics.bench import Job
from pcsol.diagnostics.guided import eyes, optical, power_supply, screen, usb_ports
from pcsol.diagnostics.guided.keyboard import course as keyboard
from pcsol.diagnostics.guided.sound import microphone, out
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import TestName, WantedTest

MAKERS: Mapping[TestName, Callable[[Probe, WantedTest], tuple[Job, ...]]] = {
    "usb-ports": usb_ports.jobs,
    "screen": screen.jobs,
    "keyboard": keyboard.jobs,
    "sound-out": out.jobs,
    "sound-in": microphone.jobs,
    "optical": optical.jobs,
    "eyes": eyes.jobs,
    "power-supply": power_supply.jobs,
}
