"""Which letter a lead gets, and why: by what is known of its ad, unless the agency decides for the neutral one or says
that it read the ad (law file, SCR-09); in French, or in English by the country of its address, unless the agency
decides; and whether a second one may leave."""

from datetime import date, datetime

from core.base.countries import country_of
from core.base.moments import kept, local
from core.model.letter_choice import AdWords, ChosenLetter
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.notice import AGAIN, LANGUAGES, TEXTS, LetterChoice
from core.store.port import Reader, Store
from core.words.errors import error

NEUTRAL, READ, USUAL = TEXTS
"""What the agency may decide: the neutral letter, that somebody read the ad, and nothing any more."""
ENGLISH, FRENCH, BY_COUNTRY = LANGUAGES
ONCE, TWICE = AGAIN
_GROUPS = {TEXTS: USUAL, LANGUAGES: BY_COUNTRY, AGAIN: TWICE}
"""Decisions of one kind → the one that holds before any."""


def ad_words(r: Reader, lead_id: int) -> tuple[AdWords, LetterChoice | None]:
    """Return what is known of the words of a lead's ads, and the agency's decision while it holds. Somebody who read an
    ad did not read the one that came later, nor contradicts what the program read."""
    ads, choice = (
        r.of(Listing, lead_id=lead_id),
        r.one(LetterChoice, "-id", lead_id=lead_id, letter=TEXTS),
    )
    if any(listing.private for listing in ads):
        words = AdWords.PRIVATE
    else:
        words = AdWords.UNREAD if not ads or any(listing.private is None for listing in ads) else AdWords.PLAIN
    stale = choice is not None and choice.letter == READ and any(listing.id > choice.id for listing in ads)
    if choice is None or choice.letter == USUAL or stale or (choice.letter == READ and words is AdWords.PRIVATE):
        return words, None
    return words, choice


def sensitive(r: Reader, lead_id: int) -> bool:
    """Tell whether the neutral letter is sent."""
    words, choice = ad_words(r, lead_id)
    return words is not AdWords.PLAIN if choice is None else choice.letter == NEUTRAL


def written_in_english(r: Reader, lead_id: int) -> bool:
    """Tell whether a lead is written to in English: decided, else by the country of its address."""
    home = next((contact for contact in r.of(Contact, lead_id=lead_id) if contact.kind == "address"), None)
    choice = r.one(LetterChoice, "-id", lead_id=lead_id, letter=LANGUAGES)
    if choice is not None and choice.letter != BY_COUNTRY:
        return choice.letter == ENGLISH
    country = country_of(home.value, home.town) if home is not None else None
    return country is not None and not country.french


def chosen(r: Reader, lead_id: int, variant: str, first: date | None, *, english: bool = False) -> ChosenLetter:
    """Return why a lead gets the letter ``variant``; ``first``: the day of the first one, for a second; ``english``: it
    is in that language."""
    words, choice = ad_words(r, lead_id)
    neutral = variant == "c"
    letter = ChosenLetter(
        variant,
        f"CHOSEN_{variant.upper()}",
        may_read=neutral and words is AdWords.UNREAD,
        may_be_neutral=variant in ("a", "b"),
        decided=choice.letter if choice else USUAL,
        english=english,
    )
    if variant == "e":
        return letter.of(date=first)
    if neutral:
        code = "CHOSEN_C_AGENT" if choice is not None else f"CHOSEN_C_{words.value.upper()}"
        return letter.of(code)
    if variant in ("a", "b") and choice is not None:
        return letter.of("CHOSEN_A_AGENT", user=choice.by, date=local(choice.at).date())
    return letter


def decide(store: Store, lead_id: int, letter: str, *, by: str, at: datetime) -> None:
    """Keep what the agency decides for a lead, of :data:`TEXTS`, :data:`LANGUAGES` or :data:`AGAIN`. Raises UserError
    LEAD_UNKNOWN, or LETTER_PRIVATE for an ad whose words speak of a private matter."""
    with store.write("letter choice", by=by, at=at) as w:
        if w.get(Lead, lead_id) is None:
            raise error("LEAD_UNKNOWN")
        words, choice = ad_words(w, lead_id)
        if letter == READ and words is AdWords.PRIVATE:
            raise error("LETTER_PRIVATE")
        group, usual = next(item for item in _GROUPS.items() if letter in item[0])
        if group is not TEXTS:
            choice = w.one(LetterChoice, "-id", lead_id=lead_id, letter=group)
        if letter != (choice.letter if choice else usual):
            w.insert("letter_choice", {"lead_id": lead_id, "letter": letter, "at": kept(at), "by": by})
