"""The foot of the assistant: one fact and one primary for where it stands, or the bar of the job under way."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.base.i18n import _
from core.model.batch import Report
from ui.look.theme import Theme
from ui.pages.imports.assistant_words import check_fact, import_words, imported_words
from ui.pages.imports.past import Past
from ui.widgets.job_bar import JobBar
from ui.widgets.wizard import WizardFooter

FILE, COLUMNS, CHECK, IMPORT = 1, 2, 3, 4
LONG = 20_000
"""Rows from which nobody has to wait for the figures of each decision: they take as long as the import."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the assistant stands. ``busy``: a job runs under the bar; ``counting``: the figures are counted again;
    ``problem``: what prevents going on; ``past``: what is known of the file; ``report``: what the import would give;
    ``form``: the sheet of the supplier is being filled, with a primary of its own."""

    step: int
    busy: bool
    counting: bool
    problem: str
    past: Past
    report: Report
    form: bool


class Foot(WizardFooter):
    """See :class:`ui.widgets.wizard.WizardFooter`; ``bar`` shows the job."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, cancel=_("Annuler l’import"), name="import-footer")
        self.bar = JobBar(theme, name="import-job")
        # The bar takes the place of the fact: nothing moves when a job begins or ends.
        self.hold(self.bar)

    def to_forward(self) -> None:
        """Give the keyboard to the primary."""
        self.forward_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_stop(self) -> None:
        """Give the keyboard to « Arrêter »."""
        stop = self.bar.findChild(QPushButton, f"{self.bar.objectName()}-stop")
        if isinstance(stop, QPushButton):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_standing(self, now: Standing) -> None:
        """Show the fact, the primary and whether it may be pressed."""
        fact, forward = _words(now)
        self.show_step("" if now.busy else fact, forward, first=now.step in (FILE, IMPORT))
        button = self.forward_button
        if now.problem:
            button.refuse(now.problem)
        elif now.busy or (now.counting and now.report.read < LONG):
            button.refuse(_("Le travail en cours n’est pas terminé."))
        else:
            button.allow()
        button.setVisible(bool(forward))
        over = now.step == IMPORT and not now.busy
        self.cancel_button.reword(_("Retour aux imports") if over else _("Annuler l’import"))
        # The bar has its own « Arrêter », and needs the room at large text sizes.
        self.cancel_button.setVisible(not now.busy)


def _words(now: Standing) -> tuple[str, str]:
    """Return the fact of the step and what its primary does."""
    nothing_kept = _("Rien n’est enregistré avant la dernière étape.")
    match now.step:
        case 1:
            return nothing_kept, ""
        case 2:
            fact = imported_words(now.past.imported) if now.past.imported else nothing_kept
            return fact, _("&Vérifier")
        case 3:
            blind = now.counting and now.report.read >= LONG
            words = _("I&mporter sans attendre") if blind else import_words(now.report)
            return check_fact(now.past, counting=now.counting), words
    if now.busy or now.form:
        return "", ""
    return _("Enregistré. L’import s’annule pendant 30 jours."), _("&Voir les prospects")
