"""An album before it lies on a disk, and where each answer of a recording lies in it (pure)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pcsol.tools.world.filenames import safe
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.recorder import Recording

INDEX = "index.json"
_SHORT = {"/proc/cpuinfo": "cpuinfo.txt", "/proc/meminfo": "meminfo.txt"}


@dataclass(frozen=True, slots=True)
class Pages:
    """The files of an album by their place in it ("dmidecode.txt", "sys/block/sda/size"), and its index.

    Places under sys/ and proc/ are the kernel's own names, links followed; the index has the shape of `index.json`
    without its `schema` and `pcsol`.
    """

    files: Mapping[str, bytes]
    index: Mapping[str, Any] = field(default_factory=dict)


def lay_out(recording: Recording) -> Pages:
    """Return the pages of a recording: programs by program and target, the kernel's files by their real paths.

    Links are kept in the index, not in the folder, so that an album survives FAT and zip; so are the names of
    folders, because neither git nor every zip keeps an empty one.
    """
    links = _links(recording)
    files, calls = _programs(recording)
    files |= {_SHORT.get(path, _real(path, links)[1:]): raw for path, raw in recording.files.items()}
    for name, facts in (("sensors.json", recording.sensors), ("clock.json", recording.clock)):
        if facts is not None:
            files[name] = json.dumps(facts, indent=1, ensure_ascii=False).encode()
    index = {
        "calls": calls,
        "links": dict(sorted(links.items())),
        "names": {_real(path, links): list(names) for path, names in sorted(recording.listings.items())},
        "present": sorted(set(recording.links.values()) - set(links.values())),
        "refused": dict(sorted(recording.refused.items())),
    }
    return Pages(files, index)


def _links(recording: Recording) -> dict[str, str]:
    """The shortest first: a link on the way to another one moves the place where the other lies."""
    links: dict[str, str] = {}
    for path, leads in sorted(recording.links.items(), key=lambda pair: len(pair[0])):
        parent, _slash, name = path.rpartition("/")
        place = f"{_real(parent, links)}/{name}"
        if place != leads:
            links[place] = leads
    return links


def _real(path: str, links: Mapping[str, str]) -> str:
    """The ends of our links hold no links themselves: one walk is enough."""
    at = ""
    for part in PurePosixPath(path).parts[1:]:
        at = links.get(f"{at}/{part}", f"{at}/{part}")
    return at


def _programs(recording: Recording) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    """Programs by their bare names: where Python lies on a station may name its user."""
    files: dict[str, bytes] = {}
    calls: list[dict[str, Any]] = []
    for question, call in recording.calls:
        name = _name(question, call, files)
        files[name] = call.stdout.encode()
        calls.append(
            {"argv": [question.program, *call.argv[1:]], "status": call.status, "file": name, "stderr": call.stderr}
        )
    calls += [{"argv": [q.program, *q.argv[1:]], "error": entry} for q, entry in recording.failed]
    return files, sorted(calls, key=lambda entry: list(entry["argv"]))


def _name(question: Question, call: Call, taken: Mapping[str, bytes]) -> str:
    """Another question about the same disk may want the same name: the first keeps it, the index knows the others.

    Its number stands in front, because what follows the program's name is taken for a disk (`World.targets`).
    """
    wanted = safe(call.file or question.files[0])
    name = wanted
    number = 2
    while name in taken:
        name = f"{number}-{wanted}"
        number += 1
    return name
