"""Where papers lie: whole, flushed, under names that any medium takes and that say nothing of a person."""

import errno
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import CertificateChangedError, StoreFullError, StoreGoneError, StoreReadOnlyError
from pcsol.judge.certificate import check
from pcsol.model.erasure.candidate import Custody
from pcsol.model.erasure.outcome import Canaries
from pcsol.store import medium
from pcsol.store.papers import keeping, keys, opening
from pcsol.store.papers.keys import StationKey
from tests.unit.certificate.erasures import HDD, SSD, context, erasure, failed, purged
from tests.unit.certificate.papers import DESTROYED


@pytest.fixture
def key(pcsol_home: Path) -> StationKey:
    return keys.station_key(pcsol_home, lambda _need: None)


def test_an_accepted_erasure_leaves_a_certificate(pcsol_home: Path, key: StationKey) -> None:
    filed = keeping.keep(pcsol_home, erasure(), context(), key)
    assert filed.is_certificate
    assert filed.json.name.startswith("certificat-val-0042-d-wd-madeup0042-")
    assert filed.json.parent == pcsol_home / "certificates/val-0042-d"
    assert check(filed.json.read_bytes()).state == "intact"
    assert filed.pdf.read_bytes().startswith(b"%PDF-")
    assert filed.pdf.with_suffix(".json") == filed.json


def test_every_other_end_leaves_a_report_with_another_name(pcsol_home: Path, key: StationKey) -> None:
    for other in (failed(), erasure(validation="escalate", level="none"), erasure(interrupted=True, level="none")):
        filed = keeping.keep(pcsol_home, other, context(), key)
        assert not filed.is_certificate
        assert filed.json.name.startswith("rapport-NON-EFFACE-")
        assert "certificat-" not in filed.pdf.name


def test_an_erasure_that_lies_leaves_a_report_and_no_certificate(pcsol_home: Path, key: StationKey) -> None:
    proof = purged().verification.model_copy(update={"canaries": Canaries(written=9, survived=9)})
    filed = keeping.keep(pcsol_home, purged().model_copy(update={"verification": proof}), context(), key)
    assert not filed.is_certificate
    assert list((pcsol_home / "certificates").rglob("certificat-*")) == []


def test_keeping_again_writes_the_same_files(pcsol_home: Path, key: StationKey) -> None:
    first = keeping.keep(pcsol_home, erasure(), context(), key)
    before = (first.json.read_bytes(), first.pdf.read_bytes())
    assert keeping.keep(pcsol_home, erasure(), context(), key) == first
    assert (first.json.read_bytes(), first.pdf.read_bytes()) == before


def test_two_disks_of_one_tower_lie_side_by_side(pcsol_home: Path, key: StationKey) -> None:
    for one in (erasure(), purged()):
        keeping.keep(pcsol_home, one, context(), key)
    assert len(list((pcsol_home / "certificates/val-0042-d").iterdir())) == 4


@given(
    st.text(max_size=80),
    st.one_of(st.none(), st.text(max_size=300)),
    st.sampled_from([erasure(), failed()]),
)
def test_names_are_taken_by_fat_whatever_disk_and_tower_are_called(
    code: str, serial: str | None, which: object
) -> None:
    paper = DESTROYED.model_copy(
        update={
            "device": DESTROYED.device.model_copy(update={"serial": serial}),
            "source": DESTROYED.source.model_copy(update={"tower_code": code}),
        }
    )
    for name in (keeping.folder_name(paper), keeping.file_name(paper)):
        assert re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", name)
        assert len(name) <= 200


def test_no_name_of_a_person_stands_in_a_files_name(pcsol_home: Path, key: StationKey) -> None:
    private = HDD.model_copy(update={"bus": "loop", "serial": None, "wwn": None})
    plan = erasure(private).plan
    candidate = plan.candidate.model_copy(update={"kind": "loop", "backing_file": "/srv/jeanne-martin.img"})
    loop = erasure(private, plan=plan.model_copy(update={"candidate": candidate}))
    filed = keeping.keep(pcsol_home, loop, context(custody=Custody(), operator="Jeanne"), key)
    assert "loop" in filed.json.name
    assert "jeanne" not in str(filed.json.relative_to(pcsol_home)).lower()


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, StoreFullError), (errno.EROFS, StoreReadOnlyError), (errno.EIO, StoreGoneError)],
)
def test_a_medium_that_fails_is_said_and_nothing_half_is_left(
    pcsol_home: Path, key: StationKey, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    keeping.keep(pcsol_home, purged(), context(), key)
    whole = sorted((pcsol_home / "certificates").rglob("*"))

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(medium.os, "fsync", fail)
    with pytest.raises(kind):
        keeping.keep(pcsol_home, erasure(), context(), key)
    assert sorted((pcsol_home / "certificates").rglob("*")) == whole


def test_a_disk_is_found_again_by_its_newest_paper(pcsol_home: Path, key: StationKey) -> None:
    keeping.keep(pcsol_home, failed(), context(), key)
    found = opening.disk_of(pcsol_home, str(HDD.serial))
    assert found is not None
    assert (found[0].model, found[1].tower_code) == (HDD.model, "VAL-0042-D")
    assert opening.disk_of(pcsol_home, str(SSD.serial)) is None


def test_a_paper_that_was_changed_is_not_opened(pcsol_home: Path, key: StationKey) -> None:
    filed = keeping.keep(pcsol_home, failed(), context(), key)
    plain = json.loads(filed.json.read_text("utf-8"))
    filed.json.write_text(json.dumps(plain | {"operator": "Personne"}), "utf-8")
    with pytest.raises(CertificateChangedError):
        opening.opened(filed.json, ())
    assert opening.disk_of(pcsol_home, str(HDD.serial)) is None
