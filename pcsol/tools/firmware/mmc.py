"""EXT_CSD of an eMMC (CMD8, JESD84-B51, 7.4) by MMC_IOC_CMD (Linux, include/uapi/linux/mmc/ioctl.h): read only."""

import ctypes

from pcsol.tools.firmware.wire import Wire

MMC_IOC_CMD = 0xC048B300
_SEND_EXT_CSD = 8
_RESPONSE_WITH_DATA = 0xB5  # MMC_RSP_SPI_R1 | MMC_RSP_R1 | MMC_CMD_ADTC
_BYTES = 512
_SEC_FEATURE_SUPPORT, _SECURE_ERASE = 231, 0x01


class Packet(ctypes.Structure):
    """struct mmc_ioc_cmd: 72 bytes."""

    _fields_ = (
        ("write_flag", ctypes.c_int),
        ("is_acmd", ctypes.c_int),
        ("opcode", ctypes.c_uint32),
        ("arg", ctypes.c_uint32),
        ("response", ctypes.c_uint32 * 4),
        ("flags", ctypes.c_uint),
        ("blksz", ctypes.c_uint),
        ("blocks", ctypes.c_uint),
        ("postsleep_min_us", ctypes.c_uint),
        ("postsleep_max_us", ctypes.c_uint),
        ("data_timeout_ns", ctypes.c_uint),
        ("cmd_timeout_ms", ctypes.c_uint),
        ("pad", ctypes.c_uint32),
        ("data_ptr", ctypes.c_uint64),
    )


def erases_securely(wire: Wire) -> bool | None:
    """Say whether the card takes secure erase, which is what the kernel needs for BLKSECDISCARD. None: not told."""
    data = ctypes.create_string_buffer(_BYTES)
    packet = Packet(
        opcode=_SEND_EXT_CSD, flags=_RESPONSE_WITH_DATA, blksz=_BYTES, blocks=1, data_ptr=ctypes.addressof(data)
    )
    try:
        wire.ioctl(wire.descriptor, MMC_IOC_CMD, packet)
    except OSError:
        return None
    return bool(data.raw[_SEC_FEATURE_SUPPORT] & _SECURE_ERASE) if any(data.raw) else None
