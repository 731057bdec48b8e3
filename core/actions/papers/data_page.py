"""The page « vos données » that the agency puts on its site: written as a file, and known to be of today or not.
Nothing is fetched: the agency says that it is on line (rule GDPR-15)."""

import json
from datetime import date, datetime
from pathlib import Path

from core.actions.common import agency
from core.actions.common.files import write_whole
from core.actions.common.settings_texts import own_texts
from core.actions.letters.letterhead import letterhead
from core.base.moments import AGENCY_ZONE, read_day
from core.base.records import Struct
from core.notices.data_page import DataPage, page_url, plain_text, render_page
from core.store.port import Reader, Store

NAME = "vos-donnees.html"
"""What the file is called, unless somebody says otherwise."""


class PageState(Struct, frozen=True):
    """``saved``: the day the file was last saved; ``sha256``: of it; ``online``: the agency says that it is on line;
    ``url``: its address, empty without a site; ``former``: what the page saved says and the agency does no more;
    ``missing``: what the agency says and it does not yet; ``stale``: it is to be saved again."""

    saved: date | None
    sha256: str
    online: bool
    url: str
    former: tuple[str, ...]
    missing: tuple[str, ...]
    stale: bool


def page_of(r: Reader, *, at: datetime) -> DataPage:
    """Return the page as it would be saved now. Raises UserError CLAIM_UNANSWERED, FIELD_MISSING."""
    identity, day = agency.settings(r).agency, at.astimezone(AGENCY_ZONE).date()
    return render_page(identity, day, letterhead(identity).footer)


def text_of_page(r: Reader, *, at: datetime) -> str:
    """Return the page as text, in French. Raises UserError as :func:`page_of` does."""
    return plain_text(agency.settings(r).agency, at.astimezone(AGENCY_ZONE).date())


def save_page(store: Store, out: Path, *, by: str, at: datetime) -> DataPage:
    """Write the page as a file, and keep what it says, to tell when it is so no more. Raises UserError as
    :func:`page_of` does, and errors of the disk."""
    with store.read() as r:
        page = page_of(r, at=at)
    write_whole(out, page.html.encode())
    saved = at.astimezone(AGENCY_ZONE).date().isoformat()
    texts = own_texts({"page_saved": saved, "page_sha": page.sha256, "page_said": json.dumps(page.said)})
    with store.write("data page", by=by, at=at) as w:
        for key, text in texts.items():
            w.set_value("setting", key, text)
    return page


def page_state(r: Reader) -> PageState:
    """Return what is known of the page of the agency's site."""
    settings = agency.settings(r)
    identity = settings.agency
    changes = agency.page_changes(settings)
    return PageState(
        read_day(settings.page_saved),
        settings.page_sha,
        online=identity.page_online is True and bool(page_url(identity)),
        url=page_url(identity),
        former=changes.former,
        missing=changes.missing,
        stale=changes.stale,
    )
