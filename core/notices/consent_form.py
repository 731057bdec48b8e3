"""Forms given out at the counter: agreement to be called, request for an estimate, visit slip. Facts in, PDF out.

The agreement is a separate sheet, never a clause of another document (C. consom., art. R223-1); each form that asks for
a number carries the sentence of art. L223-2. Nothing is ticked or filled in for the person.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

from core.base.records import Struct
from core.base.resources import resource
from core.model.agency import Agency
from core.model.letter_look import USUAL, LetterLook
from core.notices import texts
from core.notices.agency_gaps import agency_missing
from core.notices.canvas import GREY, MM, PAGE_HEIGHT, PAGE_WIDTH, Canvas, accent_ink
from core.notices.claims_asked import filled
from core.notices.context import context_of_agency
from core.notices.fonts import Style
from core.notices.language import ENGLISH, Tongue, tongue_of
from core.notices.pictures import picture_of, sized
from core.notices.template import Block, Context
from core.notices.typed import one_line
from core.notices.unprinted import refuse_unprinted
from core.words.errors import error

CONSENTS = ("consent-counter-3", "consent-counter-2", "consent-counter-1")
"""The versions of the agreement given at the counter, today's first."""
CONSENT = CONSENTS[0]
COUNTER = "counter"
KINDS: Mapping[str, tuple[str, ...]] = {
    COUNTER: (CONSENT,),
    "estimation": ("estimation-3", CONSENT),
    "visit": ("visit-3", CONSENT),
}
"""Form → the texts it prints, a sheet each; the agreement last."""

LEFT, RIGHT = 17 * MM, PAGE_WIDTH - 17 * MM
_WIDTH = RIGHT - LEFT
_TOP, _FOOT = 34 * MM, PAGE_HEIGHT - 20 * MM
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
_SIGNATURE = 16 * MM
_FOOT_SIZES, _FOOT_HEIGHT = (8.5, 8.0, 7.5, 7.0, 6.5), 12.5 * MM
"""Of the last line, which names whoever gives the form: a printer leaves the last millimetres of a sheet white."""
_LOGO = (50 * MM, 9 * MM)

_PERIOD = re.compile(r"^(?:Pendant\s+(\d{1,2})\s+mois|For\s+(\d{1,2})\s+months)\b", re.MULTILINE)


class FormFacts(Struct, frozen=True):
    """The values of a form. ``kind``: one of :data:`KINDS`. ``property`` (une maison, un appartement…) and ``town``:
    both empty for a form to fill by hand; ``collector`` and ``place``: who gives the form and where, empty to be
    written by hand. ``english``: the agreement given alone is in that language; ``look``: of the agency's letters."""

    agency: Agency
    kind: str = "counter"
    property: str = ""
    town: str = ""
    collector: str = ""
    place: str = ""
    english: bool = False
    look: LetterLook = USUAL


class FormDocument(Struct, frozen=True):
    """A form: the PDF bytes, and the text of its agreement as printed with its version and SHA-256 in hex."""

    pdf: bytes
    version: str
    text: str
    sha256: str
    pages: int


def render_form(facts: FormFacts) -> FormDocument:
    """Return the form; the same facts give the same bytes.

    Raises UserError AGENCY_INCOMPLETE (the form must say who calls), CLAIM_UNANSWERED, FONT_MISSING, LETTER_TOO_LONG.
    """
    if lacking := agency_missing(facts.agency):
        raise error("AGENCY_INCOMPLETE", missing=tuple(lacking))
    tongue = tongue_of(facts.english and facts.kind == COUNTER)
    english = tongue is ENGLISH
    names = {name: texts.text(f"en/{name}" if english else name) for name in KINDS[facts.kind]}
    sheets = [filled(text, _context(facts, name, tongue)) for name, text in names.items()]
    refuse_unprinted(block for blocks in sheets for block in blocks)
    words = plain(sheets[-1])
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    subject = tongue.words["form_subject"]
    pen = Canvas(title=tongue.words["form_title"], author=facts.agency.name, subject=subject, lang=tongue.lang)
    for at, blocks in enumerate(sheets, start=1):
        mark = f"{at}/{len(sheets)}" + (f" · empreinte {sha256[:12]}" if at == len(sheets) else "")
        draw_sheet(pen, blocks, agency=one_line(facts.agency.name), mark=mark, look=facts.look)
        pen.turn_page()
    return FormDocument(pen.finish(), CONSENT, words, sha256, len(sheets))


def template_sha256(version: str) -> str:
    """Return the SHA-256 of a shipped text of agreement (``consent-2``, …); empty for a version that is not ours."""
    if version not in (*texts.CONSENTS, *CONSENTS):
        return ""
    return hashlib.sha256(resource("letters", f"{version}.txt").read_bytes()).hexdigest()


def months_of(words: str) -> int:
    """Return how many months an agreement lasts according to the printed text of its form, 0 when the text does not
    say."""
    match = _PERIOD.search(words)
    return int(match[1] or match[2]) if match else 0


def plain(blocks: Sequence[Block]) -> str:
    """Return blocks as plain text, a blank line before each paragraph."""
    return "".join(("\n\n" if block.opens else "\n") * bool(at) + block.text for at, block in enumerate(blocks))


def draw_sheet(pen: Canvas, blocks: Sequence[Block], *, agency: str, mark: str, look: LetterLook = USUAL) -> None:
    """Draw one sheet as the agency's letters look: its logo or name, title, paragraphs and, at the foot, its last line
    (the version) and ``mark``. Raises UserError LETTER_TOO_LONG."""
    title, *body, version = blocks
    for size in _SIZES:
        style = Style(size, round(size * 1.28, 2), round(size * 0.85, 2), _WIDTH, item=1.5)
        laid, height = pen.fonts.column(body, style)
        if _TOP + height + _SIGNATURE <= _FOOT:
            break
    else:
        raise error("LETTER_TOO_LONG", where="le formulaire")
    ink = accent_ink(look.accent)
    if png := picture_of(look.logo):
        width, height = sized(png, *_LOGO)
        pen.picture(png, "logo", LEFT, 16 * MM - height, width, height, alt=agency)
    else:
        with pen.element("P"):
            pen.words(LEFT, 15 * MM, agency, size=10, ink=GREY)
    head = Style(14, 17, 0, _WIDTH)
    pen.column(LEFT, 18 * MM, [pen.fonts.lay(title, head)], head, ink=ink, tag="H1")
    pen.rule(LEFT, RIGHT, 29 * MM, weight=0.7, ink=ink)
    pen.column(LEFT, _TOP, laid, style)
    pen.rule(LEFT, RIGHT, _FOOT)
    for size in _FOOT_SIZES:
        small = Style(size, round(size * 1.3, 2), 0, _WIDTH - 50 * MM)
        last = pen.fonts.lay(version, small)
        if last.height <= _FOOT_HEIGHT:
            break
    else:
        raise error("LETTER_TOO_LONG", where="le formulaire")
    pen.column(LEFT, _FOOT + 2, [last], small, ink=GREY)
    with pen.element("P"):
        pen.words_right(RIGHT, _FOOT + 10.3, mark, size=8.5, ink=GREY)


def _context(facts: FormFacts, version: str, tongue: Tongue) -> Context:
    of_agency = context_of_agency(facts.agency, english=tongue is ENGLISH)
    values = {
        "at_property_town": tongue.at_town(facts.town),
        "collector": facts.collector,
        "place": facts.place,
        "property": tongue.properties.get(facts.property, facts.property),
        "version": tongue.version(version),
    }
    conditions = {
        "collector": bool(one_line(facts.collector)),
        "place": bool(one_line(facts.place)),
        "property": bool(one_line(facts.property) and one_line(facts.town)),
    }
    return of_agency.adding(values, conditions)
