"""How much of an SSD's life is used, by the rule of whoever made it; None where its meaning is not sure."""

from collections.abc import Iterable

from pcsol.model.hardware.disk import Attribute
from pcsol.tools.programs.smart.attributes import first_number

ENDURANCE = "Percentage Used Endurance Indicator"

_LEFT_BY_RAW = ("Remaining_Lifetime_Perc",)  # Silicon Motion, Barefoot: the raw number is the percentage left


def wear(endurance: int | None, attributes: Iterable[Attribute], maker: str) -> dict[str, int | str | None]:
    """Return `wear_percent_used` and `wear_source` of Smart, from whatever tells the most wear.

    endurance: the figure that a standard defines (ACS-3, device statistics log page 07h, offset 8). A SandForce drive
    that said FAILED and "life left 1" gave 19 % there, so no source is believed against a worse one.
    maker: the drive database's series and the model, in which the controller's maker shows.
    """
    told = [(endurance, ENDURANCE)]
    told += [(_used(attribute, maker.lower()), f"{attribute.id} {attribute.name}") for attribute in attributes]
    used, source = max(((u, s) for u, s in told if u is not None), key=lambda each: each[0], default=(None, None))
    return {"wear_percent_used": used, "wear_source": source}


def _used(attribute: Attribute, maker: str) -> int | None:
    value, raw = attribute.value, first_number(attribute)
    if attribute.name in _LEFT_BY_RAW:
        return _complement(raw)
    if attribute.name == "SSD_Life_Left":
        return _life_left(value, raw, maker)
    if (attribute.id, attribute.name) == (233, "Media_Wearout_Indicator"):
        return _complement(value) if "intel" in maker or _agree(value, raw) else None
    if (attribute.id, attribute.name) == (177, "Wear_Leveling_Count"):
        return _complement(value) if "samsung" in maker else None
    if (attribute.id, attribute.name) == (202, "Percent_Lifetime_Remain"):
        return _micron(value, raw)
    return None


def _life_left(value: int | None, raw: int | None, maker: str) -> int | None:
    """Phison keeps what is left in the raw number (its value may be what is used), SandForce in the value."""
    if "phison" in maker:
        return _complement(raw)
    if "sandforce" in maker or value == raw:
        return _complement(value)
    return None


def _micron(value: int | None, raw: int | None) -> int | None:
    """Micron counts used percents in the raw number, past 100 too; its value is what is left, and wraps below 0."""
    if value is None or raw is None or raw > 255:
        return None
    return raw if value in ((100 - raw) % 256, max(0, 100 - raw)) else None


def _agree(value: int | None, raw: int | None) -> bool:
    return value is not None and raw is not None and value + raw == 100


def _complement(left: int | None) -> int | None:
    return 100 - left if left is not None and 0 <= left <= 100 else None
