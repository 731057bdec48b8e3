"""Workbooks read in the process of a test: the same frames, in a tenth of a second less than by a process of their own.

A test that bears ``own_process`` reads them as the program does; so do those of ``tests/core/sources/formats``.
"""

from collections.abc import Generator
from typing import Any

import pytest

from core.sources.formats import isolated
from core.sources.formats.reader_child import frames


class NearReader(isolated.Child):
    """What reads a workbook from outside, without the process that a hostile one would kill."""

    _frames: Generator[tuple[bytes, bytes], None, None]

    def __exit__(self, *_error: object) -> None:
        self._frames.close()

    def _begin(self, request: dict[str, Any]) -> None:
        self._frames = frames(request)

    def _heard(self) -> tuple[bytes, bytes]:
        return next(self._frames)


@pytest.fixture(autouse=True)
def near_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the workbooks of a test beside it."""
    if request.node.get_closest_marker("own_process") is None:
        monkeypatch.setattr(isolated, "Child", NearReader)
