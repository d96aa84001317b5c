"""IDENTIFY DEVICE (ECh, ACS-4, 7.13): 256 words in which an ATA drive describes itself."""

import struct
from dataclasses import dataclass

from pcsol.tools.firmware.ata.passthrough import BLOCK_BYTES, Answer, Command, issue
from pcsol.tools.firmware.wire import Wire

IDENTIFY_DEVICE = 0xEC
_NOT_ATA = 0x8000  # word 0 bit 15: ATAPI, CompactFlash or nothing at all
_VALID = 0x4000  # bits 15:14 of a word that says whether its neighbours hold anything
_CHECKED = 0xA5  # low byte of word 255: the high byte is a checksum
_NOT_STATED_MINUTES = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """The words, and what they mean. A feature bit counts only where the word that vouches for it says so."""

    words: tuple[int, ...]

    @property
    def serial(self) -> str:
        """Words 10 to 19."""
        return self._text(10, 19)

    @property
    def firmware(self) -> str:
        """Words 23 to 26."""
        return self._text(23, 26)

    @property
    def model(self) -> str:
        """Words 27 to 46."""
        return self._text(27, 46)

    @property
    def wwn(self) -> str | None:
        """Words 108 to 111 where word 87 bit 8 says that they are there: "0x5000…"."""
        name = "".join(f"{word:04x}" for word in self.words[108:112])
        return f"0x{name}" if self._enabled_is_told and self.words[87] & 0x100 and int(name, 16) else None

    @property
    def sectors(self) -> int:
        """Logical sectors that can be addressed now: words 230-233, else 100-103, else 60-61."""
        if self.words[69] & 0x0008 and self._number(230, 4):
            return self._number(230, 4)
        return self._number(100, 4) if self.wide and self._number(100, 4) else self._number(60, 2)

    @property
    def logical_sector_bytes(self) -> int:
        """Words 106 and 117-118."""
        long = _is_valid(self.words[106]) and self.words[106] & 0x1000
        return self._number(117, 2) * 2 if long and self._number(117, 2) >= BLOCK_BYTES // 2 else BLOCK_BYTES

    @property
    def wide(self) -> bool:
        """48-bit commands (word 83 bit 10)."""
        return self._supports(83, 10)

    @property
    def sanitize(self) -> bool:
        """Word 59 bit 12; bits 13, 14 and 15 say which kinds."""
        return bool(self.words[59] & 0x1000)

    @property
    def sanitize_crypto(self) -> bool:
        """CRYPTO SCRAMBLE EXT."""
        return self.sanitize and bool(self.words[59] & 0x2000)

    @property
    def sanitize_overwrite(self) -> bool:
        """OVERWRITE EXT."""
        return self.sanitize and bool(self.words[59] & 0x4000)

    @property
    def sanitize_block(self) -> bool:
        """BLOCK ERASE EXT."""
        return self.sanitize and bool(self.words[59] & 0x8000)

    @property
    def security(self) -> bool:
        """The Security feature set, which word 82 bit 1 and word 128 bit 0 must both claim."""
        return self._supports(82, 1) and self._security(0)

    @property
    def security_enabled(self) -> bool:
        """A user password is set: word 128 bit 1 or word 85 bit 1, whichever says so."""
        return self._security(1) or (self._enabled_is_told and bool(self.words[85] & 0x0002))

    @property
    def security_locked(self) -> bool:
        """Word 128 bit 2."""
        return self._security(2)

    @property
    def security_frozen(self) -> bool:
        """Word 128 bit 3."""
        return self._security(3)

    @property
    def security_expired(self) -> bool:
        """Word 128 bit 4: five wrong passwords; nothing but a power cycle helps."""
        return self._security(4)

    @property
    def security_enhanced(self) -> bool:
        """Word 128 bit 5."""
        return self._security(5)

    @property
    def erase_minutes(self) -> int | None:
        """Word 89; None where the drive does not state it."""
        return _minutes(self.words[89])

    @property
    def enhanced_minutes(self) -> int | None:
        """Word 90; None where the drive does not state it."""
        return _minutes(self.words[90])

    @property
    def trim(self) -> bool:
        """Word 169 bit 0."""
        return bool(self.words[169] & 0x0001)

    @property
    def has_hpa(self) -> bool:
        """Host Protected Area feature set: word 82 bit 10 (ACS-2; obsolete from ACS-3 on)."""
        return self._supports(82, 10)

    @property
    def has_dco(self) -> bool:
        """Device Configuration Overlay feature set: word 83 bit 11 (ACS-2; obsolete from ACS-3 on)."""
        return self._supports(83, 11)

    @property
    def has_amax(self) -> bool:
        """Accessible Max Address Configuration feature set: word 119 bit 8 (ACS-3 on)."""
        return _is_valid(self.words[119]) and bool(self.words[119] & 0x0100)

    @property
    def _enabled_is_told(self) -> bool:
        return _is_valid(self.words[87])

    def _supports(self, word: int, bit: int) -> bool:
        return _is_valid(self.words[83]) and bool(self.words[word] >> bit & 1)

    def _security(self, bit: int) -> bool:
        """Word 128 is 0 without the feature set, and all ones where nothing answered."""
        return self.words[128] != 0xFFFF and bool(self.words[128] >> bit & 1)

    def _number(self, first: int, count: int) -> int:
        return sum(word << 16 * place for place, word in enumerate(self.words[first : first + count]))

    def _text(self, first: int, last: int) -> str:
        """Two characters a word, the first one in the high byte (ACS-4, 3.4.9)."""
        signs = b"".join(word.to_bytes(2, "big") for word in self.words[first : last + 1])
        text = signs.decode("ascii", errors="replace").replace("\0", " ").strip()
        return text if text.isprintable() else ""

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        told = {word: f"{self.words[word]:04x}" for word in (59, 82, 83, 85, 89, 90, 119, 128)}
        return "IDENTIFY " + " ".join(f"w{word}={value}" for word, value in told.items())


def read(wire: Wire) -> tuple[Identity | None, Answer]:
    """Ask the drive; None where it does not answer with a believable description."""
    answer = issue(wire, Command("IDENTIFY DEVICE", IDENTIFY_DEVICE, reads=True))
    return (parse(answer.reply.data) if answer.accepted else None), answer


def parse(data: bytes) -> Identity | None:
    """Read 512 bytes; None for what cannot be a drive's: short, empty, ATAPI, nameless, or with a wrong checksum.

    A bridge that answers nothing leaves zeros, and `hdparm -I` prints those as an "ATA device" (seen).
    """
    if len(data) != BLOCK_BYTES:
        return None
    identity = Identity(struct.unpack("<256H", data))
    if identity.words[0] & _NOT_ATA or not identity.model or not identity.serial or not identity.sectors:
        return None
    checked = data[510] == _CHECKED
    return None if checked and sum(data) & 0xFF else identity


def _is_valid(word: int) -> bool:
    return word & 0xC000 == _VALID


def _minutes(word: int) -> int | None:
    """Bit 15 chooses between 8 and 15 bits; either counts in 2 minutes, and all ones is "or longer" (7.13.6.39)."""
    steps = word & 0x7FFF if word & 0x8000 else word & 0x00FF
    return steps * 2 if steps != _NOT_STATED_MINUTES else None
