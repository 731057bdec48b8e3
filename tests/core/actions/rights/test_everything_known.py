"""Whatever the base may hold about a person is in the copy of their data, or has its reason not to be (RGPD, art. 15;
rule GDPR-07): each column of each table is changed in turn, and what the copy then says is compared."""

from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from core.actions.rights.everything_known import held
from core.base.errors import UserError
from core.base.moments import kept
from core.records.call import Call, Callback, OralNotice
from core.records.consent import Consent
from core.records.milestone import Milestone
from core.records.notice import HandOver, LetterChoice, Notice
from core.records.opposition import Doubt, Opposition
from core.records.reply import Reply
from core.records.request import RecipientTask, Request
from core.records.title import Title
from core.store.port import Reader, Store, Value, Writer
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add

NOON, LATER = kept(NOW), kept(NOW + timedelta(days=3))
ROWS: Mapping[str, NamedTuple] = {
    "notice": Notice(reference="K7P-4MD", versions="letter-4", sha256="0", file="x", day="2026-11-24", at=NOON, by=BY),
    "call": Call(phone="+33639981241", direction="out", started=NOON, outcome="talked", verdict="{}", by=BY),
    "callback": Callback(due=NOON, by=BY),
    "milestone": Milestone(kind="appointment", moment=NOON, at=NOON, by=BY),
    "consent": Consent(channels="call", collected=NOON, wording="consent-3", object="vente", at=NOON, by=BY),
    "title": Title(kind="request", object="vente", how="coupon", starts=NOON, at=NOON, by=BY),
    "reply": Reply(boxes="estimate", received="2026-11-24", at=NOON, by=BY),
    "opposition": Opposition(gesture=1, kind="phone", how="letter", at=NOON, by=BY, note="dit"),
    "request": Request(kind="access", received="2026-11-24", how="letter", due="2026-12-24", at=NOON, by=BY),
    "recipient_task": RecipientTask(recipient="Pige Ouest", kind="erasure", facts="{}", made=NOON, by=BY),
    "letter_choice": LetterChoice(letter="c", at=NOON, by=BY),
    "oral_notice": OralNotice(version="script-2", at=NOON, by=BY),
    "hand_over": HandOver(service="Maileva", sha256="0", at=NOON, by=BY),
    "doubt": Doubt(text="0", quote="pas d’agence", way="note", at=NOON, by=BY),
}
"""A row of each table about a person, beside those that an import makes."""
OTHER: tuple[Value, ...] = ("mots", LATER, "2031-07-19", 7)
CODED: Mapping[str, Value] = {
    "call direction": "in", "call outcome": "met", "listing deal": "rent", "listing role": "bare",
    "contact kind": "email", "consent channels": "sms", "consent way": "counter", "consent missing": '["signature"]',
    "consent slots": '[[2,"10:00","12:00"]]', "consent exact": '["2026-12-01T19:00:00"]', "title kind": "contract",
    "reply boxes": "form", "opposition how": "email", "opposition author": "read", "request kind": "erasure",
    "request how": "email", "request answered_how": "email", "request outcome": "done",
    "recipient_task kind": "rectification", "milestone kind": "mandate", "origin how": "sign",
    "origin extra": '[["colonne","mot"]]',
}  # fmt: skip
"""Values of which the copy must say one; those of columns that take no other."""

HASH, STAFF = "a hash, which shows nothing", "staff of the agency"
DERIVED, WORKING = "made again from what is told", "of the program: in what order, in which state"
WORKED = "how the agency worked, not what it knows"
SHOWN = "told beside, by its name"
JOINS = (
    *("id", "lead_id", "listing_id", "batch_id", "supplier_id", "gone_call", "share_id", "notice_id", "call_id"),
    *("title_id", "gesture", "root", "proof_id", "cancelled_by", "agent_id", "rank", "version"),
)
"""Columns that join rows and order them."""
LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    HASH: {"*": "hash signature sha256 text text_sha256", "oral_notice": "points"},
    STAFF: {"*": "by notes_by gone_by undone_by lifted_by answered_by collector"},
    DERIVED: {
        "lead": "name sort_key town_key opposed_at opposed_how notice_sent", "call": "verdict", "consent": "mentions",
        "request": "person", "opposition": "lifted_why kind",
    },
    WORKING: {
        "*": "at made gone_at", "lead": "source erased_at notes_at", "listing": "private", "request": "answer aside",
        "notice": "file printed_at consent_months unfinished withdrawn_why", "recipient_task": "facts",
        "consent": "agency withdrawn_how", "title": "asker written", "doubt": "way answer answered_at",
    },
    WORKED: {"letter_choice": "letter"},
    SHOWN: {"origin": "source way", "milestone": "said back"},
}  # fmt: skip
"""Why a column is not told → table, or all of them → its columns."""
ANYWHERE = {*JOINS, *(column for by_table in LEFT_OUT.values() for column in by_table.get("*", "").split())}
TABLES: Mapping[str, str] = {
    **dict.fromkeys(("mark", "erased_mark", "doubt_mark", "step_hash", "shared_value"), HASH),
    **dict.fromkeys(("last_seal", "sealed_block", "journal_head", "removed", "safe"), HASH),
    **dict.fromkeys(
        ("journal", "journal_value", "merging", "joining", "reject"), "what was changed, and rows not taken"
    ),
    **dict.fromkeys(("lead_search", "step", "step_made", "tally", "alike", "near_apart", "erased"), DERIVED),
    **dict.fromkeys(("stated", "proof", "wording"), SHOWN),
    **dict.fromkeys(("print_run", "run_letter", "page_read"), WORKING),
    **dict.fromkeys(("supplier", "supplier_site", "batch", "mapping", "site_terms"), "of who gave the data"),
    **dict.fromkeys(("agent", "setting", "rule_reference", "_sqlite_migrations"), STAFF),
}
"""Table of which no column is told as such → why."""


def lived(store: Store) -> tuple[int, dict[str, int]]:
    """Return somebody with a row in each table, and the id of each."""
    lead_id = add(store)
    with store.write("t", by=BY, at=NOW) as w:
        ids = {table: w.column(int, f"SELECT max(id) FROM {table}")[0] for table in ("lead", "listing", "origin")}
        ids["contact"] = w.column(int, "SELECT id FROM contact WHERE kind = 'address'")[0]
        for table, row in ROWS.items():
            joined = {"lead_id": lead_id, "notice_id": ids.get("notice"), "call_id": ids.get("call")}
            values = row._asdict() | {name: joined[name] for name in joined.keys() & set(row._fields)}
            del values["id"]
            ids[table] = w.insert(table, values)
        w.insert("doubt_mark", {"doubt_id": ids["doubt"], "hash": "", "kind": "phone", "lead_id": lead_id})
    return lead_id, ids


def columns(r: Reader, table: str) -> list[str]:
    return r.column(str, f"SELECT name FROM pragma_table_info('{table}')")


def tells(w: Writer, lead_id: int, table: str, row_id: int, column: str) -> bool:
    """Tell whether some other value of a column makes another copy."""
    whole = held(w, lead_id)
    was = w.records(f'SELECT "{column}" FROM "{table}" WHERE id = ?', row_id)[0][column]
    for value in (CODED.get(f"{table} {column}", LATER), *OTHER):
        w.update(table, row_id, {column: value})
        try:
            if held(w, lead_id) != whole:
                return True
        except (ValueError, TypeError, AttributeError, KeyError, UserError):
            continue  # Not a value of this column.
        finally:
            w.update(table, row_id, {column: was})
    return False


def test_each_column_about_a_person_is_told_or_has_its_reason() -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder))) as store:
        lead_id, ids = lived(store)
        with store.write("t", by=BY, at=NOW) as w:
            tables = w.column(str, "SELECT name FROM sqlite_master WHERE type = 'table'")
            silent = {
                (table, column)
                for table, row_id in ids.items()
                for column in columns(w, table)
                if column not in ANYWHERE and not tells(w, lead_id, table, row_id, column)
            }
    reasons = {
        (table, column)
        for by_table in LEFT_OUT.values()
        for table, names in by_table.items()
        for column in names.split()
        if table != "*"
    }
    assert silent == reasons, "neither told nor given a reason, or told and given a reason not to be"
    own = {name for name in tables if not name.startswith(("sqlite_", "lead_search_"))}
    assert own == {*ids, *TABLES}
