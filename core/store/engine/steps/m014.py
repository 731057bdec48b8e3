"""The people of the agency and whom they follow, the labels of a lead, the contract that a mandate opens, and the price
of a batch.

``tags``: one label a line, in the order of their folded text; ``agent_id``: who follows a lead; ``name_key``: the
folded name, one for each; ``title_id``: the contract title made with a mandate; ``price``: euro cents."""

STATEMENTS = (
    """CREATE TABLE agent (id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
        initials TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', active INTEGER NOT NULL DEFAULT 1,
        version INTEGER NOT NULL DEFAULT 0)""",
    # Who used an older program becomes the first of them; a new id is always higher.
    """INSERT INTO agent (id, name, name_key, initials)
        SELECT 1, value, fold(value), upper(substr(value, 1, 1)) FROM setting
        WHERE key = 'user' AND fold(value) <> ''""",
    "ALTER TABLE lead ADD COLUMN agent_id INTEGER REFERENCES agent",
    "ALTER TABLE lead ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX lead_agent ON lead (agent_id) WHERE agent_id IS NOT NULL",
    "CREATE INDEX lead_tagged ON lead (id) WHERE tags <> ''",
    "ALTER TABLE milestone ADD COLUMN title_id INTEGER",
    "ALTER TABLE batch ADD COLUMN price INTEGER",
)
