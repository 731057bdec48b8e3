"""The ad is withdrawn: said by a link of the sheet, then the card that offers to erase the person (PAGE_GONE)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from core.actions.leads import ads_withdrawn
from core.actions.leads.ads_withdrawn import Gone
from core.base.french import day
from core.base.i18n import _
from core.words.errors import user_text
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.leads.erasing import EraseButton
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph
from ui.widgets.message_band import Act


class GoneCard(Card):
    """``forget``: erase the person; ``back``: the ad was online after all."""

    def __init__(self, theme: Theme, gone: Gone, *, forget: Callable[[], object], back: Callable[[], object]) -> None:
        super().__init__(theme, _("Annonce retirée"), name="sheet-gone")
        said = _("Notée le {day} par {by}.").format(day=day(gone.day), by=gone.by)
        self.body.addWidget(paragraph(said, ink="muted"))
        self.told = paragraph(user_text("PAGE_GONE"), name="gone-told")
        self.body.addWidget(self.told)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(EraseButton(theme, name="gone-forget", told=self.told, forget=forget))
        if gone.undoable:
            online = Button(theme, _("Encore en ligne"), name="gone-back", kind="link")
            # Queued: the answer renews the sheet, and this card with it.
            online.clicked.connect(lambda: back(), Qt.ConnectionType.QueuedConnection)
            rows.addWidget(online)
        self.body.addLayout(rows)


def gone_link(theme: Theme, *, withdraw: Callable[[], object]) -> Button:
    """Return the link that says that the ad is withdrawn."""
    made = Button(theme, _("Annonce retirée ou vendue"), name="sheet-withdraw", kind="link")
    made.clicked.connect(lambda: withdraw(), Qt.ConnectionType.QueuedConnection)
    return made


def withdraw(office: Office, lead_id: int) -> None:
    """Note that the ad of a sheet is withdrawn, undone from the band."""
    with office.trying():
        ads_withdrawn.withdraw(office.store, lead_id, by=office.by, at=office.now())
        office.say(
            "done",
            _("Annonce notée retirée."),
            _("Le nom et les coordonnées peuvent être effacés."),
            act=Act(_("Annuler"), partial(restore, office, lead_id)),
        )


def restore(office: Office, lead_id: int) -> None:
    """Take it back, within ten minutes."""
    with office.trying():
        ads_withdrawn.restore(office.store, lead_id, by=office.by, at=office.now())
        office.say("done", _("Annonce de nouveau en ligne."), _("Les deux gestes restent au journal."))
