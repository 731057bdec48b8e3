"""The foot of a sheet: the gestures that are always in sight."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.base.i18n import _
from core.words.verdicts import sentence
from ui.look.theme import Theme
from ui.pages.leads import cards
from ui.pages.leads.reading import Whole
from ui.widgets.button import Button
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest


class SheetFoot(QWidget):
    """The letter, the call and the opposition. The primary button is that of the next step, in its card."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sheet-foot")
        self.letter = Button(theme, _("Préparer la lettre"), name="sheet-letter", icon="mail")
        self.call = Button(theme, _("Appeler"), name="sheet-call", icon="phone", key="F9")
        self.oppose = Button(theme, _("S’oppose"), name="sheet-oppose", kind="refusal", key="F8")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(15, 12, 15, 12)
        rows.setSpacing(8)
        rows.addWidget(self.call)
        self._why = paragraph("", "caption", ink="muted", name="sheet-why")
        rows.addWidget(self._why)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        nest(rows, buttons)
        buttons.addWidget(self.letter, 1)
        buttons.addWidget(self.oppose)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def give_keys(self, given: bool) -> None:
        """Show the keys of the buttons, unless they act on several people chosen in the list."""
        self.call.dress(_("Appeler"), icon="phone", key="F9" if given else "")
        self.oppose.dress(_("S’oppose"), icon="", key="F8" if given else "")

    def show_whole(self, whole: Whole) -> None:
        """Show what may be done for a person, and above the buttons why the rest may not."""
        why = []
        self.call.setVisible(cards.may_call(whole))
        said = cards.may_write(whole)
        if said.allowed:
            self.letter.allow()
        else:
            why.append(sentence(said.reasons[0]))
            self.letter.refuse(why[-1])
        if cards.is_opposed(whole):
            why.append(_("L’opposition est déjà enregistrée."))
            self.oppose.refuse(why[-1])
        else:
            self.oppose.allow()
        self._why.setText(" ".join(one if one.endswith(".") else f"{one}." for one in why))
        self._why.setVisible(bool(why))
