"""Everything the base holds about one person, in the form given to that person: values by French label, and nothing
about anybody else.

Left out on purpose: who worked on the sheet (staff are other persons), what a join brought and its undoing removed, and
the calls and refusals of others who share an address or a telephone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter

from core.actions.common.provenance import Datum, given
from core.actions.leads import milestones
from core.base.french import listed, moment, phone_pairs, slots
from core.base.i18n import N_, _
from core.base.moments import local, made, read_day
from core.base.records import Struct
from core.model.batch import Source
from core.model.channel import Channel, ContactKind, TitleKind
from core.model.consent import ConsentGap, ConsentWay
from core.model.editing import DEALS
from core.model.opposing import CallOutcome, RefusalAuthor, RefusalHow
from core.model.request import Outcome, RequestKind, RequestWay
from core.records.agent import Agent
from core.records.call import Call, Callback
from core.records.consent import Consent, Proof
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.notice import HandOver, Notice
from core.records.opposition import Doubt, DoubtMark
from core.records.reply import Reply
from core.records.request import RecipientTask, Request
from core.records.title import Title
from core.store import calls, leads, registers
from core.store.port import Reader
from core.store.registers import LeadGesture, ways_closed
from core.words.errors import error
from core.words.milestones import milestone_words
from core.words.origins import how_words
from core.words.owners import ROLES
from core.words.replies import boxes_said
from core.words.terms import term

Said = str | int | float | date | None
Item = dict[str, Said]

_DATA = {
    **{kind.value: kind.in_full for kind in ContactKind}, "name": N_("nom"), "first_name": N_("prénom"),
    "last_name": N_("nom de famille"), "civility": N_("civilité"),
    "postcode": N_("code postal"), "town": N_("commune"), "listing": N_("annonce"),
    "detail": N_("un détail de l’annonce"),
}  # fmt: skip


class DataSection(Struct, frozen=True):
    """One kind of data held. ``items``: French label → value; an empty value is left out. ``none``: the sentence to
    show when there is nothing."""

    title: str
    items: tuple[Item, ...]
    none: str


def held(r: Reader, lead_id: int) -> tuple[DataSection, ...]:
    """Return what is held about a lead, section by section. Raises UserError LEAD_UNKNOWN, also for an erased lead."""
    person = r.get(Lead, lead_id)
    if person is None or person.erased_at is not None:
        raise error("LEAD_UNKNOWN")
    return tuple(
        DataSection(title, tuple(_filled(item) for item in items), none)
        for title, items, none in (
            (_("Votre identité"), _identity(r, lead_id, person), _("Aucune.")),
            (_("Vos coordonnées"), _contacts(r, lead_id), _("Aucune.")),
            (_("D’où viennent vos données"), _origins(r, lead_id), _("Aucune origine.")),
            (_("Vos annonces"), _listings(r, lead_id), _("Aucune.")),
            (_("Nos lettres"), _letters(r, lead_id), _("Aucune.")),
            (_("Nos appels et les vôtres"), _calls(r, lead_id), _("Aucun.")),
            (_("L’information donnée au téléphone"), _spoken(r, lead_id), _("Aucune.")),
            (_("Les rappels prévus"), _callbacks(r, lead_id), _("Aucun.")),
            (_("Les étapes du projet"), _milestones(r, lead_id), _("Aucune.")),
            (_("Vos accords"), _consents(r, lead_id), _("Aucun : vous ne nous en avez pas donné.")),
            (_("Contrats et demandes d’être rappelé"), _titles(r, lead_id), _("Aucun.")),
            (_("Vos coupons"), _replies(r, lead_id), _("Aucun.")),
            (_("Vos oppositions"), _oppositions(r, lead_id), _("Aucune.")),
            (_("Vos demandes"), _requests(r, lead_id), _("Aucune.")),
            (_("Qui a été averti"), _told(r, lead_id), _("Personne.")),
        )
    )


def proofs(r: Reader, lead_id: int) -> list[tuple[str, bytes]]:
    """Return (file name, content) of the proofs the person gave, oldest first."""
    ids = [row.proof_id for row in r.of(Consent, lead_id=lead_id)] + [
        title.proof_id for title in reversed(r.of(Title, "-id", lead_id=lead_id))
    ]
    ids += [reply.proof_id for reply in r.of(Reply, lead_id=lead_id)]
    found = [r.get(Proof, int(fromkey)) for fromkey in dict.fromkeys(ids) if fromkey is not None]
    return [(row.name, row.content) for row in found if row is not None]


def _filled(item: Item) -> Item:
    return {label: value for label, value in item.items() if value not in (None, "")}


def _identity(r: Reader, lead_id: int, person: Lead) -> Iterator[Item]:
    agent = r.get(Agent, person.agent_id)
    yield {
        _("civilité"): person.civility, _("nom"): person.last_name or person.name, _("prénom"): person.first_name,
        _("code postal"): person.postcode, _("commune"): person.town, _("reçues le"): read_day(person.obtained),
        _("vous informer avant le"): read_day(person.notice_due),
        _("gelées depuis"): _moment(person.restricted_at), _("refus lu dans l’annonce"): person.quote,
        _("nos notes"): person.notes,
        _("nos étiquettes"): ", ".join(person.tags.splitlines()), _("suivi par"): agent.name if agent else "",
    }  # fmt: skip


def _contacts(r: Reader, lead_id: int) -> Iterator[Item]:
    for contact in r.of(Contact, lead_id=lead_id):
        yield {_(ContactKind(contact.kind).in_full): _written(contact)}


def _origins(r: Reader, lead_id: int) -> Iterator[Item]:
    values = _values(r, lead_id)
    for one in given(r, lead_id, spent=True, in_parts=True):
        origin = one.origin
        bought = origin.source == Source.FILE and not origin.how
        how = how_words(origin.how, origin.way) or _(Source(origin.source).of_origin)
        yield {
            _("comment"): how, _("fournisseur"): origin.supplier,
            _("adresse du fournisseur"): origin.supplier_address, _("site"): origin.site,
            _("référence"): origin.reference, _("page"): origin.url, _("annonce lue le"): read_day(origin.seen),
            _("reçue le"): read_day(origin.obtained), _("fichier"): origin.batch_name if bought else "",
            _("ligne"): origin.line if bought and origin.line else None,
            _("ce qui en vient"): _said_of(one.sure, values),
            _("ce qui en vient peut-être"): _said_of(one.perhaps, values), **_extra(origin.extra),
        }  # fmt: skip


def _values(r: Reader, lead_id: int) -> dict[tuple[str, int], str]:
    """Return what tells a contact point or an ad of a lead from its others, by table and row."""
    found = {("contact", contact.id): _written(contact) for contact in r.of(Contact, lead_id=lead_id)}
    return found | {("listing", listing.id): listing.reference for listing in r.of(Listing, "-id", lead_id=lead_id)}


def _said_of(data: Sequence[Datum], values: Mapping[tuple[str, int], str]) -> str:
    """Return what an origin gave, in words: « nom, téléphone 06 39 98 12 41, annonce REF4 »."""
    words = (
        f"{_(_DATA.get(datum.kind, _DATA['detail']))} {values.get((datum.table, datum.row_id), '')}" for datum in data
    )
    return ", ".join(dict.fromkeys(word.strip() for word in words))


def _written(contact: Contact) -> str:
    if contact.kind == "phone":
        return phone_pairs(contact.value)
    return ", ".join(filter(None, (contact.value, f"{contact.postcode} {contact.town}".strip())))


def _extra(extra: str) -> Item:
    columns = json.loads(extra) if extra else []
    return {_("colonne « {name} »").format(name=heading): said for heading, said in columns}


def _listings(r: Reader, lead_id: int) -> Iterator[Item]:
    for listing in r.of(Listing, "-id", lead_id=lead_id):
        yield {
            _("site"): listing.site, _("référence"): listing.reference, _("page"): listing.url,
            _("titre"): listing.title, _("type"): listing.kind,
            _("part"): _(ROLES[listing.role]) if listing.role in ROLES else None,
            _("projet"): _(DEALS[listing.deal]) if listing.deal else None,
            _("prix en euros"): listing.price / 100 if listing.price is not None else None,
            _("surface en m²"): listing.area, _("pièces"): listing.rooms,
            _("commune"): f"{listing.postcode} {listing.town}".strip(), _("lue le"): read_day(listing.seen),
            _("plus en ligne depuis le"): read_day(listing.gone_on),
        }  # fmt: skip


def _letters(r: Reader, lead_id: int) -> Iterator[Item]:
    for letter in r.of(Notice, lead_id=lead_id):
        yield {
            _("référence"): letter.reference, _("datée du"): read_day(letter.day),
            _("postée le"): _moment(letter.posted_at), _("revenue le"): _moment(letter.returned_at),
            _("retirée le"): _moment(letter.withdrawn_at), _("textes"): letter.versions,
            _("confiée à"): ", ".join(hand_over.service for hand_over in r.of(HandOver, notice_id=letter.id)),
            _("empreinte"): letter.sha256,
        }  # fmt: skip


def _calls(r: Reader, lead_id: int) -> Iterator[Item]:
    found = r.of(Call, "started", lead_id=lead_id)
    # When only this sheet has a number, a call with it from before the sheet existed is the person's too.
    own = [mark.hash for mark in leads.marks(r, lead_id) if mark.kind == "phone"]
    for hashed in own:
        if len(leads.sharing(r, [hashed])) == 1:
            found += r.of(Call, "started", hash=hashed, lead_id=None)
    for call in sorted(found, key=attrgetter("started")):
        yield {
            _("sens"): _("reçu") if call.direction == "in" else _("passé"), _("numéro"): phone_pairs(call.phone),
            _("début"): _moment(call.started), _("fin"): _moment(call.ended),
            _("issue"): CallOutcome.shown_of(call.outcome), _("note"): call.note,
        }  # fmt: skip


def _spoken(r: Reader, lead_id: int) -> Iterator[Item]:
    for notice in calls.spoken_to(r, lead_id):
        yield {
            _("le"): _moment(notice.at), _("texte"): notice.version,
            _("dite en entier"): _("oui") if notice.complete else _("non"),
        }  # fmt: skip


def _callbacks(r: Reader, lead_id: int) -> Iterator[Item]:
    for callback in r.of(Callback, "due", lead_id=lead_id):
        yield {
            _("prévu le"): _moment(callback.due), _("note"): callback.note, _("fait le"): _moment(callback.done_at),
            _("annulé le"): _moment(callback.cancelled_at),
        }  # fmt: skip


def _milestones(r: Reader, lead_id: int) -> Iterator[Item]:
    for one in milestones.of_lead(r, lead_id):
        yield {_("notée le"): made(one.id), _("étape"): milestone_words(one)}


def _consents(r: Reader, lead_id: int) -> Iterator[Item]:
    for consent in r.of(Consent, lead_id=lead_id):
        agreed = ", ".join(filter(None, map(Channel.shown_of, consent.channels.split(","))))
        yield {
            _("moyens"): agreed, _("donné le"): _moment(consent.collected), _("jusqu’au"): read_day(consent.until),
            _("texte"): consent.wording, _("objet"): consent.object, _("comment"): ConsentWay.shown_of(consent.way),
            _("lieu"): consent.place, _("heures"): slots(consent.hours),
            _("rendez-vous"): listed([moment(once) for once in consent.off_hours]),
            _("manque au papier"): ", ".join(map(ConsentGap.shown_of, consent.lacks)),
            _("retiré le"): _moment(consent.withdrawn),
            _("retiré pour le téléphone le"): _moment(consent.calls_withdrawn),
            _("copie remise le"): _moment(consent.copied_at),
        }  # fmt: skip


def _titles(r: Reader, lead_id: int) -> Iterator[Item]:
    for title in reversed(r.of(Title, "-id", lead_id=lead_id)):
        yield {
            _("nature"): TitleKind(title.kind).shown, _("numéro"): title.number, _("objet"): title.object,
            _("comment"): title.how,
            _("début"): _when(title.starts), _("fin"): _when(title.ends), _("répondu le"): _when(title.answered),
            _("close le"): _moment(title.closed_at),
        }  # fmt: skip


def _replies(r: Reader, lead_id: int) -> Iterator[Item]:
    for reply in r.of(Reply, lead_id=lead_id):
        yield {
            _("reçu le"): read_day(reply.received), _("cases"): boxes_said(reply.boxes),
            _("annulé le"): _moment(reply.undone_at),
        }  # fmt: skip


def _where(gesture: LeadGesture) -> Item:
    """Return where the words of a refusal stood."""
    line = str(gesture.line) if gesture.line else ""
    return {_("fichier"): gesture.file, _("ligne"): line, _("colonne"): gesture.place}


def _oppositions(r: Reader, lead_id: int) -> Iterator[Item]:
    gestures = registers.refusals_of_lead(r, lead_id)
    for gesture in gestures:
        yield {
            _("le"): _moment(gesture.at), _("par"): RefusalHow(gesture.how).shown, _("note"): gesture.note,
            _("auteur"): RefusalAuthor.shown_of(gesture.author), **(_where(gesture) if gesture.note else {}),
            _("annulée le"): _moment(gesture.lifted_at), _("annulée parce que"): gesture.lifted_note,
        }  # fmt: skip
    since = leads.refusal(r, lead_id)
    if since is not None and not any(row.lifted_at is None for row in gestures):
        # Said on another sheet that shares a contact point: this person may only know that the refusal holds.
        yield {_("le"): _moment(since.at), _("par"): RefusalHow.shown_of(since.how)}
    for mark in r.of(DoubtMark, lead_id=lead_id):
        doubt = r.row(Doubt, mark.doubt_id)
        yield {_("le"): _moment(doubt.at), _("mots à confirmer"): doubt.quote}
    for kind, one in {way.kind: way for way in reversed(ways_closed(r, [lead_id]))}.items():
        yield {_("le"): _moment(one.at), _("par"): RefusalHow(one.how).shown, _("note"): term("one_way", kind)}


def _requests(r: Reader, lead_id: int) -> Iterator[Item]:
    for request in r.of(Request, "received", lead_id=lead_id):
        yield {
            _("nature"): RequestKind(request.kind).shown, _("reçue le"): read_day(request.received),
            _("par"): RequestWay(request.how).shown, _("identité"): request.identity,
            _("réponse due le"): read_day(request.due),
            _("délai prolongé"): request.extended, _("répondue le"): read_day(request.answered),
            _("réponse partie par"): RequestWay.shown_of(request.answered_how),
            _("suite"): Outcome.shown_of(request.outcome), _("note"): request.note,
        }  # fmt: skip


def _told(r: Reader, lead_id: int) -> Iterator[Item]:
    for message in r.of(RecipientTask, lead_id=lead_id):
        yield {
            _("destinataire"): message.recipient, _("à propos de"): RequestKind(message.kind).shown,
            _("parti le"): _moment(message.sent), _("moyen"): message.proof,
        }  # fmt: skip


def _when(value: str | None) -> date | None:
    """Return a stored day as a day, a stored moment as a local moment."""
    return read_day(value) if value and len(value) == len("2026-11-24") else _moment(value)


def _moment(value: str | None) -> datetime | None:
    return local(value) if value else None
