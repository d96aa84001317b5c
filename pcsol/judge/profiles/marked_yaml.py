"""YAML as a coordinator writes it, with the line of every key; nothing that could harm, nothing ambiguous."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import yaml

from pcsol.errors import ProfileError
from pcsol.i18n import _

LARGEST_FILE_CHARS = 1_000_000
DEEPEST = 12
MOST_PARTS = 20_000
LONGEST_KEY_CHARS = 60
_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "null")}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster, where PyYAML has it

Place = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain objects, and the line (from 1) of each place in them, such as ("needs", "memory")."""

    plain: dict[str, Any]
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of that place, else of the nearest one around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def read_marked(text: str, file: str) -> Marked:
    """Return what the file holds. Raises ProfileError (file, line, remedy) for anything but one plain mapping."""
    if len(text) > LARGEST_FILE_CHARS:
        raise faulty(
            file, 1, "", _("the file is larger than 1 MB"), _("It should be a short text. Is this the right file?")
        )
    node = _composed(text, file)
    if not isinstance(node, yaml.MappingNode):
        raise faulty(file, 1, "", _("there is no list of keys here"), _start_again())
    lines: dict[Place, int] = {(): 1}
    return Marked(_mapping(node, (), lines, file), lines)


def faulty(file: str, line: int, key: str, problem: str, remedy: str, more: str = "") -> ProfileError:
    """Return the error that names file, line and key."""
    key = key if len(key) <= LONGEST_KEY_CHARS else key[:LONGEST_KEY_CHARS] + "…"
    where = _("line {line}, key `{key}`") if key else _("line {line}")
    return ProfileError(
        _("The file {file} is wrong, {where}: {problem}.").format(
            file=file, where=where.format(line=line, key=key), problem=problem
        ),
        remedy=remedy,
        details=more or f"{file}:{line}: {key}: {problem}",
    )


def _composed(text: str, file: str) -> yaml.Node | None:
    """Compose one document, after a look at its events: they are flat, so no nesting can harm yet."""
    try:
        _inspect(text, file)
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as err:
        # Of what has no end, that is where it was noticed, not where it began.
        unfinished = any(words in (err.problem or "") for words in ("end of stream", "expected ',' or"))
        mark = (unfinished and err.context_mark) or err.problem_mark or err.context_mark
        line = mark.line + 1 if mark else 1
        raise faulty(
            file, line, "", _("this is not YAML"), _not_yaml(text, line), f"{file}:{line}: {err.problem}"
        ) from err
    except (yaml.YAMLError, ValueError) as err:  # a character that YAML forbids
        raise faulty(file, 1, "", _("it holds characters that a text must not hold"), _save_as_text()) from err
    return node


def _inspect(text: str, file: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = _("the signs & and * (anchors) are not allowed here")
            raise faulty(file, line, "", problem, _("Write the text out, or put it between quotes."))
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            problem = _("tags that begin with ! are not allowed here")
            raise faulty(file, line, "", problem, _("Take the tag away, or put the text between quotes."))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or count > MOST_PARTS:
            raise faulty(file, line, "", _("the file is nested too deeply or too long"), _start_again())


def _mapping(node: yaml.MappingNode, place: Place, lines: dict[Place, int], file: str) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            problem, remedy = _("a key must be a word"), _("Put the key between quotes, or correct it.")
            raise faulty(file, line, _dotted(place), problem, remedy)
        inner = (*place, key.value)
        if key.value in plain:
            problem = _("this key stands here twice (first on line {line})").format(line=lines[inner])
            raise faulty(file, line, _dotted(inner), problem, _("Keep one of the two."))
        lines[inner] = line
        plain[key.value] = _value(value, inner, lines, file)
    return plain


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], file: str) -> object:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines, file)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*place, index)] = item.start_mark.line + 1
        return [_value(item, (*place, index), lines, file) for index, item in enumerate(node.value)]
    if node.tag not in _PLAIN:  # dates stay as they were written
        return node.value
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (ValueError, OverflowError) as err:  # a number of thousands of digits
        line = node.start_mark.line + 1
        problem, remedy = _("this number cannot be read"), _("Write a plain whole number.")
        raise faulty(file, line, _dotted(place), problem, remedy) from err


def _dotted(place: Place) -> str:
    return ".".join(str(step) for step in place)


def _not_yaml(text: str, line: int) -> str:
    near = text.splitlines()[line - 2 : line] if line > 1 else text.splitlines()[:1]
    if any("\t" in part for part in near):
        return _("Use spaces at the start of a line, never a tab.")
    return _("Look at this line and the one above: indentation, a colon in a text (use quotes), a missing quote.")


def _save_as_text() -> str:
    return _("Save the file as plain text in UTF-8.")


def _start_again() -> str:
    return _("Start again from the one that came with PCSol, and change it.")
