"""What was tried on asking stands on the sheet, and nothing does that was not."""

from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Load, Socket
from pcsol.report.sections.tried import sections
from tests.towers import GOOD

LOAD = Load(
    chip="coretemp", wanted_seconds=60, seconds=60, threads=4, start_celsius=36, end_celsius=56, peak_celsius=58,
    limit_celsius=90, work_mib=60000,
)  # fmt: skip


def test_nothing_tried_is_no_section() -> None:
    assert sections(GOOD) == ()


def test_the_load_and_each_socket_have_a_row() -> None:
    tried = (Socket(place="front", number=1, path="1-4", speed_mbps=480), Socket(place="rear", number=2))
    with speaking("fr"):
        (section,) = sections(GOOD.model_copy(update={"load": LOAD, "sockets": tried}))
    assert [(row.label, row.value, row.tone) for row in section.rows] == [
        ("Processeur au travail", "36 °C, puis 58 °C au plus, en 60 s", "plain"),
        ("Prise USB 1 devant", "la clé de test a été vue, 480 Mb/s", "plain"),
        ("Prise USB 2 derrière", "la clé de test n’a pas été vue", "look"),
    ]


def test_a_load_that_ended_early_says_why() -> None:
    hot = LOAD.model_copy(update={"stopped": "limit"})
    with speaking("fr"):
        (section,) = sections(GOOD.model_copy(update={"load": hot}))
    assert section.rows[0].notes == ("Le travail a été arrêté à 90 °C.",)
