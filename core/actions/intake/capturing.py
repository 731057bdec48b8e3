"""Takes listing pages and alert e-mails, saved or fetched, into leads through the same intake as a file, one batch per
page."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.actions.common.agency import settings
from core.actions.intake.taking_in import take_in
from core.base.errors import UserError
from core.base.plain import size_of
from core.base.progress import Progress, silent
from core.model.batch import BatchFacts, Report, Source
from core.sources.pages import containers
from core.sources.pages.found import Ad
from core.sources.pages.reading import PageReading, read_page
from core.sources.web import Polite, fetch
from core.store.opening import opened
from core.store.port import Store
from core.words.errors import error

PAGE_LIMIT = 30 * 1024 * 1024
"""Bytes of a saved page; the biggest real one seen is 2 MB."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Pages to read: paths of saved pages, e-mails, ZIP files or folders of them, or http(s) addresses; ``at``: when
    they were read, aware; ``dry``: nothing is written."""

    folder: Path
    pages: tuple[str, ...]
    by: str
    at: datetime
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The result of one page: its site, its kind, its report (None when nothing is written), or the sentence that says
    why there is no ad. ``ads``: those read, each value with where it was read; ``left``: those left out, with the
    reason; ``what``: the container the page came in."""

    page: str
    site: str
    kind: str
    report: Report | None
    said: str
    ads: tuple[Ad, ...] = ()
    left: tuple[Ad, ...] = ()
    what: str = ""


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
        pages = _spread(asked.pages)
        for index, page in enumerate(pages):
            progress(index, len(pages))
            done += _given(store, session, page, asked)
    finally:
        session.close()
    progress(len(pages), len(pages))
    return Captured(tuple(done), _sum([page.report for page in done if page.report]))


def capture_pages(asked: Capture, progress: Progress = silent) -> Captured:
    """Do as :func:`capture`, for a worker that opens the base itself."""
    with opened(asked.folder) as store:
        return capture(store, asked, progress)


def _spread(pages: tuple[str, ...]) -> list[str]:
    """Return the pages, each folder replaced by the pages inside it, in the order of their names."""
    spread: list[str] = []
    for page in pages:
        folder = Path(page)
        if _is_address(page) or not page or not os.path.isdir(folder):  # noqa: PTH112
            spread.append(page)
        else:
            wanted = (*containers.PAGES, ".zip")
            spread += [str(one) for one in sorted(folder.rglob("*")) if one.is_file() and one.suffix.lower() in wanted]
    return spread


def _given(store: Store, session: Polite, page: str, asked: Capture) -> Iterator[Page]:
    """Yield the result of a page, or of each page of a ZIP."""
    try:
        if _is_address(page):
            found = fetch(page, session=session)
            yield _one(store, page, found.data, asked, url=found.url)
            return
        data = _bytes(Path(page))
        inside = containers.members(data, Path(page).name) if containers.is_zip(data) else iter([(page, data)])
        for name, held in inside:
            yield _one(store, name, held, asked)
    except UserError as problem:
        yield _unread(page, problem)


def _one(store: Store, page: str, data: bytes, asked: Capture, *, url: str = "") -> Page:
    try:
        reading = read_page(data, url=url, at=asked.at, name=Path(page).name)
    except UserError as problem:
        return _unread(page, problem)
    report = None
    if reading.drafts and not asked.dry:
        batch = BatchFacts(Source.PAGE, url or Path(page).name, asked.at.date().isoformat(), site=reading.site)
        report = take_in(store, reading.drafts, batch, by=asked.by, now=asked.at)
    return _told(page, reading, report)


def _told(page: str, reading: PageReading, report: Report | None) -> Page:
    said = "" if reading.drafts else reading.said
    return Page(page, reading.site, reading.kind.value, report, said, reading.ads, reading.left, reading.what)


def _unread(page: str, problem: UserError) -> Page:
    return Page(page, "", problem.code.removeprefix("PAGE_").lower(), None, problem.text)


def _is_address(page: str) -> bool:
    return page.lower().startswith(("http://", "https://"))


def _bytes(path: Path) -> bytes:
    """Return the bytes of a saved page. Raises UserError."""
    try:
        if size_of(path) > PAGE_LIMIT:
            raise error("FILE_TOO_BIG", file=path.name)
        return path.read_bytes()
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
