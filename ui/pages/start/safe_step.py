"""Second page of the first start: where the base lives, why there, and what never leaves this computer."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.i18n import N_, _
from ui.common.office import Office
from ui.pages.start.phrase import PhraseCard
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import label, paragraph, value

FACTS = (
    (
        N_("Rien n’est envoyé"),
        N_("Ni vos prospects, ni vos notes, ni de mesure d’usage. La seule connexion est la page que vous demandez."),
    ),
    (
        N_("Un dossier de cet ordinateur"),
        N_("OneDrive, Dropbox ou un disque du réseau abîmeraient la base : le programme les refuse."),
    ),
    (
        N_("Une sauvegarde par semaine"),
        N_("Réglages, Sauvegardes\u202f: une copie vérifiée, sur un disque rangé ailleurs que dans cet ordinateur."),
    ),
)


class SafeStep(QWidget):
    """Only words, and a way to the folder."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("start-safe")
        self.setAccessibleName(_("Mise à l’abri"))
        self._folder = office.folder
        place = Card(office.theme, _("Votre base est dans ce dossier"), name="start-folder-card")
        path = value(str(office.folder), name="start-folder")
        path.setAccessibleName(_("Dossier de la base : {folder}").format(folder=office.folder))
        self.open = Button(office.theme, _("&Ouvrir le dossier"), name="start-open-folder")
        self.open.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(path, 1)
        row.addWidget(self.open)
        place.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_("Où vivent vos données"), "heading"))
        column.addWidget(place)
        for title, words in FACTS:
            facts = QVBoxLayout()
            facts.setSpacing(0)
            facts.addWidget(label(_(title), semibold=True))
            facts.addWidget(paragraph(_(words), ink="muted"))
            column.addLayout(facts)
        column.addWidget(PhraseCard(office))
        column.addStretch(1)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
