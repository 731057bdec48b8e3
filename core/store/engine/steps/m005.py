"""How many leads the base holds, kept by each transaction (:mod:`core.store.engine.sqlite`): counting them at each look
walks an index from end to end, 90 ms for a million while an import writes to it; a trigger would cost an import 6 %."""

STATEMENTS = (
    "CREATE TABLE tally (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO tally SELECT 'lead', count(*) FROM lead",
)
