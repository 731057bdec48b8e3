"""Asks for the 24 words, where the key of a base or of a sealed backup is not on this computer."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.register import key_phrase
from core.base.errors import UserError
from core.base.i18n import _
from core.base.screen_shapes import listed
from core.store.engine.packing import keys_wanted
from core.words.register import key_id_words
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_area
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, fill, hbox
from ui.widgets.pages import bring_into_sight


class PhraseAsk(Card):
    """The card. ``given`` is emitted once the key is on this computer, ``failed(problem)`` when the words are not the
    ones."""

    given = Signal()
    failed = Signal(object)

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme, _("Les 24 mots de la feuille de secours"), name=name)
        self._wanted: Collection[str] = ()
        self._told = paragraph("", ink="muted", name=f"{name}-told")
        self.typed = text_area(theme, name=f"{name}-typed", title=_("Les 24 mots"), lines=3)
        self.open = Button(theme, _("Remettre la clé"), name=f"{name}-open", kind="primary", press=self._give)
        row = hbox(self.open, STRETCH)
        fill(self.body, self._told, self.typed, row)
        self.hide()

    def ask(self, wanted: Collection[str]) -> None:
        """Show the card; ``wanted``: what the keys that would do are known by, none when nothing says."""
        self._wanted = wanted
        sentences = [_("Tapez-les dans l’ordre, séparés par un espace. La clé restera ensuite sur cet ordinateur.")]
        if wanted:
            keys = listed([key_id_words(known_by) for known_by in sorted(wanted)])
            sentences.append(_("La feuille porte en haut\u202f: Clé {key}.").format(key=keys))
        self._told.setText(" ".join(sentences))
        self.show()
        self.typed.setFocus()
        bring_into_sight(self)

    def ask_for(self, files: Sequence[Path]) -> bool:
        """Ask for the key of sealed backups; tell whether there is any."""
        if files:
            self.ask({key for path in files for key in keys_wanted(path)})
        return bool(files)

    def _give(self) -> None:
        try:
            key_phrase.give_key(self.typed.toPlainText(), self._wanted)
        except UserError as problem:
            self.failed.emit(problem)
            return
        self.typed.clear()
        self.hide()
        self.given.emit()
