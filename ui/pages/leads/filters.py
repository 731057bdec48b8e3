"""The filters of the list as data: what may be chosen, and what the base is asked for it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE, kept
from core.base.records import Struct
from core.model.trade import FunnelStage, TradeStatus
from core.model.way_now import WayNow
from core.words.steps import STEP_FILTERS
from ui.pages.leads.filter_menus import AROUND, UNPRICED
from ui.widgets.filter_chips import Filter, FilterMenu

LATE_NOTICE = "late"
NOBODY = "\0"
"""Stands for nobody among the names of the filter."""
NOTICES = (
    ("due", N_("à envoyer")),
    (LATE_NOTICE, N_("en retard")),
    ("lacking", N_("à compléter")),
    ("sent", N_("envoyée")),
)
NAMED = 22
"""Letters of a batch's name in a filter: the row has little room."""


PROPERTIES = (
    *(("maison", N_("maison")), ("appartement", N_("appartement")), ("villa", N_("villa"))),
    *(("terrain", N_("terrain")), ("immeuble", N_("immeuble")), ("other", N_("autre"))),
)
OFFERED_FOR = (("sale", N_("vente")), ("rent", N_("location")))
ACTIVITIES = (
    *(("0", N_("aujourd’hui")), ("7", N_("7\u00a0jours")), ("30", N_("30\u00a0jours"))),
    *(("older", N_("plus ancienne")), ("never", N_("jamais"))),
)
"""Days back in which something happened with the person; older than the last, or never."""


class FilterChoices(Struct, frozen=True):
    """What the base holds to filter by. ``towns``, ``prices``: their menus; ``sources``: suppliers and sites leads come
    from; ``alike``: some leads may be one person; ``lot``: the batch whose leads were asked for, id and name;
    ``twins``: only those of it that may be the same person as another; ``agents``: who some leads are assigned to;
    ``tags``: labels; ``reached``, ``step``: a stage of the trade, a next step was asked for."""

    towns: FilterMenu | None = None
    prices: FilterMenu | None = None
    sources: Sequence[str] = ()
    alike: bool = False
    lot: tuple[int, str] | None = None
    twins: bool = False
    agents: Sequence[str] = ()
    tags: Sequence[str] = ()
    reached: bool = False
    step: bool = False


def list_filters(held: FilterChoices) -> tuple[Filter, ...]:
    """Return the filters."""
    lot, twins = held.lot, held.twins
    lots = ((str(lot[0]), _short(lot[1])),) if lot else ()
    pairs = (("yes", _("possibles")), *(((lots[0][0], _("du lot")),) if lots and twins else ()))
    return (
        Filter("town", _("Commune"), menu=held.towns),
        Filter("price", _("Prix"), menu=held.prices),
        Filter("kind", _("Type"), tuple((key, _(word)) for key, word in PROPERTIES)),
        Filter("activity", _("Activité"), tuple((key, _(word)) for key, word in ACTIVITIES)),
        *((Filter("agent", _("Suivi par"), _agents(held.agents), names=True),) if held.agents else ()),
        Filter("way_now", _("Feu"), tuple((way.value, way.shown.lower()) for way in WayNow)),
        Filter("status", _("Statut"), TradeStatus.choices()),
        Filter("deal", _("Vente ou location"), tuple((key, _(word)) for key, word in OFFERED_FOR)),
        *((Filter("tag", _("Étiquette"), tuple((tag, tag) for tag in held.tags), names=True),) if held.tags else ()),
        Filter("source", _("Provenance"), tuple((source, source) for source in held.sources if source), names=True),
        Filter("opposition", _("Opposition"), (("no", _("aucune")), ("yes", _("opposés")))),
        Filter("notice", _("Information"), tuple((key, _(word)) for key, word in NOTICES)),
        *((Filter("batch", _("Lot"), lots, names=True),) if lots and not twins else ()),
        *((Filter("alike", _("Doublons"), pairs),) if held.alike else ()),
        *((Filter("step", _("Étape"), _steps()),) if held.step else ()),
        *((Filter("reached", _("Étape atteinte"), FunnelStage.choices()),) if held.reached else ()),
    )


def asked(values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the filters of :func:`core.actions.leads.lead_views.find` for the values chosen."""
    filters = dict(values)
    if filters.get("notice") == LATE_NOTICE:
        del filters["notice"]
        filters[LATE_NOTICE] = today.isoformat()
    if (town := filters.get("town", "")).startswith(AROUND):
        del filters["town"]
        filters["around"] = town.removeprefix(AROUND)
    if filters.get("price") == UNPRICED:
        del filters["price"]
        filters["priced"] = "no"
    filters |= _activity(filters.pop("activity", ""), today)
    if filters.get("alike", "").isdecimal():
        filters["twins"] = filters.pop("alike")
    if filters.get("agent") == NOBODY:
        del filters["agent"]
        filters["assigned"] = "no"
    return filters


def _activity(value: str, today: date) -> dict[str, str]:
    if not value:
        return {}
    days = int(value) if value.isdecimal() else 30
    since = kept(datetime.combine(today - timedelta(days=days), time(), AGENCY_ZONE))
    match value:
        case "never":
            return {"idle_since": ""}
        case "older":
            return {"active_since": "", "idle_since": since}
    return {"active_since": since}


def _agents(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return (*((name, name) for name in names), (NOBODY, _("Personne")))


def _steps() -> tuple[tuple[str, str], ...]:
    return tuple((told, _(word)) for told, word in STEP_FILTERS.items())


def _short(name: str) -> str:
    return name if len(name) <= NAMED else f"{name[: NAMED - 1].rstrip()}…"


def filters_of(step: str, values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the filters of :func:`core.actions.leads.lead_views.find` for a view's step and values of chips."""
    return ({"step": step} if step else {}) | asked(values, today)
