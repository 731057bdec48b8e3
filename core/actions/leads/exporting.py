"""The list of leads as a file for the agency, XLSX or CSV, or as a PDF to print. Whoever refuses, may be somebody who
refuses, or asked for a freeze is left out and counted; so is a number or an e-mail that is in the register (rules
GDPR-05, OBJ-03, GDPR-07). The journal keeps who exported, when and how many."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from core.actions.common import agency
from core.actions.common.agency import managers_only
from core.actions.common.channel_opt_outs import CLOSES
from core.actions.common.files import made_whole
from core.actions.common.judging import Law, facts
from core.actions.common.people import phone_hash
from core.actions.common.safe_cells import TRIGGERS, WORKBOOK, harmless, harmless_text
from core.actions.leads.lead_views import lead_rows
from core.actions.leads.printed_list import printed_list
from core.actions.register import co_owners
from core.base.i18n import N_, _
from core.base.lazy_imports import xlsxwriter
from core.base.moments import AGENCY_ZONE
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.base.screen_shapes import number, phone_pairs
from core.model.facts import Facts
from core.model.lead import LeadRow
from core.model.verdict import Light
from core.notices.papers import render_paper
from core.records.contact import Contact
from core.records.listing import Listing
from core.rules.oppositions import closes_one_way
from core.store import leads, registers
from core.store.named_rows import by_lead
from core.store.port import Reader, Store
from core.store.registers import ways_closed
from core.words.errors import error
from core.words.exports import left_out_words
from core.words.steps import step_short
from core.words.ways_now import way_reason, way_word

HEADINGS = (
    *(N_("Feu"), N_("Nom"), N_("Téléphone"), N_("E-mail"), N_("Adresse"), N_("Code postal"), N_("Commune")),
    *(N_("Bien"), N_("Prix"), N_("Surface"), N_("Référence"), N_("Provenance"), N_("Lot"), N_("Statut")),
    *(N_("Prochaine étape"), N_("Échéance"), N_("Affecté à"), N_("Étiquettes"), N_("Raison du feu")),
    *(N_("Dernière activité"), N_("Bien partagé avec")),
)
FORMATS = (".xlsx", ".csv", ".pdf")
OPPOSED, HELD, FROZEN, ERASED = "opposed", "held", "frozen", "erased"
"""Why somebody is left out."""
PAGE = 500
_WIDTH = 18


class Listed(Struct, frozen=True):
    """The file written: how many leads are in it, and how many were left out, by why."""

    file: Path
    rows: int
    left_out: dict[str, int]


def export(
    store: Store, ids: Sequence[int], out: Path, law: Law, *, by: str, at: datetime, progress: Progress = silent
) -> Listed:
    """Write leads to ``out``, in the order given; its suffix tells the format. ``progress`` hears of those read.

    Raises UserError EXPORT_FORMAT, EXPORT_NONE (nobody is left: no file is made), PDF_OPEN, FOLDER_READ_ONLY or
    DISK_FULL; ``out`` is written whole or not at all.
    """
    if out.suffix.lower() not in FORMATS:
        raise error("EXPORT_FORMAT", file=out.name)
    left_out: Counter[str] = Counter()
    with store.read() as r:
        managers_only(r)
        rows = dict(_rows(r, ids, law, at, left_out, progress))
    with made_whole(out) as file:
        with store.write("export", by=by, at=at) as w:
            for lead_id in rows.keys() & set(leads.search(w, filters={"opposition": "yes"}, sort="newest")):
                del rows[lead_id]  # Refused while the others were read.
                left_out[OPPOSED] += 1
            if not rows:
                raise error("EXPORT_NONE")
            w.note(f"{len(rows)} leads, {out.suffix.lower()[1:]}")
            name = agency.settings(w).agency.name
        kept = list(rows.values())
        match out.suffix.lower():
            case ".csv":
                _write_csv(file, kept)
            case ".pdf":
                paper = printed_list(HEADINGS, kept, left_out_words(left_out), agency=name, by=by, at=at)
                file.write(render_paper(paper))
            case _:
                _write_book(file, kept)
    return Listed(out, len(rows), dict(left_out))


def as_text(r: Reader, ids: Sequence[int], law: Law, *, at: datetime) -> tuple[str, Listed]:
    """Return leads as lines of cells parted by tabs, for the clipboard, and how many."""
    left_out: Counter[str] = Counter()
    rows = [cells for _lead, cells in _rows(r, ids, law, at, left_out)]
    lines = ["\t".join(map(harmless_text, cells)) for cells in ([_(heading) for heading in HEADINGS], *rows)]
    return "\n".join(lines) if rows else "", Listed(Path(), len(rows), dict(left_out))


def why_left_out(row: LeadRow, known: Facts) -> str:
    """Return why somebody is not written to a file; empty when they may be."""
    if known.erased is not None:
        return ERASED
    if row.light is Light.OPPOSED or row.opposed_at is not None or _refuses(known):
        return OPPOSED
    if known.near_opposed is not None or known.may_refuse is not None:
        return HELD
    return FROZEN if known.restricted is not None or known.stop_asked is not None else ""


def _refuses(known: Facts) -> bool:
    """Tell whether the person refuses; a contact point closed alone is only left out itself."""
    return any(
        opposition.kind not in ("number", "mailbox") and not closes_one_way(opposition)
        for opposition in known.oppositions
    )


def _rows(
    r: Reader, ids: Sequence[int], law: Law, at: datetime, left_out: Counter[str], progress: Progress = silent
) -> Iterator[tuple[int, list[str]]]:
    for start in range(0, len(ids), PAGE):
        progress(start, len(ids))
        page = ids[start : start + PAGE]
        judged = _judged(r, page, law, at)
        left_out.update(why for _row, why in judged if why)
        listed = [row for row, why in judged if not why]
        yield from _cells(r, listed, _owners(r, listed, law, at))


def _judged(r: Reader, ids: Sequence[int], law: Law, at: datetime) -> list[tuple[LeadRow, str]]:
    """Return the lines of the list with why each is left out, empty for one that is not."""
    facts_of = facts(r, ids, law)
    return [(row, why_left_out(row, facts_of[row.id])) for row in lead_rows(r, ids, law, at=at)]


def _owners(r: Reader, rows: Sequence[LeadRow], law: Law, at: datetime) -> dict[int, str]:
    """Return lead → the names of who shares its property, of those alone who may be in the file themselves."""
    owners = co_owners.owners_named(r, [row.id for row in rows if row.owners])
    ids = sorted({other for ones in owners.values() for other, _name in ones})
    kept_ids = {row.id for row, why in _judged(r, ids, law, at) if not why}
    return {lead_id: ", ".join(name for other, name in ones if other in kept_ids) for lead_id, ones in owners.items()}


def _cells(r: Reader, rows: Sequence[LeadRow], owners: Mapping[int, str]) -> Iterator[tuple[int, list[str]]]:
    ids = [row.id for row in rows]
    points, listings = by_lead(_open_points(r, ids)), by_lead(r.of(Listing, lead_id=ids))
    batches = leads.batches_of(r, ids)
    for row in rows:
        contacts = points[row.id]
        place = next((contact for contact in contacts if contact.kind == "address"), None)
        offered = listings[row.id][-1] if listings[row.id] else None
        yield (
            row.id,
            [
                way_word(row.way),
                row.name,
                " / ".join(phone_pairs(contact.value) for contact in contacts if contact.kind == "phone"),
                " / ".join(contact.value for contact in contacts if contact.kind == "email"),
                place.value if place else "",
                place.postcode if place else "",
                place.town if place and place.town else row.town,
                *_offered(offered),
                row.source,
                batches.get(row.id, ""),
                row.status.shown,
                step_short(row.step),
                row.step.day.isoformat() if row.step.day else "",
                row.agent,
                ", ".join(row.tags),
                way_reason(row),
                row.last_act.astimezone(AGENCY_ZONE).date().isoformat() if row.last_act else "",
                owners.get(row.id, ""),
            ],
        )


def _open_points(r: Reader, ids: Sequence[int]) -> list[Contact]:
    """Return the contact points that nobody closed."""
    contacts = r.of(Contact, lead_id=ids)
    hashes = {id(contact): _hash(r, contact) for contact in contacts if contact.kind != "address"}
    closed = registers.opposed(r, list(hashes.values()))
    refused = {(way.lead_id, CLOSES.get(way.kind, "")) for way in ways_closed(r, ids)}
    return [
        contact
        for contact in contacts
        if hashes.get(id(contact), "") not in closed and (contact.lead_id, contact.kind) not in refused
    ]


def _hash(r: Reader, one: Contact) -> str:
    return phone_hash(r, one.value) if one.kind == "phone" else r.keyed_hash("email", one.value)


def _offered(one: Listing | None) -> tuple[str, str, str, str]:
    """Return the property, its price in euros, its area in m² and its reference."""
    if one is None:
        return "", "", "", ""
    price = number(one.price // 100) if one.price else ""
    return one.kind or one.title, price, f"{one.area:g}" if one.area else "", one.reference


def _write_csv(file: BinaryIO, rows: Sequence[Sequence[str]]) -> None:
    """Write what French spreadsheets open without a question: UTF-8 with its mark, semicolons."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    made = csv.writer(text, delimiter=";")
    made.writerow(_(heading) for heading in HEADINGS)
    made.writerows([harmless_text(cell) for cell in cells] for cells in rows)
    text.detach()


def _write_book(file: BinaryIO, rows: Sequence[Sequence[str]]) -> None:
    with xlsxwriter().Workbook(file, dict(WORKBOOK)) as book:
        sheet = book.add_worksheet(_("Prospects"))
        bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        text, quoted = (book.add_format({"num_format": "@", "quote_prefix": quote}) for quote in (False, True))
        sheet.set_column(0, len(HEADINGS), _WIDTH)
        sheet.freeze_panes(1, 2)
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, _(heading), bold)
        for line, cells in enumerate(rows, start=1):
            for column, cell in enumerate(map(harmless, cells)):
                if cell:
                    sheet.write_string(line, column, cell, quoted if cell.startswith(TRIGGERS) else text)
