"""The words of verdicts: a reason goes in, a French sentence comes out. Reasons are never translated, being acts of the
agency; their sentences are data in resources/law/words."""

import tomllib
from collections.abc import Mapping
from functools import cache
from string import Formatter

from core.base import french
from core.base.i18n import _
from core.base.resources import resource
from core.base.screen_shapes import moment
from core.model.channel import Channel
from core.model.verdict import Reason, Verdict
from core.words.values import AGENCY_ZONE, said

PRUDENCE = "Prudence"


def sentence(reason: Reason) -> str:
    """Return the sentence of the reason, in French, its fields filled."""
    words = _words()[reason.code]
    values = said(reason.values, french)
    count = reason.values.get(words.get("count", ""))
    template = words["one"] if isinstance(count, int) and count < 2 else words["sentence"]
    return _filled(template, words.get("bare"), values)


def change(reason: Reason) -> str:
    """Return the sentence that says what would change the reason; for a reason that allows, until when it holds."""
    words = _words()[reason.code]
    return _filled(words["change"], words.get("change_bare"), said(reason.values, french))


def reference(reason: Reason) -> str:
    """Return the article as shown; « Prudence » for a rule without a known text (grade D)."""
    return PRUDENCE if reason.grade == "D" else reason.reference


def original(reason: Reason) -> str:
    """Return the program's own reference when the agency's counsel replaced the one shown, else an empty text."""
    return reason.original


def holds(verdict: Verdict) -> str:
    """Return until when an allowed contact stays allowed, or from when a call that must wait will be, at the agency's
    clock; empty when no moment is known."""
    if verdict.until is None:
        return ""
    words = moment(verdict.until.astimezone(AGENCY_ZONE))
    return (_("Jusqu’au {when}.") if verdict.allowed else _("Possible à partir du {when}.")).format(when=words)


def light_word(verdict: Verdict) -> str:
    """Return the word shown beside the light: for the telephone Appelable, Attendre, Ne pas appeler, Opposé; for other
    channels, and to answer a call, Permis, À compléter, Interdit, Opposé."""
    calling = verdict.channel is Channel.CALL and verdict.code != "INBOUND"
    return verdict.light.shown if calling else _(verdict.light.otherwise)


def _filled(template: str, bare: str | None, values: Mapping[str, str]) -> str:
    if bare is not None and not all(values.get(name) for name in _fields(template)):
        template = bare
    return template.format(**values)


@cache
def _fields(template: str) -> tuple[str, ...]:
    return tuple(name for _text, name, _spec, _conversion in Formatter().parse(template) if name)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resource("law", "words", "reasons.toml").read_text(encoding="utf-8"))
