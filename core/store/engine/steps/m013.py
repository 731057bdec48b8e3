"""Refusals that an older program recorded without what finds the spellings near their address: it is made at the first
opening, since only the program reads an address."""

STATEMENTS = ("INSERT OR IGNORE INTO safe SELECT 'near-missing', '1' WHERE EXISTS (SELECT 1 FROM opposition)",)
