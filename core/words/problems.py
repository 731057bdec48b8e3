"""The French words of each group of problems on screen: its title, its example line and its buttons."""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from core.base.i18n import _, n_
from core.base.resources import resource
from core.base.screen_shapes import number, quoted
from core.model import problem_codes
from core.model.batch import SourceRefusal
from core.model.checking import Problem, ProblemChoice, Sort

Example = Callable[[Problem], str]


@cache
def texts() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of resources/words/problems.toml, by name."""
    return tomllib.loads(resource("words", "problems.toml").read_text(encoding="utf-8"))


def title(code: str, count: int) -> str:
    """Return what the problems of a group are, to be read after their number."""
    singular, plural = texts()["titles"][code]
    return n_(singular, plural, count)


def example(code: str, first: Problem | None) -> str:
    """Return one line about the first problem, or about the whole group when nothing of that problem may be shown."""
    if first is None or code in texts()["lines"]:
        return _(texts()["lines"][code])
    if code in _EXAMPLES:
        return _EXAMPLES[code](first)
    if first.proposal:
        return _("Ligne {line} : {value} devient {proposal}").format(
            line=number(first.line), value=first.value, proposal=first.proposal.replace(" | ", ", ")
        )
    return _("Ligne {line} : {value}").format(line=number(first.line), value=first.value)


def heard(one: SourceRefusal) -> str:
    """Return where a refusal was read and its words, as a sentence; nothing in it names the person."""
    if not one.column:
        return _("Refus lu dans l’annonce : « {words} »").format(words=one.words)
    return _("Refus lu dans la colonne « {column} » : « {words} »").format(column=one.column, words=one.words)


_LINES = 6
"""Lines told one by one."""


def opposed(refusals: Sequence[SourceRefusal]) -> str:
    """Return the line of the group of opposed persons: the columns where their refusals were read, most first."""
    columns = Counter(refusal.column for refusal in refusals if refusal.column)
    if not columns:
        return _(texts()["lines"]["OPPOSED"])
    listed = ", ".join(f"{quoted(column)} ({number(count)})" for column, count in columns.most_common())
    words = _("Refus lus dans {columns}\u202f: l’annonce reste, sans nom ni numéro. Les autres sont au registre.")
    return words.format(columns=listed)


def heard_title(words: str, count: int) -> str:
    """Return what a refusal heard is called, after its count."""
    return n_("refus\u202f: «\u202f{words}\u202f»", "refus\u202f: «\u202f{words}\u202f»", count).format(words=words)


def heard_where(refusals: Sequence[SourceRefusal]) -> str:
    """Return where a refusal was heard: the columns, and the first lines."""
    columns = ", ".join(dict.fromkeys(quoted(refusal.column) for refusal in refusals if refusal.column))
    lines = [number(refusal.line) for refusal in refusals[:_LINES]]
    told = n_("ligne {lines}", "lignes {lines}", len(lines)).format(lines=", ".join(lines)) if lines else ""
    more = "…" if len(refusals) > _LINES else ""
    return ", ".join(filter(None, (columns, told))) + more


def choices(code: str, sort: Sort, count: int) -> tuple[ProblemChoice, ...]:
    """Return the buttons of a group."""
    if code in texts()["choices"]:
        return tuple(ProblemChoice(key, _button(words, count)) for key, words in texts()["choices"][code].items())
    if sort is Sort.REPAIRED:
        return ProblemChoice("fix", _fix(count)), ProblemChoice("keep", _("Annuler"))
    return ()


def _button(words: str | list[str], count: int) -> str:
    return _(words) if isinstance(words, str) else n_(words[0], words[1], count).format(n=number(count))


def _fix(count: int) -> str:
    return n_("Corriger", "Corriger les {n}", count).format(n=number(count))


def see(count: int) -> str:
    """Return the words of the button that shows the rows of a group."""
    return n_("Voir la ligne", "Voir les {n}", count).format(n=number(count))


def _couple(first: Problem) -> str:
    title, _bar, name = first.proposal.partition(" | ")
    words = (
        _("Ligne {line}\u202f: {value} se lit «\u202f{title}\u202f» et «\u202f{name}\u202f»")
        if name
        else _("Ligne {line}\u202f: {value}")
    )
    return words.format(line=number(first.line), value=first.value, title=title, name=name)


def _low(first: Problem) -> str:
    return _("Ligne {line} : {value}, sans doute une location").format(line=number(first.line), value=first.value)


def _doubt(first: Problem) -> str:
    words = _("Ligne {line}\u202f: «\u202f{value}\u202f», est-ce un refus\u202f?")
    return words.format(line=number(first.line), value=first.value)


def _bad_phone(first: Problem) -> str:
    words = _("Ligne {line} : {value} ; la ligne est gardée si elle a une autre coordonnée")
    return words.format(line=number(first.line), value=first.value)


def _two(first: Problem) -> str:
    words = _("Ligne {line} : {proposal}, tous sont gardés")
    return words.format(line=number(first.line), proposal=first.proposal)


_EXAMPLES: Mapping[str, Example] = {
    problem_codes.PRICE_LOW: _low,
    problem_codes.PHONE_BAD: _bad_phone,
    problem_codes.PHONE_CUT: _bad_phone,
    problem_codes.PHONE_TWO: _two,
    problem_codes.COUPLE: _couple,
    problem_codes.MAY_REFUSE: _doubt,
}
