"""The words of what may be done now: the word of a list, why, and what a screen reader says of both."""

from core.base.i18n import _
from core.model.lead import LeadRow
from core.model.way_now import WayNow
from core.words.steps import step_sentence
from core.words.verdicts import sentence

_BY_VERDICT = frozenset({WayNow.CALL, WayNow.WAIT, WayNow.OPPOSED})
"""The ways that the verdict of the telephone explains; the others, the next step does."""


def way_word(way: WayNow | None) -> str:
    """Return the word of a list, « Rien » when nothing may be done."""
    return way.shown if way else _("Rien")


def way_reason(row: LeadRow) -> str:
    """Return why that is what may be done. Nobody else is named, since a file of some may not tell of others."""
    if row.way is WayNow.DECIDE:
        return _(row.way.meaning)
    if row.way is WayNow.LETTER and not row.call.allowed:
        unproven = _("Pas d’appel\u202f: aucun accord prouvé.")
        return unproven if row.call.code == _UNPROVEN else sentence(row.call.reasons[0])
    return sentence(row.call.reasons[0]) if row.way in _BY_VERDICT else step_sentence(row.step)


def way_spoken(row: LeadRow) -> str:
    """Return the word and its reason as a screen reader says them."""
    if row.way is WayNow.LETTER and not row.call.allowed and row.call.code == _UNPROVEN:
        return _("Lettre d’abord\u202f; pas d’appel, aucun accord prouvé")
    return f"{way_word(row.way)}. {way_reason(row)}"


_UNPROVEN = "CONSENT_NONE"
