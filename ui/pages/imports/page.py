"""The page Imports: the list of batches, newest first, each with its counts (rows read = added + merged + opposed +
rejected + blank); or in its place the assistant, the reading of pages, or one batch."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from core.actions.common import suppliers
from core.actions.intake.fresh_files import LookInFolder, fresh_files
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct
from core.base.running_window import HANDED
from core.base.screen_shapes import day_short, hour, number
from core.model.batch import Source
from core.model.supplier import Severity
from core.sources.copied_page import CopiedPage
from core.store import batches
from core.store.port import Changed, Reader
from ui.common.copied import copied_page, page_in
from ui.common.file_dialogs import (
    Use,
    choose_pages,
    choose_table,
    copied_address,
    copied_files,
    copied_text,
    dropped_address,
    dropped_files,
    is_page,
    may_be_read,
    remember,
)
from ui.common.office import Office
from ui.common.page import Page, PageGesture
from ui.pages.imports.assistant import Assistant
from ui.pages.imports.capture import CapturePanel
from ui.pages.imports.summary import Summary
from ui.pages.settings.suppliers import severity_cell
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.label import label
from ui.widgets.layouts import STRETCH, Named, drop, hbox, vbox, widget_of
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.pages import Pages

LONGEST = 34
LARGE = 150
"""Size of text, in hundredths, from which one file only is offered: there is no room for two."""


class FreshRow(Named, QWidget):
    """The line that offers new files, hidden when there are none. ``chosen(file)`` is emitted when one is to be
    read."""

    chosen = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__(name="imports-fresh")
        self._office = office
        self._buttons: list[Button] = []
        self._shown: list[Path] = []
        self._words = label("", ink="muted")
        self._row = hbox(self._words, STRETCH, on=self, margins=(20, 0, 20, 8), spacing=12)
        self.hide()

    def look(self) -> None:
        """Look at the folder of the last file, in the background; before the first import there is none."""
        folder = self._office.seat.text(Use.TAKE_IN)
        if not folder:
            return
        asked = LookInFolder(self._office.folder, Path(folder), self._office.now())
        self._office.jobs.run(fresh_files, asked, done=self.show_files, failed=self._forget, lane="thread")

    def show_files(self, files: Sequence[Path]) -> None:
        """Offer these files, unless they are those offered: a button that has the keyboard keeps it."""
        paths = list(files[:1] if self._office.theme.scale >= LARGE else files)
        if paths == self._shown:
            return
        self._shown = paths
        for button in self._buttons:
            drop(button)
        self._buttons = []
        for place, file in enumerate(paths, start=1):
            name = file.name if len(file.name) <= LONGEST else f"{file.name[: LONGEST - 1]}…"
            button = Button(self._office.theme, name.replace("&", "&&"), name=f"fresh-{place}", icon="file")
            button.setAccessibleName(_("Importer {file}").format(file=file.name))
            button.clicked.connect(partial(self.chosen.emit, file))
            self._row.insertWidget(place, button)
            self._buttons.append(button)
        folder = files[0].parent.name if files else ""
        self._words.setText(_("Arrivés dans «\u202f{folder}\u202f»").format(folder=folder))
        self.setVisible(bool(files))

    def _forget(self, _problem: UserError) -> None:
        self.show_files(())


PARTS = ("added", "merged", "opposed", "rejected", "blank")


class BatchRow(Struct, frozen=True):
    """One batch as listed. ``given``: its supplier, or its site; ``at``: when, in the agency's zone; ``ended``:
    False while it runs or when it was cut short; ``counts``: added, merged, opposed, rejected, blank; ``severity``:
    of the gaps in its supplier's sheet, None when nobody sold it; ``undone``: it was undone."""

    id: int
    source: str
    name: str
    given: str
    at: datetime | None
    by: str
    ended: bool
    counts: tuple[int, ...]
    severity: Severity | None = None
    undone: bool = False

    @property
    def read(self) -> int:
        """The number of rows read."""
        return sum(self.counts)


def batch_rows(r: Reader) -> list[BatchRow]:
    """Return the last batches."""
    rows = batches.recent(r)
    states = suppliers.batch_states(r, [row.id for row in rows])
    return [_row(row, *states[row.id]) for row in rows]


def _row(row: batches.BatchSeen, severity: Severity | None, undone_at: datetime | None) -> BatchRow:
    begun = read(row.at)
    return BatchRow(
        row.id,
        row.source,
        row.name,
        row.supplier or row.site,
        begun.astimezone(AGENCY_ZONE) if begun else None,
        row.by,
        row.ended is not None,
        (row.added, row.merged, row.opposed, row.rejected, row.blank),
        severity,
        undone_at is not None,
    )


def _when(row: BatchRow) -> Cell:
    return Cell(f"{day_short(row.at.date())}, {hour(row.at)}" if row.at else "")


def _name(row: BatchRow) -> Cell:
    name = _("Saisi à la main") if row.source == Source.TYPED.value else row.name
    if row.undone:
        # The word comes first, since the end of a long name is cut.
        return Cell(_("Annulé : {name}").format(name=name), ink="muted", icon="undo")
    if row.ended:
        return Cell(name, semibold=True, icon=Source(row.source).icon)
    return Cell(row.name, ink="wait", semibold=True, icon="warning", spoken=_("{name}, inachevé").format(name=row.name))


def _count(part: str) -> Column[BatchRow]:
    titles = {
        "added": _("= Ajoutées"),
        "merged": _("+ Réunies"),
        "opposed": _("+ Opposées"),
        "rejected": _("+ Rejetées"),
        "blank": _("+ Vides"),
    }
    inks = {"added": "allowed", "merged": "accent", "opposed": "opposed", "rejected": "forbidden", "blank": "muted"}
    place = PARTS.index(part)

    def cell(row: BatchRow) -> Cell:
        count = row.counts[place]
        return Cell(number(count), ink=inks[part] if count and not row.undone else "muted")

    return Column(part, titles[part], 76, cell, right=True)


class BatchList(Pages):
    """The table of batches, or how to begin when there is none."""

    def __init__(self, office: Office, empty: EmptyState) -> None:
        super().__init__(name="batches-or-none")
        columns: tuple[Column[BatchRow], ...] = (
            Column("at", _("Quand"), 146, _when),
            Column("name", _("Fichier ou page"), 300, _name),
            Column("given", _("Fournisseur ou site"), 142, lambda row: Cell(row.given or "—")),
            Column("sheet", _("Fiche"), 112, lambda row: severity_cell(row.severity)),
            Column("read", _("Lues"), 72, lambda row: Cell(number(row.read), semibold=True), right=True),
            *map(_count, PARTS),
            Column("by", _("Par"), 112, lambda row: Cell(row.by, ink="muted")),
        )
        leaving = ("by", "given", *reversed(PARTS), "read")
        self.table = ListTable(office.theme, columns, name="batches", title=_("Lots"), leaving=leaving)
        self.empty = empty
        self.addWidget(self.table)
        self.addWidget(empty)

    def show_rows(self, rows: Sequence[BatchRow]) -> None:
        """Show these batches."""
        self.table.show_rows({row.id: row for row in rows})
        self.setCurrentWidget(self.table if rows else self.empty)


SHOWN = frozenset(("batch", "reject", "supplier", "*"))
LOOKED_AT = frozenset(("batch", "reject", "merging", "alike", "step", "*"))
"""What one batch looked at shows."""


class ImportsPage(Page):
    """A page of the rail. :meth:`import_file` and :meth:`capture_page` are commands of the menu."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="imports", title=_("Imports"))
        self.gestures = {
            PageGesture.IMPORT_FILE: self.import_file,
            PageGesture.CAPTURE_PAGE: self.capture_page,
            PageGesture.SEARCH: self.focus_search,
        }
        self._office = office
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
        self.home = widget_of(vbox(self.header, self.fresh, (self.list, 1), spacing=0))
        self._stack = Pages(self.home, self.assistant, name="imports-pages")
        vbox(self._stack, on=self)
        self._connect()
        self.refresh(SHOWN)

    @cached_property
    def capture(self) -> CapturePanel:
        """The reading of pages, made when it is first asked for."""
        panel = self._stack.late(self._office.theme, partial(CapturePanel, self._office))
        panel.left.connect(self.go_home)
        panel.choose_asked.connect(self._choose_pages)
        panel.paste_asked.connect(self.read_clipboard)
        panel.batch_asked.connect(self.open_batch)
        return panel

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

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Read the file of an address, « file=/chemin/pige.xlsx », as if it were dropped, or that of a page
        handed over by a browser, which is deleted once it is taken; or show whom a batch completed, « merged=12 »."""
        if "merged" in values:
            self.open_batch(int(values["merged"]))
            self.summary.choose("merged")
        elif values["file"].endswith(HANDED):
            self._take_handed(Path(values["file"]))
        else:
            self.take_files([Path(values["file"])])

    def _take_handed(self, file: Path) -> None:
        page = json.loads(file.read_text("utf-8"))
        if self.take_page(CopiedPage(page["html"].encode("utf-8", "replace"), page["url"]), page["words"]):
            file.unlink()

    def take_files(self, files: list[Path]) -> None:
        """Take dropped files: pages are read, a table opens the assistant."""
        pages = [file for file in files if is_page(file)]
        tables = [file for file in files if not is_page(file)]
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

    def take_drop(self, mime: QMimeData) -> None:
        """Read what was dropped: files of this computer, the address of a page, or a part of one."""
        if files := dropped_files(mime):
            self.take_files(files)
        elif address := dropped_address(mime):
            self.take_address(address)
        elif page := page_in(mime):
            self.take_page(page, mime.text())

    def take_page(self, page: CopiedPage, words: str) -> bool:
        """Read a page copied or dragged from a browser, whose plain text is ``words``, and return True; False where
        other work is not left: an import begun, pages being read."""
        widget = self._stack.currentWidget()
        if widget is self.assistant and not self.assistant.file.isVisible():
            self._office.say("note", _("Un import est commencé."), _("Finissez-le ou quittez-le, puis collez la page."))
        elif not self.capture.reading and not self.capture.offers.taking:
            self._stack.setCurrentWidget(self.capture)
            self.capture.begin()
            self.capture.read_copied(page, words)
            return True
        return False

    def open_batch(self, batch_id: int, caution: str = "", *, problem: str = "") -> None:
        """Show a batch: see :meth:`Summary.show_batch`."""
        self.summary.show_batch(batch_id, problem=problem, caution=caution)
        self._stack.setCurrentWidget(self.summary)
        self.summary.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Give the focus to the list, or to the first control of the work in progress."""
        widget = self._stack.currentWidget()
        if widget is self.home or widget is None:
            self.go_home()
            return
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        widget.focusNextChild()

    def focus_search(self) -> None:
        """Give the focus to the list of batches (Ctrl+F)."""
        self.go_home()

    def go_home(self) -> None:
        """Show the list."""
        self._stack.setCurrentWidget(self.home)
        widget = self.list.currentWidget()
        target = self.list.table if widget is self.list.table else self._empty_import
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Events

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether new files came meanwhile."""
        super().showEvent(event)
        self.fresh.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list on Échap, from a batch or from the reading of pages."""
        widget = self._stack.currentWidget()
        away = isinstance(widget, Summary) or (isinstance(widget, CapturePanel) and not widget.reading)
        if event.key() == Qt.Key.Key_Escape and away:
            self.go_home()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files of this computer, and the address of a page."""
        if may_be_read(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        event.acceptProposedAction()
        self.take_drop(event.mimeData())

    def read_clipboard(self) -> None:
        """Read a page copied in a browser, an address, or copied rows, wherever the focus is: the rail keeps it after a
        click. Rows are read from the list or the first step."""
        widget = self._stack.currentWidget()
        if address := copied_address():
            self.take_address(address)
        elif files := copied_files():
            self.take_files(files)
        elif page := copied_page():
            self.take_page(page, copied_text())
        elif widget is self.home or (widget is self.assistant and self.assistant.file.isVisible()):
            self._stack.setCurrentWidget(self.assistant)
            self.assistant.paste()
        elif isinstance(widget, CapturePanel):
            words = _("Dans le navigateur\u202f: Ctrl+A, Ctrl+C. Puis Ctrl+V ici.")
            self._office.say("note", _("Le presse-papiers ne contient pas de page."), words)

    def _choose_file(self) -> None:
        chosen = choose_table(self, self._office.seat)
        if chosen is not None:
            self.assistant.begin(chosen)

    def _choose_pages(self) -> None:
        chosen = choose_pages(self, self._office.seat)
        if chosen:
            self.capture.read_files(chosen)

    def _stopped(self, batch_id: int, sentence: str) -> None:
        """Show what an import that did not reach its end has kept, or that nothing was kept."""
        if batch_id:
            self.open_batch(batch_id, problem=sentence)
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
                "Ou glissez ici un fichier ou une page enregistrée, ou collez une page copiée dans le navigateur, ou "
                "des lignes d’un tableur (Ctrl+V)."
            ),
        )

    def _connect(self) -> None:
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self.read_clipboard)
        self.import_button.clicked.connect(self.import_file)
        self.fresh.chosen.connect(lambda file: self.take_files([file]))
        self.capture_button.clicked.connect(self.capture_page)
        self.list.table.opened.connect(self.open_batch)
        self.assistant.left.connect(self.go_home)
        self.assistant.choose_asked.connect(self._choose_file)
        self.assistant.file.paste_asked.connect(self.read_clipboard)
        self.assistant.stopped.connect(self._stopped)
