"""Somebody calls: who it is, known or not, and the sheet that one key makes of a caller without one (F2)."""

from PySide6.QtCore import QObject

from core.actions.calling import calldesk
from core.actions.intake import typed_lead
from core.base.errors import UserError
from core.base.records import replace
from ui.common.office import Office
from ui.pages.calls import telling
from ui.pages.calls.conversation import Conversation
from ui.pages.calls.outcomes import Outcomes


class Caller(QObject):
    """Takes the calls of whoever calls the agency."""

    def __init__(self, office: Office, talk: Conversation, outcomes: Outcomes) -> None:
        super().__init__(talk)
        self._office = office
        self._talk = talk
        self._outcomes = outcomes
        outcomes.caller_asked.connect(outcomes.ask_caller)
        outcomes.caller_form.done.connect(talk.still(self._named))

    def ask(self) -> None:
        """Ask who calls; pressed again for a caller without a sheet, make the sheet."""
        desk = self._talk.read.desk
        if self._talk.call is None:
            self._outcomes.ask_caller()
        elif desk is not None and desk.lead_id is None:
            self._make_sheet(desk.who.phone)
        else:
            telling.busy(self._office, self._talk.read.name)

    def _named(self) -> None:
        """Show the person who calls, known or not, and record the call."""
        form = self._outcomes.caller_form
        try:
            with self._office.store.read() as r:
                who = calldesk.caller(r, form.who.text())
        except UserError as problem:
            form.show_error(problem.text)
            return
        if who.lead_id is not None:
            self._talk.go_to(who.lead_id)
        else:
            self._talk.go_to_stranger(who)
        self._outcomes.close_forms()
        self._talk.receive()

    def _make_sheet(self, phone: str) -> None:
        """Make a sheet of the caller: the number was given by the person; the call and the note go with it."""
        talk, office, note = self._talk, self._office, self._talk.person.note.toPlainText()
        with office.trying(), talk.own():
            lead_id = typed_lead.sheet_of_caller(office.store, phone, by=office.by, now=office.now())
            if talk.call is not None:
                with office.store.read() as r:
                    talk.call = replace(talk.call, who=calldesk.telephone(r, lead_id, phone))
            talk.go_to(lead_id)
            talk.person.note.take_up(note)
            talk.person.note.setFocus()
            telling.sheet_made(office)
