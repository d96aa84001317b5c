"""The processor."""

from pcsol.i18n import N_, _
from pcsol.model.hardware.processor import Cache, Processor
from pcsol.report import words
from pcsol.report.quantities import frequency, memory_size
from pcsol.report.sheet import Row, Section

# What each level of the x86-64 psABI means to whoever installs a system.
_LEVELS = {
    0: N_("32 bits only: no current system"),
    1: N_("v1: oldest 64-bit kind, few systems"),
    2: N_("v2: current systems"),
    3: N_("v3: current and coming systems"),
    4: N_("v4: everything"),
}


def section(processor: Processor) -> Section:
    """Return what matters of the processor."""
    rows = [
        Row(_("Model"), words.known(processor.model)),
        Row(_("Cores"), _cores(processor)),
        Row(_("Bits"), words.known(processor.bits)),
        Row(_("Level"), words.known(processor.psabi_level, lambda level: _(_LEVELS[level]))),
        Row(_("Speed"), words.known(processor.max_mhz, frequency)),
        Row(_("Caches"), _caches(processor.caches)),
        Row(
            _("Virtual machines"),
            words.known(processor.virtualisation, lambda name: name.upper().replace("VT-X", "VT-x")),
        ),
    ]
    if processor.hypervisor:
        rows.append(Row(_("Note"), _("this is itself a virtual machine"), "look"))
    return Section(_("Processor"), tuple(rows))


def _cores(processor: Processor) -> str:
    if processor.cores is None:
        return words.unknown()
    if processor.threads is None:
        return str(processor.cores)
    return _("{cores}, {threads} threads").format(cores=processor.cores, threads=processor.threads)


def _caches(caches: tuple[Cache, ...] | None) -> str:
    if not caches:
        return words.unknown()
    sizes: dict[int, int] = {}
    for cache in caches:
        if cache.kind != "instruction":
            sizes[cache.level] = max(cache.size_bytes, sizes.get(cache.level, 0))
    return ", ".join(f"L{level} {memory_size(size)}" for level, size in sorted(sizes.items())) or words.unknown()
