"""A small machine in memory for the guard: what is not written here is not there. Every serial is invented.

No device-mapper, md, LVM, btrfs or ZFS can be made everywhere: their trees are put together by hand, as the kernel's
documentation shows them.
"""

import json
from typing import Any, Literal

from pcsol.errors import FactMissingError, FactUnrecordedError, NotPermittedError, ToolMissingError
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import FileFacts

ROOT = "27 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw"
CMDLINE = "BOOT_IMAGE=/vmlinuz root=UUID=11111111-aaaa-4bbb-8ccc-222222222222 ro quiet"


class MadeUpWorld:
    """Files by path ("" stands for an empty folder), links by path. `hidden`: may be read by root only."""

    def __init__(self, files: dict[str, str | bytes], *, source: Literal["live", "album"] = "live") -> None:
        self.files = {"/sys/firmware/memmap/0/start": "0x0", "/sys/fs/ext4/features/x": "", "/proc/mounts": ""} | files
        self.links: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.rows: list[dict[str, Any]] | None = []
        self.losetup: list[dict[str, Any]] | None = []
        self.sizes: dict[str, FileFacts] = {}
        self.source = source

    def ask(self, question: Question) -> Call:
        rows = {"lsblk": ("blockdevices", self.rows), "losetup": ("loopdevices", self.losetup)}.get(question.program)
        if rows is None or rows[1] is None:
            raise ToolMissingError(question.program)
        return Call(question.argv, 0, json.dumps({rows[0]: rows[1]}))

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        return self.read_bytes(path, limit_bytes).decode("utf-8", "replace")

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        if path in self.hidden:
            raise NotPermittedError(path)
        if path not in self.files:
            raise FactMissingError(path) if self.source == "live" else FactUnrecordedError(path)
        raw = self.files[path]
        return (raw if isinstance(raw, bytes) else raw.encode())[:limit_bytes]

    def names(self, path: str) -> tuple[str, ...] | None:
        if path in self.hidden:
            return None
        below = [file[len(path) + 1 :] for file in self.files if file.startswith(f"{path}/")]
        return tuple(sorted({name.partition("/")[0] for name in below if name})) if below else None

    def link(self, path: str) -> str | None:
        return self.links.get(path, path if path in self.files or self.names(path) is not None else None)

    def file(self, path: str) -> FileFacts | None:
        return self.sizes.get(path)

    def targets(self, program: str) -> tuple[str, ...]:
        return ()

    def sensors(self) -> dict[str, Any]:
        return {}

    def clock(self) -> dict[str, Any]:
        return {}


class Bench:
    """Puts such a machine together, device by device."""

    def __init__(self) -> None:
        self.files: dict[str, str | bytes] = {}
        self.rows: list[dict[str, Any]] = []
        self.losetup: list[dict[str, Any]] = []
        self.sizes: dict[str, FileFacts] = {}
        self.mounts = [ROOT]
        self.swaps: list[str] = []
        self.cmdline = CMDLINE
        self.disk("sda", "8:0", parts={"sda1": "8:1"}, sda1={"uuid": "11111111-aaaa-4bbb-8ccc-222222222222"})

    def disk(self, name: str, number: str, *, parts: dict[str, str] | None = None, **volumes: dict[str, str]) -> None:
        folder = f"/sys/block/{name}"
        self.files |= {f"{folder}/dev": f"{number}\n", f"{folder}/ro": "0\n", f"{folder}/size": "1953525168\n"}
        self.files |= {f"{folder}/holders/": "", f"{folder}/slaves/": "", f"/dev/{name}": ""}
        self._row(name, volumes)
        for part, part_number in (parts or {}).items():
            self.files |= {f"{folder}/{part}/dev": part_number, f"{folder}/{part}/partition": "1"}
            self.files |= {f"{folder}/{part}/holders/": "", f"/dev/{part}": ""}
            self._row(part, volumes)

    def _row(self, name: str, volumes: dict[str, dict[str, str]]) -> None:
        told: dict[str, Any] = dict.fromkeys(("fstype", "label", "uuid", "partuuid", "partlabel"))
        self.rows.append({"name": name, "kname": name} | told | volumes.get(name, {}))

    def built(self, name: str, number: str, *on: str, **facts: str) -> None:
        """A device made of others; `facts` such as dm__uuid are files in its folder."""
        self.disk(name, number)
        for below in on:
            disk = next((n for n in ("sda", "sdb", "sdc", "md0", "dm-0", "dm-1") if below.startswith(n)), below)
            folder = f"/sys/block/{disk}" if disk == below else f"/sys/block/{disk}/{below}"
            self.files[f"{folder}/holders/{name}"] = ""
            self.files[f"/sys/block/{name}/slaves/{below}"] = ""
        self.files |= {f"/sys/block/{name}/{fact.replace('__', '/')}": f"{text}\n" for fact, text in facts.items()}

    def loop(self, name: str, file: str, number: str = "", inode: int = 7) -> None:
        self.disk(name, f"7:{name[4:]}")
        window = {"loop/offset": "0", "loop/sizelimit": "0", "queue/logical_block_size": "512"}
        facts = {"loop/backing_file": file, **window}
        self.files |= {f"/sys/block/{name}/{fact}": f"{text}\n" for fact, text in facts.items()}
        self.sizes[file] = FileFacts(inode, 1953525168 * 512)
        if not file.endswith(" (deleted)"):
            self.files[file] = ""
        if number:
            self.losetup.append({"name": f"/dev/{name}", "back-maj:min": number, "back-ino": inode})

    def world(self, **kw: Any) -> MadeUpWorld:
        mounts = "".join(f"{line}\n" for line in self.mounts)
        swaps = "Filename Type Size Used Priority\n" + "".join(f"{line}\n" for line in self.swaps)
        told = {"/proc/self/mountinfo": mounts, "/proc/1/mountinfo": mounts, "/proc/swaps": swaps}
        world = MadeUpWorld(told | {"/proc/cmdline": self.cmdline} | self.files, **kw)
        world.rows, world.losetup, world.sizes = self.rows, self.losetup, self.sizes
        return world
