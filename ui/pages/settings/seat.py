"""The sections of the seat: who works here, the people of the agency and its labels, the telephone, the look, the
keys."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.actions.common import agency, agents
from core.actions.common.in_slices import BulkResult
from core.actions.leads import several, tags
from core.base.errors import UserError
from core.base.i18n import LANGUAGES, N_, _, n_
from core.base.phones import parse
from core.base.screen_shapes import number, phone_pairs
from core.model.agent import UNNAMED
from core.records.agent import Agent
from core.words.cautions import tag_caution
from ui.common.at_seat import name_at, sit_down
from ui.common.checks import phone, watch
from ui.common.office import Office
from ui.common.seat import SCHEMES
from ui.common.softphone import CHOICE, WAYS
from ui.look.theme import SCALES
from ui.pages.settings.section import SettingsSection
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.fields import CheckBox, being_typed, mark_wrong, text_field
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, fill, hbox, vbox
from ui.widgets.message_band import Act


class LabelsCard(MarginRows):
    """The card, hidden without a label, made again when one changed. Signal: ``saved``."""

    saved = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Les étiquettes"), name="labels", margin=64)
        self._office = office
        self._shown: dict[str, int] | None = None

    def refresh(self) -> None:
        """Show the labels in use, unless they are those shown, or one is being typed."""
        with self._office.store.read() as r:
            every = tags.known(r)
        if every != self._shown and not being_typed(self):
            self._shown = every
            self.clear()
            for place, (name, leads) in enumerate(every.items()):
                self.add(None, self._line(name, leads, place), line=place > 0)
        self.setVisible(bool(every))

    def _line(self, name: str, leads: int, place: int) -> QWidget:
        office, widget = self._office, QWidget()
        field = text_field(office.theme, name=f"label-{place}", title=_("Étiquette {tag}").format(tag=name))
        field.setText(name)

        def left() -> None:
            field.setModified(False)
            self._rename(name, field.text().strip())

        field.editingFinished.connect(left)
        words = n_("{n} prospect", "{n} prospects", leads).format(n=number(leads))
        remove = Button(office.theme, _("Retirer partout"), name=f"label-remove-{place}", kind="link")
        remove.setAccessibleName(_("Retirer partout l’étiquette {tag}").format(tag=name))
        # Queued: the card is made again, and the button is in it.
        remove.clicked.connect(lambda: self._rename(name, ""), Qt.ConnectionType.QueuedConnection)
        row = hbox((field, 2), (paragraph(words, "caption", ink="muted"), 1), remove, spacing=12)
        vbox(row, watch(field, name=f"label-caution-{place}", said=tag_caution), on=widget, spacing=4)
        return widget

    def _rename(self, name: str, wanted: str) -> None:
        """Rename a label everywhere, or remove it when ``wanted`` is empty."""
        office = self._office
        if wanted == name or name not in (self._shown or {}):
            return
        with office.trying():
            result = tags.rename_tag(office.store, name, wanted, by=office.by, at=office.now())
            count = number(result.leads)
            if wanted:
                words = n_(
                    "«\u202f{tag}\u202f» devient «\u202f{new}\u202f» sur {n} prospect.",
                    "«\u202f{tag}\u202f» devient «\u202f{new}\u202f» sur {n} prospects.",
                    result.leads,
                )
            else:
                words = n_(
                    "Étiquette «\u202f{tag}\u202f» retirée de {n} prospect.",
                    "Étiquette «\u202f{tag}\u202f» retirée de {n} prospects.",
                    result.leads,
                )
            said = words.format(tag=name, new=wanted, n=count)
            office.say("done", said, act=Act(_("Annuler"), partial(self._undo, result)))
        self._shown = None
        self.saved.emit()

    def _undo(self, done: BulkResult) -> None:
        office = self._office
        with office.trying():
            count = several.undo_several(office.store, done.lines, by=office.by, at=office.now()).leads
            words = n_("{n} prospect a retrouvé ses étiquettes.", "{n} prospects ont retrouvé leurs étiquettes.", count)
            office.say("done", words.format(n=number(count)))
        self._shown = None
        self.saved.emit()


class PeopleCard(MarginRows):
    """The card, made again when somebody changed. Signal: ``saved``."""

    saved = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Les personnes de l’agence"), name="people", margin=64)
        self._office = office
        self._shown: list[tuple[Agent, int]] | None = None

    def refresh(self) -> None:
        """Show who is in the base, unless it is what is shown, or something is being typed."""
        with self._office.store.read() as r:
            every = [(one, agents.follows(r, one.id)) for one in agents.everybody(r)]
        if every == self._shown or being_typed(self):
            return
        self._shown = every
        self.clear()
        for place, (agent, leads) in enumerate(every):
            row = AgentFields(self._office, agent, leads, place, self._keep)
            self.add(label(agent.initials, semibold=True), row, line=place > 0)
        self.add(None, self._adding(), line=bool(every))

    def _keep(self, one: Agent, name: str, initials: str, role: str, active: bool) -> str:
        """Change somebody, and return what keeps it from being done. What another window changed of them since they
        are shown stays, where nothing else was typed."""
        office = self._office
        with office.store.read() as r:
            now = next((other for other in agents.everybody(r) if other.id == one.id), one)
        fields = ((name, one.name, now.name), (initials, one.initials, now.initials), (role, one.role, now.role))
        name, initials, role = (typed if typed != was else theirs for typed, was, theirs in fields)
        active = active if active != one.active else now.active
        try:
            agent = agents.keep_agent(
                office.store, name, initials=initials, role=role, active=active, agent_id=one.id, by=office.by,
                at=office.now(),
            )  # fmt: skip
        except UserError as problem:
            return problem.text
        if office.by == one.name:
            office.by = agent.name
        self.saved.emit()
        return ""

    def _adding(self) -> QWidget:
        office, widget = self._office, QWidget()
        field = text_field(office.theme, name="people-new", title=_("Ajouter une personne"), hint=_("Prénom et nom"))

        def add() -> None:
            if not field.text().strip():
                field.setFocus()
                return
            with office.trying():
                agents.keep_agent(office.store, field.text(), by=office.by, at=office.now())
                field.setModified(False)
                self.saved.emit()

        button = Button(office.theme, _("Ajouter"), name="people-add", press=add)
        field.returnPressed.connect(add)
        hbox((field, 1), button, on=widget, spacing=8)
        return widget


class AgentFields(QWidget):
    """One person of the agency, as fields; each is kept when it is left."""

    def __init__(
        self, office: Office, one: Agent, leads: int, place: int, keep: Callable[[Agent, str, str, str, bool], str]
    ) -> None:
        super().__init__()
        self._one, self._keep = one, keep
        theme = office.theme
        self.name = self._field(office, f"people-name-{place}", _("Nom"), one.name)
        self.role = self._field(office, f"people-role-{place}", _("Rôle"), one.role)
        self.initials = self._field(office, f"people-initials-{place}", _("Initiales"), one.initials)
        self.initials.setMaximumWidth(theme.px(70))
        self.active = CheckBox(theme, _("Travaille ici"), name=f"people-active-{place}")
        self.active.setChecked(one.active)
        self.active.toggled.connect(self._save)
        words = n_("{n} prospect suivi", "{n} prospects suivis", leads).format(n=number(leads))
        if leads and not one.active:
            rest = n_(
                "{user} ne travaille plus ici\u202f: {n} prospect reste à son nom.",
                "{user} ne travaille plus ici\u202f: {n} prospects restent à son nom.",
                leads,
            )
            words = rest.format(user=one.name, n=number(leads))
        self._problem = paragraph("", "caption", ink="forbidden", name=f"people-problem-{place}")
        self._problem.hide()
        vbox(
            hbox((self.name, 3), (self.initials, 1), (self.role, 2), spacing=8),
            hbox(self.active, (paragraph(words, "caption", ink="muted"), 1), spacing=12),
            self._problem,
            on=self,
            spacing=4,
        )

    def _field(self, office: Office, name: str, title: str, text: str) -> QLineEdit:
        made = text_field(office.theme, name=name, title=f"{title}, {self._one.name}", hint=title)
        made.setText(text)
        made.editingFinished.connect(self._save)
        return made

    def _save(self, *_checked: object) -> None:
        agent = self._one
        typed = (self.name.text().strip(), self.initials.text().strip(), self.role.text().strip())
        if (*typed, self.active.isChecked()) == (agent.name, agent.initials, agent.role, agent.active):
            return
        problem = self._keep(agent, *typed, self.active.isChecked())
        for field in (self.name, self.initials, self.role):
            field.setModified(field.isModified() and bool(problem))
        self._problem.setText(f"✕ {problem}")
        self._problem.setVisible(bool(problem))
        mark_wrong(self.name, problem)


SEAT = "seat-name"
"""Where the seat keeps its own name."""


class UserSection(SettingsSection):
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
        fill(self.body, self._people, self._labels, STRETCH)

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


class TelephoneSection(SettingsSection):
    """The section: two settings of the agency, and how this seat dials."""

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
            FieldRow(
                CHOICE,
                _("Composer"),
                "choice",
                options=tuple((scheme, _(words)) for scheme, words in WAYS),
                help=_("Sur ce poste. Le numéro n’est donné que si l’appel est permis, au moment d’Appeler."),
            ),
        )
        self._form = Form(office.theme, rows, name="telephone-form")
        self._form.changed.connect(self._save)
        fill(self.body, self._form, STRETCH)

    def refresh(self) -> None:
        """Show the present values."""
        settings = self.office.settings
        found = parse(settings.caller_number)
        text = phone_pairs(found.key) if found else settings.caller_number
        shown = {"caller_number": text, "local_holidays": "1" if settings.local_holidays else ""}
        self.show_kept(self._form, shown | {CHOICE: self.office.seat.text(CHOICE)})

    def _save(self, key: str, value: str) -> None:
        office = self.office
        if key == CHOICE:
            office.seat.save_text(CHOICE, value)
            office.seat.save()
            self.saved.emit()
            return
        kept: str | bool = bool(value) if key == "local_holidays" else value
        with self.saving():
            agency.save_settings(office.store, {key: kept}, by=office.by, at=office.now())


WORDS = {"light": N_("Clair"), "dark": N_("Sombre"), "system": N_("Comme le système")}


class LookSection(SettingsSection):
    """The section; a change applies at once, in every window of this seat."""

    key = "look"
    title = N_("Apparence")
    sentence = N_("Pour ce poste seulement. S’applique tout de suite.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        sizes = tuple((str(scale), f"{scale}\u00a0%") for scale in SCALES)
        rows = (
            FieldRow("language", _("Langue"), "choice", narrow=True, options=LANGUAGES),
            FieldRow(
                "scheme",
                _("Thème"),
                "choice",
                narrow=True,
                options=tuple((scheme, _(WORDS[scheme])) for scheme in SCHEMES),
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
        fill(self.body, self._form, STRETCH)

    def refresh(self) -> None:
        """Show the present choices, which the menu and the keys may have changed."""
        theme = self.office.theme
        nearest = min(SCALES, key=lambda scale: abs(scale - theme.scale))
        shown = {"language": self.office.seat.language, "scheme": theme.scheme, "scale": str(nearest)}
        self._form.show_values(shown)

    def _save(self, key: str, value: str) -> None:
        office = self.office
        if key == "language":
            office.seat.language = value
            office.seat.save()
            self.saved.emit()
            office.say("note", _("La langue change à la prochaine ouverture."))
            return
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
            (N_("1 à 9"), N_("Issue de l’appel, quand aucun champ n’a le clavier")),
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
            ("Ctrl+P", N_("Préparer ou imprimer les lettres")),
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


class KeysSection(SettingsSection):
    """The section; nothing can be changed in it."""

    key = "keys"
    title = N_("Raccourcis")
    sentence = N_("Tout le programme se conduit au clavier.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        for place, (title, rows) in enumerate(KEYS):
            card = MarginRows(office.theme, _(title), name=f"keys-{place}", margin=132)
            for key, words in rows:
                card.add(label(_(key), semibold=True), paragraph(_(words)))
            self.body.addWidget(card)
        self.body.addStretch(1)
