"""Verbs about the law: judge past calls again, and correct the reference shown for a rule."""

from collections.abc import Iterator

import click

from core.actions.calling.rejudging import RejudgingPeriod, rejudge_in
from core.actions.papers import references
from core.actions.papers.references import RuleText, shown_as
from core.base.i18n import _
from core.base.screen_shapes import day_short, moment
from core.cli.desk import Shape, VerbDesk, bloctel_checks, day_typed, on_base
from core.model.rejudged import Breach, Rejudged
from core.words.errors import error
from core.words.past_calls import summary
from core.words.verdicts import reference, sentence


@click.command()
@click.option("--from", "first", required=True, metavar="AAAA-MM-JJ", help="Premier jour.")
@click.option("--to", "last", required=True, metavar="AAAA-MM-JJ", help="Dernier jour, compris.")
@bloctel_checks
@on_base
def rejudge(at: VerbDesk, first: str, last: str, checks: tuple[str, ...]) -> None:
    """Relit les appels passés selon la loi de leur jour."""
    with at.store.read() as r:
        period = RejudgingPeriod(at.store.path.parent, day_typed(first), day_typed(last), tuple(map(day_typed, checks)))
        found = rejudge_in(r, period)
        at.answer(_rejudged(found), _lines(found), ok=not found.breaking)


@click.command("reference")
@click.argument("rule", default="", metavar="RÈGLE")
@click.argument("texte", default=None, required=False)
@on_base
def reference_(at: VerbDesk, rule: str, texte: str | None) -> None:
    """Liste les textes de loi, ou corrige la référence affichée pour une règle."""
    if texte is not None:
        texts = [references.change(at.store, rule, texte, by=at.by, at=at.now)]
    else:
        wanted = rule.strip().upper()
        with at.store.read() as r:
            texts = [one for one in references.listed(r) if wanted in ("", one.rule, *one.codes)]
        if not texts:
            raise error("REFERENCE_UNKNOWN", rule=rule)
    at.answer({"references": [_shape(one) for one in texts]}, map(_line, texts))


VERBS = (rejudge, reference_)


def _rejudged(found: Rejudged) -> Shape:
    return {
        "judged": found.judged,
        "breaking": found.breaking,
        "prudent": found.prudent,
        "erased": found.erased,
        "breaches": [_breach(breach) for breach in found.breaches],
    }


def _breach(one: Breach) -> Shape:
    return {
        "call": one.call,
        "lead": one.lead,
        "name": one.name,
        "at": one.at.isoformat(),
        "by": one.by,
        "law": one.law,
        "prudent": one.prudent,
        "reasons": [
            {
                "code": reason.code,
                "rule": reason.rule,
                "reference": reference(reason),
                "grade": reason.grade,
                "sentence": sentence(reason),
            }
            for reason in one.reasons
        ],
    }


def _lines(found: Rejudged) -> Iterator[str]:
    for breach in found.breaches:
        yield f"{moment(breach.at)}  {breach.name}  ({breach.by})  {breach.law}"
        for reason in breach.reasons:
            yield f"    {reason.rule}  {sentence(reason)} ({reference(reason)})"
    yield from summary(found)


def _shape(one: RuleText) -> Shape:
    return {
        "rule": one.rule,
        "codes": list(one.codes),
        "grade": one.grade,
        "reference": one.reference,
        "original": one.original,
        "changed": one.changed,
        "at": one.at.isoformat() if one.at else None,
        "by": one.by,
        "laws": [
            {
                "title": period.title,
                "from": period.start.isoformat(),
                "to": period.end.isoformat() if period.end else None,
                "sources": list(period.sources),
            }
            for period in one.periods
        ],
    }


def _line(one: RuleText) -> str:
    words = f"{one.rule.ljust(11)} {one.grade}  {shown_as(one)}"
    if one.changed and one.at is not None:
        words += " " + _("(texte du programme : {original} ; corrigé par {by} le {day})").format(
            original=one.original, by=one.by, day=day_short(one.at.date())
        )
    return words
