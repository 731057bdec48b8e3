"""The agency's identity and settings: reading them, saving them, and finding what is missing. The words of the
page of its site are loaded late, where one was saved: whoever reads the settings needs no printed text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.actions.common.settings_texts import own_texts, settings_from, texts_from
from core.base.records import replace
from core.model.agent import UNNAMED
from core.model.settings import PageChanges, Settings
from core.records.law import RuleReference
from core.store import settings as kept
from core.store.port import Reader, Store, Writer
from core.words.errors import error


def author(r: Reader) -> str:
    """Return who acts: whoever the login of a team's seat names; else the name of the settings, else the agency."""
    return r.person or settings(r).user or UNNAMED


def managers_only(r: Reader) -> None:
    """Raise UserError TEAM_RIGHTS where whoever works at this seat of a team is no manager: erasing, exporting, lifting
    an entry by mistake, texts, settings. The server grants some of it; the rest is the program's rule, since whoever
    reads can copy."""
    if not r.manages:
        raise error("TEAM_RIGHTS")


def settings(r: Reader) -> Settings:
    """Return the present settings."""
    corrected = tuple(
        (correction.rule, correction.original, correction.text) for correction in r.of(RuleReference, "rule, original")
    )
    return replace(settings_from(kept.saved_settings(r)), references=corrected)


def page_changes(settings: Settings) -> PageChanges:
    """Return what the page « vos données » saved last says otherwise than the agency now; nothing without one."""
    if not settings.page_said:
        return PageChanges()
    from core.actions.common.saved_page import compared  # noqa: PLC0415 - see the head of this file

    return compared(settings)


def save_agency(store: Store, values: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Save fields of the agency's identity. Raises UserError for an unknown field; nothing is then saved. Where the
    page « vos données » then tells rights, or who sees the data, otherwise than the agency does, its letters name it no
    more until it is said again to be on line."""
    texts = texts_from(values)
    with store.write("agency", by=by, at=at) as w:
        managers_only(w)
        if not settings(w).agency.name:
            w.set_value("setting", "answers_read", at.date().isoformat())
        for key, text in texts.items():
            w.set_value("setting", key, text)
        if "agency.page_online" not in texts:
            leave_stale_page(w)


def leave_stale_page(w: Writer) -> None:
    """Have the letters name the page « vos données » no more where it tells rights, or who sees the data, otherwise
    than the agency does."""
    if page_changes(settings(w)).vital:
        w.set_value("setting", "agency.page_online", "")


def save_settings(store: Store, values: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Save other settings: ``user``, ``caller_number``, ``local_holidays``, ``started``."""
    texts = own_texts(values)
    with store.write("settings", by=by, at=at) as w:
        managers_only(w)
        for key, text in texts.items():
            w.set_value("setting", key, text)
