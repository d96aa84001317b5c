"""All that a comparison can find: whoever writes advice has one for each of these."""

from typing import Final

# (part, change) of each difference that is to look at.
FINDINGS: Final[frozenset[tuple[str, str]]] = frozenset({
    ("tower", "changed"),
    ("disk", "missing"), ("disk", "added"), ("disk", "changed"), ("disk", "moved"), ("disk", "slower"),
    ("disk", "errors"), ("disk", "worse"),
    ("memory", "missing"), ("memory", "added"), ("memory", "changed"), ("memory", "moved"), ("memory", "slower"),
    ("memory", "single-channel"),
    ("processor", "changed"), ("processor", "worse"),
    ("graphics", "missing"), ("graphics", "added"), ("network", "missing"), ("network", "added"),
    ("sound", "missing"), ("sound", "added"), ("optical", "missing"), ("optical", "added"),
    ("usb", "missing"), ("usb", "added"), ("ports", "missing"), ("ports", "slower"),
    ("firmware", "changed"), ("fan", "missing"), ("fan", "worse"),
    ("temperature", "missing"), ("temperature", "hotter"), ("clock", "reset"), ("clock", "drifted"),
})  # fmt: skip
