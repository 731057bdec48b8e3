"""The filters of the list as data, and what each choice asks of the base."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.i18n import _
from core.model.verdict import Light
from core.wording import CALL_LIGHTS
from ui.widgets.filter_chips import Filter

LATE = "late"
NAMED = 30
"""Letters of a batch's name in a filter."""


def list_filters(
    sources: Sequence[str], batches: Sequence[tuple[int, str]] = (), *, alike: bool = False
) -> tuple[Filter, ...]:
    """Return the filters; ``sources``: suppliers and sites leads come from; ``batches``: the last ones, id and name;
    ``alike``: some leads may be one person."""
    lots = tuple((str(batch_id), _short(name)) for batch_id, name in batches)
    of_lots = tuple((batch_id, _("de {name}").format(name=name)) for batch_id, name in lots)
    return (
        Filter("light", _("Feu"), tuple((light.value, _(CALL_LIGHTS[light]).lower()) for light in Light)),
        Filter("source", _("Provenance"), tuple((source, source) for source in sources if source), names=True),
        Filter("opposition", _("Opposition"), (("no", _("aucune")), ("yes", _("opposés")))),
        Filter("notice", _("Information"), (("due", _("à envoyer")), (LATE, _("en retard")), ("sent", _("envoyée")))),
        *((Filter("batch", _("Lot"), lots, names=True),) if lots else ()),
        *((Filter("alike", _("Doublons"), (("yes", _("possibles")), *of_lots)),) if alike else ()),
    )


def asked(values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the filters of :func:`core.actions.looking.find` for the values chosen."""
    found = dict(values)
    if found.get("notice") == LATE:
        del found["notice"]
        found[LATE] = today.isoformat()
    if found.get("alike", "").isdecimal():
        found["twins"] = found.pop("alike")
    return found


def _short(name: str) -> str:
    """Return the beginning of a long name: the row of filters has little room."""
    return name if len(name) <= NAMED else f"{name[: NAMED - 1].rstrip()}…"
