"""The plan, the run and its end on a screen of 60 by 20."""

import io
from datetime import UTC, datetime

import pytest

from pcsol.diagnostics.work import Doing, Standing
from pcsol.i18n import speaking
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Plan, Planned, Result, Tested, TestRun
from pcsol.render.lines import Block
from pcsol.render.testing import ended, planned
from pcsol.render.testing.going import Follow
from tests.typed import Typing
from tests.unit.testing.benches import job, laid

COLUMNS = 60


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Glanced(Typing):
    """Keys that were pressed one look after the other; no look takes time, or away what was typed."""

    def key(self, seconds: float | None) -> str | None:
        assert seconds == 0, "nobody waits for a key while tests go on"
        return super().key(seconds)

    def line(self, seconds: float | None) -> str | None:
        pytest.fail(f"a line was waited for ({seconds} s) while tests go on")

    def forget(self) -> None:
        pytest.fail("what was typed while tests go on was thrown away")


def _tested(name: str, result: Result, why: str = "", **more: object) -> Tested:
    reasons = (Reason(code="x", text=why),) if why else ()
    facts = {"id": name, "kind": "unattended", "title": name.capitalize(), "seconds": 9, **more}
    return Tested.model_validate({**facts, "result": result, "reasons": reasons})


def _run(*tests: Tested, resumed: int = 0) -> TestRun:
    return TestRun(id="1", profile="quick", taken_at=datetime(2026, 11, 27, tzinfo=UTC), pcsol="0", source="live",
                   planned_seconds=1200, seconds=1140, resumed=resumed, tests=tests)  # fmt: skip


def _text(blocks: list[Block]) -> str:
    return "\n".join(line.plain for block in blocks for line in block)


def _standing(guided: bool = False) -> Standing:
    doing = (Doing("memory", "Mémoire", 0.43, "42 °C, 2,9 GHz", 261), Doing("network", "Réseau", None, "", 4))
    return Standing(doing, (_tested("fans", "failed"), _tested("sensors", "passed")), 12, 640, guided)


def _shown(follow: Follow, stream: Terminal, now: Standing) -> str:
    stream.seek(0)
    stream.truncate()
    follow.hear(now)
    return stream.getvalue()


def test_what_failed_stands_first_and_what_passed_last_with_what_to_do_on_top() -> None:
    run = _run(_tested("network", "passed"), _tested("memory", "failed", "a bit is stuck"),
               _tested("clock", "to-look-at", "it is late"),
               _tested("screen", "not-tested", "nobody", kind="guided"))  # fmt: skip
    with speaking("fr"):
        text = _text(ended.blocks(run, "Contrôle rapide", "Sauvé.", COLUMNS))
    order = ["1 contrôle a échoué.", "Réparez ou remplacez", "Sauvé.", "ÉCHEC (1)", "a bit is stuck", "À REGARDER (1)",
             "NON CONTRÔLÉ (1)", "RÉUSSI (1)"]  # fmt: skip
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert max(map(len, text.splitlines())) <= COLUMNS


def test_not_tested_is_not_passed() -> None:
    with speaking("en"):
        missing = _text(ended.blocks(_run(_tested("a", "passed"), _tested("b", "not-tested", "no")), "", "", COLUMNS))
        spared = _run(_tested("a", "passed"), _tested("b", "not-tested", "no", required=False))
        good = _text(ended.blocks(spared, "", "", COLUMNS))
    assert "1 required test is missing" in " ".join(missing.split())
    assert "All required tests passed." in good


def test_tests_that_were_left_out_for_the_same_reason_stand_together() -> None:
    tests = [_tested(name, "not-tested", "nobody was there") for name in ("screen", "keyboard", "eyes")]
    with speaking("en"):
        text = _text(ended.blocks(_run(*tests), "", "", COLUMNS))
    assert "Screen, Keyboard, Eyes" in text
    assert text.count("nobody was there") == 1


def test_interruptions_are_said() -> None:
    with speaking("fr"):
        assert "repris après 1 interruption" in _text(ended.blocks(_run(resumed=1), "", "", 200))


def test_a_plan_that_is_over_its_budget_says_so() -> None:
    plan = laid({"memory": [job("memory", seconds=90)]}, budget_minutes=1).plan
    with speaking("en"):
        text = " ".join(_text(planned.blocks(plan, COLUMNS)).split())
    assert "more than the 1 minutes" in text
    fits = Plan(profile="x", title="x", seconds=9, tests=(Planned(id="a", kind="unattended", title="a", seconds=9),))
    with speaking("en"):
        assert "more than" not in _text(planned.blocks(fits, COLUMNS))


@pytest.fixture
def small_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    monkeypatch.setenv("LINES", "20")
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def test_while_they_go_on_each_test_has_a_line_with_what_is_left(small_terminal: Terminal) -> None:
    with speaking("fr"), Follow("Contrôle rapide", None, lambda: None, small_terminal) as follow:
        shown = _shown(follow, small_terminal, _standing())
    assert "Contrôle rapide : 2 sur 12 faits, reste 11 min" in shown
    assert "[####......] Mémoire, reste 4 min, 42 °C" in shown
    assert "[----------] Réseau" in shown
    assert "ÉCHEC - Fans" in shown
    assert "Sensors" not in shown
    assert "Ctrl-C" in shown


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sentence_below_is_said_to_its_end(small_terminal: Terminal, lang: str) -> None:
    with speaking(lang), Follow("Check", Glanced([None]), lambda: None, small_terminal) as follow:
        shown = _shown(follow, small_terminal, _standing())
    said = {
        "fr": "Ce qui n'est pas fini compte comme non contrôlé.",
        "en": "What is not done then counts as not tested.",
    }
    assert said[lang] in " ".join(shown.split())


def test_s_alone_asks_and_s_twice_ends(small_terminal: Terminal) -> None:
    ends: list[str] = []
    with speaking("en"), Follow("Check", Glanced(["s", None, "s"]), lambda: ends.append("x"), small_terminal) as follow:
        assert "S once more" in _shown(follow, small_terminal, _standing())
        assert ends == []
        assert "S once more" in _shown(follow, small_terminal, _standing())
        follow.hear(_standing())
    assert ends == ["x"]


def test_another_key_after_s_lets_them_go_on(small_terminal: Terminal) -> None:
    ends: list[str] = []
    keys = Glanced(["s", "", "s", "abc", "ss"])
    with speaking("en"), Follow("Check", keys, lambda: ends.append("x"), small_terminal) as follow:
        for _look in range(4):
            follow.hear(_standing())
        assert ends == []
        follow.hear(_standing())
    assert ends == ["x"]


def test_while_a_person_is_asked_nothing_is_written_and_no_key_taken(small_terminal: Terminal) -> None:
    keys = Glanced(["s"])
    with Follow("Check", keys, lambda: None, small_terminal) as follow:
        assert _shown(follow, small_terminal, _standing(guided=True)) == ""
        assert keys.script == ["s"]
        assert "Mémoire" in _shown(follow, small_terminal, _standing())


def test_a_terminal_that_cannot_move_its_cursor_gets_a_line_now_and_then(
    small_terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with Follow("Check", None, lambda: None, small_terminal) as follow:
        assert "Mémoire" in _shown(follow, small_terminal, _standing())
        assert _shown(follow, small_terminal, _standing()) == ""


def test_where_nobody_looks_on_nothing_is_shown() -> None:
    stream = io.StringIO()
    with Follow("Check", None, lambda: None, stream) as follow:
        follow.hear(_standing())
    assert stream.getvalue() == ""
