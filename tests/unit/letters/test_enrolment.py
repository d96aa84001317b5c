"""Station and hub know each other by a code, and whoever sits between them does not."""

import pytest

from pcsol.judge.letters import enrolment
from pcsol.judge.letters.enrolment import Code, Station
from pcsol.judge.letters.keys import public_key

STATION = Station(nonce="00" * 16, letters_key="11" * 32, papers_key=None)
CODE = Code("K7", "QF3M9T2P")
HERS, HIS = b"the hub's certificate", b"a certificate of somebody between"


@pytest.mark.parametrize("typed", ["K7QF3-M9T2P", "k7qf3m9t2p", " k7 qf3 – m9 t2 p ", "K7QF3\u2011M9T2P"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert enrolment.read_code(typed) == CODE


def test_signs_that_look_alike_are_one() -> None:
    assert enrolment.read_code("OI0LU-00000") == Code("01", "01V00000")


@pytest.mark.parametrize("typed", ["", "K7QF3", "K7QF3-M9T2PX", "K7QF3-M9T2é", "K7QF3-M9T2*"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert enrolment.read_code(typed) is None


def test_a_new_code_is_shown_in_two_groups_and_read_back() -> None:
    codes = [enrolment.new_code() for _time in range(50)]
    assert len(set(codes)) == 50
    assert [enrolment.read_code(code.shown()) for code in codes] == codes


def test_the_proof_is_over_the_certificate_the_keys_and_the_code() -> None:
    key = enrolment.stretched(CODE)
    proof = enrolment.station_proof(key, STATION, HERS)
    assert enrolment.fits(proof, enrolment.station_proof(key, STATION, HERS))
    assert not enrolment.fits(proof, enrolment.station_proof(key, STATION, HIS))
    assert not enrolment.fits(proof, enrolment.station_proof(key, STATION, None))
    other = Station(STATION.nonce, "22" * 32)
    assert not enrolment.fits(proof, enrolment.station_proof(key, other, HERS))
    wrong = enrolment.stretched(Code("K7", "QF3M9T2Q"))
    assert not enrolment.fits(proof, enrolment.station_proof(wrong, STATION, HERS))


def test_the_hubs_proof_is_over_the_token_and_is_not_the_stations() -> None:
    key = enrolment.stretched(CODE)
    assert enrolment.hub_proof(key, STATION, HERS, "t") != enrolment.hub_proof(key, STATION, HERS, "u")
    assert enrolment.hub_proof(key, STATION, HERS, "") != enrolment.station_proof(key, STATION, HERS)


def test_the_signature_is_of_the_holder_of_the_key_and_for_this_proof_alone() -> None:
    private, other = bytes(32), b"1" * 32
    station = Station("00" * 16, public_key(private).hex())
    given = enrolment.possession(private, station, HERS, "aa" * 32)
    assert enrolment.is_possessed(station, HERS, "aa" * 32, given)
    assert not enrolment.is_possessed(station, HIS, "aa" * 32, given)
    assert not enrolment.is_possessed(station, HERS, "bb" * 32, given)
    assert not enrolment.is_possessed(Station("01" * 16, station.letters_key), HERS, "aa" * 32, given)
    assert not enrolment.is_possessed(station, HERS, "aa" * 32, enrolment.possession(other, station, HERS, "aa" * 32))
    for nonsense in ("", "zz", "00" * 64):
        assert not enrolment.is_possessed(station, HERS, "aa" * 32, nonsense)
