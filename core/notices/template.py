"""The strict template language of the printed texts: ``{field}``, ``**bold**``, ``[[si x]]…[[fin]]``, ``[[choix k:
A1|B1]]``, ``[[lignes k]]``, ``[[et]]`` between two parts of a list, and ``[[c id]]``, which opens a claim: what follows
it on its line, up to the next one, is printed by leave of the table of claims alone (:mod:`core.notices.claims`).

The texts are data, so that a jurist can read them without code. A mistake is found when they are loaded, not when a
letter is printed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from core.base.records import Struct, field, replace
from core.model.letter import TODAY, LetterTexts
from core.notices.claims import Claim, ClaimState, claims, state_of
from core.notices.typed import one_line
from core.words.errors import error

_TOKEN = re.compile(r"\{(?P<field>\w+)\}|\[\[(?P<word>[^\]]*)\]\]|(?P<bold>\*\*)")
_CHOICE = re.compile(r"\[\[choix (?P<key>\w+): (?P<names>[A-Z0-9|]+)\]\]$")
_SEVERAL = re.compile(r"(?:\[\[c (?P<claim>[\w-]+)\]\])?\[\[lignes (?P<key>\w+)\]\]$")
_MARK = re.compile(r"\[\[c ([\w-]+)\]\]")
_BRANCH = re.compile(r"(?P<name>[A-Z][0-9])\u202f: (?P<text>.+)$")
_STRAY = re.compile(r"[{}\[\]]")


class TemplateError(ValueError):
    """A text shipped with the program is wrong: unknown field, condition left open. This is a bug, found at loading."""


class Run(Struct, frozen=True):
    """Text in one weight."""

    text: str
    bold: bool = False


_AND = Run("[[et]]")
"""A place between two parts of a list, of which each may be left out: see :func:`_listed`."""


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
    """The names of fields, conditions, choices and groups of lines the texts may use. ``claimed``: each word of the
    text stands in a claim."""

    fields: Set[str]
    conditions: Set[str]
    choices: Set[str]
    lines: Set[str] = frozenset()
    claimed: bool = False


class Context(Struct, frozen=True):
    """The values for one letter: each field, each fact (true, false, or None while nobody answered), the branch of each
    choice, each line of each group of lines. ``english``: the texts of that language are filled; ``texts``: their
    versions; ``table``: the claims by whose leave they say what they say."""

    values: Mapping[str, str]
    conditions: Mapping[str, bool | None]
    choices: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    english: bool = False
    texts: LetterTexts = TODAY
    table: Mapping[str, Claim] = field(default_factory=claims)

    def adding(self, values: Mapping[str, str], conditions: Mapping[str, bool | None]) -> "Context":
        """Return this context with the values and facts of one paper besides."""
        return replace(self, values={**self.values, **values}, conditions={**self.conditions, **conditions})


class _Field(Struct, frozen=True):
    name: str
    bold: bool


class _If(Struct, frozen=True):
    """``strict``: the fact must be known, true or false: what nobody answered is asked by the claim alone."""

    name: str
    then: "_Nodes"
    other: "_Nodes"
    strict: bool


class _Claimed(Struct, frozen=True):
    """What is printed by leave of a claim."""

    claim: str
    nodes: "_Nodes"


class Sentence(Struct, frozen=True):
    """What a claim printed: its id and its words."""

    claim: str
    text: str


_Nodes = tuple[Run | _Field | _If | _Claimed, ...]


class _TemplateLine(Struct, frozen=True):
    """``branches``: the nodes by name of branch; a plain line has one branch named "" and an empty ``choice``.
    ``several``: the group of lines that stands there instead, already filled, by leave of ``claim``."""

    branches: Mapping[str, _Nodes]
    choice: str
    opens: bool
    several: str = ""
    claim: str = ""

    def nodes(self, context: Context) -> _Nodes:
        """Return the nodes of the branch chosen."""
        return self.branches[context.choices[self.choice] if self.choice else ""]

    def filled(self, context: Context) -> Iterator[tuple[Run, ...]]:
        """Yield the runs of each line to print, those of an empty line included."""
        if not self.several:
            yield tuple(_runs(self.nodes(context), context))
        elif not self.claim or state_of(self.claim, context.conditions, context.table) is ClaimState.TRUE:
            yield from ((Run(one_line(line)),) for line in context.lines[self.several])

    def sentences(self, context: Context) -> Iterator[Sentence]:
        """Yield the claims of this line that are printed, with their words."""
        if self.several:
            yield from (Sentence(self.claim, run.text) for (run,) in self.filled(context) if self.claim)
            return
        for node in self.nodes(context):
            if (
                isinstance(node, _Claimed)
                and state_of(node.claim, context.conditions, context.table) is ClaimState.TRUE
            ):
                yield Sentence(node.claim, "".join(run.text for run in _claimed_runs(node, context)).strip())


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

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims of this text, in order."""
        return tuple(
            claim
            for line in self.lines
            for claim in (
                [line.claim]
                if line.claim
                else [node.claim for nodes in line.branches.values() for node in nodes if isinstance(node, _Claimed)]
            )
        )

    def asked(self, context: Context) -> frozenset[str]:
        """Return the claims of this text that only the agency can answer, and that it did not."""
        nodes = (node for line in self.lines if not line.several for node in line.nodes(context))
        ids = (node.claim for node in nodes if isinstance(node, _Claimed))
        return frozenset(
            claim for claim in ids if state_of(claim, context.conditions, context.table) is ClaimState.ASKED
        )

    def sentences(self, context: Context) -> tuple[Sentence, ...]:
        """Return each claim that is printed, with its words; each line of a group is a sentence of its claim."""
        return tuple(sentence for line in self.lines for sentence in line.sentences(context))


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
            _expect(bool(match["claim"]) == known.claimed, f"lines {match['key']} without a claim")
            lines.append(_TemplateLine({}, "", opens, match["key"], match["claim"] or ""))
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
    """Return the nodes of one row: those of each of its claims, where the text is made of claims."""
    bare = [part for at, part in enumerate(_MARK.split(row)) if not at % 2]
    if not known.claimed:
        _expect(len(bare) == 1, f"claim in: {row}")
        return _parse_part(row, known)
    first, *parts = bare
    _expect(not first and bool(parts), f"words outside a claim: {row}")
    return tuple(
        _Claimed(claim, _parse_part(part, known)) for claim, part in zip(_MARK.findall(row), parts, strict=True)
    )


def _parse_part(row: str, known: Vocabulary) -> _Nodes:
    """Return the nodes of a claim, or of a row without any; a condition must open and close in it and cannot contain
    another."""
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
        elif kind == "et":
            (into if name else done).append(_AND)
        elif kind == "si":
            _expect(not name, f"condition {value} inside {name}")
            name, then, into = value, None, []
        elif kind == "sinon":
            _expect(bool(name) and then is None, "sinon without si")
            then, into = tuple(into), []
        else:
            _expect(bool(name), "fin without si")
            done.append(
                _If(name, tuple(into) if then is None else then, () if then is None else tuple(into), known.claimed)
            )
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
    if word in ("sinon", "fin", "et"):
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
        elif isinstance(node, _Claimed):
            yield from _claimed_runs(node, context)
        elif isinstance(node, _If):
            fact = context.conditions[node.name]
            _expect(fact is not None or not node.strict, f"{node.name} is not answered: only a claim may ask for it")
            yield from _runs(node.then if fact else node.other, context)
        else:
            value = one_line(context.values[node.name])
            if not value:
                raise error("FIELD_MISSING", name=node.name)
            yield Run(value, node.bold)


def _claimed_runs(node: _Claimed, context: Context) -> Iterator[Run]:
    """Yield what a claim prints: nothing where its facts are not so. Raises UserError CLAIM_UNANSWERED."""
    state = state_of(node.claim, context.conditions, context.table)
    if state is ClaimState.ASKED:
        raise error("CLAIM_UNANSWERED", missing=node.claim)
    if state is ClaimState.TRUE:
        yield from _listed([*_runs(node.nodes, context)], context)


def _listed(runs: list[Run], context: Context) -> list[Run]:
    """Return ``runs`` with a comma at each ``[[et]]``, and « et » at the last: after a comma where the part before it
    holds one (« la Poste, qui trie, et le maire »)."""
    places = [at for at, run in enumerate(runs) if run is _AND]
    for at in places:
        runs[at] = Run(", ")
    if places:
        part = "".join(run.text for run in runs[max(places[:-1], default=-1) + 1 : places[-1]])
        runs[places[-1]] = Run(f"{',' * (',' in part)} {'and' if context.english else 'et'} ")
    return runs


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
