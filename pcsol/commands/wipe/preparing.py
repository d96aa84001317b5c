"""From what was typed to plans: which disks, what speaks against each, what each can do, and how it would be erased."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import get_args

import typer

from pcsol.commands.wipe import naming
from pcsol.commands.wipe.gathering import Gathered, gather, lifted
from pcsol.errors import PCSolError, WipeRefusedError
from pcsol.i18n import _
from pcsol.model.erasure.candidate import Candidate, Refusal
from pcsol.model.erasure.plan import Depth, Method, Plan
from pcsol.model.profile.wipe import WipeProfile
from pcsol.model.reason import Reason
from pcsol.store.home import home
from pcsol.store.profiles import load_wipes
from pcsol.tools.world.abreast import Errand, every
from pcsol.tools.world.world import World
from pcsol.wipe.planning import planned

_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: disks, and how. `method` is one of the contract's, or the id of a profile of `profiles/wipes`."""

    disks: tuple[str, ...]
    method: str = "auto"
    verify: str | None = None
    allow_loop: bool = False
    allow_removable: bool = False
    tower: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """One disk: its plan, and every reason not to."""

    plan: Plan
    refusals: tuple[Refusal, ...]

    @property
    def candidate(self) -> Candidate:
        """The disk."""
        return self.plan.candidate

    @property
    def path(self) -> str:
        """How it is opened."""
        return self.candidate.disk.path or f"/dev/{self.candidate.disk.name}"


def prepare(world: World, asked: Asked) -> tuple[Gathered, tuple[Prepared, ...]]:
    """Look at the machine and plan each disk that was named, or every one when none was. Nothing is changed.

    Raises WipeRefusedError for a path that is no whole disk, typer.BadParameter for a method that nobody knows.
    """
    method, profile = _method(asked.method)
    wanted_depth = depth(asked.verify)
    gathered = gather(world, asked.tower)
    wanted = naming.chosen(world, gathered.candidates, asked.disks) if asked.disks else gathered.candidates
    options = lifted(loop=asked.allow_loop, removable=asked.allow_removable)
    plans = dict(_plans(world, wanted, method, wanted_depth, profile))
    return gathered, tuple(Prepared(plans[one.disk.name], gathered.refusals(one, options)) for one in wanted)


def looked_again(world: World, asked: Asked, prepared: tuple[Prepared, ...]) -> tuple[Prepared, ...]:
    """Return the same plans with what speaks against each disk by now; one that is gone has no identity."""
    gathered = gather(world, asked.tower)
    options = lifted(loop=asked.allow_loop, removable=asked.allow_removable)
    now = {one.disk.name: gathered.refusals(one, options) for one in gathered.candidates}
    return tuple(replace(one, refusals=now.get(one.candidate.disk.name, one.refusals)) for one in prepared)


def _plans(
    world: World, wanted: tuple[Candidate, ...], method: Method, verify: Depth | None, profile: WipeProfile | None
) -> Iterable[tuple[str, Plan]]:
    """Every disk is asked at once: one that hangs, or cannot be planned, keeps no other one from its plan."""
    place = home()
    by_name = {one.disk.name: one for one in wanted}
    errands = [
        Errand(name, partial(planned, world, place, one, method, verify, profile), _SECONDS)
        for name, one in by_name.items()
    ]
    for errand, future in every(world, errands):
        try:
            yield errand.name, future.result()
        except PCSolError as err:
            yield errand.name, _no_plan(by_name[errand.name], err)


def _no_plan(candidate: Candidate, err: PCSolError) -> Plan:
    """Without steps no warrant is made for it."""
    text = _("PCSol asked this disk what it can do, and got no answer: {why}").format(why=err.what)
    reasons = (Reason(code="no-answer", value=err.what, text=text),)
    return Plan(candidate=candidate, steps=(), level="none", verify="full", reasons=reasons)


def refuse(prepared: Iterable[Prepared]) -> None:
    """Raise WipeRefusedError, with every reason, when anything speaks against one of the disks. Nothing was written."""
    against = [(one, [refusal.text for refusal in one.refusals]) for one in prepared if one.refusals]
    if not against:
        return
    first, reasons = against[0]
    options = sorted({refusal.lifted_by for one, _texts in against for refusal in one.refusals if refusal.lifted_by})
    remedy = _("`pcsol wipe list` shows every disk, with what has to be typed or why it may not be erased.")
    if options and all(refusal.lifted_by for one, _texts in against for refusal in one.refusals):
        remedy = _("If that is meant, add {options}.").format(options=" ".join(options))
    raise WipeRefusedError(
        _("{disk} is not erased: {reason}").format(disk=first.path, reason=reasons[0]),
        remedy=remedy,
        details="\n".join(f"{one.path}: {text}" for one, texts in against for text in texts),
    )


def _method(typed: str) -> tuple[Method, WipeProfile | None]:
    methods: tuple[Method, ...] = get_args(Method)
    for method in methods:
        if typed == method:
            return method, None
    profiles, faults = load_wipes(home())
    for profile in profiles:
        if profile.id == typed:
            return "auto", profile
    if faults:
        raise faults[0]
    known = ", ".join([*methods, *(profile.id for profile in profiles)])
    raise typer.BadParameter(_("The methods are: {known}.").format(known=known), param_hint="--method")


def depth(typed: str | None) -> Depth | None:
    """Return how much to read back; None where nothing was said. Raises typer.BadParameter."""
    depths: tuple[Depth, ...] = get_args(Depth)
    for one in depths:
        if typed == one:
            return one
    if typed is None:
        return None
    raise typer.BadParameter(_("It is either full or sample."), param_hint="--verify")
