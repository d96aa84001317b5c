"""A job on a drive made of Python: its clock runs by sleeping, and everything that is told is kept."""

from datetime import UTC, datetime
from threading import Event

from pcsol.model.hardware.disk import Disk
from pcsol.tools.firmware.wire import Wire
from pcsol.wipe.firmware.job import Job, Watch


class Clock:
    def __init__(self):
        self.at = 0.0

    def seconds(self):
        return self.at

    def sleep(self, seconds):
        self.at += seconds

    def now(self):
        return datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


class Ear:
    """What the job told, in order; `looked` counts the looks at the disk's identity."""

    def __init__(self):
        self.progress, self.passwords, self.looked, self.gone, self.left = [], [], 0, 0, 0
        self.stop, self.clock = Event(), Clock()

    def look(self):
        self.looked += 1

    def forget(self):
        self.gone += 1

    def leave(self):
        self.left += 1


def job_on(drive, *, bus="sata", size_bytes=4096 * 512, **changes):
    ear = Ear()
    told = {
        "disk": Disk(name="sdx", path="/dev/sdx", bus=bus, size_bytes=size_bytes),
        "wire": Wire(-1, drive),
        "look_again": ear.look,
        "tell": ear.progress.append,
        "stop": ear.stop,
        "password_set": ear.passwords.append,
        "password_gone": ear.forget,
        "left_behind": ear.leave,
        "watch": Watch(ear.clock.seconds, ear.clock.sleep, ear.clock.now),
    }
    return Job(**(told | changes)), ear
