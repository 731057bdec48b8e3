"""Ways to forge a base beside its journal, with a database tool and no key: each changes the closed file."""

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine import journal
from core.store.engine.driver import connect
from core.store.engine.opening import NAME
from core.store.port import hash_head

Forge = Callable[[Path], None]


def sql(*statements: str) -> Forge:
    """Return what runs statements on the base of a folder, each changing something."""

    def forge(folder: Path) -> None:
        with closing(opened(folder)) as base, base:
            for statement in statements:
                assert base.execute(statement).rowcount != 0, f"nothing forged by {statement}"

    return forge


def twin(table: str) -> Forge:
    """Return what adds a row like another."""
    return sql(
        f"CREATE TEMP TABLE twin AS SELECT * FROM {table} LIMIT 1",
        f"UPDATE twin SET id = (SELECT max(id) + 1 FROM {table})",
        f"INSERT INTO {table} SELECT * FROM twin",
    )


def opened(folder: Path) -> sqlite3.Connection:
    """Open the base of a folder as a tool does."""
    base = connect(folder / NAME)
    base.create_function("hash_head", 1, hash_head)
    return base


def chained(folder: Path, change: Callable[[sqlite3.Connection], object], mac: str | None = None) -> None:
    """Change the journal, then make its chain again from the first row, as anyone can; ``mac``: the signature put at
    its head, the former one by default."""
    with closing(opened(folder)) as base, base:
        change(base)
        previous, rows = journal.START, 0
        parts = "SELECT id, at, by, what, tables, payload FROM journal ORDER BY id"
        for rows, (row_id, *said) in enumerate(base.execute(parts).fetchall(), start=1):
            hashed = journal.seal(previous, (rows, *said))
            base.execute(
                "UPDATE journal SET id = -?, previous = ?, hash = ? WHERE id = ?", (rows, previous, hashed, row_id)
            )
            base.execute("UPDATE journal_value SET journal_id = ? WHERE journal_id = ?", (rows, row_id))
            previous = hashed
        base.execute("UPDATE journal SET id = -id")
        base.execute("UPDATE journal_head SET rows = ?, hash = ?", (rows, previous))
        if mac is not None:
            base.execute("UPDATE journal_head SET mac = ?", (mac,))


def _unsaid(base: sqlite3.Connection) -> None:
    """Take every refusal out of the register and out of the journal."""
    base.execute("DELETE FROM opposition")
    base.execute("UPDATE lead SET opposed_at = NULL, opposed_how = ''")
    for row_id, payload in base.execute("SELECT id, payload FROM journal").fetchall():
        items = json.loads(payload)
        for item in items:
            for state in ("state", "whole"):
                item.get(state, {}).pop("opposition", None)
                item.get(state, {}).pop("lead", None)
        kept = [item for item in items if item.get("table") != "opposition"]
        base.execute("UPDATE journal SET payload = ? WHERE id = ?", (json.dumps(kept), row_id))
    base.execute("""DELETE FROM journal_value WHERE "table" = 'opposition'""")


def _stateless(base: sqlite3.Connection) -> None:
    """Make the journal that of a program which sealed no row, and forge."""
    base.execute("DELETE FROM consent")
    for row_id, payload in base.execute("SELECT id, payload FROM journal").fetchall():
        items = [item for item in json.loads(payload) if not {"state", "whole"} & item.keys()]
        base.execute("UPDATE journal SET payload = ? WHERE id = ?", (json.dumps(items), row_id))


def _letter(change: Callable[[bytes], bytes]) -> Forge:
    def forge(folder: Path) -> None:
        path = next((folder / "lettres").glob("lettre-*.pdf"))
        path.write_bytes(change(path.read_bytes()))

    return forge


def _later(column: str, table: str) -> Forge:
    return sql(f"UPDATE {table} SET {column} = replace({column}, '2026', '2025') WHERE {column} LIKE '2026%'")


KINDS: Mapping[str, Forge] = MappingProxyType(
    {
        "register emptied": sql("DELETE FROM opposition"),
        "a refusal deleted": sql("DELETE FROM opposition WHERE id = (SELECT max(id) FROM opposition)"),
        "refusals lifted": sql("UPDATE opposition SET lifted_at = at"),
        "a refusal lifted by nothing": sql(
            "UPDATE opposition SET lifted_at = '' WHERE id = (SELECT min(id) FROM opposition)"
        ),
        "a refusal of another number": sql("UPDATE opposition SET hash = '0123456789abcdef0123456789abcdef'"),
        "a refusal redated": _later("at", "opposition"),
        "a refusal of before all agreements": sql("UPDATE opposition SET rank = 0"),
        "a refusal said another way": sql("UPDATE opposition SET how = 'email' WHERE how = 'letter'"),
        "a refusal of another kind": sql("UPDATE opposition SET kind = 'near'"),
        "the words of a refusal": sql("UPDATE opposition SET note = 'plus tard'"),
        "a refusal added": twin("opposition"),
        "an agreement backdated": _later("collected", "consent"),
        "an agreement for longer": sql("UPDATE consent SET until = '2031-01-01'"),
        "an agreement for more": sql("UPDATE consent SET channels = 'call email sms'"),
        "an agreement no longer withdrawn": sql("UPDATE consent SET withdrawn = NULL WHERE withdrawn IS NOT NULL"),
        "an agreement withdrawn": sql("UPDATE consent SET calls_withdrawn = at WHERE withdrawn IS NULL"),
        "an agreement of another person": sql("UPDATE consent SET lead_id = (SELECT min(id) FROM lead)"),
        "an agreement to other words": sql("UPDATE consent SET wording = 'consent-9'"),
        "agreements deleted": sql("DELETE FROM consent"),
        "an agreement added": twin("consent"),
        "a proof replaced": sql("UPDATE proof SET content = CAST('%PDF autre' AS BLOB)"),
        "a proof replaced with its hash": sql(
            "UPDATE proof SET content = x'', "
            "sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'"
        ),
        "a title for longer": sql("UPDATE title SET ends = '2031-01-01'"),
        "a title deleted": sql("DELETE FROM title"),
        "a title of another kind": sql("UPDATE title SET kind = 'contract' WHERE kind <> 'contract'"),
        "calls deleted": sql("DELETE FROM call"),
        "a call deleted": sql("DELETE FROM call WHERE id = (SELECT max(id) FROM call)"),
        "a call redated": _later("started", "call"),
        "another outcome": sql("UPDATE call SET outcome = 'no_answer'"),
        "a call by somebody else": sql("UPDATE call SET by = 'Personne'"),
        "the words of a call": sql("UPDATE call SET note = 'd’accord pour tout' WHERE note <> ''"),
        "a call of another number": sql("UPDATE call SET hash = '0123456789abcdef0123456789abcdef'"),
        "what the program said of a call": sql(
            "UPDATE call SET verdict = replace(verdict, 'forbidden', 'allowed') || ' '"
        ),
        "a call added": twin("call"),
        "a letter redated": _later("posted_at", "notice"),
        "a letter deleted": sql("DELETE FROM notice"),
        "a letter of another hash": sql("UPDATE notice SET sha256 = '0' || substr(sha256, 2)"),
        "a letter sent back": sql("UPDATE notice SET returned_at = at"),
        "a file of a letter replaced": _letter(lambda pdf: pdf[:-20] + b"%%EOF"),
        "a file of a letter emptied": _letter(lambda _pdf: b""),
        "a request deleted": sql("DELETE FROM request"),
        "a request given longer": sql("UPDATE request SET due = '2031-01-01'"),
        "a request answered": sql("UPDATE request SET answered = received, outcome = 'done'"),
        "a request of somebody else": sql("UPDATE request SET person = 'Personne'"),
        "a milestone deleted": sql("DELETE FROM milestone"),
        "a milestone moved": _later("moment", "milestone"),
        "an erasure unsaid": sql("DELETE FROM erased_mark", "DELETE FROM erased"),
        "a sheet unfrozen": sql("UPDATE lead SET restricted_at = NULL WHERE restricted_at IS NOT NULL"),
        "a sheet no longer opposed": sql("UPDATE lead SET opposed_at = NULL WHERE opposed_at IS NOT NULL"),
        "a message said to be sent": sql("UPDATE recipient_task SET sent = made"),
        "a page read another day": _later("at", "page_read"),
        "a page of another digest": sql("UPDATE page_read SET sha256 = '0' || substr(sha256, 2)"),
        "a page that robots let read": sql("UPDATE page_read SET robots = 'none'"),
        "a page at another address": sql("UPDATE page_read SET url = url || '9'"),
        "where a value was read": sql("UPDATE page_read SET places = replace(places, 'page', 'JSON')"),
        "pages deleted": sql("DELETE FROM page_read"),
        "a page added": twin("page_read"),
        "terms said to be read": sql("UPDATE site_terms SET verdict = 'allowed', by = 'Personne'"),
        "an answer about terms deleted": sql("UPDATE page_read SET terms_id = NULL", "DELETE FROM site_terms"),
        "head of the journal cut": sql("DELETE FROM journal WHERE id < 4"),
        "tail of the journal cut": sql(
            "DELETE FROM journal WHERE id > (SELECT max(id) - 3 FROM journal)",
            "UPDATE journal_head SET rows = (SELECT max(id) FROM journal), "
            "hash = (SELECT hash FROM journal ORDER BY id DESC)",
        ),
        "journal emptied": sql("DELETE FROM journal", "DELETE FROM journal_head"),
        "head without a signature": sql("UPDATE journal_head SET mac = ''", "DELETE FROM opposition"),
        "an author": sql("UPDATE journal SET by = 'Personne' WHERE id = 2"),
        "a moment": sql("UPDATE journal SET at = '2025-01-01T00:00:00.000+00:00' WHERE id = 3"),
        "values beside the journal": sql("UPDATE journal_value SET after = '{}' WHERE salt IS NOT NULL"),
        "values of another shape": sql("UPDATE journal_value SET after = iif(id % 2, '{', '[[1]]')"),
        "seals of another shape": sql(
            "UPDATE journal SET payload = '{\"state\"' WHERE id = 3",
            "UPDATE journal SET payload = '[\"state\"]' WHERE id = 4",
        ),
        "chain made again": lambda folder: chained(folder, _unsaid),
        "chain made again, unsigned": lambda folder: chained(folder, _unsaid, ""),
        "chain of an older program": lambda folder: chained(folder, _stateless),
        "head cut, chain made again": lambda folder: chained(
            folder, lambda base: base.execute("DELETE FROM journal WHERE id < 4")
        ),
        "tail cut, chain made again": lambda folder: chained(
            folder, lambda base: base.execute("DELETE FROM journal WHERE id > 8"), "0" * 32
        ),
    }
)
"""What is forged → how."""
