"""A station is let in by a code that is shown, once, for a quarter of an hour."""

import os

import pytest

from pcsol.judge.certificate import public_key
from pcsol.judge.letters import enrolment
from pcsol.server.access import tokens
from pcsol.server.database.tables import station, token
from tests.server.house import House, asking, probe, record


def _enrol(house: House, asked: dict[str, object]) -> int:
    return house.client.post("/api/v1/stations:enrol", json=asked).status_code


def test_the_hub_proves_itself_over_the_token_that_it_gives(house: House) -> None:
    code, key = house.code(), os.urandom(32)
    asked = asking(code, key, house.hub.certificate)
    answer = house.client.post("/api/v1/stations:enrol", json=asked).json()
    mine = enrolment.Station(asked["nonce"], asked["letters_key"])
    expected = enrolment.hub_proof(enrolment.stretched(code), mine, house.hub.certificate, answer["token"])
    assert enrolment.fits(answer["proof"], expected)
    assert (answer["station"], answer["structure"]) == ("banc 1", "Valmy")


def test_a_code_serves_once(house: House) -> None:
    code = house.code()
    assert _enrol(house, asking(code, os.urandom(32), house.hub.certificate)) == 200
    assert _enrol(house, asking(code, os.urandom(32), house.hub.certificate)) == 401


def test_a_code_that_is_over_or_unknown_or_wrong_is_refused_alike(house: House) -> None:
    over = house.code()
    house.clock.go(minutes=16)
    good = house.code()
    wrong = enrolment.Code(good.name, "00000000")
    unknown = enrolment.Code("ZZ" if good.name != "ZZ" else "YY", good.secret)
    for code in (over, wrong, unknown):
        answer = house.client.post("/api/v1/stations:enrol", json=asking(code, os.urandom(32), house.hub.certificate))
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, 401)


def test_somebody_in_between_is_refused(house: House) -> None:
    """The station saw his certificate, and proved over it."""
    assert _enrol(house, asking(house.code(), os.urandom(32), b"another certificate")) == 401


def test_a_code_that_was_tried_too_often_is_over(house: House) -> None:
    code = house.code()
    for _time in range(5):
        assert _enrol(house, asking(enrolment.Code(code.name, "0" * 8), os.urandom(32), house.hub.certificate)) == 401
    assert _enrol(house, asking(code, os.urandom(32), house.hub.certificate)) == 401


def test_one_address_cannot_try_for_ever(house: House) -> None:
    asked = asking(enrolment.Code("ZZ", "0" * 8), os.urandom(32), house.hub.certificate)
    answers = [_enrol(house, asked) for _time in range(21)]
    assert (answers[19], answers[20]) == (401, 429)


def test_a_room_of_thirty_sticks_is_enrolled_from_one_address(house: House) -> None:
    for _stick in range(30):
        assert _enrol(house, asking(house.code(), os.urandom(32), house.hub.certificate)) == 200


def test_nobody_is_let_in_as_a_colleague_s_station_by_its_public_key(house: House) -> None:
    """Whoever had a code and the public key of a bench became that bench, and its own token was over."""
    bench, code = house.bench(), house.code()
    mine = asking(code, os.urandom(32), house.hub.certificate)
    theirs = enrolment.Station(mine["nonce"], public_key(bench.key).hex())
    proof = enrolment.station_proof(enrolment.stretched(code), theirs, house.hub.certificate)
    stolen = {**mine, "letters_key": theirs.letters_key, "proof": proof}
    assert _enrol(house, stolen) == 401
    assert house.client.get("/api/v1/towers", headers=bench.bearer).status_code == 200
    assert _enrol(house, asking(code, bench.key, house.hub.certificate)) == 200


@pytest.mark.parametrize(
    "change", [{"code": "Z"}, {"nonce": ""}, {"letters_key": "zz"}, {"proof": 3}, {"signature": ""}]
)
def test_what_is_no_enrolment_is_refused(house: House, change: dict[str, object]) -> None:
    assert _enrol(house, {**asking(house.code(), os.urandom(32), b""), **change}) == 422


def test_neither_code_nor_token_can_be_read_from_the_database(house: House) -> None:
    code = house.code()
    bench = house.bench()
    with house.hub.database.reading() as connection:
        rows = [
            str(row)
            for name in ("token", "enrolment", "station")
            for row in connection.exec_driver_sql(f"SELECT * FROM {name}")
        ]
    assert not any(code.secret in row or bench.token in row or bench.key.hex() in row for row in rows)


def test_a_revoked_station_is_out_at_once(house: House) -> None:
    bench = house.bench()
    with house.hub.database.writing() as connection:
        number = connection.scalar(station.select().with_only_columns(station.c.number))
        tokens.revoke(connection, number, house.clock())
    assert bench.put(bench.signed(record(probe(), house.clock()))).status_code == 401


def test_a_station_that_enrols_again_is_the_same_and_its_old_token_is_over(house: House) -> None:
    bench = house.bench()
    asked = asking(house.code(name="banc 1 bis"), bench.key, house.hub.certificate)
    fresh = house.client.post("/api/v1/stations:enrol", json=asked).json()["token"]
    assert house.client.get("/api/v1/towers", headers=bench.bearer).status_code == 401
    assert house.client.get("/api/v1/towers", headers={"Authorization": f"Bearer {fresh}"}).status_code == 200
    with house.hub.database.reading() as connection:
        assert len(connection.execute(station.select()).all()) == 1
        assert len(connection.execute(token.select()).all()) == 2


def test_a_stations_key_serves_one_structure(house: House) -> None:
    bench = house.bench("Valmy")
    assert _enrol(house, asking(house.code("Lilas"), bench.key, house.hub.certificate)) == 409


def test_the_key_of_papers_is_said_once_and_then_only_confirmed(house: House) -> None:
    bench = house.bench()
    one, other = (public_key(os.urandom(32)).hex() for _time in range(2))
    for key, status in ((one, 204), (one, 204), (other, 409)):
        answer = house.client.put("/api/v1/stations/me/papers-key", json={"public_key": key}, headers=bench.bearer)
        assert answer.status_code == status
    known = house.client.get("/api/v1/signers", headers=bench.bearer).json()
    assert [signer["public_key"] for signer in known["signers"]] == [one]
