"""Makes a draft of an ad, with the corrections of its site's sheet."""

import html
import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache

from core.base.places import agrees
from core.base.records import replace
from core.base.text import clean, fold
from core.model.draft import Draft
from core.refusals.detection import OptOut, PossibleOptOut, heard
from core.refusals.prefilter import hints
from core.refusals.private_matter import tells_private
from core.sources.pages import contacts
from core.sources.pages.extracted import SHEET, Ad
from core.sources.pages.sites import Site, absolute

EXTRA = (("bedrooms", "Chambres"), ("land", "Terrain"), ("dpe", "DPE"), ("ges", "GES"), ("published", "Annonce du"))
"""What an ad says beside the fields of a lead, kept with the origin under these headings."""

REFUSAL_UNKNOWN = ("Refus du démarchage", "la page ne le dit pas\u202f: regardez l’annonce elle-même")
"""What is kept with the origin of such an ad."""
_FIELD, _TEXT = 300, 20_000
_TAG = re.compile(r"<[^<>]{0,300}>")
_UNSEEN = re.compile("[\0\u00ad\u200b-\u200d\u2060\ufeff\ud800-\udfff]")
_WHO = re.compile(r"\W*(?:[^\W\d]+ ){0,3}particulier ?[:–-] ?[^\W\d]+(?: [^\W\d]+\.?){0,2}", re.I)
"""« particulier : Camille C »: who sells, which is no question to ask."""
_NOT_NAMES = frozenset({
    "particulier", "vendeur", "vendeur particulier", "annonceur", "proprietaire", "un particulier",
    "annonceur particulier", "professionnel", "pro", "contact", "contacter", "agence", "utilisateur", "anonyme",
    "private", "person", "loueur", "bailleur",
})  # fmt: skip


def corrected(ad: Ad, sheet: Site, site: str, *, single: bool) -> Ad:
    """Return ``ad`` with what the sheet says for sure of every ad of its site, and without what is the site's own."""
    for name, value in {**sheet.assume, **({} if single else sheet.assume_list)}.items():
        ad.put(name, value, SHEET, 0.55)
    for name in sheet.never:
        ad.fields.pop(name, None)
    name = fold(ad.one("name"))
    own = {fold(site), *map(fold, sheet.hosts), *map(fold, sheet.not_names)}
    if name in _NOT_NAMES or name in own or name.split(" ")[0] in ("particulier", "membre"):
        ad.fields.pop("name", None)
    _complete_postcode(ad)
    reference = ad.one("reference")
    trimmed = re.fullmatch(r"[a-z]+[-_](\d{5,})", reference)
    if trimmed:
        ad.fields["reference"] = replace(ad.fields["reference"], value=trimmed[1])
    if reference and fold(reference) in own:
        ad.fields.pop("reference")
    return ad


def _complete_postcode(ad: Ad) -> None:
    """Give back the zero that a postcode lost as a number, when the town says that it is French; else it is none."""
    code = ad.one("postcode")
    if len(code) == 4:
        if agrees(f"0{code}", ad.one("town")):
            ad.fields["postcode"] = replace(ad.fields["postcode"], value=f"0{code}")
        else:
            ad.fields.pop("postcode")


def draft(ad: Ad, sheet: Site, *, site: str, base: str, seen: str, rank: int, single: bool) -> Draft:
    """Return the draft of an ad. ``base``: what its relative address starts from; ``single``: its page is of no
    other ad, and shows more than the ad."""
    facts = {name: _plain(ad.one(name)) for name in ad.fields}
    seller, text = facts.get("seller", ""), facts.get("text", "").strip()[:_TEXT]
    shown = text or ("" if single else _plain(ad.words).strip()[:_TEXT])
    spoken = shown if seller != "pro" else ""
    url = absolute(sheet.base or base, facts["url"]) if facts.get("url") else ""
    title, price, town = clean(facts.get("title", ""))[:_FIELD], facts.get("price", ""), clean(facts.get("town", ""))
    address = clean(facts.get("address", ""))
    return Draft(
        line=rank,
        name=clean(facts.get("name", ""))[:_FIELD],
        phones=contacts.without_hotlines(
            [*_several(facts.get("phones", "")), *contacts.phones_in(spoken, sheet.hotlines)], sheet.hotlines
        ),
        emails=contacts.emails_in(f"{facts.get('emails', '')}\n{spoken}", sheet.hosts),
        address=address if re.search(r"\d", address) else "",
        postcode=facts.get("postcode", ""),
        town=town,
        kind=facts.get("kind", ""),
        deal=facts.get("deal", ""),
        title=title,
        price=price,
        area=facts.get("area", ""),
        rooms=facts.get("rooms", ""),
        site=site,
        reference=clean(facts.get("reference", ""))[:_FIELD],
        url=url,
        seen=seen,
        seller=seller,
        refuses=facts.get("refuses") == "true",
        text=text,
        private=int(tells_private(f"{title}\n{text}")) if text else None,
        cells=(title, price, town, url),
        extra=tuple((heading, facts[name]) for name, heading in EXTRA if facts.get(name)),
    )


def refusal_unknown(ad: Ad, sheet: Site) -> bool:
    """Tell whether an ad of a site that flags refusals was read where the flag is not shown: unknown is not no."""
    return sheet.flags_refusals and ad.one("seller") != "pro" and "refuses" not in ad.fields


def _several(phones: str) -> list[str]:
    return [clean(phones).removeprefix("tel:")] if phones else []


def without_shared(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts of one page without the telephones, e-mails and references that several of its ads bear: they
    are the site's, and would make one person of two."""
    phones = Counter(phone for one in drafts for phone in set(one.phones))
    emails = Counter(email for one in drafts for email in set(one.emails))
    references = Counter(one.reference for one in drafts)
    return tuple(
        one._replace(
            phones=tuple(phone for phone in one.phones if phones[phone] == 1),
            emails=tuple(email for email in one.emails if emails[email] == 1),
            reference=one.reference if references[one.reference] == 1 else "",
        )
        for one in drafts
    )


def listened(
    drafts: Sequence[Draft], ads: Sequence[Ad], sheet: Site, site: Set[str] = frozenset()
) -> tuple[Draft, ...]:
    """Return the drafts of one page, each with the refusal its ad tells, or with the line that sounds like one, which
    is asked about. What most ads of a list say is its site's: nobody refuses by it, and a refusal there is a question,
    as is what stands beside the ad. ``site``: the lines that several pages of the site have around their ads."""
    frames = [_lines(ad.around, sheet) for ad in ads]
    counts = Counter(line for own in frames for line in own)
    repeated = {line for line, count in counts.items() if count > 2 and 2 * count > len(ads)} | site
    return tuple(_listened(one, ad, sheet, own, repeated) for one, ad, own in zip(drafts, ads, frames, strict=True))


def said_around(ads: Sequence[Ad], sheet: Site) -> frozenset[str]:
    """Return the lines that stand around each of several ads of one site, every one on a page of its own."""
    lines = [{*_lines(ad.around, sheet), *_lines(ad.beside, sheet)} for ad in ads]
    return frozenset(set.intersection(*lines)) if len(lines) > 1 else frozenset()


def _listened(draft: Draft, ad: Ad, sheet: Site, around: Sequence[str], site: Set[str]) -> Draft:
    own = [*_lines(ad.own, sheet), *(line for line in around if line not in site)]
    whole = heard("\n".join(own))
    refusing = whole.words if isinstance(whole, OptOut) and whole.by_rule else ""
    doubt = ""
    if not (refusing or draft.refuses):
        sounds = [(line, _sound(line)) for line in own]
        refusing = next((sound.words for _line, sound in sounds if isinstance(sound, OptOut)), "")
        doubt = "" if refusing else next((line for line, sound in sounds if sound), "")
        doubt = doubt or ("" if refusing else _asked_beside(ad, sheet, around, site))
    unsaid = [REFUSAL_UNKNOWN] if refusal_unknown(ad, sheet) and not refusing else []
    rest = tuple(pair for pair in draft.extra if pair != REFUSAL_UNKNOWN)
    return draft._replace(heard=refusing, doubt=doubt, extra=(*rest, *unsaid))


def _asked_beside(ad: Ad, sheet: Site, around: Sequence[str], site: Set[str]) -> str:
    """Return the first line that sounds like a refusal, of which it is not known who says it; empty without one."""
    beside = (line for line in _lines(ad.beside, sheet) if line not in site and _sound(line))
    ruled = (line for line in around if line in site and isinstance(sound := _sound(line), OptOut) and sound.by_rule)
    return next(beside, "") or next(ruled, "")


def _lines(words: str, sheet: Site) -> tuple[str, ...]:
    """Return the lines of ``words``, each once, without those that the sheet lists as the site's own; none where no
    word is to be listened to."""
    words = _plain(words)
    lines = dict.fromkeys(line for piece in words.split("\n") if (line := piece.strip())) if hints(words) else ()
    return tuple(line for line in lines if not sheet.own_words or fold(line) not in sheet.own_words)


@lru_cache(maxsize=4096)
def _sound(line: str) -> OptOut | PossibleOptOut | None:
    """Return what a line refuses or may refuse; a single word, and the line that names who sells, nothing."""
    return None if " " not in line or _WHO.fullmatch(line) else heard(line)


def _plain(text: str) -> str:
    """Return ``text`` without the tags and entities some sites leave in their data, invisible letters, and letters no
    base can store."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("\n", text)
    return _UNSEEN.sub("", text)
