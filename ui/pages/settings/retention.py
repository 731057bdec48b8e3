"""Data kept long enough: counted by rule with some of the persons, and erased on demand."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.common import agency
from core.actions.common.retention_law import retention
from core.actions.keeping import keeping_jobs
from core.actions.keeping.keeping_jobs import FILES, Keeping
from core.actions.keeping.kept_too_long import PROPOSED, Preview, RuleCount
from core.base.errors import UserError
from core.base.french import day, number
from core.base.i18n import N_, _
from core.model.forgetting import Retained
from core.words.keeping import UNFINISHED, grade_words, retained_words, rule_words, strays_words
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.settings.section import Section
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import drop_all, nest


class RetentionSection(Section):
    """The section. It counts each time it is shown; nothing is erased before « Appliquer »."""

    key = "retention"
    title = N_("Conservation")
    sentence = N_("Ce qui est gardé depuis trop longtemps, règle par règle. Un effacement ne se défait pas.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._checks: dict[str, CheckBox] = {}
        self._bar = JobBar(office.theme, name="retention-job")
        self._job = OneJob(office.jobs, self._bar)
        self._card = Card(office.theme, _("À effacer"), name="retention-over")
        self._said = paragraph("", ink="muted", name="retention-said")
        self._holder = QWidget()
        self._holder.setProperty("plain", True)
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        self._apply = Button(office.theme, _("Appliquer"), name="retention-apply", kind="refusal")
        row = QHBoxLayout()
        row.addWidget(self._apply)
        row.addStretch(1)
        self._card.body.addWidget(self._said)
        self._card.body.addWidget(self._holder)
        nest(self._card.body, row)
        wish = FieldRow(
            "retention_at_start", _("À chaque démarrage"), "switch", text=_("Effacer sans demander"),
            help=_("Tout cela, sauf les fichiers et qui n’a pas été informé à temps : la lettre peut encore partir."),
        )  # fmt: skip
        self._always = Form(office.theme, (wish,), name="retention-form")
        self._always.changed.connect(self._save)
        rules = Card(office.theme, _("Les durées"), name="retention-rules")
        rules.body.addWidget(paragraph("\n".join(_durations()), name="retention-durations"))
        for part in (self._bar, self._card, self._always, rules):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._apply.clicked.connect(self.apply)
        self._show(Preview(()))

    def refresh(self) -> None:
        """Count again."""
        wished = self.office.settings.retention_at_start
        self.show_kept(self._always, {"retention_at_start": "1" if wished else ""})
        if self._job.running:
            return
        self._said.setText(_("Décompte en cours…"))
        self._job.run(
            keeping_jobs.preview_job, self._asked(()), text=_("Décompte"), done=self._show, failed=self.office.complain
        )

    def apply(self) -> None:
        """Erase the data of the rules ticked."""
        keys = tuple(key for key, check in self._checks.items() if check.isChecked())
        if self._job.running or not keys:
            return
        self._apply.refuse(_("Effacement en cours…"))
        self._job.run(
            keeping_jobs.retain_job, self._asked(keys), text=_("Effacement"), done=self._done, failed=self._failed,
            stopped=self._stopped,
        )  # fmt: skip

    def _save(self, key: str, value: str) -> None:
        with self.saving():
            agency.save_settings(self.office.store, {key: bool(value)}, by=self.office.by, at=self.office.now())

    def _asked(self, keys: tuple[str, ...]) -> Keeping:
        return Keeping(self.office.folder, self.office.by, self.office.now(), keys=keys)

    def _show(self, found: Preview) -> None:
        drop_all(self._rows)
        self._checks = {}
        for one in found.rules:
            self._offer(one.key, _title(one), rule_words(one.key), _detail(one), wished=one.key in PROPOSED)
        if found.files:
            title = _("Fichiers : {n}").format(n=number(len(found.files)))
            told = strays_words([one.path.name for one in found.files])
            self._offer(FILES, title, told, told, wished=False)
        self._weigh()

    def _offer(self, key: str, title: str, spoken: str, detail: str, *, wished: bool) -> None:
        """Add a line to tick."""
        check = CheckBox(self.office.theme, title, name=f"retention-{key}")
        check.setAccessibleName(f"{title}, {spoken}")
        check.setChecked(wished)
        check.toggled.connect(self._weigh)
        self._checks[key] = check
        self._rows.addWidget(check)
        self._rows.addWidget(paragraph(detail, ink="muted", name=f"retention-{key}-detail"))

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
    return f"{retention()[one.key].id}\u202f: {number(one.count)}"


def _detail(one: RuleCount) -> str:
    rule = retention()[one.key]
    why = f"{rule_words(one.key)} ({grade_words(rule.reference, rule.grade)})."
    listed = ", ".join(name or _("sans nom") for _lead, name in one.sample)
    names = f"\u202f: {listed}" if listed else ""
    since = _("Depuis le {day}").format(day=day(one.since))
    return f"{why} {since}{names}."


def _durations() -> Iterator[str]:
    for key, rule in retention().items():
        yield f"{rule.id} · {rule_words(key)} ({grade_words(rule.reference, rule.grade)})"
