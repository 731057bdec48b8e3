"""The right column: the outcomes with their digits and their short forms (when to call back, which appointment was
made, who calls) and, below them and outside any scroll area, the opposition; then what was done after one, with a check
before each effect."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QWidget

from core.actions.calling.calldesk import Desk
from core.actions.register.opposing import Opposed
from core.base import moments
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day_month, day_short, hour, listed
from core.model.lead import LeadSheet
from core.model.opposing import CallOutcome
from core.notices.call_script import after_opposition, confirmation_offer
from core.words.said_moments import hour_said, typed_moment
from ui.look.theme import Theme
from ui.pages.calls.reading import CallInHand, duration, shown_phone
from ui.widgets.big_button import OppositionButton, OutcomeButton
from ui.widgets.button import ENTER, Button
from ui.widgets.card import MarginRows
from ui.widgets.day_calendar import calendar_button
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Themed, fill, hbox, vbox, widget_of
from ui.widgets.mark import IconLabel
from ui.widgets.pages import scrolled

FRIDAY = 5


class ShortForm(Themed, QWidget):
    """Title, fields, a primary button and « Annuler ». Signals: ``done``, on Entrée or the primary button;
    ``dropped``, on Échap or « Annuler »."""

    done = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, title: str, verb: str, *, name: str) -> None:
        super().__init__(theme, name=name, title=title)
        self.fields = vbox(spacing=6)
        self._keep = Button(theme, verb, name=f"{name}-keep", kind="primary", press=self.done)
        self._drop = Button(theme, _("Annuler"), name=f"{name}-drop", press=self.dropped)
        vbox(
            label(title, semibold=True),
            self.fields,
            hbox(self._keep, self._drop, STRETCH, margins=(0, 6, 0, 0), spacing=8),
            on=self,
            margins=(0, 8, 0, 8),
            spacing=6,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit ``done`` on Entrée, ``dropped`` on Échap."""
        if event.key() in ENTER:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class MomentForm(ShortForm):
    """A day and an hour, by default the next working day at ten; typed as said (« jeudi 15 h »), or the day chosen in
    a calendar. What is understood is told below while it is typed."""

    def __init__(self, theme: Theme, title: str, verb: str, *, name: str, help_: str) -> None:
        super().__init__(theme, title, verb, name=f"{name}-form")
        self.day = text_field(theme, name=f"{name}-day", title=_("Jour"), hint="25/11/2026")
        self.hour = text_field(theme, name=f"{name}-hour", title=_("Heure"), hint="10:00")
        self._help = paragraph("", "caption", ink="muted", name=f"{name}-help")
        self._words, self._now = help_, moments.now()
        month = calendar_button(theme, self.day, name=f"{name}-month", now=lambda: self._now)
        fill(self.fields, hbox((self.day, 3), month, (self.hour, 2), spacing=8), self._help)
        self.day.textChanged.connect(self._take_hour)
        for field in (self.day, self.hour):
            field.textChanged.connect(self._tell)

    def open(self, now: datetime) -> None:
        """Propose the next working day at ten, and give the focus to the day. ``now``: aware, at the agency's clock."""
        self._now = now
        after = now.date() + timedelta(days=1)
        while after.isoweekday() > FRIDAY:
            after += timedelta(days=1)
        self.day.setText(day_short(after))
        self.hour.setText("10:00")
        self.show_error("")
        self.show()
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day.selectAll()

    def due(self) -> datetime | None:
        """Return the moment typed, in the agency's zone; None when it cannot be read, which the form then says."""
        typed = typed_moment(self.day.text(), self.hour.text(), self._now)
        if typed.moment is None:
            self.show_error(typed.words)
        return typed.moment

    def show_error(self, sentence: str) -> None:
        """Show below the fields what is wrong with them."""
        mark_wrong(self.day, sentence)
        self._help.setText(f"✕ {sentence}" if sentence else self._words)

    def _take_hour(self, text: str) -> None:
        """Put in its field the hour typed with the day."""
        if (clock := hour_said(text, self._now)) is not None:
            self.hour.setText(f"{clock:%H:%M}")

    def _tell(self) -> None:
        """Say what is understood, so that nothing is noted but what was meant."""
        typed = typed_moment(self.day.text(), self.hour.text(), self._now)
        mark_wrong(self.day, "")
        self._help.setText(" ".join(filter(None, (typed.words, self._words if typed.moment else ""))))


class CallbackForm(MomentForm):
    """When to call back."""

    def __init__(self, theme: Theme) -> None:
        words = _("Le feu sera demandé de nouveau à ce moment-là.")
        super().__init__(theme, _("Rappeler le"), _("Prévoir"), name="callback", help_=words)


class AppointmentForm(MomentForm):
    """When and where an appointment was made."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Rendez-vous le"), _("Noter"), name="appointment", help_="")
        self.place = text_field(theme, name="appointment-place", title=_("Où"))
        self.place.setPlaceholderText(_("Au bien, à l’agence…"))
        self.fields.insertWidget(1, self.place)

    def open(self, now: datetime) -> None:
        """Propose the next working day at ten, anywhere."""
        self.place.clear()
        super().open(now)


class CallerForm(ShortForm):
    """Who calls: a number, an e-mail, or the reference of a letter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Qui appelle ?"), _("Noter l’appel"), name="caller-form")
        self.who = text_field(theme, name="caller", title=_("Numéro, e-mail ou référence de la lettre"))
        self.who.setPlaceholderText(_("06 … ou K7P-4MD"))
        self._help = paragraph(_("Numéro, e-mail, ou référence de la lettre."), "caption", ink="muted")
        fill(self.fields, self.who, self._help)

    def open(self) -> None:
        """Show the form and give the focus to its field."""
        self.who.clear()
        self.show_error("")
        self.show()
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_error(self, sentence: str) -> None:
        """Show below the field what is wrong with it."""
        mark_wrong(self.who, sentence)
        self._help.setText(f"✕ {sentence}" if sentence else _("Numéro, e-mail, ou référence de la lettre."))


WIDTH = 264
BAR = 12
ANY = (1 << 24) - 1
"""Qt's largest size of a widget: no limit."""
AIR = 6
"""Room for the focus ring, which stands outside the buttons of the scroll area."""
CLOSED = N_("Les issues s’ouvrent quand un appel est en cours ou qu’un appel reçu est noté.")
OFFERED = tuple(outcome for outcome in CallOutcome if outcome is not CallOutcome.OPPOSED)
"""In the order of the digits, the same every day; an opposition has a button of its own."""


class Outcomes(Themed, QFrame):
    """The column. Signals: ``chosen(outcome)``; ``callback_asked``, the third one or F7;
    ``appointment_asked``, the fourth; ``oppose_asked``; ``caller_asked``."""

    chosen = Signal(CallOutcome)
    callback_asked = Signal()
    appointment_asked = Signal()
    oppose_asked = Signal()
    caller_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="outcomes-column")
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
        self._title = label(_("Issue de l’appel"), semibold=True, name="outcomes-title")
        column = vbox(_inset(self._title), (self._list(), 1), on=self, margins=(11, 15, 10, 14), spacing=4)
        # 24 px at least between the opposition and any other target.
        fill(column, 20, _inset(self.opposition), _inset(self._foot))
        theme.follow(self._fit)

    def show_call(self, call: CallInHand | None, *, known: bool, can_plan: bool, machine: str) -> None:
        """Enable the outcomes that ``call`` may have, or disable them all and say why. ``known``: whether the person
        has a sheet, which an appointment needs; ``can_plan``: whether a callback is possible, which needs one but no
        call; ``machine``: what to say to an answering machine, or what an incoming call cannot be."""
        received = call is not None and call.direction == "in"
        for outcome in OFFERED:
            button = self.buttons[outcome]
            is_closed = (outcome is CallOutcome.APPOINTMENT and not known) or (received and outcome.of_ours)
            button.setEnabled(can_plan if outcome is CallOutcome.CALLBACK else call is not None and not is_closed)
            button.show_chosen(call is not None and outcome is call.outcome)
        if not can_plan:
            self.callback_form.hide()
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
        return next((button for button in self.buttons.values() if button.isEnabled()), self.buttons[OFFERED[0]])

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
        QTimer.singleShot(0, form, lambda: self.area.ensureWidgetVisible(form, 0, AIR))

    def close_forms(self) -> None:
        """Hide the short forms, and show the first outcomes again."""
        for form in (self.callback_form, self.appointment_form, self.caller_form):
            form.hide()
        self.area.verticalScrollBar().setValue(0)

    def _list(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("plain", True)
        column = vbox(on=inside, margins=AIR, spacing=6)
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
        fill(column, self._why, self._caller, self.caller_form, STRETCH)
        area = self.area = scrolled(inside, name="outcomes", across=False)
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
        high = max(self._inside.sizeHint().height(), self._inside.heightForWidth(self.area.viewport().width()))
        self.area.setMinimumHeight(high if self._under else 0)


def _inset(widget: QWidget) -> QWidget:
    """Align a widget outside the scroll area with the buttons inside it."""
    return widget_of(vbox(widget, margins=(AIR, 0, AIR, 0)))


def _choosing(emit: Callable[[CallOutcome], None], outcome: CallOutcome) -> Callable[[], None]:
    return lambda: emit(outcome)


BESIDE = 140
"""Text size in percent up to which the last answers stand beside the button."""


class DoneView(Themed, QWidget):
    """The view. ``next_asked`` is emitted to go to the next person. ``foot`` is placed by the column, below what
    scrolls."""

    next_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="opposed-done")
        self._say = MarginRows(theme, _("À dire maintenant"), name="say-now")
        self._say.add(None, paragraph(after_opposition().sentence, "script-large", name="say-now-sentence"))
        self._effects = MarginRows(theme, _("Ce qui vient d’être fait"), name="effects")
        self._hint = paragraph("", "caption", ink="muted", name="opposed-hint")
        self.next = Button(theme, _("Personne suivante"), name="next-person", kind="primary", key="F9", tall=40)
        self.next.clicked.connect(self.next_asked)
        self.foot = QWidget()
        self._foot = hbox(self.next, on=self.foot, margins=(20, 4, 20, 14), spacing=16)
        self._column = vbox(self._say, self._effects, on=self, spacing=12)
        theme.follow(self._fit)

    def show_effects(self, effects: Sequence[str], origin: str) -> None:
        """Show what the opposition did; ``origin`` answers a last question about the number."""
        self._effects.clear()
        for words in effects:
            self._effects.add(IconLabel(self._theme, "check", "", ink="allowed"), paragraph(words))
        wanted = _("Si la personne demande d’où vient son numéro : {answer}").format(answer=origin)
        written = _("Si elle veut un écrit : {answer}").format(answer=confirmation_offer())
        self._hint.setText(f"{wanted}\n{written}")

    def _fit(self) -> None:
        """With large text, let the last answers scroll with the rest, so that what to say now keeps its room."""
        if self._theme.scale > BESIDE:
            self._column.addWidget(self._hint)
        else:
            self._foot.insertWidget(0, self._hint, 1)
            self._foot.setStretch(1, 0)


def effects(done: Opposed, before: Desk, *, lasted: timedelta | None) -> list[str]:
    """Return one sentence per effect of the opposition on the person who was ``before`` on the desk; ``lasted``:
    duration of the call it closed, when known."""
    sentences = []
    if done.call is not None:
        sentences.append(_closed(lasted))
    sentences.append(_registered(done, before))
    others = len(done.leads) - 1
    if others > 0:
        words = n_(
            "{n} autre fiche, à la même coordonnée, opposée aussi",
            "{n} autres fiches, aux mêmes coordonnées, opposées aussi",
            others,
        )
        sentences.append(words.format(n=others))
    if done.callbacks:
        sentences.append(_cancelled(done.callbacks, before.sheet))
    if before.proof is not None:
        sentences.append(_("Accord retiré : il n’ouvre plus ni appel, ni e-mail, ni SMS"))
    if done.leads:
        sentences.append(_("Retrait des lettres à préparer et à poster"))
    return sentences


def _closed(lasted: timedelta | None) -> str:
    if lasted is None:
        return _("Appel clos, issue : opposition")
    return _("Appel clos après {time}, issue : opposition").format(time=duration(lasted))


def _registered(done: Opposed, before: Desk) -> str:
    if done.already:
        return _("Coordonnées déjà inscrites au registre d’opposition")
    texts = _contacts(before.sheet) if before.sheet is not None else [shown_phone(before.who.phone)]
    return n_(
        "{contacts} au registre d’opposition, même après effacement de la fiche",
        "{contacts} inscrits au registre d’opposition, même après effacement de la fiche",
        len(texts),
    ).format(contacts=listed(texts) or _("Annonce inscrite"))


def _contacts(sheet: LeadSheet) -> list[str]:
    texts = [
        shown_phone(contact.value) if contact.kind == "phone" else contact.value
        for contact in sheet.contacts
        if contact.kind in ("phone", "email")
    ]
    if any(contact.kind == "address" for contact in sheet.contacts):
        texts.append(_("adresse postale"))
    return texts


def _cancelled(count: int, sheet: LeadSheet | None) -> str:
    due = sheet.row.callback if sheet is not None else None
    if count == 1 and due is not None:
        local = due.astimezone(AGENCY_ZONE)
        return _("Rappel du {day} à {hour} annulé").format(day=day_month(local.date()), hour=hour(local))
    return n_("{n} rappel annulé", "{n} rappels annulés", count).format(n=count)
