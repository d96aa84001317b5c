"""Which files serve: a centre's own where they are right, PCSol's everywhere else. Pure."""

from collections.abc import Collection, Iterator

from pcsol.checklist.load import Read
from pcsol.checklist.load.references import broken, known, undrawn
from pcsol.errors import ProfileError
from pcsol.i18n import _

Files = dict[str, Read]


def that_serve(shipped: Files, own: Files, drawings: Collection[str] | None) -> tuple[list[Read], list[ProfileError]]:
    """Return the files that serve, by id, and what is wrong with the others.

    A centre's own file that refers to nothing, or that takes away what one of PCSol's needs, is left out; PCSol's of
    that id serves again. Each round leaves one out at least: what is left out may have been what another referred to.
    """
    shipped, own, faults = dict(shipped), dict(own), list[ProfileError]()
    for id_ in [id_ for id_ in own.keys() & shipped.keys() if own[id_].noun.kind != shipped[id_].noun.kind]:
        faults.append(_another_kind(own.pop(id_), shipped[id_]))
    while True:
        files = shipped | own
        there = known(files.values(), drawings)
        wrong = next(((id_, found) for id_, one in files.items() if (found := broken(one, there))), None)
        if wrong is None:
            break
        id_, found = wrong
        if id_ in own:
            own.pop(id_)
            faults += found
        elif (cause := _cause(files[id_], shipped, own)) is not None:
            faults.append(_needed(own.pop(cause), files[id_], found[0]))
        else:
            shipped.pop(id_)
            faults += found
    faults += [fault for one in files.values() for fault in undrawn(one, there)]
    return [files[id_] for id_ in sorted(files)], faults


def lacking(file: Read, others: Files) -> Iterator[ProfileError]:
    """Return what other files would lack if this one stood among them."""
    same = others.get(file.noun.id)
    if same is not None and same.noun.kind != file.noun.kind:
        yield _another_kind(file, same)
        return
    before, after = known(others.values(), None), known((others | {file.noun.id: file}).values(), None)
    for one in others.values():
        if one is not same and not broken(one, before) and (found := broken(one, after)):
            yield _needed(file, one, found[0])


def _cause(victim: Read, shipped: Files, own: Files) -> str | None:
    """Return the own file without which one of PCSol's is whole again."""
    for id_ in own.keys() & shipped.keys():
        without = shipped | {other: one for other, one in own.items() if other != id_}
        if not broken(victim, known(without.values(), None)):
            return id_
    return None


def _another_kind(one: Read, other: Read) -> ProfileError:
    problem = _("`{id}` is the id of a file of the kind `{kind}`").format(id=one.noun.id, kind=other.noun.kind)
    return one.fault(("id",), problem, _("Give it another id."))


def _needed(one: Read, victim: Read, fault: ProfileError) -> ProfileError:
    problem = _("`{id}` needs what this file leaves out").format(id=victim.noun.id)
    remedy = _("Put it back, or change a copy of `{id}` as well.").format(id=victim.noun.id)
    return one.fault(("id",), problem, f"{remedy} {fault.what}")
