"""The information handed to somebody who gives their own data (RGPD art. 13): one page, the objection in a frame of its
own (art. 21(4))."""

from core.base.records import Struct
from core.model.letter import LetterFacts, Way
from core.notices.agency_gaps import agency_missing
from core.notices.back import is_question
from core.notices.canvas import GREY, MM, PAGE_HEIGHT, Canvas, accent_ink
from core.notices.claims_asked import filled
from core.notices.context import context as values_of
from core.notices.fonts import Style
from core.notices.language import tongue_of
from core.notices.places import LEFT, RIGHT, WIDE_LEFT, WIDE_RIGHT
from core.notices.sources import completed
from core.notices.template import Block, Context
from core.notices.texts import text
from core.notices.typed import one_line
from core.notices.unprinted import refuse_unprinted
from core.words.errors import error

VERSION = "notice-given-3"
_SIZES = (10.5, 10.25, 10.0, 9.75, 9.5, 9.25, 9.0)
_TOP, _FOOT, _PAD = 31 * MM, PAGE_HEIGHT - 18 * MM, 2.5 * MM
_GIVEN = ("name", "first_name", "last_name", "phone", "email", "address", "property")
_NAME = frozenset({"first_name", "last_name"})


class GivenFacts(Struct, frozen=True):
    """Whose sheet it is and what they gave (``letter``); ``how``: « à notre agence », « par courrier »…; ``object``:
    what they ask for, « l’estimation de votre maison », empty when they ask for nothing."""

    letter: LetterFacts
    how: str
    object: str


def render_given(facts: GivenFacts) -> bytes:
    """Return the PDF, with its structure for screen readers; the same facts give the same bytes. Raises UserError
    AGENCY_INCOMPLETE, CLAIM_UNANSWERED, ORIGIN_MISSING when the person gave nothing, FIELD_MISSING, FONT_MISSING,
    LETTER_TOO_LONG."""
    agency = facts.letter.agency
    if lacking := agency_missing(agency):
        raise error("AGENCY_INCOMPLETE", missing=tuple(lacking))
    tongue = tongue_of(facts.letter.english)
    blocks = filled(text(f"en/{VERSION}" if facts.letter.english else VERSION), _context(facts))
    refuse_unprinted(blocks)
    title, subject = tongue.words["given_title"], tongue.words["given_subject"]
    pen = Canvas(title=title, author=agency.name, subject=subject, lang=tongue.lang)
    _draw(pen, blocks, facts)
    pen.turn_page()
    return pen.finish()


def _context(facts: GivenFacts) -> Context:
    letter = facts.letter
    own_origins = [origin for origin in letter.origins if origin.way is Way.PERSON]
    gave = {datum for origin in own_origins for datum in origin.data}
    fields = letter.fields | _NAME if "name" in letter.fields else letter.fields
    fields |= {"property"} if "listing" in fields else frozenset()
    data = frozenset(datum for datum in _GIVEN if datum in gave and datum in fields)
    if not data:
        raise error("ORIGIN_MISSING", missing="ce que la personne a donné elle-même")
    context, tongue = values_of(letter), tongue_of(letter.english)
    origin = next((one for one in letter.origins if one.way is Way.AGENCY and "address" in one.data), None)
    values = {
        "address_date": tongue.long_date(origin.day or origin.obtained) if origin else "",
        "address_way": tongue.phrase(origin.words) if origin else "",
        "data_categories": tongue.given_data(data, frozenset[str]().union(*(origin.columns for origin in own_origins))),
        "data_given": tongue.data_given(data),
        "given_date": tongue.long_date(letter.day),
        "given_how": tongue.phrase(facts.how),
        "notice_version": tongue.version(VERSION),
        "request_object": tongue.phrase(facts.object),
    }
    added = completed(letter) and origin is not None and bool(one_line(origin.words))
    is_asked = bool(one_line(facts.object))
    conditions = {"letter_ref": bool(letter.reference), "address_completed": added, "request": is_asked}
    return context.adding(values, conditions)


def _draw(pen: Canvas, blocks: tuple[Block, ...], facts: GivenFacts) -> None:
    """Draw the page: title, questions in one column, the frame, the law's sentence and the version."""
    title, joined, *body, asked, oppose, law, version = blocks
    ink = accent_ink(facts.letter.look.accent)
    for size in _SIZES:
        style = Style(size, round(size * 1.24, 2), round(size * 0.6, 2), RIGHT - LEFT, item=1, tall=1.4)
        laid, height = pen.fonts.column(body, style)
        framed, frame_height = pen.fonts.column([asked, oppose], style)
        last = pen.fonts.lay(law, style)
        if _TOP + height + frame_height + 2 * _PAD + last.height + 10 * MM <= _FOOT:
            break
    else:
        raise error("LETTER_TOO_LONG", where="sa page")
    agency = facts.letter.agency
    with pen.element("P"):
        pen.words(LEFT, 14 * MM, one_line(agency.name), size=10, ink=GREY)
    with pen.element("H1"):
        pen.words(LEFT, 21 * MM, title.text.removeprefix("# "), size=14, bold=True, ink=ink)
    with pen.element("P"):
        pen.words(LEFT, 26.5 * MM, joined.text, size=9, ink=GREY)
    y = _TOP
    for at, (block, one) in enumerate(zip(body, laid, strict=True)):
        y += style.before(opens=one.opens) if at else 0.0
        question = is_question(block)
        y = pen.column(LEFT, y, [one], style, bold=ink if question else None, tag="H2" if question else "P")
    top = y + 5 * MM
    height = frame_height + 2 * _PAD
    pen.frame(WIDE_LEFT, top, WIDE_RIGHT - WIDE_LEFT, height, ink=ink, weight=1.3, radius=2 * MM)
    pen.column(LEFT, top + _PAD, framed, style, bold=ink)
    pen.column(LEFT, top + height + 4 * MM, [last], style)
    small = Style(8.5, 11, 0, RIGHT - LEFT)
    pen.column(LEFT, _FOOT + 2, [pen.fonts.lay(version, small)], small, ink=GREY)
