"""The same question is asked once, however many ask at the same moment."""

import threading

import pytest

from pcsol.errors import FactMissingError, PCSolError, ToolMissingError
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.once import OnceWorld
from pcsol.tools.world.question import Call, Question

DMI = Question(("dmidecode",), ("dmidecode.txt",))
CPU = Question(("lscpu",), ("lscpu.txt",))


class CountingWorld(AlbumWorld):
    """An album that counts, and that answers only when it is let."""

    def __init__(self, folder):
        super().__init__(folder)
        self.asked = []
        self.gate = threading.Event()

    def ask(self, question: Question) -> Call:
        self.asked.append(question.program)
        self.gate.wait(5)
        if question is CPU:
            raise ToolMissingError("lscpu")
        return super().ask(question)


@pytest.fixture
def inner(tmp_path):
    (tmp_path / "dmidecode.txt").write_text("# dmidecode 3.4")
    (tmp_path / "cpuinfo.txt").write_text("processor : 0")
    return CountingWorld(tmp_path)


def asked_by_many(world: OnceWorld, question: Question, gate: threading.Event) -> list[object]:
    answers: list[object] = []

    def ask() -> None:
        try:
            answers.append(world.ask(question))
        except ToolMissingError as err:
            answers.append(err)

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(5)
    return answers


def test_eight_rooms_ask_once_and_all_hear_it(inner):
    answers = asked_by_many(OnceWorld(inner), DMI, inner.gate)
    assert inner.asked == ["dmidecode"]
    assert [answer.stdout for answer in answers] == ["# dmidecode 3.4"] * 8


def test_an_error_is_shared_as_well(inner):
    answers = asked_by_many(OnceWorld(inner), CPU, inner.gate)
    assert inner.asked == ["lscpu"]
    assert len(answers) == 8
    assert all(isinstance(answer, ToolMissingError) for answer in answers)


def test_other_questions_are_asked_apart(inner):
    inner.gate.set()
    world = OnceWorld(inner)
    world.ask(DMI)
    with pytest.raises(ToolMissingError):
        world.ask(CPU)
    assert inner.asked == ["dmidecode", "lscpu"]


def test_a_file_of_the_kernel_is_read_once(inner, tmp_path):
    world = OnceWorld(inner)
    assert world.read("/proc/cpuinfo") == "processor : 0"
    (tmp_path / "cpuinfo.txt").write_text("changed")
    assert world.read("/proc/cpuinfo") == "processor : 0"
    assert world.read("/proc/cpuinfo", 4) == "chan"


def test_a_file_that_is_not_there_is_not_there_for_everyone(inner):
    world = OnceWorld(inner)
    for _again in range(2):
        with pytest.raises(FactMissingError):
            world.read("/proc/meminfo")
    assert inner.misses == ["/proc/meminfo"]


def test_everything_else_is_as_the_inner_world_has_it(inner):
    world = OnceWorld(inner)
    assert world.source == "album"
    assert world.read("/proc/cpuinfo") == "processor : 0"
    assert world.names("/sys") is None
    assert world.link("/sys/x") is None
    assert world.targets("smartctl") == ()


def test_once_closed_it_waits_no_more_for_what_hangs_and_still_knows_what_was_answered(inner):
    world = OnceWorld(inner)
    assert world.read("/proc/cpuinfo") == "processor : 0"
    hanging = threading.Thread(target=lambda: world.ask(DMI))
    hanging.start()
    while not inner.asked:
        pass
    world.close()
    with pytest.raises(PCSolError, match=r"No answer in time|Pas de réponse"):
        world.ask(DMI)
    assert world.read("/proc/cpuinfo") == "processor : 0"
    inner.gate.set()
    hanging.join(10)
    assert world.ask(DMI).stdout == "# dmidecode 3.4"
