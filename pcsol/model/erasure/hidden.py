"""Areas that a disk hides from whoever reads it: found, opened, or said to be left."""

from typing import Literal

from pcsol.model.noun import Noun


class HiddenArea(Noun):
    """`kind`: HPA and DCO (to ACS-2), AMAX (from ACS-3 on). Logical sectors; None is *not known*.

    state: "none" hides nothing; "opened" is visible now; "kept" is still hidden; "unknown" could not be asked about.
    """

    kind: Literal["hpa", "dco", "amax"]
    state: Literal["none", "opened", "kept", "unknown"]
    visible_sectors: int | None = None
    whole_sectors: int | None = None
    text: str


class HiddenAreas(Noun):
    """What was found and done. `size_bytes`: what the kernel shows now; `power_cycle`: the disk shows more than the
    kernel took notice of, and must be switched off and on first. `evidence`: raw answers, in order."""

    areas: tuple[HiddenArea, ...] = ()
    size_bytes: int | None = None
    power_cycle: bool = False
    evidence: tuple[str, ...] = ()

    def after(self, earlier: "HiddenAreas | None") -> "HiddenAreas":
        """Return this look at a disk with what an earlier run of the same job opened: that hides nothing now.

        Only where the disk says so; an area that it hides once more, or does not tell of, stands as it was seen now.
        """
        if earlier is None:
            return self
        opened = {area.kind: area for area in earlier.areas if area.state == "opened"}
        areas = tuple(opened.get(area.kind, area) if area.state == "none" else area for area in self.areas)
        return self.model_copy(update={"areas": areas, "evidence": (*earlier.evidence, *self.evidence)})

    @property
    def untold(self) -> bool:
        """The disk was asked, and did not tell of each way to hide something whether it does."""
        return any(area.state == "unknown" for area in self.areas)

    @property
    def closed(self) -> bool:
        """Something is, or may be, still hidden."""
        return self.power_cycle or any(area.state in ("kept", "unknown") for area in self.areas)
