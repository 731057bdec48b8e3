"""Takes ads of listing pages and alert e-mails into leads, through the same intake as a file: one capture is one batch,
undone like any other, with the proof of each page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from core.actions.common.possible_refusals import ad_source, settle_text, text_hash
from core.actions.intake import page_proofs, site_terms
from core.actions.intake.import_rows import take_in
from core.actions.intake.offering import Offer, OfferPreview, corrected, earlier_readings, offered, preview
from core.actions.intake.pages_given import Capture, GivenPage, is_address, read
from core.actions.register import mistakes
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.progress import Progress, silent
from core.base.records import Struct, field, replace
from core.model.batch import BatchFacts, Report, Source
from core.store.engine.opening import opened
from core.store.port import Reader, Store
from core.words.errors import error, user_text
from core.words.register import stays_words

MAIL = "mail"


class Taking(Struct, frozen=True):
    """What somebody takes of the pages read: the ``offers`` chosen, corrected; ``numbers``: the telephones shown are
    kept, where the register alone would be asked of them (SCR-09)."""

    folder: Path
    pages: tuple[GivenPage, ...]
    offers: tuple[Offer, ...]
    by: str
    at: datetime
    numbers: bool = True


class OfferChoice(Struct, frozen=True):
    """What is taken without a preview: the ads whose :attr:`Offer.number` is in ``ads``; when it is None, those that a
    preview would have chosen. ``corrections``: number → field → text; ``why``: the reason of the refusals denied;
    ``numbers``: as of :class:`Taking`."""

    ads: frozenset[str] | None = None
    corrections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    why: str = ""
    numbers: bool = True


class Captured(Struct, frozen=True):
    """The pages read and the report of the one batch made of them, whose ``batch`` is 0 when nothing was taken;
    ``said``: what was not taken, and why; ``doubtful``: the ads left until somebody chooses them; ``rest``: the pages
    not read; ``leads``: the line of each ad whose person is kept → their lead."""

    pages: tuple[GivenPage, ...]
    report: Report
    offers: tuple[Offer, ...] = ()
    said: tuple[str, ...] = ()
    doubtful: tuple[Offer, ...] = ()
    rest: tuple[str, ...] = ()
    leads: Mapping[int, int] = field(default_factory=dict)


def capture(store: Store, asked: Capture, choice: OfferChoice | None = None, progress: Progress = silent) -> Captured:
    """Read the pages and take what is chosen of their ads, as far as each site lets it be."""
    found = read(store, asked, progress)
    choice = choice or OfferChoice()
    offers = [_corrected(offer, choice, asked.by) for offer in offered(found.pages)]
    chosen = [offer for offer in offers if (offer.is_sure if choice.ads is None else offer.number in choice.ads)]
    doubtful = [offer for offer in offers if choice.ads is None and offer.takeable and not offer.is_sure]
    taken = take(store, Taking(asked.folder, found.pages, tuple(chosen), asked.by, asked.at, choice.numbers))
    return replace(taken, doubtful=tuple(doubtful), rest=found.rest)


def preview_pages(asked: Capture, progress: Progress = silent) -> OfferPreview:
    """Read the pages and say what they offer, for a worker that opens the base itself."""
    with opened(asked.folder) as store:
        return preview(store, read(store, asked, progress), asked)


def take(store: Store, asked: Taking, progress: Progress = silent) -> Captured:
    """Write the ads chosen as one batch. A site gives no more than its day's cap, and one ad at a time where its
    refusal is recorded (SCR-01, SCR-04); what is over is told and not taken. Raises UserError MISTAKE_WHY when a
    refusal denied was read in the same ad before and nobody said why that is a mistake."""
    with store.read() as r:
        offers, sentences = within(r, asked.pages, asked.offers, asked.at)
    if not offers:
        return Captured(asked.pages, Report(0), (), sentences)
    numbered = [replace(one, draft=one.draft._replace(line=line)) for line, one in enumerate(offers, start=1)]
    sentences += _lift_earlier(store, asked, offers)
    _remember_denied(store, asked)
    drafts = [offer.draft for offer in numbered]
    ends: dict[int, int] = {}

    def ended(line: int, fate: str, lead_id: int | None) -> None:
        ends[line] = lead_id if lead_id and fate in ("added", "merged") else 0

    report = take_in(store, drafts, _facts(asked, numbered), by=asked.by, now=asked.at, progress=progress, told=ended)
    if report.opposed:
        page_proofs.forget_unkept(store, report.batch, by=asked.by, at=asked.at)
    kept_leads = {line: lead_id for line, lead_id in ends.items() if lead_id}
    return Captured(asked.pages, report, tuple(numbered), sentences, leads=kept_leads)


def _lift_earlier(store: Store, asked: Taking, offers: Sequence[Offer]) -> tuple[str, ...]:
    """Lift what was read before in the same ads, of which somebody says that the words refuse nothing; return what
    stays in force, in sentences. Raises UserError MISTAKE_WHY."""
    with store.read() as r:
        denied = [(offer, earlier_readings(r, offer.draft, offer.denied)) for offer in offers]
    if any(gestures and not offer.why.strip() for offer, gestures in denied):
        raise error("MISTAKE_WHY")
    liftings = [
        mistakes.lift(store, str(gesture), why=offer.why, by=asked.by, at=asked.at)
        for offer, gestures in denied
        for gesture in gestures
    ]
    return tuple(dict.fromkeys(stays_words(source) for lifting in liftings for source in lifting.stays))


def _remember_denied(store: Store, asked: Taking) -> None:
    """Keep, for the later pages that show the same ad, the words of which somebody said that they refuse nothing: they
    are then listened to no more of this ad, and of no other (rule OBJ-05)."""
    denied = [offer for offer in asked.offers if offer.denied and offer.draft.reference]
    if denied:
        with store.write("words answered", by=asked.by, at=asked.at) as w:
            for offer in denied:
                source = ad_source(offer.draft.site, offer.draft.reference)
                settle_text(w, text_hash(w.keyed_hash, source, offer.denied), "keep", by=asked.by, at=asked.at)


def within(
    r: Reader, pages: Sequence[GivenPage], offers: Iterable[Offer], at: datetime
) -> tuple[list[Offer], tuple[str, ...]]:
    """Return the offers that their sites let be taken, in order, and the sentences about the others."""
    day = at.astimezone(AGENCY_ZONE).date()
    wanted = [one for one in offers if one.takeable and not pages[one.page].unaddressed]
    # One ad saved twice is one; an alert that a site sends is no reading of its pages (SCR-12).
    ads = {(_site(pages, one), one.draft.reference or one.rank) for one in wanted if pages[one.page].what != MAIL}
    several = {site for site, count in Counter(site for site, _ad in ads).items() if count > 1}
    standings = {site: site_terms.site_standing(r, site, day) for site in {_site(pages, one) for one in wanted}}
    closed = {site for site in several if standings[site].refused}
    wanted = [one for one in wanted if pages[one.page].what == MAIL or _site(pages, one) not in closed]
    asked = Counter(_site(pages, one) for one in wanted)
    sentences = list(dict.fromkeys(page.said for page in pages if page.unaddressed and page.said))
    sentences += [user_text("PAGE_ONE", site=site) for site in sorted(closed)]
    left = {}
    for site, found in standings.items():
        own = _visits(pages, site)
        left[site] = min(asked[site], found.left + own)
        if left[site] < asked[site]:
            sentences.append(user_text("PAGE_CAP", site=site or _("ce site"), count=found.taken - own + left[site]))
    kept = []
    for offer in wanted:
        site = _site(pages, offer)
        if left[site] > 0:
            left[site] -= 1
            kept.append(offer)
    return kept, tuple(sentences)


def _visits(pages: Sequence[GivenPage], site: str) -> int:
    """Return how many pages of this capture were asked of a site: each counts already for one ad."""
    return sum(1 for page in pages if page.proof and page.proof.visit and page.proof.site == site and page.drafts)


def _site(pages: Sequence[GivenPage], offer: Offer) -> str:
    proof = pages[offer.page].proof
    return proof.site if proof else ""


def _corrected(offer: Offer, choice: OfferChoice, by: str) -> Offer:
    values = choice.corrections.get(offer.number)
    return corrected(offer, values, by=by, why=choice.why) if values else offer


def _facts(asked: Taking, taken: Sequence[Offer]) -> BatchFacts:
    """Return the facts of the batch: its pages in the order of their lines, and which of these came by e-mail."""
    lines: dict[int, list[Offer]] = {}
    for offer in taken:
        lines.setdefault(offer.page, []).append(offer)
    proofs = tuple(
        replace(proof, first=own[0].draft.line, places=tuple(map(_places, own)))
        for place, own in lines.items()
        if (proof := asked.pages[place].proof)
    )
    mails = frozenset(one.draft.line for one in taken if asked.pages[one.page].what == MAIL)
    is_whole = len(mails) == len(taken)
    sites = {asked.pages[place].site for place in lines}
    return BatchFacts(
        Source.MAIL if is_whole else Source.PAGE,
        _name([asked.pages[place] for place in lines]),
        asked.at.astimezone(AGENCY_ZONE).date().isoformat(),
        site=sites.pop() if len(sites) == 1 else "",
        pages=proofs,
        mails=frozenset() if is_whole else mails,
        numbers=asked.numbers,
    )


def _name(pages: Sequence[GivenPage]) -> str:
    first = pages[0]
    name = (first.proof.url if first.proof and is_address(first.page) else "") or Path(first.page).name
    more = len(pages) - 1
    if not more:
        return name
    return n_("{name} et {n} autre page", "{name} et {n} autres pages", more).format(name=name, n=more)


def _places(one: Offer) -> dict[str, str]:
    return {name: found.where for name, found in one.ad.fields.items() if name != "text"}
