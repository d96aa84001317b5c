"""What an interrupted run means for each test that was going on. Pure."""

from collections.abc import Mapping

from pcsol.i18n import _
from pcsol.judge.testing.weighed import worst
from pcsol.model.reason import Reason
from pcsol.model.testing.notes import Going, Notes
from pcsol.model.testing.run import Evidence, Planned, Tested

# So often a test may be cut off before it counts as what does it, though it does not heat or fill anything.
_CUT_BY_THE_TOWER, _CUT_BY_PCSOL = 2, 3
_WENT_DOWN = "went-down"


def resumed(notes: Notes, boot: str, crash: str = "") -> Notes:
    """Return the notes with which the run goes on in this start of the machine.

    Another boot id: the tower went down, and the exerting tests that were going on have failed. The same one: PCSol
    was ended. Otherwise the tests that were going on are done again, but not for ever; `with_downs` tells of it then.
    `crash`: what the kernel kept.
    """
    went_down = not boot or notes.boot != boot
    cut = {**notes.cut, **{one.id: notes.cut.get(one.id, 0) + 1 for one in notes.going}}
    planned = {one.id: one for one in notes.plan.tests}
    blamed = [one for one in notes.going if one.id in planned and _is_blamed(one, cut, went_down=went_down)]
    done = tuple(_tested(one, planned, blamed, crash, went_down=went_down) for one in blamed)
    going = tuple(one.id for one in notes.going)
    changes = {
        "boot": boot,
        "going": (),
        "cut": cut,
        "downs": (*notes.downs, going) if went_down and going else notes.downs,
        "done": (*notes.done, *done),
        "resumed": notes.resumed + 1,
    }
    return notes.model_copy(update=changes)


def with_downs(tested: Tested, notes: Notes) -> Tested:
    """Return what came of a test with the tower's going down in it as a finding, though it was done again and passed.

    What is required and was not tested stays so: no grade is given without it.
    """
    downs = [down for down in notes.downs if tested.id in down]
    if not downs or any(why.code == _WENT_DOWN for why in tested.reasons):
        return tested
    others = [one.title for one in notes.plan.tests if one.id != tested.id and any(one.id in down for down in downs)]
    is_missing = tested.required and tested.result == "not-tested"
    changes = {
        "result": tested.result if is_missing else worst((tested.result, "to-look-at")),
        "reasons": (*tested.reasons, _went_down(tested.title), *_at_the_same_time(others)),
        "interrupted": True,
    }
    return tested.model_copy(update=changes)


def _is_blamed(one: Going, cut: Mapping[str, int], *, went_down: bool) -> bool:
    if went_down:
        return one.exerts or cut[one.id] >= _CUT_BY_THE_TOWER
    return cut[one.id] >= _CUT_BY_PCSOL


def _tested(one: Going, planned: Mapping[str, Planned], blamed: list[Going], crash: str, *, went_down: bool) -> Tested:
    facts = planned[one.id].model_dump()
    if not went_down:
        text = _("PCSol was ended {count} times during the test “{title}”. Look whether the memory is enough.")
        said = text.format(count=_CUT_BY_PCSOL, title=planned[one.id].title)
        why = Reason(code="ended-in-it", value=_CUT_BY_PCSOL, text=said)
        return Tested(**facts, result="to-look-at", reasons=(why,), interrupted=True)
    others = [planned[other.id].title for other in blamed if other is not one]
    evidence = [Evidence(code="crash-report", value=crash, text=_("The kernel kept: {text}").format(text=crash))]
    return Tested(
        **facts,
        result="failed" if one.exerts else "to-look-at",
        reasons=(_went_down(planned[one.id].title), *_at_the_same_time(others)),
        evidence=tuple(evidence if crash else ()),
        interrupted=True,
    )


def _went_down(title: str) -> Reason:
    text = _(
        "The tower went down during the test “{title}”: it froze, started again or lost its power. "
        "Did somebody switch it off or unplug it? Then test it again with `pcsol test --again`."
    )
    return Reason(code=_WENT_DOWN, text=text.format(title=title))


def _at_the_same_time(others: list[str]) -> tuple[Reason, ...]:
    if not others:
        return ()
    text = _("At the same time went on: {others}. Which one it was is not known.")
    return (Reason(code="several-went-on", text=text.format(others=", ".join(others))),)
