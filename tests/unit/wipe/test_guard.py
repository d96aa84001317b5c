"""The guard is closed when in doubt: a disk may be erased if, and only if, every fact is known and good."""

from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.i18n import speaking
from pcsol.model.erasure.candidate import Candidate, Custody, Holding, HoldingKind, SystemRole
from pcsol.model.hardware.disk import Bus, Disk
from pcsol.model.reason import Unknown
from pcsol.wipe.guard.guard import refusals
from tests.unit.wipe.disks import FREE, LOOP, OTHER, OURS, SDC

BOTH = frozenset({"--allow-loop", "--allow-removable"})
LIFTED_BY = {"loop": "--allow-loop", "removable": "--allow-removable", "removable-unknown": "--allow-removable"}
HOLDINGS = [(Holding(kind=kind, device="sdb1", subject="x"),) for kind in get_args(HoldingKind)]
ROLES = [(role,) for role in get_args(SystemRole)]


def codes(candidate: Candidate, custody: Custody | None = OURS, lifted: frozenset[str] = frozenset()) -> set[str]:
    return {one.code for one in refusals(candidate, (candidate, OTHER), custody, lifted)}


def changed(candidate: Candidate, **facts: Any) -> Candidate:
    """Facts of the disk and of the candidate alike."""
    disk = {name: value for name, value in facts.items() if name in Disk.model_fields}
    rest = {name: value for name, value in facts.items() if name in Candidate.model_fields}
    return candidate.model_copy(update=rest | {"disk": candidate.disk.model_copy(update=disk)})


# One fact of a real disk, what is good, what is bad, and the code of each bad one.
FACTS: dict[str, tuple[list[Any], dict[str, list[Any]]]] = {
    "path": (["/dev/sdb"], {"no-path": [None, "", "bus-0"]}),
    "size_bytes": ([1, 512_000], {"size-unknown": [None], "size-zero": [0, -1]}),
    "bus": (["sata", "ata", "nvme", "sas", "scsi", "mmc", "virtio"], {"bus-unknown": [None], "removable": ["usb"]}),
    "medium": (["hdd", "ssd", "flash"], {}),
    "removable": ([False], {"removable": [True], "removable-unknown": [None]}),
    "own_medium": ([False], {"own-medium": [True], "own-medium-unknown": [None]}),
    "read_only": ([False], {"read-only": [True], "read-only-unknown": [None]}),
    "holdings": ([()], {"holdings-unknown": [None]}),
    "system_roles": ([()], {"system-roles-unknown": [None]}),
}
BAD = [(name, value, code) for name, (_good, bad) in FACTS.items() for code, values in bad.items() for value in values]


def test_a_free_disk_of_a_received_tower_may_be_erased() -> None:
    assert codes(FREE) == set()


@pytest.mark.parametrize(("name", "value", "code"), BAD)
def test_one_bad_or_unknown_fact_is_enough_to_refuse(name: str, value: Any, code: str) -> None:
    found = codes(changed(FREE, **{name: value}))
    assert code in found
    assert found - {code} <= {"removable-unknown"}


@pytest.mark.parametrize("held", HOLDINGS)
def test_everything_that_uses_a_disk_is_a_reason_of_its_own(held: tuple[Holding, ...]) -> None:
    (code,) = codes(changed(FREE, holdings=held))
    assert code == {"mount": "mounted", "swap": "swap"}.get(held[0].kind, f"held-by-{held[0].kind}")


@pytest.mark.parametrize("role", ROLES)
def test_everything_that_a_disk_is_to_the_system_is_a_reason_of_its_own(role: tuple[SystemRole, ...]) -> None:
    (code,) = codes(changed(FREE, system_roles=role))
    assert code == {"root": "system-root"}.get(role[0], role[0])


def facts() -> st.SearchStrategy[tuple[dict[str, Any], bool]]:
    """Values for every fact, and whether all of them are good."""

    def one(name: str) -> st.SearchStrategy[tuple[Any, bool]]:
        good, bad = FACTS[name]
        worse = [value for values in bad.values() for value in values]
        worse += {"holdings": HOLDINGS, "system_roles": ROLES}.get(name, [])
        fine = st.sampled_from(good).map(lambda value: (value, True))
        return st.one_of(fine, fine, fine, st.sampled_from(worse).map(lambda v: (v, False))) if worse else fine

    return st.fixed_dictionaries({name: one(name) for name in FACTS}).map(
        lambda drawn: ({k: v for k, (v, _ok) in drawn.items()}, all(ok for _v, ok in drawn.values()))
    )


custodies = st.one_of(
    st.none(),
    st.builds(
        Custody,
        code=st.sampled_from([None, "VAL-0042-D"]),
        away=st.sampled_from([None, None, "handover", "after-sales", "lent", "who knows"]),
        codes=st.sampled_from([(), (), ("A-1-A", "B-1-B")]),
        unreadable=st.sampled_from([0, 0, 1]),
        drives_counted=st.sampled_from([None, 0, 1, 9]),
    ),
)


@given(drawn=facts(), custody=custodies)
def test_a_disk_may_be_erased_if_and_only_if_every_fact_is_known_and_good(
    drawn: tuple[dict[str, Any], bool], custody: Custody | None
) -> None:
    values, good = drawn
    ours = custody is not None and bool(custody.code) and not (custody.away or custody.codes or custody.unreadable)
    assert (codes(changed(FREE, **values), custody) == set()) is (good and ours)


@given(drawn=facts(), loop=st.booleans(), lifted=st.sets(st.sampled_from([*sorted(BOTH), "--all", "loop"])))
def test_an_option_lifts_its_own_refusals_and_no_other(
    drawn: tuple[dict[str, Any], bool], loop: bool, lifted: set[str]
) -> None:
    candidate = changed(LOOP if loop else FREE, **drawn[0])
    without = codes(candidate)
    assert codes(candidate, lifted=frozenset(lifted)) == {c for c in without if LIFTED_BY.get(c) not in lifted}


@given(bus=st.sampled_from(get_args(Bus)))
def test_an_unknown_medium_counts_where_the_disk_itself_would_tell(bus: str) -> None:
    found = codes(changed(FREE, medium=None, bus=bus))
    assert ("medium-unknown" in found) is (bus in ("sata", "ata", "nvme", "mmc"))


# Loop devices


def test_a_loop_device_needs_its_option_and_no_tower() -> None:
    assert codes(LOOP) == {"loop"}
    assert codes(LOOP, None, frozenset({"--allow-loop"})) == set()
    assert codes(LOOP, Custody(away="handover"), frozenset({"--allow-loop"})) == set()
    assert codes(LOOP, lifted=frozenset({"--allow-removable"})) == {"loop"}


def test_a_disk_that_calls_itself_a_loop_device_is_treated_as_one() -> None:
    assert {"loop", "loop-file-unknown"} <= codes(changed(FREE, bus="loop"), lifted=frozenset({"--allow-removable"}))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"backing_file": None}, "loop-file-unknown"),
        ({"backing_file": "/dev/sdb"}, "loop-on-device"),
        ({"backing_deleted": True}, "loop-file-deleted"),
        ({"shows_whole_file": False}, "loop-window"),
        ({"shows_whole_file": None}, "loop-window-unknown"),
        ({"backing_file": "/srv/a\nb.img"}, "id-untypable"),
        ({"backing_file": "/srv/disk.img "}, "id-untypable"),
        ({"backing_file": "/srv/"}, "no-id"),
    ],
)
def test_a_loop_device_is_known_by_its_file_or_refused(facts: dict[str, Any], code: str) -> None:
    assert code in codes(changed(LOOP, **facts), lifted=BOTH)


@pytest.mark.parametrize(
    "twin",
    [
        {"backing_number": "8:1/9"},
        {"backing_file": "/srv/other/DISK.img", "backing_number": "8:1/9"},
        {"backing_file": "/srv/hard-link.img"},
    ],
)
def test_two_loop_devices_that_look_alike_are_both_refused(twin: dict[str, Any]) -> None:
    other = changed(LOOP, name="loop1", path="/dev/loop1", **twin)
    for one in (LOOP, other):
        assert {r.code for r in refusals(one, (LOOP, other), None, BOTH)} == {"same-as-another"}


# Which disk


@pytest.mark.parametrize("facts", [{"serial": None, "wwn": None}, {"serial": "  ", "wwn": None}])
def test_a_disk_without_any_id_is_refused(facts: dict[str, Any]) -> None:
    assert codes(changed(FREE, **facts)) == {"no-id"}


@pytest.mark.parametrize("serial", ["0123456789ABCDEF", "000000000000", "To Be Filled By O.E.M.", "AAAAAAAA"])
def test_a_serial_that_many_disks_have_is_no_id(serial: str) -> None:
    assert "id-placeholder" in codes(changed(FREE, serial=serial, wwn=None))
    assert "id-placeholder" in codes(changed(FREE, serial=serial))  # nobody noticed: the serial would be asked for
    assert codes(changed(FREE, serial=serial, serial_says_nothing=True)) == set()  # the WWN is


@pytest.mark.parametrize(
    "facts", [{"serial": "zdonated3"}, {"wwn": SDC.wwn}, {"path": SDC.path}, {"serial": SDC.wwn, "wwn": None}]
)
def test_a_disk_that_says_what_another_one_says_is_refused(facts: dict[str, Any]) -> None:
    other = changed(OTHER, serial=None) if facts.get("serial") == SDC.wwn else OTHER
    one = changed(FREE, **facts)
    assert {r.code for r in refusals(one, (one, other), OURS)} == {"same-as-another"}


def test_a_disk_that_was_not_compared_with_all_is_refused() -> None:
    assert {r.code for r in refusals(FREE, (OTHER,), OURS)} == {"not-surveyed"}
    assert "not-surveyed" in {r.code for r in refusals(FREE, (FREE, FREE), OURS)}


# Whose


@pytest.mark.parametrize(
    ("custody", "code"),
    [
        (None, "custody-unknown"),
        (Custody(), "tower-not-received"),
        (Custody(codes=("A-1-A", "B-1-B")), "tower-uncertain"),
        (OURS.model_copy(update={"unreadable": 1}), "records-unreadable"),
        (OURS.model_copy(update={"away": "handover", "away_since": datetime(2026, 5, 4, tzinfo=UTC)}), "tower-away"),
    ],
)
def test_a_tower_that_nobody_armed_is_never_erased(custody: Custody | None, code: str) -> None:
    assert codes(FREE, custody, BOTH) == {code}


# What is said


def test_every_refusal_says_in_plain_words_what_to_do_in_both_languages() -> None:
    unknown = Unknown(what="disks.sdb.holdings", why="Because of the moon.", remedy="Wait.")
    bad = [changed(FREE, **{name: value}) for name, value, _code in BAD]
    bad += [changed(FREE, holdings=held) for held in HOLDINGS] + [changed(FREE, system_roles=role) for role in ROLES]
    bad += [changed(FREE, holdings=None, unknown=(unknown,)), changed(FREE, serial="000000000000", wwn=None)]
    texts = {}
    for language in ("en", "fr"):
        with speaking(language):
            found = [r for one in bad for r in refusals(one, (one, OTHER), Custody(away="lent"))]
            texts[language] = {refusal.code: refusal.text for refusal in found}
    assert texts["en"].keys() == texts["fr"].keys()
    assert [code for code, text in texts["en"].items() if texts["fr"][code] == text] == []
    assert all(text.endswith((".", "umount`.")) and "{" not in text for text in texts["fr"].values())
    assert texts["en"]["holdings-unknown"] == "It is not known what uses sdb. Because of the moon. Wait."


def test_many_users_of_one_kind_are_one_sentence() -> None:
    held = tuple(Holding(kind="mount", device="sdb1", subject=f"/mnt/{n}") for n in range(9))
    with speaking("en"):
        (one,) = refusals(changed(FREE, holdings=held), (FREE, OTHER), OURS)
    assert one.text.startswith("sdb1 is mounted (/mnt/0, /mnt/1, /mnt/2, ...).")
