"""A number goes to the telephone of the computer only with a call that is allowed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core.model.channel import Channel
from core.model.verdict import Light, Verdict
from tests.tables import table
from tests.ui.office_fixture import NOW, Desk
from ui.common.office import Office
from ui.common.softphone import CHOICE, dial_allowed

ALLOWED = Verdict(Channel.CALL, NOW, allowed=True, light=Light.ALLOWED, reasons=())
FORBIDDEN = Verdict(Channel.CALL, NOW, allowed=False, light=Light.FORBIDDEN, reasons=())


class Telephone(QObject):
    """The telephone of the computer: takes what the system hands it."""

    def __init__(self) -> None:
        super().__init__()
        self.dialled: list[str] = []

    @Slot(QUrl)
    def dial(self, address: QUrl) -> None:
        self.dialled.append(address.toString())


@pytest.fixture
def telephone() -> Iterator[Telephone]:
    """The telephone that takes ``tel:`` and ``sip:``."""
    made = Telephone()
    for scheme in ("tel", "sip"):
        QDesktopServices.setUrlHandler(scheme, made, "dial")  # type: ignore[arg-type]
    yield made
    for scheme in ("tel", "sip"):
        QDesktopServices.unsetUrlHandler(scheme)


@table(
    "way, phone, verdict, dialled",
    [
        ("tel", "+33639981241", ALLOWED, ["tel:+33639981241"]),
        ("sip", "+33639981241", ALLOWED, ["sip:+33639981241"]),
        ("tel", "+33639981241", FORBIDDEN, []),
        ("", "+33639981241", ALLOWED, []),
        ("mailto", "+33639981241", ALLOWED, []),
        ("tel", "0639981241", ALLOWED, []),
        ("tel", "+33639981241;phone-context=x", ALLOWED, []),
        ("tel", "", ALLOWED, []),
    ],
)
def test_only_a_number_that_may_be_called_is_handed_over(
    office: Office, telephone: Telephone, way: str, phone: str, verdict: Verdict, dialled: list[str]
) -> None:
    telephone.dialled.clear()
    office.seat.save_text(CHOICE, way)
    dial_allowed(office, phone, verdict)
    assert telephone.dialled == dialled


@pytest.mark.qt_log_ignore("does not support")
def test_without_a_telephone_the_number_is_copied(office: Office, desk: Desk) -> None:
    office.seat.save_text(CHOICE, "sip")
    dial_allowed(office, "+33639981241", ALLOWED)
    assert QGuiApplication.clipboard().text() == "+33639981241"
    assert desk.last.bold == "Aucun téléphone ne répond sur ce poste."
