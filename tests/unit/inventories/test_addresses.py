"""inventories.yaml: read with the line of every fault, and no fault shows a secret."""

from pathlib import Path

import pytest

from pcsol.errors import ProfileError
from pcsol.i18n import speaking
from pcsol.judge.profiles.inventories import EXAMPLE, parse_inventories
from pcsol.model.inventory.addresses import GlpiAddress, SnipeItAddress
from pcsol.store.inventories.addresses import FILE, addresses, may_be_read_by_others

GLPI = "siege:\n  kind: glpi\n  url: https://glpi.example.org/\n"
SNIPE = "parc:\n  kind: snipeit\n  url: https://parc.example.org\n"


def wrong(text: str) -> ProfileError:
    with speaking("fr"), pytest.raises(ProfileError) as caught:
        parse_inventories(text, FILE)
    return caught.value


def test_each_kind_is_read() -> None:
    text = GLPI + '  user: pcsol\n  password: "0123"\n' + SNIPE
    text += "  token: abc\n  statuses:\n    ready: 4\n  fields:\n    grade: État\ndh:\n  kind: devicehub\n"
    text += "  url: https://dh.example.org\n  token: abc\n"
    found = parse_inventories(text, FILE)
    assert list(found) == ["siege", "parc", "dh"]
    glpi, snipe = found["siege"], found["parc"]
    assert isinstance(glpi, GlpiAddress)
    assert isinstance(snipe, SnipeItAddress)
    assert (glpi.url, glpi.password and glpi.password.get_secret_value()) == ("https://glpi.example.org", "0123")
    assert (snipe.statuses.ready, snipe.fields.grade) == ("4", "État")


def test_what_is_shown_as_an_example_can_be_read() -> None:
    assert list(parse_inventories(EXAMPLE, FILE)) == ["glpi"]
    assert parse_inventories("# rien encore\n---\n", FILE) == {}


def test_no_secret_is_in_what_a_program_prints() -> None:
    found = parse_inventories(GLPI + "  user: pcsol\n  password: hush-hush\n", FILE)["siege"]
    assert "hush" not in f"{found!r} {found} {found.to_json()}"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (GLPI + "  passwort: hush-4711\n", 4, "password"),
        (GLPI + "  user: pcsol\n", 4, "password"),
        (GLPI + "  user: pcsol\n  password: 4711\n", 5, "guillemets"),
        (GLPI + "  user: pcsol\n  password: [4711]\n", 5, "guillemets"),
        (GLPI + "  user: pcsol\n  password: yes\n", 5, "guillemets"),
        (GLPI + "  client_id: hush\n", 4, "client_secret"),
        (GLPI + "  compress: 4711\n", 4, "true"),
        ("siege:\n  kind: glpj\n  url: https://x.org\n", 2, "glpi"),
        ("siege:\n  url: https://x.org\n", 1, "glpi"),
        ("siege:\n  kind: glpi\n  url: glpi.example.org\n", 3, "https"),
        ("siege:\n  kind: glpi\n  url: https://me:hush-4711@glpi.example.org\n", 3, "https"),
        ("siege:\n  kind: glpi\n", 1, "url"),
        (SNIPE, 1, "token"),
        (SNIPE + "  token: héhé-4711\n", 4, "guillemets"),
        (SNIPE + "  token: a\n  statuses:\n    redy: x\n", 6, "ready"),
        (SNIPE + "  token: a\n  fields:\n    colour: x\n", 6, "grade"),
        ("Siège social:\n  kind: glpi\n", 1, "minuscules"),
        ("../siege:\n  kind: glpi\n", 1, "minuscules"),
        ("siege: hush-4711\n", 1, "espaces"),
        ("- siege\n", 1, ""),
        ("siege:\n  kind: glpi\n  kind: glpi\n", 3, ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_without_what_stands_there(text: str, line: int, word: str) -> None:
    fault = wrong(text)
    told = f"{fault.what} {fault.remedy} {fault.details}"
    assert f"ligne {line}" in fault.what or f"{FILE}:{line}:" in fault.details
    assert word in told
    assert "hush" not in told
    assert "4711" not in told or "compress" in text


def test_a_home_without_the_file_knows_none_and_a_file_for_all_is_told(tmp_path: Path) -> None:
    assert addresses(tmp_path) == {}
    assert not may_be_read_by_others(tmp_path)
    (tmp_path / FILE).write_text(GLPI, "utf-8")
    (tmp_path / FILE).chmod(0o644)
    assert list(addresses(tmp_path)) == ["siege"]
    assert may_be_read_by_others(tmp_path)
    (tmp_path / FILE).chmod(0o600)
    assert not may_be_read_by_others(tmp_path)
