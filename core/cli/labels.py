"""Verbs for several leads at once: labels, who follows whom; and the people of the agency."""

from collections.abc import Iterable, Sequence

import click

from core.actions.common import agency, agents, people
from core.actions.common.in_slices import BulkResult
from core.actions.common.judging import law_of
from core.actions.leads import assigning, lead_views, tags
from core.base.i18n import _, n_
from core.cli.desk import Shape, VerbDesk, on_base, pairs_of
from core.records.agent import Agent
from core.store.port import Reader
from core.words import cautions
from core.words.errors import error

_FILTER = click.option("--filter", "filters", multiple=True, metavar="NOM=VALEUR", help="Tous ceux de cette liste.")


@click.command()
@click.argument("who", nargs=-1)
@click.option("--add", default="", metavar="ÉTIQUETTES", help="À poser, séparées par des virgules.")
@click.option("--remove", default="", metavar="ÉTIQUETTES", help="À retirer.")
@click.option("--rename", default="", metavar="AVANT=APRÈS", help="Renommer partout\u202f; sans après, supprimer.")
@_FILTER
@on_base
def tag(at: VerbDesk, who: tuple[str, ...], add: str, remove: str, rename: str, filters: tuple[str, ...]) -> None:
    """Étiquette des prospects ; sans rien, dit les étiquettes."""
    if rename:
        [(old, new)] = pairs_of([rename]).items()
        result = tags.rename_tag(at.store, old, new, by=at.by, at=at.now)
    elif add or remove:
        with at.store.read() as r:
            ids = _chosen(r, at, who, filters)
        result = tags.tag_several(at.store, ids, add=add, remove=remove, by=at.by, at=at.now)
    else:
        with at.store.read() as r:
            known = tags.known(r)
        at.answer({"tags": known}, [f"{name}  {count}" for name, count in known.items()])
        return
    warned = cautions.private_words(add or rename)
    lines = [_counted(result), *(cautions.tag_caution(*private) for private in warned)]
    at.answer(_shape(result) | {"cautions": [word for word, _theme in warned]}, lines)


@click.command()
@click.argument("who", nargs=-1)
@click.option("--to", default="", metavar="PERSONNE", help="Nom ou initiales.")
@click.option("--nobody", is_flag=True, help="N’affecter à personne.")
@_FILTER
@on_base
def assign(at: VerbDesk, who: tuple[str, ...], to: str, nobody: bool, filters: tuple[str, ...]) -> None:
    """Affecte des prospects à une personne de l’agence."""
    with at.store.read() as r:
        agent = None if nobody else agents.find_agent(r, to)
        ids = _chosen(r, at, who, filters)
    result = assigning.assign(at.store, ids, agent.id if agent else None, by=at.by, at=at.now)
    at.answer(_shape(result) | {"agent": agent.name if agent else ""}, [_counted(result)])


@click.command("agents")
@click.option("--add", default="", metavar="NOM", help="Ajouter quelqu’un.")
@click.option("--set", "changed", default="", metavar="PERSONNE", help="Qui changer, par son nom ou ses initiales.")
@click.option("--name", default="", help="Son nouveau nom.")
@click.option("--initials", default="", help="Ses initiales.")
@click.option("--role", default=None, help="Ce que la personne fait à l’agence.")
@click.option("--active", type=click.Choice(["yes", "no"]), default=None, help="Travaille ici, ou plus.")
@on_base
def agents_verb(
    at: VerbDesk, add: str, changed: str, name: str, initials: str, role: str | None, active: str | None
) -> None:
    """Dit les personnes de l’agence, en ajoute ou en change une."""
    if add:
        agents.keep_agent(at.store, add, initials=initials, role=role or "", by=at.by, at=at.now)
    elif changed:
        with at.store.read() as r:
            was = agents.find_agent(r, changed)
        agents.keep_agent(
            at.store, name or was.name, initials=initials or was.initials, role=was.role if role is None else role,
            active=was.active if active is None else active == "yes", agent_id=was.id, by=at.by, at=at.now,
        )  # fmt: skip
    with at.store.read() as r:
        every = [(agent, agents.follows(r, agent.id)) for agent in agents.everybody(r)]
    at.answer({"agents": [_agent(one, leads) for one, leads in every]}, [_told(one, leads) for one, leads in every])


def _chosen(r: Reader, at: VerbDesk, who: Sequence[str], filters: Iterable[str]) -> list[int]:
    """Return the leads named, or all those of a list. Raises UserError LEAD_UNKNOWN when nobody is meant."""
    asked_ids = [people.known(r, text) for text in who]
    pairs = pairs_of(filters)
    if pairs:
        asked_ids += lead_views.find(r, law_of(agency.settings(r)), at=at.now, filters=pairs)
    if not asked_ids:
        raise error("LEAD_UNKNOWN")
    return list(dict.fromkeys(asked_ids))


def _shape(done: BulkResult) -> Shape:
    return {"leads": list(done.ids), "changed": done.leads, "same": done.same}


def _counted(done: BulkResult) -> str:
    changed = n_("{n} prospect changé.", "{n} prospects changés.", done.leads).format(n=done.leads)
    same = n_("{n} prospect était déjà ainsi.", "{n} prospects étaient déjà ainsi.", done.same).format(n=done.same)
    return f"{changed} {same}" if done.same else changed


def _agent(one: Agent, leads: int) -> Shape:
    return {
        "id": one.id, "name": one.name, "initials": one.initials, "role": one.role, "active": one.active,
        "leads": leads,
    }  # fmt: skip


def _told(one: Agent, leads: int) -> str:
    rest = "" if one.active else _("ne travaille plus ici")
    count = n_("{n} prospect", "{n} prospects", leads).format(n=leads)
    return ", ".join(part for part in (f"{one.initials}  {one.name}", one.role, rest, count) if part)


VERBS = (tag, assign, agents_verb)
