"""How many sectors a drive shows: HPA (ACS-3, obsolete since), DCO (likewise), Accessible Max Address (ACS-4, 4.4)."""

import struct

from tests.guest.simulator.ata.registers import ABORT, ABORTED, DONE, Command, Ended
from tests.guest.simulator.spec import Spec

READ_NATIVE_MAX_EXT, READ_NATIVE_MAX, SET_MAX_EXT, SET_MAX, DCO, AMAX = 0x27, 0xF8, 0x37, 0xF9, 0xB1, 0x78
CODES = {
    READ_NATIVE_MAX_EXT: "READ NATIVE MAX ADDRESS EXT", READ_NATIVE_MAX: "READ NATIVE MAX ADDRESS",
    SET_MAX_EXT: "SET MAX ADDRESS EXT", SET_MAX: "SET MAX ADDRESS", DCO: "DEVICE CONFIGURATION",
    AMAX: "ACCESSIBLE MAX ADDRESS",
}  # fmt: skip
_DCO_RESTORE, _DCO_FREEZE, _DCO_IDENTIFY = 0xC0, 0xC1, 0xC2
_ID_NOT_FOUND = 0x10


class Extent:
    """`visible`: what IDENTIFY tells; `native`: what READ NATIVE MAX tells; `all`: what there is (DCO restored)."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self.all = spec.native_sectors
        small = self.all - spec.hidden_mib * 2048
        self.native = small if spec.hidden_by == "dco" else self.all
        self.visible = small
        self._after_power = small
        self._native_was_read = False
        self._amax_was_set = False
        self._dco_frozen = False
        # What READ CAPACITY tells; "stale" freezes it, as libata keeps what it read at the start.
        self._told = small

    @property
    def told(self) -> int:
        """The capacity that the SCSI layer reports."""
        return self._told if self._spec.uncover == "stale" else self.visible

    def power_cycle(self) -> None:
        """What was set for this session only is gone."""
        self.visible = self._told = self._after_power
        self._amax_was_set = False

    @property
    def has_hpa(self) -> bool:
        """The HPA feature set exists."""
        return self._spec.hidden_by != "amax"

    @property
    def has_dco(self) -> bool:
        """The DCO feature set exists."""
        return self._spec.hidden_by == "dco"

    @property
    def has_amax(self) -> bool:
        """The Accessible Max Address feature set exists."""
        return self._spec.hidden_by == "amax" and self._spec.hidden_mib > 0

    def execute(self, command: Command) -> Ended:
        """Do one of these commands."""
        was_read, self._native_was_read = self._native_was_read, False
        if command.code in (READ_NATIVE_MAX_EXT, READ_NATIVE_MAX):
            return self._read_native()
        if command.code in (SET_MAX_EXT, SET_MAX):
            return self._set_max(command, was_read=was_read)
        return self._dco(command) if command.code == DCO else self._amax(command)

    def other_command(self) -> None:
        """SET MAX must follow READ NATIVE MAX directly."""
        self._native_was_read = False

    def _read_native(self) -> Ended:
        if not self.has_hpa:
            return ABORTED
        self._native_was_read = True
        return Ended(lba=self.native - 1)

    def _set_max(self, command: Command, *, was_read: bool) -> Ended:
        if not self.has_hpa or not was_read or self._spec.uncover == "refused":
            return ABORTED
        if command.lba >= self.native:
            return Ended(error=_ID_NOT_FOUND | ABORT)
        self.visible = command.lba + 1
        if command.count & 1:
            self._after_power = self.visible
        return DONE

    def _dco(self, command: Command) -> Ended:
        if not self.has_dco or self._dco_frozen:
            return ABORTED
        if command.feature == _DCO_IDENTIFY:
            return Ended(data=self._dco_identify())
        if command.feature == _DCO_FREEZE:
            self._dco_frozen = True
            return DONE
        if command.feature != _DCO_RESTORE or self._spec.uncover == "refused" or self.visible != self.native:
            return ABORTED
        self.native = self.visible = self._after_power = self.all
        return DONE

    def _dco_identify(self) -> bytes:
        words = [0] * 256
        words[0:3] = 2, 7, 0x7F
        words[3:7] = ((self.all - 1) >> (16 * at) & 0xFFFF for at in range(4))
        words[7] = 0xCF
        page = bytearray(struct.pack("<256H", *words))
        page[510] = 0xA5
        page[511] = -sum(page[:511]) & 0xFF
        return bytes(page)

    def _amax(self, command: Command) -> Ended:
        if not self.has_amax:
            return ABORTED
        if command.feature == 0:
            return Ended(lba=self.native - 1)
        if command.feature == 2:
            self._amax_was_set = True
            return DONE
        if command.feature != 1 or self._amax_was_set or self._spec.uncover == "refused" or command.lba >= self.native:
            return ABORTED
        self._amax_was_set = True
        self.visible = self._after_power = command.lba + 1
        return DONE
