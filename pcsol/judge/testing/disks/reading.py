"""What the reading of a disk amounts to."""

from collections.abc import Iterator

from pcsol.i18n import N_, _
from pcsol.judge.criteria.wording import spoken_disk
from pcsol.judge.testing.weighed import Weighed, worst
from pcsol.model.hardware.disk import Disk
from pcsol.model.reason import Reason
from pcsol.model.testing.disks import Place, SurfaceReading
from pcsol.model.testing.run import Evidence, Result

# One slow place may be the system's own work beside it. Local choice.
_SLOW_PLACES = 3
# Far below what the slowest healthy disk of the last twenty years gives inside a tower. Local choice.
_SLOWEST_BYTES_PER_SECOND = {"hdd": 15_000_000, "ssd": 40_000_000}
_WHERE = {"beginning": N_("at its beginning"), "middle": N_("in its middle"), "end": N_("at its end")}


def judge(reading: SurfaceReading, disk: Disk) -> Weighed:
    """Return what a reading amounts to. Only a reading that came to its end can be *passed*."""
    found = tuple(_findings(reading, disk))
    result = worst(result for result, _reason in found)
    return Weighed(result, tuple(reason for _result, reason in found), tuple(_evidence(reading)))


def unopened(why: str) -> Weighed:
    """Return what a disk amounts to that could not even be opened."""
    return Weighed("failed", (Reason(code="unopened", text=why),))


def _findings(reading: SurfaceReading, disk: Disk) -> Iterator[tuple[Result, Reason]]:
    if reading.ended == "hung":
        text = _("The disk stopped answering while it was read.")
        yield "failed", Reason(code="hung", text=text)
    if reading.ended == "gone":
        yield "failed", Reason(code="gone", text=_("The disk went away while it was read. Check its cables."))
    if reading.unread:
        count = len(reading.unread)
        text = _("Places that cannot be read: {count}.").format(count=count)
        if reading.ended == "errors":
            text = _("At least {count} places cannot be read; the reading was ended there.").format(count=count)
        yield "failed", Reason(code="unreadable", value=count, limit=0, text=text)
    if reading.ended == "slow":
        yield "to-look-at", Reason(code="never-ended", text=_("The disk read so slowly that its time was over."))
    if len(reading.slow) >= _SLOW_PLACES:
        text = _("The disk needed more than a second for {count} places.").format(count=len(reading.slow))
        yield "to-look-at", Reason(code="slow-places", value=len(reading.slow), limit=_SLOW_PLACES, text=text)
    yield from _too_slow(reading, disk)


def _too_slow(reading: SurfaceReading, disk: Disk) -> Iterator[tuple[Result, Reason]]:
    """Slow everywhere: a disk that tries each place again, or a line that fell back. Through USB that is no wonder."""
    limit = _SLOWEST_BYTES_PER_SECOND.get(disk.medium or "")
    fastest = max((pace.bytes_per_second for pace in reading.paces), default=None)
    if limit is not None and fastest is not None and fastest < limit and disk.bus != "usb":
        text = _("The disk reads {speed} at best: very slow. Check its cable.").format(speed=_speed(fastest))
        yield "to-look-at", Reason(code="slow-disk", value=fastest, limit=limit, text=text)


def _evidence(reading: SurfaceReading) -> Iterator[Evidence]:
    text = _("Read: {read} of {size}, in {places} places").format(
        read=spoken_disk(reading.read_bytes), size=spoken_disk(reading.size_bytes), places=reading.places
    )
    yield Evidence(code="read", value=reading.read_bytes, limit=reading.size_bytes, unit="bytes", text=text)
    for pace in reading.paces:
        text = _("Speed {where}: {speed}").format(where=_(_WHERE[pace.where]), speed=_speed(pace.bytes_per_second))
        yield Evidence(code=f"speed-{pace.where}", value=pace.bytes_per_second, unit="bytes/s", text=text)
    for place in reading.unread:
        yield _at(place, reading, "unreadable-place", _("Unreadable at {at} ({percent} %)"))
    for place in reading.slow:
        yield _at(place, reading, "slow-place", _("Slow at {at} ({percent} %): {seconds} s"))


def _at(place: Place, reading: SurfaceReading, code: str, text: str) -> Evidence:
    percent = round(100 * place.offset_bytes / reading.size_bytes) if reading.size_bytes else 0
    text = text.format(at=spoken_disk(place.offset_bytes), percent=percent, seconds=place.seconds)
    return Evidence(code=code, value=place.offset_bytes, unit="bytes", text=text)


def _speed(bytes_per_second: float) -> str:
    return _("{megabytes} MB/s").format(megabytes=round(bytes_per_second / 1_000_000))
