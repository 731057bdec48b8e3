"""One request, step by step: what was asked and the deadline, who asks and which sheet is theirs, what is to be done,
the answer; and the lines of the lists of requests and messages."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.actions.register import recipients
from core.actions.rights import requests, several_sheets
from core.actions.rights.candidates import candidates, named_alone
from core.actions.rights.sheet_words import sheet_words
from core.base.i18n import _
from core.base.screen_shapes import NBSP, day, day_month_short, day_short
from core.model.request import PersonRequest, RecipientMessage, RequestKind, RequestWay
from core.notices.replies import ReplyMessage
from core.records.lead import Lead
from ui.common.office import Office
from ui.pages.requests.steps import (
    AnswerCard,
    ControlRow,
    CopyStep,
    CorrectStep,
    EraseStep,
    HoldStep,
    RequestStep,
    first_stop,
)
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Named, drop, vbox
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.pages import scrolled

NEAR = 7
"""Days before a deadline from which it is told in the colour of waiting."""


def request_columns(today: date) -> tuple[Column[PersonRequest], ...]:
    """Return the columns of the requests, in order."""
    return (
        Column("due", _("Réponse avant le"), 160, lambda one: deadline(one, today), right=True),
        Column("state", _("État"), 220, lambda one: state(one, today)),
        Column("person", _("Personne"), 250, _person),
        Column("kind", _("Demande"), 170, lambda one: Cell(one.kind.shown)),
        Column("received", _("Reçue le"), 120, lambda one: Cell(day_short(one.received)), right=True),
        Column("how", _("Par"), 120, lambda one: Cell(RequestWay(one.how).shown)),
        Column("by", _("Notée par"), 160, lambda one: Cell(one.by, "muted")),
    )


def task_columns() -> tuple[Column[RecipientMessage], ...]:
    """Return the columns of the messages to send, in order."""
    return (
        Column("day", _("Depuis le"), 160, lambda one: Cell(day_short(one.day)), right=True),
        Column("state", _("État"), 220, _sent),
        Column("recipient", _("Destinataire"), 250, lambda one: Cell(one.recipient, semibold=True)),
        Column("kind", _("À propos de"), 170, lambda one: Cell(one.kind.shown)),
        Column("shown", _("Annonce"), 240, lambda one: Cell(announced(one))),
    )


def deadline(one: PersonRequest, today: date) -> Cell:
    """Return the last day to answer, in red when it is past; :func:`state` gives the word."""
    if not one.open:
        return Cell(day_short(one.due), "muted")
    return Cell(day_short(one.due), _ink(one, today), semibold=one.late(today))


def state(one: PersonRequest, today: date) -> Cell:
    """Return the state of a request, in one word."""
    if one.answered is not None and one.outcome is not None:
        return Cell(
            f"{one.outcome.shown}, {day_month_short(one.answered)}", "muted", icon="check"
        )  # fmt: skip
    words = left_words(one, today)
    icon = "warning" if one.late(today) else "clock"
    return Cell(words, _ink(one, today), semibold=one.late(today), icon=icon)


def left_words(one: PersonRequest, today: date) -> str:
    """Return « En retard de 3 jours », « Dernier jour », « Reste 12 jours »."""
    left = (one.due - today).days
    if left < 0:
        words = _("En retard de {n} jour") if left == -1 else _("En retard de {n} jours")
        return words.format(n=-left).replace(" ", NBSP)
    if left == 0:
        return _("Dernier jour").replace(" ", NBSP)
    words = _("Reste {n} jour") if left == 1 else _("Reste {n} jours")
    return words.format(n=left).replace(" ", NBSP)


def announced(one: RecipientMessage) -> str:
    """Return the listing a message is about."""
    if one.shown is None:
        return _("effacée")
    return ", ".join(filter(None, (one.shown.reference, one.shown.site)))


def named(one: PersonRequest) -> str:
    """Return who asks: a name, the words typed, or that the sheet is erased."""
    return one.name or one.person or (_("Fiche sans nom") if one.lead_id is not None else _("Personne inconnue"))


def _person(one: PersonRequest) -> Cell:
    if one.name:
        return Cell(one.name, semibold=True)
    if one.lead_id is None and one.person:
        return Cell(one.person, spoken=_("{who}, inconnue de la base").format(who=one.person))
    return Cell(named(one), "muted")


def _sent(one: RecipientMessage) -> Cell:
    if one.sent is None:
        return Cell(_("À envoyer"), "wait", icon="clock")
    return Cell(_("Parti le {day}").format(day=day_short(one.sent)), "muted", icon="check")


def _ink(one: PersonRequest, today: date) -> str:
    if one.late(today):
        return "forbidden"
    return "wait" if (one.due - today).days <= NEAR else "text"


class WhichSheet(Named, QWidget):
    """A line and a button for each sheet; one sentence when nobody is known. ``chosen`` is emitted once it is said."""

    chosen = Signal()

    def __init__(self, office: Office, asked: PersonRequest) -> None:
        super().__init__(name="request-which")
        self._office = office
        self._asked = asked
        with office.store.read() as r:
            sheets = [(candidate, sheet_words(r, candidate)) for candidate in candidates(r, asked)]
            is_by_name = bool(named_alone(r, asked))
        words = _("Cette personne est inconnue de la base : « nous n’avons rien » est la réponse.")
        if sheets:
            words = _("Ces fiches répondent à la demande. Laquelle est la sienne\u202f? Toutes attendent.")
        column = vbox(paragraph(words, ink="wait" if sheets else "muted", name="which-words"), on=self, spacing=6)
        for place, (lead_id, words) in enumerate(sheets):
            pick = Button(office.theme, _("C’est elle"), name=f"which-{place}", press=partial(self.choose, lead_id))
            pick.setAccessibleName(_("C’est elle\u202f: {who}").format(who=words))
            show = Button(
                office.theme, words, name=f"which-show-{place}", kind="link", press=partial(office.go, "leads", lead_id)
            )
            column.addWidget(ControlRow(office.theme, show, pick), 0, Qt.AlignmentFlag.AlignLeft)
        self.why = text_field(office.theme, name="which-why", title=_("Comment vous le savez"))
        none = Button(office.theme, _("Aucune de ces personnes"), name="which-none", press=self.choose_none)
        asks = label(_("Comment vous le savez"), of=self.why)
        row = ControlRow(office.theme, asks, self.why, none, grows=1)
        row.setVisible(is_by_name)
        column.addWidget(row)

    def choose_none(self) -> None:
        """Say that the request is of none of the sheets that bear its name."""
        office = self._office
        with office.trying():
            several_sheets.choose_none(office.store, self._asked.id, self.why.text(), by=office.by, at=office.now())
            office.say("done", _("Noté."), _("Ces fiches n’attendent plus."))
            self.chosen.emit()

    def choose(self, lead_id: int) -> None:
        """Say that the request is of this sheet."""
        office = self._office
        with office.trying():
            several_sheets.choose(office.store, self._asked.id, lead_id, by=office.by, at=office.now())
            office.say("done", _("Noté."), _("La demande est de cette fiche."))
            self.chosen.emit()


class RequestSheet(Named, QWidget):
    """The sheet. Signals: ``left``, back to the lists; ``message_asked(task id)``, to show a message to a recipient."""

    left = Signal()
    message_asked = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__(name="request-sheet")
        self._office = office
        self._asked: PersonRequest | None = None
        self._letter: ReplyMessage | None = None
        self._to = ""
        self._corrections: Sequence[str] = ()
        self._back = Button(office.theme, _("Toutes les demandes"), name="sheet-back", kind="link", icon="chevron-left")
        self._back.clicked.connect(self.left)
        self._scroll = scrolled(None, name="request-scroll")
        self._scroll.setAccessibleName(_("Demande"))
        vbox((self._back, 0, Qt.AlignmentFlag.AlignLeft), (self._scroll, 1), on=self, margins=(20, 4, 8, 0), spacing=6)

    def request_id(self) -> int | None:
        """Return the request shown."""
        return self._asked.id if self._asked is not None else None

    def show_request(
        self, request_id: int, *, letter: ReplyMessage | None = None, to: str = "", corrections: Sequence[str] = ()
    ) -> None:
        """Show a request in its present state; what was just done for it appears in its letter."""
        if self._asked is None or self._asked.id != request_id:
            self._letter, self._to, self._corrections = None, "", ()
        self._letter, self._to = letter or self._letter, to or self._to
        self._corrections = corrections or self._corrections
        with self._office.store.read() as r:
            request = self._asked = requests.request(r, request_id)
            person = r.get(Lead, request.lead_id) if request.lead_id is not None else None
            tasks = recipients.of_lead(r, request.lead_id) if request.lead_id is not None else []
        is_held = person is not None and person.erased_at is None
        widget = QWidget()
        widget.setObjectName("request-whole")
        column = vbox(self._build_head(request, known=is_held), on=widget, margins=(0, 0, 12, 16), spacing=12)
        if request.open and request.kind.proven and is_held:
            column.addWidget(self._build_identity(request))
        step = self._step(request) if (request.open and is_held) or request.kind is RequestKind.OBJECTION else None
        if step is not None:
            column.addWidget(self._build_step(request, step))
        answer = AnswerCard(
            self._office, request, letter=self._letter, to=self._to, corrections=self._corrections
        )  # fmt: skip
        answer.changed.connect(self._again)
        column.addWidget(answer)
        if tasks:
            column.addWidget(self._build_tasks(tasks))
        column.addStretch(1)
        moved = self._replace(widget)
        self._scroll.setAccessibleName(f"{request.kind.shown}, {named(request)}")
        if moved:
            next_ = (first_stop(step) if step is not None else None) or first_stop(answer) or self._back
            next_.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Give the focus to the button that goes back, the first of the sheet."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _replace(self, whole: QWidget) -> bool:
        """Show ``whole``, and tell whether the focus was in what it replaces. That is deleted a little later, since
        one of its fields may still be emitting that it was left."""
        focused = QApplication.focusWidget()
        before = self._scroll.takeWidget()
        inside = before is not None and focused is not None and before.isAncestorOf(focused)
        if before is not None:
            drop(before)
        self._scroll.setWidget(whole)
        return inside

    def _build_head(self, asked: PersonRequest, *, known: bool) -> QWidget:
        today = self._office.now().date()
        card = Card(self._office.theme, f"{asked.kind.shown}, {named(asked)}", name="request-card")
        if known:
            show = Button(self._office.theme, _("Ouvrir la fiche"), name="request-lead", kind="link")
            show.clicked.connect(lambda: self._office.go("leads", asked.lead_id))
            card.add_action(show)
        limit = _("Réponse avant le")
        rest = left_words(asked, today) if asked.open else _("Répondue")
        pairs = [
            (limit, f"{day(asked.due)} · {rest}"),
            (_("Reçue le"), f"{day(asked.received)} · {RequestWay(asked.how).shown}"),
        ]
        pairs += [(_("Reconnue à"), asked.identity)] if asked.identity else []
        pairs += [(_("Prolongée"), asked.extended)] if asked.extended else []
        pairs += [(_("Précision"), asked.note)] if asked.note else []
        pairs += [(_("Notée par"), asked.by)]
        card.add_pairs(pairs, inks={limit: "forbidden"} if asked.late(today) else None)
        if not known and asked.lead_id is None:
            which = WhichSheet(self._office, asked)
            which.chosen.connect(self._again)
            card.body.addWidget(which)
        return card

    def _build_identity(self, asked: PersonRequest) -> QWidget:
        theme = self._office.theme
        card = Card(theme, _("1. Est-ce bien cette personne ?"), name="identity-card")
        card.body.addWidget(
            paragraph(
                _("Notez à quoi vous l’avez reconnue. Une pièce d’identité n’est demandée qu’en cas de doute."),
                ink="muted",
            )
        )
        field = text_field(
            theme, name="identity-field", title=_("Reconnue à"), hint=_("A rappelé du numéro de la fiche")
        )
        field.setText(asked.identity)
        keep = Button(theme, _("Noter"), name="identity-keep", press=lambda: self._recognise(field.text()))
        field.returnPressed.connect(lambda: self._recognise(field.text()))
        card.body.addWidget(ControlRow(theme, field, keep, grows=0))
        return card

    def _build_step(self, asked: PersonRequest, step: RequestStep) -> QWidget:
        card = Card(self._office.theme, _(asked.kind.step), name="step-card")
        card.body.addWidget(step)
        step.changed.connect(self._again)
        return card

    def _step(self, asked: PersonRequest) -> RequestStep | None:
        office, lead_id = self._office, asked.lead_id
        if asked.kind in (RequestKind.OBJECTION, RequestKind.RESTRICTION):
            return HoldStep(office, asked)
        if lead_id is None:
            return None
        if asked.kind is RequestKind.ACCESS:
            return CopyStep(office, asked)
        if asked.kind is RequestKind.ERASURE:
            erase = EraseStep(office, asked, lead_id)
            erase.erased.connect(lambda letter, to: self.show_request(asked.id, letter=letter, to=to))
            return erase
        correct = CorrectStep(office, asked, lead_id)
        correct.corrected.connect(lambda said: self.show_request(asked.id, corrections=said))
        return correct

    def _build_tasks(self, tasks: Sequence[RecipientMessage]) -> QWidget:
        theme = self._office.theme
        card = Card(theme, _("Qui doit en être averti"), name="tasks-card")
        for message in tasks:
            state = _("à envoyer") if message.sent is None else _("parti le {day}").format(day=day(message.sent))
            words = f"{message.recipient} · {message.kind.shown.lower()} · {state}"
            show = Button(theme, words, name=f"task-{message.id}", kind="link")
            show.clicked.connect(lambda _checked=False, task=message.id: self.message_asked.emit(task))
            card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _recognise(self, words: str) -> None:
        office, request = self._office, self._asked
        if request is None:
            return
        with office.trying():
            requests.recognise(office.store, request.id, words, by=office.by, at=office.now())
            office.say("done", _("Noté."), _("La demande peut avancer."))
            self._again()

    def _again(self) -> None:
        if self._asked is not None:
            self.show_request(self._asked.id)
