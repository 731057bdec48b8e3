"""A value that two people set at once: both are shown on the sheet, until one is chosen. Nothing typed is lost."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.base.i18n import _
from core.base.records import Struct
from core.base.screen_shapes import day_short, hour
from core.model.editing import LABELS, BothValues, Change, ValueSource
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.flow import Flow
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import vbox, widget_of
from ui.widgets.paint import box, text_width

AROUND = 30
"""Pixels around who set a value."""
LONGEST = 18
"""Letters of a value that a button shows."""


class UnsavedEdit(Struct, frozen=True):
    """What was typed and is not saved yet, with how it came, and the one of its values that somebody else set."""

    changes: tuple[Change, ...]
    source: ValueSource | None
    both: BothValues

    @property
    def title(self) -> str:
        """« Prix : deux valeurs »."""
        return _("{column}\u202f: deux valeurs").format(column=_(LABELS[self.both.change.field]).capitalize())

    def settled(self, *, mine: bool) -> Sequence[Change]:
        """Return what is still to be saved once one of both values is chosen."""
        field = self.both.change.field
        ours = [self.both.change] if mine else []
        return [*(change for change in self.changes if change.field != field), *ours]


class BothCard(MarginRows):
    """The card. ``choose``: handed what is to be saved of what was typed."""

    def __init__(self, office: Office, edit: UnsavedEdit, choose: Callable[[Sequence[Change]], object]) -> None:
        both, theme = edit.both, office.theme
        first = both.by.partition(" ")[0]
        wide = max(text_width(theme.font(), words) for words in (first, _("Vous"))) + AROUND
        note, margin = _("rien n’est perdu"), round(wide * 100 / theme.scale)
        super().__init__(theme, edit.title, name="sheet-both", margin=margin, note=note)
        self._add(first, both.theirs, _when(both, office.now()))
        self._add(_("Vous"), both.mine, _("Pas encore enregistré"))
        keep = _("Garder {theirs}").format(theirs=_short(both.theirs))
        use = _("Mettre {mine}").format(mine=_short(both.mine))
        self.keep, put = Button(theme, keep, name="both-keep", kind="primary"), Button(theme, use, name="both-put")
        for button, mine in ((self.keep, False), (put, True)):
            # Queued: what is chosen makes the sheet again, and deletes the button.
            chosen = partial(choose, edit.settled(mine=mine))
            button.clicked.connect(lambda _on=False, run=chosen: run(), Qt.ConnectionType.QueuedConnection)
        answers = QWidget()
        row = Flow(answers)
        for button in (self.keep, put):
            row.add_widget(button)
        self.add(None, answers)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        box(QPainter(self), self._theme, self.rect(), ground="", edge="wait", radius=8)

    def _add(self, who: str, value: str, when: str) -> None:
        title, caption = paragraph(value or _("rien"), semibold=True), paragraph(when, "caption", ink="muted")
        widget = widget_of(vbox(title, caption, spacing=0))
        self.add(label(who, ink="muted"), widget)


def _when(both: BothValues, now: datetime) -> str:
    """Return when the other value was set, and where it comes from: « 10 h 41, lu dans l’annonce »."""
    day = "" if both.at.date() == now.date() else day_short(both.at.date())
    where = both.where.removesuffix(f", {both.by}")
    return ", ".join(filter(None, (day, hour(both.at), where[:1].lower() + where[1:])))


def _short(value: str) -> str:
    """Return a value as a button shows it."""
    text = " ".join(value.splitlines()) or _("rien")
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
