"""What the first page reads a few hundred persons at a time, each being judged: a step at a time."""

from collections.abc import Generator, Iterator, Sequence

from core.actions.common import judging
from core.actions.desk import today
from core.actions.desk.today import Due, Lights
from core.actions.keeping import retaining
from core.model.verdict import Light
from core.store import leads, retention
from core.store import today as counted
from ui.common.office import Office

AT_A_STEP = 300
"""Persons judged in one step: 30 ms."""


def erasures(office: Office) -> Generator[None, None, list[Due]]:
    """Return the lines of who is kept for too long and of who is to be erased."""
    now = office.now()
    with office.store.read() as r:
        found = today.to_forget(r, office.law, at=now)
        ids = retention.closed(r)
    yield
    over = 0
    for part in _parts(ids):
        with office.store.read() as r:
            over += retaining.closed(r, part, now)
        yield
    return [*found, *today.to_erase(over, at=now)]


def lights(office: Office) -> Generator[None, None, Lights]:
    """Return how many leads bear each light."""
    now = office.now()
    with office.store.read() as r:
        ids, opposed, held = today.titled(r), counted.count_opposed(r), leads.count(r)
    yield
    judged: list[Light] = []
    for part in _parts(ids):
        with office.store.read() as r:
            judged += judging.lights(r, part, office.law, at=now).values()
        yield
    return today.lights(judged, opposed=opposed, held=held)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_A_STEP] for start in range(0, len(ids), AT_A_STEP))
