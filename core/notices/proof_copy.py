"""« Copie de la preuve »: what the person agreed to, when, how, and how to withdraw, with the document they signed (C.
consom., art. R223-2: free, durable, individual)."""

import zlib
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath

from core.base import lazy_imports
from core.base.french import day, hour, listed, moment, slots
from core.base.records import Struct
from core.model.agency import Agency
from core.model.channel import Channel
from core.model.consent import Slot
from core.model.letter_look import USUAL as USUAL_LOOK
from core.model.letter_look import LetterLook
from core.notices.canvas import MM, PAGE_HEIGHT, PAGE_WIDTH, Canvas
from core.notices.claims_asked import filled
from core.notices.consent_form import LEFT, RIGHT, draw_sheet
from core.notices.context import context_of_agency
from core.notices.fonts import SetBlock, Style
from core.notices.template import Block, Context, Run
from core.notices.texts import text
from core.notices.typed import one_line
from core.notices.unprinted import refuse_unprinted

VERSION = "proof-2"
_SUBJECT = "Copie de la preuve d’un accord (C. consom., art. R223-2)"
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"))
USUAL = "du lundi au vendredi, de 10\u00a0h à 13\u00a0h et de 14\u00a0h à 20\u00a0h"
"""What an agreement without chosen hours says (words 3.2, « Quand »)."""


class CopyFacts(Struct, frozen=True):
    """One agreement as presented to the person, on ``day``. ``channels``: call, email, sms; ``collected`` and
    ``recorded``: local moments; ``wording``: the version or the words agreed to; ``text``: the words as printed, when
    they are kept; ``withdrawn``: the day it was withdrawn, for calls only when ``calls_only``; ``look``: of its
    letters."""

    agency: Agency
    day: date
    salutation: str
    channels: tuple[str, ...]
    collected: datetime
    end: date
    proof_end: date
    wording: str
    recorded: datetime
    collector: str
    proof_name: str
    proof_sha256: str
    object: str = ""
    way: str = ""
    place: str = ""
    slots: tuple[Slot, ...] = ()
    exact: tuple[datetime, ...] = ()
    text: str = ""
    text_sha256: str = ""
    withdrawn: date | None = None
    calls_only: bool = False
    look: LetterLook = USUAL_LOOK


def render_copy(facts: CopyFacts, proof: bytes) -> tuple[bytes, bool]:
    """Return (the PDF of the copy, whether the signed document cannot be shown on a page and is handed over beside):
    what was agreed, the words as printed when they are kept, then the signed document.

    Raises UserError FIELD_MISSING, FONT_MISSING, LETTER_TOO_LONG.
    """
    suffix = PurePath(facts.proof_name).suffix.lower()
    picture = _picture(proof) if suffix in PICTURES else None
    document = proof if suffix == ".pdf" and _opens(proof) else None
    is_apart = picture is None and document is None
    blocks = filled(text(VERSION), _context(facts, apart=is_apart))
    refuse_unprinted(blocks)
    author = facts.agency.name
    pen = Canvas(title="Preuve d’un accord", author=author, subject=_SUBJECT, accessible=document is None)
    draw_sheet(pen, blocks, agency=one_line(facts.agency.name), mark="", look=facts.look)
    pen.turn_page()
    if facts.text:
        _draw_text(pen, facts.text)
    if picture is not None:
        _draw_picture(pen, *picture)
    data = pen.finish()
    return data if document is None else _joined(data, document), is_apart


def _context(facts: CopyFacts, *, apart: bool) -> Context:
    of_agency = context_of_agency(facts.agency)
    withdrawn = facts.withdrawn is not None and not facts.calls_only
    values = {
        "channels": listed([channel.by for channel in Channel if channel in facts.channels]),
        "collector": facts.collector,
        "consent_date": day(facts.collected.date()),
        "consent_end": day(facts.end),
        "consent_time": hour(facts.collected),
        "place": facts.place,
        "proof_end": day(facts.proof_end),
        "proof_name": facts.proof_name,
        "proof_sha256": facts.proof_sha256,
        "recorded": moment(facts.recorded),
        "salutation": facts.salutation,
        "services": facts.object or facts.agency.services,
        "slots": _hours(facts),
        "text_sha256": facts.text_sha256,
        "version": VERSION,
        "way": facts.way[:1].lower() + facts.way[1:],
        "withdrawn_date": day(facts.withdrawn) if facts.withdrawn else "",
        "withdrawn_what": "votre accord pour le téléphone" if facts.calls_only else "cet accord",
        "wording": facts.wording,
    }
    conditions = {
        "withdrawn": facts.withdrawn is not None,
        "running": not withdrawn and facts.day <= facts.end,
        "ended": not withdrawn and facts.day > facts.end,
        "way": bool(facts.way),
        "place": bool(one_line(facts.place)),
        "text_sha256": bool(facts.text_sha256),
        "apart": apart,
    }
    return of_agency.adding(values, conditions)


def _hours(facts: CopyFacts) -> str:
    usual = slots(facts.slots) if facts.slots else USUAL
    once = [f"le {moment(one)}" for one in facts.exact]
    return f"{usual}, et une seule fois {listed(once)}" if once else usual


def _draw_text(pen: Canvas, text: str) -> None:
    """Write the words agreed to on separate sheets, as many as needed."""
    style = Style(9.5, 12.2, 6, RIGHT - LEFT, item=1.5)
    paragraphs = [part.split("\n") for part in text.split("\n\n")]
    blocks = [Block((Run(line),), opens=not at) for part in paragraphs for at, line in enumerate(part)]
    laid, _ = pen.fonts.column([Block.of("Le texte accepté", bold=True), *blocks], style)
    room: list[SetBlock] = []
    top, bottom = 18 * MM, PAGE_HEIGHT - 18 * MM
    for block in laid:
        height = sum(style.before(opens=kept.opens) + kept.height for kept in (*room, block))
        if room and top + height > bottom:
            pen.column(LEFT, top, room, style)
            pen.turn_page()
            room = []
        room.append(block)
    pen.column(LEFT, top, room, style)
    pen.turn_page()


def _opens(pdf: bytes) -> bool:
    library = lazy_imports.pdfium()
    try:
        document = library.PdfDocument(pdf)
    except library.PdfiumError:
        return False
    is_found = len(document) > 0
    document.close()
    return is_found


def _picture(content: bytes) -> tuple[bytes, int, int] | None:
    """Return the signed document, as it is or as a PNG, with its size in pixels; None when it is no picture."""
    library = lazy_imports.pillow()
    try:
        with library.open(BytesIO(content)) as image:
            size, is_kept = image.size, image.format in ("JPEG", "PNG")
            image.convert("RGB").save(out := BytesIO(), "PNG")
            return content if is_kept else out.getvalue(), *size
    except (OSError, ValueError, SyntaxError, ZeroDivisionError, zlib.error, library.DecompressionBombError):
        return None


def _draw_picture(pen: Canvas, png: bytes, width: int, height: int) -> None:
    """Draw the signed document on a page of its own."""
    scale = min((PAGE_WIDTH - 20 * MM) / width, (PAGE_HEIGHT - 20 * MM) / height)
    wide, high = width * scale, height * scale
    pen.picture(png, "proof", (PAGE_WIDTH - wide) / 2, (PAGE_HEIGHT - high) / 2, wide, high, alt="Le document signé")
    pen.turn_page()


def _joined(own: bytes, signed: bytes) -> bytes:
    """Return our pages, with their title, language and structure, then those of the signed document as they are."""
    library = lazy_imports.pdfium()
    whole, part = library.PdfDocument(own), library.PdfDocument(signed)
    whole.import_pages(part)
    part.close()
    out = BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()
