"""What may be sent to whoever helps: the program, the computer, the state of the base, the last bugs. No name, number,
address nor path of this user is in it; it is shown before it is saved, and nothing leaves by itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from core.actions.common.files import write_whole
from core.actions.register.at_rest import at_rest
from core.base.i18n import _
from core.base.screen_shapes import number
from core.store.leads import count_leads
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.shell.errors import CRASH_LOG, nameless, versions
from ui.widgets.button import Button
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, fill, hbox, vbox

SCHEMES = {"system": "thème du système", "light": "clair", "dark": "sombre"}
LAST = 20_000
"""Characters of the log that are shown, the last ones."""


def diagnostic(office: Office) -> str:
    """Return the text."""
    with office.store.read() as r:
        leads = count_leads(r)
    screen = QGuiApplication.primaryScreen()
    base, state = office.store.path, at_rest(office.store).at_rest.state
    lines = [
        versions(),
        f"Écran : {screen.size().width()} × {screen.size().height()}, {screen.devicePixelRatio():g} ×",
        f"Texte : {office.theme.scale} %, {SCHEMES[office.seat.scheme]}",
        f"Base : {number(leads)} fiches, {number(base.stat().st_size // 1024)} Ko, {state or 'scellée'}",
        f"Lecture seule : {'oui' if office.reads_only else 'non'}",
    ]
    log = base.with_name(CRASH_LOG)
    report = nameless(log.read_text("utf-8", "replace")).strip()[-LAST:] if log.exists() else ""
    return "\n".join([*lines, "", report if report not in ("", versions()) else "Aucune erreur notée."])


def show_diagnostic(parent: QWidget, office: Office) -> None:
    """Show the text, which may be saved or copied."""
    dialog = QDialog(parent)
    dialog.setObjectName("diagnostic")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Diagnostic"))
    told = QPlainTextEdit(diagnostic(office))
    told.setObjectName("diagnostic-text")
    told.setAccessibleName(_("Diagnostic"))
    told.setReadOnly(True)
    told.setTabChangesFocus(True)
    save = Button(office.theme, _("Enregistrer…"), name="diagnostic-save", kind="primary")
    copy = Button(office.theme, _("Copier"), name="diagnostic-copy")
    words = _(
        "Ni nom, ni numéro, ni adresse. Relisez-le, puis envoyez-le vous-même à qui vous aide\u202f: rien ne part seul."
    )
    column = vbox(on=dialog, margins=(20, 16, 20, 16), spacing=12)
    fill(column, paragraph(words), (told, 1), hbox(STRETCH, copy, save, spacing=8))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(told.toPlainText()))
    save.clicked.connect(lambda: _save(dialog, office, told.toPlainText()))
    dialog.resize(office.theme.px(680), office.theme.px(460))
    dialog.show()


def _save(dialog: QDialog, office: Office, words: str) -> None:
    file = ask_save(
        dialog, office.seat, _("Enregistrer le diagnostic"), "premier-contact-diagnostic.txt", _("Texte (*.txt)")
    )
    if file is None:
        return
    with office.trying():
        write_whole(file, words.encode())
        dialog.close()
        office.say("note", _("Le diagnostic est enregistré."), str(file))
