"""A profile as a coordinator writes it: what is refused, where, and what to write instead."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import ProfileError
from pcsol.i18n import speaking
from pcsol.judge.profiles.parse import parse_destination, parse_system
from pcsol.model.profile.destination import Destination
from pcsol.model.profile.needs import DestinationNeeds
from pcsol.store.profiles import load_profiles, shipped_folder

GOOD = """\
schema: pcsol/destination/1
id: cyber-base
rank: 15
title: Cyber-base
text: {fr: Salle en libre accès, en: Public room}
needs:
  cores: {at_least: 2, source: choix local}
  memory: {at_least: 3.5 Go, source: {fr: essai, en: trial}}
  disk:
    source: local choice
    any_of:
      - {kind: ssd, size: 0.5 TB, grade: B}
systems: [debian-13]
"""


def refusal(old: str, new: str) -> ProfileError:
    """Return the error for the good profile with one thing changed."""
    assert old in GOOD
    with pytest.raises(ProfileError) as caught, speaking("en"):
        parse_destination(GOOD.replace(old, new), "centre.yaml", ["debian-13", "primtux"])
    return caught.value


def test_a_good_profile_is_read_with_its_units() -> None:
    destination = parse_destination(GOOD, "centre.yaml")
    assert destination.needs.memory
    assert destination.needs.disk
    assert destination.needs.memory.at_least == 3.5 * (1 << 30)
    assert destination.needs.disk.any_of[0].size == 500 * 10**9


def test_what_is_french_only_is_said_in_french_to_all() -> None:
    destination = parse_destination(GOOD, "centre.yaml")
    assert destination.title.said("en") == "Cyber-base"
    assert destination.text.said("en") == "Public room"


def test_a_local_choice_is_said_in_both_languages() -> None:
    needs = parse_destination(GOOD, "centre.yaml").needs
    assert needs.cores
    assert needs.disk
    assert (needs.cores.source.said("en"), needs.disk.source.said("fr")) == ("local choice", "choix local")


def test_a_destination_goes_to_json_and_back() -> None:
    destination = parse_destination(GOOD, "centre.yaml")
    assert Destination.from_json(destination.to_json()) == destination


WRONG = {
    "a mistyped criterion": ("memory:", "memry:", 8, "needs.memry", "Did you mean `memory`?"),
    "a mistyped key at the top": ("rank:", "rnak:", 3, "rnak", "Did you mean `rank`?"),
    "a mistyped key in a criterion": (
        "at_least: 2",
        "atleast: 2",
        7,
        "needs.cores.atleast",
        "Did you mean `at_least`?",
    ),
    "a mistyped key in a list": ("size:", "sise:", 12, "needs.disk.any_of.0.sise", "Did you mean `size`?"),
    "a key from nowhere": ("rank: 15", "rank: 15\ncolour: red", 4, "colour", "Known here: schema, id, rank"),
    "a wrong unit": ("3.5 Go", "3.5 Gio", 8, "needs.memory.at_least", "Units: MB, GB, TB"),
    "a size without a unit": ("0.5 TB", "500", 12, "needs.disk.any_of.0.size", "Units: MB, GB, TB"),
    "a size in words": ("3.5 Go", "beaucoup", 8, "needs.memory.at_least", "such as 8 GB"),
    "a number between quotes": ("rank: 15", "rank: '15'", 3, "rank", "whole number"),
    "yes for a number": ("rank: 15", "rank: yes", 3, "rank", "whole number"),
    "a number that is too small": ("rank: 15", "rank: 0", 3, "rank", "Write at least 1."),
    "a number that is too large": ("rank: 15", "rank: 5000", 3, "rank", "Write at most 1000."),
    "a number of 5000 digits": ("rank: 15", "rank: " + "9" * 5000, 3, "rank", "plain whole number"),
    "a level that does not exist": (
        "cores: {at_least: 2",
        "psabi_level: {at_least: 5",
        7,
        "needs.psabi_level.at_least",
        "Allowed: 1, 2, 3, 4.",
    ),
    "a grade that does not exist": (
        "grade: B",
        "grade: E",
        12,
        "needs.disk.any_of.0.grade",
        "Allowed: `A`, `B`, `C`, `D`.",
    ),
    "a need without a source": ("at_least: 2, source: choix local", "at_least: 2", 7, "needs.cores.source", "Add it"),
    "no disk in the list": (
        "\n      - {kind: ssd, size: 0.5 TB, grade: B}",
        " []",
        11,
        "needs.disk.any_of",
        "one item per line",
    ),
    "an empty title": ("title: Cyber-base", "title:", 4, "title", "Write a value"),
    "a list for a text": ("title: Cyber-base", "title: [a]", 4, "title", "two spaces deeper"),
    "a blank title": ("title: Cyber-base", "title: '  '", 4, "title.fr", "1 to 600 characters"),
    "an id with a capital": ("id: cyber-base", "id: Cyber", 2, "id", "small letters"),
    "the same key twice": ("rank: 15", "rank: 15\nrank: 16", 4, "rank", "Keep one"),
    "a system that does not exist": ("[debian-13]", "[debian-12]", 13, "systems", "Did you mean `debian-13`?"),
    "another schema": ("destination/1", "destination/9", 1, "schema", "Allowed: `pcsol/destination/1`."),
    "a key that is a number": ("rank:", "7:", 3, "", "between quotes"),
    "an anchor": ("title: Cyber-base", "title: &a Cyber-base", 4, "", "Write the text out"),
    "an alias": ("title: Cyber-base", "title: *a", 4, "", "Write the text out"),
    "a tag": ("title: Cyber-base", "title: !!python/name:os.system x", 4, "", "Take the tag away"),
    "a tab": ("  memory", "\tmemory", 8, "", "never a tab"),
    "a colon in a text": ("title: Cyber-base", "title: Cyber: base", 4, "", "a colon in a text"),
    "a second document": ("systems:", "---\nsystems:", 13, "", "Look at this line"),
    "a control character": ("Cyber-base", "Cyber\x00base", 1, "", "plain text in UTF-8"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_profile_is_refused_with_file_line_key_and_remedy(name: str) -> None:
    old, new, line, key, remedy = WRONG[name]
    error = refusal(old, new)
    assert error.details.startswith(f"centre.yaml:{line}: {key}")
    assert f"centre.yaml is wrong, line {line}" in error.what
    assert remedy in error.remedy


def test_all_faults_stand_in_the_details() -> None:
    with pytest.raises(ProfileError) as caught:
        parse_destination(GOOD.replace("memory:", "memry:").replace("0.5 TB", "500"), "centre.yaml")
    assert [line.split(": ")[0] for line in caught.value.details.splitlines()] == ["centre.yaml:8", "centre.yaml:12"]


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "42", "[]", "# only a comment\n"])
def test_a_file_that_is_no_list_of_keys_is_refused(text: str) -> None:
    with pytest.raises(ProfileError, match="no list of keys"), speaking("en"):
        parse_destination(text, "centre.yaml")


def test_a_file_over_one_megabyte_is_refused() -> None:
    with pytest.raises(ProfileError, match="1 MB"), speaking("en"):
        parse_destination(GOOD + "#" * 1_000_001, "centre.yaml")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_a_file_nested_without_end_is_refused_before_it_harms(opening: str) -> None:
    with pytest.raises(ProfileError):
        parse_destination(opening * 100_000, "centre.yaml")


def test_a_long_value_does_not_fill_the_screen() -> None:
    assert len(refusal("3.5 Go", "9" + "x" * 100_000).what) < 200
    assert len(refusal("rank:", "x" * 100_000 + ":").what) < 200


@given(st.text(max_size=200))
def test_no_text_makes_anything_but_a_profile_error(text: str) -> None:
    with pytest.raises(ProfileError):
        parse_destination(text, "centre.yaml")


@given(st.integers(0, len(GOOD) - 1), st.sampled_from([*"\t:-{}[]&*!|>'\"#%@`?,\x00é9", "", "\n", "\n  "]))
def test_no_slip_of_a_finger_makes_anything_but_a_profile_error(place: int, slip: str) -> None:
    error = None
    try:
        parse_destination(GOOD[:place] + slip + GOOD[place + 1 :], "centre.yaml")
    except ProfileError as err:
        error = err
    assert error is None or (error.details.startswith("centre.yaml:") and error.remedy)


def test_a_system_is_read() -> None:
    system = parse_system("schema: pcsol/system/1\nid: x\ntitle: X\nuntil: 2030-06-30\nneeds: {}\n", "x.yaml")
    assert system.until == "2030-06-30"


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(ProfileError) as caught, speaking("en"):
        parse_system("schema: pcsol/system/1\nid: x\ntitle: X\nuntil: soon\nneeds: {}\n", "x.yaml")
    assert (caught.value.details.split(": ")[1], caught.value.remedy) == ("until", "Write year and month: 2029-04.")


def _own(home: Path, kind: str, name: str, text: str) -> Path:
    folder = home / "profiles" / kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_without_own_profiles_the_shipped_ones_serve(tmp_path: Path) -> None:
    assert load_profiles(tmp_path) == load_profiles(None)


def test_an_own_profile_stands_beside_the_shipped_ones_by_rank(tmp_path: Path) -> None:
    _own(tmp_path, "destinations", "cyber.yaml", GOOD)
    ids = [destination.id for destination in load_profiles(tmp_path).destinations]
    assert ids == ["family", "cyber-base", "office", "school", "workshop", "parts"]


def test_the_same_id_replaces_the_shipped_one(tmp_path: Path) -> None:
    _own(tmp_path, "destinations", "ours.yaml", GOOD.replace("id: cyber-base", "id: family"))
    family = next(d for d in load_profiles(tmp_path).destinations if d.id == "family")
    assert family.title.fr == "Cyber-base"


def test_an_own_destination_may_name_an_own_system(tmp_path: Path) -> None:
    _own(tmp_path, "systems", "ours.yaml", "schema: pcsol/system/1\nid: ours\ntitle: X\nneeds: {}\n")
    _own(tmp_path, "destinations", "cyber.yaml", GOOD.replace("debian-13", "ours"))
    assert load_profiles(tmp_path).faults == ()


@pytest.mark.parametrize("content", [b"nonsense", b"\xff\xfe\x00", b"", GOOD.replace("rank", "rnak").encode()])
def test_a_faulty_own_profile_is_reported_and_the_shipped_one_serves(tmp_path: Path, content: bytes) -> None:
    _own(tmp_path, "destinations", "family.yaml", "").write_bytes(content)
    shelf = load_profiles(tmp_path)
    assert shelf.destinations == load_profiles(None).destinations
    assert len(shelf.faults) == 1
    assert "family.yaml" in shelf.faults[0].what


def test_two_own_profiles_with_one_id_are_reported(tmp_path: Path) -> None:
    _own(tmp_path, "destinations", "a.yaml", GOOD)
    _own(tmp_path, "destinations", "b.yml", GOOD)
    (fault,) = load_profiles(tmp_path).faults
    assert "b.yml" in fault.what
    assert "a.yaml" in fault.what


def test_what_other_systems_leave_on_a_stick_is_no_profile(tmp_path: Path) -> None:
    _own(tmp_path, "destinations", "._family.yaml", "\x00\x05")
    _own(tmp_path, "destinations", "notes.txt", "x")
    (tmp_path / "profiles/destinations/folder.yaml").mkdir()
    assert load_profiles(tmp_path).faults == ()


def test_a_mark_at_the_start_of_a_windows_text_does_not_matter(tmp_path: Path) -> None:
    _own(tmp_path, "destinations", "cyber.yaml", "\ufeff" + GOOD.replace("\n", "\r\n"))
    assert load_profiles(tmp_path).faults == ()


def test_a_folder_of_profiles_that_is_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles/destinations").write_text("x")
    assert [fault.code for fault in load_profiles(tmp_path).faults] == [ProfileError.code]


def test_the_shipped_folder_is_there() -> None:
    assert {folder.name for folder in shipped_folder().iterdir()} >= {"destinations", "systems"}


def test_every_need_can_be_written_alone() -> None:
    assert set(DestinationNeeds.model_fields) == {
        "bits", "psabi_level", "generation", "cores", "memory", "disk", "graphics", "firmware", "firmware_year", "tpm",
        "nothing_better",
    }  # fmt: skip
