"""The proofs of the pages read, and the answers about the terms of their sites, are sealed in the journal like the
other rows that prove something: those already there are sealed as they stand, by being written again.

The index makes of it a step that cannot be taken twice: a base made to look older would be sealed as it was forged.
"""

STATEMENTS = (
    "CREATE INDEX page_read_terms ON page_read (terms_id)",
    "UPDATE site_terms SET site = site",
    "UPDATE page_read SET site = site",
)
