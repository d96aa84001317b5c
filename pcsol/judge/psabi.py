"""The psABI level of an x86 processor: which systems and programs are built for it (x86-64 psABI, section 3.1.1)."""

from collections.abc import Collection
from typing import Literal

Level = Literal[0, 1, 2, 3, 4]

# In the kernel's words: pni is SSE3, abm is LZCNT, lahf_lm is LAHF-SAHF; xsave stands for OSXSAVE.
_ADDS: tuple[tuple[Level, frozenset[str]], ...] = (
    (1, frozenset({"lm", "cmov", "cx8", "fpu", "fxsr", "mmx", "sse", "sse2"})),
    (2, frozenset({"cx16", "lahf_lm", "popcnt", "pni", "ssse3", "sse4_1", "sse4_2"})),
    (3, frozenset({"avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"})),
    (4, frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"})),
)


def level(flags: Collection[str] | None) -> Level | None:
    """Return the highest level whose flags are all there; 0 for a 32-bit processor; None when no flags are known.

    None also when a 64-bit processor lacks what every one of them has: the list of flags is not whole then.
    """
    if not flags:
        return None
    have = frozenset(flags)
    if "lm" not in have:
        return 0
    reached: Level | None = None
    for number, needed in _ADDS:
        if not needed <= have:
            break
        reached = number
    return reached
