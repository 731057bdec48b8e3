"""What is written on the sheet around the letter and its notice: head, address, subject, strip, foot."""

import hashlib
import json

from core.base.countries import abroad
from core.base.postal_lines import postal_lines, too_long
from core.base.records import Struct, asdict, replace
from core.base.text import fold
from core.model.agency import Agency
from core.model.letter import TODAY, LetterFacts, LetterTexts
from core.model.letter_look import LATER, PICTURES, LetterLook
from core.notices.context import context as values_of
from core.notices.context import context_of_agency, said_phone
from core.notices.language import FRENCH, Tongue, tongue_of
from core.notices.letter_text import LetterText, compose, variant
from core.notices.pictures import picture_of
from core.notices.proofs import WITH_PROOFS
from core.notices.template import Block, Context, Run
from core.notices.texts import FORMER, said
from core.notices.typed import one_line
from core.words.errors import error

ORDINARY = ("a", "b", "d", "f")
"""The letters that held the agency's own paragraph in former texts: not the neutral one, nor the second."""
FACTS = "faits-"
"""How the name of a version of what the agency says of itself begins."""
_SHORT_TITLES = {"Madame": "Mme", "Monsieur": "M.", "Madame, Monsieur": "Mme, M."}


class SheetHead(Struct, frozen=True):
    """What stands at the top of every letter of the agency: its name and where it is, the address of whoever it is
    for, and beside it date, subject (then a shorter one) and mentions."""

    look: LetterLook
    name: str
    contact: tuple[str, ...]
    recipient: tuple[str, ...]
    date_lines: tuple[str, ...]
    subjects: tuple[Block, ...]
    mentions: Block


class LetterSheet(Struct, frozen=True):
    """The whole text of one sheet. ``contact``: lines of the head; ``recipient`` and ``sender``: lines of an address;
    ``subjects``: the subject of the letter, then a shorter one; ``head`` and ``foot``: the mentions of the agency,
    front and back; ``own``: the agency's own words, where the letter holds them; ``oppose_at``: what the code of the
    back opens; ``facts``: the version of what the agency says of itself."""

    letter: LetterText
    look: LetterLook
    contact: tuple[str, ...]
    recipient: tuple[str, ...]
    sender: tuple[str, ...]
    date_lines: tuple[str, ...]
    subjects: tuple[Block, ...]
    head: Block
    foot: Block
    own: Block | None
    signer: str
    role: str
    oppose_at: str
    prepaid: bool
    strip: tuple[Block, ...]
    reply: tuple[Block, ...]
    strip_back: tuple[Block, ...]
    law: Block
    tongue: Tongue = FRENCH
    texts: LetterTexts = TODAY
    facts: str = ""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of the texts printed: letter with its strip, notice, form of agreement when it leaves too,
        the agency's own words, and what it says of itself."""
        own = (own_version(self.own.text),) if self.own is not None else ()
        return (*_versions(self.tongue, self.look, self.texts), *own, *filter(None, (self.facts,)))

    @property
    def photo(self) -> bytes:
        """The picture of whoever signs, empty where there is none or it is of somebody else."""
        is_of_signer = one_line(self.look.photo_of) == self.signer
        return picture_of(self.look.photo) if is_of_signer else b""

    @property
    def top(self) -> SheetHead:
        """The top of the front."""
        return SheetHead(
            self.look, self.letter.agency_name, self.contact, self.recipient, self.date_lines, self.subjects, self.head
        )


class PaperHead(Struct, frozen=True):
    """What the agency's paper says of it, without a letter. ``contact``: lines of the head; ``mentions``: beside it;
    ``foot``: the other mentions."""

    name: str
    contact: tuple[str, ...]
    mentions: Block
    foot: Block


def paper_of(agency: Agency) -> PaperHead:
    """Return the agency's paper: nothing of it waits for what only a letter states. Raises UserError FIELD_MISSING,
    CLAIM_UNANSWERED for the funds of its clients."""
    context = context_of_agency(agency)
    lines = contact(agency, page=bool(context.conditions["page"]))
    return PaperHead(context.values["agency_name"], lines, _one("head", context), _one("foot", context))


def text_of(facts: LetterFacts) -> LetterSheet:
    """Return the text of a sheet. Raises UserError FIELD_MISSING, ADDRESS_TOO_LONG."""
    letter, context, tongue = compose(facts), values_of(facts), tongue_of(facts.english)
    values, agency = context.values, facts.agency
    return LetterSheet(
        letter=letter,
        look=facts.look,
        contact=contact(agency, tongue, page=bool(context.conditions[_page(facts)])),
        recipient=address_lines(facts),
        sender=_sender(agency, tongue),
        date_lines=(
            tongue.words["dated"].format(town=one_line(agency.town), day=values["letter_date"]),
            tongue.words["reference"].format(reference=facts.reference),
        ),
        subjects=_strip("subject", context),
        head=_one("head", context),
        foot=_foot(context, tongue, facts),
        own=own_words(facts),
        signer=values["signer_name"],
        role=values["signer_role"],
        oppose_at=oppose_at(agency, facts.reference, page=bool(context.conditions[_page(facts)])),
        prepaid=agency.reply_prepaid,
        strip=_strip("strip", context),
        reply=_strip("strip-reply", context),
        strip_back=_strip("strip-back", context),
        law=_one("strip-law", context),
        tongue=tongue,
        texts=facts.texts,
        facts=facts_version(facts),
    )


def _page(facts: LetterFacts) -> str:
    """Return the fact by which a letter names the agency's page: former letters named it when it was filled in."""
    return "short_url" if facts.texts.letter in FORMER else "page"


def facts_version(facts: LetterFacts) -> str:
    """Return the name of a version of what the agency says of itself and chose: « faits- » and the first digits of the
    SHA-256 of :func:`facts_text`; empty for former letters, which kept none."""
    if facts.texts.letter in FORMER:
        return ""
    return f"{FACTS}{hashlib.sha256(facts_text(facts.agency, facts.look).encode()).hexdigest()[:8]}"


def facts_text(agency: Agency, look: LetterLook) -> str:
    """Return what the agency says of itself and its choices, but for its pictures, as canonical JSON: what
    :func:`facts_from` reads back."""
    values = {name: value for name, value in asdict(agency).items() if value not in (None, "")}
    choices = {
        name: value for name, value in asdict(look).items() if name not in PICTURES and (value or name not in LATER)
    }
    return json.dumps({"agency": values, "look": choices}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_from(text: str, look: LetterLook) -> tuple[Agency, LetterLook]:
    """Return the agency and the choices that a version kept, with the pictures of ``look``."""
    values = json.loads(text)
    return Agency(**values["agency"]), replace(look, **{**dict.fromkeys(LATER, ""), **values["look"]})


def address_lines(facts: LetterFacts) -> tuple[str, ...]:
    """Return the lines of the address (NF Z 10-011), the name first. Raises UserError ADDRESS_TOO_LONG with the line
    that no rule shortens enough, FONT_MISSING for letters that have no capital from A to Z, ADDRESS_MISSING."""
    street, town = one_line(facts.address), one_line(facts.town)
    away = abroad(facts.address, facts.town, facts.postcode)
    if away is not None:
        return _checked((_named(facts), *away.lines))
    for typed in (street, town):
        if not fold(typed).replace(" ", "a").isascii():
            raise error("FONT_MISSING", name=typed)
    under = postal_lines(street, facts.postcode, town)
    if not (any(under[:-1]) and fold(town)):
        raise error("ADDRESS_MISSING", missing="la rue ou la commune")
    return _checked((_named(facts), *under.written))


def _named(facts: LetterFacts) -> str:
    tongue = tongue_of(facts.english)
    first, last = one_line(facts.first_name), one_line(facts.last_name)
    if not (first or last):
        return tongue.words["nameless"]
    return name_line(tongue.titles.get(facts.civility, facts.civility), first, last)


def name_line(title: str, first: str, last: str) -> str:
    """Return the line of a name, no shorter than an envelope asks for: as the norm shortens it, the family name whole;
    that may still be too long."""
    short = _SHORT_TITLES.get(title, title)
    initials = " ".join(word[0] for word in first.replace("-", " ").split() if word[0].isalpha())
    names = [
        " ".join(filter(None, parts)) for parts in ((title, first, last), (short, first, last), (short, initials, last))
    ]
    return next((name for name in names if not too_long([name])), names[-1])


def _checked(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines that the window can show. Raises UserError ADDRESS_TOO_LONG."""
    if line := too_long(lines):
        raise error("ADDRESS_TOO_LONG", line=line)
    return lines


def _sender(agency: Agency, tongue: Tongue) -> tuple[str, ...]:
    """Return where a strip is sent back to, the country too when it comes from another one."""
    lines = (one_line(agency.name), *postal_lines(agency.address, agency.postcode, agency.town).written)
    return lines if tongue is FRENCH else (*lines, "FRANCE")


def contact(agency: Agency, tongue: Tongue = FRENCH, *, page: bool) -> tuple[str, ...]:
    """Return the lines of the head that say where the agency is; the address of its page is the last, where it has a
    ``page``."""
    place = f"{one_line(agency.postcode)} {one_line(agency.town)}".strip()
    lines = (
        one_line(agency.address),
        place,
        said_phone(agency.phone, tongue),
        agency.email,
        agency.short_url if page else "",
    )
    return tuple(line for line in map(one_line, lines) if line)


def oppose_at(agency: Agency, reference: str, *, page: bool) -> str:
    """Return the address that the code of the back opens: the agency's page where it has one, else a message ready to
    send."""
    if page:
        return f"https://{one_line(agency.short_url).removeprefix('https://')}#{reference}"
    return f"mailto:{one_line(agency.email)}?subject=Opposition%20{reference}"


def own_words(facts: LetterFacts) -> Block | None:
    """Return the agency's own words as typed, None where the letter holds none: they are in French."""
    words = one_line(facts.look.paragraph)
    holds = variant(facts) in (ORDINARY if facts.texts.letter in FORMER else WITH_PROOFS)
    return Block.of(words) if words and holds and not facts.english else None


def own_version(paragraph: str) -> str:
    """Return the name of a version of the agency's own words: own- and the first digits of its SHA-256."""
    return f"own-{hashlib.sha256(paragraph.encode()).hexdigest()[:8]}"


def _one(name: str, context: Context) -> Block:
    (block,) = _strip(name, context)
    return block


def _strip(name: str, context: Context) -> tuple[Block, ...]:
    return said(f"letter/{name}", context)


def _foot(context: Context, tongue: Tongue, facts: LetterFacts) -> Block:
    version = facts_version(facts).removeprefix(FACTS)[:4]
    shape = tongue.words["also_texts" if version else "texts"]
    words = shape.format(versions=tongue.listed(_versions(tongue, facts.look, facts.texts)), facts=version)
    return Block((*_one("foot", context).runs, Run(words)))


def _versions(tongue: Tongue, look: LetterLook, texts: LetterTexts) -> tuple[str, ...]:
    form = (texts.consent,) if look.consent_form else ()
    return tuple(tongue.version(one) for one in (texts.letter, texts.notice, *form))
