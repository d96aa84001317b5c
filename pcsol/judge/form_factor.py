"""The form of a machine, from what its maker calls it: SMBIOS says "Desktop" of 87 % of all, whatever they are."""

import re

from pcsol.model.hardware.machine import FormFactor

# Words that stand on the case. "MT" and "DM" are HP's, "USFF" and "SFF" everyone's, "Tiny" is Lenovo's.
_WORDS: dict[FormFactor, str] = {
    "all-in-one": r"\ball[- ]in[- ]one\b|\bAIO\b|\biMac",
    "tower": r"\b(mini|micro)?[- ]?tower\b|\b(MT|CMT|TWR)\b",
    "small": r"\bSFF\b|\bsmall form factor\b|\bultra[- ]?slim\b|\bUSDT\b|\bslim(line)?\b",
    "mini": r"\btiny\b|\bmini\b|\bmicro\b|\bDM\b|\bUSFF\b|\bNUC|\bMacmini",
}
_CHASSIS: dict[str, FormFactor] = {
    "mini tower": "tower",
    "tower": "tower",
    "low profile desktop": "small",
    "space-saving": "small",
    "mini pc": "mini",
    "stick pc": "mini",
    "all in one": "all-in-one",
    "main server chassis": "server",
    "rack mount chassis": "server",
    "blade": "server",
}
_CARRIED: dict[str, FormFactor] = {
    "portable": "laptop",
    "laptop": "laptop",
    "notebook": "laptop",
    "sub notebook": "laptop",
    "convertible": "laptop",
    "detachable": "laptop",
    "tablet": "tablet",
}


def form_factor(chassis: str | None, model: str | None, *, has_battery: bool) -> FormFactor | None:
    """Return the form if the model's words or the chassis say it clearly, else None.

    `chassis` is dmidecode's word; `model` the system's name, not its board's. A portable without a battery is not
    believed: boards of towers say "Notebook" too.
    """
    for form, words in _WORDS.items():
        if re.search(words, model or "", re.IGNORECASE):
            return form
    kind = (chassis or "").lower()
    return _CARRIED.get(kind) if has_battery and kind in _CARRIED else _CHASSIS.get(kind)
