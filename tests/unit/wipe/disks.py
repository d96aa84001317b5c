"""Disks made up for the guard: sda carries the system of this made-up machine, sdb is free. Serials are invented."""

from pcsol.model.erasure.candidate import Candidate, Custody
from pcsol.model.hardware.disk import Disk

SDA = Disk(
    path="/dev/sda", name="sda", model="PCSOL HDD 500", serial="ZSYSTEM01", wwn="0x5000000000000001",
    size_bytes=500_107_862_016, medium="hdd", bus="sata", removable=False, own_medium=False,
)  # fmt: skip
SDB = SDA.model_copy(update={"path": "/dev/sdb", "name": "sdb", "serial": "ZDONATED2", "wwn": "0x5000000000000002"})
SDC = SDA.model_copy(update={"path": "/dev/sdc", "name": "sdc", "serial": "ZDONATED3", "wwn": "0x5000000000000003"})
FREE = Candidate(disk=SDB, kind="disk", read_only=False, holdings=(), system_roles=())
OTHER = Candidate(disk=SDC, kind="disk", read_only=False, holdings=(), system_roles=())
LOOP = Candidate(
    disk=Disk(path="/dev/loop0", name="loop0", size_bytes=64 << 20, bus="loop", removable=False, own_medium=False),
    kind="loop", backing_file="/srv/test/disk.img", backing_number="8:1/7", read_only=False, holdings=(),
    shows_whole_file=True, system_roles=(),
)  # fmt: skip
OURS = Custody(code="VAL-0042-D", drives_counted=1)
