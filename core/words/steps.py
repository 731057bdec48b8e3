"""The words of the next step: its sentence, the button that leads to it, and where it is done."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from core.base.french import appointment
from core.base.i18n import N_, _
from core.model.milestone import WHY_LOST
from core.model.request import KINDS, RequestKind
from core.model.step import NextStep, Step
from core.words.step_sentences import SENTENCES
from core.words.values import said

WORDS: Mapping[Step, str] = MappingProxyType(
    {
        Step.ANSWER: N_("Demande à répondre"),
        Step.END_CALL: N_("Appel sans issue"),
        Step.OPPOSED: N_("Opposé"),
        Step.DECIDE: N_("À décider"),
        Step.REPORT: N_("Rendez-vous passé"),
        Step.MEET: N_("Rendez-vous"),
        Step.CALL_PROMISED: N_("Rappel promis"),
        Step.ERASE: N_("À effacer"),
        Step.COMPLETE: N_("À compléter"),
        Step.WRITE: N_("À écrire"),
        Step.PRINT: N_("À imprimer"),
        Step.POST: N_("À poster"),
        Step.CALL: N_("À appeler"),
        Step.FOLLOW: N_("À suivre"),
        Step.WRITE_AGAIN: N_("Seconde lettre"),
        Step.WAIT: N_("En attente"),
        Step.NOTHING: N_("Rien à faire"),
    }
)
"""What a step is called in a list."""

STEP_FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "late": N_("en retard"),
        "complete": N_("à compléter"),
        "write": N_("à écrire"),
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

WHERE: Mapping[Step, str] = MappingProxyType(
    {
        Step.ANSWER: "requests",
        Step.END_CALL: "calls",
        Step.OPPOSED: "oppositions",
        Step.DECIDE: "compare",
        Step.REPORT: "lead",
        Step.MEET: "lead",
        Step.CALL_PROMISED: "calls",
        Step.ERASE: "erase",
        Step.COMPLETE: "lead",
        Step.WRITE: "letters",
        Step.PRINT: "letters",
        Step.POST: "letters",
        Step.CALL: "calls",
        Step.FOLLOW: "lead",
        Step.WRITE_AGAIN: "letters",
    }
)
"""The place a step is done at; a step without one is only waited for."""

_MISSING: Mapping[str, str] = MappingProxyType({"postcode": N_("le code postal"), "town": N_("la commune")})
"""What an address lacks."""


def step_word(step: Step) -> str:
    """Return what a step is called in a list."""
    return _(WORDS[step])


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


SHORT: Mapping[Step, str] = MappingProxyType(
    {
        Step.ANSWER: N_("Répondre avant le {day}"),
        Step.END_CALL: N_("Noter l’issue"),
        Step.DECIDE: N_("Comparer"),
        Step.REPORT: N_("Noter la suite"),
        Step.MEET: N_("Rendez-vous le {day}"),
        Step.FOLLOW: N_("Y revenir le {day}"),
        Step.WRITE_AGAIN: N_("Écrire de nouveau"),
        Step.CALL_PROMISED: N_("Rappeler le {day}"),
        Step.ERASE: N_("Effacer"),
        Step.WRITE: N_("Écrire avant le {day}"),
        Step.PRINT: N_("Imprimer avant le {day}"),
        Step.POST: N_("Poster avant le {day}"),
        Step.CALL: N_("Appeler"),
        Step.NOTHING: N_("Rien"),
    }
)
"""A step in a column of a list; the others have words of their own."""


def step_short(step: NextStep) -> str:
    """Return the step in a few words, for a column: « Écrire avant le 14/12 »."""
    day = f"{step.day:%d/%m}" if step.day else ""
    if step.step is Step.WAIT:
        return _("Attendre le {day}").format(day=day) if day else _("Attendre une réponse")
    if step.step is Step.OPPOSED:
        return _("Prévenir avant le {day}").format(day=day) if day else _("Rien")
    if step.step in (Step.COMPLETE, Step.DECIDE):
        return step_button(step)
    return _(SHORT[step.step]).format(day=day)


def step_button(step: NextStep) -> str:
    """Return the words of the button that leads to the step, empty when there is nothing to press."""
    words = SENTENCES[step.code][1]
    return _(words) if words else ""
