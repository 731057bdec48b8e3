"""The filters of the list as data, and what each choice asks of the base."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.base.i18n import _
from core.model.verdict import Light
from core.words.verdicts import CALL_LIGHTS
from ui.widgets.filter_chips import Filter

LATE = "late"
NAMED = 22
"""Letters of a batch's name in a filter: the row has little room."""


def list_filters(
    sources: Sequence[str], *, alike: bool = False, lot: tuple[int, str] | None = None, twins: bool = False
) -> tuple[Filter, ...]:
    """Return the filters; ``sources``: suppliers and sites leads come from; ``alike``: some leads may be one person;
    ``lot``: the batch whose leads were asked for, id and name; ``twins``: only those of it that may be one."""
    lots = ((str(lot[0]), _short(lot[1])),) if lot else ()
    pairs = (("yes", _("possibles")), *(((lots[0][0], _("du lot")),) if lots and twins else ()))
    return (
        Filter("light", _("Feu"), tuple((light.value, _(CALL_LIGHTS[light]).lower()) for light in Light)),
        Filter("source", _("Provenance"), tuple((source, source) for source in sources if source), names=True),
        Filter("opposition", _("Opposition"), (("no", _("aucune")), ("yes", _("opposés")))),
        Filter("notice", _("Information"), (("due", _("à envoyer")), (LATE, _("en retard")), ("sent", _("envoyée")))),
        *((Filter("batch", _("Lot"), lots, names=True),) if lots and not twins else ()),
        *((Filter("alike", _("Doublons"), pairs),) if alike else ()),
    )


def asked(values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the filters of :func:`core.actions.leads.lead_views.find` for the values chosen."""
    found = dict(values)
    if found.get("notice") == LATE:
        del found["notice"]
        found[LATE] = today.isoformat()
    if found.get("alike", "").isdecimal():
        found["twins"] = found.pop("alike")
    return found


def _short(name: str) -> str:
    return name if len(name) <= NAMED else f"{name[: NAMED - 1].rstrip()}…"
