"""The kernel's log in an album: its own lines alone, without those that tell of people and of what they did (pure)."""

import re

from pcsol.tools.programs.dmesg import KERNELS_OWN, LINE

_TOLD_OF_PEOPLE = re.compile(
    r"audit[:(]|ommand line:"  # who did what; what the system was started with: names of hosts, servers, volumes
    r"|\b(?:SRC|DST|MAC)="  # packets that a firewall wrote down
    r"|^(?:CIFS|NFS|RPC|ceph|libceph|batman_adv)\b|\\\\\w"  # servers and their shares
    r"|/bluetooth|/uhid|\bBluetooth: .*name|\binput: .*(?:Phone|AirPods|Buds)"  # devices that people gave names to
    r"|systemd\[|ostname",
    re.IGNORECASE,
)


def without_people(text: str) -> str:
    """Return `dmesg --raw` without what programs wrote, and without lines that tell of people, servers or names."""
    kept, is_kept = [], False
    for row in text.splitlines():
        found = LINE.fullmatch(row)
        if found is not None:
            is_kept = int(found[1]) < KERNELS_OWN and not _TOLD_OF_PEOPLE.search(found[3])
        if is_kept:  # one line may go on in the next
            kept.append(row)
    return "".join(f"{row}\n" for row in kept)
