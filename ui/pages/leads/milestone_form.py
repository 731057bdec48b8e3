"""The short forms that note what happened in the trade: an appointment, an estimate handed over, a mandate, a loss."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.base.french import day_short
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.text import parse_day
from core.model.milestone import HANDED, WHY_LOST, Milestone, MilestoneKind
from ui.common.file_dialogs import ask_open
from ui.common.office import Office
from ui.pages.calls.short_forms import ShortForm
from ui.pages.calls.words_of import typed_hour
from ui.widgets.button import Button
from ui.widgets.fields import Choice, text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest

TITLES: Mapping[MilestoneKind, tuple[str, str]] = MappingProxyType(
    {
        MilestoneKind.APPOINTMENT: (N_("Rendez-vous"), N_("Enregistrer le rendez-vous")),
        MilestoneKind.ESTIMATE: (N_("Estimation"), N_("Enregistrer l’estimation")),
        MilestoneKind.MANDATE: (N_("Mandat"), N_("Enregistrer le mandat")),
        MilestoneKind.LOST: (N_("Perdu"), N_("Noter perdu")),
    }
)
PLACES = (N_("Au bien"), N_("À l’agence"), N_("Chez la personne"), N_("Autre lieu"))
NOON = time(12)


class MilestoneForm(ShortForm):
    """The form of one kind. ``agents``: whom an appointment may be with. :meth:`milestone` reads what was typed."""

    def __init__(self, office: Office, kind: MilestoneKind, agents: Sequence[str]) -> None:
        title, verb = TITLES[kind]
        super().__init__(office.theme, _(title), _(verb), name=f"milestone-{kind.value}")
        self._office, self.kind = office, kind
        self.proof: Path | None = None
        self._texts: dict[str, QWidget] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        nest(self.fields, self._grid)
        today = office.now().date()
        if kind is MilestoneKind.APPOINTMENT:
            self._add_text("day", _("Le"), day_short(_working_day(today)))
            self._add_text("hour", _("À"), "10:00")
            self._add_choice("place", _("Où"), [(_(one), _(one)) for one in PLACES])
            self._add_choice("who", _("Avec"), [(one, one) for one in agents])
        elif kind is MilestoneKind.ESTIMATE:
            self._add_text("day", _("Remise le"), day_short(today))
            self._add_choice("said", _("Comment"), [(key, _(word)) for key, word in HANDED.items()])
            self._add_text("back", _("Y revenir le"), "")
        elif kind is MilestoneKind.MANDATE:
            self._add_text("said", _("Mandat n°"), "")
            self._add_text("day", _("Du"), day_short(today))
            self._add_text("back", _("Au"), "")
            self._add_proof()
        else:
            self._add_choice("said", _("Pourquoi"), [(key, _(word)) for key, word in WHY_LOST.items()])
            self._add_text("day", _("Le"), day_short(today))
        self._problem = paragraph("", "caption", ink="forbidden", name="milestone-problem")
        self._problem.hide()
        self.fields.addWidget(self._problem)

    def take_focus(self) -> None:
        """Give the focus to the first field."""
        next(iter(self._texts.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say what keeps it from being noted."""
        self._problem.setText(f"✕ {sentence}")
        self._problem.show()

    def milestone(self) -> Milestone | None:
        """Return what was typed, None when it cannot be read, which is then said."""
        day, back = parse_day(self._typed("day")), parse_day(self._typed("back"))
        hour = typed_hour(self._typed("hour")) if "hour" in self._texts else NOON
        if day is None or hour is None or (back is None and self._typed("back")):
            self.show_problem(_("Écrivez le jour et l’heure comme ceci\u202f: 25/11/2026, 10:00."))
            return None
        moment = datetime.combine(day, hour, AGENCY_ZONE)
        if self.kind is not MilestoneKind.APPOINTMENT:
            # What happened today has already happened at any hour.
            moment = min(moment, self._office.now()) if day == self._office.now().date() else moment
        return Milestone(self.kind, moment, self._typed("place"), self._typed("who"), self._typed("said"), back)

    def _typed(self, key: str) -> str:
        field = self._texts.get(key)
        if field is None:
            return ""
        return field.value() if isinstance(field, Choice) else field.text().strip()  # type: ignore[attr-defined]

    def _add_text(self, key: str, title: str, text: str) -> None:
        made = text_field(self._theme, name=f"milestone-{key}", title=title)
        made.setText(text)
        self._add(key, title, made)

    def _add_choice(self, key: str, title: str, options: Sequence[tuple[str, str]]) -> None:
        if options:
            self._add(key, title, Choice(self._theme, options, name=f"milestone-{key}", title=title))

    def _add(self, key: str, title: str, made: QWidget) -> None:
        self._texts[key] = made
        line = len(self._texts)
        self._grid.addWidget(label(title, ink="muted"), line, 0)
        self._grid.addWidget(made, line, 1)

    def _add_proof(self) -> None:
        self._file = Button(self._theme, _("Joindre le mandat signé…"), name="milestone-proof", kind="link")
        self._file.clicked.connect(self._choose)
        self.fields.addWidget(self._file)
        words = _("Avec son dernier jour et sa copie, il permet l’appel pour ce qui est en cours.")
        self.fields.addWidget(paragraph(words, "caption", ink="muted"))

    def _choose(self) -> None:
        kinds = _("Documents (*.pdf *.jpg *.jpeg *.png);;Tous les fichiers (*)")
        chosen = ask_open(self, self._office.seat, _("Joindre le mandat signé"), kinds)
        if chosen:
            self.proof = chosen
            self._file.reword(self.proof.name)


def _working_day(today: date) -> date:
    after = today + timedelta(days=1)
    while after.isoweekday() > 5:
        after += timedelta(days=1)
    return after
