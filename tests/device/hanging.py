"""`pcsol` as it is, with a disk that is written and then never read: `hanging.py wipe run …`.

The reading waits for what never comes, in Python: unlike in the kernel, the process can be ended then, and so it can be
seen whether it ends by itself.
"""

import threading

from pcsol import cli
from pcsol.commands.wipe.conduct import abreast
from pcsol.tools.block.device import BlockDevice

written = threading.Event()
write, read_into = BlockDevice.write, BlockDevice.read_into


def writes(device: BlockDevice, offset_bytes: int, view: memoryview) -> None:
    written.set()
    write(device, offset_bytes, view)


def hangs(device: BlockDevice, offset_bytes: int, view: memoryview) -> None:
    if written.is_set():
        threading.Event().wait()
    read_into(device, offset_bytes, view)


if __name__ == "__main__":
    abreast.STILL_SECONDS = 10.0
    BlockDevice.write, BlockDevice.read_into = writes, hangs  # type: ignore[method-assign]
    cli.main()
