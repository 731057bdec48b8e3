"""« Par où commencer ? »: one card for each way in, with its digit, and what is true of the program from the first
minute."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from core.base.i18n import LANGUAGES, N_, _, language
from core.base.records import Struct
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Themed, fill, hbox, nest, vbox
from ui.widgets.mark import IconLabel
from ui.widgets.paint import Surfaced

WIDE = 230
NARROWEST = 3 * WIDE
"""Under this width, at 100 %, the cards stand one under the other."""


class Door(Struct, frozen=True):
    """One way in. ``key``: what is emitted; ``facts``: what is true of it, each with a check."""

    key: str
    icon: str
    title: str
    words: str
    facts: tuple[str, ...]
    verb: str


DOORS = (
    Door(
        "demo", "eye", N_("Essayer avec des exemples"),
        N_("60 vendeurs inventés, leurs lettres, leurs appels. Idéal pour voir."),
        (N_("Dans une autre fenêtre, sur une base à part"), N_("S’efface à la fermeture, sans laisser de trace")),
        N_("&Essayer"),
    ),
    Door(
        "begin", "today", N_("Commencer"), N_("Le nom de votre agence, puis votre premier vendeur."),
        (N_("Collez votre en-tête\u202f: la fiche se remplit"), N_("Fichier, page d’annonce ou saisie")),
        N_("&Commencer"),
    ),
    Door(
        "join", "leads", N_("Rejoindre une équipe"),
        N_("Un collègue utilise déjà Premier Contact dans l’agence."),
        (N_("Quatre mots, affichés sur son poste"), N_("Réglages, Équipe, Ajouter un poste")),
        N_("&Rejoindre…"),
    ),
)  # fmt: skip
FACTS = (
    ("check", N_("Aucune donnée ne quitte l’agence"), N_("Ni compte, ni nuage, ni mesure d’usage")),
    ("shield", N_("Chiffré, avec votre feuille de secours"), N_("Une page à imprimer, rappelée dans Aujourd’hui")),
)


class DoorsStep(Themed, QWidget):
    """The page. ``chosen(key)`` is emitted with demo, begin, join, restore, or the other language of the screen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="start-doors", title=_("Par où commencer"))
        self.buttons = {
            door.key: Button(
                theme, _(door.verb), name=f"start-{door.key}", kind="primary" if door.key == "begin" else "secondary",
                key=str(place), tall=40,
            )
            for place, door in enumerate(DOORS, 1)
        }  # fmt: skip
        self._cards = hbox(spacing=16)
        for door in DOORS:
            button = self.buttons[door.key]
            button.clicked.connect(partial(self.chosen.emit, door.key))
            self._cards.addWidget(DoorCard(theme, door, button))
        tell, words = self.chosen.emit, _("Reprendre une sauvegarde…")
        self.restore = Button(theme, words, name="start-restore", kind="link", press=partial(tell, "restore"))
        code, name = next(spoken for spoken in LANGUAGES if spoken[0] != language())
        self.other_language = Button(theme, name, name="start-language", kind="link", press=partial(tell, code))
        words = _(
            "Premier Contact dit d’où vient chaque prospect, s’il s’oppose, et ce que vous pouvez faire maintenant."
        )
        column = vbox(
            label(_("Par où commencer\u202f?"), "title"), paragraph(words, ink="muted"), 12, on=self,
            margins=(5, 0, 5, 0), spacing=8,
        )  # fmt: skip
        fill(column, self._cards, 12)
        facts = hbox(spacing=16)
        for icon, fact, detail in FACTS:
            mark = IconLabel(theme, icon, _(fact), ink="allowed")
            nest(facts, vbox(mark, paragraph(_(detail), ink="muted"), spacing=2), 1)
        fill(column, facts, 12, hbox(self.restore, STRETCH, self.other_language), STRETCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards one under the other where they have no room side by side."""
        super().resizeEvent(event)
        stacked = self.width() < self._theme.px(NARROWEST)
        self._cards.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)


class DoorCard(Surfaced, QFrame):
    """What a way in is, and the button that takes it."""

    def __init__(self, theme: Theme, door: Door, button: Button) -> None:
        super().__init__(theme, name=f"start-door-{door.key}", title=_(door.title))
        facts = [paragraph(f"✓ {_(fact)}", ink="muted") for fact in door.facts]
        title = IconLabel(theme, door.icon, _(door.title), ink="accent" if door.key == "begin" else "text")
        vbox(
            title, paragraph(_(door.words)), 4, *facts, STRETCH, 8, button, on=self, margins=(20, 18, 20, 18), spacing=6
        )
        self.setMinimumHeight(theme.px(190))
