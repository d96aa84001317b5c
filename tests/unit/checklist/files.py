"""Small files of workshops, as text, and what is said of them."""

from pcsol.checklist.load import Read, read_workshop
from pcsol.errors import ProfileError

STEPS = """\
schema: pcsol/workshop/1
kind: steps
id: our-steps
title: Nos étapes
steps:
  - id: A1
    short: Poser la tour.
    minutes: 2
  - id: A2
    short: Ouvrir la tour.
    minutes: 3
    drawing: case-back
"""
LIST = """\
schema: pcsol/workshop/1
kind: checklist
id: ours
title: Notre atelier
text: Ouvrir une tour.
people: young
steps_of: our-steps
phases:
  - id: A
    title: Avant
    use: [A1, A2]
  - id: B
    title: Pause
    rest: 10
"""
QUIZ = """\
schema: pcsol/workshop/1
kind: quiz
id: our-quiz
title: Notre quiz
questions:
  - id: one
    question: Que fait-on ?
    answers: [Rien., Tout.]
    right: 2
    why: Parce que.
"""
ADVICE = """\
schema: pcsol/workshop/1
kind: advice
id: our-advice
title: Que refaire ?
advice:
  - part: memory
    change: missing
    text: Il manque une barrette.
    redo: A2
no_start:
  - part: memory
    text: Remets la mémoire.
"""


def read(text: str) -> Read:
    found = read_workshop(text, "ours.yaml")
    assert isinstance(found, Read)
    return found


def faults(text: str) -> list[ProfileError]:
    found = read_workshop(text, "ours.yaml")
    assert isinstance(found, list)
    return found
