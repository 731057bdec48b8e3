"""The base: where it is, its size, whether it is whole; the key of its register; its backups, and restoring one after
showing what it would lose."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from core.actions.keeping import backup_list, keeping_jobs, verifying
from core.actions.keeping.backup_list import Backup
from core.actions.keeping.keeping_jobs import Keeping
from core.actions.keeping.restoring import Restored
from core.actions.keeping.verifying import Verification
from core.actions.register import key_phrase
from core.actions.register.at_rest import at_rest
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.progress import Progress
from core.base.screen_shapes import NBSP, decimal, moment, number
from core.model.backup import Drill, Loss
from core.model.disk_lock import DiskEncryption, DiskLock
from core.store import leads
from core.store.engine.disk_lock import ask_disk
from core.store.engine.folders import is_open_to_others
from core.words.backups import backup_words
from core.words.keeping import (
    NOT_YET,
    UNSEALED,
    drill_words,
    drilled_words,
    loss_words,
    lost_words,
    sealed_words,
)
from ui.common.file_dialogs import Use, ask_folder, ask_open
from ui.common.office import Office
from ui.common.one_job import OneJob, ResultT
from ui.common.phrase_ask import PhraseAsk
from ui.pages.settings.recovery_sheet import SheetCard, sealing
from ui.pages.settings.section import SettingsSection
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_area
from ui.widgets.flow import flow
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph, set_ink
from ui.widgets.layouts import STRETCH, fill, hbox

UNITS = (N_("octets"), N_("Ko"), N_("Mo"), N_("Go"), N_("To"))
LITTLE = 1 << 30
"""Bytes: under that much free disk the number is told in the colour of waiting."""


class BaseSection(SettingsSection):
    """The section, read each time it is shown since sizes change."""

    key = "base"
    title = N_("Base")
    sentence = N_("Tout est dans un dossier de cet ordinateur. Rien n’est envoyé.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._asked = False
        card = Card(office.theme, _("Le dossier"), name="base-folder")
        words = (_("Où"), _("Contenu"), _("Taille"), _("Disque libre"))
        self._where, self._held, self._size, self._free = card.add_pairs([(word, "") for word in words])
        self._open = Button(office.theme, _("Ouvrir le dossier"), name="base-open", kind="link")
        self._open.clicked.connect(self._open_folder)
        card.add_action(self._open)
        whole = Card(office.theme, _("Intégrité"), name="base-whole")
        self._verify = Button(office.theme, _("Vérifier la base et le journal"), name="base-verify", icon="shield")
        self._verify.clicked.connect(self._check)
        self._said = paragraph(
            _("Chaque geste est scellé au journal : la vérification le relit depuis le premier."),
            ink="muted",
            name="base-said",
        )
        row = hbox(self._verify, STRETCH)
        self._bar = JobBar(office.theme, name="base-job")
        self.job = OneJob(office.jobs, self._bar)
        fill(whole.body, self._said, self._bar, row)
        fill(self.body, card, self._guard_card(), whole, STRETCH)

    def _guard_card(self) -> Card:
        """Return the card that says who could read the base without the program."""
        guard = Card(self.office.theme, _("Ce qui protège la base"), name="base-guard")
        self._key = paragraph("", name="base-key")
        self._disk = paragraph(_("Le disque\u202f: on demande à cet ordinateur…"), ink="muted", name="base-disk")
        others = _("D’autres utilisateurs de cet ordinateur peuvent lire le dossier de la base.")
        self._open_to = paragraph(others, ink="wait", name="base-open-to")
        to_key = Button(self.office.theme, _("Feuille de secours"), name="base-sheet", kind="link")
        to_key.clicked.connect(lambda: self.office.go("settings/section=register"))
        guard.add_action(to_key)
        fill(guard.body, self._key, self._disk, self._open_to)
        return guard

    def refresh(self) -> None:
        """Read the folder again; the disk is asked of the system once."""
        if not self._asked:
            self._asked = True
            self.office.jobs.run(
                ask_disk, self.office.folder, done=self._tell_disk, failed=self.office.complain, lane="thread"
            )
        folder = self.office.folder
        with self.office.store.read() as r:
            held = leads.count_leads(r)
        free = shutil.disk_usage(folder).free
        shown = (
            (self._where, str(folder)),
            (self._held, n_("{n} prospect", "{n} prospects", held).format(n=number(held))),
            (self._size, size_words(_bytes_in(folder))),
            (self._free, size_words(free)),
        )
        for label, words in shown:
            label.setText(words)
            label.setAccessibleName(words)
        base = at_rest(self.office.store)
        self._key.setText(base.shown)
        set_ink(self._key, "wait" if base.at_rest.state else "text")
        self._open_to.setVisible(is_open_to_others(folder))
        set_ink(self._free, "wait" if free < LITTLE else "text")

    def _tell_disk(self, lock: DiskLock) -> None:
        self._disk.setText(lock.shown)
        set_ink(self._disk, "wait" if lock.state is DiskEncryption.OFF else "text")

    def _open_folder(self) -> None:
        folder = str(self.office.folder)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.office.say("note", _("Le dossier de la base est ici :"), folder)

    def _check(self) -> None:
        self._verify.refuse(_("Vérification en cours…"))
        self._tell("", "muted")
        self.job.run(
            verifying.check, self.office.folder, text=_("Vérification"), done=self._checked, failed=self._failed,
            stopped=self._stopped,
        )  # fmt: skip

    def _checked(self, found: Verification) -> None:
        self._verify.allow()
        if found.ok:
            rows = n_("{n} événement au journal", "{n} événements au journal", found.rows).format(n=number(found.rows))
            words = _("La base est intacte. {rows}, chaîne vérifiée.").format(rows=rows)
            self._tell(" ".join((words, *found.notes)), "allowed")
        else:
            self._tell(" ".join(found.problems[:3]), "forbidden")

    def _stopped(self) -> None:
        self._verify.allow()
        self._tell(_("Vérification arrêtée\u202f: elle n’a rien dit de la base."), "muted")

    def _failed(self, problem: UserError) -> None:
        self._verify.allow()
        self._tell(problem.text, "forbidden")

    def _tell(self, words: str, ink: str) -> None:
        self._said.setText(words)
        set_ink(self._said, ink)


def size_words(size: int) -> str:
    """Return a size in bytes in French: « 12,4 Mo »."""
    value, unit = float(size), 0
    while value >= 1024 and unit < len(UNITS) - 1:
        value, unit = value / 1024, unit + 1
    text = number(round(value)) if unit == 0 or value >= 100 else decimal(f"{value:.1f}")
    return f"{text}{NBSP}{_(UNITS[unit])}"


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


class RegisterSection(SettingsSection):
    """The section. The words of the key are shown when asked, and hidden again when the section is left."""

    key = "register"
    title = N_("Registre d’opposition")
    sentence = N_("Ses empreintes sont faites avec une clé. Sans elle, un registre sauvé ne reconnaît plus personne.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.sheet = SheetCard(office)
        back = Card(office.theme, _("Remettre une clé"), name="register-back")
        self._back_words = paragraph(
            _(
                "Sur un nouvel ordinateur, ou si cette base a perdu la sienne\u202f: tapez les 24 mots. Une base "
                "qui a déjà des empreintes d’une autre clé la refuse. Fermez d’abord les autres fenêtres du "
                "programme."
            ),
            ink="muted",
        )
        back.body.addWidget(self._back_words)
        self.typed = text_area(office.theme, name="register-typed", title=_("Les 24 mots"), lines=3)
        self.restore = Button(office.theme, _("Remettre la clé"), name="register-restore", press=self._restore)
        fill(back.body, self.typed, hbox(self.restore, STRETCH))
        memory = Card(office.theme, _("Mémoire de ce poste"), name="register-memory")
        memory.body.addWidget(
            paragraph(
                _(
                    "Hors du dossier de la base, ce poste garde les empreintes et les dates des refus, des effacements "
                    "et des accords retirés\u202f: ni nom, ni numéro. Une base plus ancienne remise à la main est "
                    "reconnue, et ce qui y manque y est repris. Les sauvegardes en emportent une copie."
                ),
                ink="muted",
            )
        )
        fill(self.body, self.sheet, memory, back, STRETCH)

    def refresh(self) -> None:
        """Hide the words, and say what is in clear."""
        self.sheet.refresh()

    def arrive(self) -> None:
        """Give the focus to the button that prints the sheet."""
        self.sheet.print_.setFocus()

    def _restore(self) -> None:
        office = self.office
        with office.trying():
            with sealing(self._back_words):
                done = key_phrase.restore_key(office.store, self.typed.toPlainText(), by=office.by, at=office.now())
            self.typed.clear()
            office.say("done", done.shown)
            self.refresh()


SHOWN = 6
"""Backups listed."""


class BackupsSection(SettingsSection):
    """The section. ``back_up(folder)`` and ``propose(file)`` are called with what the two file dialogs return."""

    key = "backups"
    title = N_("Sauvegardes")
    sentence = N_(
        "Une copie sur un autre disque survit à cet ordinateur. Chaque copie est vérifiée avant d’être gardée."
    )

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._file = Path()
        self._bar = JobBar(office.theme, name="backups-job")
        self.job = OneJob(office.jobs, self._bar)
        card = Card(office.theme, _("Dernière sauvegarde"), name="backups-last")
        self._state = paragraph("", semibold=True, name="backups-state")
        self._list = paragraph("", ink="muted", name="backups-list")
        self._tried = paragraph("", ink="muted", name="backups-tried")
        self._make = Button(office.theme, _("Sauvegarder…"), name="backups-make", kind="primary", icon="check")
        self._pick = Button(office.theme, _("Restaurer…"), name="backups-pick", press=self._choose_file)
        self._drill = Button(office.theme, _("Tester une restauration"), name="backups-drill", kind="link")
        self._ask = PhraseAsk(office.theme, name="backups-phrase")
        row = flow(self._make, self._pick, self._drill)
        self._plain = paragraph(_(NOT_YET), ink="wait", name="backups-plain")
        self._confirm = Button(office.theme, _("Imprimer la feuille de secours"), name="backups-confirm", kind="link")
        self._confirm.clicked.connect(lambda: office.go("settings/section=register"))
        self._gone = paragraph("", ink="wait", name="backups-gone")
        self._seal = Button(office.theme, _("Sceller les anciennes copies"), name="backups-seal", kind="link")
        self._seal.clicked.connect(self.seal)
        fill(card.body, self._state, self._list, self._tried, self._gone, self._plain, self._confirm, self._seal, row)
        self._loss = Card(office.theme, _("Restaurer cette sauvegarde ?"), name="backups-loss")
        self._loss_words = paragraph("", name="backups-loss-words")
        self._restore = Button(office.theme, _("Restaurer"), name="backups-restore", kind="refusal", press=self.restore)
        self._leave = Button(office.theme, _("Ne rien changer"), name="backups-leave")
        answers = flow(self._restore, self._leave)
        fill(self._loss.body, self._loss_words, answers)
        self._loss.hide()
        fill(self.body, card, self._bar, self._ask, self._loss, _move_card(office), STRETCH)
        self._make.clicked.connect(self._choose_folder)
        self._drill.clicked.connect(self.drill)
        self._ask.given.connect(lambda: self.propose(self._file))
        self._ask.failed.connect(office.complain)
        self._leave.clicked.connect(self._loss.hide)

    def refresh(self) -> None:
        """Show the state of the backups."""
        office = self.office
        stands = backup_list.standing(office.store, at=office.now())
        self._state.setText(backup_words(stands, office.now()))
        set_ink(self._state, "wait" if stands.late else "text")
        self._tried.setText(drilled_words(stands.drilled))
        backups = backup_list.known_backups(office.store)[:SHOWN]
        self._list.setText("\n".join(map(_line, backups)) or _("Aucune copie n’est à portée de ce poste."))
        sealed = backup_list.is_sealed_here(office.store)
        with office.store.read() as r:
            holds = leads.count_leads(r) > 0
        for widget in (self._plain, self._confirm):
            widget.setVisible(bool(holds or backups) and not sealed)
        self._tried.setVisible(bool(backups))
        self._seal.setVisible(sealed and bool(backup_list.plain_ones(office.store)))
        chosen = office.settings.backup_folder
        gone = _(
            "Le dossier des sauvegardes n’est pas là\u202f: {folder}. Branchez son disque, ou choisissez-en un autre."
        )
        self._gone.setText(gone.format(folder=chosen))
        self._gone.setVisible(bool(chosen) and not Path(chosen).is_dir())
        if backups:
            self._drill.allow()
        else:
            self._drill.refuse(_("Aucune copie n’est à portée de ce poste."))

    def arrive(self) -> None:
        """Give the focus to what is done here first: a backup, or on a bare computer bringing one back."""
        (self._make if self._tried.isVisibleTo(self) else self._pick).setFocus()

    def back_up(self, folder: Path) -> None:
        """Make a backup in a folder."""
        self._run(keeping_jobs.back_up_job, folder, self._made, _("Sauvegarde en cours…"), _("Sauvegarde"))

    def propose(self, file: Path) -> None:
        """Check a backup, then show what restoring it would lose."""
        self._file = file
        words = _("Vérification de la sauvegarde")
        self._run(keeping_jobs.losing_job, file, self._told, _("Vérification en cours…"), words)

    def drill(self) -> None:
        """Restore the newest backup for trial, on a copy of the base."""
        newest = backup_list.known_backups(self.office.store)[0]
        words = _("Essai de restauration")
        self._run(keeping_jobs.drill_job, newest.path, self._drilled, _("Essai en cours…"), words)

    def seal(self) -> None:
        """Seal the copies that anybody could read."""
        words = _("Mise sous scellés")
        self._run(keeping_jobs.seal_known_job, Path(), self._sealed, _("Mise sous scellés en cours…"), words)

    def restore(self) -> None:
        """Restore the backup proposed."""
        self._loss.hide()
        self.office.restores = True
        words = _("Restauration en cours…")
        self._run(keeping_jobs.restore_job, self._file, self._restored, words, _("Restauration"))

    def _run(
        self, work: Callable[[Keeping, Progress], ResultT], place: Path, done: Callable[[ResultT], None], busy: str,
        text: str,
    ) -> None:  # fmt: skip
        """Run a job on a folder or a file; ``busy``: why nothing else may be asked meanwhile."""
        office = self.office
        for button in (self._make, self._pick, self._drill):
            button.refuse(busy)
        asked = Keeping(office.folder, office.by, office.now(), place)
        self.job.run(work, asked, text=text, done=done, failed=self._failed)

    def _choose_folder(self) -> None:
        office = self.office
        last = office.settings.backup_folder
        chosen = ask_folder(self, office.seat, _("Où copier la base"), Use.BACK_UP, last)
        if chosen:
            self.back_up(chosen)

    def _choose_file(self) -> None:
        chosen = ask_open(self, self.office.seat, _("Sauvegarde à remettre"), "*.db *.age", Use.BACK_UP)
        if chosen:
            self.propose(chosen)

    def _made(self, made: Backup) -> None:
        self._free()
        words = str(made.path) if made.sealed else f"{made.path}. {_(UNSEALED)}"
        self.office.say("done", _("Sauvegarde vérifiée."), words)

    def _sealed(self, count: int) -> None:
        self._free()
        self.office.say("done" if count else "caution", sealed_words(count))

    def _drilled(self, done: Drill) -> None:
        self._free()
        self.office.say("done", _("Essai réussi."), drill_words(done))

    def _told(self, loss: Loss) -> None:
        self._free()
        self._loss_words.setText(loss_words(loss))
        self._loss.show()
        self._leave.setFocus()

    def _restored(self, done: Restored) -> None:
        self._free()
        self._make.setFocus()
        counts = (
            (done.oppositions, n_("{n} opposition reportée", "{n} oppositions reportées", done.oppositions)),
            (done.erased, n_("{n} effacement refait", "{n} effacements refaits", done.erased)),
            (done.letters, n_("{n} lettre remise", "{n} lettres remises", done.letters)),
        )
        facts = [words.format(n=number(count)) for count, words in counts if count]
        if done.aside:
            facts.append(_("L’ancienne base est gardée\u202f: {file}").format(file=done.aside.name))
        lost = [lost_words(done.lost, done.moment)] if done.register_lost else []
        said = " ".join([f"{fact}." for fact in facts] + lost)
        self.office.say("caution" if lost else "done", _("Base restaurée et vérifiée."), said)

    def _failed(self, problem: UserError) -> None:
        self._free()
        self.office.restores = False
        if problem.code == "BACKUP_LOCKED":
            self._ask.ask_for([self._file])
        else:
            self.office.complain(problem)

    def _free(self) -> None:
        for button in (self._make, self._pick, self._drill):
            button.allow()
        self.office.forget(frozenset({"setting"}))
        self.refresh()


def _line(one: Backup) -> str:
    where = _("copie du programme, sur ce disque") if one.automatic else str(one.path.parent)
    closed = _("scellée") if one.sealed else _("non scellée")
    return f"{moment(one.at)} · {size_words(one.size)} · {closed} · {where}"


def _move_card(office: Office) -> Card:
    """Return the card that says how to change computer."""
    move = Card(office.theme, _("Changer d’ordinateur"), name="backups-move")
    move.body.addWidget(
        paragraph(
            _("Il suffit d’une sauvegarde scellée et de la feuille de secours. Ici\u202f: sauvegardez sur une clé "
              "USB. Là-bas\u202f: «\u202fRestaurer…\u202f», ce fichier, puis les 24 mots. Les lettres suivent."),
            ink="muted",
        )
    )  # fmt: skip
    return move
