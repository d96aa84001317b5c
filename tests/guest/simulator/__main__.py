"""`python3 -m tests.guest.simulator DISKS.json FOLDER`: plugs every disk in and serves it until it is killed.

FOLDER has NAME.img for each disk, and gets NAME.seen (JSON lines, what the disk was told) and, at last, `plugged`
(JSON: name -> sdX).
"""

import json
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from tests.guest.simulator import plug
from tests.guest.simulator.medium import Medium
from tests.guest.simulator.power import Power
from tests.guest.simulator.ring import Ring
from tests.guest.simulator.scsi.disk import Disk
from tests.guest.simulator.sense import INVALID_OPCODE, Answer
from tests.guest.simulator.spec import Seen, Spec
from tests.guest.simulator.usb import bridge


def main(specs: list[Spec], folder: Path) -> None:
    """Plug in, tell the names, serve."""
    plug.prepare()
    plugged: dict[str, str] = {}
    threads = []
    for number, spec in enumerate(specs):
        disk = Disk(spec, Medium(spec, str(folder / f"{spec.name}.img")), Power(), _seen(folder / f"{spec.name}.seen"))
        if spec.kind == "usb":
            plugged[spec.name], thread = bridge.plug_in(spec, disk)
        else:
            thread = threading.Thread(target=Ring(plug.back_store(number, spec)).serve, args=(_careful(spec, disk),))
            thread.start()
            plugged[spec.name] = plug.host(number, spec)
        threads.append(thread)
    (folder / "plugged.new").write_text(json.dumps(plugged), "utf-8")
    (folder / "plugged.new").rename(folder / "plugged")
    for thread in threads:
        thread.join()


def _careful(spec: Spec, disk: Disk) -> Any:
    """A fault of the simulator is told and refused, never a disk that hangs."""

    def execute(cdb: bytes, data: bytes) -> Answer:
        try:
            return disk.execute(cdb, data)
        except Exception:
            print(f"simulator: {spec.name}: {cdb.hex()}\n{traceback.format_exc()}", file=sys.stderr, flush=True)
            return INVALID_OPCODE

    return execute


def _seen(file: Path) -> Seen:
    out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    return Seen(line=lambda told: os.write(out, (json.dumps(told) + "\n").encode()))


if __name__ == "__main__":
    main([Spec.from_plain(one) for one in json.loads(Path(sys.argv[1]).read_text("utf-8"))], Path(sys.argv[2]))
