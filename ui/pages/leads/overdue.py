"""A sheet locked because its person was not informed in time: send the information, or let the person go and keep the
property."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from core.base.french import day
from core.base.i18n import _
from core.model.lead import LeadRow
from ui.look.theme import Theme
from ui.pages.leads.erasing import EraseButton
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph


class OverdueCard(Card):
    """``send``: prepare the letter; ``forget``: erase the person."""

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
            _(
                "RGPD, art.\u00a014\u202f: envoyez l’information, ou effacez les données personnelles et "
                "gardez le bien."
            ),
            ink="muted",
        )
        self.body.addWidget(self.told)
        self.send = Button(theme, _("Envoyer l’information"), name="overdue-send", kind="primary", icon="mail")
        self.forget = EraseButton(theme, name="overdue-forget", told=self.told, forget=forget)
        # Queued: what follows may renew the sheet, and this card with it.
        self.send.clicked.connect(lambda: send(), Qt.ConnectionType.QueuedConnection)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self.send)
        rows.addWidget(self.forget)
        self.body.addLayout(rows)
