"""How replies come in: a reference typed, or the files of scanned pages."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.i18n import _
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.fields import text_field
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest


class ReplyTop(QWidget):
    """The reference, the files and the progress of their reading."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.reference = text_field(
            theme, name="replies-reference", title=_("Référence du coupon"), hint=_("Référence, ex. K7P-4MD")
        )
        self.choose = Button(theme, _("Choisir des pages numérisées…"), name="replies-files")
        self.bar = JobBar(theme, name="replies-job")  # Put under the pile, whose rows then stay where they are.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        typed = QVBoxLayout()
        typed.setContentsMargins(20, 12, 20, 0)
        self._said = (
            label(_("Une réponse à la main\u202f: sa référence, puis Entrée"), "caption", ink="muted"),
            paragraph(_("Ou déposez les pages ici. Rien n’est lu de l’encre."), "caption", ink="muted"),
        )
        typed.addWidget(self._said[0])
        typed.addWidget(self.reference)
        typed.addWidget(self.choose)
        typed.addWidget(self._said[1])
        nest(column, typed)

    def show_less(self, less: bool) -> None:
        """Leave out what explains, where there is no room."""
        for words in self._said:
            words.setVisible(not less)
