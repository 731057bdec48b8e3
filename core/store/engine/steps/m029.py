"""The head of the journal is signed with a key of the register, so that nobody makes the chain again without it.

``mac``: keyed digest of the number of rows and of the last hash; empty until the program that knows it has written.
"""

STATEMENTS = ("ALTER TABLE journal_head ADD COLUMN mac TEXT NOT NULL DEFAULT ''",)
