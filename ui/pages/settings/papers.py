"""The controller's documents: the agency's answers in them, each as a PDF, and the inspector's file."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from core.actions.papers import inspecting, papers
from core.actions.papers.inspecting import Inspect, Inspected
from core.actions.papers.papers import NO, RESULTS, YES, MakePaper, Question
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import N_, _
from core.rules.dpia import Need
from ui.common.file_dialogs import ask_save
from ui.common.jobs import Job
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import nest

NAMES = {
    "processing": N_("Registre des traitements"),
    "balance": N_("Mise en balance"),
    "impact": N_("Analyse d’impact"),
}
INKS = {Need.DUE: "wait", Need.NOT_DUE: "allowed", Need.OPEN: "muted"}
PARTS = (
    ("balance", N_("Mise en balance de l’intérêt légitime")),
    ("impact", N_("Analyse d’impact : les neuf critères")),
    ("template", N_("Analyse d’impact : le modèle")),
)


class PapersSection(Section):
    """The section. An answer is saved when its field is left; an empty one restores the words proposed."""

    key = "papers"
    title = N_("Documents du responsable")
    sentence = N_("Remplis d’après vos réglages et votre base. Faites-les relire : le programme ne donne pas d’avis.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._job: Job | None = None
        self.body.addWidget(self._build_papers())
        self.body.addWidget(self._build_file())
        self._result = paragraph("", semibold=True, name="papers-result")
        self._forms: dict[str, Form] = {}
        with office.store.read() as r:
            asked = {part: papers.questions(r, part) for part, _title in PARTS}
        for part, title in PARTS:
            self.body.addWidget(label(_(title), "heading", name=f"papers-{part}-title"))
            if part == "impact":
                self.body.addWidget(self._result)
            form = Form(office.theme, [_row(one) for one in asked[part]], name=f"papers-{part}")
            form.changed.connect(partial(self._save, part))
            self._forms[part] = form
            self.body.addWidget(form)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show the saved answers, and their result."""
        with self.office.store.read() as r:
            for part, form in self._forms.items():
                asked = papers.questions(r, part)
                self.show_kept(form, {one.key: one.answer if part == "impact" else one.said for one in asked})
            found = papers.result(r)
        self._result.setText(RESULTS[found])
        set_ink(self._result, INKS[found])

    def _save(self, part: str, key: str, value: str) -> None:
        office = self.office
        with self.saving():
            papers.save(office.store, part, {key: value}, by=office.by, at=office.now())
        self.refresh()

    def _build_papers(self) -> Card:
        card = Card(self.office.theme, _("En PDF"), name="papers-pdf")
        row = Flow(spacing=10)
        for key, name in NAMES.items():
            button = Button(self.office.theme, _(name), name=f"papers-{key}-pdf", icon="download")
            button.clicked.connect(partial(self._export, key))
            row.add_widget(button)
        nest(card.body, row)
        return card

    def _build_file(self) -> Card:
        card = Card(self.office.theme, _("Dossier de contrôle"), name="papers-file")
        words = _(
            "Un ZIP qu’un contrôleur ou un avocat lit sans le programme\u202f: documents, règles et textes en vigueur, "
            "fournisseurs, lots, provenances, informations, accords, appels et leurs feux, oppositions en empreintes, "
            "demandes, effacements, journal. Ni nom, ni numéro."
        )
        card.body.addWidget(paragraph(words, ink="muted"))
        self._make = Button(
            self.office.theme, _("Faire le dossier"), name="papers-inspect", kind="primary", icon="shield"
        )
        self._make.clicked.connect(self._inspect)
        self._bar = JobBar(self.office.theme, name="papers-job")
        self._bar.stop_asked.connect(self._stop)
        row = QHBoxLayout()
        row.addWidget(self._make)
        row.addWidget(self._bar, 1)
        row.addStretch(1)
        nest(card.body, row)
        return card

    def _export(self, key: str) -> None:
        office = self.office
        out = self._where(f"{key}-{office.now():%Y-%m-%d}.pdf", _("Document PDF (*.pdf)"))
        if out is None:
            return
        told = partial(self._written, out.name)
        office.jobs.run(
            papers.make, MakePaper(office.folder, key, out, office.now()), done=told, failed=office.complain
        )

    def _written(self, name: str, _done: Path) -> None:
        self.office.say("done", _("« {file} » est écrit.").format(file=name), _("Relisez-le avant de le signer."))

    def _inspect(self) -> None:
        office = self.office
        out = self._where(
            _("dossier-de-controle-{day}.zip").format(day=f"{office.now():%Y-%m-%d}"), _("Archive (*.zip)")
        )
        if out is None:
            return
        self._make.setEnabled(False)
        self._bar.begin(_("Dossier de contrôle…"))
        self._job = office.jobs.run(
            inspecting.inspect_file,
            Inspect(office.folder, out, office.by, office.now()),
            progress=self._bar.show_progress,
            done=self._inspected,
            failed=self._failed,
            stopped=self._end,
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _end(self) -> None:
        self._job = None
        self._bar.end()
        self._make.setEnabled(True)

    def _inspected(self, done: Inspected) -> None:
        self._end()
        name = _("« {file} » est prêt.").format(file=done.file.name)
        if done.verification.ok:
            words = _("{n} fichiers, journal intact. Commencez par index.pdf.").format(n=number(done.files))
            self.office.say("done", name, words)
        else:
            self.office.say("caution", name, done.verification.problems[0])

    def _failed(self, problem: UserError) -> None:
        self._end()
        self.office.complain(problem)

    def _where(self, proposed: str, kind: str) -> Path | None:
        """Ask where to write a file."""
        return ask_save(self, self.office.seat, _("Enregistrer"), proposed, kind)


def _row(one: Question) -> FieldRow:
    if one.part == "impact":
        options = (("", _("Sans réponse")), (NO, _("Non")), (YES, _("Oui")))
        return FieldRow(one.key, one.title, "choice", help=one.text, options=options, narrow=True)
    return FieldRow(one.key, one.title, "area")
