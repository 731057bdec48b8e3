"""The help (F1): the manual beside the work, open at the page of where one stands, in a pane or a window of its own."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser, QWidget

from core.actions.common.files import write_whole
from core.base.i18n import _, n_
from core.base.version import VERSION
from core.cli.entry import program_name
from core.cli.run import FAMILIES
from core.words.manual import PICTURES, ManualPage, manual, picture_folder, search
from core.words.news import news
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.shell.frame import Frame
from ui.shell.manual_pdf import manual_pdf
from ui.shell.side_pane import SidePane
from ui.widgets.button import Button
from ui.widgets.fields import text_field
from ui.widgets.label import label
from ui.widgets.layouts import STRETCH, Fitted, fill, hbox, nest, vbox

WIDTH = 490
OF_PAGES: Mapping[str, str] = {
    "today": "aujourdhui",
    "leads": "prospects",
    "calls": "appels",
    "letters": "courriers",
    "oppositions": "opposition",
    "imports": "importer",
    "requests": "demandes",
    "settings": "reglages",
}
"""The key of a page of the window → its page in the manual."""
OF_PARTS: Mapping[str, str] = {
    "start": "journee",
    "sheet": "fiche",
    "new-lead": "fiche",
    "capture": "annonce",
    "entry-panel": "opposition",
    "print-panel": "courriers",
    "settings-sites": "annonce",
    "settings-law-texts": "loi",
    "settings-past-calls": "loi",
    "settings-team": "equipe",
    "settings-register": "sauvegardes",
    "settings-backups": "sauvegardes",
    "settings-base": "sauvegardes",
    "settings-keys": "raccourcis",
}
"""The name of what holds the focus, or of what is around it → its page; the innermost counts."""


def show_help(frame: Frame, office: Office) -> None:
    """Show the page of the manual about where the user stands; F1 again there closes it."""
    pane = frame.findChild(HelpPane, "help") or _made(frame, office)
    asked = page_of(frame)
    if pane.isVisible() and pane.isAncestorOf(QApplication.focusWidget() or frame):
        pane.leave()
        return
    pane.show_page(asked)
    pane.appear()


def go_between(frame: Frame, office: Office) -> None:
    """Go from the help to the work, or back; open the help where it is not (F6)."""
    pane = frame.findChild(HelpPane, "help")
    if pane is None or not pane.isVisible():
        show_help(frame, office)
    else:
        pane.toggle_focus()


def show_news(frame: Frame, office: Office) -> None:
    """Show what this version brought."""
    pane = frame.findChild(HelpPane, "help") or _made(frame, office)
    pane.show_text(_("Nouveautés de la version {version}").format(version=VERSION), news())
    pane.appear()


def page_of(frame: Frame) -> str:
    """Return the name of the manual's page about what has the focus."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, HelpPane):
        if widget.objectName() in OF_PARTS:
            return OF_PARTS[widget.objectName()]
        widget = widget.parentWidget()
    return OF_PAGES[frame.current()]


def _made(frame: Frame, office: Office) -> "HelpPane":
    pane = HelpPane(frame, office)
    frame.show_side(pane)
    return pane


class _ManualText(QTextBrowser):
    """The text of a page, with its pictures at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        # Pictures are drawn at the width of the text: a bar that comes and goes would change it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the manual, drawn no wider than the text."""
        if kind != QTextDocument.ResourceType.ImageResource:
            return super().loadResource(kind, name)
        path = picture_folder() / QUrl(name).path().rpartition(f"{PICTURES}/")[2]
        image = QImage(str(path))
        width = max(100, self.viewport().width() - round(2 * self.document().documentMargin()))
        ratio = self.devicePixelRatioF()
        small = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        return small


class HelpPane(Fitted, SidePane):
    """The pane."""

    def __init__(self, frame: Frame, office: Office) -> None:
        window_title, theme = _("Aide de Premier Contact"), office.theme
        super().__init__(frame, theme, name="help", title=_("Aide"), width=WIDTH, window_title=window_title)
        self._pages = manual(program_name(), ", ".join(sorted(name for names in FAMILIES.values() for name in names)))
        self._office = office
        self._found: list[ManualPage] = []
        self._shown = self._pages[0]
        self.search = text_field(
            theme, name="help-search", title=_("Chercher dans l’aide"), hint=_("Chercher dans l’aide")
        )
        self.search.setClearButtonEnabled(True)
        self.count = label("", "caption", ink="muted", name="help-count")
        self.contents = Button(theme, _("Sommaire"), name="help-contents", kind="link", icon="chevron-left")
        self.save = Button(theme, _("Enregistrer le manuel (PDF)…"), name="help-save", kind="link", press=self._save)
        self.text = _ManualText()
        self.text.setObjectName("help-text")
        self.text.setAccessibleName(_("Aide"))
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self._build()
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._next_found)
        self.text.anchorClicked.connect(lambda url: self.show_page(url.fileName().removesuffix(".md")))
        self.contents.clicked.connect(self.show_contents)
        theme.changed.connect(self._fit)

    def _build(self) -> None:
        column = vbox(on=self, margins=(16, 12, 16, 8), spacing=8)
        nest(column, hbox(label(_("Aide"), "heading"), STRETCH, self.detach, self.close_button, spacing=12))
        nest(column, hbox((self.search, 1), self.count, spacing=12))
        fill(column, (self.text, 1))
        nest(column, hbox(self.contents, STRETCH, self.save))

    def first(self) -> QWidget:
        """Return the search."""
        return self.search

    def show_page(self, key: str) -> None:
        """Show a page of the manual by its name."""
        self._shown = next((page for page in self._pages if page.key == key), self._pages[0])
        self._fit()

    def show_contents(self) -> None:
        """Show the list of the pages."""
        self.show_text(_("Sommaire"), "\n".join(f"- [{page.title}]({page.key}.md)" for page in self._pages))

    def show_text(self, title: str, body: str) -> None:
        """Show Markdown that is no page of the manual."""
        self._shown = ManualPage("", title, f"# {title}\n\n{body}\n", "")
        self._fit()

    def _fit(self) -> None:
        """Draw the pictures at the new width."""
        document = self.text.document()
        document.setDefaultFont(self._theme.font("body"))
        document.setDocumentMargin(self._theme.px(12))
        self.text.setMarkdown(self._shown.body)
        self.text.setAccessibleDescription(self._shown.title)

    def _save(self) -> None:
        """Write the whole manual where the user says."""
        office, title = self._office, _("Enregistrer le manuel")
        file = ask_save(self, office.seat, title, "manuel-premier-contact.pdf", "PDF (*.pdf)")
        if file is not None:
            with office.trying():
                write_whole(file, manual_pdf(self._pages, self._theme.font("body")))
                office.say("done", _("Le manuel est enregistré."), str(file))

    def _search(self, asked: str) -> None:
        self._found = search(self._pages, asked)
        told = (
            n_("{n} page trouvée", "{n} pages trouvées", len(self._found)).format(n=len(self._found))
            if asked.strip()
            else ""
        )
        self.count.setText(told)
        if self._found:
            self.show_page(self._found[0].key)

    def _next_found(self) -> None:
        """Show the next page found, the first again after the last (Entrée)."""
        keys = [page.key for page in self._found]
        if keys:
            place = keys.index(self._shown.key) if self._shown.key in keys else -1
            self.show_page(keys[(place + 1) % len(keys)])
