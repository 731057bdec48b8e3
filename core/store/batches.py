"""Queries about batches: what each one was, which rows it did not take, how its file was read, and the pages of
listings that gave it."""

from collections.abc import Sequence
from typing import NamedTuple

from core.records.batch import Batch
from core.records.origin import SiteTerms
from core.store.one_table import select
from core.store.port import AMONG, Reader, several


class BatchSeen(NamedTuple):
    """What a batch was and brought. ``supplier``: empty for none; ``collected``: ISO day; ``ended``: None when it was
    cut."""

    id: int
    source: str
    name: str
    supplier: str
    site: str
    collected: str
    at: str
    by: str
    ended: str | None
    added: int
    merged: int
    opposed: int
    rejected: int
    blank: int

    @property
    def typed(self) -> bool:
        """Whether it is no file nor page: one lead, typed."""
        return self.source == "typed"

    @property
    def read(self) -> int:
        """Rows read: the sum of what became of them."""
        return self.added + self.merged + self.opposed + self.rejected + self.blank


class BatchReach(NamedTuple):
    """How many persons of a batch there are, and how many have a telephone, an e-mail, an address that a letter can
    bear."""

    people: int
    phone: int
    email: int
    address: int


_BATCH = """SELECT b.id, b.source, b.name, coalesce(s.name, '') AS supplier, b.site, b.collected, b.at, b.by, b.ended,
    b.added, b.merged, b.opposed, b.rejected, b.blank FROM batch b LEFT JOIN supplier s ON s.id = b.supplier_id"""


def batch(r: Reader, batch_id: int) -> BatchSeen | None:
    """Return a batch, or None."""
    return r.first(BatchSeen, f"{_BATCH} WHERE b.id = ?", batch_id)


def recent(r: Reader, limit: int = 100) -> list[BatchSeen]:
    """Return the last batches, newest first."""
    return r.named(BatchSeen, f"{_BATCH} ORDER BY b.id DESC LIMIT ?", limit)


def batch_sites(r: Reader) -> list[str]:
    """Return the sites named for whole batches, in order: what a next file may come from."""
    return r.column(str, "SELECT DISTINCT site FROM batch WHERE site <> '' ORDER BY site")


def widest_reject(r: Reader, batch_id: int) -> int:
    """Return how many cells the longest of the rejected rows of a batch has."""
    return r.value(int, "SELECT max(json_array_length(cells)) FROM reject WHERE batch_id = ?", batch_id) or 0


def reach(r: Reader, batch_id: int) -> BatchReach:
    """Return how the persons that a batch added or merged may be reached; those who refuse do not count."""
    # The rows of a batch are younger than it: the ids of its origins are found without reading those before. Each
    # person is counted at the first of theirs, so that nothing is held for each: memory does not grow with the file.
    sql = """SELECT count(*) AS people, count(*) FILTER (WHERE phone) AS phone,
                 count(*) FILTER (WHERE email) AS email, count(*) FILTER (WHERE address) AS address
             FROM (SELECT EXISTS (SELECT 1 FROM contact WHERE lead_id = l.id AND kind = 'phone') AS phone,
                     EXISTS (SELECT 1 FROM contact WHERE lead_id = l.id AND kind = 'email') AS email,
                     EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address'
                         AND coalesce(nullif(c.postcode, ''), l.postcode) <> ''
                         AND coalesce(nullif(c.town, ''), l.town) <> '') AS address
                 FROM origin o JOIN lead l ON l.id = o.lead_id
                 WHERE o.id > ? AND o.batch_id = ? AND l.opposed_at IS NULL AND l.erased_at IS NULL
                     AND NOT EXISTS (SELECT 1 FROM origin e
                         WHERE e.lead_id = o.lead_id AND e.batch_id = ? AND e.id < o.id))"""
    [found] = r.named(BatchReach, sql, *(batch_id,) * 3)
    return found


def file_of(r: Reader, batch_id: int) -> Batch | None:
    """Return a batch that came of a file, None for a batch of anything else."""
    batch = r.get(Batch, batch_id)
    return batch if batch and batch.sha256 else None


def same_file(r: Reader, sha256: str, ending: str = "") -> Batch | None:
    """Return the last import of the very same file that was not undone, of those whose name ends with ``ending`` (one
    sheet of a workbook); None when there was none."""
    sql = f"""{select(Batch)} WHERE sha256 = ? AND sha256 <> '' AND undone_by = ''
             AND (? = '' OR substr(name, length(name) - length(?) + 1) = ?) ORDER BY id DESC LIMIT 1"""
    return r.first(Batch, sql, sha256, ending, ending, ending)


class SavedMapping(NamedTuple):
    """How the last file of a shape was read. ``fields``: JSON."""

    supplier: str
    fields: str
    site: str


def latest(r: Reader, shape: str) -> SavedMapping | None:
    """Return how the last file imported with this ``shape`` was read, or None."""
    return r.first(
        SavedMapping,
        """SELECT s.name AS supplier, m.fields, m.site FROM mapping m JOIN supplier s ON s.id = m.supplier_id
           WHERE m.shape = ? ORDER BY m.at DESC, m.id DESC LIMIT 1""",
        shape,
    )


def of_supplier(r: Reader, supplier_id: int, shape: str) -> int | None:
    """Return the id of a supplier's mapping for ``shape``, or None."""
    return r.value(int, "SELECT id FROM mapping WHERE supplier_id = ? AND shape = ?", supplier_id, shape)


class PageRead(NamedTuple):
    """The proof of a page that gave an origin. ``status``: HTTP, None for a file; ``places``: JSON, line → field →
    where it was read; ``answered``, ``answered_by``: of the terms that let it be read."""

    id: int
    site: str
    url: str
    way: str
    at: str
    status: int | None
    sha256: str
    robots: str
    terms: str
    places: str
    answered: str | None
    answered_by: str | None


class PageLines(NamedTuple):
    """The lines of a batch that a page gave."""

    id: int
    batch_id: int
    first_line: int
    lines: int

    @property
    def span(self) -> range:
        """Every line."""
        return range(self.first_line, self.first_line + self.lines)


def page_was_taken(r: Reader, sha256: str) -> bool:
    """Tell whether ads were taken from a page, by the hex digest of its bytes."""
    sql = "SELECT count(*) FROM page_read WHERE sha256 = ? AND batch_id IS NOT NULL"
    return bool(r.value(int, sql, sha256))


def every_terms(r: Reader) -> list[SiteTerms]:
    """Return the last answer about each site, by its name."""
    return list({terms.site: terms for terms in r.of(SiteTerms, "site, id")}.values())


def taken_on(r: Reader, site: str, day: str) -> int:
    """Return how many ads of a site were taken on an ISO day, all ways together; a page asked of the site counts for
    one at least."""
    counted = "sum(CASE WHEN way = 'web' AND lines < 1 THEN 1 ELSE lines END)"
    sql = f"SELECT {counted} FROM page_read WHERE site = ? AND day = ?"
    return r.value(int, sql, site, day) or 0


def page_of(r: Reader, batch_id: int, line: int) -> PageRead | None:
    """Return the page that gave a line of a batch, None when no page did."""
    sql = """SELECT p.id, p.site, p.url, p.way, p.at, p.status, p.sha256, p.robots, p.terms, p.places, t.at AS answered,
        t.by AS answered_by FROM page_read p LEFT JOIN site_terms t ON t.id = p.terms_id
        WHERE p.batch_id = ? AND p.lines > 0 AND ? BETWEEN p.first_line AND p.first_line + p.lines - 1"""
    return r.first(PageRead, sql, batch_id, line)


def pages_alone(r: Reader, lines: Sequence[tuple[int, int]]) -> list[int]:
    """Return the pages that gave only these (batch, line), whose address leads to one person's ad."""
    sql = f"""SELECT id, batch_id, first_line, lines FROM page_read WHERE lines > 0 AND batch_id {AMONG} ORDER BY id"""
    given = set(lines)
    pages = r.named(PageLines, sql, several({batch_id for batch_id, _line in given}))
    return [page.id for page in pages if all((page.batch_id, line) in given for line in page.span)]


def pages_unkept(r: Reader, batch_id: int) -> list[int]:
    """Return the pages of a batch none of whose lines is the origin of a lead, and whose address is held."""
    sql = """SELECT id FROM page_read p WHERE batch_id = ? AND url <> '' AND NOT EXISTS (SELECT 1 FROM origin o
        WHERE o.batch_id = p.batch_id AND o.line BETWEEN p.first_line AND p.first_line + p.lines - 1) ORDER BY id"""
    return r.column(int, sql, batch_id)
