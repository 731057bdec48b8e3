"""Makes a copy of everything the base holds about one person, and about nobody else (RGPD art. 15; rule GDPR-07): a
ZIP with a PDF to read, the same data as JSON, and as text where the font of the PDF lacks a script, and the proofs the
person gave. Its name does not name the person."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path, PurePath

from core.actions.common.agency import settings
from core.actions.common.files import made_folder, write_whole
from core.actions.common.people import known
from core.actions.letters.noticing import UNWRITTEN, letter_facts
from core.actions.rights import answering, replies, requests
from core.actions.rights.everything_known import DataSection, Item, Said, held, proofs
from core.base.french import day, moment, number
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.paper import Section
from core.model.request import PersonRequest, RequestKind
from core.notices.access_sheet import TEXT_FILE, parts_as_text, printed_whole, render_access_sheet, rules
from core.notices.agency_gaps import agency_missing
from core.store.port import Reader, Store
from core.words.errors import error

PDF, JSON = "vos-donnees.pdf", "vos-donnees.json"
_STAMP = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive: the same data give the same bytes, so that the hash can be proof."""


class Copied(Struct, frozen=True):
    """The archive written, its SHA-256 in hex, and how many items it holds."""

    file: Path
    sha256: str
    items: int


def copy_for(store: Store, request_id: int, out: Path, *, by: str, at: datetime, progress: Progress = silent) -> Copied:
    """Make the copy that answers a request, and keep its hash with the request. ``out``: a folder, or the .zip to
    write. Raises UserError REQUEST_UNKNOWN, REQUEST_NO_SHEET, AGENCY_INCOMPLETE, LEAD_UNKNOWN once erased, and errors
    of the disk."""
    progress(0, 0)
    with store.read() as r:
        request = requests.request(r, request_id)
        if request.lead_id is None:
            raise error("REQUEST_NO_SHEET")
        data, items = archive(r, request, request.lead_id, by=by, at=at)
    digest = hashlib.sha256(data).hexdigest()
    file = out if out.suffix.lower() == ".zip" else out / f"copie-{request_id}.zip"
    made_folder(file.parent)
    write_whole(file, data)
    if request.open:
        requests.prepared(store, request_id, digest, by=by, at=at)
    return Copied(file, digest, items)


def request_for(store: Store, who: str, *, by: str, at: datetime) -> int:
    """Return the open request for a copy by a person (given by telephone, e-mail, id or reference of a letter); it
    is created when there is none. Raises UserError LEAD_UNKNOWN."""
    with store.read() as r:
        person = requests.whose(r, who)
        lead_id = person.lead_id if person is not None else None
        if lead_id is None:
            lead_id = known(r, who)
        for request in requests.of_person(r, lead_id):
            if request.open and request.kind is RequestKind.ACCESS:
                return request.id
    day_asked = at.astimezone(AGENCY_ZONE).date()
    return requests.note(store, who, RequestKind.ACCESS, received=day_asked, how="counter", by=by, at=at).id


def archive(r: Reader, asked: PersonRequest, lead_id: int, *, by: str, at: datetime) -> tuple[bytes, int]:
    """Return (the bytes of the ZIP, how many items it holds)."""
    agency = settings(r).agency
    lacking = agency_missing(agency)
    if lacking:
        raise error("AGENCY_INCOMPLETE", missing=tuple(lacking))
    sections = held(r, lead_id)
    today = at.astimezone(AGENCY_ZONE).date()
    letter = answering.on_paper(r, replies.access_letter(r, asked, lead_id, at=at, by=by), lead_id, at=at)
    facts = letter_facts(r, lead_id, settings(r), day=today, reference=UNWRITTEN)
    parts = [_part(section) for section in sections]
    pdf = render_access_sheet(letter, parts, rules(facts), author=agency.name)
    facts_given = {
        "agence": {"nom": agency.name, "dénomination": agency.legal_name, "e-mail": agency.email},
        "copie du": today.isoformat(),
        "données": {section.title: [_plain(item) for item in section.items] for section in sections},
    }
    files = {PDF: pdf, JSON: json.dumps(facts_given, ensure_ascii=False, indent=2).encode()}
    if not printed_whole(parts):
        files[TEXT_FILE] = parts_as_text(parts).encode("utf-8-sig")
    files |= dict(_proofs(proofs(r, lead_id)))
    return _zipped(files), sum(len(section.items) for section in sections)


def _proofs(found: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield the proofs under names that do not name anybody."""
    for place, (name, content) in enumerate(found, start=1):
        yield f"preuve-{place}{PurePath(name).suffix.lower()}", content


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(one: DataSection) -> Section:
    return Section(one.title, tuple("– " + _line(item) for item in one.items) or (one.none,))


def _line(item: Item) -> str:
    sentences = [_("{label} : {value}").format(label=label, value=_shown(value)) for label, value in item.items()]
    return "\u202f; ".join(sentences)


def _shown(value: Said) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return _amount(value) if isinstance(value, float) else str(value)


def _amount(value: float) -> str:
    """Return an amount or an area in figures: « 1 250 000 » euros, « 92,5 » m²."""
    full_text, _point, rest = f"{value:.2f}".rstrip("0").partition(".")
    return number(int(full_text)) + (f",{rest}" if rest else "")


def _plain(item: Item) -> dict[str, str | int | float | None]:
    return {label: value.isoformat() if isinstance(value, date) else value for label, value in item.items()}
