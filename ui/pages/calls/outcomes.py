"""The right column: the outcomes with their digits and two short forms and, below them and outside any scroll area,
the opposition."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from core.base.i18n import N_, _
from core.model.opposing import CallOutcome
from ui.look.theme import Theme
from ui.pages.calls.reading import Call
from ui.pages.calls.short_forms import AppointmentForm, CallbackForm, CallerForm
from ui.widgets.big_button import OppositionButton, OutcomeButton
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph

WIDTH = 264
BAR = 12
ANY = (1 << 24) - 1
"""Qt's largest size of a widget: no limit."""
AIR = 6
"""Room for the focus ring, which stands outside the buttons of the scroll area."""
CLOSED = N_("Les issues s’ouvrent quand un appel est en cours ou qu’un appel reçu est noté.")
OFFERED = tuple(outcome for outcome in CallOutcome if outcome is not CallOutcome.OPPOSED)
"""In the order of the digits, the same every day; an opposition has a button of its own."""


class Outcomes(QFrame):
    """The column. Signals: ``chosen(outcome)``; ``callback_asked``, the third one or F7;
    ``appointment_asked``, the fourth; ``oppose_asked``; ``caller_asked``."""

    chosen = Signal(CallOutcome)
    callback_asked = Signal()
    appointment_asked = Signal()
    oppose_asked = Signal()
    caller_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("outcomes-column")
        self.setProperty("ground", "surface")
        self.buttons: dict[str, OutcomeButton] = {}
        self._under = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._why = paragraph("", "caption", ink="muted", name="outcomes-why")
        self._caller = Button(theme, _("Une autre personne appelle…"), name="other-caller", kind="link", key="F2")
        self._caller.clicked.connect(self.caller_asked)
        self.callback_form = CallbackForm(theme)
        self.appointment_form = AppointmentForm(theme)
        self.caller_form = CallerForm(theme)
        self.opposition = OppositionButton(theme)
        self.opposition.clicked.connect(self.oppose_asked)
        self._foot = paragraph("", "caption", ink="muted", name="oppose-caption")
        self._foot.setMinimumHeight(2 * theme.line("caption") + 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 15, 10, 14)
        column.setSpacing(4)
        self._title = label(_("Issue de l’appel"), semibold=True, name="outcomes-title")
        column.addWidget(_inset(self._title))
        column.addWidget(self._list(), 1)
        # 24 px at least between the opposition and any other target.
        column.addSpacing(20)
        column.addWidget(_inset(self.opposition))
        column.addWidget(_inset(self._foot))
        theme.changed.connect(self._fit)
        self._fit()

    def show_call(self, call: Call | None, *, known: bool, can_plan: bool, machine: str) -> None:
        """Enable the outcomes that ``call`` may have, or disable them all and say why. ``known``: whether the person
        has a sheet, which an appointment needs; ``can_plan``: whether a callback is possible, which needs one but no
        call; ``machine``: what to say to an answering machine, or what an incoming call cannot be."""
        received = call is not None and call.direction == "in"
        for outcome in OFFERED:
            button = self.buttons[outcome]
            closed = (outcome is CallOutcome.APPOINTMENT and not known) or (received and outcome.of_ours)
            button.setEnabled(can_plan if outcome is CallOutcome.CALLBACK else call is not None and not closed)
            button.show_chosen(call is not None and outcome is call.outcome)
        talking = call is not None and not call.outcome
        self._why.setText(machine if talking else _(CLOSED))
        self._why.setVisible(call is None or talking)
        self._caller.setVisible(call is None)

    def show_opposition(self, *, shown: bool, done: bool, undoable: bool) -> None:
        """Show the opposition button, ready or done; while nobody is shown there is only who calls to be noted."""
        for part in (self.opposition, self._foot, self._title, *self.buttons.values()):
            part.setVisible(shown)
        self._why.setVisible(shown and not self._why.isHidden())
        if done:
            self.opposition.show_done()
        else:
            self.opposition.show_ready()
        words = _("Enregistrée sur tous les canaux.")
        if undoable:
            words = _("Une erreur ? Annuler reste possible 10 minutes, les deux gestes restent au journal.")
        elif not done:
            words = _("Enregistré à l’instant, sur tous les canaux. Annulable.")
        self._foot.setText(words)

    def press(self, digit: int) -> bool:
        """Choose the outcome of ``digit``; return False when it is not available now."""
        if not 1 <= digit <= len(OFFERED):
            return False
        button = self.buttons[OFFERED[digit - 1]]
        if button.isEnabled():
            button.click()
        return button.isEnabled()

    def first(self) -> QWidget:
        """Return the first outcome that the call may have, to be given the focus."""
        return next((one for one in self.buttons.values() if one.isEnabled()), self.buttons[OFFERED[0]])

    def ask_callback(self, now: datetime) -> None:
        """Show the form that asks when to call back."""
        self.close_forms()
        self.callback_form.open(now)
        self._reveal(self.callback_form)

    def ask_appointment(self, now: datetime) -> None:
        """Show the form that asks when and where the appointment is."""
        self.close_forms()
        self.appointment_form.open(now)
        self._reveal(self.appointment_form)

    def ask_caller(self) -> None:
        """Show the form that asks who is calling."""
        self.close_forms()
        self.caller_form.open()
        self._reveal(self.caller_form)

    def _reveal(self, form: QWidget) -> None:
        # Done after the layout: before it the form has no height to scroll to.
        QTimer.singleShot(0, form, lambda: self._area.ensureWidgetVisible(form, 0, AIR))

    def close_forms(self) -> None:
        """Hide the short forms, and show the first outcomes again."""
        for form in (self.callback_form, self.appointment_form, self.caller_form):
            form.hide()
        self._area.verticalScrollBar().setValue(0)

    def _list(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(AIR, AIR, AIR, AIR)
        column.setSpacing(6)
        for place, outcome in enumerate(OFFERED, start=1):
            form: CallbackForm | AppointmentForm | None = None
            asked: Callable[[], None] | SignalInstance = _choosing(self.chosen.emit, outcome)
            if outcome is CallOutcome.CALLBACK:
                asked, form = self.callback_asked, self.callback_form
            elif outcome is CallOutcome.APPOINTMENT:
                asked, form = self.appointment_asked, self.appointment_form
            words = outcome.shown + ("…" if form else "")
            shortcut = "F7" if outcome is CallOutcome.CALLBACK else ""
            button = OutcomeButton(self._theme, place, words, name=f"outcome-{outcome}", key=shortcut)
            # ``toggled`` rather than ``clicked``: a screen reader toggles a checkable button without a click.
            button.toggled.connect(asked)
            self._group.addButton(button)
            self.buttons[outcome] = button
            column.addWidget(button)
            if form is not None:
                column.addWidget(form)
        for widget in (self._why, self._caller, self.caller_form):
            column.addWidget(widget)
        column.addStretch(1)
        area = self._area = QScrollArea()
        area.setObjectName("outcomes")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.installEventFilter(self)
        self._inside = inside
        self.close_forms()
        return area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width the words need, so that nothing is cut at any text size."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def stand_under(self, under: bool) -> None:
        """Stand whole under the person, where there is no room beside."""
        if under != self._under:
            self._under = under
            self._fit()

    def wanted_width(self) -> int:
        """Return the pixels its words need."""
        # The scroll bar, when there is one, takes its room from the right margin.
        wanted = max(self._inside.minimumSizeHint().width(), self.opposition.sizeHint().width() + 2 * AIR)
        return max(WIDTH, wanted + 21 + BAR)

    def _fit(self) -> None:
        self.setMinimumWidth(self.wanted_width())
        self.setMaximumWidth(ANY if self._under else self.wanted_width())
        high = max(self._inside.sizeHint().height(), self._inside.heightForWidth(self._area.viewport().width()))
        self._area.setMinimumHeight(high if self._under else 0)


def _inset(widget: QWidget) -> QWidget:
    """Align a widget outside the scroll area with the buttons inside it."""
    held = QWidget()
    row = QVBoxLayout(held)
    row.setContentsMargins(AIR, 0, AIR, 0)
    row.addWidget(widget)
    return held


def _choosing(emit: Callable[[CallOutcome], None], outcome: CallOutcome) -> Callable[[], None]:
    return lambda: emit(outcome)
