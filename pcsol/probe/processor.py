"""The processor: what the kernel and lscpu tell, and on demand what CPUID tells."""

import re
from dataclasses import fields
from typing import Any, Literal

from pcsol.errors import FactMissingError, PCSolError, UnrecordedError
from pcsol.i18n import _
from pcsol.judge import psabi, sockets
from pcsol.model.hardware.processor import Processor
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.kernel import cpuinfo
from pcsol.tools.kernel.cpuinfo import CpuText
from pcsol.tools.programs import lscpu, pycpuinfo
from pcsol.tools.world.world import World

_VENDORS = {
    "GenuineIntel": "Intel",
    "AuthenticAMD": "AMD",
    "HygonGenuine": "Hygon",
    "Shanghai": "Zhaoxin",
    "GenuineTMx86": "Transmeta",
    "CyrixInstead": "Cyrix",
}
# What the kernel writes where the processor gives no name (arch/x86/kernel/cpu/common.c, amd.c).
_NO_NAME = re.compile(r"(?i)unknown|[0-9a-f]{2}/[0-9a-f]{2}|.*model unknown|-|")


def look(world: World) -> Finding[Processor]:
    """Find the processor. Its bits and its psABI level come from its flags, never from the system that runs on it."""
    book = Notebook()
    told = _both(world, book)
    if told is None:
        return book.finding(Processor())
    if told.flags is None:
        why = _("The list of what this processor can do is missing or cut short.")
        remedy = _("Start again with `pcsol probe --cpuid`.") if world.source == "live" else ""
        book.note("processor.flags", why, remedy)
    model = clean(told.model)
    return book.finding(
        Processor(
            model=model,
            vendor=_vendor(told),
            sockets=told.sockets,
            cores=told.cores,
            threads=told.threads,
            bits=_bits(told),
            psabi_level=_level(told),
            max_mhz=cpuinfo.max_mhz(world) or told.max_mhz,
            flags=told.flags,
            family=told.family,
            model_number=told.model_number,
            stepping=told.stepping,
            socket=sockets.socket(model),
            caches=cpuinfo.caches(world) or told.caches,
            virtualisation=_virtualisation(told),
            hypervisor=_hypervisor(told),
        )
    )


def details(world: World, known: Processor) -> Finding[Processor]:
    """Return what was found with its gaps filled from CPUID. Takes some seconds, so only `--cpuid` asks for it."""
    book = Notebook()
    told = book.attempt("processor.cpuid", lambda: pycpuinfo.read(world))
    if told is None:
        return book.finding(known)
    model = clean(told.model)
    gaps = {
        "model": model,
        "vendor": _vendor(told),
        "bits": _bits(told),
        "psabi_level": _level(told),
        "flags": told.flags,
        "family": told.family,
        "model_number": told.model_number,
        "stepping": told.stepping,
        "socket": sockets.socket(model),
        "virtualisation": _virtualisation(told),
        "hypervisor": _hypervisor(told),
    }
    return book.finding(known.model_copy(update={k: v for k, v in gaps.items() if getattr(known, k) is None}))


def _both(world: World, book: Notebook) -> CpuText | None:
    """Ask the kernel and lscpu; one of them is enough: that an album holds only one is not worth a note."""
    told: list[CpuText] = []
    silent: list[PCSolError] = []
    for ask in (cpuinfo.read, lscpu.read):
        try:
            told.append(ask(world))
        except (UnrecordedError, FactMissingError) as err:
            silent.append(err)
        except PCSolError as err:
            book.note("processor", err.what, err.remedy)
    if told:
        return told[0] if len(told) == 1 else _joined(*told)
    for missing in silent:
        book.note("processor", missing.what, missing.remedy)
    return None


def _joined(kernel: CpuText, program: CpuText) -> CpuText:
    """The kernel's word first; lscpu's where the kernel says nothing, and where it counts (it sees what is offline)."""
    counts = ("sockets", "cores", "threads")
    joined: dict[str, Any] = {}
    for name in (field.name for field in fields(CpuText)):
        first, second = (kernel, program) if name not in counts else (program, kernel)
        joined[name] = getattr(second, name) if getattr(first, name) is None else getattr(first, name)
    return CpuText(**joined)


def clean(name: str | None) -> str | None:
    """Return a processor's name without trade marks and runs of blanks; None for the names that say there is none."""
    if name is None:
        return None
    plain = re.sub(r"(?i)\((?:r|tm)\)2\b", " 2", name)  # Core(TM)2
    plain = " ".join(re.sub(r"(?i)\((?:r|tm)\)", "", plain).split())
    return None if _NO_NAME.fullmatch(plain) else plain


def _vendor(told: CpuText) -> str | None:
    """VIA bought Centaur, and Zhaoxin sells its descendants under the same word: the model tells which."""
    if told.vendor == "CentaurHauls":
        return "VIA" if (told.model or "").startswith("VIA ") else "Centaur"
    return _VENDORS.get(told.vendor or "", told.vendor)


def _bits(told: CpuText) -> Literal[32, 64] | None:
    return None if told.long_mode is None else 64 if told.long_mode else 32


def _level(told: CpuText) -> psabi.Level | None:
    """Only x86 has levels: another processor's flags hold no lm either."""
    return psabi.level(told.flags) if told.long_mode is not None else None


def _virtualisation(told: CpuText) -> Literal["vt-x", "amd-v"] | None:
    flags = told.flags or ()
    if "vmx" in flags or told.virtualisation == "VT-x":
        return "vt-x"
    return "amd-v" if "svm" in flags or told.virtualisation == "AMD-V" else None


def _hypervisor(told: CpuText) -> bool | None:
    """True by the flag that a hypervisor sets, or by lscpu's word. Not every one sets it: without it, unknown."""
    return told.hypervisor or ("hypervisor" in (told.flags or ()) or None)
