"""The strict template language of the printed texts: ``{field}``, ``**bold**``, ``[[si x]]…[[fin]]``, ``[[choix k:
A1|B1]]``, ``[[lignes k]]``.

The texts are data, so that a jurist can read them without code. A mistake is found when they are loaded, not when a
letter is printed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from core.base.records import Struct, field
from core.model.letter import TODAY, LetterTexts
from core.notices.typed import one_line
from core.words.errors import error

_TOKEN = re.compile(r"\{(?P<field>\w+)\}|\[\[(?P<word>[^\]]*)\]\]|(?P<bold>\*\*)")
_CHOICE = re.compile(r"\[\[choix (?P<key>\w+): (?P<names>[A-Z0-9|]+)\]\]$")
_SEVERAL = re.compile(r"\[\[lignes (?P<key>\w+)\]\]$")
_BRANCH = re.compile(r"(?P<name>[A-Z][0-9])\u202f: (?P<text>.+)$")
_STRAY = re.compile(r"[{}\[\]]")


class TemplateError(ValueError):
    """A text shipped with the program is wrong: unknown field, condition left open. This is a bug, found at loading."""


class Run(Struct, frozen=True):
    """Text in one weight."""

    text: str
    bold: bool = False


class Block(Struct, frozen=True):
    """One line of a text, to be wrapped. ``opens``: it starts a paragraph, so there is space above it."""

    runs: tuple[Run, ...]
    opens: bool = True

    @classmethod
    def of(cls, text: str, *, bold: bool = False) -> "Block":
        """Return a line of text in one weight."""
        return cls((Run(text, bold),))

    @property
    def text(self) -> str:
        """The text without its weights."""
        return "".join(run.text for run in self.runs)


class Vocabulary(Struct, frozen=True):
    """The names of fields, conditions, choices and groups of lines the texts may use."""

    fields: Set[str]
    conditions: Set[str]
    choices: Set[str]
    lines: Set[str] = frozenset()


class Context(Struct, frozen=True):
    """The values for one letter: each field, the truth of each condition, the branch of each choice, each line of each
    group of lines. ``english``: the texts of that language are filled; ``texts``: their versions."""

    values: Mapping[str, str]
    conditions: Mapping[str, bool]
    choices: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    english: bool = False
    texts: LetterTexts = TODAY


class _Field(Struct, frozen=True):
    name: str
    bold: bool


class _If(Struct, frozen=True):
    name: str
    then: "_Nodes"
    other: "_Nodes"


_Nodes = tuple[Run | _Field | _If, ...]


class _TemplateLine(Struct, frozen=True):
    """``branches``: the nodes by name of branch; a plain line has one branch named "" and an empty ``choice``.
    ``several``: the group of lines that stands there instead, already filled."""

    branches: Mapping[str, _Nodes]
    choice: str
    opens: bool
    several: str = ""

    def filled(self, context: Context) -> Iterator[tuple[Run, ...]]:
        """Yield the runs of each line to print, those of an empty line included."""
        if self.several:
            yield from ((Run(one_line(line)),) for line in context.lines[self.several])
        else:
            yield tuple(_runs(self.branches[context.choices[self.choice] if self.choice else ""], context))


class Template(Struct, frozen=True):
    """A parsed text: see :func:`parse`."""

    lines: tuple[_TemplateLine, ...]

    def fill(self, context: Context) -> tuple[Block, ...]:
        """Return the lines to print; a line whose conditions are all false disappears. Raises FIELD_MISSING."""
        blocks: list[Block] = []
        opens = True
        for line in self.lines:
            opens = opens or line.opens
            for runs in line.filled(context):
                if not "".join(run.text for run in runs).strip():
                    continue
                blocks.append(Block(_trimmed(runs), opens))
                opens = False
        return tuple(blocks)


def parse(text: str, known: Vocabulary) -> Template:
    """Return the template written in ``text``. A blank line starts a paragraph. Raises :class:`TemplateError`."""
    rows = text.strip("\n").split("\n")
    lines: list[_TemplateLine] = []
    opens, at = True, 0
    while at < len(rows):
        row, at = rows[at], at + 1
        if not row.strip():
            opens = True
            continue
        choice, match = _CHOICE.match(row), _SEVERAL.match(row)
        if match is not None:
            _expect(match["key"] in known.lines, f"unknown lines {match['key']}")
            lines.append(_TemplateLine({}, "", opens, match["key"]))
        elif choice is None:
            lines.append(_TemplateLine({"": _parse_row(row, known)}, "", opens))
        else:
            names = choice["names"].split("|")
            _expect(choice["key"] in known.choices, f"unknown choice {choice['key']}")
            lines.append(_TemplateLine(_parse_branches(rows[at : at + len(names)], names, known), choice["key"], opens))
            at += len(names)
        opens = False
    return Template(tuple(lines))


def _parse_branches(rows: list[str], names: list[str], known: Vocabulary) -> dict[str, _Nodes]:
    found = [_BRANCH.match(row) for row in rows]
    branches = {match["name"]: _parse_row(match["text"], known) for match in found if match is not None}
    _expect(list(branches) == names, f"branches {list(branches)} instead of {names}")
    return branches


def _parse_row(row: str, known: Vocabulary) -> _Nodes:
    """Return the nodes of one row; a condition must open and close in the row and cannot contain another."""
    done: list[Run | _Field | _If] = []
    name, then, into = "", None, list[Run | _Field | _If]()
    bold = False
    for kind, value in _tokens(row, known):
        if kind == "bold":
            bold = not bold
        elif kind == "text":
            (into if name else done).append(Run(value, bold))
        elif kind == "field":
            (into if name else done).append(_Field(value, bold))
        elif kind == "si":
            _expect(not name, f"condition {value} inside {name}")
            name, then, into = value, None, []
        elif kind == "sinon":
            _expect(bool(name) and then is None, "sinon without si")
            then, into = tuple(into), []
        else:
            _expect(bool(name), "fin without si")
            done.append(_If(name, tuple(into) if then is None else then, () if then is None else tuple(into)))
            name = ""
    _expect(not name and not bold, f"condition or bold left open in: {row}")
    return tuple(done)


def _tokens(row: str, known: Vocabulary) -> Iterator[tuple[str, str]]:
    at = 0
    for match in _TOKEN.finditer(row):
        if match.start() > at:
            yield "text", _literal(row[at : match.start()])
        at = match.end()
        if match["bold"]:
            yield "bold", ""
        elif match["field"]:
            _expect(match["field"] in known.fields, f"unknown field {match['field']}")
            yield "field", match["field"]
        else:
            yield _directive(match["word"], known)
    if at < len(row):
        yield "text", _literal(row[at:])


def _directive(word: str, known: Vocabulary) -> tuple[str, str]:
    if word in ("sinon", "fin"):
        return word, ""
    _expect(word.startswith("si ") and word[3:] in known.conditions, f"unknown directive {word}")
    return "si", word[3:]


def _literal(text: str) -> str:
    _expect(_STRAY.search(text) is None, f"stray bracket in: {text}")
    return text


def _expect(true: bool, problem: str) -> None:
    if not true:
        raise TemplateError(problem)


def _runs(nodes: _Nodes, context: Context) -> Iterator[Run]:
    for node in nodes:
        if isinstance(node, Run):
            yield node
        elif isinstance(node, _If):
            yield from _runs(node.then if context.conditions[node.name] else node.other, context)
        else:
            value = one_line(context.values[node.name])
            if not value:
                raise error("FIELD_MISSING", name=node.name)
            yield Run(value, node.bold)


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return ``runs`` joined where the weight does not change, without ordinary spaces at the ends."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].bold == run.bold:
            joined[-1] = Run(joined[-1].text + run.text, run.bold)
        else:
            joined.append(run)
    joined[0] = Run(joined[0].text.lstrip(" "), joined[0].bold)
    joined[-1] = Run(joined[-1].text.rstrip(" "), joined[-1].bold)
    return tuple(joined)
