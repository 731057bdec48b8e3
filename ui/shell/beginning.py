"""The first start in the window: its page takes the place of all others until the user goes on."""

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QFrame, QWidget

from core.base import children
from core.base.i18n import LANGUAGES, _
from ui.common.at_seat import user_word
from ui.common.office import Office, Reopening
from ui.pages.start.page import StartPage
from ui.shell.frame import Frame
from ui.widgets.button import Button
from ui.widgets.label import label
from ui.widgets.layouts import STRETCH, drop, hbox

AFTER = {
    "import": "imports/import_file",
    "capture": "imports/capture_page",
    "type": "leads/new_lead",
    "later": "today",
    "restore": "settings/section=backups",
}
"""Where each way of going on leads."""


def begin_first_start(window: Frame, office: Office) -> StartPage:
    """Show the first start in ``window`` and return its page. Any command of the menus ends it as « Plus tard »
    does."""
    start = StartPage(office)
    pages = window.takeCentralWidget()
    assert pages is not None  # noqa: S101 - the frame has built it
    window.setCentralWidget(start)
    start.take_focus()

    def end(how: str) -> None:
        if how == "demo":
            _try_invented(office)
            return
        if how in dict(LANGUAGES):
            office.seat.language = how
        if how == "joined" or how in dict(LANGUAGES):
            window.reopens = Reopening()
            window.close()
            return
        window.page_shown.disconnect(leave)
        # takeCentralWidget removes the page without destroying it: this may be running in a slot of one of its buttons.
        window.takeCentralWidget()
        drop(start)
        window.setCentralWidget(pages)
        pages.show()
        window.status.item("user").show_text(user_word(office))
        if how in AFTER:
            office.go(AFTER[how])

    def leave(key: str) -> None:
        if start.join is not None and start.join.joining:
            return
        end("")
        office.go(key)

    start.finished.connect(end)
    window.page_shown.connect(leave)
    return start


def _try_invented(office: Office) -> None:
    """Open the demonstration in a window of its own, so that invented people never enter the agency's base."""
    if not _started("demo"):
        office.say(
            "caution", _("La base d’essai ne s’ouvre pas."), _("Lancez le programme avec le mot «\u202fdemo\u202f».")
        )


def made_up_strip(window: Frame, office: Office) -> QWidget:
    """Return the strip that says, as long as the demonstration is open, that all is invented; its button opens the real
    program, and the demonstration closes."""
    strip = QFrame()
    strip.setObjectName("demo-strip")
    strip.setProperty("ground", "wait-tint")

    def leave() -> None:
        if _started():
            window.close()

    begin = Button(office.theme, _("Commencer pour de vrai"), name="demo-leave", press=leave)
    words = label(_("Exemples\u202f: ces vendeurs sont inventés."), semibold=True, name="demo-words")
    hbox(words, STRETCH, begin, on=strip, margins=(20, 6, 20, 6), spacing=12)
    return strip


def _started(*words: str) -> bool:
    """Start another process of the program, which outlives this one; return whether it did."""
    program, *arguments = children.program(*words)
    started, _pid = QProcess.startDetached(program, arguments)
    return started
