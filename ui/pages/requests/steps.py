"""What a request asks to do, by kind: make the copy, correct, oppose or freeze; the erasure has a module of its own."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.leads import correcting
from core.actions.leads.correcting import CONTACTS, FIELDS
from core.actions.leads.sheet_values import CIVILITIES
from core.actions.rights import access, replies, requests
from core.actions.rights.access import AccessFile, Copied
from core.actions.rights.freezing import unfreeze
from core.base.french import listed, moment, phone_pairs
from core.base.i18n import _
from core.base.moments import local
from core.model.request import UNHELD, PersonRequest, RequestKind
from core.records.contact import Contact
from core.records.lead import Lead
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.requests.beside import Beside
from ui.widgets.button import Button
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.message_band import Act


class Step(QWidget):
    """A step of a request. ``changed`` is emitted when the request must be read again."""

    changed = Signal()

    def __init__(self, office: Office, asked: PersonRequest, *, name: str) -> None:
        super().__init__()
        self.office = office
        self.asked = asked
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def add_buttons(self, *buttons: Button) -> None:
        """Add buttons on one line."""
        self.column.addWidget(Beside(self.office.theme, *buttons))


class CopyStep(Step):
    """Makes the ZIP of the data, as a job, where the user says."""

    def __init__(self, office: Office, asked: PersonRequest) -> None:
        super().__init__(office, asked, name="copy-step")
        said = _(
            "Tout ce que nous avons sur cette personne, et rien d’une autre : un PDF à lire, les données, ses preuves."
        )
        self.column.addWidget(paragraph(said, ink="muted"))
        self._make = Button(office.theme, _("Préparer la copie (ZIP)…"), name="copy-make", icon="download")
        self._make.clicked.connect(self._ask)
        self.add_buttons(self._make)
        bar = JobBar(office.theme, name="copy-job")
        self.column.addWidget(bar)
        self._job = OneJob(office.jobs, bar)
        if asked.answer:
            made = _("Copie préparée, empreinte {digest}.").format(digest=asked.answer[:12])
            self.column.addWidget(paragraph(made, name="copy-made"))

    def make(self, out: Path) -> None:
        """Make the copy at ``out``."""
        office = self.office
        wanted = AccessFile(office.folder, self.asked.id, out, office.by, office.now())
        self._make.setEnabled(False)
        self._job.run(
            access.copy, wanted, text=_("Préparation de la copie"), done=self._done, failed=self._failed,
            stopped=lambda: self._make.setEnabled(True),
        )  # fmt: skip

    def _ask(self) -> None:
        name = f"copie-{self.asked.id}.zip"
        chosen = ask_save(self, self.office.seat, _("Enregistrer la copie"), name, "ZIP (*.zip)")
        if chosen:
            self.make(chosen)

    def _done(self, made: Copied) -> None:
        self._make.setEnabled(True)
        self.office.say("done", _("Copie prête."), _("Elle est dans {file}.").format(file=made.file))
        self.changed.emit()

    def _failed(self, problem: object) -> None:
        self._make.setEnabled(True)
        self.office.complain(problem)  # type: ignore[arg-type]


class CorrectStep(Step):
    """The fields of the person, to correct; whoever delivered the data gets a message."""

    corrected = Signal(object)

    def __init__(self, office: Office, asked: PersonRequest, lead_id: int) -> None:
        super().__init__(office, asked, name="correct-step")
        self._lead = lead_id
        with office.store.read() as r:
            person = r.get(Lead, lead_id)
            self._contacts = r.of(Contact, lead_id=lead_id)
        assert person is not None, "read with its sheet"  # noqa: S101
        self._held = correcting.held_fields(person)
        self._held |= {str(row.id): _shown(row.kind, row.value) for row in self._contacts}
        self.form = Form(office.theme, self._rows(), name="correct-form")
        self.form.show_values(self._held)
        self.column.addWidget(self.form)
        keep = Button(office.theme, _("Corriger la fiche"), name="correct-keep")
        keep.clicked.connect(self.keep)
        self.add_buttons(keep)

    def keep(self) -> None:
        """Save what was corrected."""
        office, values = self.office, self.form.values()
        changed = {name: value for name, value in values.items() if name in self._held and value != self._held[name]}
        with office.trying():
            done = correcting.correct(
                office.store, self._lead, fields={name: changed[name] for name in FIELDS if name in changed},
                contacts={row.id: changed[str(row.id)] for row in self._contacts if str(row.id) in changed},
                added=[(kind, values[f"add-{kind}"]) for kind in CONTACTS if values.get(f"add-{kind}")],
                by=office.by, at=office.now(),
            )  # fmt: skip
            lines = [f"{one.label} : {one.before or '–'} → {one.after or '–'}" for one in done]
            office.say("done", _("Fiche corrigée."), " · ".join(lines))
            self.corrected.emit(tuple(one.said for one in done))

    def _rows(self) -> list[FieldRow]:
        civilities = tuple((one, one or _("Non connue")) for one in CIVILITIES)
        rows = [
            FieldRow(name, _(title).capitalize(), "choice", options=civilities)
            if name == "civility"
            else FieldRow(name, _(title).capitalize(), narrow=name == "postcode")
            for name, title in FIELDS.items()
        ]
        rows += [FieldRow(str(row.id), _(CONTACTS[row.kind]).capitalize()) for row in self._contacts]
        held = {row.kind for row in self._contacts}
        return rows + [
            FieldRow(f"add-{kind}", _("Ajouter : {what}").format(what=_(title)))
            for kind, title in CONTACTS.items()
            if kind not in held
        ]


class HoldStep(Step):
    """An objection or a freeze, which applies since it was recorded."""

    def __init__(self, office: Office, asked: PersonRequest) -> None:
        super().__init__(office, asked, name="hold-step")
        if asked.kind is RequestKind.OBJECTION:
            self._opposed()
        else:
            self._frozen()

    def _opposed(self) -> None:
        with self.office.store.read() as r:
            known = replies.refused_since(r, self.asked) is not None
        words = _("L’opposition est au registre depuis que la demande est notée. Elle vaut pour tous les moyens.")
        if not known:
            words = _(UNHELD)
        self.column.addWidget(paragraph(words, ink="text" if known else "wait", name="hold-said"))

    def _frozen(self) -> None:
        lead_id = self.asked.lead_id
        with self.office.store.read() as r:
            since = r.row(Lead, lead_id).restricted_at if lead_id is not None else None
        if since is None:
            self.column.addWidget(paragraph(_("Aucun gel n’est en vigueur."), name="hold-said"))
            return
        words = _("Données gelées depuis le {moment} : plus aucun contact.").format(moment=moment(local(since)))
        self.column.addWidget(paragraph(words, name="hold-said"))
        lift = Button(self.office.theme, _("Lever le gel"), name="hold-lift")
        lift.clicked.connect(self.lift)
        self.add_buttons(lift)

    def lift(self) -> None:
        """End the freeze."""
        office, lead_id = self.office, self.asked.lead_id
        if lead_id is None:
            return
        with office.trying():
            told = unfreeze(office.store, lead_id, by=office.by, at=office.now())
            words = _("La personne doit en avoir été prévenue avant.")
            if told:
                words += " " + _("À prévenir aussi\u202f: {names}.").format(names=listed(told))
            office.say("done", _("Gel levé."), words)
            self.changed.emit()


def undo_of(office: Office, request_id: int) -> Act:
    """Return the action that undoes an answer."""

    def reopen() -> None:
        with office.trying():
            requests.reopen(office.store, request_id, by=office.by, at=office.now())
            office.say("done", _("La demande est de nouveau ouverte."))

    return Act(_("Annuler"), reopen)


def _shown(kind: str, value: str) -> str:
    return phone_pairs(value) if kind == "phone" else value
