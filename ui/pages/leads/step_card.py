"""The next step, first on every sheet: one sentence with a verb and a date, and the button that leads to it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.french import NBSP, day_month_short, hour
from core.base.i18n import _
from core.model.step import NextStep
from core.words.steps import step_button, step_sentence
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest

MARGIN = 62
NEAR = 3
"""Days from which a date is written in the colour of what presses."""
FAR = 30


class StepCard(MarginRows):
    """The card of a step. ``go``: called by the button that leads to it; ``body``: fields that take its place;
    ``aside``: what may be done instead."""

    def __init__(
        self, theme: Theme, step: NextStep, now: datetime, *, go: Callable[[], object] | None,
        body: QWidget | None = None, aside: QWidget | None = None, hint: str = "",
    ) -> None:  # fmt: skip
        super().__init__(theme, name="sheet-step", margin=MARGIN)
        sentence = step_sentence(step)
        self.setAccessibleName(_("Prochaine étape"))
        self.setAccessibleDescription(sentence)
        when, ink = step_date(step, now)
        self.button: Button | None = None
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        said = paragraph(sentence, semibold=True, name="step-sentence")
        column.addWidget(said)
        if hint:
            column.addWidget(paragraph(hint, "caption", ink="muted", name="step-hint"))
        if body is not None:
            column.addWidget(body)
        words = step_button(step)
        if go is not None and words and body is None:
            self.button = Button(theme, words, name="step-go", kind="primary")
            # The connection is queued, because the page it leads to may make this sheet again.
            self.button.clicked.connect(lambda: go(), Qt.ConnectionType.QueuedConnection)
            row = QHBoxLayout()
            row.addWidget(self.button)
            row.addStretch(1)
            nest(column, row)
        if aside is not None:
            column.addWidget(aside)
        self.add(label(when, semibold=True, ink=ink, name="step-date"), held)


def step_date(step: NextStep, now: datetime) -> tuple[str, str]:
    """Return (the date of a step in the margin, its colour): « 11 h 30 », « auj. », « J − 9 », « 24/12 »."""
    due, today = step.day, now.date()
    if due is None:
        return "", "text"
    days = (due - today).days
    if isinstance(step.due, datetime) and days == 0:
        return hour(step.due), "wait"
    if days < 0:
        return _("J + {days}").format(days=-days).replace(" ", NBSP), "forbidden"
    if days == 0:
        return _("auj."), "wait"
    if days > FAR:
        return day_month_short(due), "text"
    return _("J − {days}").format(days=days).replace(" ", NBSP), "wait" if days <= NEAR else "text"
