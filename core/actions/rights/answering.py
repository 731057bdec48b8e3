"""The answer to a request as a letter to print: on the agency's paper, to the address the person gives for it."""

from datetime import date, datetime
from pathlib import Path

from core.actions.common.agency import settings
from core.actions.common.files import write_whole
from core.actions.rights.replies import UNNAMED
from core.base.countries import abroad
from core.base.errors import UserError
from core.base.french import day
from core.base.moments import AGENCY_ZONE
from core.base.postal_lines import postal_lines, too_long
from core.base.records import replace
from core.model.agency import Agency
from core.model.letter_look import LetterLook
from core.notices.agency_gaps import agency_missing
from core.notices.answers import AnswerLetter, render_answer
from core.notices.fonts import fonts
from core.notices.replies import ReplyMessage
from core.notices.sheet import SheetHead, name_line, paper_of
from core.notices.template import Block, Run
from core.notices.typed import one_line
from core.notices.unprinted import refuse_unprinted
from core.records.contact import Contact
from core.records.lead import Lead
from core.store.port import Reader
from core.words.errors import error


def proposed_address(r: Reader, lead_id: int | None) -> str:
    """Return the name and the address of a sheet, a line each, to be corrected by hand; empty without one."""
    person = r.get(Lead, lead_id) if lead_id is not None else None
    if person is None or lead_id is None:
        return ""
    name = name_line(person.civility, person.first_name, person.last_name) if person.last_name else person.name
    place = next((contact for contact in r.of(Contact, lead_id=lead_id) if contact.kind == "address"), None)
    where = [place.value, f"{place.postcode} {place.town}".strip()] if place else []
    return "\n".join(line for line in (name, *where) if line)


def as_letter(r: Reader, message: ReplyMessage, to: str, *, at: datetime) -> AnswerLetter:
    """Return an answer on the agency's paper. ``to``: as typed, the name, the street, then postcode and town, a line
    each; it is printed and not kept. Raises UserError AGENCY_INCOMPLETE, ADDRESS_MISSING, ADDRESS_TOO_LONG,
    FONT_MISSING."""
    kept = settings(r)
    if lacking := agency_missing(kept.agency):
        raise error("AGENCY_INCOMPLETE", missing=tuple(lacking))
    today = at.astimezone(AGENCY_ZONE).date()
    head, foot = _paper(kept.agency, kept.look, message, to, today)
    called = message.greeting
    if fonts().lacks(called):
        message, called = _called_otherwise(message, called, UNNAMED), UNNAMED
    refuse_unprinted(message.blocks)
    return AnswerLetter(message, head, foot, called)


def _called_otherwise(message: ReplyMessage, called: str, other: str) -> ReplyMessage:
    """Return a message that greets its reader in other words than ``called``."""
    blocks = (
        Block(tuple(Run(run.text.replace(called, other), run.bold) for run in block.runs), block.opens)
        for block in message.blocks
    )
    return replace(message, blocks=tuple(blocks))


def on_paper(r: Reader, message: ReplyMessage, lead_id: int, *, at: datetime) -> AnswerLetter | ReplyMessage:
    """Return an answer on the agency's paper to the address of a sheet, or its words alone when there is none that an
    envelope can show."""
    try:
        return as_letter(r, message, proposed_address(r, lead_id), at=at)
    except UserError:
        return message


def save_answer(r: Reader, message: ReplyMessage, to: str, out: Path, *, at: datetime) -> None:
    """Write an answer as a PDF. Raises UserError as :func:`as_letter` does, LETTER_TOO_LONG, and for a file that
    cannot be written."""
    write_whole(out, render_answer(as_letter(r, message, to, at=at)))


def typed_address(to: str) -> tuple[str, ...]:
    """Return the lines of an address typed one under the other, the name first, as the envelope shows them."""
    name, *lines = [one_line(line) for line in to.splitlines() if line.strip()] or [""]
    if not lines:
        raise error("ADDRESS_MISSING", missing="la rue ou la commune")
    street, town = ", ".join(lines[:-1]), lines[-1]
    away = abroad(street, town)
    texts = (name, *(away.lines if away is not None else postal_lines(street, "", town).written))
    if line := too_long(texts):
        raise error("ADDRESS_TOO_LONG", line=line)
    if missing := next((line for line in (name, *lines) if fonts().lacks(line)), ""):
        raise error("FONT_MISSING", name=missing)
    return texts


def _paper(agency: Agency, look: LetterLook, message: ReplyMessage, to: str, today: date) -> tuple[SheetHead, Block]:
    paper = paper_of(agency)
    subject = f"Objet\u202f: {message.subject}"
    head = SheetHead(
        look=look,
        name=paper.name,
        contact=paper.contact,
        recipient=typed_address(to),
        date_lines=(f"{one_line(agency.town)}, le\u00a0{day(today)}",),
        subjects=(Block.of(subject, bold=True),),
        mentions=paper.mentions,
    )
    return head, paper.foot
