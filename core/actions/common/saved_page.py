"""Compares the page « vos données » saved last with what the agency says now."""

import json

from core.base.errors import UserError
from core.model.settings import PageChanges, Settings
from core.notices.data_page import VITAL, page_words


def claims_changed(settings: Settings) -> dict[str, str]:
    """Return claim → what the page « vos données » saved last says, and the agency says otherwise now, empty for what
    it does not say yet; all of it where it cannot be said any more; nothing where no page was saved."""
    saved: dict[str, str] = json.loads(settings.page_said or "{}")
    if not saved:
        return {}
    try:
        words = page_words(settings.agency)
    except UserError:
        return saved
    changed = {claim for claim in {*saved, *words} if saved.get(claim) != words.get(claim)}
    return {claim: saved.get(claim, "") for claim in (*saved, *words) if claim in changed}


def compared(settings: Settings) -> PageChanges:
    """Return what the page saved last says otherwise than the agency does now."""
    changes = claims_changed(settings)
    unsaid = [claim for claim, text in changes.items() if not text]
    missing = tuple(page_words(settings.agency)[claim] for claim in unsaid) if unsaid else ()
    return PageChanges(tuple(filter(None, changes.values())), missing, vital=bool(VITAL & changes.keys()))
