"""The register of breaches of personal data: each entry as it was noted, a new one, and what completes one later."""

from PySide6.QtCore import QSignalBlocker

from core.actions.papers import data_breaches
from core.base.errors import UserError
from core.base.i18n import N_, _
from core.base.moments import read_day
from core.base.records import asdict
from core.base.screen_shapes import day_short
from core.model.data_breach import DAYS, TITLES, DataBreach
from ui.common.office import Office
from ui.pages.settings.section import SettingsSection
from ui.widgets.button import Button
from ui.widgets.fields import Choice
from ui.widgets.form import FieldRow, Form
from ui.widgets.layouts import STRETCH, fill, hbox

NEW = ""
HELP = {
    "known": N_("Le jour où l’agence l’a su. Depuis ce jour, 72\u00a0heures pour prévenir la CNIL s’il y a un risque."),
    "facts": N_("Sans nommer personne\u202f: le numéro d’une fiche suffit."),
    "people": N_("Combien, et quelles données\u202f: «\u202f40 vendeurs, noms et téléphones\u202f»."),
}


class BreachesSection(SettingsSection):
    """The section. Nothing is noted before its button; an entry is completed, never taken away."""

    key = "breaches"
    title = N_("Violations de données")
    sentence = N_("Un ordinateur volé, un fichier envoyé au mauvais destinataire\u202f: notez-le, même sans suite.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._entries: dict[int, DataBreach] = {}
        self.entry = Choice(office.theme, (), name="breaches-entry", title=_("Entrée du registre"))
        self.entry.currentIndexChanged.connect(self._show)
        rows = [
            FieldRow(
                key, _(title), "text" if key in (*DAYS, "people") else "area", narrow=key in DAYS,
                help=_(HELP[key]) if key in HELP else "",
            )
            for key, title in TITLES.items()
        ]  # fmt: skip
        self.form = Form(office.theme, rows, name="breaches-form")
        self._note = Button(office.theme, "", name="breaches-note", kind="primary", icon="shield", press=self.note)
        fill(self.body, hbox(self.entry, STRETCH), self.form, hbox(self._note, STRETCH), STRETCH)

    def refresh(self) -> None:
        """List the entries; what is being typed stays."""
        with self.office.store.read() as r:
            self._entries = data_breaches.breaches(r)
        before = self.entry.value() if self.entry.count() else NEW
        with QSignalBlocker(self.entry):
            self.entry.clear()
            self.entry.addItem(_("Une nouvelle violation"), NEW)
            for number, breach in self._entries.items():
                known = read_day(breach.known)
                words = _("Violation n°\u00a0{n}, connue le {day}").format(
                    n=number, day=day_short(known) if known else ""
                )
                self.entry.addItem(words, str(number))
        self.entry.choose(before)
        self._name_button()

    def note(self) -> None:
        """Note the breach typed, or complete the entry chosen."""
        office, number = self.office, self.entry.value()
        try:
            place = data_breaches.note(
                office.store, self.form.values(), by=office.by, at=office.now(), number=int(number) if number else None
            )
        except UserError as problem:
            office.complain(problem)
            return
        self.refresh()
        self.entry.choose(str(place))
        self._show()
        office.say("done", _("Violation n°\u00a0{n} notée au registre.").format(n=place))

    def _show(self) -> None:
        number = self.entry.value()
        values = asdict(self._entries[int(number)]) if number else dict.fromkeys(TITLES, "")
        days = {key: day_short(date) for key in DAYS if (date := read_day(values[key]))}
        self.form.show_values(values | days)
        self._name_button()

    def _name_button(self) -> None:
        self._note.setText(_("Compléter l’entrée") if self.entry.value() else _("Noter au registre"))
