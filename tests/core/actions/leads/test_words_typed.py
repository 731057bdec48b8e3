"""Wherever a person can type words about somebody, a refusal is heard: every column of words of the base, and every
text that the command line takes, is listened to or has a reason not to be."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from importlib import import_module

import click
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.calling import calling, consenting
from core.actions.leads import editing, milestones, tags
from core.actions.register import refusal_answers
from core.actions.rights import requests
from core.cli.run import FAMILIES
from core.model.channel import TitleKind
from core.model.editing import Change, How, ValueSource
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.request import RequestKind
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, who_is
from tests.tables import table

SAID = "ne plus jamais appeler"
OURS = "written by the program: a hash, a code, a moment, what it did"
OF_US = "of the agency, of its suppliers or its papers, not of a person"
FACT = "a fact read as such, and refused when it is none"
READ = "listened to where it is read, cell by cell, before it is taken"
REFUSES = "a refusal already, or said with one"
ANSWERS = "what the agency answers to the person"
HEARD = {
    "lead": {"name", "first_name", "last_name", "town", "notes", "tags"},
    "contact": {"value", "town"},
    "listing": {"title"},
    "call": {"note"},
    "callback": {"note"},
    "milestone": {"place", "who"},
    "title": {"object", "how", "asker"},
    "request": {"note"},
}
"""What a person types of somebody, by table: each is tried below."""
WHY: dict[str, str] = {
    **dict.fromkeys(("lead", "contact", "listing", "call", "callback", "milestone", "title"), FACT),
    **dict.fromkeys(("origin", "reject", "merging", "stated"), READ),
    **dict.fromkeys(("opposition", "doubt", "doubt_mark", "near_apart"), REFUSES),
    **dict.fromkeys(("request", "consent", "reply"), ANSWERS),
    **dict.fromkeys(
        (
            *("setting", "supplier", "supplier_site", "site_terms", "batch", "mapping", "agent", "wording", "proof"),
            *("rule_reference", "print_run", "run_letter", "letter_choice", "page_read", "recipient_task"),
        ),
        OF_US,
    ),
    **dict.fromkeys(
        (
            *("_sqlite_migrations", "safe", "journal", "journal_value", "journal_head", "mark", "alike", "joining"),
            *("erased", "erased_mark", "oral_notice", "tally", "shared_value", "step", "step_hash", "step_made"),
            *("removed", "notice", "last_seal", "sealed_block", "hand_over"),
        ),
        OURS,
    ),
}
"""Why the other columns of words of a table are not listened to when they are written."""


def test_every_column_of_words_is_listened_to_or_has_a_reason(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        words = {
            name: {
                column
                for (column,) in base.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (name,))
            }
            for name in tables
            if not name.startswith(("sqlite_", "lead_search"))
        }
    assert {name for name, columns in words.items() if columns} == set(WHY)
    for name, columns in HEARD.items():
        assert columns <= words[name]


def somebody(store: Store, at: int) -> int:
    return add(store, last_name=f"Moreau{'abcdefghijklmnop'[at]}", phones=(f"06 39 98 12 {at:02d}",), emails=(),
               address=f"{at + 1} rue des Mûriers", reference=f"N{at}", url="")  # fmt: skip


def _edit(field: str) -> Callable[[Store, int, str], object]:
    told = ValueSource(How.PERSON, NOW.date())
    return lambda store, lead, words: editing.edit(store, lead, [Change(field, words)], told=told, by=BY, at=NOW)


def _log(store: Store, lead: int, words: str) -> object:
    who = who_is(store, lead)
    return calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW, note=words)


def _callback(store: Store, lead: int, words: str) -> object:
    due = NOW.replace(hour=11) + timedelta(days=1)
    return calling.plan_callback(store, lead, due=due, by=BY, at=NOW, note=words)


def _met(field: str) -> Callable[[Store, int, str], object]:
    def noted(store: Store, lead: int, words: str) -> object:
        who = who_is(store, lead)
        place, met = (words, "") if field == "place" else ("", words)
        one = TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(days=1), place, met)
        return milestones.note_milestone(store, who, one, by=BY, at=NOW)

    return noted


def _titled(field: str) -> Callable[[Store, int, str], object]:
    def opened(store: Store, lead: int, words: str) -> object:
        who = who_is(store, lead)
        said = {"object_": "Estimation", "how": "", "asker": ""} | {field: words}
        object_, how, asker = said.values()
        return consenting.open_title(
            store, who, TitleKind.REQUEST, object_=object_, how=how, asker=asker, by=BY, at=NOW, starts=NOW
        )

    return opened


def _requested(store: Store, lead: int, words: str) -> object:
    who = who_is(store, lead)
    return requests.note(store, who, RequestKind.ACCESS, received=NOW.date(), how="email", by=BY, at=NOW, words=words)


def _tagged(store: Store, lead: int, words: str) -> object:
    return tags.tag_several(store, [lead], add=words, by=BY, at=NOW)


WAYS: dict[str, Callable[[Store, int, str], object]] = {
    **{f"lead.{field}": _edit(field) for field in ("last_name", "first_name", "town", "notes", "tags")},
    "lead.tags, several": _tagged,
    "contact.value": _edit("address"),
    "listing.title": _edit("title"),
    "call.note": _log,
    "callback.note": _callback,
    **{f"milestone.{field}": _met(field) for field in ("place", "who")},
    **{f"title.{field}": _titled(field.replace("object", "object_")) for field in ("object", "how", "asker")},
    "request.note": _requested,
}


@table("way, at", list(zip(WAYS, range(20), strict=False)))
def test_a_refusal_typed_there_waits_for_an_answer_and_another_word_does_not(store: Store, way: str, at: int) -> None:
    lead = somebody(store, at)
    place = "12 rue Basse, 30000 Nîmes" if way == "contact.value" else ""
    WAYS[way](store, lead, place or "à voir le matin")
    with store.read() as r:
        assert refusal_answers.in_doubt(r, lead) is None
    WAYS[way](store, lead, f"12 rue Basse ({SAID}), 30000 Nîmes" if place else SAID)
    with store.read() as r:
        found = refusal_answers.in_doubt(r, lead)
    assert found is not None
    assert SAID in found.quotes[0]


SPOKEN = {
    *("edit.values", "tag.add", "tag.rename", "call.note", "milestone.place", "milestone.company"),
    *("contract.object_", "asked.object_", "asked.how", "asked.asker", "professional.object_", "professional.company"),
    *("requests new.note", "requests correct.values"),
}
"""Texts of the command line that go to a column listened to."""


def _names(line: str) -> list[str]:
    return line.split()


UNSPOKEN: dict[str, str] = {
    **dict.fromkeys(
        _names(
            "who lead prospect leads keep other one references reference coupons number numbers rule "
            "to take asked decided"
        ),
        "whom or what it is about",
    ),
    **dict.fromkeys(
        _names(
            "moment at_ day back seen received collected until start end first last slots exact when "
            "checks price prices"
        ),
        FACT,
    ),
    **dict.fromkeys(
        _names(
            "proofs photo_of at seat person words pairs supplier site sites sheet sheets member "
            "encoding delimiter fixes columns outcomes user host folder head page pages printer out "
            "accent paragraph texte name initials role add changed search filters remove removed "
            "answer way how proof why url where database"
        ),
        OF_US,
    ),
    **dict.fromkeys(("wording", "place", "collector", "object_", "identity", "reason", "said"), ANSWERS),
    **dict.fromkeys(("note", "block"), REFUSES),
    "corrections": READ,
}
"""Why the other texts of the command line are not listened to, by the name of the option."""


def texts() -> Iterator[tuple[str, str]]:
    """Each (verb, option) of the command line that takes words."""

    def of(name: str, verb: click.Command) -> Iterator[tuple[str, str]]:
        for part, command in verb.commands.items() if isinstance(verb, click.Group) else ():
            yield from of(f"{name} {part}", command)
        for option in verb.params:
            if isinstance(option.type, click.types.StringParamType) and option.name:
                yield name, option.name

    for module, names in FAMILIES.items():
        family = import_module(module).VERBS
        for name in names:
            yield from of(name, family[name] if isinstance(family, dict) else next(v for v in family if v.name == name))


def test_every_text_of_the_command_line_is_listened_to_or_has_a_reason() -> None:
    found = set(texts())
    assert len(found) > 120
    assert {f"{verb}.{name}" for verb, name in found} >= SPOKEN
    assert {name for verb, name in found if f"{verb}.{name}" not in SPOKEN} <= set(UNSPOKEN)
