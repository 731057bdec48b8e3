"""« Dossier de contrôle »: one ZIP that an inspector or a lawyer can read without the program. It has no name and no
contact point of those the agency writes to: persons are given by the number of their sheet, numbers and e-mails by
their keyed hash, files by their SHA-256. The whole journal is in it, with a program that checks it."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

from core.actions.common import agency, agents, suppliers
from core.actions.common.files import made_whole
from core.actions.keeping.backup_list import known_backups
from core.actions.keeping.verifying import Verification, verify
from core.actions.papers import inspect_letters, paper_lists, papers
from core.actions.papers import inspect_rows as rows
from core.actions.papers.inspect_rows import Line
from core.actions.papers.paper_index import AGREED, HEADINGS, SPECIMENS, TEXTS, index
from core.actions.papers.papers import PaperGap
from core.actions.register import entries
from core.actions.register.at_rest import at_rest
from core.base.french import moment
from core.base.progress import Progress, silent
from core.base.records import Struct, field
from core.base.resources import resource
from core.model.paper import Paper
from core.notices import papers as drawn
from core.notices.texts import CONSENTS
from core.records.batch import Batch
from core.records.call import Call, OralNotice
from core.records.consent import Consent, Wording
from core.records.notice import Notice
from core.records.request import Erased, RecipientTask, Request
from core.records.supplier import Supplier
from core.records.title import Title
from core.store import inspection
from core.store.engine import journal
from core.store.port import Above, Reader, Store
from core.store.safe.sheets import read_sheet, sheet_of
from core.words.suppliers import gaps_said

PAGE = 1000
NAMES = {
    "processing": "registre-des-traitements",
    "balance": "mise-en-balance",
    "impact": "analyse-d-impact",
    "breaches": "registre-des-violations",
}
TO_WRITE = "à compléter"
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r")


class _Numbered(Protocol):
    """A row of the base, which has an id."""

    @property
    def id(self) -> int: ...


N = TypeVar("N", bound=_Numbered)


class Inspected(Struct, frozen=True):
    """The ZIP written: how many files, its SHA-256, the result of the verification of the base, and what the agency has
    still to write."""

    file: Path
    files: int
    sha256: str
    verification: Verification
    gaps: tuple[PaperGap, ...]


class _Archive(Struct):
    """The ZIP being written, with its content so far: name → SHA-256 and lines."""

    zip: zipfile.ZipFile
    at: datetime
    held: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, name: str, content: bytes, lines: int = 0) -> None:
        """Add a file, dated in the agency's time."""
        self.add_parts(name, (content,))
        self.held[name] = (self.held[name][0], lines)

    def add_table(self, name: str, rows: Iterable[Line]) -> None:
        """Add rows as CSV in UTF-8 with semicolons, under the headings of the list; no cell can act as a formula."""
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, delimiter=";")
        writer.writerow(HEADINGS[name])
        count = 0
        for row in rows:
            writer.writerow([_harmless(cell) for cell in row])
            count += 1
        self.add(name, lines.getvalue().encode("utf-8-sig"), count)

    def add_parts(self, name: str, parts: Iterable[bytes]) -> None:
        """Add a file of any length, a part at a time; its lines are counted as its parts."""
        entry = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
        digest, count = hashlib.sha256(), 0
        with self.zip.open(entry, "w") as file:
            for part in parts:
                file.write(part)
                digest.update(part)
                count += 1
        self.held[name] = (digest.hexdigest(), count)


def inspect(store: Store, out: Path, *, by: str, at: datetime, progress: Progress = silent) -> Inspected:
    """Write the inspector's ZIP to ``out``, whole or not at all; the journal records who asked for it, and its hash.

    Raises UserError PDF_OPEN, FOLDER_READ_ONLY, DISK_FULL; Cancelled when ``progress`` does.
    """
    with made_whole(out) as file:
        with zipfile.ZipFile(file, "w") as made:
            archive = _Archive(made, at)
            verification, gaps = _fill(store, archive, by, progress)
        file.seek(0)
        digest = _digest(file)
    with store.write("inspect", by=by, at=at) as w:
        w.note(f"sha256:{digest}")
    return Inspected(out, len(archive.held), digest, verification, gaps)


def _fill(store: Store, archive: _Archive, by: str, progress: Progress) -> tuple[Verification, tuple[PaperGap, ...]]:
    """Add every part, all read from one view of the base so that they agree."""
    parts = (_papers, _rules, _texts, _suppliers, _people, _letters, _lists, _register, _journal)
    total = len(parts) + 2
    with store.read() as r:
        for done_count, part in enumerate(parts):
            progress(done_count, total)
            part(r, archive)
        progress(len(parts), total)
        verification = verify(store)
        name, gaps = agency.settings(r).agency.legal_name or "Agence", tuple(papers.gaps(r))
    archive.add("journal.txt", _checked(verification, archive.at).encode())
    archive.add_table("preuves/sauvegardes.csv", _backups(store))
    archive.add("verify.py", resource("papers", "verify.py").read_bytes())
    lacking = [gap.text for gap in gaps]
    _add_paper(archive, "index", index(name, archive.held, verification, lacking, at_rest(store).at_rest, by=by,
                                          at=archive.at))  # fmt: skip
    sums = "".join(f"{digest}  {name}\n" for name, (digest, _) in sorted(archive.held.items()))
    archive.add("SHA256SUMS.txt", sums.encode())
    progress(total, total)
    return verification, gaps


def _papers(r: Reader, archive: _Archive) -> None:
    for place, key in enumerate(papers.KEYS, start=1):
        archive.add(f"documents/{place}-{NAMES[key]}.pdf", papers.pdf(r, key, at=archive.at))


def _rules(r: Reader, archive: _Archive) -> None:
    _add_paper(archive, "regles/regles-en-vigueur", paper_lists.rules(r, at=archive.at))
    for path in sorted(resource("law").glob("*.toml")):
        archive.add(f"regles/{path.name.replace('from-', 'depuis-')}", path.read_bytes())
    for path in sorted(resource("law", "retention").glob("*.toml")):
        archive.add(f"regles/{path.name.replace('retention', 'conservation')}", path.read_bytes())


def _texts(r: Reader, archive: _Archive) -> None:
    """Add the texts by version, what the agency said of itself then, and the words of each form of agreement as
    printed."""
    shipped = resource("letters")
    for path in sorted(one for one in shipped.rglob("*") if one.is_file()):
        archive.add(f"{TEXTS}{path.relative_to(shipped).as_posix()}", path.read_bytes())
    for name, words in inspect_letters.facts_kept(r).items():
        archive.add(f"{TEXTS}{name}.json", words.encode())
    for wording in r.of(Wording):
        archive.add(f"{AGREED}{wording.version}-{wording.sha256[:12]}.txt", wording.text.encode())


def _suppliers(r: Reader, archive: _Archive) -> None:
    _add_paper(archive, "fournisseurs/fiches-et-risques", paper_lists.sellers(r, at=archive.at))
    told = [
        (one.sheet.name, one.sheet.legal_name, one.sheet.siren, one.sheet.contract, one.sheet.notice_day or "",
         "oui" if one.sheet.property_only else "non", one.severity.shown, gaps_said(one.risks))
        for one in suppliers.judged(r)
    ]  # fmt: skip
    archive.add_table("fournisseurs/fournisseurs.csv", told)

    sheets = [supplier.sheet for supplier in suppliers.judged(r)]
    sold = [(sheet.name, "fournit des fichiers", sheet.contract or TO_WRITE) for sheet in sheets]
    working = [
        (name, question.title.partition("\u202f:")[0], question.answer or TO_WRITE)
        for question, name in papers.processors(r)
    ]
    archive.add_table("fournisseurs/contrats.csv", (*sold, *working))


def _people(r: Reader, archive: _Archive) -> None:
    people = rows.people(agents.everybody(r), inspection.journal_authors(r))
    archive.add_table("acces/personnes.csv", people)


def _letters(r: Reader, archive: _Archive) -> None:
    """Add a specimen of each letter that left."""
    lines = []
    for letters in inspect_letters.sent_letters(r, archive.at):
        lines.append(letters.line)
        for specimen in letters.specimens:
            archive.add(f"{SPECIMENS}{specimen.name}", specimen.pdf)
    archive.add_table(f"{SPECIMENS}envois.csv", lines)


def _journal(r: Reader, archive: _Archive) -> None:
    """Add the whole journal, a row a line: its values, which erasure empties, stand apart in the base."""
    lines = (json.dumps(row._asdict(), ensure_ascii=False, default=repr).encode() + b"\n" for row in journal.sealed(r))
    archive.add_parts("journal.jsonl", lines)


def _backups(store: Store) -> Iterator[Line]:
    """Yield the sealed backups whose sheet can be read."""
    for backup in known_backups(store):
        if signed := read_sheet(sheet_of(backup.path)):
            sheet, _signature = signed
            yield rows.backup(sheet)


def _lists(r: Reader, archive: _Archive) -> None:
    versions = {wording.version for wording in r.of(Wording)} | set(CONSENTS)
    proofs, sellers = inspection.proof_hashes(r), {supplier.id: supplier.name for supplier in r.of(Supplier)}

    def spoken(one: OralNotice) -> Line:
        return rows.spoken(one, r.row(Call, one.call_id).lead_id)

    def each(kind: type[Any], line: Callable[[Any], Line]) -> Iterator[Line]:
        return _all(lambda last: r.of(kind, limit=PAGE, id=Above(last)), line)

    lists: Mapping[str, Iterator[Line]] = {
        "provenances": _all(lambda last: inspection.next_origins(r, last, PAGE), partial(rows.origin, r)),
        "informations": each(Notice, rows.notice),
        "informations-orales": each(OralNotice, spoken),
        "accords": each(Consent, partial(rows.consent, proofs=proofs, versions=versions)),
        "titres": each(Title, partial(rows.title, proofs=proofs)),
        "appels": each(Call, rows.call),
        "lots": each(Batch, partial(rows.batch, sellers=sellers)),
        "pages": _all(lambda last: inspection.next_pages(r, last, PAGE), rows.page),
        "demandes": each(Request, rows.request),
        "effacements": each(Erased, rows.erased),
        "pieces": map(rows.piece, inspection.proof_pieces(r)),
        "messages": each(RecipientTask, rows.told),
    }
    for name, lines in lists.items():
        archive.add_table(f"preuves/{name}.csv", lines)


def _register(r: Reader, archive: _Archive) -> None:
    archive.add("preuves/oppositions.csv", *entries.register_csv(r))


def _add_paper(archive: _Archive, name: str, paper: Paper) -> None:
    archive.add(f"{name}.pdf", drawn.render_paper(paper))
    archive.add(f"{name}.txt", drawn.as_text(paper).encode())


def _all(pages: Callable[[int], list[N]], line: Callable[[N], Line]) -> Iterator[Line]:
    """Yield the line of every row, read by pages: each begins after an id."""
    last = 0
    while page := pages(last):
        last = page[-1].id
        yield from map(line, page)


def _harmless(cell: object) -> str:
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.startswith(_TRIGGERS) else words


def _digest(file: BinaryIO) -> str:
    found = hashlib.sha256()
    while block := file.read(1 << 20):
        found.update(block)
    return found.hexdigest()


def _checked(found: Verification, at: datetime) -> str:
    lines = [
        f"Journal vérifié le {moment(at)}",
        f"Lignes : {found.rows}",
        f"Tête (SHA-256) : {found.head}",
        "Chaîne intacte." if found.ok else "Problèmes :",
        *found.problems,
    ]
    return "\n".join(lines) + "\n"
