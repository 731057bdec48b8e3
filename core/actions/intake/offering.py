"""Says of each ad of the pages read what taking it would do, before anything is written: the real intake runs on a copy
of the base, as the check of a file does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from core.actions.common.scratch import scratch
from core.actions.intake import site_terms
from core.actions.intake.import_rows import take_in
from core.actions.intake.pages_given import Capture, GivenPage, Read
from core.actions.register import mistakes
from core.base import text
from core.base.i18n import N_
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct, replace
from core.base.worded import WordedEnum
from core.model.batch import BatchFacts, Report, Source
from core.model.draft import Draft
from core.model.site_standing import SiteStanding
from core.records.lead import Lead
from core.records.listing import Listing
from core.refusals.detection import refusing_words
from core.refusals.grammar import quoted
from core.sources.pages.drafting import REFUSAL_UNKNOWN
from core.sources.pages.extracted import Ad, ExtractedValue
from core.sources.pages.plausible import doubtful
from core.sources.tables.hearing import listened
from core.store import leads
from core.store.engine.opening import tried
from core.store.port import Reader, Store
from core.words import offers as words
from core.words.errors import user_text
from core.words.properties import price_words

UNSURE = 0.5
"""A value less sure than this is shown as a doubt; from 0 to 1."""


_ESSENTIAL = frozenset({"price", "reference"})


class OfferFate(WordedEnum):
    """What taking an ad would do. ``REFUSES``: it refuses agencies, of which only the property and keyed hashes are
    kept; ``OPPOSED``: its author is in the register; ``PRO``: a professional's, never taken."""

    ink: str
    icon: str

    NEW = "new", N_("Nouvelle"), "text", ""
    KNOWN = "known", N_("Connue"), "accent", "merge"
    REFUSES = "refuses", N_("Refuse"), "opposed", "cross"
    OPPOSED = "opposed", N_("Opposée"), "opposed", "cross"
    PRO = "pro", N_("Professionnel"), "muted", ""
    REJECTED = "rejected", N_("Rejetée"), "muted", ""


class Offer(Struct, frozen=True):
    """One ad offered. ``rank``: from 1 in the capture; ``page``: the place of its page; ``fate`` and ``said``: what
    taking it would do, in French; ``doubts``: the fields to look at; ``lead``: the sheet it is known on, 0 for none;
    ``denied``: the words of which somebody said that they refuse nothing, and ``why``; ``earlier``: how many readings
    of them in the same ad, before, the register holds: they are lifted with it (rule OBJ-05); ``street``: what somebody
    typed for the address, which the page does not say."""

    rank: int
    page: int
    draft: Draft
    ad: Ad
    fate: OfferFate = OfferFate.NEW
    said: str = ""
    doubts: tuple[str, ...] = ()
    lead: int = 0
    denied: str = ""
    why: str = ""
    earlier: int = 0
    street: str = ""

    @property
    def takeable(self) -> bool:
        """Tell whether something is kept when it is taken."""
        return self.fate not in (OfferFate.PRO, OfferFate.REJECTED)

    @property
    def possible_refusal(self) -> str:
        """The words of which somebody is to say whether they refuse; empty when nothing is asked."""
        return quoted(self.draft.doubt) if self.keeps_person else ""

    @property
    def number(self) -> str:
        """What it is called where nobody sees it: its reference, else its rank."""
        return self.draft.reference or str(self.rank)

    @property
    def is_sure(self) -> bool:
        """Tell whether nothing that makes it an ad is in doubt: it is chosen at first."""
        return _ESSENTIAL.isdisjoint(self.doubts)

    @property
    def keeps_person(self) -> bool:
        """Tell whether the person would be kept with the property."""
        return self.fate in (OfferFate.NEW, OfferFate.KNOWN)


class OfferPreview(Struct, frozen=True):
    """What a capture offers. ``standings``: of each site met, by its name; ``changed``: the sentences about pages whose
    cards all lack what cards say; ``rest``: the pages not read."""

    pages: tuple[GivenPage, ...]
    offers: tuple[Offer, ...]
    standings: Mapping[str, SiteStanding]
    changed: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def offered(pages: Sequence[GivenPage]) -> list[Offer]:
    """Return the ads of pages, in order, each as new or as a professional's: what taking it would do is not known
    yet."""
    offers: list[Offer] = []
    for place, page in enumerate(pages):
        for draft, ad in zip(page.drafts, page.ads, strict=True):
            rank = len(offers) + 1
            pro = draft.seller == "pro"
            fate, said = (OfferFate.PRO, user_text("AD_PRO")) if pro else (OfferFate.NEW, "")
            unsure = doubts(ad, draft)
            if page.what == "mail":
                # The links of a sender's tracker name no ad.
                unsure = tuple(name for name in unsure if name != "reference" or name in ad.fields)
            offers.append(Offer(rank, place, draft._replace(line=rank), ad, fate, said, unsure))
    return offers


def doubts(ad: Ad, draft: Draft) -> tuple[str, ...]:
    """Return the fields of an ad that are to be looked at: read without being sure, hardly possible, or, of one that no
    address nor number tells from another, its reference."""
    unsure = {name for name, found in ad.fields.items() if found.sure < UNSURE and name != "text"}
    odd = doubtful(
        draft.deal, *(text.parse_number(value) for value in (draft.price, draft.area, draft.rooms)), kind=draft.kind
    )
    unsaid = (REFUSES,) if REFUSAL_UNKNOWN in draft.extra or draft.doubt else ()
    unnamed = () if draft.reference or draft.url else ("reference",)
    return (*(name for name in ad.fields if name in unsure | odd), *unnamed, *unsaid)


def preview(store: Store, found: Read, asked: Capture) -> OfferPreview:
    """Return what the pages read offer; the base is not changed."""
    offers = offered(found.pages)
    if any(offer.fate is not OfferFate.PRO for offer in offers):
        offers = _foreseen(store, offers, asked)
    with store.read() as r:
        names = {page.proof.site for page in found.pages if page.proof and not page.unaddressed}
        day = asked.at.astimezone(AGENCY_ZONE).date()
        standings = {name: site_terms.site_standing(r, name, day) for name in sorted(names)}
    return OfferPreview(found.pages, tuple(offers), standings, tuple(changed(found.pages)), found.rest)


def corrected(offer: Offer, values: Mapping[str, str], *, by: str, why: str = "") -> Offer:
    """Return an ad with what somebody corrected: ``values``, field of :data:`CORRECTED` → text, empty to take nothing;
    ``why``: the reason of a refusal denied. The value says who wrote it. Raises KeyError for another field, ValueError
    for another answer to :data:`REFUSES` than yes or no."""
    draft, fields, fate, street = offer.draft, dict(offer.ad.fields), (offer.fate, offer.said), offer.street
    author = user_text("AD_CORRECTED", by=by)
    for name, value in values.items():
        if name == REFUSES:
            draft, fields[name] = _said_to_refuse(draft, value), ExtractedValue(value, author, 1.0)
            fate = _answered(offer, draft, by)
            continue
        if name not in CORRECTED:
            raise KeyError(name)
        typed = text.clean(value)
        if name == STREET:
            # What the agency knows is not of the ad: it is never said to come from there.
            street, typed = typed, ""
        draft = draft._replace(**{name: typed})  # type: ignore[arg-type]
        fields.pop(name, None)
        if typed:
            fields[name] = ExtractedValue(typed, author, 1.0)
    ad = Ad(fields, offer.ad.words, offer.ad.left_out)
    rest = tuple(name for name in offer.doubts if name not in values)
    denied = offer.draft.heard if offer.draft.heard and not draft.heard else offer.denied
    return replace(
        offer, draft=draft, ad=ad, doubts=rest, fate=fate[0], said=fate[1], denied=denied,
        why=why or offer.why, street=street,
    )  # fmt: skip


def _answered(offer: Offer, draft: Draft, by: str) -> tuple[OfferFate, str]:
    """Return what taking an ad would do once somebody said whether it refuses, and the sentence."""
    if draft.refuses and offer.keeps_person:
        quote = draft.heard or quoted(offer.draft.doubt) or user_text("AD_CORRECTED", by=by)
        return OfferFate.REFUSES, words.refuses(quote)
    if not draft.refuses and offer.fate is OfferFate.REFUSES:
        return OfferFate.NEW, user_text("AD_NO_REFUSAL", by=by)
    return offer.fate, offer.said


def _said_to_refuse(draft: Draft, answer: str) -> Draft:
    """Return an ad of which somebody says that it refuses agencies or, since its words were read wrong, that it does
    not: those words are then listened to no more, of this ad alone."""
    if text.fold(answer) not in YES_OR_NO:
        raise ValueError(answer)
    if YES_OR_NO[text.fold(answer)]:
        return draft._replace(refuses=True, heard=draft.heard or quoted(draft.doubt), doubt="")
    return draft._replace(
        refuses=False, heard="", heard_in="", doubt="", title=_unheard(draft.title), text=_unheard(draft.text)
    )


def _unheard(told: str) -> str:
    while refusal := refusing_words(told) or next(iter(listened({0: told})[1].values()), ""):
        said_so = refusal.removesuffix("…")
        if said_so not in told:
            return ""
        told = told.replace(said_so, " ")
    return told


STREET = "address"
REFUSES = "refuses"
"""The answer whether an ad refuses agencies: yes or no."""
YES_OR_NO = {"oui": True, "yes": True, "non": False, "no": False}
CORRECTED = ("reference", "title", "kind", "price", "area", "rooms", "address", "postcode", "town", "name")
"""The fields that somebody may correct before an ad is taken."""
_ALWAYS = ("price", "town", "area")
"""What every card of a list says: none of them saying it means that the site shows it otherwise."""


def changed(pages: Iterable[GivenPage]) -> list[str]:
    """Return the sentences about pages whose cards all lack what cards say: the site shows them otherwise now."""
    sentences = []
    for page in pages:
        lacking = [name for name in _ALWAYS if len(page.ads) > 1 and not any(ad.one(name) for ad in page.ads)]
        if lacking:
            sentences.append(words.layout_changed(page.site, lacking))
    return sentences


def _foreseen(store: Store, offers: list[Offer], asked: Capture) -> list[Offer]:
    ends: dict[int, tuple[str, int]] = {}

    def told(line: int, fate: str, lead_id: int | None) -> None:
        # Of a row told apart from somebody, its end comes last.
        ends[line] = (fate, lead_id or 0)

    taken = [offer.draft for offer in offers if offer.fate is not OfferFate.PRO]
    facts = BatchFacts(Source.PAGE, "", asked.at.astimezone(AGENCY_ZONE).date().isoformat())
    with scratch() as folder:
        work = partial(take_in, drafts=taken, batch=facts, by=asked.by, now=asked.at, told=told)
        report = tried(store, folder, work)
    with store.read() as r:
        return [_with_end(r, offer, ends.get(offer.rank), report) for offer in offers]


def _with_end(r: Reader, offer: Offer, end: tuple[str, int] | None, report: Report) -> Offer:
    if end is None:
        return offer
    fate, lead_id = end
    line = offer.rank
    if fate == "opposed":
        heard = next((refusal.words for refusal in report.heard if refusal.line == line), "")
        earlier = len(earlier_readings(r, offer.draft, offer.draft.heard))
        if not (heard or earlier):
            return replace(offer, fate=OfferFate.OPPOSED, said=user_text("AD_IN_REGISTER"))
        sentence = words.refuses(heard or offer.draft.heard) + (" " + user_text("AD_READ_BEFORE") if earlier else "")
        return replace(offer, fate=OfferFate.REFUSES, said=sentence, earlier=earlier)
    if fate == "merged":
        is_known = r.get(Lead, lead_id) is not None
        said = known_words(r, offer.draft, lead_id) if is_known else user_text("AD_TWICE")
        return replace(offer, fate=OfferFate.KNOWN, said=said, lead=lead_id if is_known else 0)
    if fate == "added":
        return replace(offer, fate=OfferFate.NEW, said=user_text("AD_NEW"))
    reason = next((reject.reason for reject in report.rejects if reject.line == line), "")
    pro = fate == "ROW_AGENCY"
    return replace(
        offer, fate=OfferFate.PRO if pro else OfferFate.REJECTED, said=user_text("AD_PRO") if pro else reason
    )


def earlier_readings(r: Reader, draft: Draft, heard: str) -> list[int]:
    """Return the gestures by which the words ``heard`` in an ad were put in the register before, and stand there."""
    return mistakes.read_in_ad(r, (draft.site, draft.reference, draft.url), heard) if heard else []


def known_words(r: Reader, draft: Draft, lead_id: int) -> str:
    """Return what is said of an ad already known: its price changed, it is back, or since when it is known."""
    listing = next(
        (one for one in r.of(Listing, "-id", lead_id=lead_id) if one.reference and one.reference == draft.reference),
        None,
    )
    gone = max((one.gone_on for one in r.of(Listing, lead_id=lead_id) if one.is_gone and one.gone_on), default="")
    price = text.cents(draft.price)
    if gone and (seen := text.parse_day(draft.seen)):
        return user_text("AD_BACK", after=(seen - date.fromisoformat(gone)).days)
    if listing is not None and listing.price is not None and price is not None and price != listing.price:
        return user_text(
            "AD_PRICE_CHANGED", before=price_words(listing.price, draft.deal), after=price_words(price, draft.deal)
        )
    return user_text("AD_KNOWN", date=date.fromisoformat(leads.origins(r, lead_id)[0].obtained))
