"""Reads a pile of scanned coupons into a folder, page by page, and says whose each page is. Nothing is recorded: a
person says what is ticked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.actions.letters import posting
from core.base.errors import UserError
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.notices.scans import ScannedPage, one_under_the_other, pages_of
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.reply import Reply
from core.store.engine.opening import opened
from core.store.port import PRESENT, Reader
from core.store.safe.sealed_files import opened_file, sealed_file


class PileAsked(Struct, frozen=True):
    """Which ``files`` to read; the pictures of their pages go to ``folder``, which the caller deletes; ``base``: the
    folder of the base that says whose the letters are, None to read the codes alone; ``key``: under which the pictures
    are sealed, none where the base is plain."""

    files: tuple[str, ...]
    folder: str
    base: Path | None = None
    key: bytes = b""


class AnsweredLetter(Struct, frozen=True):
    """Whose letter a coupon answers. ``day``: ISO, of the letter; ``version``: of the text of its strip; ``erased``:
    their sheet is; ``before``: the boxes of the coupons already recorded for it, the last one last; ``file``: the name
    of the letter's own."""

    letter: int
    lead_id: int
    reference: str
    name: str
    town: str
    day: str
    version: str
    erased: bool
    before: tuple[str, ...]
    file: str


class PileRow(Struct, frozen=True):
    """One coupon of a pile, or a page without one. ``page``: from 1, 0 for a whole file; ``reference``: empty when no
    code can be read; ``picture``: the path of its JPEG; ``whole``: that of its page, where several coupons are;
    ``problem``: why a file or the rest of it cannot be read; ``letter``: whose letter it answers, where the base was
    asked and knows it."""

    file: str
    page: int
    reference: str = ""
    picture: str = ""
    problem: str = ""
    whole: str = ""
    letter: AnsweredLetter | None = None


def read_pile(asked: PileAsked, progress: Progress = silent) -> tuple[PileRow, ...]:
    """Return the coupons of every file, in the order of the pages. A file that cannot be read is one row that says so;
    the others are read all the same."""
    rows = list[PileRow]()
    counts = dict.fromkeys(range(len(asked.files)), 1)
    done_count = 0
    for place, file in enumerate(asked.files):
        progress(done_count, sum(counts.values()))
        path = Path(file)
        try:
            for count, page in pages_of(path):
                counts[place] = count
                done_count += 1
                rows += _kept(asked, path.name, place, page)
                progress(done_count, sum(counts.values()))
        except UserError as problem:
            rows.append(PileRow(path.name, 0, problem=problem.text))
            done_count = sum(list(counts.values())[: place + 1])
    progress(done_count, done_count)
    return _whose(asked.base, _once_each(asked, rows))


def _kept(asked: PileAsked, name: str, place: int, page: ScannedPage) -> Iterator[PileRow]:
    """Write the pictures of one page and yield its rows."""

    def kept(picture: bytes, part: str) -> str:
        return _picture(asked, f"{place:03}-{page.number:04}{part}", picture)

    full_text = kept(page.picture, "")
    if not page.seen:
        yield PileRow(name, page.number, picture=full_text)
    for at, seen in enumerate(page.seen):
        alone = len(page.seen) == 1
        picture = full_text if alone else kept(seen.picture, f"-{at}")
        yield PileRow(name, page.number, seen.coupon.reference, picture, whole="" if alone else full_text)


def answered(r: Reader, letter_id: int) -> AnsweredLetter:
    """Return whose letter this is, as shown beside its coupon."""
    letter = r.get(Notice, letter_id)
    assert letter is not None, "the caller found it"  # noqa: S101
    person = r.get(Lead, letter.lead_id)
    boxes = tuple(reply.boxes for reply in r.of(Reply, notice_id=letter_id, undone_at=None))
    version = next(iter(letter.versions.split()), "")
    name, town = (person.name, person.town) if person else ("", "")
    erased = bool(r.count(Lead, id=letter.lead_id, erased_at=PRESENT))
    return AnsweredLetter(
        letter_id, letter.lead_id, letter.reference, name, town, letter.day, version, erased, boxes, letter.file
    )


def _whose(base: Path | None, rows: Sequence[PileRow]) -> tuple[PileRow, ...]:
    """Return the rows with the letters they answer, where a base is given."""
    if base is None:
        return tuple(rows)
    with opened(base) as store, store.read() as r:
        return tuple(replace(row, letter=_letter(r, row.reference) if row.reference else None) for row in rows)


def _letter(r: Reader, reference: str) -> AnsweredLetter | None:
    try:
        return answered(r, posting.letter_of(r, reference))
    except UserError:
        return None


def _picture(asked: PileAsked, stem: str, picture: bytes) -> str:
    """Write a picture for the time of the work, sealed where the base is, and return where."""
    path = Path(asked.folder) / f"{stem}.jpg"
    path.write_bytes(sealed_file(picture, asked.key) if asked.key else picture)
    return str(path)


def _once_each(asked: PileAsked, rows: Sequence[PileRow]) -> tuple[PileRow, ...]:
    """Return the rows of a pile, each letter once: the pages of one coupon, its front and its back, are one reply, and
    one picture shows them all."""
    kept: dict[str, PileRow] = {}
    for at, pile in enumerate(rows):
        key = pile.reference or f"#{at}"
        first = kept.setdefault(key, pile)
        if first is not pile:
            pictures = [opened_file(Path(each.picture).read_bytes(), asked.key) for each in (first, pile)]
            both = _picture(asked, f"{Path(first.picture).stem}+", one_under_the_other(pictures))
            kept[key] = replace(first, picture=both)
    return tuple(kept.values())
