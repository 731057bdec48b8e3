"""What the agency shows a controller: its documents, each as a PDF, and the inspector’s file; and data kept long
enough, counted by rule and erased on demand."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.actions.common import agency
from core.actions.common.jobs import OnBase, on_base
from core.actions.common.retention_law import retention
from core.actions.keeping import keeping_jobs
from core.actions.keeping.keeping_jobs import FILES, Keeping
from core.actions.keeping.kept_too_long import PROPOSED, RetentionPreview, RuleCount
from core.actions.papers import inspecting, papers
from core.actions.papers.inspecting import Inspected
from core.actions.papers.papers import NO, RESULTS, YES, PaperGap, PaperQuestion
from core.base.errors import UserError
from core.base.i18n import N_, _
from core.base.screen_shapes import day, labelled, number
from core.model.forgetting import Retained
from core.rules.dpia import Need
from core.words.keeping import UNFINISHED, grade_words, retained_words, rule_words, strays_words
from ui.common.file_dialogs import ask_save
from ui.common.jobs import Job
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.settings.section import SettingsSection
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox
from ui.widgets.flow import Flow
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, drop_all, fill, hbox, nest, vbox

NAMES = {
    "processing": N_("Registre des traitements"),
    "balance": N_("Mise en balance"),
    "breaches": N_("Registre des violations"),
    "impact": N_("Analyse d’impact"),
}
INKS = {Need.DUE: "wait", Need.NOT_DUE: "allowed", Need.OPEN: "muted"}
PARTS = (
    ("balance", N_("Mise en balance de l’intérêt légitime")),
    ("impact", N_("Analyse d’impact : les neuf critères")),
    ("template", N_("Analyse d’impact : le modèle")),
    ("processors", N_("Qui traite des données pour vous")),
)


class PapersSection(SettingsSection):
    """The section. An answer is saved when its field is left; an empty one restores the words proposed."""

    key = "papers"
    title = N_("Documents du responsable")
    sentence = N_("Remplis d’après vos réglages et votre base. Faites-les relire : le programme ne donne pas d’avis.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.job: Job | None = None
        self._gaps: list[PaperGap] = []
        fill(self.body, self._build_papers(), self._build_file())
        self._result = paragraph("", semibold=True, name="papers-result")
        self.forms: dict[str, Form] = {}
        with office.store.read() as r:
            asked = {part: papers.questions(r, part) for part, _title in PARTS}
        for part, title in PARTS:
            self.body.addWidget(label(_(title), "heading", name=f"papers-{part}-title"))
            if part == "impact":
                self.body.addWidget(self._result)
            form = Form(office.theme, [_row(question) for question in asked[part]], name=f"papers-{part}")
            form.changed.connect(partial(self.save, part))
            self.forms[part] = form
            self.body.addWidget(form)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show the saved answers, and their result."""
        with self.office.store.read() as r:
            for part, form in self.forms.items():
                questions = papers.questions(r, part)
                self.show_kept(
                    form,
                    {question.key: question.answer if part == "impact" else question.said for question in questions},
                )
            need, self._gaps = papers.result(r), papers.gaps(r)
        self._result.setText(RESULTS[need])
        set_ink(self._result, INKS[need])
        self._lacking.setText(" ".join(gap.text for gap in self._gaps))
        self._lacking.setVisible(bool(self._gaps))
        self._answer.setVisible(bool(self._gaps))

    def save(self, part: str, key: str, value: str) -> None:
        office = self.office
        with self.saving():
            papers.save(office.store, part, {key: value}, by=office.by, at=office.now())
        self.refresh()

    def _answer_first(self) -> None:
        """Go to the first question that an inspector would ask and that has no answer."""
        if self._gaps:
            gap = self._gaps[0]
            self.forms[gap.part].field(gap.key).setFocus(Qt.FocusReason.OtherFocusReason)

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
            "Un ZIP qu’un contrôleur ou un avocat lit sans le programme : documents, règles, textes, lettres parties, "
            "fournisseurs, contrats, accès, preuves, oppositions en empreintes, demandes, et le journal entier avec de "
            "quoi le vérifier. Ni nom, ni numéro, ni adresse d’annonce."
        )
        card.body.addWidget(paragraph(words, ink="muted"))
        self._lacking = paragraph("", ink="wait", name="papers-lacking")
        self._answer = Button(self.office.theme, _("Écrire ce qui manque"), name="papers-answer", icon="edit")
        self._answer.clicked.connect(self._answer_first)
        card.body.addWidget(self._lacking)
        self._make = Button(
            self.office.theme, _("Faire le dossier"), name="papers-inspect", kind="primary", icon="shield"
        )
        self._make.clicked.connect(self._inspect)
        self._bar = JobBar(self.office.theme, name="papers-job")
        self._bar.stop_asked.connect(self._stop)
        nest(card.body, hbox(self._make, self._answer, (self._bar, 1), STRETCH))
        return card

    def _export(self, key: str) -> None:
        office = self.office
        out = self._where(f"{key}-{office.now():%Y-%m-%d}.pdf", _("Document PDF (*.pdf)"))
        if out is None:
            return
        told = partial(self._written, out.name)
        office.jobs.run(
            on_base,
            OnBase(office.folder, partial(papers.make, key=key, out=out, at=office.now())),
            done=told,
            failed=office.complain,
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
        self.job = office.jobs.run(
            on_base,
            OnBase(office.folder, partial(inspecting.inspect, out=out, by=office.by, at=office.now())),
            progress=self._bar.show_progress,
            done=self._inspected,
            failed=self._failed,
            stopped=self._end,
        )

    def _stop(self) -> None:
        if self.job is not None:
            self.job.stop()

    def _end(self) -> None:
        self.job = None
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


def _row(one: PaperQuestion) -> FieldRow:
    if one.part == "impact":
        options = (("", _("Sans réponse")), (NO, _("Non")), (YES, _("Oui")))
        return FieldRow(one.key, one.title, "choice", help=one.text, options=options, narrow=True)
    return FieldRow(one.key, one.title, "area")


class RetentionSection(SettingsSection):
    """The section. It counts each time it is shown; nothing is erased before « Appliquer »."""

    key = "retention"
    title = N_("Conservation")
    sentence = N_("Ce qui est gardé depuis trop longtemps, règle par règle. Un effacement ne se défait pas.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._checks: dict[str, CheckBox] = {}
        self._bar = JobBar(office.theme, name="retention-job")
        self.job = OneJob(office.jobs, self._bar)
        self._card = Card(office.theme, _("À effacer"), name="retention-over")
        self._said = paragraph("", ink="muted", name="retention-said")
        self._holder = QWidget()
        self._holder.setProperty("plain", True)
        self._rows = vbox(on=self._holder, spacing=10)
        self._apply = Button(office.theme, _("Appliquer"), name="retention-apply", kind="refusal", press=self.apply)
        fill(self._card.body, self._said, self._holder, hbox(self._apply, STRETCH))
        wish = FieldRow(
            "retention_at_start", _("À chaque démarrage"), "switch", text=_("Effacer sans demander"),
            help=_("Tout cela, sauf les fichiers et qui n’a pas été informé à temps : la lettre peut encore partir."),
        )  # fmt: skip
        self._always = Form(office.theme, (wish,), name="retention-form")
        self._always.changed.connect(self.save)
        rules = Card(office.theme, _("Les durées"), name="retention-rules")
        rules.body.addWidget(paragraph("\n".join(_durations()), name="retention-durations"))
        fill(self.body, self._bar, self._card, self._always, rules, STRETCH)
        self._show(RetentionPreview(()))

    def refresh(self) -> None:
        """Count again."""
        wished = self.office.settings.retention_at_start
        self.show_kept(self._always, {"retention_at_start": "1" if wished else ""})
        if self.job.running:
            return
        self._said.setText(_("Décompte en cours…"))
        self.job.run(
            keeping_jobs.preview_job, self._asked(()), text=_("Décompte"), done=self._show, failed=self.office.complain
        )

    def apply(self) -> None:
        """Erase the data of the rules ticked."""
        keys = tuple(key for key, check in self._checks.items() if check.isChecked())
        if self.job.running or not keys:
            return
        self._apply.refuse(_("Effacement en cours…"))
        self.job.run(
            keeping_jobs.retain_job, self._asked(keys), text=_("Effacement"), done=self._done, failed=self._failed,
            stopped=self._stopped,
        )  # fmt: skip

    def save(self, key: str, value: str) -> None:
        with self.saving():
            agency.save_settings(self.office.store, {key: bool(value)}, by=self.office.by, at=self.office.now())

    def _asked(self, keys: tuple[str, ...]) -> Keeping:
        return Keeping(self.office.folder, self.office.by, self.office.now(), keys=keys)

    def _show(self, found: RetentionPreview) -> None:
        drop_all(self._rows)
        self._checks = {}
        for rule in found.rules:
            self._offer(rule.key, _title(rule), rule_words(rule.key), _detail(rule), wished=rule.key in PROPOSED)
        if found.files:
            title = _("Fichiers : {n}").format(n=number(len(found.files)))
            words = strays_words([file.path.name for file in found.files])
            self._offer(FILES, title, words, words, wished=False)
        self._weigh()

    def _offer(self, key: str, title: str, spoken: str, detail: str, *, wished: bool) -> None:
        """Add a line to tick."""
        check = CheckBox(self.office.theme, title, name=f"retention-{key}")
        check.setAccessibleName(f"{title}, {spoken}")
        check.setChecked(wished)
        check.toggled.connect(self._weigh)
        self._checks[key] = check
        fill(self._rows, check, paragraph(detail, ink="muted", name=f"retention-{key}-detail"))

    def _weigh(self) -> None:
        if not self._checks:
            self._said.setText(_("Rien n’est gardé trop longtemps."))
        elif any(check.isChecked() for check in self._checks.values()):
            self._said.setText(_("Décochez ce que vous ne voulez pas effacer maintenant."))
            self._apply.allow()
        else:
            self._said.setText(_("Rien n’est coché."))
            self._apply.refuse(self._said.text())
        self._apply.setVisible(bool(self._checks))

    def _done(self, done: Retained) -> None:
        rest = "" if done.whole else _(UNFINISHED)
        self.office.say("done" if done.whole else "caution", retained_words(done), rest)
        self.refresh()

    def _failed(self, problem: UserError) -> None:
        self.office.complain(problem)
        self.refresh()

    def _stopped(self) -> None:
        self.office.say("note", _("Effacement arrêté."), _("Ce qui est déjà effacé l’est pour de bon."))
        self.refresh()


def _title(one: RuleCount) -> str:
    # Kept short: a check box does not wrap its words, and large text leaves no room for a sentence.
    return labelled(retention()[one.key].id, number(one.count))


def _detail(one: RuleCount) -> str:
    rule = retention()[one.key]
    why = f"{rule_words(one.key)} ({grade_words(rule.reference, rule.grade)})."
    listed = ", ".join(name or _("sans nom") for _lead, name in one.sample)
    since = _("Depuis le {day}").format(day=day(one.since))
    return f"{why} {labelled(since, listed) if listed else since}."


def _durations() -> Iterator[str]:
    for key, rule in retention().items():
        yield f"{rule.id} · {rule_words(key)} ({grade_words(rule.reference, rule.grade)})"
