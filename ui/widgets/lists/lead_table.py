"""The table of leads: its columns as data, each a function from a row of the base to what its cell shows and reads
aloud."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal

from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day, number, phone_pairs
from core.model.lead import LeadRow
from core.model.opposing import CallOutcome, RefusalHow
from core.model.step import Step
from core.model.trade import TradeStatus
from core.model.verdict import Light
from core.model.way_now import WayNow
from core.words.owners import beside
from core.words.properties import area_words, price_words
from core.words.steps import caller_words, calling_words, step_sentence, step_short
from core.words.ways_now import way_spoken, way_word
from ui.look.icons import shape_ink
from ui.look.theme import Theme
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import Cell, Column

NONE = Cell("—", "muted", spoken="")
NEAR = timedelta(days=3)
Clock = Callable[[], datetime]


class LeadTable(Table[LeadRow]):
    """The table of leads; ``clock`` gives the local moment, used for « auj. » and for deadlines that are near.
    ``copy_asked``: on Ctrl+C; the page copies, since whoever refuses is left out."""

    copy_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        fetch: Callable[[Sequence[int]], Mapping[int, LeadRow]],
        *,
        clock: Clock,
        name: str = "lead-table",
    ) -> None:
        super().__init__(theme, lead_columns(clock), fetch, name=name, title=_("Prospects"))
        self.opens_by_click = False

    def copy(self) -> None:
        """Let the page copy the selected leads."""
        self.copy_asked.emit()


def lead_columns(clock: Clock) -> tuple[Column[LeadRow], ...]:
    """Return the columns of the list, in order."""
    return (
        Column("way", _("Feu"), 168, way_cell, boxed=True, sortable=True),
        Column("name", _("Nom"), 136, name_cell, sortable=True),
        Column("town", _("Commune"), 92, lambda row: _known(row.town), sortable=True),
        Column("step", _("Prochaine étape"), 172, partial(step_cell, clock), sortable=True),
        Column("phone", _("Téléphone"), 108, phone_cell),
        Column("source", _("Provenance"), 104, lambda row: Cell(row.source), sortable=True),
        Column("opposition", _("Opposition"), 102, opposition_cell, sortable=True),
        Column("notice", _("Information"), 108, partial(notice_cell, clock), sortable=True),
        Column("last_call", _("Dernier appel"), 100, partial(last_call_cell, clock), sortable=True),
        Column("status", _("Statut"), 132, status_cell),
        Column("agent", _("Suivi par"), 112, lambda row: _known(row.agent)),
        Column("tags", _("Étiquettes"), 128, lambda row: _known(", ".join(row.tags))),
        Column("property", _("Type"), 116, lambda row: _known(row.property[:1].upper() + row.property[1:])),
        Column("price", _("Prix"), 100, lambda row: _known(price_words(row.price, row.deal)), right=True),
        Column("area", _("Surface"), 76, lambda row: _known(area_words(row.area))),
        Column("email", _("E-mail"), 160, email_cell),
        Column("batch", _("Lot"), 128, lambda row: _known(row.batch)),
        Column("activity", _("Activité"), 92, partial(activity_cell, clock)),
    )


_STRONG = frozenset({WayNow.CALL, WayNow.WAIT, WayNow.OPPOSED})


def way_cell(row: LeadRow) -> Cell:
    """Return what may be done now: coloured and semibold where the telephone or a refusal decides, since letters are
    most of the list."""
    way, spoken = row.way, way_spoken(row)
    if way is None:
        return Cell(way_word(None), "muted", spoken=spoken)
    ink = shape_ink(way) if way in _STRONG else "muted" if way is WayNow.SENT else "text"
    return Cell(way_word(way), ink, way in _STRONG, way, spoken=spoken)


def name_cell(row: LeadRow) -> Cell:
    """Return the name, or words that say there is none; how many share the property, and who they are aloud."""
    more = f" +{len(row.owners)}" if row.owners else ""
    spoken = beside(row.name, row.owners) if row.owners else ""
    if not row.name:
        return Cell(_("Sans nom") + more, "muted", spoken=spoken)
    return Cell(row.name + more, semibold=True, spoken=spoken)


def _known(words: str) -> Cell:
    """Return the cell of what may not be known."""
    return Cell(words) if words else NONE


def step_cell(clock: Clock, row: LeadRow) -> Cell:
    """Return what is to be done next, marked when it is near or late, or who of the team is calling; its whole sentence
    is read aloud."""
    if row.called is not None:
        spoken = calling_words(row.called, clock())
        return Cell(caller_words(row.called), "accent", semibold=True, icon="phone", spoken=spoken)
    step, today = row.step, clock().date()
    spoken = step_sentence(step)
    if step.code == "NEXT_AWAY":  # What is to be done, the server alone knows.
        return Cell(NONE.text, NONE.ink, spoken=spoken)
    if step.step in (Step.NOTHING, Step.OPPOSED, Step.WAIT):
        return Cell(step_short(step), "muted", spoken=spoken)
    ink = "text"
    if step.day is not None and step.step is not Step.CALL:
        ink = "forbidden" if step.day < today else "wait" if step.day - today <= NEAR else "text"
    return Cell(step_short(step), ink, semibold=True, spoken=spoken)


def phone_cell(row: LeadRow) -> Cell:
    """Return the number in pairs, muted when it may not be dialled."""
    if not row.phone:
        return NONE
    return Cell(phone_pairs(row.phone), "text" if row.light in (Light.ALLOWED, Light.WAIT) else "muted")


def opposition_cell(row: LeadRow) -> Cell:
    """Return the day and the way of the opposition, « Aux appels » for a person who refused calls alone, or « Aucune »:
    never a blank."""
    if row.opposed_at is None and row.light is Light.OPPOSED:
        return Cell(_("Aux appels"), "opposed", semibold=True, spoken=_("Refuse les appels"))
    if row.opposed_at is None:
        return Cell(_("Aucune"), "muted")
    known = RefusalHow.known(row.opposed_how)
    how = known.short and _(known.short) if known else row.opposed_how
    local = row.opposed_at.astimezone(AGENCY_ZONE)
    text = f"{local:%d/%m}, {how}" if how else f"{local:%d/%m}"
    words = _("Opposé le {day}, {how}") if how else _("Opposé le {day}")
    return Cell(text, "opposed", semibold=True, spoken=words.format(day=day(local), how=how))


def notice_cell(clock: Clock, row: LeadRow) -> Cell:
    """Return the day the information was sent, or the last day to send it, marked when it is near or past."""
    if row.notice_sent:
        return Cell(_("Envoyée {day}").format(day=f"{row.notice_sent:%d/%m}"), "muted")
    if row.notice_due is None:
        return NONE
    today = clock().date()
    text = _("Avant le {day}").format(day=f"{row.notice_due:%d/%m}")
    spoken = _("À envoyer avant le {day}").format(day=day(row.notice_due))
    if row.notice_due < today:
        return Cell(_("En retard"), "forbidden", semibold=True, spoken=f"{_('En retard')}. {spoken}")
    is_near = row.notice_due - today <= NEAR
    return Cell(text, "wait" if is_near else "text", is_near, spoken=spoken)


def status_cell(row: LeadRow) -> Cell:
    """Return where the person stands in the trade."""
    words = row.status.shown
    if row.status in (TradeStatus.OPPOSED, TradeStatus.ERASED):
        return Cell(words, "opposed" if row.status is TradeStatus.OPPOSED else "muted")
    return Cell(words, semibold=row.status is TradeStatus.MANDATE)


def email_cell(row: LeadRow) -> Cell:
    """Return the e-mail, muted when the person refuses."""
    return Cell(row.email, "muted" if row.light is Light.OPPOSED else "text") if row.email else NONE


def activity_cell(clock: Clock, row: LeadRow) -> Cell:
    """Return how long ago something last happened with the person, in whole days of the calendar."""
    if row.last_act is None:
        return Cell(_("Jamais"), "muted", spoken=_("Jamais d’activité"))
    local = row.last_act.astimezone(clock().tzinfo)
    days = (clock().date() - local.date()).days
    since = n_("{n}\u00a0jour", "{n}\u00a0jours", days).format(n=number(days))
    return Cell(since if days > 0 else _("Aujourd’hui"), spoken=_("Dernière activité le {day}").format(day=day(local)))


def last_call_cell(clock: Clock, row: LeadRow) -> Cell:
    """Return the day of the last call and its outcome."""
    if row.last_call is None:
        return NONE
    local = row.last_call.astimezone(clock().tzinfo)
    known = CallOutcome.known(row.last_outcome)
    word = _(known.short) if known else row.last_outcome
    outcome = f", {word}" if word else ""
    if row.last_breach:
        return Cell(f"{local:%d/%m}{outcome}", "forbidden", spoken=f"{day(local)}{outcome}, {_('appel non permis')}")
    return Cell(f"{local:%d/%m}{outcome}", spoken=f"{day(local)}{outcome}")
