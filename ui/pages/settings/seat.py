"""The sections of the seat: who works here, its telephone, its look, its keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from core.actions.common import agency
from core.base.french import phone_pairs
from core.base.i18n import N_, _
from core.base.phones import parse
from core.model.agent import UNNAMED
from ui.common.at_seat import name_at, sit_down
from ui.common.checks import phone
from ui.common.office import Office
from ui.common.seat import SCHEMES
from ui.look.theme import SCALES
from ui.pages.settings.labels import LabelsCard
from ui.pages.settings.people import PeopleCard
from ui.pages.settings.section import Section
from ui.widgets.card import MarginRows
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph

SEAT = "seat-name"
"""Where the seat keeps its own name."""


class UserSection(Section):
    """The section: who works at this seat, among the people of the agency."""

    key = "user"
    title = N_("Personnes et poste")
    sentence = N_("Le nom figure au journal, à côté de chaque geste ; ceux d’hier y restent comme ils étaient.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        rows = (
            FieldRow(
                "user",
                _("Votre nom"),
                check=_named,
                help=_(
                    "Le programme l’écrit à chaque appel, lettre et opposition. Un nouveau nom est ajouté à la liste."
                ),
            ),
            FieldRow("seat", _("Ce poste"), hint=_("Accueil, bureau du fond…"), help=_("Reste sur cet ordinateur.")),
        )
        self._form = Form(office.theme, rows, name="user-form")
        self._form.changed.connect(self._save)
        self._people = PeopleCard(office)
        # Queued: the card is made again, and the field that was left is in it.
        self._people.saved.connect(self._changed, Qt.ConnectionType.QueuedConnection)
        self.body.addWidget(self._form)
        self._labels = LabelsCard(office)
        self._labels.saved.connect(self._changed, Qt.ConnectionType.QueuedConnection)
        self.body.addWidget(self._people)
        self.body.addWidget(self._labels)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show both names, and the people of the agency."""
        user = name_at(self.office.store, self.office.seat)
        self._people.refresh()
        self._labels.refresh()
        self.show_kept(self._form, {"user": user if user != UNNAMED else "", "seat": self.office.seat.text(SEAT)})

    def _save(self, key: str, value: str) -> None:
        office = self.office
        with self.saving():
            if key == "seat":
                office.seat.save_text(SEAT, value)
                office.seat.save()
                return
            sit_down(office, value)
        self._people.refresh()

    def _changed(self) -> None:
        self.refresh()
        self.saved.emit()


def _named(value: str) -> str:
    return "" if value else _("Écrivez un nom : sans lui, le journal ne dirait pas qui a agi.")


class TelephoneSection(Section):
    """The section; both are settings of the agency."""

    key = "telephone"
    title = N_("Téléphone")
    sentence = N_("Un appel commercial ne peut pas être masqué (Code de la consommation, art. L221-17).")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        rows = (
            FieldRow(
                "caller_number",
                _("Numéro affiché"),
                narrow=True,
                check=phone,
                help=_("Celui de l’agence, où la personne peut rappeler. Vide : le téléphone de l’agence."),
            ),
            FieldRow(
                "local_holidays",
                _("Jours fériés"),
                "switch",
                text=_("Alsace, Moselle et outre-mer en plus"),
                help=_(
                    "Prudence : aucun texte ne dit si un jour férié local compte. Sans appel ce jour-là, aucun doute."
                ),
            ),
        )
        self._form = Form(office.theme, rows, name="telephone-form")
        self._form.changed.connect(self._save)
        self.body.addWidget(self._form)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show the present values."""
        settings = self.office.settings
        found = parse(settings.caller_number)
        shown = phone_pairs(found.key) if found else settings.caller_number
        self.show_kept(self._form, {"caller_number": shown, "local_holidays": "1" if settings.local_holidays else ""})

    def _save(self, key: str, value: str) -> None:
        office = self.office
        kept: str | bool = bool(value) if key == "local_holidays" else value
        with self.saving():
            agency.save_settings(office.store, {key: kept}, by=office.by, at=office.now())


WORDS = {"light": N_("Clair"), "dark": N_("Sombre"), "system": N_("Comme le système")}


class LookSection(Section):
    """The section; a change applies at once, in every window of this seat."""

    key = "look"
    title = N_("Apparence")
    sentence = N_("Pour ce poste seulement. S’applique tout de suite.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        sizes = tuple((str(scale), f"{scale}\u00a0%") for scale in SCALES)
        rows = (
            FieldRow(
                "scheme", _("Thème"), "choice", narrow=True, options=tuple((one, _(WORDS[one])) for one in SCHEMES)
            ),
            FieldRow(
                "scale",
                _("Taille du texte"),
                "choice",
                narrow=True,
                options=sizes,
                help=_("Aussi par Ctrl++ et Ctrl+-, depuis n’importe quelle page."),
            ),
        )
        self._form = Form(office.theme, rows, name="look-form")
        self._form.changed.connect(self._save)
        office.theme.changed.connect(self.refresh)
        self.body.addWidget(self._form)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show the present choices, which the menu and the keys may have changed."""
        theme = self.office.theme
        nearest = min(SCALES, key=lambda scale: abs(scale - theme.scale))
        self._form.show_values({"scheme": theme.scheme, "scale": str(nearest)})

    def _save(self, _key: str, _value: str) -> None:
        office = self.office
        scheme = next(one for one in SCHEMES if one == self._form.value("scheme"))
        scale = int(self._form.value("scale"))
        office.seat.scheme = scheme
        office.seat.text_scale = scale
        office.seat.save()
        office.theme.choose(scheme, scale)
        self.saved.emit()


KEYS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        N_("La personne"),
        (
            ("F8", N_("S’oppose au démarchage : tous les canaux, tout de suite")),
            ("F9", N_("Appeler, terminer, personne suivante")),
            ("F7", N_("Planifier un rappel")),
            ("F2", N_("On m’appelle, puis créer la fiche de qui appelle")),
            ("1 à 9", N_("Issue de l’appel, quand aucun champ n’a le clavier")),
            ("Ctrl+Entrée", N_("Enregistrer l’issue et la note")),
        ),
    ),
    (
        N_("Partout"),
        (
            ("Ctrl+K", N_("Chercher ou faire")),
            ("Ctrl+F", N_("Filtrer la liste")),
            ("Ctrl+I", N_("Importer un fichier")),
            ("Ctrl+N", N_("Saisir un prospect")),
            ("Ctrl+P", N_("Préparer les lettres")),
            ("Ctrl+Z", N_("Annuler la dernière action")),
            ("Échap", N_("Fermer le message")),
            ("Ctrl++  Ctrl+-", N_("Texte plus grand, plus petit")),
            ("Ctrl+0", N_("Taille normale")),
            ("F1", N_("Aide")),
        ),
    ),
    (
        N_("Dans une liste"),
        (
            ("↑ ↓", N_("Changer de ligne")),
            ("Entrée", N_("Ouvrir")),
            ("Espace", N_("Choisir plusieurs lignes")),
            ("Ctrl+C", N_("Copier les lignes choisies")),
        ),
    ),
)


class KeysSection(Section):
    """The section; nothing can be changed in it."""

    key = "keys"
    title = N_("Raccourcis")
    sentence = N_("Tout le programme se conduit au clavier.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        for place, (title, rows) in enumerate(KEYS):
            card = MarginRows(office.theme, _(title), name=f"keys-{place}", margin=132)
            for key, words in rows:
                card.add(label(key, semibold=True), paragraph(_(words)))
            self.body.addWidget(card)
        self.body.addStretch(1)
