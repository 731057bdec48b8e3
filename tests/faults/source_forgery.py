"""Ways to rewrite where a datum comes from, with a database tool and the code, on a base whose key is kept apart: no
key is at hand, so that no seal can be made again."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from tests.faults.forgery import Forge, opened, sql, twin

_EMPTIED = "UPDATE journal_value SET salt = NULL, before = NULL, after = NULL WHERE salt IS NOT NULL"


def emptied(table: str, *statements: str) -> Forge:
    """Return what changes rows, then empties what the journal holds of their table, as an erasure does."""
    return sql(*statements, f"""{_EMPTIED} AND "table" = '{table}'""")


def exchanged(table: str, column: str) -> Forge:
    """Return what gives each of two rows of a table, of two leads, the value of the other."""

    def forge(folder: Path) -> None:
        with closing(opened(folder)) as base, base:
            rows = base.execute(f"SELECT id, [{column}], lead_id FROM {table} ORDER BY id").fetchall()
            first = rows[0]
            other = next(row for row in rows if row[2] != first[2] and row[1] != first[1])
            for row_id, value in ((first[0], other[1]), (other[0], first[1])):
                base.execute(f"UPDATE {table} SET [{column}] = ? WHERE id = ?", (value, row_id))

    return forge


def turned(folder: Path) -> None:
    """Give the provenance of each lead of a base to the next one."""
    with closing(opened(folder)) as base, base:
        rows = base.execute("SELECT id, lead_id FROM origin ORDER BY id").fetchall()
        leads = [lead for _, lead in rows]
        for (row_id, _), lead in zip(rows, leads[1:] + leads[:1], strict=True):
            base.execute("UPDATE origin SET lead_id = ? WHERE id = ?", (lead, row_id))


KINDS: Mapping[str, Forge] = MappingProxyType(
    {
        # Where a lead comes from.
        "an origin of another nature": sql("UPDATE origin SET source = 'typed'"),
        "an origin of no supplier": sql("UPDATE origin SET supplier_id = NULL WHERE supplier_id IS NOT NULL"),
        "an origin of another site": sql("UPDATE origin SET site = 'Autre site'"),
        "an origin of another reference": sql("UPDATE origin SET reference = 'X1'"),
        "an origin at another address": sql("UPDATE origin SET url = 'https://autre.example'"),
        "an ad seen another day": sql("UPDATE origin SET seen = '2025-01-01'"),
        "a datum obtained later": sql("UPDATE origin SET obtained = '2026-12-01'"),
        "an origin of another batch": sql("UPDATE origin SET batch_id = (SELECT max(id) FROM batch)"),
        "an origin at another line": sql("UPDATE origin SET line = line + 7"),
        "an origin by somebody else": sql("UPDATE origin SET by = 'Personne'"),
        "other columns of an origin": sql('UPDATE origin SET extra = \'{"Accord":"oui"}\''),
        "another way of having a datum": sql("UPDATE origin SET how = 'person'"),
        "an origin deleted": sql("DELETE FROM origin WHERE id = (SELECT max(id) FROM origin)"),
        "an origin added": twin("origin"),
        "the provenances of two leads exchanged": exchanged("origin", "lead_id"),
        "the provenances of a base turned": turned,
        "the dates of two origins exchanged": exchanged("origin", "reference"),
        "who gave a value": sql("UPDATE stated SET origin_id = (SELECT min(id) FROM origin)"),
        "what was given": sql("UPDATE stated SET field = 'autre'"),
        "a value given by nobody": sql("DELETE FROM stated"),
        "a value given by one more": twin("stated"),
        # How a person is reached.
        "a number changed": sql("UPDATE contact SET value = '+33199009999' WHERE kind = 'phone'"),
        "the number of one lead": sql(
            "UPDATE contact SET value = '+33199009999' WHERE id = (SELECT max(id) FROM contact WHERE kind = 'phone')"
        ),
        "a number made bytes": sql("UPDATE contact SET value = CAST(value AS BLOB) WHERE kind = 'phone'"),
        "bytes that JSON reads as a text": sql("UPDATE contact SET kind = x'5770686f6e65' WHERE kind = 'phone'"),
        "an address changed": sql("UPDATE contact SET town = 'Ailleurs' WHERE kind = 'address'"),
        "a number of another kind": sql("UPDATE contact SET kind = 'fax' WHERE kind = 'phone'"),
        "a contact deleted": sql("DELETE FROM contact WHERE id = (SELECT min(id) FROM contact)"),
        "a contact added": twin("contact"),
        "the contacts of two leads exchanged": exchanged("contact", "lead_id"),
        # What a lead is held to.
        "a lead obtained later": sql("UPDATE lead SET obtained = '2026-12-01'"),
        "a later day to inform": sql("UPDATE lead SET notice_due = '2031-01-01'"),
        "a person said to be informed": sql("UPDATE lead SET notice_sent = '2026-11-01'"),
        "a lead of another source": sql("UPDATE lead SET source = 'typed'"),
        "a person of another name": sql("UPDATE lead SET last_name = 'Autre' WHERE erased_at IS NULL"),
        # Batches and suppliers.
        "a file of another name": sql("UPDATE batch SET name = 'autre.csv'"),
        "a file of another digest": sql("UPDATE batch SET sha256 = '1' || substr(sha256, 2)"),
        "a file collected another day": sql("UPDATE batch SET collected = '2025-01-01'"),
        "a file of no supplier": sql("UPDATE batch SET supplier_id = NULL WHERE supplier_id IS NOT NULL"),
        "a file taken by somebody else": sql("UPDATE batch SET by = 'Personne'"),
        "a file taken another day": sql("UPDATE batch SET at = '2025-01-01T00:00:00.000+00:00'"),
        "a file of other counts": sql("UPDATE batch SET added = added + 1"),
        "a file read otherwise": sql("UPDATE batch SET mapping = '{}x'"),
        "a file undone": sql("UPDATE batch SET undone_at = at"),
        "a batch deleted": sql("DELETE FROM batch WHERE id = (SELECT min(id) FROM batch)"),
        "a batch added": twin("batch"),
        "a supplier of another name": sql("UPDATE supplier SET name = 'Autre'"),
        "a supplier of another contract": sql("UPDATE supplier SET contract = 'C-2024'"),
        "a supplier who informed": sql("UPDATE supplier SET notice_day = '2026-01-01'"),
        "a supplier who collected otherwise": sql("UPDATE supplier SET method = 'formulaire'"),
        "a supplier deleted": sql("DELETE FROM supplier"),
        "a site of a supplier deleted": sql("DELETE FROM supplier_site"),
        "a licence of a site": sql("UPDATE supplier_site SET licence = 'oui'"),
        # What is printed.
        "the agency of another name": sql("UPDATE setting SET value = 'Autre agence' WHERE key = 'agency.name'"),
        "a setting emptied": sql("DELETE FROM setting WHERE key = 'agency.name'"),
        "another contact for rights": sql(
            "UPDATE setting SET value = 'autre@exemple.fr' WHERE key = 'agency.privacy_contact'"
        ),
        "a setting of bytes": sql("INSERT INTO setting VALUES (x'61', 'x')"),
        "a setting added": sql("INSERT INTO setting VALUES ('paragraph.own-1', 'Autre texte')"),
        "a reference of another text": sql("UPDATE rule_reference SET text = 'art. 3'"),
        # Texts about a person, and what the journal holds of them.
        "who a request is from": emptied("request", "UPDATE request SET person = 'Autre'"),
        "how an identity was checked": emptied("request", "UPDATE request SET identity = 'vue'"),
        "the reason for more time": emptied("request", "UPDATE request SET extended = 'complexe'"),
        "the words of a request": emptied("request", "UPDATE request SET note = 'retirée'"),
        "what a title is for": emptied("title", "UPDATE title SET object = 'tout'"),
        "who asked to be called": emptied("title", "UPDATE title SET asker = 'Autre'"),
        "what an agreement is for": emptied("consent", "UPDATE consent SET object = 'tout'"),
        "the words of a refusal, unsaid": emptied("opposition", "UPDATE opposition SET note = 'plus tard'"),
        "the words of a call, unsaid": emptied("call", "UPDATE call SET note = 'd’accord pour tout'"),
        "the number of a call, unsaid": emptied("call", "UPDATE call SET phone = '+33199009999'"),
        "a place of an appointment": emptied("milestone", "UPDATE milestone SET place = 'Ailleurs'"),
        "who came to an appointment": emptied("milestone", "UPDATE milestone SET who = 'Personne'"),
        "a message of other facts": emptied("recipient_task", "UPDATE recipient_task SET facts = '{}'"),
        "the name of a proof": emptied("proof", "UPDATE proof SET name = 'autre.pdf'"),
        "the address of a page": emptied("page_read", "UPDATE page_read SET url = 'https://autre.example'"),
        "values of the journal emptied": sql(_EMPTIED),
        "one value of the journal emptied": sql(
            f"{_EMPTIED} AND id = (SELECT max(id) FROM journal_value WHERE salt IS NOT NULL)"
        ),
        "values of the journal deleted": sql("DELETE FROM journal_value"),
        "values of the journal of another row": sql(
            "UPDATE journal_value SET row_id = row_id + 1 WHERE salt IS NOT NULL"
        ),
        # Each other column of a refusal, of a letter, of what else is proven.
        "a refusal of another sheet": sql("UPDATE opposition SET lead_id = NULL WHERE lead_id IS NOT NULL"),
        "a refusal of another gesture": sql("UPDATE opposition SET gesture = gesture + 1"),
        "a refusal by somebody else": sql("UPDATE opposition SET by = 'Personne'"),
        "a refusal handed on": sql("UPDATE opposition SET supplier_id = (SELECT min(id) FROM supplier)"),
        "a refusal of another spelling": sql("UPDATE opposition SET signature = 'x'"),
        "why a refusal was lifted": sql("UPDATE opposition SET lifted_why = 'undo'"),
        "a letter of another lead": exchanged("notice", "lead_id"),
        "a letter of another text": sql("UPDATE notice SET versions = 'notice-9'"),
        "a letter taken back": sql("UPDATE notice SET withdrawn_at = at"),
        "a letter of another file": sql("UPDATE notice SET file = 'autre.pdf'"),
        "a milestone of another kind": sql("UPDATE milestone SET kind = 'mandate'"),
        "a milestone taken back": sql("UPDATE milestone SET undone_at = at"),
        # The proof itself.
        "seals taken away": sql("DELETE FROM last_seal"),
        "a trigger of somebody": sql(
            "CREATE TABLE x (a)", "CREATE TRIGGER y AFTER INSERT ON call BEGIN DELETE FROM call; END"
        ),
    }
)
"""What is forged → how."""
