"""The verb that sets the values of a sheet."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import click

from core.actions.common import agency, next_step_facts, people
from core.actions.common.judging import law_of
from core.actions.leads import editing
from core.base import text
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.phones import parse
from core.base.screen_shapes import day, labelled
from core.cli.desk import Shape, VerbDesk, day_if_typed, iso, on_base, pairs_of
from core.model.editing import Change, Edited, How, ValueSource
from core.records.contact import Contact
from core.store.port import Reader
from core.words import cautions, steps
from core.words.errors import error
from core.words.owners import shared_with

_FREE = MappingProxyType({"notes": cautions.note_caution, "tags": cautions.tag_caution})
"""The fields of free words, and what is said of one that touches the life of the person."""
_PLACE = ("address", "postcode", "town")


@click.command("edit")
@click.argument("lead")
@click.option("--set", "values", multiple=True, metavar="CHAMP=VALEUR", help="Ce qui est à écrire\u202f; vide, à ôter.")
@click.option("--remove", "removed", multiple=True, metavar="COORDONNÉE", help="Numéro ou e-mail à retirer.")
@click.option("--from", "how", type=click.Choice(How.texts()), help="D’où vient ce qui est écrit.")
@click.option("--seen", default="", metavar="DATE", help="Jour où il a été vu\u202f; aujourd’hui si absent.")
@click.option("--way", default="", metavar="MOTS", help="Par quel autre moyen, écrit tel quel dans la lettre.")
@on_base
def edit(
    at: VerbDesk, lead: str, values: tuple[str, ...], removed: tuple[str, ...], how: str | None, seen: str, way: str
) -> None:
    """Écrit ou corrige une fiche ; le registre d’opposition est interrogé d’abord."""
    with at.store.read() as r:
        lead_id = people.known(r, lead)
        changes = [*_set(r, lead_id, values), *_taken_away(r, lead_id, removed)]
    source = ValueSource(How(how), day_if_typed(seen) or at.now.date(), way) if how else None
    done = editing.edit(at.store, lead_id, changes, told=source, by=at.by, at=at.now)
    with at.store.read() as r:
        step = next_step_facts.next_steps(r, [lead_id], law_of(agency.settings(r)), at=at.now)[lead_id]
    warned = [(word, told) for field, told in _FREE.items() for word in cautions.private_words(_typed(changes, field))]
    shape = _shape(done, step.step.value) | {"cautions": [word for (word, _theme), _told in warned]}
    lines = [*_lines(done, steps.step_sentence(step)), *(told(*private) for private, told in warned)]
    at.answer(shape, lines, ok=done.opposed is None)


def _typed(changes: Iterable[Change], field: str) -> str:
    return "\n".join(change.value for change in changes if change.field == field)


def _set(r: Reader, lead_id: int, values: Iterable[str]) -> list[Change]:
    """Return the changes asked for: every telephone and e-mail is added, the address is one value."""
    asked = [pair for value in values for pair in pairs_of([value]).items()]
    held = {contact.id: contact for contact in r.of(Contact, lead_id=lead_id)}
    place = {name: value for name, value in asked if name in _PLACE}
    home = next((contact for contact in held.values() if contact.kind == "address"), None)
    changes = [Change(name, value) for name, value in asked if name not in _PLACE]
    if home is not None or place.get("address"):
        return [*changes, *([_address(place, home)] if place else [])]
    return [*changes, *(Change(name, value) for name, value in place.items() if name != "address")]


def _address(place: Mapping[str, str], home: Contact | None) -> Change:
    street, code, town = (home.value, home.postcode, home.town) if home else ("", "", "")
    return Change(
        "address", place.get("address", street), home.id if home else 0, place.get("postcode", code),
        place.get("town", town),
    )  # fmt: skip


def _taken_away(r: Reader, lead_id: int, removed: Iterable[str]) -> list[Change]:
    """Return the contact points to remove. Raises UserError FIELD_VALUE for one that the sheet does not hold."""
    changes = []
    for raw in removed:
        phone = parse(raw)
        values = {phone.e164} if phone else {*text.emails(raw), text.clean(raw)}
        contact = next((one for one in r.of(Contact, lead_id=lead_id) if one.value in values), None)
        if contact is None:
            raise error("FIELD_VALUE", field="--remove", value=raw)
        changes.append(Change(contact.kind, "", contact.id))
    return changes


def _shape(done: Edited, step: str) -> Shape:
    return {
        "lead": done.lead_id,
        "changed": [
            {"field": one.field, "label": one.label, "before": one.before, "after": one.after} for one in done.changed
        ],
        "opposed": iso(done.opposed),
        "held": done.held,
        "known": done.known,
        "also": list(done.also),
        "step": step,
    }


def _lines(done: Edited, step: str) -> list[str]:
    lines = [labelled(one.label, f"{one.before or '–'} → {one.after or '–'}") for one in done.changed]
    if done.opposed is not None:
        since = day(done.opposed.astimezone(AGENCY_ZONE).date())
        lines.append(_("Cette personne s’oppose depuis le {day}. Rien n’est gardé.").format(day=since))
    if done.held:
        lines.append(_("Cette adresse ressemble à une adresse bloquée. La lettre est retenue."))
    if done.known:
        lines.append(_("Déjà sur la fiche de {name}. Est-ce la même personne\u202f?").format(name=done.known))
    if done.also:
        lines.append(shared_with(done.also))
    return [*lines, step]


VERBS = (edit,)
