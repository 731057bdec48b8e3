"""Reads what a capture is given, one page after the other, through one door: addresses, saved pages, e-mails, JSON,
folders and ZIP files of them. Nothing but the proof of a request is written."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from core.actions.common.agency import settings
from core.actions.intake import alert_mailbox, page_proofs, site_terms
from core.base.disk import size_of
from core.base.errors import Cancelled, UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.model.batch import PageProof, PageWay
from core.model.draft import Draft
from core.records.listing import Listing
from core.sources import copied_page
from core.sources.copied_page import CopiedPage
from core.sources.pages import containers, sites
from core.sources.pages.drafting import listened, said_around
from core.sources.pages.extracted import Ad
from core.sources.pages.links import link
from core.sources.pages.reading import PageKind, PageReading, read_page
from core.sources.web import Polite, fetch
from core.store.port import Store
from core.words.errors import error, user_text

PAGE_LIMIT = 30 * 1024 * 1024
"""Bytes of a saved page; the biggest real one seen is 2 MB."""
COPIED = "-"
"""What stands among the pages for the one that was copied."""


class Capture(Struct, frozen=True):
    """Pages to read: paths of saved pages, e-mails, ZIP files or folders of them, or http(s) addresses; ``at``: when
    they were read, aware; ``before``: the pages of an earlier reading that this one goes on with;
    ``password``: of the mailbox of alerts (« imap: »), when the keyring has none; ``copied``: the page that
    :data:`COPIED` stands for."""

    folder: Path
    pages: tuple[str, ...]
    by: str
    at: datetime
    before: tuple["GivenPage", ...] = ()
    password: str = ""
    copied: CopiedPage = CopiedPage()


class GivenPage(Struct, frozen=True):
    """What one page gives: its site, its kind, its ads as drafts and, in the same order, ``ads``, each value with where
    it was read; ``left``: the ads left out, with the reason; ``what``: the container it came in; ``said``: the sentence
    that says why there is no ad, or why none may be taken, with its ``code``; ``proof``: None when nothing was read;
    ``next``: the address of the next page of the list."""

    page: str
    site: str = ""
    kind: str = ""
    what: str = ""
    drafts: tuple[Draft, ...] = ()
    ads: tuple[Ad, ...] = ()
    left: tuple[Ad, ...] = ()
    code: str = ""
    said: str = ""
    proof: PageProof | None = None
    next: str = ""

    @property
    def unaddressed(self) -> bool:
        """Tell whether it was copied and its address is not known: nothing proves where its ads come from."""
        return self.proof is not None and self.proof.way == PageWay.COPIED.value and not self.proof.url


class Read(Struct, frozen=True):
    """The pages read; ``rest``: those that were not, since the user stopped."""

    pages: tuple[GivenPage, ...]
    rest: tuple[str, ...] = ()


def read(store: Store, asked: Capture, progress: Progress = silent) -> Read:
    """Read each page; one that cannot be read is told and does not stop the others. When the user stops, what was read
    is kept; raises Cancelled when nothing was."""
    with store.read() as r:
        identity = settings(r).agency
    session = Polite(contact=identity.short_url or identity.email)
    reader = _PageReader(store, session, asked)
    pages, done_count = _spread(asked.pages), 0
    found: list[GivenPage] = [*asked.before]
    try:
        # The list grows by the next page of each list that is followed.
        for done_count, page in enumerate(pages):
            progress(done_count, len(pages))
            found += reader.given(page)
            pages[done_count + 1 : done_count + 1] = reader.after(found)
        done_count = len(pages)
        progress(done_count, done_count)
    except Cancelled:
        if not found:
            raise
    finally:
        session.close()
    return Read(_together(found), tuple(pages[done_count:]))


def _together(found: Sequence[GivenPage]) -> tuple[GivenPage, ...]:
    """Return pages, in order, those of one ad without what their site says around several of them (rule OBJ-07)."""
    pages, places = list(found), dict[str, list[int]]()
    for place, page in enumerate(pages):
        if page.kind == PageKind.AD.value and page.drafts:
            places.setdefault(page.site, []).append(place)
    for site, own in places.items():
        sheet = sites.by_name(site) or sites.NO_SHEET
        if site_lines := said_around([pages[place].ads[0] for place in own], sheet):
            for place in own:
                page = pages[place]
                pages[place] = replace(page, drafts=listened(page.drafts, page.ads, sheet, site_lines))
    return tuple(pages)


def is_address(page: str) -> bool:
    """Tell whether what was given is the address of a page."""
    return page.lower().startswith(("http://", "https://"))


def _spread(pages: tuple[str, ...]) -> list[str]:
    """Return the pages, each folder replaced by the pages inside it, in the order of their names."""
    spread: list[str] = []
    for page in pages:
        folder = Path(page)
        if is_address(page) or page in ("", COPIED) or not os.path.isdir(folder):  # noqa: PTH112
            spread.append(page)
        else:
            wanted = (*containers.PAGES, ".zip")
            spread += [
                str(path) for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in wanted
            ]
    return spread


class _PageReader:
    """Reads the pages of one capture, with its one session."""

    def __init__(self, store: Store, session: Polite, asked: Capture) -> None:
        self._store, self._session, self._asked = store, session, asked
        self._day = asked.at.astimezone(AGENCY_ZONE).date()

    def given(self, page: str) -> Iterator[GivenPage]:
        """Yield what a page gives, or each page of a ZIP."""
        try:
            if is_address(page):
                yield self._fetched(page)
                return
            if page == COPIED:
                copied = self._asked.copied
                if copied.piped and containers.is_file(copied.data):
                    yield from self._held(_("Fichier reçu"), copied.data)
                else:
                    yield self._copied(copied)
                return
            if page.startswith(alert_mailbox.GIVEN):
                yield from self._received(page)
                return
            yield from self._held(page, _bytes(Path(page)))
        except UserError as problem:
            yield self._gone(_unread(page, problem), page)

    def _held(self, page: str, data: bytes) -> Iterator[GivenPage]:
        """Yield what a file gives, or each page of a ZIP."""
        if len(data) > PAGE_LIMIT:
            raise error("FILE_TOO_BIG", file=Path(page).name)
        inside = containers.members(data, Path(page).name) if containers.is_zip(data) else iter([(page, data)])
        for name, member in inside:
            yield self._one(name, member)

    def after(self, found: Sequence[GivenPage]) -> list[str]:
        """Return the next page of the list read last, where the sheet of its site lets lists be followed and the cap
        of the day leaves room for more ads than were read (SCR-01)."""
        last = found[-1] if found else None
        if last is None or not last.next or last.proof is None or not last.proof.visit:
            return []
        site = last.proof.site
        pages = [page for page in found if page.proof and page.proof.visit and page.proof.site == site]
        sheet = sites.by_name(site) or sites.NO_SHEET
        if len(pages) >= sheet.follow or last.next in {page.page for page in found}:
            return []
        with self._store.read() as r:
            remaining = site_terms.site_standing(r, site, self._day).left
        return [last.next] if sum(len(page.drafts) for page in pages) < remaining + len(pages) else []

    def _fetched(self, page: str) -> GivenPage:
        found = fetch(page, session=self._session, permit=site_terms.permit(self._store, self._day))
        proof = replace(
            self._proof(sites.shown(found.url), found.url, "web", found.data), status=found.status, robots=found.robots
        )
        visit = page_proofs.visited(self._store, proof, by=self._asked.by)
        return self._one(page, found.data, replace(proof, visit=visit))

    def _received(self, page: str) -> Iterator[GivenPage]:
        """Yield the alerts of the mailbox; a mailbox without one says so."""
        none = True
        for name, data in alert_mailbox.received(self._store, page, self._day, self._asked.password):
            none = False
            yield self._one(name, data)
        if none:
            raise error("MAILBOX_EMPTY")

    def _copied(self, page: CopiedPage) -> GivenPage:
        """Return what a copied page gives. Without its address, or with one that its links do not go with, its ads are
        shown and may not be taken."""
        name = _("Page copiée")
        if len(page.data) > PAGE_LIMIT:
            raise error("FILE_TOO_BIG", file=name)
        if not page.data.strip(b"\0 \t\r\n"):
            raise error("PAGE_NOTHING")
        elsewhere = copied_page.leads_elsewhere(page)
        known = replace(page, url="") if elsewhere else page
        reading = copied_page.read_copied(known, at=self._asked.at)
        name = _("Page copiée de {site}").format(site=reading.site) if reading.site else name
        given = _given(name, reading, self._proof(reading.site, known.url, PageWay.COPIED.value, page.data))
        if known.url or (not given.drafts and given.code != "PAGE_NO_LISTING"):
            return given
        # The page of one ad may be known for one by its address alone.
        code = "PAGE_ADDRESS_OTHER" if elsewhere else "PAGE_ADDRESS_NEEDED"
        return replace(given, code=code, said=user_text(code, site=elsewhere, address=page.url))

    def _one(self, page: str, data: bytes, asked: PageProof | None = None) -> GivenPage:
        """Return what one page gives; ``asked``: the proof of its request, when it was asked of its site."""
        try:
            reading = read_page(data, url=asked.url if asked else "", at=self._asked.at, name=Path(page).name)
        except UserError as problem:
            return _unread(page, problem)
        given = _given(page, reading, asked or self._proof(reading.site, reading.url, reading.what, data))
        return self._gone(given, asked.url if asked else reading.url)

    def _gone(self, page: GivenPage, url: str) -> GivenPage:
        """Return a page that is gone with what is asked of the sheets of its ad; without one, nothing is asked."""
        if page.code != "PAGE_GONE":
            return page
        site, reference = sites.shown(url), link(url, url)[1]
        with self._store.read() as r:
            same = [one for one in r.of(Listing, reference=reference) if one.site == site] if reference else []
            is_known = bool(same or (url and r.of(Listing, url=url)))
        said = user_text("PAGE_ABSENT", site=page.site or site or _("ce site"))
        return page if is_known else replace(page, code="PAGE_ABSENT", said=said)

    def _proof(self, site: str, url: str, way: str, data: bytes) -> PageProof:
        with self._store.read() as r:
            found = site_terms.site_standing(r, site, self._day)
        digest = hashlib.sha256(data).hexdigest()
        return PageProof(found.site, url, way, self._asked.at, digest, terms=found.terms.value, answer=found.answer)


def _given(page: str, reading: PageReading, proof: PageProof) -> GivenPage:
    return GivenPage(
        *(page, reading.site, reading.kind.value, reading.what, reading.drafts, reading.ads, reading.left),
        *(reading.code, "" if reading.drafts else reading.said, proof, reading.next),
    )


def _unread(page: str, problem: UserError) -> GivenPage:
    return GivenPage(page, kind=problem.code.removeprefix("PAGE_").lower(), code=problem.code, said=problem.text)


def _bytes(path: Path) -> bytes:
    """Return the bytes of a saved page. Raises UserError."""
    try:
        if size_of(path) > PAGE_LIMIT:
            raise error("FILE_TOO_BIG", file=path.name)
        return path.read_bytes()
    except OSError as problem:
        raise error("FILE_UNREADABLE", file=path.name) from problem
