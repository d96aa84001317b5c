"""A group that a server keeps: the network drops, the power goes, an adult types; nothing is lost or invented."""

from pathlib import Path

import pytest

from pcsol.checklist.course import course
from pcsol.errors import WorkshopError
from pcsol.rounds.workshop.joined import join, parts
from tests.unit.checklist.rooms import event, small
from tests.unit.rounds.joined.server import PATH, Clock, Server, sits_down


def test_what_is_told_is_at_the_server_and_what_others_told_is_heard(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    assert here.tell("tick", step="A1") == "kept"
    server.events["bbbbbbbb-9"] = event("help", 9, device="bbbbbbbb")
    here.hear()
    assert [one.kind for one in here.events()] == ["tick", "help"]
    assert here.tell("stop") == "kept"
    assert max(one.n for one in server.events.values()) == 10, "higher than all that was heard"


def test_without_the_network_work_goes_on_and_is_sent_later(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    assert here.tell("tick", step="A1") == "waits"
    assert here.standing()[1] is False
    server.away = False
    clock.passes(11)
    here.hear()
    assert [one.step for one in server.events.values()] == ["A1"]
    assert here.standing()[1] is True


def test_while_the_network_is_away_nobody_waits_for_it_at_each_key(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    here.tell("help")
    tries = len(server.asked)
    for _key in range(5):
        here.tell("help")
    assert len(server.asked) == tries


def test_a_power_cut_without_the_network_loses_nothing(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.tell("tick", step="A1")
    server.away = True
    here.tell("call", step="A2")
    again = sits_down(server, pcsol_home, clock)
    assert course(small(), again.events()).steps["A2"].state == "waits"
    server.away = False
    clock.passes(11)
    again.hear()
    assert {one.kind for one in server.events.values()} == {"tick", "call"}


def test_only_the_code_that_the_server_knows_opens_a_gate(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.tell("tick", step="A1")
    assert here.tell("gate", "9999", step="A2") == "wrong-code"
    assert not course(small(), here.events()).steps["A2"].gated
    assert here.tell("gate", "1234", step="A2") == "kept"
    assert course(small(), here.events()).steps["A2"].gated


def test_without_the_network_a_gate_waits(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    assert here.tell("gate", "1234", step="A2") == "no-network"
    server.away = False
    clock.passes(11)
    here.hear()
    assert server.events == {}, "an adult's word is never sent later, by whoever sits there then"


def test_what_waits_long_is_sent_in_pieces(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    for _event in range(120):
        here.tell("help")
    server.away = False
    clock.passes(11)
    here.hear()
    assert len(server.events) == 120


def test_a_first_join_needs_the_server_and_a_known_link(server: Server, pcsol_home: Path, clock: Clock) -> None:
    with pytest.raises(WorkshopError, match="no workshop"):
        join(server, "/g/another-link", pcsol_home, clock)
    server.away = True
    with pytest.raises(WorkshopError, match="does not answer"):
        sits_down(server, pcsol_home, clock)


def test_a_link_that_ended_with_its_workshop_is_no_network_that_is_away(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.ended = True
    here.hear()
    assert here.standing() == ("The workshop is closed: this link has ended.", False)


def test_what_waits_here_when_its_workshop_is_ended_is_sent_or_counted(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.tell("tick", step="A1")
    server.away = True
    here.tell("help")
    server.away, server.ended = False, True
    clock.passes(30)
    here.hear()
    assert here.standing() == ("The workshop is closed. Not sent from here: 1. Tell an adult.", False)
    server.late = True
    clock.passes(30)
    here.hear()
    assert [one.kind for one in server.events.values()] == ["tick", "help"]
    assert here.standing() == ("The workshop is closed: this link has ended.", False)
    assert len(here.events()) == 2


def test_a_server_whose_medium_is_away_has_ended_no_link(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.path = "/g/another-link"  # 404: so answers a server that was started without its stick
    here.hear()
    assert here.standing()[0].startswith("The network is away: go on.")


def test_an_answer_that_is_damaged_invents_nothing(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    assert here.take({"events": [1, {"id": "x"}, event("help", 1, group="g2").to_json()], "refused": "?"})
    assert here.events() == ()
    assert here.take({"events": None, "refused": [1]})


@pytest.mark.parametrize("url", ["http://10.0.0.1:8480/g/abcdefgh", " https://hub.example/g/abcdefgh_-12/ "])
def test_a_groups_link_is_taken_apart(url: str) -> None:
    server, path = parts(url)
    assert server.startswith("http")
    assert path.startswith("/g/abcdefgh")


@pytest.mark.parametrize(
    "url", ["", "10.0.0.1/g/abcdefgh", "http://x/f/abcdefgh", "http://x/g/../y", "file:///g/abcdefgh"]
)
def test_another_link_is_refused(url: str) -> None:
    with pytest.raises(WorkshopError, match="not the link"):
        parts(url)


def test_what_the_server_does_not_take_from_a_group_is_said_and_an_adult_says_it(
    server: Server, clock: Clock, tmp_path: Path
) -> None:
    here = join(server, PATH, tmp_path, clock)
    assert here.tell("compared", found="ok", record="r1") == "refused"
    assert here.events() == ()
    assert here.tell("compared", "1234", found="ok") == "kept"
    assert [(one.kind, one.who) for one in here.events()] == [("compared", "adult")]
