"""Which list of tests, and whether a person stays for those that need one."""

from collections.abc import Mapping

import typer

from pcsol.commands.dialogue import asking
from pcsol.diagnostics import outcomes
from pcsol.diagnostics.plan import Laid
from pcsol.i18n import _
from pcsol.model.profile.testing import TestProfile
from pcsol.model.reason import Reason
from pcsol.report.erasure.words import span
from pcsol.store import home
from pcsol.store.profiles import load_tests


def profile(quick: bool, full: bool, named: str | None) -> TestProfile:  # noqa: FBT001  # Typer's
    """Return the list of tests that was asked for. Raises BadParameter, or ProfileError where its file is wrong."""
    asked = [name for name, given in (("quick", quick), ("full", full), (named, named is not None)) if given]
    if len(asked) > 1:
        raise typer.BadParameter(_("Give one of --quick, --full and --profile."), param_hint="--profile")
    return of_name((asked[0] if asked else None) or "quick")


def of_name(wanted: str) -> TestProfile:
    """Return the list of tests of this id. Raises BadParameter, or ProfileError where its file is wrong."""
    profiles, faults = load_tests(home.home())
    for fault in faults:
        asking.tell(f"{fault.what} {fault.remedy}")
    found = next((one for one in profiles if one.id == wanted), None)
    if found is None:
        known = ", ".join(one.id for one in profiles)
        text = _("There is no list of tests `{id}`. There are: {known}.").format(id=wanted, known=known)
        raise typer.BadParameter(text, param_hint="--profile")
    return found


def left_out(laid: Laid, wanted: bool | None, *, may_ask: bool) -> Mapping[str, Reason]:  # noqa: FBT001  # Typer's
    """Return the guided tests that are not to be done, by id, with the reason. `wanted`: as the command line says."""
    guided = [one.id for one in laid.plan.tests if one.kind == "guided"]
    if wanted is False:
        return dict.fromkeys(guided, outcomes.not_wanted())
    if not (may_ask and asking.is_a_person_there()):
        return dict.fromkeys(guided, outcomes.nobody())
    if wanted is None and guided and not asking.confirm(_offer(laid)):
        return dict.fromkeys(guided, outcomes.not_wanted())
    return {}


def _offer(laid: Laid) -> str:
    asking.tell(
        _("Some tests need a person at the tower, for about {span}; the others run meanwhile.").format(
            span=span(laid.plan.guided_seconds)
        )
    )
    return _("Do you stay for them?")
