"""The window that opens without the base: what happened, what each copy would bring back, and two clicks to go on."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

from core.actions.keeping.base_in_place import begin_anew
from core.actions.keeping.base_state import BaseLook, Copy, look_job
from core.actions.keeping.keeping_jobs import Keeping, restore_job
from core.actions.keeping.restoring import Restored
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import hour, moment, number
from core.store.engine.opening import keyless
from core.store.safe.homes import TEAM
from core.words.backups import refused_title, state_words
from core.words.keeping import lost_words
from ui.common.file_dialogs import ask_folder
from ui.common.jobs import Jobs
from ui.common.one_job import OneJob
from ui.common.phrase_ask import PhraseAsk
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.shell.errors import Next
from ui.shell.frame import SMALLEST, fill_small_screen
from ui.shell.rescue_copies import CopyTable, edge_of, margin_of
from ui.shell.rescue_refusal import RefusalCard
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph, set_ink
from ui.widgets.layouts import STRETCH, Named, Themed, fill, hbox, vbox, widget_of
from ui.widgets.pages import scrolled
from ui.widgets.paint import margin_line
from ui.widgets.speech import announce


class RescueSheet(Themed, QWidget):
    """The ground, the margin line and the sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="rescue-sheet")
        self._mended = False

    def show_mended(self) -> None:
        """Show the sign of what is well again."""
        self._mended = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        margin_line(painter, theme, x=margin_of(theme), top=0, bottom=self.height())
        side = theme.px(24)
        rect = QRectF(margin_of(theme) - side - 22, 50, side, side)
        draw_icon(
            painter,
            theme,
            "check" if self._mended else "warning",
            rect=rect,
            ink="allowed" if self._mended else "forbidden",
        )


Clock = Callable[[], datetime]
LOST = ("BASE_UNREADABLE", "BASE_DAMAGED", "BASE_LOST", "BASE_ALTERED", "BASE_MIXED")
"""The errors that a copy mends; for the others the window says what to do, and tries again."""


class Rescue(Named, QMainWindow):
    """The window. ``opens``: once it is closed, whether the base is to be opened again; ``reads``: only to be read."""

    def __init__(self, theme: Theme, folder: Path, problem: UserError, *, by: str, clock: Clock) -> None:
        super().__init__(name="rescue")
        self.opens = self.reads = False
        self._theme, self._folder, self._by, self._clock = theme, folder, by, clock
        self._asked: Copy | None = None
        self.setWindowTitle("Premier Contact")
        self.setMinimumSize(*SMALLEST)
        self._title = paragraph(refused_title(problem.code), "title", name="rescue-title")
        self._told = paragraph(problem.text, name="rescue-told")
        self._facts = paragraph("", ink="muted", name="rescue-facts")
        self._table = CopyTable(theme, name="rescue-copies")
        self._bar = JobBar(theme, name="rescue-job")
        self._job = OneJob(Jobs(self), self._bar)
        self._sure = Card(theme, _("Revenir à cette copie ?"), name="rescue-sure")
        self._sure_words = paragraph("", name="rescue-sure-words")
        self._yes = Button(theme, _("Oui"), name="rescue-yes", kind="primary")
        self._no = Button(theme, _("Ne rien changer"), name="rescue-no")
        self._elsewhere = Button(theme, _("Chercher une copie ailleurs…"), name="rescue-elsewhere", icon="search")
        self._show_folder = Button(theme, _("Ouvrir le dossier"), name="rescue-folder")
        self._anew = Button(theme, _("Commencer une base neuve…"), name="rescue-anew")
        self._again = Button(theme, _("Réessayer"), name="rescue-again", kind="primary")
        self._read = Button(theme, _("Lire sans la clé"), name="rescue-read")
        self._leave = Button(theme, _("Quitter sans rien changer"), name="rescue-leave", kind="link")
        self._ask_phrase = PhraseAsk(theme, name="rescue-phrase")
        self._refusal = RefusalCard(theme, folder, clock)
        self._refusal.setVisible((folder / TEAM).exists() and problem.code != "TEAM_REFUSED")
        self._sheet = RescueSheet(theme)
        self._lay_out()
        self._connect()
        self.mends = problem.code in LOST
        for part in (self._table, self._sure, self._anew, self._facts, self._read):
            part.hide()
        self._elsewhere.setVisible(self.mends)
        self._again.setVisible(not self.mends)
        if problem.code == "KEY_ABSENT":
            self._ask_key()
        elif self.mends:
            self._look()
        else:
            self._again.setFocus()

    def _ask_key(self) -> None:
        """Ask for the 24 words; without them the base is only read, unless it is first to be brought up to date."""
        base = keyless(self._folder)
        self._again.hide()
        self._read.setVisible(base.reads)
        if base.reads:
            self._hint.setText(_("Sans la clé\u202f: listes et fiches se lisent, rien ne s’enregistre."))
        self._ask_phrase.ask({base.known_by} - {""})

    def _lay_out(self) -> None:
        """Put the parts on a sheet that scrolls, and the way out below it."""
        sheet = self._sheet
        edge = edge_of(self._theme)
        inside = margin_of(self._theme) - edge + 24
        words = vbox(self._title, self._told, self._facts, margins=(inside, 0, 0, 0))
        fill(self._sure.body, self._sure_words, hbox(self._yes, self._no, STRETCH))
        buttons = (self._again, self._elsewhere, self._show_folder, self._anew, self._read)
        ways = hbox(*buttons, STRETCH, margins=(inside, 0, 0, 0))
        vbox(
            words, 24, self._table, self._bar, self._ask_phrase, self._sure, self._refusal, ways, STRETCH,
            on=sheet, margins=(edge, 48, edge, 24), spacing=12,
        )  # fmt: skip
        self._hint = paragraph("", ink="muted", name="rescue-hint")
        foot = hbox((self._hint, 1), self._leave, margins=(20, 10, 20, 10))
        whole = widget_of(vbox((scrolled(sheet, name="rescue-scroll"), 1), foot))
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self._table.asked.connect(self._ask)
        self._yes.clicked.connect(self._go_on)
        self._no.clicked.connect(self._give_up)
        self._elsewhere.clicked.connect(self._choose_folder)
        self._show_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        self._anew.clicked.connect(lambda: self._ask(None))
        self._again.clicked.connect(self._reopen)
        self._read.clicked.connect(self._reopen_to_read)
        self._ask_phrase.given.connect(lambda: self._look() if self.mends else self._reopen())
        self._ask_phrase.failed.connect(self._fail)
        self._leave.clicked.connect(self.close)

    def said(self, part: str) -> str:
        """Return what a part says: title, told, facts, sure-words, hint."""
        label = self.findChild(QLabel, f"rescue-{part}")
        return label.text() if isinstance(label, QLabel) else ""

    def look_in(self, folder: Path) -> None:
        """Look for copies in another folder too."""
        self._look(folder)

    def _look(self, more: Path | None = None) -> None:
        asked = Keeping(self._folder, self._by, self._clock(), more or Path())
        self._job.run(
            look_job, asked, text=_("Lecture de ce qui se lit encore…"), done=self._show_look, failed=self._fail
        )  # fmt: skip

    def _show_look(self, seen: BaseLook) -> None:
        """Show what was read, and the copies."""
        title, *sentences = state_words(seen.state.value)
        self._title.setText(title)
        self._told.setText(" ".join(sentences))
        text = n_("{n} refus relu", "{n} refus relus", seen.oppositions).format(n=number(seen.oppositions))
        carried = _("reportés dans toute copie choisie") if seen.whole else _("d’autres ont pu être perdus")
        self._facts.setText(_("{read}, {carried}. Aucun appel n’est permis jusqu’au retour d’une copie.").format(
            read=text, carried=carried))  # fmt: skip
        self._facts.show()
        self._table.setVisible(bool(seen.copies))
        self._table.show_copies(seen.copies, whole=seen.whole)
        self._anew.setVisible(seen.best is None)
        if seen.best is None and self._ask_phrase.ask_for([copy.path for copy in seen.copies if copy.locked]):
            self._hint.setText(_("Une copie scellée est là\u202f: les 24 mots de sa feuille l’ouvrent."))
            self._anew.hide()
        elif seen.best is None:
            none = _("Aucune copie trouvée. Branchez le disque ou la clé des sauvegardes, puis cherchez-la.")
            self._hint.setText(none)
            self._elsewhere.setFocus()
        else:
            best = hour(seen.best.at.astimezone(AGENCY_ZONE))
            two = _("La plus récente est déjà choisie\u202f: un clic, puis «\u202fOui, revenir à {hour}\u202f».")
            self._hint.setText(two.format(hour=best))
        announce(self, f"{title}. {self._told.text()}", urgent=True)

    def _ask(self, copy: Copy | None) -> None:
        """Ask whether to go on: with a copy, or with a new base when there is none."""
        self._asked = copy
        if copy is None:
            self._sure.title.setText(_("Commencer une base neuve ?"))
            self._sure_words.setText(
                _("Elle ne connaîtra aucune des oppositions déjà reçues. Importez-les avant tout fichier.")
            )
            self._yes.reword(_("Oui, commencer"))
        else:
            at = copy.at.astimezone(AGENCY_ZONE)
            self._sure.title.setText(_("Revenir à la copie du {when} ?").format(when=moment(at)))
            self._sure_words.setText(
                _("La base actuelle n’est pas supprimée\u202f: elle reste à côté, telle quelle. Les refus, les accords "
                  "retirés, les effacements et les demandes qui s’y lisent sont repris.")
            )  # fmt: skip
            self._yes.reword(_("Oui, revenir à {hour}").format(hour=hour(at)))
        self._sure.show()
        self._yes.setFocus()

    def _give_up(self) -> None:
        self._sure.hide()
        chosen = next((row for row in self._table.rows if row.copy_shown == self._asked), None)
        (chosen.button if chosen else self._elsewhere).setFocus()

    def _go_on(self) -> None:
        self._sure.hide()
        if self._asked is None:
            try:
                begin_anew(self._folder, at=self._clock())
            except UserError as problem:
                self._fail(problem)
                return
            self._reopen()
            return
        asked = Keeping(self._folder, self._by, self._clock(), self._asked.path)
        self._table.setEnabled(False)
        self._job.run(restore_job, asked, text=_("Restauration"), done=self._show_done, failed=self._fail)

    def _show_done(self, done: Restored) -> None:
        """Say what was put back, and offer to open it."""
        self._sheet.show_mended()
        self._title.setText(_("La base est remise et vérifiée"))
        opposed = n_("{n} opposition reprise.", "{n} oppositions reprises.", done.oppositions)
        erased = n_("{n} effacement refait.", "{n} effacements refaits.", done.erased)
        counts = ((done.oppositions, opposed), (done.erased, erased))
        lines = [words.format(n=number(count)) for count, words in counts if count]
        if done.aside:
            lines.append(_("L’ancienne base est gardée\u202f: {file}").format(file=done.aside.name))
        self._told.setText(" ".join(lines))
        self._facts.setText(lost_words(done.lost, done.moment) if done.register_lost else "")
        set_ink(self._facts, "wait")
        self._facts.setVisible(done.register_lost)
        for part in (self._table, self._elsewhere, self._anew):
            part.hide()
        self._hint.setText("")
        self._leave.reword(_("Fermer"))
        self._again.reword(_("Ouvrir la base"))
        self._again.show()
        self._again.setFocus()
        announce(self, f"{self._title.text()}. {self._told.text()} {self._facts.text()}", urgent=True)

    def _fail(self, problem: UserError) -> None:
        """Say why nothing was done."""
        self._table.setEnabled(True)
        self._told.setText(problem.text)
        self._again.setVisible(True)
        announce(self, problem.text, urgent=True)

    def _choose_folder(self) -> None:
        chosen = ask_folder(self, None, _("Où chercher une copie"))
        if chosen:
            self.look_in(chosen)

    def _reopen(self) -> None:
        self.opens = True
        self.close()

    def _reopen_to_read(self) -> None:
        self.reads = True
        self._reopen()


def show_rescue(
    app: QApplication, theme: Theme, folder: Path, problem: UserError, *, by: str, clock: Callable[[], datetime]
) -> Next:
    """Show the window until it is closed; return what comes next."""
    window = Rescue(theme, folder, problem, by=by, clock=clock)
    window.resize(1366, 768)
    fill_small_screen(window)
    window.show()
    app.exec()
    if not window.opens:
        return "leave"
    return "read" if window.reads else "open"
