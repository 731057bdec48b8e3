"""Of a request that is of no sheet yet: the sheets that answer to it, one of which is said to be the person's."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.rights import several_sheets
from core.base.french import phone_pairs
from core.base.i18n import _
from core.model.request import PersonRequest
from core.records.contact import Contact
from core.records.lead import Lead
from core.store.port import Reader
from ui.common.office import Office
from ui.pages.requests.beside import Beside
from ui.widgets.button import Button
from ui.widgets.label import paragraph


class WhichSheet(QWidget):
    """A line and a button for each sheet; one sentence when nobody is known. ``chosen`` is emitted once it is said."""

    chosen = Signal()

    def __init__(self, office: Office, asked: PersonRequest) -> None:
        super().__init__()
        self._office = office
        self._asked = asked
        self.setObjectName("request-which")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        with office.store.read() as r:
            found = [(one, _told(r, one)) for one in several_sheets.candidates(r, asked)]
        words = _("Cette personne est inconnue de la base : « nous n’avons rien » est la réponse.")
        if found:
            words = _("Ces fiches répondent à la demande. Laquelle est la sienne\u202f? Toutes attendent.")
        column.addWidget(paragraph(words, ink="wait" if found else "muted", name="which-words"))
        for place, (lead_id, told) in enumerate(found):
            pick = Button(office.theme, _("C’est elle"), name=f"which-{place}")
            pick.setAccessibleName(_("C’est elle\u202f: {who}").format(who=told))
            pick.clicked.connect(self._teller(lead_id))
            show = Button(office.theme, told, name=f"which-show-{place}", kind="link")
            show.clicked.connect(self._opener(lead_id))
            column.addWidget(Beside(office.theme, show, pick), 0, Qt.AlignmentFlag.AlignLeft)

    def choose(self, lead_id: int) -> None:
        """Say that the request is of this sheet."""
        office = self._office
        with office.trying():
            several_sheets.choose(office.store, self._asked.id, lead_id, by=office.by, at=office.now())
            office.say("done", _("Noté."), _("La demande est de cette fiche."))
            self.chosen.emit()

    def _teller(self, lead_id: int) -> Callable[[], None]:
        return lambda: self.choose(lead_id)

    def _opener(self, lead_id: int) -> Callable[[], None]:
        return lambda: self._office.go("leads", lead_id)


def _told(r: Reader, lead_id: int) -> str:
    """Return « Moreau Hélène, 06 39 98 12 41, 14 rue des Mûriers, Uzès »: enough to tell two people apart."""
    person, contacts = r.get(Lead, lead_id), r.of(Contact, lead_id=lead_id)
    first = {one.kind: one for one in reversed(contacts)}
    phone = phone_pairs(first["phone"].value) if "phone" in first else ""
    place = first["address"].value if "address" in first else ""
    name = person.name if person else ""
    return ", ".join(filter(None, (name or _("Sans nom"), phone, place, person.town if person else "")))
