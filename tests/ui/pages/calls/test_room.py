"""The call desk where there is little room: the number to dial, then the light, the number and the timer of the call
stay in sight, and the queue keeps its names."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.lengths import some
from tests.pause import pause
from tests.ui.finding import child
from tests.ui.office_fixture import Add
from tests.ui.pages.calls.test_page import MakePage, agree, page
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.widgets.paint import text_width

__all__ = ["agree", "page"]
SETTLED_MS = 60
TURNS = 50
NAMES = ("Alba Marie-Christine", "Brun Jean-Baptiste", "Costa Évelyne")
ROOMS = some(((1274, 676, 100), (868, 470, 100), (819, 430, 100), (1196, 650, 150), (1196, 650, 200)), of=2)
"""Width and height of the page, text size in percent: the usual room, the least, and the largest text; those in between
when asked."""


def whole(part: QWidget) -> bool:
    """Tell whether a part is wholly in sight, once what the page has just read has taken its place."""
    for _turn in range(TURNS):
        if part.visibleRegion().boundingRect() == part.rect():
            return True
        pause(SETTLED_MS)
    return False


@pytest.mark.parametrize(("wide", "high", "scale"), ROOMS)
def test_the_number_and_the_light_of_a_call_stay_in_sight(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], wide: int, high: int, scale: int
) -> None:
    agree(add(name=NAMES[0]))
    office.theme.choose("light", scale)
    shown = page()
    shown.resize(wide, high)
    for one in (shown.person.dial.main, child(shown, QLabel, "number")):
        assert whole(one), f"{one.objectName()} before the call"
    shown.gestures[PageGesture.CALL]()
    pause(SETTLED_MS)
    bar = shown.person.area.verticalScrollBar()
    panel = shown.person.panel
    for place in (bar.minimum(), bar.maximum()):
        bar.setValue(place)
        assert panel.visibleRegion().boundingRect() == panel.rect()
        assert panel.height() >= panel.heightForWidth(panel.width())
        for one in (shown.person.dial.main, child(shown, QLabel, "number"), child(shown, QLabel, "timer")):
            assert whole(one), one.objectName()
    assert "Appelable" in panel.accessibleName()
    assert shown.person.dial.main.text() == "Terminer"
    shown.gestures[PageGesture.OPPOSE]()
    pause(SETTLED_MS)
    assert shown.person.area.isAncestorOf(panel), "it scrolls again with what follows"


@pytest.mark.parametrize(("wide", "high", "scale"), ROOMS)
def test_the_queue_keeps_its_names(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], wide: int, high: int, scale: int
) -> None:
    for name in NAMES:
        agree(add(name=name))
    office.theme.choose("light", scale)
    shown = page()
    shown.resize(wide, high)
    pause(SETTLED_MS)
    view, model = shown.queue.view, shown.queue.model
    assert model.rowCount() == len(NAMES)
    for place in range(model.rowCount()):
        name = model.entry(place).row.name  # type: ignore[union-attr]
        room = view.visualRect(model.index(place)).width() - office.theme.px(44) - 18
        assert text_width(office.theme.font("body", semibold=True), name) <= room, name
    assert view.visualRect(model.index(0)).height() <= view.viewport().height()
    assert shown.person.width() >= shown.person.minimumSizeHint().width()


def test_a_form_below_the_outcomes_is_not_cut_by_the_bar_beside_it(
    page: MakePage, add: Add, agree: Callable[..., int]
) -> None:
    agree(add(name=NAMES[0]))
    shown = page()
    shown.resize(1274, 560)
    shown.gestures[PageGesture.CALLER]()
    pause(SETTLED_MS)
    area = shown.outcomes.area
    assert area.verticalScrollBar().maximum() > 0, "the bar is there"
    assert area.horizontalScrollBar().maximum() == 0, "the focus ring of the field is whole"
    assert area.verticalScrollBar().value() > 0
    shown.outcomes.caller_form.dropped.emit()
    pause(SETTLED_MS)
    assert area.verticalScrollBar().value() == 0, "the first outcomes are in sight for whoever comes next"
