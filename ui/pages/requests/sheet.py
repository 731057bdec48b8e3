"""One request, step by step: what was asked and the deadline, who asks, what is to be done, the answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from core.actions.register import recipients
from core.actions.rights import requests
from core.base.french import day
from core.base.i18n import _
from core.model.request import KINDS, PROVEN, WAYS, PersonRequest, RecipientMessage, RequestKind
from core.notices.replies import Message
from core.records.lead import Lead
from ui.common.office import Office
from ui.pages.requests.answer import AnswerCard
from ui.pages.requests.beside import Beside, first_stop
from ui.pages.requests.erasing import EraseStep
from ui.pages.requests.rows import left_words, named
from ui.pages.requests.steps import CopyStep, CorrectStep, HoldStep, Step
from ui.pages.requests.which_sheet import WhichSheet
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.label import paragraph
from ui.widgets.layouts import drop


class RequestSheet(QWidget):
    """The sheet. Signals: ``left``, back to the lists; ``message_asked(task id)``, to show a message to a recipient."""

    left = Signal()
    message_asked = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._asked: PersonRequest | None = None
        self._letter: Message | None = None
        self._corrections: Sequence[str] = ()
        self.setObjectName("request-sheet")
        self._back = Button(office.theme, _("Toutes les demandes"), name="sheet-back", kind="link", icon="chevron-left")
        self._back.clicked.connect(self.left)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("request-scroll")
        self._scroll.setAccessibleName(_("Demande"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 8, 0)
        column.setSpacing(6)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._scroll, 1)

    def request_id(self) -> int | None:
        """Return the request shown."""
        return self._asked.id if self._asked is not None else None

    def show_request(self, request_id: int, *, letter: Message | None = None, corrections: Sequence[str] = ()) -> None:
        """Show a request in its present state; what was just done for it appears in its letter."""
        if self._asked is None or self._asked.id != request_id:
            self._letter, self._corrections = None, ()
        self._letter = letter or self._letter
        self._corrections = corrections or self._corrections
        with self._office.store.read() as r:
            asked = self._asked = requests.request(r, request_id)
            person = r.get(Lead, asked.lead_id) if asked.lead_id is not None else None
            tasks = recipients.of_lead(r, asked.lead_id) if asked.lead_id is not None else []
        held = person is not None and person.erased_at is None
        whole = QWidget()
        whole.setObjectName("request-whole")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 12, 16)
        column.setSpacing(12)
        column.addWidget(self._build_head(asked, known=held))
        if asked.open and asked.kind in PROVEN and held:
            column.addWidget(self._build_identity(asked))
        step = self._step(asked) if (asked.open and held) or asked.kind is RequestKind.OBJECTION else None
        if step is not None:
            column.addWidget(self._build_step(asked, step))
        answer = AnswerCard(self._office, asked, letter=self._letter, corrections=self._corrections)
        answer.changed.connect(self._again)
        column.addWidget(answer)
        if tasks:
            column.addWidget(self._build_tasks(tasks))
        column.addStretch(1)
        moved = self._replace(whole)
        self._scroll.setAccessibleName(f"{_(KINDS[asked.kind])}, {named(asked)}")
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
        card = Card(self._office.theme, f"{_(KINDS[asked.kind])}, {named(asked)}", name="request-card")
        if known:
            show = Button(self._office.theme, _("Ouvrir la fiche"), name="request-lead", kind="link")
            show.clicked.connect(lambda: self._office.go("leads", asked.lead_id))
            card.add_action(show)
        limit = _("Réponse avant le")
        left = left_words(asked, today) if asked.open else _("Répondue")
        pairs = [
            (limit, f"{day(asked.due)} · {left}"),
            (_("Reçue le"), f"{day(asked.received)} · {_(WAYS[asked.how])}"),
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
        keep = Button(theme, _("Noter"), name="identity-keep")
        keep.clicked.connect(lambda: self._recognise(field.text()))
        field.returnPressed.connect(lambda: self._recognise(field.text()))
        card.body.addWidget(Beside(theme, field, keep, grows=0))
        return card

    def _build_step(self, asked: PersonRequest, step: Step) -> QWidget:
        titles = {
            RequestKind.ACCESS: _("2. La copie"),
            RequestKind.RECTIFICATION: _("2. La correction"),
            RequestKind.ERASURE: _("2. Ce que l’effacement fera"),
            RequestKind.OBJECTION: _("L’opposition"),
            RequestKind.RESTRICTION: _("Le gel"),
        }
        card = Card(self._office.theme, titles[asked.kind], name="step-card")
        card.body.addWidget(step)
        step.changed.connect(self._again)
        return card

    def _step(self, asked: PersonRequest) -> Step | None:
        office, lead_id = self._office, asked.lead_id
        if asked.kind in (RequestKind.OBJECTION, RequestKind.RESTRICTION):
            return HoldStep(office, asked)
        if lead_id is None:
            return None
        if asked.kind is RequestKind.ACCESS:
            return CopyStep(office, asked)
        if asked.kind is RequestKind.ERASURE:
            erase = EraseStep(office, asked, lead_id)
            erase.erased.connect(lambda letter: self.show_request(asked.id, letter=letter))
            return erase
        correct = CorrectStep(office, asked, lead_id)
        correct.corrected.connect(lambda said: self.show_request(asked.id, corrections=said))
        return correct

    def _build_tasks(self, tasks: Sequence[RecipientMessage]) -> QWidget:
        theme = self._office.theme
        card = Card(theme, _("Qui doit en être averti"), name="tasks-card")
        for one in tasks:
            state = _("à envoyer") if one.sent is None else _("parti le {day}").format(day=day(one.sent))
            words = f"{one.recipient} · {_(KINDS[one.kind]).lower()} · {state}"
            show = Button(theme, words, name=f"task-{one.id}", kind="link")
            show.clicked.connect(lambda _checked=False, task=one.id: self.message_asked.emit(task))
            card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _recognise(self, words: str) -> None:
        office, asked = self._office, self._asked
        if asked is None:
            return
        with office.trying():
            requests.recognise(office.store, asked.id, words, by=office.by, at=office.now())
            office.say("done", _("Noté."), _("La demande peut avancer."))
            self._again()

    def _again(self) -> None:
        if self._asked is not None:
            self.show_request(self._asked.id)
