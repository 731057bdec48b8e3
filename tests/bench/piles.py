"""How many mixed piles of scans give each reply to the lead of its letter, and how long a page takes to read.

Run by name: ``python -m tests.bench.piles [count]``. Nothing here is asserted.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from core.actions.replies.piles import PileAsked, read_pile
from tests.core.actions.replies.test_piles import mixed
from tests.core.notices.scanned import drawn, pile


def main() -> None:
    """Print, over the piles, how many replies were named right, how many after another letter, how many not read."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    dice = random.Random(20261126)
    right = wrong = unread = pages = 0
    spent = 0.0
    for _ in range(count):
        laid, on = mixed([drawn(dice) for _ in range(5)], dice)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "pile.pdf")
            file.write_bytes(pile(laid))
            began = time.perf_counter()
            rows = read_pile(PileAsked((str(file),), folder))
            spent += time.perf_counter() - began
        said = {one.reference for one in rows if one.reference}
        right, wrong, unread = right + len(said & on), wrong + len(said - on), unread + len(on - said)
        pages += len(laid)
    print(
        f"{count} piles, {pages} pages: {right} coupons named, {wrong} after another letter, {unread} not read, "
        f"{spent / pages * 1000:.0f} ms a page"
    )


if __name__ == "__main__":
    main()
