"""The words that workshops use for each thing, and those that they do not."""

import re


def _never(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Abbreviations as they are written, words in any case; each as a whole word, alone or as a plural."""
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{word})s?(?![\w-])", 0 if word.isupper() else re.IGNORECASE), instead)
        for word, instead in pairs
    )


# What nobody should have to read, and what stands there instead.
FIXED = {
    "fr": _never(
        ("RAM", "mémoire"),
        ("mémoires? vive", "mémoire"),
        ("DIMM", "barrette"),
        ("HDD", "disque"),
        ("SSD", "disque"),
        ("disques? dur", "disque"),
        ("PSU", "alimentation"),
        ("blocs? d[’']alimentation", "alimentation"),
        ("CPU", "processeur"),
        ("ventirad", "radiateur"),
        ("dissipateur", "radiateur"),
        ("moniteur", "écran"),
        ("unités? centrale", "tour"),
        ("boîtier", "tour"),
        ("PC", "tour"),
        ("batterie", "pile"),
        ("cordon", "câble"),
        ("connecteur", "prise"),
        ("port", "prise"),
        ("slot", "place"),
        ("SATA", "câble du disque"),
        ("BIOS", "réglages de la tour"),
        ("UEFI", "réglages de la tour"),
        ("firmware", "réglages de la tour"),
        ("booter", "démarrer"),
        ("e-?mail", "courriel"),
        ("mail", "courriel"),
        ("password", "mot de passe"),
    ),
    "en": _never(
        ("RAM", "memory"),
        ("DIMM", "memory stick"),
        ("HDD", "disk"),
        ("SSD", "disk"),
        ("hard dis[kc]", "disk"),
        ("hard drive", "disk"),
        ("PSU", "power supply"),
        ("CPU", "processor"),
        ("mainboard", "motherboard"),
        ("cooler", "heatsink"),
        ("heat sink", "heatsink"),
        ("monitor", "screen"),
        ("PC", "tower"),
        ("system unit", "tower"),
        ("CMOS", "battery"),
        ("port", "socket"),
        ("slot", "place"),
        ("SATA", "the disk’s cable"),
        ("BIOS", "the tower’s settings"),
        ("UEFI", "the tower’s settings"),
        ("firmware", "the tower’s settings"),
        ("boot", "start"),
        ("flash drive", "USB stick"),
        ("thumb drive", "USB stick"),
    ),
}
# Known to everybody, or names, or words that are written large.
ALLOWED = frozenset({
    "USB", "CD", "CV", "PDF", "OK", "STOP", "HP", "NON", "EFFACÉ", "NOT", "ERASED", "REVOIR", "MESURABLE", "LOOK",
    "AGAIN", "MEASURABLE", "ADULT", "ADULTE", "YES", "OUI", "OUT", "SAUTER", "NO", "SANS", "CODE", "QR",
})  # fmt: skip
TELEPHONE_NUMBERS = frozenset({"3018", "3020", "3919"})
