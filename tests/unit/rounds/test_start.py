"""The guided menu with its doors injected: every key does what the screen says, and nothing is lost on the way."""

import pytest

from pcsol.errors import WipeRefusedError
from pcsol.i18n import speaking
from pcsol.model.erasure.candidate import Refusal
from pcsol.model.erasure.listing import ListedDisk
from pcsol.model.hardware.disk import Disk
from pcsol.model.hardware.machine import Identity
from pcsol.rounds.sofar import SoFar, next_step
from tests.towers import FAILING, GOOD, TOWERS
from tests.unit.rounds.visit import TAKEN, Bench, screens, shown, visit

WITHOUT_MARKS = GOOD.model_copy(update={"identity": Identity()})


def test_the_first_screen_says_what_it_is_what_to_do_and_that_it_is_saved():
    text = shown(Bench(looks=[FAILING]))
    for wanted in (
        "ThinkCentre M73",
        "À faire",
        "Disque sdb",
        "Sauvé sur la clé",
        "collez une étiquette",
        "X : éteindre",
    ):
        assert wanted in text


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", TOWERS)
@pytest.mark.parametrize("lines", [20, 24])
def test_the_first_screen_fits_with_everything_that_can_go_wrong(name, lang, lines):
    bench = Bench(looks=[TOWERS[name]], failing_tries=99)
    text = shown(bench, lang=lang, notice="settings.yaml, ligne 3 : " + "une faute " * 30, size=(60, lines))
    screen = text.split("\n", 2)[2].removesuffix("\n").split("\n")
    assert len(screen) <= lines
    assert max(map(len, screen)) <= 60
    assert screen[-1].endswith("> ")
    assert "PAS ENCORE SAUVÉ" in text


def test_the_look_is_kept_before_it_is_shown():
    bench = Bench()
    shown(bench)
    assert bench.kept == [(GOOD, None)]


def test_enter_shows_the_rest_page_by_page_with_the_state_on_each():
    text = shown(Bench(failing_tries=99), "", "", "", "q")
    pages = [screen for screen in screens(text) if "Page " in screen]
    assert len(pages) >= 3
    assert all("PAS ENCORE SAUVÉ" in page for page in pages)


def test_another_key_leaves_the_pages():
    text = shown(Bench(), "", "x")
    assert "Page 1 sur" in text
    assert "Page 2 sur" not in text
    assert text.count("X : éteindre") == 2


def test_a_wrong_key_gets_one_line_of_help():
    assert "Cette touche ne fait rien ici" in shown(Bench(), "z")
    assert "Cette touche ne fait rien ici" in shown(Bench(), "\x1b[A")


def test_what_happened_to_the_stick_is_told_once_beside_another_notice():
    first, second, *_more = screens(shown(Bench(happened=["La clé a été réparée."]), "z", "z", notice="Ligne 3."))
    assert "La clé a été réparée. Ligne 3." in first
    assert "réparée" not in second


def test_help_explains_the_keys_on_pages_that_fit():
    for screen in screens(shown(Bench(), "a", "", ""))[1:3]:
        assert len(screen.strip("\n").split("\n")) <= 20
    assert "éteindre la tour" in shown(Bench(), "?")


def test_the_language_changes_at_once_and_back():
    bench = Bench()
    text = shown(bench, "e", "f")
    assert bench.told_in == ["en", "fr"]
    assert [("Enter:" in screen, "Entrée :" in screen) for screen in screens(text)] == [
        (False, True),
        (True, False),
        (False, True),
    ]


def test_c_asks_for_the_code_and_the_next_step_knows_it():
    bench = Bench()
    text = shown(bench, "c")
    assert bench.received == [None]
    assert "VAL-0042-D est enregistrée" in text
    assert "Ensuite : VAL-0042-D" in text


def test_a_scanner_needs_no_key_before():
    bench = Bench()
    shown(bench, "VAL-0042-D")
    assert bench.received == ["VAL-0042-D"]


def test_a_scanner_is_heard_on_any_page():
    bench = Bench()
    shown(bench, "a", "VAL-0042-D")
    assert bench.received == ["VAL-0042-D"]


def test_a_code_that_is_refused_is_said_with_its_remedy():
    text = shown(Bench(refusal=TAKEN), "c")
    assert "This code is taken. Use a new sticker." in " ".join(text.split())
    assert "collez une étiquette" in screens(text)[-1]


def test_a_tower_that_nothing_tells_apart_is_kept_under_its_code_too():
    bench = Bench(looks=[WITHOUT_MARKS])
    shown(bench, "c", "r")
    assert [code for _probe, code in bench.kept] == [None, "VAL-0042-D", "VAL-0042-D"]


def test_a_known_tower_is_kept_under_its_code():
    bench = Bench(known_as="VAL-0007-X")
    assert "Ensuite : VAL-0007-X" in shown(bench)
    assert bench.kept[0][1] == "VAL-0007-X"


def test_looking_again_shows_what_differs_and_keeps_it():
    more = GOOD.model_copy(update={"disks": (*GOOD.disks, Disk(name="sdz", model="Invented 9000", serial="ZINV9"))})
    bench = Bench(looks=[GOOD, more])
    text = shown(bench, "r", "")
    assert "Invented 9000 (ZINV9)" in text
    assert "quelque chose a changé" in text
    assert len(bench.kept) == 2


def test_looking_again_at_the_same_says_so():
    assert "rien n'a changé" in shown(Bench(), "r")


def test_what_could_not_be_saved_is_tried_again_while_waiting_and_the_screen_says_when_it_is():
    bench = Bench(failing_tries=3)
    text = shown(bench, None, None, None)
    assert "PAS ENCORE SAUVÉ" in screens(text)[0]
    assert "Sauvé sur la clé" in screens(text)[-1]
    assert len(screens(text)) == 2, "a screen that says the same is not shown again"


def test_it_is_tried_again_at_each_key():
    bench = Bench(failing_tries=2)
    assert "Sauvé sur la clé" in screens(shown(bench, "z", "z"))[-1]


def test_power_off_with_all_saved_asks_nothing():
    text, ended = visit(Bench(), "x")
    assert ended
    assert "PERDRE" not in text


def test_power_off_with_something_unsaved_asks_and_enter_is_no():
    text, ended = visit(Bench(failing_tries=99), "x", "", None, None, None, None)
    assert not ended
    assert "1 fiche n'est qu'en mémoire" in text
    assert "n'a pas été éteinte" in screens(text)[-1]


@pytest.mark.parametrize("word", ["perdre", "LOSE", "Perdre"])
def test_a_clear_word_loses_it(word):
    assert visit(Bench(failing_tries=99), "x", word)[1]


@pytest.mark.parametrize("word", ["oui", "o", "x", "perd", "\x1b"])
def test_any_other_word_loses_nothing(word):
    assert not visit(Bench(failing_tries=99), "x", word)[1]


def test_the_end_of_input_is_a_no():
    assert not visit(Bench(failing_tries=99), "x")[1]


def test_a_stick_that_comes_back_during_the_question_saves_and_ends():
    bench = Bench(failing_tries=4)
    assert visit(bench, "x", None, None, None)[1]
    assert bench.waiting == 0


def test_a_stick_that_needs_a_moment_after_enter_is_waited_for():
    bench = Bench(failing_tries=5)
    assert visit(bench, "x", "", None, None, None)[1]
    assert bench.waiting == 0


GIVEN = ListedDisk(
    path="/dev/sda", id="ZA1", eligible=True, kind="disk", name="sda", model="Seagate 500", serial="ZA1",
    size_bytes=500_107_862_016,
)  # fmt: skip
STICK = ListedDisk(
    path="/dev/sdb", id="U1", eligible=False, kind="disk", name="sdb", model="Clé PCSol",
    refusals=(Refusal(code="own-medium", text="PCSol lui-même en démarre."),),
)  # fmt: skip


def flat(text: str) -> str:
    return " ".join(text.split())


def test_there_are_six_entries_and_the_rest_is_one_level_below():
    first, helped, *_more = screens(shown(Bench(), "a", ""))
    keys = first.split("code.")[-1]
    assert [key in keys for key in ("Entrée :", "C :", "T :", "D :", "A :", "X :")] == [True] * 6
    assert keys.count(" : ") == 6
    assert "R : revoir" in helped


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("size", [(60, 20), (64, 24)])
def test_every_level_fits_the_screen(lang, size):
    listed = tuple(GIVEN.model_copy(update={"name": f"sd{letter}"}) for letter in "abcdefghijkl")
    bench = Bench(failing_tries=99, listed=(*listed, STICK))
    for script in (["a", "", "", ""], ["d", "", "", ""], ["", "", "", ""]):
        text = shown(bench, *script, lang=lang, size=size).replace("\nPCSol", "")
        for screen in screens(text)[1:]:
            lines = [
                line
                for line in screen.removesuffix("\n").split("\n")
                if not line.startswith(("PCSol looks", "PCSol regarde"))
            ]
            assert len(lines) <= size[1] + 1
            assert max(map(len, lines)) <= size[0]


def test_t_tests_the_tower_and_the_next_step_knows_it():
    bench = Bench(known_as="VAL-0007-X")
    before, _during, after = (flat(one) for one in screens(shown(bench, "t", "")))
    assert bench.errands == ["test"]
    assert "tapez T" in before
    assert "tapez D : 1 disque n'est pas encore effacé" in after


@pytest.mark.parametrize("script", [["l", ""], ["a", "l", ""]])
def test_the_long_tests_are_one_level_below_and_their_key_works_at_once_too(script):
    bench = Bench()
    shown(bench, *script)
    assert bench.errands == ["test --full"]


def test_a_batch_is_one_level_below_and_the_code_that_it_was_given_is_known_after_it():
    bench = Bench()
    *_before, after = (flat(one) for one in screens(shown(bench, "a", "b", "")))
    assert bench.errands == ["batch"]
    assert "VAL-0099-K" in after


def test_what_a_test_said_stays_until_a_key():
    assert "retour au menu" in screens(shown(Bench(), "t", ""))[1]


def test_d_shows_the_seven_steps_and_which_disk_may_be_erased_and_erases_none():
    bench = Bench(listed=(GIVEN, STICK))
    text = flat(shown(bench, "d", "q"))
    assert bench.errands == ["disks of None"]
    for wanted in (
        "Seagate 500",
        "500 Go",
        "PCSol lui-même en démarre",
        "5 Vous tapez le numéro du disque",
        "1 : effacer ce disque",
    ):
        assert wanted in text


@pytest.mark.parametrize("key", ["1", "&"])
def test_the_number_of_a_disk_hands_over_to_the_erasing_command(key):
    bench = Bench(listed=(STICK, GIVEN), known_as="VAL-0007-X")
    shown(bench, "d", key, "")
    assert bench.errands == ["disks of VAL-0007-X", "erase /dev/sda of VAL-0007-X"]


@pytest.mark.parametrize("key", ["2", "0", "d", "x", ""])
def test_no_other_key_erases(key):
    bench = Bench(listed=(GIVEN, STICK))
    shown(bench, "d", key, key, key)
    assert not [one for one in bench.errands if one.startswith("erase")]


def test_without_a_disk_that_may_be_erased_no_number_does_anything():
    bench = Bench(listed=(STICK,))
    assert "Aucun disque d'ici ne peut être effacé" in flat(shown(bench, "d", "1", "1"))
    assert bench.errands == ["disks of None"]


def test_a_refusal_is_said_with_its_remedy_and_the_menu_goes_on():
    trouble = WipeRefusedError("Ce disque est prêté.", remedy="Demandez à la coordination.")
    text, ended = visit(Bench(listed=(GIVEN,), trouble=trouble), "d", "x")
    assert "Ce disque est prêté. Demandez à la coordination." in flat(text)
    assert ended


@pytest.mark.parametrize(("trouble", "said"), [(EOFError(), "Rien n'a été fait"), (KeyboardInterrupt(), "Interrompu")])
def test_giving_up_in_the_middle_is_no_end_of_the_menu(trouble, said):
    text, ended = visit(Bench(trouble=trouble), "t", "x")
    assert said in text
    assert ended


@pytest.mark.parametrize("script", [["s", ""], ["a", "s", ""]])
def test_sending_is_one_level_below_and_its_key_works_at_once_too(script):
    bench = Bench(to_send=2)
    shown(bench, *script)
    assert bench.errands == ["send"]


@pytest.mark.parametrize(
    ("far", "wanted"),
    [
        (SoFar(), "press C"),
        (SoFar(tests="good", disks_left=0), "press C"),
        (SoFar("VAL-1"), "press T"),
        (SoFar("VAL-1", "good", 2, 3), "press D: 2 disks"),
        (SoFar("VAL-1", "look", 1), "press D: 1 disk is"),
        (SoFar("VAL-1", "look", 0, 3), "a test is not passed"),
        (SoFar("VAL-1", "good", 0, 3), "press A, then S"),
        (SoFar("VAL-1", "good", None, 0), "X, then the next tower"),
    ],
)
def test_the_next_step_is_one_sentence_for_each_state(far, wanted):
    with speaking("en"):
        said = next_step(far)
    assert wanted in said
    assert said.startswith("Next: ")
