"""A proof looked at: handed to the computer's viewer from a folder that goes with the program or with an erasure."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from core.actions.calling import consenting
from core.actions.common import scratch
from core.actions.keeping import forgetting
from core.model.channel import Channel
from tests.core.actions.conftest import who_is
from tests.ui.office_fixture import BY, NOW, Add, Desk
from ui.common.office import Office
from ui.pages.calls.proof import show_proof


class Viewer(QObject):
    """What a viewer is asked to show."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.files.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    """The viewer of this computer for files."""
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")
    scratch.sweep(seen=True)


def agreed(office: Office, lead: int, proof: Path) -> int:
    """Record an agreement and return its proof."""
    who = who_is(office.store, lead)
    consenting.record(
        office.store, who, channels=[Channel.CALL], collected=NOW - timedelta(days=1), wording="consent-1", proof=proof,
        by=BY, at=NOW,
    )  # fmt: skip
    with office.store.read() as r:
        [latest] = r.column(int, "SELECT max(id) FROM proof")
        return latest


def test_a_proof_is_shown_under_a_name_of_nobody_and_goes(
    office: Office, add: Add, viewer: Viewer, tmp_path: Path
) -> None:
    lead = add(phones=("0639981241",))
    coupon = tmp_path / "coupon-moreau.PDF"
    coupon.write_bytes(b"%PDF signed")
    show_proof(office, agreed(office, lead, coupon))
    [shown] = viewer.files
    assert (shown.name, shown.read_bytes()) == ("preuve.pdf", b"%PDF signed")
    forgetting.forget(office.store, lead, by=BY, at=NOW)
    assert not shown.parent.exists()


def test_what_could_be_a_program_is_never_opened(
    office: Office, add: Add, desk: Desk, viewer: Viewer, tmp_path: Path
) -> None:
    file = tmp_path / "coupon.exe"
    file.write_bytes(b"MZ")
    show_proof(office, agreed(office, add(phones=("0639981241",)), file))
    assert viewer.files == []
    assert desk.last.bold == "Cette preuve ne s’ouvre pas d’ici."
    show_proof(office, 7)
    assert len(desk.said) == 1, "a proof deleted since"
