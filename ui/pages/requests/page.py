"""The page of requests: the lists, the form, one request, or one message to a recipient of the data with the proof that
it was sent, shown one at a time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from core.actions.register import recipients
from core.actions.rights import requests
from core.actions.rights.requests import Noted
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.screen_shapes import day, number
from core.model.request import NAMED_HELD, UNHELD, RecipientMessage
from core.records.contact import Contact
from core.store.port import Changed
from ui.common.lead_messages import tell, undo
from ui.common.office import Office
from ui.common.page import Page, PageGesture
from ui.pages.requests.noting import Noting
from ui.pages.requests.sheet import RequestSheet, request_columns, task_columns
from ui.pages.requests.steps import ControlRow
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import text_area, text_field
from ui.widgets.header import PageHeader
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Named, fill, vbox, widget_of
from ui.widgets.lists.table import ListTable
from ui.widgets.message_band import Act
from ui.widgets.pages import Pages


class MessageView(Named, QWidget):
    """The message. ``left`` is emitted to go back to the lists."""

    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="recipient-message")
        self._office = office
        self._task: RecipientMessage | None = None
        theme = office.theme
        self._back = Button(theme, _("Toutes les demandes"), name="message-back", kind="link", icon="chevron-left")
        self._back.clicked.connect(self.left)
        card = Card(theme, _("Message à envoyer"), name="message-card")
        self._title = card.title
        self._why = paragraph(
            _("Ce message dit ce qui est arrivé. Envoyez-le, puis notez comment il est parti."),
            ink="muted",
        )
        self.words = text_area(theme, name="message-words", title=_("Texte du message"), lines=14)
        self.words.setReadOnly(True)
        self._copy = Button(theme, _("Copier le texte"), name="message-copy", icon="copy", press=self.copy)
        self.proof = text_field(
            theme, name="message-proof", title=_("Comment est-il parti"), hint=_("E-mail du 24 novembre")
        )
        self._sent = Button(theme, _("Marquer comme envoyé"), name="message-sent", kind="primary", press=self.mark)
        self.proof.returnPressed.connect(self.mark)
        self._told = paragraph("", name="message-told")
        self._row = self._build_row()
        fill(card.body, self._why, self.words, ControlRow(theme, self._copy), self._row, self._told)
        vbox((self._back, 0, Qt.AlignmentFlag.AlignLeft), card, STRETCH, on=self, margins=(20, 4, 20, 16), spacing=8)

    def _build_row(self) -> QWidget:
        ask = label(_("Comment est-il parti\u202f?"), of=self.proof)
        return ControlRow(self._office.theme, ask, self.proof, self._sent, grows=1)

    def show_task(self, task_id: int) -> None:
        """Show one message. An error the user can act on (identity of the agency) is shown in the band."""
        with self._office.store.read() as r:
            self._task = recipients.task(r, task_id)
            try:
                words = recipients.words(r, task_id).text
            except UserError as problem:
                words = problem.text
        self.words.setPlainText(words)
        self.words.setAccessibleName(_("Texte du message à {who}").format(who=self._task.recipient))
        self._title.setText(_("Message à {who}").format(who=self._task.recipient))
        sent = self._task.sent
        self._row.setVisible(sent is None)
        self._told.setVisible(sent is not None)
        if sent is not None:
            said = _("Parti le {day} : {proof}. Empreinte du texte : {digest}.")
            self._told.setText(said.format(day=day(sent), proof=self._task.proof, digest=self._task.sha256[:12]))

    def take_focus(self) -> None:
        """Give the focus to the button that goes back."""
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Copy the message to the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self._office.say("done", _("Texte copié."), _("Collez-le dans votre e-mail ou votre lettre."))

    def mark(self) -> None:
        """Record that the message was sent."""
        office, task = self._office, self._task
        if task is None:
            return
        with office.trying():
            recipients.mark_sent(office.store, task.id, proof=self.proof.text(), by=office.by, at=office.now())
            self.proof.clear()
            office.say(
                "done", _("Message noté comme parti."), _("Destinataire : {who}.").format(who=task.recipient),
                act=Act(_("Annuler"), lambda: self._unmark(task.id)),
            )  # fmt: skip
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _unmark(self, task_id: int) -> None:
        office = self._office
        with office.trying():
            recipients.mark_unsent(office.store, task_id, by=office.by, at=office.now())
            office.say("done", _("Le message est de nouveau à envoyer."))


HEARS: Changed = frozenset({"request", "recipient_task", "lead", "opposition", "setting", "*"})


class RequestsPage(Page):
    """A page of the rail."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="requests-page", title=_("Demandes"))
        self.gestures = {
            PageGesture.NEW_REQUEST: self.new_request,
        }
        self._office = office
        theme = office.theme
        self._header = PageHeader(theme, _("Demandes"), name="requests-header")
        self._new = Button(theme, _("Noter une demande"), name="requests-new", kind="primary", icon="plus")
        self._new.clicked.connect(self.new_request)
        self._header.add_button(self._new)
        today = office.now().date()
        self.requests = ListTable(
            theme, request_columns(today), name="requests-table", title=_("Demandes, par échéance"),
            leaving=("by", "how", "received"),
        )  # fmt: skip
        self.requests.opened.connect(self.open_request)
        self.tasks = ListTable(
            theme, task_columns(), name="requests-messages", title=_("Messages aux destinataires"),
            leaving=("shown", "kind"),
        )  # fmt: skip
        self.tasks.opened.connect(self.open_message)
        self._told = label(
            _("À avertir : ceux qui ont reçu ou fourni les données"), semibold=True, name="requests-messages-title"
        )
        self._empty = self._build_empty()
        self.noting = Noting(office)
        self.noting.noted.connect(self._noted)
        self.noting.dropped.connect(self.show_lists)
        self.sheet = RequestSheet(office)
        self.sheet.left.connect(self.show_lists)
        self.sheet.message_asked.connect(self.open_message)
        self.message = MessageView(office)
        self.message.left.connect(self._message_left)
        self._from_sheet = False
        self.lists = self._build_lists()
        self._stack = Pages(self.lists, self._empty, self.noting, self.sheet, self.message, name="requests-stack")
        vbox(self._header, (self._stack, 1), on=self, spacing=0)

    def _build_lists(self) -> QWidget:
        self._told.setContentsMargins(20, 14, 20, 8)
        return widget_of(vbox((self.requests, 2), self._told, (self.tasks, 1), spacing=0))

    def _build_empty(self) -> EmptyState:
        begin = self._begin = Button(self._office.theme, _("Noter une demande"), name="requests-begin", kind="primary")
        begin.clicked.connect(self.new_request)
        return EmptyState(
            self._office.theme, _("Aucune demande en cours."), _("Une demande reçue doit être notée le jour même."),
            name="requests-empty", buttons=(begin,),
        )  # fmt: skip

    def refresh(self, changed: Changed) -> None:
        """Read the lists again, and the request shown."""
        if not changed & HEARS:
            return
        with self._office.store.read() as r:
            self.requests.show_rows({request.id: request for request in requests.every(r)})
            self.tasks.show_rows({task.id: task for task in (*recipients.to_send(r), *recipients.sent(r))})
        waiting = sum(1 for request in self.requests.shown.values() if request.open)
        words = n_("{n} en cours", "{n} en cours", waiting).format(n=number(waiting))
        self._header.show_count(words if self.requests.shown else "")
        for widget in (self._told, self.tasks):
            widget.setVisible(bool(self.tasks.shown))
        self.requests.setVisible(bool(self.requests.shown) or not self.tasks.shown)
        if self._stack.currentWidget() in (self.lists, self._empty):
            self._show(self._list())

    def take_focus(self) -> None:
        """Give the focus to what is shown."""
        widget = self._stack.currentWidget()
        if widget in (self.noting, self.sheet, self.message):
            widget.take_focus()
        elif widget is self.lists:
            first = self.requests if self.requests.shown else self.tasks
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self._begin if widget is self._empty else self._new).setFocus(Qt.FocusReason.OtherFocusReason)

    def new_request(self) -> None:
        """Show the form of a new request."""
        self._show(self.noting)
        self.noting.begin()

    def open_lead(self, lead_id: int) -> None:
        """Show the form of a new request for a person of the base."""
        self._show(self.noting)
        self.noting.begin(lead_id)

    def open_request(self, request_id: object) -> None:
        """Show one request."""
        with self._office.trying():
            self.sheet.show_request(int(str(request_id)))
            self._show(self.sheet)
            self.sheet.take_focus()

    def open_message(self, task_id: object) -> None:
        """Show one message."""
        self._from_sheet = self._stack.currentWidget() is self.sheet
        with self._office.trying():
            self.message.show_task(int(str(task_id)))
            self._show(self.message)
            self.message.take_focus()

    def show_lists(self) -> None:
        """Go back to the lists."""
        self.refresh(frozenset({"*"}))
        self._show(self._list())
        self.take_focus()

    def _message_left(self) -> None:
        shown = self.sheet.request_id()
        if self._from_sheet and shown is not None:
            self.open_request(shown)
        else:
            self.show_lists()

    def _noted(self, done: Noted) -> None:
        office = self._office
        if done.opposed is not None and not done.opposed.already:
            opposed = done.opposed
            tell(office, opposed, lambda: undo(office, opposed), points=self._points(done.lead_id))
        elif done.unheld:
            office.say("caution", _("Demande notée."), _(NAMED_HELD if done.several else UNHELD))
        else:
            with office.store.read() as r:
                due = requests.request(r, done.id).due
            office.say("done", _("Demande notée."), _("Réponse due le {day} au plus tard.").format(day=day(due)))
        self.open_request(done.id)

    def _points(self, lead_id: int | None) -> int:
        if lead_id is None:
            return 1
        with self._office.store.read() as r:
            return r.count(Contact, lead_id=lead_id)

    def _list(self) -> QWidget:
        return self.lists if self.requests.shown or self.tasks.shown else self._empty

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._new.setVisible(part in (self.lists, self.sheet, self.message))
