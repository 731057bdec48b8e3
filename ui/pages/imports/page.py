"""The page Imports: the list of batches, or in its place the assistant, the reading of pages, or one batch."""

from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.french import number
from core.base.i18n import _, n_
from core.store.port import Changed
from ui.common import choosing
from ui.common.file_dialogs import Use, remember
from ui.common.office import Office
from ui.common.page import Gesture, Page
from ui.pages.imports.assistant import Assistant
from ui.pages.imports.batch_list import BatchList, FreshRow, batch_rows
from ui.pages.imports.capture import CapturePanel
from ui.pages.imports.summary import Summary
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.pages import Pages

SHOWN = frozenset(("batch", "reject", "supplier", "*"))
LOOKED_AT = frozenset(("batch", "reject", "merging", "alike", "*"))
"""What one batch looked at shows."""


class ImportsPage(Page):
    """A page of the rail. :meth:`import_file` and :meth:`capture_page` are commands of the menu."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.gestures = {
            Gesture.IMPORT_FILE: self.import_file,
            Gesture.CAPTURE_PAGE: self.capture_page,
            Gesture.SEARCH: self.focus_search,
        }
        self._office = office
        self.setObjectName("imports")
        self.setAccessibleName(_("Imports"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(True)
        theme = office.theme
        self.header = PageHeader(theme, _("Imports"), name="imports-header")
        self.capture_button = Button(theme, _("Lire une page d’a&nnonce"), name="imports-capture", icon="page")
        self.import_button = Button(
            theme, _("I&mporter un fichier"), name="imports-import", kind="primary", icon="imports"
        )
        self.header.add_button(self.capture_button)
        self.header.add_button(self.import_button)
        self.list = BatchList(office, self._empty())
        self.fresh = FreshRow(office)
        self.assistant = Assistant(office)
        self._home = QWidget()
        home = QVBoxLayout(self._home)
        home.setContentsMargins(0, 0, 0, 0)
        home.setSpacing(0)
        home.addWidget(self.header)
        home.addWidget(self.fresh)
        home.addWidget(self.list, 1)
        self._stack = Pages()
        self._stack.setObjectName("imports-pages")
        for page in (self._home, self.assistant):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self.refresh(SHOWN)

    @cached_property
    def capture(self) -> CapturePanel:
        """The reading of pages, made when it is first asked for."""
        made = self._stack.late(self._office.theme, partial(CapturePanel, self._office))
        made.left.connect(self.go_home)
        made.choose_asked.connect(self._choose_pages)
        made.batch_asked.connect(self.open_batch)
        return made

    @cached_property
    def summary(self) -> Summary:
        """One batch, made when one is first asked for."""
        made = self._stack.late(self._office.theme, partial(Summary, self._office))
        made.left.connect(self.go_home)
        return made

    # --- What the window calls

    def refresh(self, changed: Changed) -> None:
        """Read the batches again when one changed, and the one being shown."""
        if changed & LOOKED_AT and isinstance(self._stack.currentWidget(), Summary):
            self.summary.refresh()
        if changed & LOOKED_AT and self.assistant.result.batch_id:
            self.assistant.result.refresh()
        if not changed & SHOWN:
            return
        with self._office.store.read() as r:
            rows = batch_rows(r)
        self.list.show_rows(rows)
        self.header.show_count(n_("{n} lot", "{n} lots", len(rows)).format(n=number(len(rows))) if rows else "")
        # An empty page has its own buttons, and only one primary button may be visible.
        for button in (self.capture_button, self.import_button):
            button.setVisible(bool(rows))
        if self.isVisible():
            self.fresh.look()

    def import_file(self) -> None:
        """Ask for a lead file and open the assistant on it; an import already running stays visible."""
        self._stack.setCurrentWidget(self.assistant)
        if self.assistant.importing:
            return
        self.assistant.begin()
        self._choose_file()

    def capture_page(self) -> None:
        """Open the reading of listing pages."""
        self._stack.setCurrentWidget(self.capture)
        self.capture.begin()

    def take_files(self, files: list[Path]) -> None:
        """Take dropped files: pages are read, a table opens the assistant."""
        pages = [file for file in files if choosing.is_page(file)]
        tables = [file for file in files if not choosing.is_page(file)]
        if tables and not self.assistant.importing:
            self._stack.setCurrentWidget(self.assistant)
            remember(self._office.seat, Use.TAKE_IN, tables[0])
            self.assistant.begin(tables[0])
            if len(files) > 1:
                self._office.say(
                    "note", _("Un fichier à la fois."), _("« {file} » est lu.").format(file=tables[0].name)
                )
        elif pages and not self.capture.reading:
            self._stack.setCurrentWidget(self.capture)
            self.capture.begin(pages)

    def take_address(self, address: str) -> None:
        """Read the page at an address that was dropped or pasted."""
        if not self.capture.reading:
            self._stack.setCurrentWidget(self.capture)
            self.capture.begin()
            self.capture.address.setText(address)
            self.capture.read_address()

    def open_batch(self, batch_id: int, note: str = "") -> None:
        """Show a batch."""
        self.summary.show_batch(batch_id, note=note)
        self._stack.setCurrentWidget(self.summary)
        self.summary.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Give the focus to the list, or to the first control of the work in progress."""
        shown = self._stack.currentWidget()
        if shown is self._home or shown is None:
            self.go_home()
            return
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        shown.focusNextChild()

    def focus_search(self) -> None:
        """Give the focus to the list of batches (Ctrl+F)."""
        self.go_home()

    def go_home(self) -> None:
        """Show the list."""
        self._stack.setCurrentWidget(self._home)
        shown = self.list.currentWidget()
        target = self.list.table if shown is self.list.table else self._empty_import
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Events

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether new files came meanwhile."""
        super().showEvent(event)
        self.fresh.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list on Échap, from a batch or from the reading of pages."""
        shown = self._stack.currentWidget()
        away = isinstance(shown, Summary) or (isinstance(shown, CapturePanel) and not shown.reading)
        if event.key() == Qt.Key.Key_Escape and away:
            self.go_home()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files of this computer, and the address of a page."""
        if choosing.dropped_files(event.mimeData()) or choosing.dropped_address(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        event.acceptProposedAction()
        if address := choosing.dropped_address(event.mimeData()):
            self.take_address(address)
        else:
            self.take_files(choosing.dropped_files(event.mimeData()))

    def _paste(self) -> None:
        """Read copied rows from the list or the first step, wherever the focus is: the rail keeps it after a click."""
        shown = self._stack.currentWidget()
        if address := choosing.copied_address():
            self.take_address(address)
        elif shown is self._home or (shown is self.assistant and self.assistant.file.isVisible()):
            self._stack.setCurrentWidget(self.assistant)
            self.assistant.paste()

    def _choose_file(self) -> None:
        chosen = choosing.choose_table(self, self._office.seat)
        if chosen is not None:
            self.assistant.begin(chosen)

    def _choose_pages(self) -> None:
        chosen = choosing.choose_pages(self, self._office.seat)
        if chosen:
            self.capture.read_files(chosen)

    def _stopped(self, batch_id: int, sentence: str) -> None:
        """Show what an import that did not reach its end has kept, or that nothing was kept."""
        if batch_id:
            self.open_batch(batch_id, sentence)
            return
        self.assistant.begin()
        self.assistant.file.problem.show_problem(sentence)

    def _empty(self) -> EmptyState:
        theme = self._office.theme
        self._empty_import = Button(
            theme, _("I&mporter un fichier"), name="empty-import", kind="primary", icon="imports"
        )
        self._empty_capture = Button(theme, _("Lire une page d’a&nnonce"), name="empty-capture", icon="page")
        self._empty_import.clicked.connect(self.import_file)
        self._empty_capture.clicked.connect(self.capture_page)
        return EmptyState(
            theme,
            _("Aucun lot"),
            _("Le premier fichier demande aussi qui vous l’a vendu."),
            name="imports-empty",
            buttons=[self._empty_import, self._empty_capture],
            hint=_(
                "Ou glissez ici un fichier ou une page enregistrée, ou collez des lignes copiées d’un tableur (Ctrl+V)."
            ),
        )

    def _connect(self) -> None:
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self._paste)
        self.import_button.clicked.connect(self.import_file)
        self.fresh.chosen.connect(lambda file: self.take_files([file]))
        self.capture_button.clicked.connect(self.capture_page)
        self.list.table.opened.connect(self.open_batch)
        self.assistant.left.connect(self.go_home)
        self.assistant.choose_asked.connect(self._choose_file)
        self.assistant.stopped.connect(self._stopped)
