"""The agency's identity and settings: reading them, saving them, and finding what is missing."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.actions.common.settings_texts import own_texts, settings_from, texts_from
from core.base.errors import UserError
from core.base.records import replace
from core.model.agent import UNNAMED
from core.model.settings import Settings
from core.notices.data_page import VITAL, page_words
from core.records.law import RuleReference
from core.store import settings as kept
from core.store.port import Reader, Store


def author(r: Reader) -> str:
    """Return who acts where no seat says it: the name of the settings, else the agency."""
    return settings(r).user or UNNAMED


def settings(r: Reader) -> Settings:
    """Return the present settings."""
    corrected = tuple(
        (correction.rule, correction.original, correction.text) for correction in r.of(RuleReference, "rule, original")
    )
    return replace(settings_from(kept.saved_settings(r)), references=corrected)


def page_changes(settings: Settings) -> dict[str, str]:
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


def save_agency(store: Store, values: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Save fields of the agency's identity. Raises UserError for an unknown field; nothing is then saved. Where the
    page « vos données » then tells rights, or who sees the data, otherwise than the agency does, its letters name it no
    more until it is said again to be on line."""
    texts = texts_from(values)
    with store.write("agency", by=by, at=at) as w:
        for key, text in texts.items():
            w.set_value("setting", key, text)
        changes = page_changes(settings(w)) if "agency.page_online" not in texts else {}
        if VITAL & changes.keys():
            w.set_value("setting", "agency.page_online", "")


def save_settings(store: Store, values: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Save other settings: ``user``, ``caller_number``, ``local_holidays``, ``started``."""
    texts = own_texts(values)
    with store.write("settings", by=by, at=at) as w:
        for key, text in texts.items():
            w.set_value("setting", key, text)
