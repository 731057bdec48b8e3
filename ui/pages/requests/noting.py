"""« Noter une demande »: who asks, what, when and how it came; the person may be unknown to the base."""

from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.actions.common.people import Who, of_lead
from core.actions.rights import requests
from core.actions.rights.requests import Noted
from core.base.i18n import _
from core.base.screen_shapes import day_short, phone_pairs
from core.base.text import parse_day
from core.model.request import RequestKind, RequestWay
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads
from core.store.port import Reader
from ui.common.office import Office
from ui.pages.requests.steps import ControlRow
from ui.widgets.button import Button
from ui.widgets.form import MARGIN, WIDE, FieldRow, Form
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Named, vbox

FOUND = 6
"""People proposed for a name: more is not read."""


class Noting(Named, QWidget):
    """The form. Signals: ``noted(Noted)``, the request is recorded; ``dropped``, the user gave up."""

    noted = Signal(object)
    dropped = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="note-request", title=_("Noter une demande"))
        self._office = office
        self.person: Who | None = None
        theme = office.theme
        self.form = Form(theme, _rows(), name="note-request-form")
        self.people = QListWidget()
        self.people.setObjectName("note-request-people")
        self.people.setAccessibleName(_("Personnes trouvées"))
        self.people.itemActivated.connect(self._chosen)
        self.people.itemClicked.connect(self._chosen)
        self._nobody = False
        self._said = paragraph("", ink="muted", name="note-request-said")
        self._wait = QTimer(self, singleShot=True, interval=120)
        self._wait.timeout.connect(self._look)
        self._who().textEdited.connect(self._typed)  # type: ignore[attr-defined]
        self._keep = Button(theme, _("Noter la demande"), name="note-request-keep", kind="primary", press=self.keep)
        drop = Button(theme, _("Annuler"), name="note-request-drop", press=self.dropped)
        self.form.put_under("who", self._said, self.people)
        self._under = vbox(ControlRow(theme, self._keep, drop))
        theme.follow(self._fit)
        vbox(
            label(_("Une demande reçue doit être notée le jour même."), ink="muted"),
            self.form,
            self._under,
            STRETCH,
            on=self,
            margins=(20, 0, 20, 16),
            spacing=8,
        )

    def begin(self, lead_id: int | None = None) -> None:
        """Empty the form; ``lead_id``: who asks, when the sheet is known."""
        today = day_short(self._office.now().date())
        self.form.show_values(
            {"who": "", "kind": "access", "received": today, "how": "letter", "identity": "", "opposes": "", "note": ""}
        )
        self.person, self._nobody = None, False
        self.people.clear()
        if lead_id is not None:
            self._take(lead_id)
        self._tell()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the focus to the field of the person, or to what is asked when the person is known."""
        first = "who" if self.person is None else "kind"
        self.form.field(first).setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Record the request. While people are proposed, one must be chosen or all set aside first: answering « nous
        n’avons rien » to a known person would be false."""
        if self._wait.isActive():
            self._look()
        if not self.form.check_all():
            return
        if self.people.count():
            self.form.show_error(
                "who", _("Choisissez la personne dans la liste, ou «\u202fAucune de ces personnes\u202f».")
            )
            self.people.setCurrentRow(0)
            self.people.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values, office = self.form.values(), self._office
        received = parse_day(values["received"])
        with office.trying():
            done = requests.note(
                office.store, self.person or values["who"], RequestKind(values["kind"]),
                received=received or date.min, how=values["how"], by=office.by, at=office.now(), words=values["note"],
                identity=values["identity"], opposes=bool(values["opposes"]), name=values["who"],
            )  # fmt: skip
            self.noted.emit(done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Échap; choose the person of the list on Entrée."""
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Keep the list under its field, with each person 28 high so that it is easy to press."""
        theme = self._office.theme
        self._under.setContentsMargins(theme.px(MARGIN) + 17, 0, 4, 0)
        self._said.setMaximumWidth(theme.px(WIDE))
        self.people.setMaximumWidth(theme.px(WIDE))
        high = theme.height(28)
        for place in range(self.people.count()):
            self.people.item(place).setSizeHint(QSize(0, high))
        self.people.setFixedHeight(high * max(1, self.people.count()) + 4)

    def _who(self) -> QWidget:
        return self.form.field("who")

    def _typed(self) -> None:
        self.person, self._nobody = None, False
        self._wait.start()

    def _look(self) -> None:
        """Propose the people found by a number, an e-mail, a reference or a name."""
        self._wait.stop()
        typed = self.form.value("who")
        self.form.show_error("who", "")
        self.people.clear()
        if len(typed) > 1:
            with self._office.store.read() as r:
                known = requests.whose(r, typed)
                if known is not None and known.lead_id is not None:
                    ids = [known.lead_id]
                else:
                    ids = list(leads.search(r, text=typed, limit=FOUND)) if leads.search_words(typed) else []
                for lead_id in ids:
                    self._propose(r, lead_id)
            if self.people.count():
                self._add(_("Aucune de ces personnes"), None)
        self._tell()

    def _propose(self, r: Reader, lead_id: int) -> None:
        """Add a person to the list, with what distinguishes two people of the same name."""
        person = r.get(Lead, lead_id)
        if person is None or person.erased_at is not None:
            return
        phones = [phone_pairs(row.value) for row in r.of(Contact, lead_id=lead_id) if row.kind == "phone"]
        self._add(", ".join(filter(None, (person.name or _("Sans nom"), person.town, *phones[:1]))), lead_id)

    def _add(self, words: str, lead_id: int | None) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, lead_id)
        self.people.addItem(item)

    def _chosen(self, item: QListWidgetItem) -> None:
        lead_id = item.data(Qt.ItemDataRole.UserRole)
        if lead_id is None:
            self._nobody = True
            self.people.clear()
        else:
            self._take(int(lead_id))
        self.form.show_error("who", "")
        self._tell()
        self.form.field("kind").setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, lead_id: int) -> None:
        with self._office.trying(), self._office.store.read() as r:
            # As they are known now: what they ask is noted even if their sheet is gone by then.
            self.person = of_lead(r, lead_id)
            person = r.get(Lead, self.person.lead_id or lead_id)
            self.form.show_values({"who": person.name if person and person.name else _("Fiche sans nom")})
        self.people.clear()

    def _tell(self) -> None:
        """Show for whom the request will be recorded."""
        typed, number = self.form.value("who"), self.people.count()
        self.people.setVisible(bool(number))
        self._fit()
        if self.person is not None:
            words = _("La demande sera jointe à cette fiche.")
        elif number:
            words = _("Choisissez la personne\u202f:")
        elif self._nobody:
            words = _("Notée sans fiche. «\u202fNous n’avons rien\u202f» est une réponse, due en un mois.")
        elif typed:
            words = _("Aucune fiche trouvée : notez quand même. « Nous n’avons rien » est une réponse, due en un mois.")
        else:
            words = ""
        self._said.setText(words)
        self._said.setVisible(bool(words))


def _rows() -> tuple[FieldRow, ...]:
    return (
        FieldRow(
            "who", _("Qui demande"), hint=_("Nom, numéro, e-mail ou référence d’une lettre"), check=_needed,
        ),
        FieldRow("kind", _("Ce qui est demandé"), "choice", options=RequestKind.choices()),
        FieldRow("received", _("Reçue le"), hint="24/11/2026", narrow=True, check=_is_day),
        FieldRow("how", _("Reçue par"), "choice", options=RequestWay.choices()),
        FieldRow(
            "identity", _("Reconnue à"), hint=_("A rappelé du numéro de la fiche"),
            help=_("À noter avant de répondre. Jamais de pièce d’identité pour une opposition."),
        ),
        FieldRow(
            "opposes", "", "check", text=_("Ne veut plus être contactée"),
            help=_("Sans opposition, un prochain fichier peut ramener une personne effacée."),
        ),
        FieldRow("note", _("Précision"), hint=_("Ce que la personne a demandé, en peu de mots")),
    )  # fmt: skip


def _needed(value: str) -> str:
    return "" if value else _("Écrivez qui demande.")


def _is_day(value: str) -> str:
    return "" if parse_day(value) else _("Écrivez une date, par exemple 24/11/2026.")


__all__ = ["Noted", "Noting"]
