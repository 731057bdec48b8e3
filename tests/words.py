"""The words on screen and their English: what the code marks, the sentences of errors, and the catalogue that
translates them.

``python -m tests.words sync`` brings the catalogue up to the code, lists what it lacks, and compiles it."""

import ast
import re
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from core.base.i18n import DOMAIN
from core.base.resources import resource
from core.words.commands import commands
from core.words.errors import counted, plurals, sentences
from core.words.problems import texts
from core.words.terms import terms
from tests.tree import walk

Id = str | tuple[str, str]
"""A message: one sentence, or its singular and its plural."""

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("core", "ui")
PO = resource("locale", "en", "LC_MESSAGES", f"{DOMAIN}.po")
MO = PO.with_suffix(".mo")

_VERB = ("command", "group")
"""The decorators that make a verb of a function."""
PAIRS = {"n_": 0, "_letters": 1}
"""Calls that take a singular then a plural, and the place of the singular."""


def marked() -> dict[Id, list[str]]:
    """Return every message the code marks, in the order of the files, then the sentences of errors, with the files that
    hold it."""
    found: dict[Id, list[str]] = {}
    for path in sorted(file for source in SOURCES for file in (ROOT / source).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        for message in (*marked_in(source), *(_of_verbs(source) if name.startswith("core/cli/") else ())):
            files = found.setdefault(message, [])
            if name not in files:
                files.append(name)
    for file, messages in _data():
        for message in dict.fromkeys(messages):
            found.setdefault(message, []).append(file)
    singulars = {message[0] for message in found if isinstance(message, tuple)}
    return {message: files for message, files in found.items() if message not in singulars}


def _data() -> Iterator[tuple[str, list[Id]]]:
    """Yield the files of data that hold messages, each with its own."""
    pairs = [*plurals().values(), *(pair for fields in counted().values() for pair in fields.values())]
    yield "resources/words/errors.toml", [*sentences().values(), *((one, many) for one, many in pairs)]
    yield "resources/words/commands.toml", [text for command in commands() for text in (command.name, command.others)]
    rows = [*texts().values(), *texts()["choices"].values(), *texts()["answers"].values()]
    shown = [one for row in rows for one in row.values() if not isinstance(one, dict)]
    yield "resources/words/problems.toml", [one if isinstance(one, str) else (one[0], one[1]) for one in shown]
    named = [one for table in terms().values() for one in table.values()]
    yield "resources/words/terms.toml", [word for one in named for word in ([one] if isinstance(one, str) else one)]


def marked_in(source: str) -> Iterator[Id]:
    """Yield the messages of a module in the order of its lines. The tree is read, not the tokens: a call inside an
    f-string counts. A pair of ``N_`` that differ by number is a plural, shown later by ``n_``."""
    if "_(" not in source and not any(f"{name}(" in source for name in PAIRS):
        return
    nodes = [node for node in walk(ast.parse(source)) if isinstance(node, ast.Call | ast.Tuple)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        yield from _called(node) if isinstance(node, ast.Call) else _numbered(node)


def _of_verbs(source: str) -> Iterator[str]:
    """Yield what the help of the command line shows: the docstrings of verbs, the words of their options. click reads
    them as they are in the code, and ``core/cli/help.py`` translates them."""
    for node in walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            verb = any(
                isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in _VERB
                for one in node.decorator_list
            )
            yield from filter(None, [ast.get_docstring(node)] if verb else [])
        elif isinstance(node, ast.Call):
            shown = [one.value for one in node.keywords if one.arg in ("help", "metavar")]
            yield from _texts(shown) if isinstance(node.func, ast.Attribute) else []


def _called(node: ast.Call) -> Iterator[Id]:
    name = _name(node)
    if name in {"_", "N_"}:
        yield from _texts(node.args[:1])
    elif name in PAIRS or (name == "partial" and ast.unparse(node.args[0]) == "n_"):
        place = PAIRS.get(name, 1)
        texts = _texts(node.args[place : place + 2])
        if len(texts) == 2:
            yield (texts[0], texts[1])


def _numbered(node: ast.Tuple) -> Iterator[Id]:
    for one, many in pairwise(node.elts):
        if isinstance(one, ast.Call) and isinstance(many, ast.Call) and _name(one) == _name(many) == "N_":
            singular, plural = *_texts(one.args), *_texts(many.args)
            if singular != plural and _numberless(singular) == _numberless(plural):
                yield (singular, plural)


def _name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _texts(args: list[ast.expr]) -> list[str]:
    return [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]


def _numberless(text: str) -> str:
    return re.sub(r"(?<=\w)[sx]\b", "", re.sub(r"\bsont\b", "est", text))


def translated() -> Catalog:
    """Return the English catalogue as it is written, obsolete entries included."""
    with PO.open("rb") as file:
        return read_po(file, locale="en", domain=DOMAIN)


def words(catalogue: Catalog) -> dict[Id, tuple[str, ...]]:
    """Return the English of each message: one text, or the singular and the plural."""
    return {_key(one.id): _forms(one.string) for one in catalogue if one.id}


def compiled() -> dict[Id, tuple[str, ...]]:
    """Return the messages of the compiled catalogue, by their singular."""
    with MO.open("rb") as file:
        return words(read_mo(file))


def compilation(catalogue: Catalog) -> bytes:
    """Return what the compiled catalogue should be. Its heading names the version of Babel."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _key(message: object) -> Id:
    return message if isinstance(message, str) else tuple(message)  # type: ignore[arg-type, return-value]


def _forms(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)  # type: ignore[arg-type]


def sync() -> list[str]:
    """Write the catalogue anew from the code with the English already known, and compile it. Returns one line for
    each message that has none, beside the nearest one no longer in the code."""
    old = translated()
    known = words(old)
    fresh = Catalog(
        "en",
        DOMAIN,
        header_comment=old.header_comment,
        project="Premier Contact",
        version=old.version,
        creation_date=old.creation_date,
        revision_date=old.revision_date,
        msgid_bugs_address="see CONTRIBUTING.md",
        last_translator="Premier Contact",
        language_team="English",
        fuzzy=False,
    )
    code = marked()
    for message, files in code.items():
        english = _english(message, known)
        fresh.add(message, english[0] if isinstance(message, str) else english, [(file, 0) for file in files])
    with PO.open("wb") as file:
        write_po(file, fresh, width=120, sort_by_file=True, include_lineno=False)
    MO.write_bytes(compilation(fresh))
    gone = {_first(message): english[0] for message, english in known.items() if message not in code}
    lacking = [_first(message) for message in code if not all(_english(message, known))]
    return [_beside(text, gone) for text in lacking]


def _english(message: Id, known: dict[Id, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the English of a message; a plural may have been two messages, and a space may have changed."""
    if message in known:
        return known[message]
    if isinstance(message, tuple):
        singles = [known.get(text, ("",))[0] for text in message]
        if all(singles):
            return tuple(singles)
    spaced = {_spaceless(one): english for one, english in known.items()}
    return spaced.get(_spaceless(message), ("",) if isinstance(message, str) else ("", ""))


def _spaceless(message: Id) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", " ", text) for text in _forms(message))


def _first(message: Id) -> str:
    return message if isinstance(message, str) else message[0]


def _beside(text: str, gone: dict[str, str]) -> str:
    near = get_close_matches(text, gone, n=1)
    return f"{text}\n    was {near[0]}\n    = {gone[near[0]]}" if near else text


if __name__ == "__main__":
    if sys.argv[1:] != ["sync"]:
        sys.exit("usage: python -m tests.words sync")
    sys.exit("\n".join(sync()) or 0)
