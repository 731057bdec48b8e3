"""In which language a lead is written to, whether a second time, and what a letter says that was made before its sheet
changed."""

from datetime import timedelta
from pathlib import Path

from core.actions.common.agency import settings
from core.actions.common.judging import law_of
from core.actions.common.kept_files import letters_folder
from core.actions.common.next_step_facts import next_steps
from core.actions.leads import correcting, editing
from core.actions.letters import choosing, handing_over, noticing, posting, print_runs
from core.model.editing import Change, How, ValueSource
from core.model.letter import TODAY
from core.model.print_run import WhyLeft
from core.model.step import Step
from core.notices.sheet import address_lines
from core.records.contact import Contact
from core.records.notice import Notice
from core.sources.tables.reading import drafts, fields_of, open_table
from core.store import leads
from core.store.port import Store
from core.words.letters import chosen_words
from core.words.printing import held_said
from tests.core.actions.conftest import BY, NOW, add, take
from tests.core.notices.reading import pages
from tests.lengths import some
from tests.tables import table

LATER = NOW + timedelta(days=40)


def another(store: Store, **changes: object) -> int:
    """Add somebody who is nobody else, and return the lead."""
    with store.read() as r:
        n = len(leads.search(r)) + 1
    own = {"last_name": f"Nom{n}", "phones": (f"06 39 98 00 {n:02d}",), "emails": (), "reference": f"R{n}"}
    return add(store, **(own | {"url": "", "address": f"{n} rue Neuve"} | changes))


def step(store: Store, lead_id: int) -> Step:
    with store.read() as r:
        return next_steps(r, [lead_id], law_of(settings(r)), at=LATER)[lead_id].step


def made(store: Store, lead_id: int) -> Notice:
    found = noticing.make(store, [lead_id], letters_folder(store), by=BY, at=NOW)
    assert found.refused == ()
    with store.read() as r:
        return r.of(Notice, lead_id=lead_id)[-1]


@table(
    "town, decided, english",
    some(
        [
            ("London NW1 6XE, Royaume-Uni", [], True),
            ("London NW1 6XE, Royaume-Uni", [choosing.FRENCH], False),
            ("London NW1 6XE, Royaume-Uni", [choosing.FRENCH, choosing.BY_COUNTRY], True),
            ("1000 Bruxelles, Belgique", [], False),
            ("1000 Bruxelles, Belgique", [choosing.ENGLISH], True),
            ("Uzès", [], False),
            ("Uzès", [choosing.ENGLISH, choosing.NEUTRAL], True),
        ],
        of=2,
    ),
)
def test_the_language_follows_the_country_unless_somebody_decides(
    ready: Store, town: str, decided: list[str], english: bool
) -> None:
    code = "30700" if town == "Uzès" else ""
    lead_id = another(ready, town=town, postcode=code, listing_town="Uzès", listing_postcode="30700")
    for one in decided:
        choosing.decide(ready, lead_id, one, by=BY, at=NOW)
    chosen = noticing.letter_chosen(ready, lead_id, at=NOW)
    assert chosen.english is english
    assert chosen_words(chosen).endswith("Elle est en anglais.") is english
    assert chosen.decided == (choosing.NEUTRAL if choosing.NEUTRAL in decided else choosing.USUAL)
    letter = made(ready, lead_id)
    assert (f"{TODAY.letter}-en" in letter.versions) is english
    assert ("a house in Uzès" in pages(noticing.preview(ready, lead_id, at=NOW))[0]) is english


COLUMNS = """Nom;Téléphone;Adresse;CP;Ville;Pays;Type;Commune du bien;Référence;Site;Date
Brown;06 39 98 00 01;12 Baker Street;NW1 6XE;London;GB;Maison;Uzès;A1;Toit Direct;03/11/2026
Peeters;06 39 98 00 02;Rue de la Loi 12;1000;Bruxelles;Belgique;Maison;;A2;Toit Direct;03/11/2026
Dupont;06 39 98 00 03;14 rue des Mûriers;30700;Uzès;France;Maison;Uzès;A3;Toit Direct;03/11/2026
"""


def test_who_lives_abroad_by_a_column_of_countries_is_written_to_there(ready: Store, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(COLUMNS, "utf-8")
    opened = open_table(file)
    take(ready, *drafts(opened, fields_of(opened, {})))
    with ready.read() as r:
        ids = sorted(leads.search(r))
        facts = [noticing.letter_facts(r, one, settings(r), day=NOW.date(), reference="AAA-AAA") for one in ids]
    assert [address_lines(one)[1:] for one in facts] == [
        ("12 Baker Street", "London NW1 6XE", "ROYAUME UNI"),
        ("Rue de la Loi 12", "1000 Bruxelles", "BELGIQUE"),
        ("14 RUE DES MURIERS", "30700 UZES"),
    ]
    assert [(one.english, one.property_town) for one in facts] == [(True, "Uzès"), (False, ""), (False, "Uzès")]
    # The town of the property is asked for: that of the owner is not in its place.
    assert step(ready, ids[1]) is Step.COMPLETE
    with ready.read() as r:
        home = next(one.id for one in r.of(Contact, lead_id=ids[2]) if one.kind == "address")
    moved = Change("address", "Damrak 5", contact=home, postcode="1012 AB", town="Amsterdam, Pays-Bas")
    editing.edit(ready, ids[2], [moved], told=ValueSource(How.PERSON, NOW.date()), by=BY, at=NOW)
    with ready.read() as r:
        facts = [noticing.letter_facts(r, one, settings(r), day=NOW.date(), reference="AAA-AAA") for one in ids]
    assert address_lines(facts[2])[1:] == ("Damrak 5", "1012 AB Amsterdam", "PAYS BAS")
    assert (facts[2].english, facts[2].property_town) == (True, "Uzès")


def test_no_second_letter_leaves_to_who_is_written_to_once(ready: Store) -> None:
    lead_id = add(ready)
    posting.posted(ready, [made(ready, lead_id).id], by=BY, at=NOW)
    assert step(ready, lead_id) is Step.WRITE_AGAIN
    choosing.decide(ready, lead_id, choosing.ONCE, by=BY, at=LATER)
    assert step(ready, lead_id) is Step.WAIT
    choosing.decide(ready, lead_id, choosing.TWICE, by=BY, at=LATER)
    assert step(ready, lead_id) is Step.WRITE_AGAIN


def test_a_letter_whose_sheet_changed_is_not_printed_nor_handed_over(ready: Store, tmp_path: Path) -> None:
    lead_id, other = another(ready), another(ready)
    letters = [made(ready, one).id for one in (lead_id, other)]
    correcting.correct(ready, lead_id, fields={"last_name": "Morel"}, by=BY, at=NOW)
    written, held = handing_over.bind_letters(ready, letters, tmp_path / "all.pdf", by=BY, at=NOW)
    assert (written, [one.why for one in held]) == (letters[1:], [WhyLeft.CHANGED])
    assert list(held_said(held)) == ["La fiche de 1 lettre a changé depuis\u202f: préparez la lettre de nouveau."]
    run, _held = print_runs.start_run(ready, letters, printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert run is not None
    given = list[str]()
    sent = print_runs.send_run(ready, run, lambda _pdf, title: given.append(title), by=BY, clock=lambda: NOW)
    assert [one.why for one in sent.letters] == [WhyLeft.CHANGED.value, ""]
    assert len(given) == 1
    again = made(ready, lead_id)
    assert again.id not in letters
    assert "Morel" in pages(noticing.preview(ready, lead_id, at=NOW))[0]
