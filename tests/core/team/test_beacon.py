"""A seat finds each team of its network that awaits somebody, also where one computer has several."""

import asyncio
from functools import partial

from core.team.beacon import answer_network, doors_near

PORTS = (47_911, 47_912)


async def _doors(*lives: bool) -> set[int]:
    """Return the doors found where teams with doors 1, 2… answer, each with a code that ``lives`` or not."""
    beacons = [await answer_network(number, partial(bool, each), PORTS) for number, each in enumerate(lives, 1)]
    wanted = sum(lives)
    try:
        return await asyncio.to_thread(_first, wanted)
    finally:
        for beacon in beacons:
            if beacon:
                beacon.close()


def _first(count: int) -> set[int]:
    """Return that many doors; a computer answers once from each of its addresses."""
    doors: set[int] = set()
    for _address, door in doors_near(PORTS):
        doors.add(door)
        if len(doors) == count:
            break
    return doors


def test_each_team_of_a_computer_answers_while_its_code_lives() -> None:
    assert asyncio.run(_doors(True, True)) == {1, 2}
    assert asyncio.run(_doors(False, True)) == {2}


def test_where_every_place_is_taken_a_team_is_told_by_its_address() -> None:
    async def third() -> asyncio.BaseTransport | None:
        first, second = [await answer_network(1, lambda: True, PORTS) for _ in PORTS]
        try:
            return await answer_network(1, lambda: True, PORTS)
        finally:
            for beacon in (first, second):
                if beacon:
                    beacon.close()

    assert asyncio.run(third()) is None
