"""The French words of the questions about a whole file: what each is about, its example, its buttons."""

from collections.abc import Callable, Mapping

from core.base import text
from core.base.i18n import _, n_
from core.base.screen_shapes import day_month, number
from core.model import problem_codes
from core.model.checking import ProblemChoice
from core.model.finding import (
    AGENCY_NAME,
    COUNTRY,
    HIDDEN_ROWS,
    LOOK,
    OPEN_QUOTE,
    REFUSING_COLUMN,
    STRUCK,
    FileFinding,
)
from core.words.problems import texts

_SHOWN = 3
Words = Callable[[FileFinding], str]


def asked_about(finding: FileFinding) -> str:
    """Return what a question is about, to be read after the number of its rows."""
    if finding.code == LOOK:
        return _looking(finding)
    singular, plural = texts()["questions"][finding.code]
    return n_(singular, plural, finding.count)


def question_words(finding: FileFinding) -> str:
    """Return the question, with what the rows hold."""
    return _EXAMPLES[finding.code](finding)


def answers(code: str) -> tuple[ProblemChoice, ...]:
    """Return the answers to the questions of a code; none for any other code."""
    return tuple(ProblemChoice(key, _(words)) for key, words in texts()["answers"].get(code, {}).items())


def _listed(finding: FileFinding) -> str:
    """Return the first values with their rows: « oui (3), non (12) »."""
    return ", ".join(f"{value} ({number(count)})" for value, count in finding.values[:_SHOWN])


def _agency(finding: FileFinding) -> str:
    names = ", ".join(value for value, _count in finding.values[:_SHOWN])
    if not finding.instead:
        words = _("Quelqu’un de l’agence\u202f? «\u202f{heading}\u202f»\u202f: {names}")
        return words.format(heading=finding.heading, names=names)
    words = _(
        "Quelqu’un de l’agence\u202f? «\u202f{heading}\u202f»\u202f: {names}\u202f; "
        "le vendeur serait dans «\u202f{other}\u202f»"
    )
    return words.format(heading=finding.heading, names=names, other=finding.instead)


def _refusing(finding: FileFinding) -> str:
    words = _("Refusent-elles\u202f? «\u202f{heading}\u202f»\u202f: {values}")
    return words.format(heading=finding.heading, values=_listed(finding))


def _look(finding: FileFinding) -> str:
    if finding.instead:
        words = _("Que veut dire {look}\u202f? La légende dit «\u202f{legend}\u202f». {lines}")
        return words.format(lines=_lines(finding), legend=finding.instead, look=finding.heading)
    return _("Que veut dire {look}\u202f? {lines}").format(lines=_lines(finding), look=finding.heading)


def _lines(finding: FileFinding) -> str:
    words = n_("Ligne {lines}", "Lignes {lines}", len(finding.values))
    more = "…" if finding.count > len(finding.values) else ""
    return words.format(lines=", ".join(line for line, _count in finding.values) + more)


def _hidden(finding: FileFinding) -> str:
    words = _("Faut-il lire ce qui est masqué\u202f? {lines}, par un filtre ou à la main")
    return words.format(lines=_lines(finding))


def _quote(finding: FileFinding) -> str:
    return _("{lines}\u202f: vérifiez ce qui est lu avant d’importer").format(lines=_lines(finding))


def _looking(finding: FileFinding) -> str:
    if finding.about == STRUCK:
        return n_("ligne barrée", "lignes barrées", finding.count)
    words = n_("ligne en {colour}", "lignes en {colour}", finding.count)
    return words.format(colour=finding.heading)


def _country(finding: FileFinding) -> str:
    words = _("De quel pays sont les téléphones et les adresses\u202f? {values}")
    return words.format(values=", ".join(value for value, _count in finding.values))


def _days(finding: FileFinding) -> str:
    day = finding.values[0][0] if finding.values else ""
    first = text.parse_day(day)
    if first is None:
        return _("«\u202f{heading}\u202f»\u202f: le mois avant le jour").format(heading=finding.heading)
    second = first.replace(month=first.day, day=first.month)
    words = _("{value}, le {first} ou le {second}\u202f? Les deux ordres se voient dans «\u202f{heading}\u202f»")
    return words.format(heading=finding.heading, value=day, first=day_month(first), second=day_month(second))


def _doubt(finding: FileFinding) -> str:
    words = _("«\u202f{value}\u202f» à chaque ligne de la colonne «\u202f{column}\u202f», est-ce un refus\u202f?")
    return words.format(column=finding.heading, value=finding.values[0][0] if finding.values else "")


_EXAMPLES: Mapping[str, Words] = {
    AGENCY_NAME: _agency,
    REFUSING_COLUMN: _refusing,
    COUNTRY: _country,
    LOOK: _look,
    HIDDEN_ROWS: _hidden,
    OPEN_QUOTE: _quote,
    problem_codes.DATE_BOTH_WAYS: _days,
    problem_codes.ALL_MAY_REFUSE: _doubt,
}
