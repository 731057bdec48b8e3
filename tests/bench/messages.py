"""How many messages each gesture sends to the server of a team, the first time, then once rehearsed, as its line counts
them; and what it takes on a longer line.

``python -m tests.bench.messages [LEADS]`` (2 000)
"""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

from core.base.records import replace
from core.store.engine.opening import open_store
from core.store.postgres.address import keep_team_address, team_address
from tests.bench.gestures import gestures
from tests.bench.line import line
from tests.bench.make_base import make
from tests.servers import server
from tests.team_bases import put_team

TURNS = 7


def main() -> None:
    """Count on one base."""
    count = int(sys.argv[1]) if sys.argv[1:] else 2_000
    with tempfile.TemporaryDirectory() as place, line(server().port, 0.0) as wire:
        folder, letters = Path(place) / "poste", Path(place) / "lettres"
        with closing(open_store(Path(place) / "base")) as made:
            make(made, count)
        put_team(Path(place) / "base", folder)
        letters.mkdir()
        address = team_address(folder)
        assert address is not None
        keep_team_address(folder, replace(address, port=wire.port))
        with closing(open_store(folder)) as store:
            for name, play in gestures(store, letters).items():
                counts = []
                for turn in range(TURNS):
                    before = wire.turns.value
                    play(turn)
                    counts.append(wire.turns.value - before)
                print(f"{name:12s} {' '.join(f'{one:4d}' for one in counts)}", flush=True)


if __name__ == "__main__":
    main()
