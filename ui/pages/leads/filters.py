"""The filters of the list as data, and what each choice asks of the base."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.i18n import _
from core.model.verdict import Light
from core.wording import CALL_LIGHTS
from ui.widgets.filter_chips import Filter

LATE = "late"


def list_filters(sources: Sequence[str], *, alike: bool = False) -> tuple[Filter, ...]:
    """Return the filters; ``sources``: suppliers and sites leads come from; ``alike``: some leads may be one person."""
    return (
        Filter("light", _("Feu"), tuple((light.value, _(CALL_LIGHTS[light]).lower()) for light in Light)),
        Filter("source", _("Provenance"), tuple((source, source) for source in sources if source), names=True),
        Filter("opposition", _("Opposition"), (("no", _("aucune")), ("yes", _("opposés")))),
        Filter("notice", _("Information"), (("due", _("à envoyer")), (LATE, _("en retard")), ("sent", _("envoyée")))),
        *((Filter("alike", _("Doublons"), (("yes", _("possibles")),)),) if alike else ()),
    )


def asked(values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the filters of :func:`core.actions.looking.find` for the values chosen."""
    found = dict(values)
    if found.get("notice") == LATE:
        del found["notice"]
        found[LATE] = today.isoformat()
    return found
