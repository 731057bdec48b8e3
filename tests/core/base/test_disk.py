"""Files that take the place of others, where another program may be reading them."""

import time
from pathlib import Path

import pytest

from core.base import disk
from tests.tables import table


@table("held, tries, placed", [(0, 1, True), (3, 10, True), (1, 1, False), (10, 10, False)])
def test_a_file_that_is_read_is_replaced_once_it_is_let_go(tmp_path: Path, held: int, tries: int, placed: bool) -> None:
    """As Windows does: the name is refused while an antivirus reads, and nothing is lost."""
    refused, waited = [held], list[float]()
    whole = Path.replace

    def replace(path: Path, target: Path) -> Path:
        refused[0] -= 1
        if refused[0] >= 0:
            raise PermissionError(13, "in use")
        return whole(path, target)

    draft, target = tmp_path / "brouillon", tmp_path / "lettre.pdf"
    draft.write_text("neuve")
    target.write_text("ancienne")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "TRIES", tries)
        patch.setattr(Path, "replace", replace)
        patch.setattr(time, "sleep", waited.append)
        if placed:
            disk.take_place(draft, target)
        else:
            with pytest.raises(PermissionError):
                disk.take_place(draft, target)
    assert target.read_text() == ("neuve" if placed else "ancienne")
    assert len(waited) == min(held, tries - 1)
