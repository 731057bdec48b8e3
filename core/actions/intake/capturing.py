"""Takes listing pages, saved or fetched, into leads through the same intake as a file, one batch per page."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.actions.common.agency import settings
from core.actions.intake.taking_in import take_in
from core.base.errors import UserError
from core.base.plain import size_of
from core.base.progress import Progress, silent
from core.model.batch import BatchFacts, Report, Source
from core.sources.pages.reading import read_page
from core.sources.web import Polite, fetch
from core.store.opening import opened
from core.store.port import Store
from core.words.errors import error

PAGE_LIMIT = 30 * 1024 * 1024
"""Bytes of a saved page; the biggest real one seen is 2 MB."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Pages to read: paths of saved pages or http(s) addresses; ``at``: when they were read, aware."""

    folder: Path
    pages: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """The result of one page: its site, its kind, its report, or the sentence that says why there is none."""

    page: str
    site: str
    kind: str
    report: Report | None
    said: str


@dataclass(frozen=True, slots=True)
class Captured:
    """The results of the pages, and the sum of their reports."""

    pages: tuple[Page, ...]
    report: Report


def capture(store: Store, asked: Capture, progress: Progress = silent) -> Captured:
    """Read each page into the base; a page that cannot be read is reported and does not stop the others."""
    with store.read() as r:
        identity = settings(r).agency
    session = Polite(contact=identity.short_url or identity.email)
    done: list[Page] = []
    try:
        for index, page in enumerate(asked.pages):
            progress(index, len(asked.pages))
            done.append(_one(store, session, page, asked))
    finally:
        session.close()
    progress(len(asked.pages), len(asked.pages))
    return Captured(tuple(done), _sum([page.report for page in done if page.report]))


def capture_pages(asked: Capture, progress: Progress = silent) -> Captured:
    """Do as :func:`capture`, for a worker that opens the base itself."""
    with opened(asked.folder) as store:
        return capture(store, asked, progress)


def _one(store: Store, session: Polite, page: str, asked: Capture) -> Page:
    try:
        url, data = _load(session, page)
        reading = read_page(data, url=url, at=asked.at)
    except UserError as problem:
        return Page(page, "", problem.code.removeprefix("PAGE_").lower(), None, problem.text)
    if not reading.drafts:
        return Page(page, reading.site, reading.kind.value, None, reading.said)
    name = url or Path(page).name
    batch = BatchFacts(Source.PAGE, name, asked.at.date().isoformat(), site=reading.site)
    report = take_in(store, reading.drafts, batch, by=asked.by, now=asked.at)
    return Page(page, reading.site, reading.kind.value, report, "")


def _load(session: Polite, page: str) -> tuple[str, bytes]:
    """Return the page's address (empty for a saved page) and its bytes. Raises UserError."""
    if page.lower().startswith(("http://", "https://")):
        found = fetch(page, session=session)
        return found.url, found.data
    path = Path(page)
    try:
        if size_of(path) > PAGE_LIMIT:
            raise error("FILE_TOO_BIG", file=path.name)
        return "", path.read_bytes()
    except OSError as problem:
        raise error("FILE_UNREADABLE", file=path.name) from problem


def _sum(reports: list[Report]) -> Report:
    return Report(
        reports[-1].batch if reports else 0,
        added=sum(one.added for one in reports),
        merged=sum(one.merged for one in reports),
        opposed=sum(one.opposed for one in reports),
        rejected=sum(one.rejected for one in reports),
        blank=sum(one.blank for one in reports),
        rejects=tuple(reject for one in reports for reject in one.rejects),
        heard=tuple(heard for one in reports for heard in one.heard),
        apart=tuple(apart for one in reports for apart in one.apart),
    )
