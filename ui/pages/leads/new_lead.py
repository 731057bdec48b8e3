"""« Saisir un prospect »: asks first how the data came; an opposed number is reported as soon as it is typed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.actions.common import people
from core.base import text
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.phones import parse
from core.base.screen_shapes import day, day_short
from core.model.batch import TypedOrigin
from core.model.draft import Draft
from ui.common.office import Office
from ui.widgets.button import ENTER, Button
from ui.widgets.form import FieldRow, Form
from ui.widgets.header import PageHeader
from ui.widgets.layouts import Named, vbox
from ui.widgets.pages import scrolled

CIVILITIES = ("Madame", "Monsieur", "Madame, Monsieur")
KINDS = ("maison", "appartement", "terrain", "immeuble")


class NewLead(Named, QWidget):
    """The form. Signals: ``saved(draft, came)``, the form is valid and to be saved; ``left``, on Échap or « Annuler
    »."""

    saved = Signal(object, str)
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="new-lead")
        self._office = office
        theme = office.theme
        self._header = PageHeader(theme, _("Saisir un prospect"), name="new-lead-header")
        self._cancel = Button(theme, _("Annuler"), name="new-lead-cancel", kind="link", key="Échap", press=self.left)
        self._save = Button(
            theme, _("E&nregistrer le prospect"), name="new-lead-save", kind="primary", key="Ctrl+Entrée"
        )
        self._save.clicked.connect(self.save)
        self._header.add_button(self._cancel)
        self._header.add_button(self._save)
        self.origin = Form(theme, _origin_rows(), name="new-origin")
        self.listing = Form(theme, _listing_rows(self._check_site, self._check_day), name="new-listing")
        self.sign = Form(theme, _sign_rows(self._check_sign_day), name="new-sign")
        self.person = Form(theme, _person_rows(self._check_phone, self._check_email), name="new-person")
        self.offered = Form(theme, _property_rows(), name="new-property")
        self._forms = (self.origin, self.listing, self.sign, self.person, self.offered)
        self.origin.changed.connect(self._show_origin)
        self._lay_out()

    def begin(self) -> None:
        """Show an empty form with the focus on its first question."""
        for form in self._forms:
            form.show_values(dict.fromkeys(form.values(), ""))
        for form, day_of in ((self.listing, "seen"), (self.sign, "day")):
            form.show_values({day_of: day_short(self._office.now().date())})
        self._show_origin()
        self.origin.field("came").setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Check every field; emit ``saved`` when all are right, else give the focus to the first wrong one."""
        came = self.origin.value("came")
        asked = {TypedOrigin.LISTING.value: [self.listing], TypedOrigin.SIGN.value: [self.sign]}.get(came, [])
        forms = [self.origin, *asked, self.person, self.offered]
        # Every form is checked, from the last to the first, so that the first wrong field gets the focus.
        wrong = [form for form in reversed(forms) if not form.check_all()]
        if not wrong:
            self.saved.emit(self.draft(), came)

    def draft(self) -> Draft:
        """Return what is typed, as raw texts."""
        person, listing, offered = self.person.values(), self.listing.values(), self.offered.values()
        sign = self.sign.values() if self.origin.value("came") == TypedOrigin.SIGN else {}
        return Draft(
            last_name=person["last_name"],
            first_name=person["first_name"],
            civility=person["civility"],
            phones=tuple(filter(None, (person["phone"],))),
            emails=tuple(filter(None, (person["email"],))),
            address=person["address"],
            postcode=person["postcode"],
            town=person["town"],
            kind=offered["kind"],
            price=offered["price"],
            site=listing["site"],
            reference=listing["reference"],
            url=listing["url"],
            seen=sign.get("day", listing["seen"]),
            deal=sign.get("deal", ""),
            refuses=bool(listing["refuses"]),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Échap, save on Ctrl+Entrée."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)

    def _show_origin(self, *_told: str) -> None:
        self.listing.setVisible(self.origin.value("came") == TypedOrigin.LISTING)
        self.sign.setVisible(self.origin.value("came") == TypedOrigin.SIGN)

    def _check_site(self, value: str) -> str:
        return "" if value else _("Nommez le site où l’annonce a été vue\u202f: la lettre doit pouvoir le dire.")

    def _check_day(self, value: str) -> str:
        seen = text.parse_day(value)
        if seen is None:
            return _("Écrivez le jour où l’annonce a été vue, comme {day}.").format(day=day_short(self._today()))
        return _("Ce jour est à venir.") if seen > self._today() else ""

    def _check_sign_day(self, value: str) -> str:
        seen = text.parse_day(value)
        if seen is None:
            return _("Écrivez le jour où vous avez vu le panneau, comme {day}.").format(day=day_short(self._today()))
        return _("Ce jour est à venir.") if seen > self._today() else ""

    def _check_phone(self, value: str) -> str:
        if value and parse(value) is None:
            return _("Ce numéro est incompréhensible. Écrivez-le avec ses dix chiffres.")
        return self._opposed(
            value, _("Ce numéro est opposé depuis le {day}\u202f: cette personne ne peut pas être ajoutée.")
        )

    def _check_email(self, value: str) -> str:
        if value and not text.emails(value):
            return _("Cette adresse e-mail est incomplète.")
        return self._opposed(
            value, _("Cette adresse est opposée depuis le {day}\u202f: cette personne ne peut pas être ajoutée.")
        )

    def _opposed(self, value: str, sentence: str) -> str:
        if not value:
            return ""
        with self._office.store.read() as r:
            since = people.opposed_since(r, people.find(r, value))
        return sentence.format(day=day(since.astimezone(AGENCY_ZONE).date())) if since else ""

    def _today(self) -> date:
        return self._office.now().date()

    def _lay_out(self) -> None:
        widget = QWidget()
        widget.setObjectName("new-lead-forms")
        inner = vbox(on=widget, margins=(20, 12, 20, 12), spacing=0)
        for form in self._forms:
            inner.addWidget(form)
        inner.addStretch(1)
        vbox(self._header, (scrolled(widget, name="new-lead-scroll"), 1), on=self, spacing=0)


def _origin_rows() -> tuple[FieldRow, ...]:
    options = (
        ("", _("Choisir…")),
        (TypedOrigin.PERSON.value, _("Donnée par la personne")),
        (TypedOrigin.LISTING.value, _("Vue dans une annonce")),
        (TypedOrigin.SIGN.value, _("Lue sur un panneau")),
    )
    return (
        FieldRow(
            "came", _("D’où vient la donnée\u202f?"), "choice", options=options, check=_check_came,
            help=_("La personne peut vous le demander à tout moment."),
        ),
    )  # fmt: skip


def _check_came(value: str) -> str:
    return "" if value else _("Dites d’où vient la donnée\u202f: sans cela, rien ne peut être enregistré.")


def _listing_rows(check_site: Callable[[str], str], check_day: Callable[[str], str]) -> tuple[FieldRow, ...]:
    return (
        FieldRow("site", _("Site"), check=check_site),
        FieldRow("seen", _("Vue le"), narrow=True, check=check_day),
        FieldRow("reference", _("Référence"), narrow=True),
        FieldRow(
            "url", _("Adresse de l’annonce"),
            help=_("La lettre dit la référence ou l’adresse, quand vous la connaissez."),
        ),
        FieldRow(
            "refuses", _("Refus"), "check", text=_("L’annonce refuse les agences"),
            help=_("Le bien est alors gardé sans le nom ni les coordonnées."),
        ),
    )  # fmt: skip


def _sign_rows(check_day: Callable[[str], str]) -> tuple[FieldRow, ...]:
    deals = (("", _("Il ne le dit pas")), ("sale", _("À vendre")), ("rent", _("À louer")))
    return (
        FieldRow("day", _("Panneau vu le"), narrow=True, check=check_day),
        FieldRow("deal", _("Il annonce"), "choice", options=deals),
    )


def _person_rows(check_phone: Callable[[str], str], check_email: Callable[[str], str]) -> tuple[FieldRow, ...]:
    civilities = (("", _("Non dite")), *((civility, civility) for civility in CIVILITIES))
    return (
        FieldRow("civility", _("Civilité"), "choice", options=civilities),
        FieldRow("last_name", _("Nom")),
        FieldRow("first_name", _("Prénom")),
        FieldRow("phone", _("Téléphone"), narrow=True, check=check_phone),
        FieldRow("email", _("E-mail"), check=check_email),
        FieldRow("address", _("Adresse")),
        FieldRow("postcode", _("Code postal"), narrow=True, check=_check_postcode),
        FieldRow("town", _("Commune")),
    )


def _check_postcode(value: str) -> str:
    return "" if not value or text.postcode(value) else _("Un code postal a cinq chiffres.")


def _property_rows() -> tuple[FieldRow, ...]:
    kinds = (("", _("Non dit")), *((kind, _(kind).capitalize()) for kind in KINDS))
    return (
        FieldRow("kind", _("Bien"), "choice", options=kinds),
        FieldRow("price", _("Prix"), narrow=True, hint="€", check=_check_price),
    )


def _check_price(value: str) -> str:
    return "" if not value or text.cents(value) else _("Écrivez un montant en euros.")
