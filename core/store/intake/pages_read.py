"""Queries about the pages of listings that were read, and about the terms of their sites."""

from collections.abc import Sequence
from typing import NamedTuple

from core.records.origin import SiteTerms
from core.store.port import AMONG, Reader, several


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
