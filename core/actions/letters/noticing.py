"""The first-contact letters: filled from the base, judged, printed to PDF and registered with their hash."""

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from core.actions.common import agency
from core.actions.common.files import made_folder, write_whole
from core.actions.common.judging import Law, law_of, verdict
from core.actions.common.kept_files import keep_letter, letters_folder
from core.actions.common.step_cache import leading, standing
from core.actions.letters.choosing import chosen, sensitive, written_in_english
from core.actions.letters.households import envelopes
from core.actions.letters.origins import letter_origins
from core.actions.letters.registering import (
    DrawnLetter,
    Letters,
    RefusedLetter,
    Registering,
    refused,
)
from core.base import places, text
from core.base.countries import abroad, at_home, country_of
from core.base.errors import UserError
from core.base.moments import read, read_day
from core.base.progress import Progress, silent
from core.base.records import replace
from core.model.channel import Channel
from core.model.letter import AD_COLUMNS, LetterDocument, LetterFacts, LetterOrigin, Way
from core.model.letter_choice import ChosenLetter
from core.model.settings import Settings
from core.model.step import Step
from core.model.verdict import Verdict
from core.notices.letter_text import variant
from core.notices.render import render, write_batch
from core.records.call import Call, Callback
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.milestone import Milestone
from core.records.notice import Notice
from core.records.reply import Reply
from core.records.request import Request
from core.sources.columns.names import BOTH, split_name
from core.sources.columns.names import civility as titled
from core.store import notices
from core.store.port import Reader, Store
from core.words.cautions import private_words
from core.words.errors import error

WRITE = (Step.WRITE, Step.WRITE_AGAIN)
"""The steps whose letter waits to be made."""
UNWRITTEN = "AAA-AAA"
"""The reference of a letter that is only thought of."""
_AND = re.compile(r"\s+(?:et|&)\s+", re.IGNORECASE)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_HOUSES = ("maison", "villa", "pavillon", "longere", "propriete")
_FLATS = ("appartement", "studio", "duplex", "loft", "triplex")
_KINDS = {
    **dict.fromkeys(_HOUSES, "une maison"),
    **dict.fromkeys(_FLATS, "un appartement"),
    "terrain": "un terrain",
    "immeuble": "un immeuble",
}


def due(r: Reader, *, at: datetime, limit: int = 1000) -> list[int]:
    """Return the leads whose next step is to be written to, the most urgent first, those written to a second time last;
    ``limit``: -1 for all of them."""
    return _at_step(r, WRITE, at, limit)


def undecided(r: Reader, *, at: datetime, limit: int = 1000) -> list[int]:
    """Return the leads whose letter waits until somebody decides who they are; ``limit``: -1 for all of them."""
    return _at_step(r, (Step.DECIDE,), at, limit)


def _at_step(r: Reader, steps: Sequence[Step], at: datetime, limit: int) -> list[int]:
    tally = standing(r, law_of(agency.settings(r)), at=at, most=None)
    return leading(r, tally, steps, limit)


def make(store: Store, ids: Iterable[int], out: Path, *, by: str, at: datetime, progress: Progress = silent) -> Letters:
    """Register a letter for each lead and write its PDF beside the base and into ``out``; a letter that is not allowed
    is refused with every reason. A letter made before and not posted is the same one, unless the sheet changed since.

    Raises UserError when a folder cannot be written; letters made before that stay.
    """
    made_folder(out)
    with store.read() as r:
        settings = agency.settings(r)
        asked_ids = [lead_id for envelope in envelopes(r, ids) for lead_id in envelope]
    law = law_of(settings)
    making = Registering(store, out, lambda r, lead_id: _judged(r, lead_id, law, at), by=by, at=at)
    try:
        for done_count, lead_id in enumerate(asked_ids):
            progress(done_count, len(asked_ids))
            with store.read() as r:
                one = _drawn(r, lead_id, settings, law, at, making.references)
            if isinstance(one, RefusedLetter):
                making.refused.append(one)
            else:
                making.add(one)
    finally:
        making.finish()
    return Letters(tuple(making.made), tuple(making.refused), _whole(store, making, out, at))


def _drawn(
    r: Reader, lead_id: int, settings: Settings, law: Law, at: datetime, taken: AbstractSet[str]
) -> DrawnLetter | RefusedLetter:
    """Return the letter to a lead, drawn: the one registered before when nothing changed since, else a new one, of
    another reference than those ``taken``."""
    said = _judged(r, lead_id, law, at)
    if not said.allowed:
        return refused(lead_id, said)
    before = r.one(Notice, "-id", lead_id=lead_id, posted_at=None, returned_at=None, withdrawn_at=None)
    day = date.fromisoformat(before.day) if before else at.date()
    reference = before.reference if before else new_reference(r, taken)
    facts = letter_facts(r, lead_id, settings, day=day, reference=reference)
    try:
        drawn = DrawnLetter(lead_id, facts, render(facts), before)
        if before is not None and not drawn.same:
            facts = replace(facts, reference=new_reference(r, taken), day=at.date())
            drawn = DrawnLetter(lead_id, facts, render(facts), before)
    except UserError as problem:
        return RefusedLetter(lead_id, (problem.text,), (problem.code,))
    return drawn


def _whole(store: Store, making: Registering, out: Path, at: datetime) -> str:
    """Draw the new letters in one file to print, which holds the fonts once, and return its path; for a single letter
    return its own path."""
    written = making.written
    if len(written) < 2:
        named = {letter.reference: letter.file for letter in making.made}
        return named[written[0].reference] if written else next(iter(named.values()), "")
    path, content = out / f"lettres-{at:%Y-%m-%d-%H%M%S}.pdf", BytesIO()
    write_batch(written, content)
    # What is kept beside the base is sealed with it; elsewhere it is somebody's own file.
    if out.resolve() == letters_folder(store).resolve():
        keep_letter(store, path.name, content.getvalue())
    else:
        write_whole(path, content.getvalue())
    return str(path)


def preview(store: Store, lead_id: int, *, at: datetime) -> LetterDocument:
    """Return the letter as it would be printed now; nothing is registered. Raises UserError with what forbids it."""
    with store.read() as r:
        settings = agency.settings(r)
        said = _judged(r, lead_id, law_of(settings), at)
        if not said.allowed:
            raise error("LETTER_REFUSED", reasons=" ".join(refused(lead_id, said).reasons))
        facts = letter_facts(r, lead_id, settings, day=at.date(), reference=new_reference(r))
    return render(facts)


def letter_chosen(store: Store, lead_id: int, *, at: datetime) -> ChosenLetter:
    """Return which letter a lead would get now, and why. Raises UserError LEAD_UNKNOWN."""
    with store.read() as r:
        facts = letter_facts(r, lead_id, agency.settings(r), day=at.date(), reference=UNWRITTEN)
        letter = chosen(r, lead_id, variant(facts), facts.first_letter, english=facts.english)
        return replace(letter, remarks=tuple(_to_reread(r.row(Lead, lead_id), facts)))


def _to_reread(person: Lead, facts: LetterFacts) -> Iterator[str]:
    """Yield what somebody should look at before a letter leaves: a town of no list, names whose first names nobody
    paired."""
    is_abroad = abroad(facts.address, facts.town, facts.postcode) is not None
    towns = (facts.property_town, "" if is_abroad else facts.town)
    if any(town and not places.postcodes_of(town) for town in towns):
        yield "TOWN_UNKNOWN"
    if person.first_name and names_printed(person.first_name, person.last_name, person.name) == ("", person.last_name):
        yield "NAMES_UNPAIRED"


def _judged(r: Reader, lead_id: int, law: Law, at: datetime) -> Verdict:
    if r.get(Lead, lead_id) is None:
        raise error("LEAD_UNKNOWN")
    return verdict(r, lead_id, law, channel=Channel.LETTER, at=at)


def new_reference(r: Reader, taken: AbstractSet[str] = frozenset()) -> str:
    """Return a new short reference that nobody can guess (words 0.2: K7P-4MD)."""
    while True:
        drawn = "".join(secrets.choice(_LETTERS) for _ in range(6))
        reference = f"{drawn[:3]}-{drawn[3:]}"
        if reference not in taken and r.one(Notice, reference=reference) is None:
            return reference


def letter_facts(r: Reader, lead_id: int, settings: Settings, *, day: date, reference: str) -> LetterFacts:
    """Return the facts of the letter to a lead: the person, the listing, and where the data really come from."""
    person = r.get(Lead, lead_id)
    if person is None:
        raise error("LEAD_UNKNOWN")
    address = next((row for row in r.of(Contact, lead_id=lead_id) if row.kind == "address"), None)
    listing = r.one(Listing, "-id", lead_id=lead_id)
    letters = [notice for notice in r.of(Notice, lead_id=lead_id) if not notice.versions.startswith(notices.GIVEN)]
    arrived = [letter for letter in letters if letter.posted_at and not letter.returned_at]
    posted = next((notice.posted_at for notice in arrived), None)
    given = read_day(person.obtained) or day
    away = address is not None and country_of(address.value, address.town) is not None
    title, name = title_and_name(person.name, person.civility)
    first, last = names_printed(person.first_name, person.last_name, person.name)
    first_letter = read(posted)
    origins, fields, written = letter_origins(r, lead_id), held_fields(r, lead_id), notes_on(r, lead_id)
    # Without an ad, what is held of the property is what the person said.
    said_only = "listing" in fields and not any("listing" in (*origin.data, *origin.perhaps) for origin in origins)
    return LetterFacts(
        agency=settings.agency,
        reference=reference,
        day=day,
        last_name=last or name,
        first_name=first if last else "",
        civility=person.civility if person.last_name else title,
        address=address.value if address else "",
        # What the lead has besides is the place of the property, in France.
        postcode=(address and address.postcode) or ("" if away else person.postcode),
        town=(address and address.town) or ("" if away else person.town),
        origins=origins,
        obtained=given,
        property=property_words(listing.kind if listing else ""),
        property_town=property_town(person, listing),
        fields=fields - {"listing"} | {"property"} if said_only else fields,
        deal=listing.deal if listing else "",
        first_letter=first_letter.date() if first_letter else None,
        look=settings.look,
        sensitive=sensitive(r, lead_id),
        ad_seen=_last_seen(r, lead_id, origins),
        ad_columns=ad_columns(r.of(Listing, lead_id=lead_id)),
        noted=bool(written),
        private_note=_private((*written, person.tags)),
        english=written_in_english(r, lead_id),
    )


def title_and_name(name: str, civility: str) -> tuple[str, str]:
    """Return (civility, name) of somebody whose last name is not told apart, the civility written once: « M. Jean
    Dupont » gives (« Monsieur », « Jean Dupont »), and two people keep theirs: « M. Martin et Mme Durand »."""
    if split_name(name).civility == BOTH:
        return "", name
    title, rest = titled(name)
    return (title, rest) if title and rest else (civility, name)


def property_words(kind: str) -> str:
    """Return the neutral words for a kind of property: « une maison », « un appartement »… « un bien » when it is
    not known."""
    for word in text.fold(kind).split():
        if word in _KINDS:
            return _KINDS[word]
    return "un bien"


def names_printed(first: str, last: str, whole: str) -> tuple[str, str]:
    """Return (first name, last name) as they are printed of a sheet of several people: « Claire et Hugo » « Dupont »;
    two surnames with the first names that the sheet pairs with them, « Claire Dupont et Hugo Martin », all in the last
    name; else the surnames alone: who bears which is not known."""
    firsts, lasts = (_AND.split(" ".join(names.split())) for names in (first, last))
    if len(lasts) < 2 or len(firsts) < 2:
        return first, last
    pairs = [" ".join(pair) for pair in zip(firsts, lasts, strict=False)]
    people = _AND.split(" ".join(whole.split()))
    if len(firsts) == len(lasts) == len(people) and all(
        text.fold(pair) == text.fold(person) for pair, person in zip(pairs, people, strict=True)
    ):
        return "", " et ".join(pairs)
    return "", last


def property_town(person: Lead, listing: Listing | None) -> str:
    """Return the town of the property under its official name."""
    if listing is not None and listing.town:
        return places.official(listing.town, listing.postcode or person.postcode)
    return places.official(at_home(person.town), person.postcode)


def _last_seen(r: Reader, lead_id: int, origins: Sequence[LetterOrigin]) -> date | None:
    """Return the last day on which an ad, or a sign, was seen."""
    days = [read_day(row.seen) for row in r.of(Listing, lead_id=lead_id)]
    days += [origin.day for origin in origins if origin.way is Way.SIGN]
    return max((day for day in days if day is not None), default=None)


def ad_columns(ads: Iterable[Listing]) -> frozenset[str]:
    """Return which columns of the ads are filled, of :data:`core.model.letter.AD_COLUMNS`."""
    rows = [row._asdict() for row in ads]
    return frozenset(name for name in AD_COLUMNS if any(row[name] not in (None, "") for row in rows))


def notes_on(r: Reader, lead_id: int) -> list[str]:
    """Return what the agency wrote of a person: on the sheet, of a call, of an appointment."""
    person = r.get(Lead, lead_id)
    written = [call.note for call in r.of(Call, lead_id=lead_id)]
    written += [callback.note for callback in r.of(Callback, lead_id=lead_id)]
    written += [milestone.said for milestone in r.of(Milestone, lead_id=lead_id)]
    return [note for note in ((person.notes if person else ""), *written) if note.strip()]


def _private(written: Iterable[str]) -> str:
    """Return the first private word of what the agency wrote, with what it touches: « malade » (la santé)."""
    words = (word for note in written for word in private_words(note))
    return next((f"«\u202f{word}\u202f» ({theme})" for word, theme in words), "")


def held_fields(r: Reader, lead_id: int) -> frozenset[str]:
    """Return which data are really held, for element 4 of the notice (RGPD art. 14(1)(d))."""
    person = r.get(Lead, lead_id)
    held = {row.kind for row in r.of(Contact, lead_id=lead_id)}
    spoken, replies = r.of(Call, "started", lead_id=lead_id), r.of(Reply, lead_id=lead_id)
    found: list[tuple[str, Sequence[object] | bool]] = [
        ("name", bool(person and person.name)),
        ("listing", r.of(Listing, "-id", lead_id=lead_id)),
        ("calls", spoken),
        ("note", notes_on(r, lead_id)),
        ("tags", bool(person and person.tags)),
        ("agent", bool(person and person.agent_id)),
        ("callbacks", r.of(Callback, lead_id=lead_id)),
        ("milestones", r.of(Milestone, lead_id=lead_id)),
        ("reply", replies or r.of(Request, lead_id=lead_id)),
        ("scans", any(reply.proof_id for reply in replies)),
        ("consent", r.of(Consent, lead_id=lead_id)),
    ]
    return frozenset(held | {"letters"} | {name for name, there in found if there})
