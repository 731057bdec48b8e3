"""Last page of the first start: four ways to a first lead, the invented ones included."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.base.i18n import N_, _
from ui.common.office import Office
from ui.widgets.button import Button, Kind
from ui.widgets.label import label, paragraph


@dataclass(frozen=True, slots=True)
class Way:
    """``key`` is what :class:`ui.pages.start.page.StartPage` tells; ``words`` says what happens then."""

    key: str
    icon: str
    title: str
    words: str


WAYS = (
    Way(
        "import",
        "imports",
        N_("&Importer un fichier"),
        N_("Une pige achetée, Excel ou CSV. Vous confirmez les colonnes avant que rien ne soit écrit."),
    ),
    Way(
        "capture",
        "page",
        N_("&Lire une page d’annonce"),
        N_("Une page enregistrée ou une adresse. Un site qui refuse n’est pas lu."),
    ),
    Way(
        "type", "edit", N_("&Saisir un prospect"), N_("Une personne venue au comptoir, ou une annonce vue dans la rue.")
    ),
    Way(
        "demo",
        "eye",
        N_("Essa&yer avec des prospects inventés"),
        N_("Dans une autre fenêtre, sur une base à part qui disparaît ensuite."),
    ),
)


class WaysStep(QWidget):
    """``chosen(key)``: import, capture, type or demo."""

    chosen = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("start-ways")
        self.setAccessibleName(_("Commencer"))
        self.buttons: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        for line, way in enumerate(WAYS):
            kind: Kind = "primary" if line == 0 else "secondary"
            button = Button(office.theme, _(way.title), name=f"start-{way.key}", kind=kind, icon=way.icon, tall=40)
            button.clicked.connect(_teller(self.chosen.emit, way.key))
            self.buttons[way.key] = button
            words = paragraph(_(way.words), ink="muted")
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(button, line, 0)
            grid.addWidget(words, line, 1)
        column = QVBoxLayout(self)
        # Room for the focus ring of the buttons, four pixels outside them.
        column.setContentsMargins(5, 0, 5, 0)
        column.setSpacing(12)
        column.addWidget(label(_("Votre premier prospect"), "heading"))
        column.addLayout(grid)
        column.addSpacing(8)
        column.addWidget(
            paragraph(_("Ensuite : une lettre d’information part d’abord, le téléphone vient avec l’accord."))
        )
        column.addStretch(1)


def _teller(tell: Callable[[str], None], key: str) -> Callable[[], None]:
    return lambda: tell(key)
