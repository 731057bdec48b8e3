"""The dial line: the number, large and in pairs, its timer, and the one button that starts or ends the call."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from core.actions.calling.calldesk import Desk
from core.base.french import hour
from core.base.i18n import _
from core.model.verdict import Light
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.calls.reading import Call
from ui.pages.calls.words_of import clock, shown_phone
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph, polish
from ui.widgets.paint import box
from ui.widgets.turning import Turning

TICK_MS = 1000


class Dot(QWidget):
    """The green dot of a call going on; the timer beside it says the same in figures."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square of 10 at 100 %."""
        return QSize(self._theme.px(10), self._theme.px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the green dot."""
        side = min(self.width(), self.height())
        box(QPainter(self), self._theme, self.rect(), ground="allowed", edge="", radius=side / 2)


class DialLine(QFrame):
    """The line. Signals: ``call_asked``, to start or end the call; ``receive_asked``, the person is calling;
    ``other_asked``, to show their next number."""

    call_asked = Signal()
    receive_asked = Signal()
    other_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._theme = office.theme
        self._phone = ""
        self._call: Call | None = None
        self.setObjectName("dial")
        self.setAccessibleName(_("Numéro"))
        theme = office.theme
        self._number = label("", "number", name="number")
        self._number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._copy = Button(theme, _("Copier"), name="copy-number", kind="link")
        self._other = Button(theme, _("Autre numéro"), name="other-number", kind="link")
        self._told = paragraph("", ink="muted", name="dial-told")
        self._dot = Dot(theme)
        self._timer = label("", "verdict", name="timer")
        self._received = Button(theme, _("Appel reçu"), name="note-received", kind="link")
        self._received.setAccessibleName(_("Noter un appel reçu de cette personne"))
        self.main = Button(theme, _("Appeler"), name="call", kind="primary", key="F9")
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._copy.clicked.connect(self.copy)
        self._other.clicked.connect(self.other_asked)
        self._received.clicked.connect(self.receive_asked)
        self.main.clicked.connect(self.call_asked)
        number, doing = QWidget(), QWidget()
        left, right = QHBoxLayout(number), QHBoxLayout(doing)
        for row in (left, right):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
        for widget in (self._number, self._copy, self._other):
            left.addWidget(widget)
        left.addWidget(self._told, 1)
        for part in (self._dot, self._timer, self._received, self.main):
            right.addWidget(part)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.addWidget(Turning(theme, number, doing))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_desk(self, desk: Desk, call: Call | None) -> None:
        """Show the number of ``desk``, and the call with it."""
        self._phone, self._call = desk.who.phone, call
        free = call is not None or desk.verdict.allowed
        self._show_number(large=free, several=len(desk.phones) > 1 and call is None)
        self._told.setText(self._sentence(desk, call))
        self._dot.setVisible(call is not None and call.live)
        self._timer.setVisible(call is not None and not call.found)
        self._received.setVisible(call is None and desk.verdict.allowed)
        self._show_button(desk, call)
        self._tick()
        if call is not None and call.live:
            self._ticking.start()
        else:
            self._ticking.stop()

    def copy(self) -> None:
        """Copy the number to the clipboard in E.164, as a softphone takes it (``tel:`` links are not reliable, trap
        16)."""
        if self._phone:
            QGuiApplication.clipboard().setText(self._phone)
            self._office.say("done", _("Numéro copié."), _("Collez-le dans votre téléphone."))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and its edge."""
        box(QPainter(self), self._theme, self.rect(), ground="surface", edge="line", radius=8)

    def _show_number(self, *, large: bool, several: bool) -> None:
        words = shown_phone(self._phone) if self._phone else _("Aucun numéro")
        self._number.setText(words)
        self._number.setAccessibleName(_("Numéro {phone}").format(phone=words))
        role, ink = ("number", "text") if large and self._phone else ("verdict", "muted")
        if self._number.property("role") != role:
            self._number.setProperty("role", role)
            self._number.setProperty("ink", ink)
            polish(self._number)
        self._copy.setVisible(large and bool(self._phone))
        self._other.setVisible(several)

    def _sentence(self, desk: Desk, call: Call | None) -> str:
        if call is not None:
            return self._call_sentence(call)
        if desk.verdict.allowed:
            return ""
        if desk.verdict.light is Light.OPPOSED:
            return _("La composition est fermée : la personne s’est opposée.")
        if desk.verdict.light is Light.WAIT:
            return _("La composition s’ouvrira avec le feu.")
        return _("La composition est fermée tant que le feu est rouge.")

    @staticmethod
    def _call_sentence(call: Call) -> str:
        if call.found:
            began = _("Appel du {day} à {hour}, sans issue.")
            return began.format(day=f"{call.started:%d/%m}", hour=hour(call.started))
        if call.outcome:
            return _("Issue à corriger.")
        if not call.live:
            return _("Raccroché : choisissez l’issue.")
        return _("Appel reçu") if call.direction == "in" else ""

    def _show_button(self, desk: Desk, call: Call | None) -> None:
        live = call is not None and call.live
        self.main.setVisible(call is None or live)
        self.main.kind = "secondary" if live or not desk.verdict.allowed else "primary"
        self.main.dress(_("Terminer") if live else _("Appeler"), icon="", key="F9")
        if live or desk.verdict.allowed:
            self.main.allow()
        else:
            self.main.refuse(self._told.text())

    def _tick(self) -> None:
        if self._call is not None:
            self._timer.setText(clock(self._call.lasted(self._office.now())))
