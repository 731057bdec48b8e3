"""The proof of each page read, and what the agency answered about the terms of each site (law file, SCR-06).

``page_read``: ``way``: web, page, mhtml, mail or json; ``status``: HTTP, of a page asked of its site; ``robots``,
``terms``: as they stood, empty when nothing was asked of the site; ``terms_id``: the answer that let it be read;
``lines``: of its batch, from ``first_line``; ``places``: JSON, line → field → where it was read. No word of the page.
"""

STATEMENTS = (
    """CREATE TABLE site_terms (id INTEGER PRIMARY KEY, site TEXT NOT NULL, verdict TEXT NOT NULL, page TEXT NOT NULL,
        at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX site_terms_site ON site_terms (site, id)",
    """CREATE TABLE page_read (id INTEGER PRIMARY KEY, batch_id INTEGER REFERENCES batch, site TEXT NOT NULL,
        url TEXT NOT NULL, way TEXT NOT NULL, at TEXT NOT NULL, day TEXT NOT NULL, status INTEGER,
        sha256 TEXT NOT NULL, robots TEXT NOT NULL, terms TEXT NOT NULL, terms_id INTEGER REFERENCES site_terms,
        first_line INTEGER NOT NULL DEFAULT 0, lines INTEGER NOT NULL DEFAULT 0, places TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX page_read_site ON page_read (site, day)",
    "CREATE INDEX page_read_batch ON page_read (batch_id, first_line)",
)
