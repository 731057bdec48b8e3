"""Which letter a lead gets: by one bit about the words of its ad, then forgotten, and by what the agency decides."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.common.agency import save_settings, settings
from core.actions.common.judging import law_of
from core.actions.common.next_step_facts import next_steps
from core.actions.intake import batch_undo
from core.actions.intake.import_rows import take_in
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import forgetting
from core.actions.leads import joining
from core.actions.letters import choosing, giving, noticing, posting
from core.actions.register import opposing
from core.base.errors import UserError
from core.base.records import replace
from core.model.batch import BatchFacts, Source, TypedOrigin
from core.model.letter import LetterDocument
from core.model.step import NextStep
from core.sources.pages.reading import read_page
from core.sources.tables.reading import drafts, fields_of, open_table
from core.store import leads
from core.store.port import Store
from core.words.letters import chosen_words, remark_words
from core.words.steps import step_sentence
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take, who_is
from tests.core.notices.reading import pages
from tests.tables import table

SOLD = "Lettre neutre\u202f: l’annonce parle d’un sujet privé. Ce mot n’est ni gardé, ni repris."
UNREAD = "Lettre neutre\u202f: le texte de l’annonce n’a pas été lu."
PLAIN = "Lettre ordinaire\u202f: le texte de l’annonce a été lu, il ne dit rien de privé."


def why(store: Store, lead_id: int) -> str:
    return chosen_words(noticing.letter_chosen(store, lead_id, at=NOW))


def imported(store: Store, folder: Path, heading: str, *rows: Sequence[str], number: int = 4000) -> list[int]:
    """Import a file whose last column is ``heading``, and return the leads by row."""
    file = folder / f"pige {len(list(folder.iterdir()))}.csv"
    lines = [f"Nom;Téléphone;Type;Prix;{heading}"]
    lines += [f"Moreau;06 39 98 {number + line:04d};Maison;250 000 €;{';'.join(row)}" for line, row in enumerate(rows)]
    file.write_text("\n".join(lines), encoding="utf-8")
    opened = open_table(file)
    report = take_in(store, drafts(opened, fields_of(opened, {})), replace(BATCH, name=file.name), by=BY, now=NOW)
    assert report.added + report.merged == len(rows)
    with store.read() as r:
        return [people.known(r, f"06 39 98 {number + line:04d}") for line in range(len(rows))]


@table(
    "heading, text, said",
    [
        ("Texte de l’annonce", "Maison avec jardin, au calme.", PLAIN),
        ("Texte de l’annonce", "Maison avec jardin, vente cause divorce.", SOLD),
        ("Texte de l’annonce", "", UNREAD),
        ("Remarques", "Maison avec jardin, au calme.", UNREAD),
        ("Remarques", "suite succession", SOLD),
        ("Titre", "Succession : maison 5 pièces", SOLD),
        ("Description", "WC séparés, droits de mutation réduits", PLAIN),
    ],
)
def test_the_words_of_an_ad_are_read_and_forgotten(
    ready: Store, tmp_path: Path, heading: str, text: str, said: str
) -> None:
    folder = tmp_path / f"{heading}{len(text)}"
    folder.mkdir()
    [lead_id] = imported(ready, folder, heading, [text], number=sum(map(ord, heading + text)) % 10_000)
    assert why(ready, lead_id) == said
    with ready.read() as r:
        assert "divorce" not in str(r.records("SELECT * FROM listing")) + str(r.records("SELECT * FROM journal_value"))


def test_a_short_cell_read_again_and_again_is_heard_each_time(ready: Store, tmp_path: Path) -> None:
    found = imported(ready, tmp_path, "Motif de la vente", ["divorce"], ["divorce"], ["travaux"], ["divorce"])
    assert [why(ready, one) for one in found] == [SOLD, SOLD, UNREAD, SOLD]


def test_what_was_told_once_stays_and_what_was_read_is_not_unread(ready: Store, tmp_path: Path) -> None:
    one = add(ready)
    for private, said in ((None, UNREAD), (0, PLAIN), (None, PLAIN), (1, SOLD), (0, SOLD), (None, SOLD)):
        done = take(ready, DRAFT._replace(private=private))
        assert why(ready, one) == said
    batch_undo.undo(ready, done.batch, by=BY, at=NOW)
    assert why(ready, one) == SOLD


def test_undoing_a_batch_takes_back_what_it_read(ready: Store) -> None:
    one = add(ready)
    done = take(ready, DRAFT._replace(private=1))
    assert why(ready, one) == SOLD
    batch_undo.undo(ready, done.batch, by=BY, at=NOW)
    assert why(ready, one) == UNREAD


@table(
    "changes, variant, said",
    [
        ({"private": 0, "deal": "sale"}, "a", PLAIN),
        ({"private": 0, "deal": "rent"}, "d", "Lettre pour une location."),
        ({"private": 1, "deal": "rent"}, "d", "Lettre pour une location."),
        ({"private": 0, "last_name": "", "first_name": "", "civility": ""}, "b", "Lettre sans nom\u202f: nous n’en"),
        ({"private": 1, "last_name": ""}, "c", SOLD),
        ({"private": 0, "price": "", "title": "", "deal": ""}, "f", "Lettre sans projet nommé"),
    ],
)
def test_each_letter_is_printed_when_it_should(
    ready: Store, tmp_path: Path, changes: dict[str, object], variant: str, said: str
) -> None:
    number = f"06 39 98 {sum(map(ord, str(changes))) % 10_000:04d}"
    lead_id = add(
        ready, phones=(number,), emails=(), reference="", address=f"{number[-4:]} rue {variant}{variant}", **changes
    )
    assert why(ready, lead_id).startswith(said)
    assert noticing.letter_chosen(ready, lead_id, at=NOW).variant == variant
    [made] = noticing.make(ready, [lead_id], tmp_path, by=BY, at=NOW).made
    body = Path(made.file).read_bytes()
    assert body.startswith(b"%PDF")


def test_the_agency_takes_the_neutral_letter_or_says_it_read_the_ad(ready: Store) -> None:
    read, unread, told = (
        add(ready, phones=(f"06 39 98 60 0{n}",), emails=(), reference=f"L{n}", address=f"{n} rue B", private=private)
        for n, private in enumerate((0, None, 1))
    )
    choosing.decide(ready, read, choosing.NEUTRAL, by=BY, at=NOW)
    assert why(ready, read) == "Lettre neutre, à votre demande."
    choosing.decide(ready, read, choosing.NEUTRAL, by="Hugo", at=NOW)
    with ready.read() as r:
        assert r.column(str, "SELECT by FROM letter_choice") == [BY], "decided already"
    choosing.decide(ready, read, choosing.USUAL, by=BY, at=NOW)
    assert why(ready, read) == PLAIN
    choosing.decide(ready, unread, choosing.READ, by=BY, at=NOW)
    assert why(ready, unread) == "Lettre ordinaire\u202f: Claire a lu l’annonce le 24\u00a0novembre 2026."
    with pytest.raises(UserError) as refused:
        choosing.decide(ready, told, choosing.READ, by=BY, at=NOW)
    assert refused.value.text == "Cette annonce parle d’un sujet privé\u202f: la lettre reste neutre."
    with pytest.raises(UserError):
        choosing.decide(ready, 12, choosing.NEUTRAL, by=BY, at=NOW)


def test_who_read_an_ad_did_not_read_the_next_one(ready: Store) -> None:
    lead_id = add(ready)
    choosing.decide(ready, lead_id, choosing.READ, by=BY, at=NOW)
    take_in(ready, [DRAFT._replace(reference="TD9")], BATCH, by=BY, now=NOW + timedelta(days=1))
    assert why(ready, lead_id) == UNREAD
    take_in(ready, [DRAFT._replace(private=1)], BATCH, by=BY, now=NOW + timedelta(days=2))
    assert why(ready, lead_id) == SOLD


def test_a_decision_follows_a_join_and_goes_with_the_person(ready: Store) -> None:
    one = add(ready, private=0)
    other = add(ready, phones=("06 39 98 12 77",), emails=(), reference="TD7", address="2 rue C", private=0)
    choosing.decide(ready, other, choosing.NEUTRAL, by=BY, at=NOW)
    joining.join(ready, one, other, by=BY, at=NOW)
    assert why(ready, one) == "Lettre neutre, à votre demande."
    take(ready, DRAFT._replace(private=1))
    forgetting.forget(ready, one, by=BY, at=NOW, keep_property=True)
    with ready.read() as r:
        assert r.column(int, "SELECT count(*) FROM letter_choice") == [0]
        assert r.column(int, "SELECT count(*) FROM listing WHERE private IS NOT NULL") == [0]


PAGE = """<html><head><title>x</title><script type="application/ld+json">{{"@type": "House", "name": "Maison 5 pièces",
"description": "{text}", "url": "https://exemple.fr/a/1", "offers": {{"@type": "Offer", "price": "250000"}},
"address": {{"addressLocality": "Uzès", "postalCode": "30700"}}}}</script></head></html>"""


@table(
    "text, private",
    [("Belle maison au calme, vendue suite à un divorce.", 1), ("Belle maison au calme, wc séparés.", 0), ("", None)],
)
def test_a_captured_page_is_read_the_same_way(text: str, private: int | None) -> None:
    [draft] = read_page(PAGE.format(text=text).encode(), url="https://exemple.fr/a/1", at=NOW).drafts
    assert draft.private == private


def test_a_private_matter_is_never_on_paper(ready: Store, tmp_path: Path) -> None:
    lead_id = add(ready, title="Succession, maison 5 pièces", private=1, kind="Maison suite décès")
    [made] = noticing.make(ready, [lead_id], tmp_path, by=BY, at=NOW).made
    assert BatchFacts(Source.FILE, "", "").supplier == ""
    printed = " ".join(pages(noticing.preview(ready, lead_id, at=NOW))).lower()
    assert made.file and "succession" not in printed and "décès" not in printed


def test_the_second_letter_is_in_the_queue_by_itself_where_it_may_leave(ready: Store, tmp_path: Path) -> None:
    silent, spoke, opposed = (
        add(
            ready,
            phones=(f"06 39 98 61 0{n}",),
            emails=(),
            reference=f"S{n}",
            address=f"{n} rue D",
            last_name=f"Bo{n}a",
        )
        for n in range(3)
    )
    first = noticing.make(ready, [silent, spoke, opposed], tmp_path, by=BY, at=NOW).made
    with ready.read() as r:
        ids = [posting.letter_of(r, one.reference) for one in first]
    posting.posted(ready, ids, by=BY, at=NOW)
    who = who_is(ready, spoke)
    call = calling.receive(ready, who, by=BY, at=NOW + timedelta(days=3))
    calling.finish(ready, call, outcome="talked", by=BY, at=NOW + timedelta(days=3, minutes=4))
    with ready.read() as r:
        gone = people.of_lead(r, opposed)
    opposing.oppose(ready, gone, how="letter", by=BY, at=NOW + timedelta(days=4))
    later = NOW + timedelta(days=30)
    with ready.read() as r:
        assert noticing.due(r, at=later - timedelta(days=1)) == []
        assert noticing.due(r, at=later) == [silent]
    refused = noticing.make(ready, [spoke], tmp_path, by=BY, at=later).refused
    assert refused[0].codes == ("REMINDER_ANSWERED",)
    [second] = noticing.make(ready, [silent], tmp_path, by=BY, at=later).made
    text = " ".join(pages(LetterDocument(Path(second.file).read_bytes(), "", (), 2)))
    assert "Le 24 novembre 2026, l’Agence des Tilleuls vous a écrit au sujet" in text
    with ready.read() as r:
        assert noticing.due(r, at=later) == []
    save_settings(ready, {"second_letter": False}, by=BY, at=NOW)
    with ready.read() as r:
        assert noticing.due(r, at=later) == []


def test_who_gave_their_data_is_informed_by_the_sheet_handed_over(ready: Store, tmp_path: Path) -> None:
    type_lead(ready, DRAFT._replace(address=""), came=TypedOrigin.PERSON, by=BY, now=NOW)

    def step(at: datetime) -> NextStep:
        with ready.read() as r:
            law = law_of(settings(r))
            return next_steps(r, [people.known(r, DRAFT.phones[0])], law, at=at)[lead_id]

    with ready.read() as r:
        lead_id = people.known(r, DRAFT.phones[0])
    assert (step(NOW).code, step(NOW).step.value) == ("NEXT_INFORM", "complete")
    assert step_sentence(step(NOW)).startswith("La personne vous a donné ses coordonnées le 24")
    with ready.read() as r:
        giving.print_given(r, lead_id, tmp_path / "a.pdf", how="counter", at=NOW)
    assert step(NOW).code == "NEXT_INFORM"
    reference = giving.hand_over(ready, lead_id, tmp_path / "b.pdf", how="counter", by=BY, at=NOW)
    assert reference in " ".join(pages(LetterDocument((tmp_path / "b.pdf").read_bytes(), "", (), 1)))
    assert step(NOW).step.value in ("nothing", "wait")
    assert step(NOW + timedelta(days=40)).step.value == "nothing"
    with ready.read() as r:
        facts = noticing.letter_facts(r, lead_id, settings(r), day=NOW.date(), reference="K7P-4MD")
    assert facts.first_letter is None


@table(
    "names, said",
    [
        (("Claire et Hugo", "Dupont et Martin", "Claire et Hugo Dupont et Martin"), "dites qui est qui"),
        (("Claire et Hugo", "Dupont et Martin", "Claire Dupont et Hugo Martin"), ""),
        (("Claire et Hugo", "Dupont", "Claire et Hugo Dupont"), ""),
        (("", "Dupont et Martin", "Dupont et Martin"), ""),
        (("Claire", "Dupont", "Claire Dupont"), ""),
    ],
)
def test_names_nobody_paired_are_to_be_read_again(ready: Store, names: tuple[str, str, str], said: str) -> None:
    with ready.read() as r:
        known = leads.search(r)
    lead_id = known[0] if known else add(ready)
    with ready.write("names", by=BY, at=NOW) as w:
        w.update("lead", lead_id, dict(zip(("first_name", "last_name", "name"), names, strict=True)))
    words = remark_words(noticing.letter_chosen(ready, lead_id, at=NOW))
    assert (said in words) if said else (words == "")


@table(
    "place, remarks",
    [
        ({"town": "Uzès", "postcode": "30700"}, ()),
        ({"town": "UZES CEDEX", "postcode": "30703"}, ()),
        ({"town": "Trifouilly", "postcode": "30700"}, ("TOWN_UNKNOWN",)),
        ({"address": "12 Baker Street", "town": "London NW1 6XE, Royaume-Uni", "postcode": ""}, ()),
    ],
)
def test_a_town_of_no_list_is_to_be_read_again_but_abroad(
    ready: Store, place: dict[str, object], remarks: tuple[str, ...]
) -> None:
    with ready.read() as r:
        count = len(leads.search(r))
    there = {"phones": (f"06 39 98 44 {count:02d}",), "emails": (), "reference": f"T{count}"}
    at_home = {"listing_town": "Uzès", "listing_postcode": "30700", "last_name": f"Alba{'abcd'[count]}"}
    lead_id = add(ready, **at_home, **there, **place)
    assert noticing.letter_chosen(ready, lead_id, at=NOW).remarks == remarks
