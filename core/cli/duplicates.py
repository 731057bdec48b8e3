"""Verbs about leads that may be one person: look for them, join two, undo a join, say that they are two."""

import click

from core.actions.common import people
from core.actions.leads import duplicates as looking_alike
from core.actions.leads.join_preview import differences
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import join as join_leads
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day_short, labelled
from core.cli.desk import Shape, VerbDesk, on_base
from core.model.joining import Difference
from core.records.lead import Alike, Lead
from core.store import leads
from core.words.printing import joined_letters

_PAIRS = 200
"""Pairs printed."""


@click.command("duplicates")
@click.argument("prospect", default="")
@click.option("--batch", type=click.INT, default=None, help="Seulement les prospects de ce lot.")
@on_base
def duplicates(at: VerbDesk, prospect: str, batch: int | None) -> None:
    """Cherche qui pourrait être la même personne qu’un prospect, ou tous les doublons possibles."""
    if prospect:
        _of_one(at, prospect)
    else:
        _of_all(at, batch)


@click.command("join")
@click.argument("keep")
@click.argument("other")
@click.option("--dry-run", is_flag=True, help="Dire ce qui changerait sans rien écrire.")
@on_base
def join(at: VerbDesk, keep: str, other: str, dry_run: bool) -> None:
    """Réunit deux prospects ; le premier est gardé."""
    with at.store.read() as r:
        number, two = people.known(r, keep), people.known(r, other)
        changes = differences(r, number, two)
    sentences = [_change(change) for change in changes]
    shape: Shape = {"keep": number, "other": two, "changes": [_shape(change) for change in changes]}
    if dry_run:
        at.answer(shape, sentences or [_("Rien ne changerait sur la fiche gardée.")])
        return
    done = join_leads(at.store, number, two, by=at.by, at=at.now)
    until = day_short(done.until.astimezone(AGENCY_ZONE).date())
    shape |= {"join": done.id, "opposed": done.opposed, "until": done.until.isoformat()}
    shape["letters_taken_back"] = list(done.letters)
    closed = [_("L’une des deux s’opposait\u202f: tout est fermé.")] if done.opposed else []
    words = _("Fiches réunies. Se défait jusqu’au {day}\u202f: split {join}.").format(day=until, join=done.id)
    at.answer(shape, [*sentences, *closed, *filter(None, (joined_letters(done.letters),)), words])


@click.command("split")
@click.argument("join_id", metavar="RÉUNION", type=click.INT)
@on_base
def split(at: VerbDesk, join_id: int) -> None:
    """Défait une réunion de moins de 30 jours."""
    again = disjoin(at.store, join_id, by=at.by, at=at.now)
    words = _("Réunion défaite. Le prospect {lead} est de retour.").format(lead=again)
    at.answer({"join": join_id, "lead": again}, [words])


@click.command("apart")
@click.argument("one")
@click.argument("other")
@on_base
def apart(at: VerbDesk, one: str, other: str) -> None:
    """Retient que deux prospects sont deux personnes."""
    with at.store.read() as r:
        pair = people.known(r, one), people.known(r, other)
    looking_alike.told_apart(at.store, *pair, by=at.by, at=at.now)
    at.answer({"apart": list(pair)}, [_("Deux personnes. La question ne sera plus posée.")])


VERBS = (duplicates, join, split, apart)


def _of_one(at: VerbDesk, prospect: str) -> None:
    with at.store.read() as r:
        proposals = looking_alike.proposals(r, people.known(r, prospect))
    shape = {
        "duplicates": [
            {"lead": proposal.lead_id, "name": proposal.name, "town": proposal.town, "score": proposal.score,
             "reasons": list(proposal.reasons), "opposed": proposal.hidden, "apart": proposal.apart}
            for proposal in proposals
        ]
    }  # fmt: skip
    at.answer(
        shape, [_proposal(proposal) for proposal in proposals] or [_("Personne ne lui ressemble.")], ok=bool(proposals)
    )


def _of_all(at: VerbDesk, batch: int | None) -> None:
    found = looking_alike.survey(at.store, batch, by=at.by, at=at.now)
    with at.store.read() as r:
        pairs = r.of(Alike, "-score, lead_a", _PAIRS, apart_at=None)
        names = {lead: _name(leads.refusal(r, lead) is not None, r.get(Lead, lead)) for row in pairs
                 for lead in (row.lead_a, row.lead_b)}  # fmt: skip
    shape = {
        "looked": found.looked,
        "fresh": found.pairs,
        "pairs": [{"leads": [row.lead_a, row.lead_b], "score": row.score} for row in pairs],
    }
    lines = [f"{row.lead_a} {names[row.lead_a]} = {row.lead_b} {names[row.lead_b]} ({row.score})" for row in pairs]
    count = n_("{n} paire à regarder.", "{n} paires à regarder.", len(pairs)).format(n=len(pairs))
    at.answer(shape, [*lines, count], ok=bool(pairs))


def _name(opposed: bool, person: Lead | None) -> str:
    return _("(opposé)") if opposed or person is None else person.name or _("Sans nom")


def _proposal(one: looking_alike.Proposal) -> str:
    who = _("une personne opposée") if one.hidden else ", ".join(filter(None, (one.name, one.town)))
    return labelled(f"{one.lead_id} {who} ({one.score})", ", ".join(one.reasons))


def _change(change: Difference) -> str:
    return _("{what}\u202f: {before} → {after}").format(what=change.what, before=change.before, after=change.after)


def _shape(change: Difference) -> Shape:
    return {"what": change.what, "before": change.before, "after": change.after}
