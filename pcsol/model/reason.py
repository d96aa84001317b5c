"""Why: the smallest unit of every judgement."""

from pcsol.model.noun import Noun


class Reason(Noun):
    """One fact that weighed: `value` was met, `limit` was wanted; `text` says it in the language of the moment."""

    code: str
    value: int | float | str | bool | None = None
    limit: int | float | str | bool | None = None
    text: str


class Unknown(Noun):
    """What PCSol could not find out, why, and what to do. `what` is a dotted place such as `disks.sda.smart`."""

    what: str
    why: str
    remedy: str = ""
