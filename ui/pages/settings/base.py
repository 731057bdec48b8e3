"""The base: where it is, its size, and whether it is whole."""

import shutil
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from core.actions.keeping import verifying
from core.actions.keeping.verifying import Verification
from core.base.errors import UserError
from core.base.french import NBSP, number
from core.base.i18n import N_, _, n_
from core.store import leads
from core.store.engine.folders import is_open_to_others
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.settings.section import Section
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph, set_ink
from ui.widgets.layouts import nest

UNITS = (N_("octets"), N_("Ko"), N_("Mo"), N_("Go"), N_("To"))
LITTLE = 1 << 30
"""Bytes: under that much free disk the number is told in the colour of waiting."""


class BaseSection(Section):
    """The section, read each time it is shown since sizes change."""

    key = "base"
    title = N_("Base")
    sentence = N_("Tout est dans un dossier de cet ordinateur. Rien n’est envoyé.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        card = Card(office.theme, _("Le dossier"), name="base-folder")
        words = (_("Où"), _("Contenu"), _("Taille"), _("Disque libre"))
        self._where, self._held, self._size, self._free = card.add_pairs([(one, "") for one in words])
        self._open = Button(office.theme, _("Ouvrir le dossier"), name="base-open", kind="link")
        self._open.clicked.connect(self._open_folder)
        card.add_action(self._open)
        others = _("D’autres utilisateurs de cet ordinateur peuvent lire le dossier de la base.")
        self._open_to = paragraph(others, ink="wait", name="base-open-to")
        card.body.addWidget(self._open_to)
        whole = Card(office.theme, _("Intégrité"), name="base-whole")
        self._verify = Button(office.theme, _("Vérifier la base et le journal"), name="base-verify", icon="shield")
        self._verify.clicked.connect(self._check)
        self._said = paragraph(
            _("Chaque geste est scellé au journal : la vérification le relit depuis le premier."),
            ink="muted",
            name="base-said",
        )
        row = QHBoxLayout()
        row.addWidget(self._verify)
        row.addStretch(1)
        self._bar = JobBar(office.theme, name="base-job")
        self._job = OneJob(office.jobs, self._bar)
        whole.body.addWidget(self._said)
        whole.body.addWidget(self._bar)
        nest(whole.body, row)
        self.body.addWidget(card)
        self.body.addWidget(whole)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the folder again."""
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
        self._open_to.setVisible(is_open_to_others(folder))
        set_ink(self._free, "wait" if free < LITTLE else "text")

    def _open_folder(self) -> None:
        folder = str(self.office.folder)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.office.say("note", _("Le dossier de la base est ici :"), folder)

    def _check(self) -> None:
        self._verify.refuse(_("Vérification en cours…"))
        self._tell("", "muted")
        self._job.run(
            verifying.check, self.office.folder, text=_("Vérification"), done=self._checked, failed=self._failed,
            stopped=self._stopped,
        )  # fmt: skip

    def _checked(self, found: Verification) -> None:
        self._verify.allow()
        if found.ok:
            rows = n_("{n} événement au journal", "{n} événements au journal", found.rows).format(n=number(found.rows))
            told = _("La base est intacte. {rows}, chaîne vérifiée.").format(rows=rows)
            self._tell(" ".join((told, *found.notes)), "allowed")
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
    shown = number(round(value)) if unit == 0 or value >= 100 else f"{value:.1f}".replace(".", ",")
    return f"{shown}{NBSP}{_(UNITS[unit])}"


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
