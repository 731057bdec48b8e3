"""A sheet locked because its person was not informed in time: send the information, or let the person go and keep the
property."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from core.actions.uninformed import ForgetOne, forget_person
from core.french import day
from core.i18n import _
from core.model.forgetting import Forgotten
from core.model.lead import LeadRow
from ui.office import Office
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph


class OverdueCard(Card):
    """``send``: prepare the letter; ``forget``: erase the person, asked twice since nothing brings them back."""

    def __init__(self, theme: Theme, row: LeadRow, *, send: Callable[[], object], forget: Callable[[], object]) -> None:
        super().__init__(theme, _("Fiche verrouillée"), name="sheet-overdue")
        due = row.notice_due
        self.body.addWidget(
            paragraph(
                _("Vous deviez informer cette personne avant le {date}.").format(date=day(due) if due else ""),
                ink="forbidden",
                semibold=True,
            )
        )
        self.told = paragraph(
            _("RGPD, art. 14 : envoyez l’information, ou effacez les données personnelles et gardez le bien."),
            ink="muted",
        )
        self.body.addWidget(self.told)
        self.send = Button(theme, _("Envoyer l’information"), name="overdue-send", kind="primary", icon="mail")
        self.forget = Button(theme, _("Effacer, garder le bien"), name="overdue-forget")
        self.forget.setAccessibleName(_("Effacer les données personnelles, garder le bien"))
        self._sure = False
        self._forget = forget
        # Queued: what follows may renew the sheet, and this card with it.
        self.send.clicked.connect(lambda: send(), Qt.ConnectionType.QueuedConnection)
        self.forget.clicked.connect(self._ask)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self.send)
        rows.addWidget(self.forget)
        self.body.addLayout(rows)

    def _ask(self) -> None:
        if self._sure:
            self._forget()
            return
        self._sure = True
        self.forget.setText(_("Effacer définitivement"))
        self.forget.setAccessibleName(self.forget.text())
        self.told.setText(
            _("Nom, coordonnées, notes et lettres partent sans retour. Le bien et les oppositions restent.")
        )


def forget_locked(office: Office, lead_id: int) -> None:
    """Erase the person of a locked sheet, in the background."""

    def done(found: Forgotten) -> None:
        if found.whole:
            office.say("done", _("Personne effacée."), _("Le bien reste, sans nom ni coordonnées."))
        else:
            office.say("caution", _("Personne effacée de la base."), _("Ses traces partiront au prochain démarrage."))

    asked = ForgetOne(office.folder, lead_id, office.by, office.now())
    office.jobs.run(forget_person, asked, done=done, failed=office.complain)
