"""The reasons to erase a person from their sheet: an ad withdrawn, information not given in time, an erasure asked
for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from core.actions.keeping.uninformed import ForgetOne, forget_person
from core.actions.leads import ads_withdrawn
from core.actions.leads.ads_withdrawn import Gone
from core.base.french import day
from core.base.i18n import _
from core.model.forgetting import Forgotten
from core.model.lead import LeadRow
from core.words.errors import user_text
from ui.common.office import Office
from ui.look.theme import Theme
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.message_band import Act


class EraseButton(Button):
    """A button to press twice: the first press shows in ``told`` what will be erased, the second calls ``forget``."""

    def __init__(
        self, theme: Theme, *, name: str, told: QLabel, forget: Callable[[], object], kind: Kind = "secondary"
    ) -> None:
        super().__init__(theme, _("Effacer, garder le bien"), name=name, kind=kind)
        self.setAccessibleName(_("Effacer les données personnelles, garder le bien"))
        self._told = told
        self._forget = forget
        self._sure = False
        self.clicked.connect(self._ask)

    def by_enter(self) -> bool:
        """Return False: nothing is erased by Entrée."""
        return False

    def _ask(self) -> None:
        if self._sure:
            self._forget()
            return
        self._sure = True
        self.setText(_("Effacer définitivement"))
        self.setAccessibleName(self.text())
        self._told.setText(
            _("Nom, coordonnées, notes et lettres partent sans retour. Le bien et les oppositions restent.")
        )


def forget_of_sheet(office: Office, lead_id: int, why: str) -> None:
    """Erase the person of a sheet; ``why``: one of :data:`core.model.forgetting.WHY`."""
    asked = ForgetOne(office.folder, lead_id, office.by, office.now(), why)
    office.jobs.run(forget_person, asked, done=lambda found: office.say(*erased(found)), failed=office.complain)


def erased(found: Forgotten) -> tuple[str, str, str]:
    """Return the message of an erasure: its kind, what was done, what is left."""
    if found.whole:
        return "done", _("Personne effacée."), _("Le bien reste, sans nom ni coordonnées.")
    return "caution", _("Personne effacée de la base."), _("Ses traces partiront au prochain démarrage.")


class OverdueCard(Card):
    """The card. Signals: ``send``, to prepare the letter; ``forget``, to erase the person."""

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
        self.send = Button(theme, _("Envoyer l’information"), name="overdue-send", icon="mail")
        self.forget = EraseButton(theme, name="overdue-forget", told=self.told, forget=forget)
        # The connection is queued, because the action may make the sheet again and delete this card.
        self.send.clicked.connect(lambda: send(), Qt.ConnectionType.QueuedConnection)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self.send)
        rows.addWidget(self.forget)
        nest(self.body, rows)


class GoneCard(Card):
    """The card. Signals: ``forget``, to erase the person; ``back``, the ad was online after all."""

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
            # The connection is queued, because the answer makes the sheet again and deletes this card.
            online.clicked.connect(lambda: back(), Qt.ConnectionType.QueuedConnection)
            rows.addWidget(online)
        nest(self.body, rows)


def gone_link(theme: Theme, *, withdraw: Callable[[], object]) -> Button:
    """Return the link that records that the ad is withdrawn."""
    made = Button(theme, _("Annonce retirée ou vendue"), name="sheet-withdraw", kind="link")
    made.clicked.connect(lambda: withdraw(), Qt.ConnectionType.QueuedConnection)
    return made


def withdraw(office: Office, lead_id: int) -> None:
    """Record that the ad of a sheet is withdrawn; it can be undone from the band."""
    with office.trying():
        ads_withdrawn.withdraw(office.store, lead_id, by=office.by, at=office.now())
        office.say(
            "done",
            _("Annonce notée retirée."),
            _("Le nom et les coordonnées peuvent être effacés."),
            act=Act(_("Annuler"), partial(restore, office, lead_id)),
        )


def restore(office: Office, lead_id: int) -> None:
    """Take back the withdrawal of the ads of a lead, within ten minutes."""
    with office.trying():
        ads_withdrawn.restore(office.store, lead_id, by=office.by, at=office.now())
        office.say("done", _("Annonce de nouveau en ligne."), _("Les deux gestes restent au journal."))
