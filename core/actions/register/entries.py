"""The register as a whole: whether somebody is in it, with or without a sheet; and its export for an inspector, or for
another base under the same key, as keyed hashes (rules GDPR-05, GDPR-06)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from core.actions.common.agency import managers_only
from core.actions.common.files import write_whole
from core.actions.common.fuzzy_suppression import Dweller, near_dwellers
from core.actions.common.people import find_every
from core.actions.register.key_phrase import fingerprint_of
from core.base import addresses
from core.base.moments import happened, local
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.opposing import RefusalAuthor, RefusalHow
from core.records.opposition import Opposition
from core.store import leads, registers
from core.store.backups import OpenMark, open_marks
from core.store.port import Reader

_PAGE = 1000
HEADINGS = (
    *("empreinte", "nature", "recueillie par", "recueillie le", "portée", "transmise par", "annulée le"),
    *("auteur", "mots lus", "où", "erreur notée par", "pourquoi"),
    *("instant", "geste", "signature", "clé"),
)
"""The columns of an export. The last four are for another base under the same key: when exactly, by which gesture, what
finds the spellings near an address, and which key made the hashes."""
KINDS = {
    "phone": "téléphone",
    "email": "e-mail",
    "address": "personne à une adresse",
    "person": "personne à une adresse",
    "read": "personne à une adresse",
    "household": "adresse postale",
    "nameless": "adresse sans nom",
    "near": "adresse écrite autrement",
    "listing": "annonce",
    "no_email": "refus des e-mails",
    "no_sms": "refus des SMS",
    "no_call": "refus des appels",
    "no_letter": "refus du courrier",
}
"""What a fingerprint was made of, in French; or the one way of being reached that is refused."""
AUTHORS = {"said": "dite par la personne", "read": "lue par le programme"}
"""Who says a refusal, in French."""
_NUMBER = re.compile(r"\+?\d[\d\s().-]{6,}\d")
DOUBT = "peut-être un refus"
"""The kind of a line that waits for an answer, followed by what the fingerprint was made of."""
_SCOPES = {"no_email": "e-mails", "no_sms": "SMS", "no_call": "appels", "no_letter": "courrier"}


class Registered(Struct, frozen=True):
    """Whether a contact point is in the register. ``kind``: phone, email or address; ``at`` and ``how``: of the
    oldest refusal, None and empty when there is none. ``near``: the refusal is at nearly the same
    address."""

    kind: str
    at: datetime | None = None
    how: str = ""
    near: bool = False


def registered(r: Reader, typed: str) -> Registered | None:
    """Return whether a telephone, an e-mail, a lead's id or a postal address (« 12 rue des Mûriers, 30700 Uzès ») is
    in the register, with or without a sheet; None while the text is none of these. Of several contact points, the
    first that is in it answers."""
    several = find_every(r, typed)
    who = several[0] if several else None
    if len(several) > 1:
        answers = [_answer(r, one.kind, one.hashes, None) for one in several]
        return next((answer for answer in answers if answer.at is not None), answers[0])
    if who is not None and who.hash:
        since = leads.refusal(r, who.lead_id) if who.lead_id is not None else None
        return _answer(r, who.kind, who.hashes, since)
    if who is not None and who.lead_id is not None:
        return _answer(r, "", [row.hash for row in leads.marks(r, who.lead_id)], leads.refusal(r, who.lead_id))
    keys = _typed_address(typed)
    if not keys:
        return None
    found = _answer(r, "address", [r.keyed_hash(kind, key) for kind in ("household", "nameless") for key in keys], None)
    beside = near_dwellers(r, [(0, Dweller("", "", typed, "", ""))]).get(0, ())
    refusals = [refusal for refusal in beside if not refusal.asked]
    if found.at is not None or not refusals:
        return found
    return Registered("address", happened(refusals[0].at), refusals[0].how, near=True)


def export_register(r: Reader, out: Path, progress: Progress = silent) -> int:
    """Write the register as CSV, for an inspection or for another base, and return how many entries. Raises PDF_OPEN,
    FOLDER_READ_ONLY, DISK_FULL."""
    managers_only(r)
    content, entries = register_csv(r, progress)
    write_whole(out, content)
    return entries


def register_csv(r: Reader, progress: Progress = silent) -> tuple[bytes, int]:
    """Return (the register as CSV in UTF-8 with semicolons, how many entries): each has its keyed hash, its kind,
    how and when it came; no name, no number."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";")
    writer.writerow(HEADINGS)
    done_count, total = 0, r.count(Opposition)
    key = fingerprint_of(r)
    for row in _entries(r):
        writer.writerow((*_line(row), key))
        done_count += 1
        if not done_count % _PAGE:
            progress(done_count, total)
    for mark in open_marks(r):
        writer.writerow((*_doubt_line(mark), key))
    progress(done_count, total)
    return lines.getvalue().encode("utf-8-sig"), done_count


def _answer(r: Reader, kind: str, hashes: Sequence[str], since: leads.Refusal | None) -> Registered:
    refusals = [*registers.opposed(r, hashes).values(), *([since] if since else [])]
    if not refusals:
        return Registered(kind)
    oldest = min(refusals)
    return Registered(kind, happened(oldest.at), oldest.how)


def _typed_address(typed: str) -> tuple[str, ...]:
    """Return the keys of an address typed on one line; none without a street and a postcode."""
    address = addresses.read_address(typed, "", "")
    return addresses.keys(typed, "", "") if address.postcode and address.key else ()


def _entries(r: Reader) -> Iterator[registers.EntryInFull]:
    last = 0
    while page := registers.after(r, last, _PAGE):
        last = page[-1].id
        yield from page


def _line(entry: registers.EntryInFull) -> tuple[str, ...]:
    return (
        entry.hash,
        KINDS.get(entry.kind, entry.kind),
        RefusalHow.word_of(entry.how).lower(),
        f"{local(entry.at):%Y-%m-%d}",
        _SCOPES.get(entry.kind, "tous les moyens"),
        _harmless(entry.supplier),
        f"{local(entry.lifted_at):%Y-%m-%d}" if entry.lifted_at else "",
        *(AUTHORS.get(entry.author, ""), _words(entry.words if entry.author == RefusalAuthor.READ else "")),
        _words(", ".join(filter(None, (entry.file, f"ligne {entry.line}" if entry.line else "", entry.place)))),
        *(entry.lifted_by, _words(entry.lifted_note)),
        entry.at,
        str(entry.gesture),
        entry.signature,
    )


def _doubt_line(one: OpenMark) -> tuple[str, ...]:
    """Return the line of whoever waits for an answer: the words themselves stay here."""
    scope = f"{DOUBT} ({KINDS.get(one.kind, one.kind)})"
    day, words = f"{local(one.at):%Y-%m-%d}", f"{one.text}|{one.signature}" if one.signature else one.text
    return (one.hash, scope, "", day, "en attente", *[""] * 7, one.at, str(one.doubt_id), words)


def _words(told: str) -> str:
    """Return words that were read, without a number somebody can be called by."""
    return _harmless(_NUMBER.sub("…", told))


def _harmless(words: str) -> str:
    """Return the words, with an apostrophe before a name that a spreadsheet would run as a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words
