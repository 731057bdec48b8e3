"""A desk that prepares letters and prints them, going to be killed: acknowledges each letter after the printer has it,
each answer and each posting after its commit. The printer is a folder: a sheet is a file named by its reference.

Run as ``python -m tests.faults.print_worker FOLDER SEED [careless]``; ``careless`` posts before anything is printed, as
a program would that takes what it made for paper: the harness must catch it.
"""

import os
import random
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from core.actions.common.kept_files import letters_folder
from core.actions.letters import noticing, posting, print_runs
from core.model.print_run import LetterPlace
from core.store import notices
from core.store.engine.opening import open_store
from core.store.port import Store

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main(folder: Path, seed: int, *, careless: bool) -> None:
    """Work until everything is posted, or killed."""
    draw, paper = random.Random(seed), folder / "papier"
    paper.mkdir(exist_ok=True)

    def give(pdf: bytes, title: str) -> None:
        reference = title.split()[-1]
        sheet = paper / f"{reference}-{os.getpid()}-{len(list(paper.iterdir()))}"
        sheet.write_bytes(pdf)
        _say(f"sheet {reference}")

    with closing(open_store(folder)) as store:
        for run in _open_runs(store):
            _finish(store, run, give, paper)
        _post(store, _letters(store, "printed"))
        while True:
            with store.read() as r:
                due = noticing.due(r, at=NOW)[: draw.randint(1, 7)]
                ready = [
                    one.letter_id for one in notices.letter_lines(r, notices.by_state(r)["ready"]) if one.letter_id
                ]
            ready = _letters(store, "ready")
            for made in noticing.make(store, due, letters_folder(store), by="essai", at=NOW).made:
                _say(f"made {made.reference} {made.sha256}")
            if not due and not ready:
                return
            started, _held = print_runs.start_run(store, ready, printer="Accueil", both_sides=True, by="essai", at=NOW)
            if started is not None:
                if careless:
                    posting.posted(store, ready, by="essai", at=NOW)
                _finish(store, started, give, paper)


def _open_runs(store: Store) -> list[int]:
    with store.read() as r:
        return [one.id for one in print_runs.runs(r, only_open=True)]


def _finish(store: Store, run_id: int, give: print_runs.Give, paper: Path) -> None:
    """Send what is left of a run, answer by what lies in the tray, and post it."""
    run = print_runs.send_run(store, run_id, give, by="essai", clock=lambda: NOW)
    if run.closed:
        return
    lying = {sheet.name[:7] for sheet in paper.iterdir()}
    last = "none"
    for one in run.at_place(LetterPlace.SENT):
        if one.reference not in lying:
            break
        last = one.reference
    done = print_runs.answer_run(store, run_id, last, by="essai", at=NOW)
    _say(f"out {len(done.out)}")
    _post(store, done.out)


def _letters(store: Store, state: str) -> list[int]:
    with store.read() as r:
        lines = notices.letter_lines(r, notices.by_state(r)[state])
    return [one.letter_id for one in lines if one.letter_id]


def _post(store: Store, letters: Sequence[int]) -> None:
    for letter in letters:
        posting.posted(store, [letter], by="essai", at=NOW)
        _say(f"posted {letter}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), careless="careless" in sys.argv[3:])
