"""``python -m tests.oracle 100000 [seed]``: judges that many cases by the program and by the oracle, and counts."""

import sys

from core.actions.common.law import rulebooks
from tests.oracle.comparing import compare

SHOWN = 10
count, seed = (int(word) for word in (sys.argv[1:] + ["100000", "260811"][len(sys.argv) - 1 :])[:2])
tally = compare(count, seed, rulebooks())
print(f"seed {seed}")
print("\n".join(tally.lines()))
for asked, expected, found in tally.disagreed[:SHOWN]:
    print(f"\n{asked}\n  law:     {expected}\n  program: {found}")
sys.exit(bool(tally.disagreed))
