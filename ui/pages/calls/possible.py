"""« Ce qui est possible »: the other channels, each with its own light, shown when calling is not allowed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.actions.calling.calldesk import Desk
from core.base.i18n import _
from core.model.verdict import Light, Verdict
from core.words.verdicts import light_word, reference, sentence
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph
from ui.widgets.paint import box, hairline, margin_line
from ui.widgets.turning import Turning
from ui.widgets.verdict import LightMark

MARGIN = 64


class PossibleRow(QWidget):
    """One channel: its light in the margin, what may be done, why, and a button when there is one."""

    def __init__(self, theme: Theme, title: str, *, name: str, button: QWidget | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._words = title
        self.setObjectName(name)
        self._mark = LightMark(theme, Light.FORBIDDEN)
        self._title = label(title, semibold=True, name=f"{name}-title")
        self._why = paragraph("", ink="muted", name=f"{name}-why")
        self._left = QWidget()
        left = QHBoxLayout(self._left)
        left.setContentsMargins(0, 2, 0, 0)
        left.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        told = QWidget()
        words = QVBoxLayout(told)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 16, 9)
        row.setSpacing(16)
        row.addWidget(self._left, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Turning(theme, told, button) if button is not None else told, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def show_light(self, light: Light, why: str, *, word: str) -> None:
        """Show the light of the channel; ``word`` names it for screen readers."""
        self._mark.show_light(light)
        self._why.setText(why)
        self.setAccessibleName(f"{self._words}, {word}. {why}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line above and the margin line."""
        painter = QPainter(self)
        hairline(painter, self._theme, left=0, right=self.width(), y=0)
        margin_line(painter, self._theme, x=self._theme.px(MARGIN) - 1, top=1, bottom=self.height())

    def _fit(self) -> None:
        self._left.setFixedWidth(self._theme.px(MARGIN))


class PossibleCard(QFrame):
    """The card. Signals: ``letter_asked``, to prepare the letter; ``receive_asked``, the person is calling."""

    letter_asked = Signal()
    receive_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("possible")
        self.setAccessibleName(_("Ce qui est possible"))
        self.letter_button = Button(theme, _("Préparer la lettre"), name="prepare-letter", kind="primary", icon="mail")
        self.receive_button = Button(theme, _("Noter un appel reçu"), name="possible-received")
        self.letter_button.clicked.connect(self.letter_asked)
        self.receive_button.clicked.connect(self.receive_asked)
        held = QWidget()
        self.letter_place = QHBoxLayout(held)
        self.letter_place.setContentsMargins(0, 0, 0, 0)
        self.letter_place.addWidget(self.letter_button)
        self._letter = PossibleRow(theme, _("Écrire un courrier"), name="possible-letter", button=held)
        self._answer = PossibleRow(
            theme, _("Répondre si la personne appelle"), name="possible-answer", button=self.receive_button
        )
        self._written = PossibleRow(theme, _("E-mail, SMS, messagerie de l’annonce"), name="possible-written")
        self._email = PossibleRow(theme, _("E-mail, messagerie de l’annonce"), name="possible-email")
        self._sms = PossibleRow(theme, _("SMS"), name="possible-sms")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        title = label(_("Ce qui est possible"), semibold=True, name="possible-title")
        title.setContentsMargins(15, 8, 15, 8)
        column.addWidget(title)
        for row in (self._letter, self._answer, self._written, self._email, self._sms):
            column.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_desk(self, desk: Desk) -> None:
        """Show the channels of the person; a caller without a sheet may only be answered."""
        self._letter.setVisible(desk.sheet is not None)
        answer = _("L’appel reçu est noté, avec son objet. Il n’ouvre pas d’appel de votre part.")
        self._answer.show_light(Light.ALLOWED, answer, word=_("Permis"))
        verdicts = desk.sheet.verdicts if desk.sheet is not None else {}
        if "letter" in verdicts:
            self._show_letter(verdicts["letter"])
        self._show_written(verdicts.get("email"), verdicts.get("sms"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and its edge."""
        box(QPainter(self), self._theme, self.rect(), ground="surface", edge="line", radius=8)

    def _show_written(self, email: Verdict | None, sms: Verdict | None) -> None:
        """Show one row for e-mail and SMS when the same is true of both."""
        alike = email is not None and sms is not None and _why(email) == _why(sms)
        for row, said, shown in (
            (self._written, email, alike),
            (self._email, email, not alike),
            (self._sms, sms, not alike),
        ):
            row.setVisible(shown and said is not None)
            if said is not None:
                row.show_light(said.light, _why(said), word=light_word(said))

    def _show_letter(self, said: Verdict) -> None:
        self._letter.show_light(said.light, _why(said), word=light_word(said))
        self.letter_button.setVisible(said.light is not Light.OPPOSED)
        if said.allowed:
            self.letter_button.allow()
        else:
            self.letter_button.refuse(sentence(said.reasons[0]))


def _why(said: Verdict) -> str:
    first = said.reasons[0]
    return sentence(first) if said.allowed else f"{sentence(first)} {reference(first)}."
