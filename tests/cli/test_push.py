"""`pcsol push`, `outbox`, `outbox export`: what people and programs are told, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from pcsol.judge.letters import enrolment
from pcsol.push.enrol import finding
from pcsol.push.enrol.finding import Announced
from pcsol.store.post import alone, enrolled, notes, outbox
from tests.letters import enrol, several
from tests.post_office import PostOffice, certificate, open_office

pytestmark = pytest.mark.usefixtures("french")

Captured = pytest.CaptureFixture[str]
CODE = enrolment.new_code()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    with open_office(certificate(tmp_path)) as opened:
        opened.code = CODE
        yield opened


@pytest.fixture
def here(office: PostOffice, pcsol_home: Path) -> PostOffice:
    """The hub, and this station enrolled there."""
    assert office.certificate
    enrol(pcsol_home, office.url, office.certificate.pem)
    return office


def told(capsys: Captured) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_enrolled_by_a_code_it_sends_at_once(office: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    ids = several(pcsol_home, 4)
    assert cli.run(["push", "--enrol", CODE.shown().lower(), "--hub", office.url]) == ExitCode.OK
    said = capsys.readouterr()
    assert "banc-2, CS Test" in " ".join(said.err.split())
    assert "4 fiches envoyées." in said.out
    assert set(office.stored) == set(ids)
    assert office.certificate
    assert enrolled.enrolment(pcsol_home).certificate == office.certificate.pem


def test_the_text_of_a_qr_code_is_enough(office: PostOffice, capsys: Captured) -> None:
    qr = f"pcsol:enrol?hub={office.url}&code={CODE.shown()}"
    assert cli.run(["push", "--enrol", qr]) == ExitCode.OK
    assert "Rien n’attend." in capsys.readouterr().out.replace("'", "’")


def test_a_hub_that_announces_itself_is_found(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "hubs", lambda: (Announced("centre", office.url),))
    assert cli.run(["push", "--enrol", CODE.shown()]) == ExitCode.OK


def test_of_several_hubs_one_is_to_be_named(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, capsys: Captured, pcsol_home: Path
) -> None:
    monkeypatch.setattr(finding, "hubs", lambda: (Announced("a", office.url), Announced("b", "https://192.0.2.1")))
    assert cli.run(["push", "--enrol", CODE.shown(), "--json"]) == ExitCode.ANSWER_NEEDED
    error = told(capsys)["error"]
    assert "--hub" in error["remedy"]
    assert "https://192.0.2.1" in error["details"]
    assert enrolled.found(pcsol_home) is None


def test_an_announced_hub_without_encryption_is_not_taken(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(finding, "hubs", lambda: (Announced("a", "http://192.0.2.1:8000"),))
    assert cli.run(["push", "--enrol", CODE.shown(), "--json"]) == ExitCode.HUB_UNREACHABLE
    assert "--hub http://192.0.2.1:8000" in told(capsys)["error"]["remedy"]


def test_a_refused_code_keeps_nothing(office: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    assert cli.run(["push", "--enrol", "00000-00000", "--hub", office.url]) == ExitCode.ENROLMENT_REFUSED
    assert cli.run(["push", "--enrol", "abc", "--hub", office.url]) == ExitCode.ENROLMENT_REFUSED
    assert enrolled.found(pcsol_home) is None


@pytest.mark.parametrize(
    "argv", [["ABC"], ["--hub", "https://x"], ["--stay", "--json"], ["--enrol", "A", "B"]], ids=" ".join
)
def test_what_does_not_go_together_is_wrong_usage(argv: list[str]) -> None:
    assert cli.run(["push", *argv]) == ExitCode.USAGE


def test_who_is_not_enrolled_is_told_how(capsys: Captured) -> None:
    assert cli.run(["push"]) == ExitCode.NOT_ENROLLED
    assert "pcsol push --enrol CODE" in capsys.readouterr().err


def test_json_is_one_object(here: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    ids = several(pcsol_home, 3)
    here.at[ids[0]] = "409"
    assert cli.run(["push", "--json"]) == ExitCode.FINDINGS
    found = told(capsys)
    assert (found["schema"], found["delivered"], found["waiting"]) == ("pcsol/push/1", 2, 0)
    assert [one["id"] for one in found["refused"]] == [ids[0]]
    assert found["refused"][0]["remedy"] == "mend 409"


def test_what_was_refused_stays_a_finding_until_it_goes(here: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    ids = several(pcsol_home, 1)
    here.at[ids[0]] = "422"
    for _time in range(2):
        assert cli.run(["push"]) == ExitCode.FINDINGS
        assert "told to say 422" in capsys.readouterr().out
    here.at.clear()
    assert cli.run(["push", "--again"]) == ExitCode.OK
    assert cli.run(["outbox"]) == ExitCode.OK


def test_a_hub_that_is_away_is_said_after_that_the_records_are_safe(pcsol_home: Path, capsys: Captured) -> None:
    enrol(pcsol_home, "http://127.0.0.1:9")
    several(pcsol_home, 3)
    assert cli.run(["push"]) == ExitCode.HUB_UNREACHABLE
    said = capsys.readouterr().err
    assert said.startswith("Les fiches sont en sûreté ici (3 en attente).")
    assert "pcsol outbox export" in said


def test_what_went_before_the_hub_failed_is_told(here: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    ids = several(pcsol_home, 3)
    here.at[ids[0]] = "500"
    assert cli.run(["push"]) == ExitCode.HUB_UNREACHABLE
    said = capsys.readouterr()
    assert "2 fiches envoyées." in said.out
    assert "1 en attente" in said.err
    assert cli.run(["push", "--json"]) == ExitCode.HUB_UNREACHABLE
    assert told(capsys)["error"]["code"] == ExitCode.HUB_UNREACHABLE


def test_another_hub_at_the_same_address_gets_nothing(pcsol_home: Path, tmp_path: Path, capsys: Captured) -> None:
    several(pcsol_home, 1)
    with open_office(certificate(tmp_path)) as between:
        enrol(pcsol_home, between.url, certificate(tmp_path).pem)
        assert cli.run(["push"]) == ExitCode.HUB_STRANGER
        assert between.asked == []
    assert capsys.readouterr().err.startswith("Les fiches sont en sûreté ici")


def test_a_revoked_token_says_enrol_again(here: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    several(pcsol_home, 1)
    here.token = "another"
    assert cli.run(["push"]) == ExitCode.NOT_ENROLLED
    assert "--enrol" in capsys.readouterr().err


def test_who_enrolled_again_is_not_left_waiting(here: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    several(pcsol_home, 1)
    here.token = "another"
    mark = enrolled.mark(enrolled.enrolment(pcsol_home))
    assert cli.run(["push"]) == ExitCode.NOT_ENROLLED
    assert notes.pause(pcsol_home, mark)
    assert cli.run(["push", "--enrol", CODE.shown(), "--hub", here.url]) == ExitCode.OK
    noted = notes.pause(pcsol_home, mark)
    assert noted is None or noted.seconds == 0


def test_only_one_sends_at_a_time(here: PostOffice, pcsol_home: Path) -> None:
    several(pcsol_home, 1)
    with alone.alone(pcsol_home):
        assert cli.run(["push"]) == ExitCode.ALREADY_PUSHING
    assert cli.run(["push"]) == ExitCode.OK


def test_hostile_words_of_a_hub_move_no_cursor(here: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    from tests import post_office

    several(pcsol_home, 1)
    here.always = "evil"
    with pytest.MonkeyPatch.context() as patch:
        evil = {"error": {"what": "\x1b[2J\x1b]0;owned\x07 no", "remedy": "\r\n\x1b[31m"}}
        patch.setitem(post_office._FAULTS, "evil", lambda desk, _n, _s: desk.say(409, evil))
        assert cli.run(["push"]) == ExitCode.FINDINGS
    assert cli.run(["outbox"]) == ExitCode.FINDINGS
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\x07" not in said.out


def test_the_outbox_is_shown_by_tower(here: PostOffice, pcsol_home: Path, capsys: Captured) -> None:
    several(pcsol_home, 5, towers=2)
    assert cli.run(["outbox"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert here.url in said
    assert "5 fiches attendent." in said
    assert "val-0000" in said


def test_outbox_json_is_what_the_contract_says(pcsol_home: Path, capsys: Captured) -> None:
    ids = several(pcsol_home, 2)
    assert cli.run(["outbox", "--json"]) == ExitCode.OK
    found = told(capsys)
    assert [one["id"] for one in found["waiting"]] == ids
    assert found["refused"] == []
    assert set(found["waiting"][0]) == {"id", "tower", "kind", "taken_at"}


def test_an_unknown_word_behind_outbox_is_wrong_usage_with_a_hint(capsys: Captured) -> None:
    assert cli.run(["outbox", "exporte"]) == ExitCode.USAGE
    assert "export" in capsys.readouterr().err
    assert cli.run(["outbox", "--json", "export", "x"]) == ExitCode.USAGE


def test_export_writes_what_waits(pcsol_home: Path, tmp_path: Path, capsys: Captured) -> None:
    several(pcsol_home, 2)
    file = tmp_path / "fiches.jsonl"
    assert cli.run(["outbox", "export", str(file), "--json"]) == ExitCode.OK
    found = told(capsys)
    assert (found["records"], found["taken_up"]) == (2, None)
    assert cli.run(["outbox", "export", str(file)]) == ExitCode.OK
    assert "pcsol hub import" in " ".join(capsys.readouterr().out.split())
    assert cli.run(["outbox", "export", str(tmp_path / "none" / "x")]) == ExitCode.USAGE
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    assert cli.run(["outbox", "export", str(tmp_path / "photo.jpg")]) == ExitCode.CARRIED_FAULTY


def test_doctor_says_where_this_station_is_enrolled_and_what_waits(
    here: PostOffice, pcsol_home: Path, capsys: Captured
) -> None:
    def check() -> dict[str, str]:
        cli.run(["doctor", "--json"])
        checks: list[dict[str, str]] = told(capsys)["checks"]
        return next(one for one in checks if one["id"] == "hub")

    assert check()["state"] == "ok"
    ids = several(pcsol_home, 2)
    assert (check()["state"], check()["remedy"]) == ("look", "pcsol push")
    assert here.url in check()["found"]
    assert "23/11/2026" in check()["found"]
    here.at.update(dict.fromkeys(ids, "409"))
    cli.run(["push", "--json"])
    capsys.readouterr()
    assert check()["remedy"] == "pcsol outbox"


# Whoever runs the tests behind a shell's & has SIGINT ignored, and so would every child.
STAY = """
import signal, sys
from pcsol import cli
signal.signal(signal.SIGINT, signal.SIG_DFL)
sys.argv[1:] = ['push', '--stay']
cli.main()
"""


def stayed(home: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", STAY],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PCSOL_HOME": str(home), "PCSOL_LANG": "fr"},
    )


@pytest.mark.process
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_stay_sends_keeps_others_out_and_stops_cleanly(
    number: signal.Signals, code: int, here: PostOffice, pcsol_home: Path
) -> None:
    ids = several(pcsol_home, 3)
    staying = stayed(pcsol_home)
    assert staying.stdout
    assert here.url in staying.stdout.readline()
    line = staying.stdout.readline()
    while "fiches envoyées" not in line:
        assert line
        line = staying.stdout.readline()
    assert set(here.stored) == set(ids)
    assert cli.run(["push"]) == ExitCode.ALREADY_PUSHING
    time.sleep(0.2)
    staying.send_signal(number)
    _out, err = staying.communicate(timeout=20)
    assert staying.returncode == code
    assert "Traceback" not in err
    assert outbox.waiting(pcsol_home, enrolled.mark(enrolled.found(pcsol_home))).letters == ()
    assert cli.run(["push"]) == ExitCode.OK
