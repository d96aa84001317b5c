"""The socket that a processor fits, by its model: firmware tables name impossible ones on most boards."""

import re

# Desktop models that exist in one socket only (maker's specifications); laptops' and doubtful ones are left out.
_SOCKETS: tuple[tuple[str, str], ...] = (
    (r"Core 2 Duo .*E(?:[46][3-8]\d0|7[2-6]00|8[2-6]00)\b", "LGA775"),
    (r"Core 2 Quad .*Q(?:6[67]00|8[2-4]00S?|9[3-6][05][05]S?)\b", "LGA775"),
    (r"Core 2 CPU (?:4[34]00|6[3467][02]0)\b", "LGA775"),
    (r"Pentium Dual(?:-Core)? CPU E[2356]\d\d0\b", "LGA775"),
    (r"Core i[357] CPU (?:5[3-6]0|6[5-8]0|661|7[56]0|8[678]0)\b", "LGA1156"),
    (r"Core i7 CPU 9[2-7][05]\b", "LGA1366"),
    (r"Core i[357]-(?:2[1-7]\d\d|3[2-7]\d\d)[KSTP]?\b", "LGA1155"),
    (r"(?:Pentium|Celeron) CPU G(?:4[4-7]0|5[3-5][05]|6[2-4][05]|8[4-7]0|16[1-3]0|20[1-3]0|21[2-4]0)T?\b", "LGA1155"),
    (r"Core i[357]-4[1-7]\d\d[KST]?\b", "LGA1150"),
    (r"(?:Pentium|Celeron) CPU G(?:18[2-5]0|32[2-6][08]|34[2-7]0)T?\b", "LGA1150"),
    (r"Core i[357]-(?:6[1-7]|7[1-7])\d\dK?T?\b", "LGA1151"),
    (r"Core i[3579]-(?:8[1-7]\d\d|9[1-7]\d\d|9900)K?F?S?T?\b", "LGA1151"),
    (r"Core i[3579]-(?:10[1-7]\d\d|10[89][05]0|11[4-7]\d\d|11900)K?F?T?\b", "LGA1200"),
    (r"Core i[3579]-1[234](?:[1-7]\d\d|900)K?S?F?T?\b", "LGA1700"),
    (r"FX-(?:[468][1-3]\d0E?|9[35][79]0)\b", "AM3+"),
    (r"Ryzen [3579] (?:PRO )?(?:1[2-8]00X?|2[2-7]00[XGE]?E?|3[1-9][05]0X?T?|3[24]00GE?)\b", "AM4"),
    (r"Ryzen [3579] (?:PRO )?(?:5[5-9][05]0X?|5[67]00GE?)\b", "AM4"),
)  # fmt: skip


def socket(model: str | None) -> str | None:
    """Return the socket of a desktop processor that exists in one only; None for every other one."""
    if model is None:
        return None
    found = {name for pattern, name in _SOCKETS if re.search(pattern, model)}
    return found.pop() if len(found) == 1 else None
