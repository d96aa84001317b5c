"""A centre's own small list and quiz, for a group at a terminal."""

from pathlib import Path

# Two phases around a break, with every step that asks for something.
OWN = """
schema: pcsol/workshop/1
kind: checklist
id: own-list
title: {fr: Petit atelier, en: Small workshop}
text: {fr: Un petit atelier., en: A small workshop.}
people: young
tower: given
closed_by: CLOSED
quiz: own-quiz
phases:
  - id: A
    title: {fr: Avant, en: Before}
    steps:
      - {id: A1, short: {fr: Écouter les règles., en: Listen to the rules.}, minutes: 2, role: pilot, drawing: stop,
         detail: {fr: Cinq règles., en: Five rules.}, mistake: {fr: Commencer trop tôt., en: Too early.}}
      - {id: A3, short: {fr: Un adulte débranche le câble., en: An adult unplugs the cord.}, minutes: 1, gate: adult}
      - {id: C7, short: {fr: Compter les vis., en: Count the screws.}, minutes: 1, asks: counts}
  - id: P
    title: {fr: Pause, en: Break}
    rest: 20
  - id: E
    title: {fr: Après, en: After}
    steps:
      - {id: E2, short: {fr: Compter encore., en: Count again.}, minutes: 1, role: observer, asks: counts}
      - {id: H4, short: {fr: Le quiz., en: The quiz.}, minutes: 1, asks: quiz}
      - {id: H5, short: {fr: Votre avis., en: What you think.}, minutes: 1, asks: opinion}
"""
QUIZ = """
schema: pcsol/workshop/1
kind: quiz
id: own-quiz
title: {fr: Questions, en: Questions}
ask: 1
questions:
  - id: first
    question: {fr: Que fait-on en premier ?, en: What comes first?}
    answers: [{fr: Débrancher., en: Unplug.}, {fr: Ouvrir., en: Open.}]
    right: 1
    why: {fr: Le courant est dangereux., en: Current is dangerous.}
"""


def laid_out(home: Path) -> Path:
    """A home with both; people close the workshop."""
    (home / "profiles" / "workshops").mkdir(parents=True)
    (home / "profiles/workshops/own-quiz.yaml").write_text(QUIZ, "utf-8")
    closes(home, "people")
    return home


def closes(home: Path, by: str) -> None:
    """Let the list be closed by "people", or by a "comparison"."""
    (home / "profiles/workshops/own-list.yaml").write_text(OWN.replace("CLOSED", by), "utf-8")
