"""The words of the next step: its sentence, the button that leads to it, and where it is done."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from core.base.french import appointment
from core.base.i18n import N_, _
from core.model.milestone import WHY_LOST
from core.model.request import KINDS, RequestKind
from core.model.step import NextStep, Place, Step
from core.words.step_sentences import SENTENCES
from core.words.values import said

STEP_FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "late": N_("en retard"),
        "complete": N_("à compléter"),
        "write": N_("à écrire"),
        "write_again": N_("seconde lettre"),
        "print": N_("à imprimer"),
        "post": N_("à poster"),
        "call_promised,call": N_("à appeler"),
        "meet": N_("rendez-vous"),
        "report": N_("rendez-vous passé"),
        "decide": N_("à décider"),
        "erase": N_("à effacer"),
        "answer": N_("demande à répondre"),
        "end_call": N_("appel sans issue"),
        "follow": N_("à suivre"),
        "wait": N_("en attente"),
        "opposed": N_("opposé"),
        "nothing": N_("rien à faire"),
    }
)
"""Value of the list's filter ``step`` → its words, in the order of the work."""

_MISSING: Mapping[str, str] = MappingProxyType({"postcode": N_("le code postal"), "town": N_("la commune")})
"""What an address lacks."""


def step_word(step: Step) -> str:
    """Return what a step is called in a list."""
    return _(step.word)


def step_sentence(step: NextStep) -> str:
    """Return the sentence of a step, its fields filled; moments are said at the clock of its values."""
    values = dict(step.values)
    if "kind" in values:
        values["kind"] = _(KINDS[RequestKind(str(values["kind"]))]).lower()
    if "missing" in values:
        values["missing"] = _(_MISSING[str(values["missing"])])
    if "why" in values:
        values["why"] = _(WHY_LOST[str(values["why"])]) if str(values["why"]) in WHY_LOST else ""
    when = values.get("when")
    if isinstance(when, datetime):
        values["when"] = appointment(when)
    return _(SENTENCES[step.code][0]).format(**said(values))


def step_short(step: NextStep) -> str:
    """Return the step in a few words, for a column: « Écrire avant le 14/12 »."""
    words = step.step.short if step.day else step.step.undated
    return _(words).format(day=f"{step.day:%d/%m}" if step.day else "") if words else step_button(step)


def step_button(step: NextStep) -> str:
    """Return the words of the button that leads to the step, empty when there is nothing to press."""
    button = SENTENCES[step.code][1]
    return _(button.words) if button else ""


def step_place(step: NextStep) -> Place | None:
    """Return where the button of the step leads, None without one."""
    button = SENTENCES[step.code][1]
    return button.place if button else None
