"""Jobs of the pages under test: the same work in a thread of the tests, since a process takes half a second to load.

What goes in and what comes out is pickled as on the way to a process, so that a page that hands over what cannot
travel is found out. A workbook is read by the same frames, without its own process either: tests/core/sources/formats
has those. A test that bears ``own_process`` runs its jobs as the program does; so do those of
tests.ui.common, of the other journeys and of the faults.

A face of reportlab reads its file from one place at a time, whoever draws: the page and its job, which share it here
alone, wait for one another.
"""

import pickle
import threading
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from core.base.progress import Progress
from core.sources.formats import isolated
from tests.near_reader import NearReader
from ui.common import jobs

Work = Callable[[Any, Progress], Any]
APART = isolated.Child
DRAWING = threading.Lock()
SUBSET = TTFontFile.makeSubset


class NearWorker(jobs.ThreadWorker):
    """A thread that takes and gives what a process would."""

    def __init__(self, work: Work, argument: Any) -> None:
        super().__init__(_travelled, pickle.dumps((work, argument)))


def _travelled(sent: bytes, progress: Progress) -> Any:
    work, argument = pickle.loads(sent)
    return pickle.loads(pickle.dumps(work(argument, progress)))


def _subset_alone(face: TTFontFile, *options: Any, **others: Any) -> bytes:
    with DRAWING:
        made: bytes = SUBSET(face, *options, **others)
        return made


@pytest.fixture(autouse=True)
def near_jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the jobs of a test beside it."""
    if request.node.get_closest_marker("own_process") is None:
        run_beside(monkeypatch)


def run_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the jobs that begin from now on beside the test, and read the workbooks there."""
    monkeypatch.setattr(TTFontFile, "makeSubset", _subset_alone)
    monkeypatch.setattr(isolated, "Child", NearReader)
    monkeypatch.setitem(jobs.LANES, "process", NearWorker)
    monkeypatch.setitem(jobs.LANES, "quiet", NearWorker)


def run_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the jobs that begin from now on in processes of their own, as the program does."""
    monkeypatch.setattr(isolated, "Child", APART)
    monkeypatch.setitem(jobs.LANES, "process", jobs.ProcessWorker)
    monkeypatch.setitem(jobs.LANES, "quiet", jobs.QuietWorker)
