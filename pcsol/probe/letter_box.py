"""The letter box, for `pcsol doctor`: at which hub this station is enrolled, how much waits, and since when."""

from pcsol.errors import StoreError
from pcsol.i18n import _, ngettext
from pcsol.model.letters.outbox import Enrolment, Letter
from pcsol.model.station import Check
from pcsol.report.quantities import moment
from pcsol.store.home import home
from pcsol.store.post import enrolled, notes, outbox


def check() -> Check:
    """Look. A station without a hub is whole: a bench may work alone."""
    title = _("Hub")
    try:
        at = home()
        here = enrolled.found(at)
        mark = enrolled.mark(here)
        letters = outbox.waiting(at, mark).letters
        refused = notes.refusals(at, mark).refused.keys() & {letter.id for letter in letters}
    except StoreError as err:  # the place for records has a check of its own
        return Check(id="hub", title=title, state="look", found=err.what, remedy=err.remedy)
    if here is None:
        return Check(id="hub", title=title, state="ok", found=_("not enrolled; records stay here"))
    if refused:
        said = ngettext("{count} record was refused", "{count} records were refused", len(refused))
        found = f"{_where(here)}; {said.format(count=len(refused))}"
        return Check(id="hub", title=title, state="look", found=found, remedy="pcsol outbox")
    if letters:
        found = f"{_where(here)}; {_waiting(letters)}"
        return Check(id="hub", title=title, state="look", found=found, remedy="pcsol push")
    return Check(id="hub", title=title, state="ok", found=_("{hub}; nothing waits").format(hub=_where(here)))


def _where(here: Enrolment) -> str:
    return _("{station} at {url}").format(station=here.station, url=here.url)


def _waiting(letters: tuple[Letter, ...]) -> str:
    said = ngettext("{count} record waits since {moment}", "{count} records wait since {moment}", len(letters))
    return said.format(count=len(letters), moment=moment(min(letter.taken_at for letter in letters)))
