"""The pages of the window a day goes through, each with what its user does there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QTableView

from tests.journeys.window import CTRL, Place, Screen, Shots
from tests.pause import pause
from tests.ui.dragging import dragged


class Start:
    """The first start: two ways in, the agency, « Suivant », and a way to begin."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def enter(self) -> None:
        """Take the way in that begins for real."""
        self.screen.click("start-begin")

    def fill_agency(self, values: dict[str, str]) -> None:
        """Type the agency's identity, field after field: all of it, not only what is asked to begin."""
        self.screen.click("agency-more")
        names = {one.objectName() for one in self.screen.widget.findChildren(QLineEdit)}
        self.screen.pick("agency-card-holds_funds", 2 - int(values["holds_funds"]))
        for key, value in values.items():
            if key != "holds_funds":
                [name] = [one for one in names if one.startswith("agency-") and one.endswith(f"-{key}")]
                self.screen.type(name, value)

    def next(self) -> None:
        """Press « Suivant »."""
        self.screen.click("start-footer-forward")


class Importing:
    """The import assistant."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def drop(self, file: Path) -> None:
        """Drop a file on the page, and wait for its columns."""
        page = self.screen.page("imports").part("imports").widget
        for event in dragged(file, QPointF(page.rect().center())):
            QApplication.sendEvent(page, event)
        self.screen.wait(lambda: self.screen.shows("import-mapping"))

    def describe(self, *, supplier: str, collected: str) -> None:
        """Say who sold the file, and when."""
        self.screen.type("import-supplier", supplier)
        self.screen.type("import-collected", collected)

    def recognised(self) -> dict[str, int]:
        """Wait for the check of a file like one seen before, and return what the import would do."""
        self.screen.wait(lambda: self.screen.shows("import-check"))
        return self._figures("import-check")

    def check(self) -> dict[str, int]:
        """Press « Vérifier » and return what the import would do."""
        return self._forward("import-check")

    def run(self) -> dict[str, int]:
        """Press « Importer » and return what it did."""
        return self._forward("import-result")

    def _forward(self, outcome: str) -> dict[str, int]:
        self.screen.click("import-footer-forward")
        self.screen.wait(lambda: self.screen.shows(outcome))
        return self._figures(outcome)

    def _figures(self, outcome: str) -> dict[str, int]:
        parts = ("read", "added", "merged", "opposed", "rejected", "blank")
        figures = [self.screen.find(QAbstractButton, f"{outcome}-equation-{part}") for part in parts]
        return {part: int(shown.accessibleName().split()[0]) for part, shown in zip(parts, figures, strict=True)}


class Leads:
    """The list of prospects and the sheet beside it."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def search(self, text: str) -> None:
        """Ctrl+F, then type."""
        self.screen.key(Qt.Key.Key_F, CTRL)
        self.screen.write(text)

    def names(self) -> list[str]:
        """Return who is listed."""
        if not self.screen.shows("lead-table"):
            return []
        model = self.screen.find(QTableView, "lead-table").model()
        return [str(model.index(row, 1).data()) for row in range(model.rowCount())]

    def open_first(self) -> None:
        """From the search: Tab to the list, Entrée on its first row."""
        table = self.screen.find(QTableView, "lead-table")
        for _press in range(12):
            if table.hasFocus():
                break
            self.screen.key(Qt.Key.Key_Tab)
        assert table.hasFocus(), "Tab never comes to the list"
        self.screen.key(Qt.Key.Key_Home)
        self.screen.key(Qt.Key.Key_Return)
        self.screen.wait(lambda: self.screen.shows("sheet"))


class Coupon:
    """« Enregistrer un accord », a window over the window: what is done there is given beforehand."""

    def __init__(self, screen: Screen, shots: Shots) -> None:
        self.screen = screen
        self._shots = shots
        self._done = False
        self._failed: BaseException | None = None

    def record(self, opened_by: Callable[[], None], *, day: str, hour: str, proof: Path) -> None:
        """Open the form by ``opened_by``, copy the coupon, join the file, and save."""

        def fill() -> None:
            try:
                self._fill(day=day, hour=hour, proof=proof)
            except AssertionError as failed:
                self._failed = failed
                for shown in self.screen.widget.findChildren(QDialog):
                    shown.reject()

        QTimer.singleShot(50, self.screen.widget, fill)
        opened_by()
        self.screen.come_forward()
        if self._failed is not None:
            raise self._failed
        assert self._done, "the form never opened"

    def _fill(self, *, day: str, hour: str, proof: Path) -> None:
        form = Place(self.screen.find(QDialog, "consent-form"))
        form.pick("consent-way")
        form.type("consent-day", day)
        form.type("consent-hour", hour)
        form.tick("consent-call")
        form.pick("consent-phone")
        form.tick("consent-signature")
        form.tick("consent-tick")
        form.type("consent-proof", str(proof))
        pause(60)
        self._shots.take(form.widget, "coupon-d-accord")
        form.click("consent-save")
        self._done = not form.widget.isVisible()
        assert self._done, [one.text() for one in form.widget.findChildren(QLabel) if one.isVisible()]
