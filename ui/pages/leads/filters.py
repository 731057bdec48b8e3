"""The filters of the list as data, the query each choice stands for, and the panel shown when they keep nobody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from core.base.i18n import N_, _
from core.base.records import Struct
from core.model.trade import FUNNEL, STATUSES_TOLD
from core.model.verdict import Light
from core.words.steps import STEP_FILTERS
from core.words.verdicts import CALL_LIGHTS
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_chips import Filter

LATE = "late"
NOBODY = "\0"
"""Stands for nobody among the names of the filter."""
NOTICES = (("due", N_("à envoyer")), (LATE, N_("en retard")), ("lacking", N_("à compléter")), ("sent", N_("envoyée")))
NAMED = 22
"""Letters of a batch's name in a filter: the row has little room."""


class Held(Struct, frozen=True):
    """What the base holds to filter by. ``sources``: suppliers and sites leads come from; ``alike``: some leads may be
    one person; ``lot``: the batch whose leads were asked for, id and name; ``twins``: only those of it that may be the
    same person as another; ``agents``: who some leads are assigned to; ``tags``: labels; ``reached``, ``step``: a stage
    of the trade, a next step was asked for."""

    sources: Sequence[str] = ()
    alike: bool = False
    lot: tuple[int, str] | None = None
    twins: bool = False
    agents: Sequence[str] = ()
    tags: Sequence[str] = ()
    reached: bool = False
    step: bool = False


def list_filters(held: Held) -> tuple[Filter, ...]:
    """Return the filters."""
    lot, twins = held.lot, held.twins
    lots = ((str(lot[0]), _short(lot[1])),) if lot else ()
    pairs = (("yes", _("possibles")), *(((lots[0][0], _("du lot")),) if lots and twins else ()))
    return (
        Filter("light", _("Feu"), tuple((light.value, _(CALL_LIGHTS[light]).lower()) for light in Light)),
        Filter("status", _("Statut"), tuple((one.value, _(word)) for one, word in STATUSES_TOLD.items())),
        *((Filter("agent", _("Affecté à"), _agents(held.agents), names=True),) if held.agents else ()),
        *((Filter("tag", _("Étiquette"), tuple((one, one) for one in held.tags), names=True),) if held.tags else ()),
        Filter("source", _("Provenance"), tuple((source, source) for source in held.sources if source), names=True),
        Filter("opposition", _("Opposition"), (("no", _("aucune")), ("yes", _("opposés")))),
        Filter("notice", _("Information"), tuple((key, _(word)) for key, word in NOTICES)),
        *((Filter("batch", _("Lot"), lots, names=True),) if lots and not twins else ()),
        *((Filter("alike", _("Doublons"), pairs),) if held.alike else ()),
        *((Filter("step", _("Étape"), _steps()),) if held.step else ()),
        *((Filter("reached", _("Étape atteinte"), _stages()),) if held.reached else ()),
    )


def asked(values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the filters of :func:`core.actions.leads.lead_views.find` for the values chosen."""
    found = dict(values)
    if found.get("notice") == LATE:
        del found["notice"]
        found[LATE] = today.isoformat()
    if found.get("alike", "").isdecimal():
        found["twins"] = found.pop("alike")
    if found.get("agent") == NOBODY:
        del found["agent"]
        found["assigned"] = "no"
    return found


def _agents(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return (*((name, name) for name in names), (NOBODY, _("Personne")))


def _stages() -> tuple[tuple[str, str], ...]:
    return tuple((stage, _(word)) for stage, word in FUNNEL.items())


def _steps() -> tuple[tuple[str, str], ...]:
    return tuple((told, _(word)) for told, word in STEP_FILTERS.items())


def _short(name: str) -> str:
    return name if len(name) <= NAMED else f"{name[: NAMED - 1].rstrip()}…"


def fresh_base(
    theme: Theme, *, import_file: Callable[[], object], new_lead: Callable[[], object], read_page: Callable[[], object]
) -> EmptyState:
    """Return the panel of a base without leads: the four lights as legend, and the three ways to begin."""
    buttons = (
        Button(theme, _("Importer un fichier"), name="empty-import", kind="primary", icon="imports"),
        Button(theme, _("Saisir un prospect"), name="empty-new"),
        Button(theme, _("Lire une page d’annonce"), name="empty-page"),
    )
    for button, run in zip(buttons, (import_file, new_lead, read_page), strict=True):
        button.clicked.connect(_runner(run))
    return EmptyState(
        theme,
        _("Aucun prospect pour l’instant"),
        _("Chaque personne aura ici sa provenance et son feu\u202f: ce qui est permis, et pourquoi."),
        name="leads-empty",
        buttons=buttons,
        legend=[(light, _(CALL_LIGHTS[light]), meaning) for light, meaning in _meanings()],
        hint=_("Ou glissez un fichier Excel ou CSV sur la page Imports."),
    )


def no_match(theme: Theme, *, clear: Callable[[], object]) -> EmptyState:
    """Return the panel shown when nobody matches."""
    button = Button(theme, _("Voir tous les prospects"), name="no-match-clear", kind="primary")
    button.clicked.connect(_runner(clear))
    return EmptyState(theme, *no_match_words(asked=True), name="leads-no-match", buttons=(button,))


def no_match_words(*, asked: bool, counting: bool = False) -> tuple[str, str]:
    """Return why nobody is shown: nobody matches what is ``asked``, or nobody is where the view looks. ``counting``: it
    is not known yet, since the steps of some are still to be counted."""
    if counting:
        return _("Patientez"), _("Ce qui est à faire se compte…")
    if asked:
        return _("Aucun résultat"), _("Aucun prospect ne correspond à cette recherche et à ces filtres.")
    return _("Personne à cette étape"), _("Aucun prospect n’attend ici pour l’instant.")


def _meanings() -> tuple[tuple[Light, str], ...]:
    return (
        (Light.ALLOWED, _("La personne l’a demandé ou accepté, et la preuve est au dossier.")),
        (Light.WAIT, _("L’accord existe, mais l’heure, un jour férié ou le nombre d’essais l’empêche encore.")),
        (
            Light.FORBIDDEN,
            _("Aucun accord prouvé. On écrit d’abord\u202f: la lettre d’information porte un coupon d’accord."),
        ),
        (Light.OPPOSED, _("La personne refuse le démarchage. Elle ne peut plus être appelée, imprimée ni importée.")),
    )


def _runner(run: Callable[[], object]) -> Callable[[], None]:
    def heard() -> None:
        run()

    return heard
