"""A draft's raw texts made into values of the base, or the reason why its row cannot be taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core import text
from core.model.batch import BatchFacts, Reject, Source
from core.model.draft import Draft
from core.phones import Phone, parse
from core.rules.refusal import refusal
from core.sources.hotlines import hotlines
from core.wording import user_text


@dataclass(frozen=True, slots=True)
class Ready:
    """A row ready to be matched and written. ``marks``: (kind, key) by which the person is recognised; ``refusal``:
    the words of the ad that refuse agencies, or « refus indiqué sur le site »."""

    line: int
    name: str
    last_name: str
    first_name: str
    civility: str
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    address: str
    postcode: str
    town: str
    site: str
    reference: str
    url: str
    seen: date | None
    draft: Draft
    refusal: str
    marks: tuple[tuple[str, str], ...]


def normalise(draft: Draft, batch: BatchFacts, today: date) -> Ready | Reject:
    """Return the row ready to match, or why it is rejected. ``today``: a listing read after it is a mistake."""
    if draft.aside:
        return _reject(draft, "ROW_SET_ASIDE")
    if draft.slid:
        return _reject(draft, "ROW_SHIFTED", column=draft.slid)
    if draft.seller == "pro":
        return _reject(draft, "ROW_AGENCY")
    site = text.clean(draft.site) or batch.site
    if not site and batch.source is not Source.TYPED:  # Typed without a site: the person gave it.
        return _reject(draft, "ROW_NO_SOURCE")
    seen = text.day(draft.seen)
    if draft.seen.strip() and (seen is None or seen > today):
        return _reject(draft, "ROW_BAD_DATE", value=draft.seen.strip()[:40])
    words = refusal(draft.text) or refusal(draft.title) or ("refus indiqué sur le site" if draft.refuses else "")
    phones, bad, hotline = _phones(draft.phones)
    emails = tuple(dict.fromkeys(found for raw in draft.emails for found in text.emails(raw)))
    address = text.clean(draft.address)
    if not (phones or emails or address or words or _is_page(draft, batch)):
        return _reject_unreachable(draft, bad, hotline)
    last, first = text.clean(draft.last_name), text.clean(draft.first_name)
    postcode, town = text.postcode(draft.postcode), text.clean(draft.town)
    reference = text.clean(draft.reference)
    key = text.address_key(address, postcode, town)
    return Ready(
        line=draft.line,
        name=text.clean(draft.name) or f"{last} {first}".strip(),
        last_name=last,
        first_name=first,
        civility=text.clean(draft.civility),
        phones=phones,
        emails=emails,
        address=address,
        postcode=postcode,
        town=town,
        site=site,
        reference=reference,
        url=draft.url.strip(),
        seen=seen,
        draft=draft,
        refusal=words,
        marks=(
            *(("phone", phone.key) for phone in phones),
            *(("email", email) for email in emails),
            *address_marks(last or draft.name, key),
            *listing_marks(site, reference, draft.url.strip()),
        ),
    )


def address_marks(surname: str, key: str) -> tuple[tuple[str, str], ...]:
    """Return the marks of a postal address: with its surname a person; alone, whoever lives there.

    A named person's refusal must not silence the neighbours of the building, yet must hold for a later row that
    gives the same address without a name; a refusal without a name holds for the whole address.
    """
    if not key:
        return ()
    named = text.fold(surname)
    return (("address", f"{named}|{key}"), ("household", key)) if named else (("household", key), ("nameless", key))


def refusal_marks(marks: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the marks a refusal puts in the register: a named person's address also stands for a row without a
    name."""
    found = list(marks)
    if all(kind != "address" for kind, _ in found):
        return found
    return [("nameless", key) if kind == "household" else (kind, key) for kind, key in found]


def listing_marks(site: str, reference: str, url: str) -> tuple[tuple[str, str], ...]:
    """Return the mark of a listing: its reference on its site, or its address."""
    if reference:
        return (("listing", f"{text.fold(site)}|{reference.casefold()}"),)
    return (("listing", url),) if url else ()


def contact_points(row: Ready) -> Iterator[tuple[str, str, str, str]]:
    """Yield (kind, value, postcode, town) of each contact point of a row."""
    for phone in row.phones:
        yield "phone", phone.e164, "", ""
    for email in row.emails:
        yield "email", email, "", ""
    if row.address:
        yield "address", row.address, row.postcode, row.town


def _is_page(draft: Draft, batch: BatchFacts) -> bool:
    """A captured listing without any contact is still a property to keep: its page says what it is and where."""
    return batch.source is Source.PAGE and bool(draft.url.strip() or draft.reference.strip())


def _phones(raws: tuple[str, ...]) -> tuple[tuple[Phone, ...], str, str]:
    """Return the telephones read, without repeats, the first text that is none, and the site one of them belongs to."""
    found: dict[str, Phone] = {}
    bad = site = ""
    lines = hotlines()
    for raw in raws:
        phone = parse(raw)
        if phone and phone.key in lines:
            site = lines[phone.key]
        elif phone:
            found.setdefault(phone.key, phone)
        elif raw.strip() and not bad:
            bad = raw.strip()
    return tuple(found.values()), bad, site


def _reject_unreachable(draft: Draft, bad: str, hotline: str) -> Reject:
    if bad:
        return _reject(draft, "ROW_BAD_PHONE", value=bad[:40])
    return _reject(draft, "ROW_HOTLINE", site=hotline) if hotline else _reject(draft, "ROW_NO_CONTACT")


def _reject(draft: Draft, code: str, **values: object) -> Reject:
    return Reject(draft.line, code, user_text(code, **values), draft.cells)
