"""A number that was refused is a way in by no door, whatever its spelling; beside it, another person's is taken."""

import csv
import html
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import judged_who, law_of
from core.actions.common.people import find_every
from core.actions.intake.capturing import capture
from core.actions.intake.importing import ImportFile, import_into
from core.actions.intake.pages_given import Capture
from core.actions.intake.typed_lead import type_lead
from core.actions.letters import noticing
from core.actions.register import entries, opposing
from core.actions.register.refusal_lists import ImportList, import_list
from core.actions.rights import requests
from core.model.batch import TypedOrigin
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.request import RequestKind
from core.model.verdict import Light
from core.records.opposition import Opposition
from core.store import lead_lists, leads
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, take
from tests.core.spellings import HELD, PHONES, Spelling
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.lengths import some
from tests.tables import each

SPELLINGS = (*PHONES, *HELD)
SPELT = some(
    [(f"06399810{rank:02d}", f"06399855{rank:02d}", spelt) for rank, spelt in enumerate(SPELLINGS, start=10)], of=3
)
"""A refused number, another person's, and how both are written."""
NAMES = ("Aubert", "Bastide", "Chazal", "Delmas", "Espinas", "Fabre", "Garric", "Hugon", "Imbert", "Jalabert")


def refused(store: Store) -> None:
    """A complete agency, and a register with the refused numbers."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    file = store.path.parent / "refus.csv"
    file.write_text("Téléphone\n" + "".join(f"{number}\n" for number, _, _ in SPELT), "utf-8")
    found = import_list(store, ImportList(store.path.parent, file, BY, NOW, supplier="Pige Ouest"))
    assert found.added == len(SPELT)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Store]:
    with closing(new_base(tmp_path / "base", refused)) as store:
        yield store


def rows() -> list[list[str]]:
    """Return the rows of a file: name, number as spelt, address, postcode, town, reference."""
    found = []
    for rank, (mine, theirs, spelt) in enumerate(SPELT):
        name = NAMES[rank % 10] + "abcdefghijklmn"[rank // 10]
        found.append([name, spelt(mine), f"{rank + 1} rue des Mûriers", "30700", "Uzès", f"TD{rank}A"])
        found.append([name + "x", spelt(theirs), f"{rank + 1} rue du Four", "30000", "Nîmes", f"TD{rank}B"])
    return found


def test_a_file_brings_none_of_them_back_and_their_twins_are_written_to(register: Store, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["Nom", "Téléphone", "Adresse", "Code postal", "Ville", "Référence"])
        writer.writerows(rows())
    asked = ImportFile(register.path.parent, file, "Pige Est", NOW.date().isoformat(), BY, NOW, site="Toit Direct")
    report = import_into(register, asked)
    assert (report.opposed, report.added, report.rejected) == (len(SPELT), len(SPELT), 0)
    with register.read() as r:
        due = noticing.due(r, at=NOW)
        names = {lead.name for lead in lead_lists.rows(r, due)}
    assert len(due) == len(SPELT)
    assert all(name.endswith("x") for name in names)
    made = noticing.make(register, due[:3], tmp_path / "lettres", by=BY, at=NOW)
    assert len(made.made) == 3


HEADINGS = ("Nom", "Téléphone", "Adresse", "Code postal", "Ville", "Référence")


def _cards(found: list[list[str]]) -> str:
    cards = []
    for name, number, address, code, town, _reference in found:
        escaped = number.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
        cards += ["BEGIN:VCARD", "VERSION:3.0", f"N:{name};;;;", f"TEL;TYPE=CELL:{escaped}"]
        cards += [f"ADR;TYPE=HOME:;;{address};{town};;{code};", "END:VCARD"]
    return "\n".join(cards) + "\n"


def _objects(found: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(HEADINGS, row, strict=True)) for row in found]


def _table(found: list[list[str]]) -> str:
    lines = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in [list(HEADINGS), *found]]
    return "<html><body><table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table></body></html>"


def _texts(found: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in [list(HEADINGS), *found]) + "\n"


DOORS: dict[str, Callable[[list[list[str]]], str]] = {
    "pige.vcf": _cards,
    "pige.json": lambda found: json.dumps(_objects(found)),
    "pige.ndjson": lambda found: "\n".join(map(json.dumps, _objects(found))) + "\n",
    "pige.xls": _table,
    "pige.tsv": _texts,
}


@pytest.mark.parametrize("door", DOORS)
def test_every_kind_of_file_is_as_closed_as_a_csv(register: Store, tmp_path: Path, door: str) -> None:
    file = tmp_path / door
    file.write_text(DOORS[door](rows()), "utf-8")
    asked = ImportFile(register.path.parent, file, "Pige Est", NOW.date().isoformat(), BY, NOW, site="Toit Direct")
    report = import_into(register, asked)
    assert (report.opposed, report.added, report.rejected) == (len(SPELT), len(SPELT), 0)
    with register.read() as r:
        assert all(lead.name.split()[-1].endswith("x") for lead in lead_lists.rows(r, noticing.due(r, at=NOW)))


def test_an_ad_is_as_closed_as_a_file(register: Store, tmp_path: Path) -> None:
    pages = []
    for rank, (name, number, _address, code, town, _reference) in enumerate(rows()):
        address = f"https://www.pap.fr/annonces/maison-r{rank:06}"
        place = {"@type": "PostalAddress", "addressLocality": town, "postalCode": code}
        ad = {
            "@type": "Product", "name": f"Maison {rank} pièces", "sku": f"vente-{rank:06}", "url": address,
            "description": f"Maison avec jardin. Appelez {name} : {number}", "address": place,
            "offers": {"@type": "Offer", "price": "485000", "seller": {"@type": "Person", "name": "Particulier"}},
        }  # fmt: skip
        told = json.dumps({"@context": "https://schema.org", **ad})
        head = f'<link rel="canonical" href="{address}"><script type="application/ld+json">{told}</script>'
        page = tmp_path / f"{rank}.html"
        page.write_text(f'<html><head><meta charset="utf-8">{head}</head><body></body></html>', "utf-8")
        pages.append(str(page))
    found = capture(register, Capture(register.path.parent, tuple(pages), BY, NOW))
    with register.read() as r:
        law = law_of(settings(r))
        calls = [
            judged_who(r, who, law, channel=Channel.CALL, at=NOW)
            for mine, _theirs, _spelt in SPELT
            for who in find_every(r, mine)
        ]
        held = set(r.column(str, "SELECT value FROM contact WHERE kind = 'phone'"))
    assert found.report.read == 2 * len(SPELT)
    assert not any(verdict.allowed for verdict in calls)
    assert held.isdisjoint(f"+33{mine[1:]}" for mine, _theirs, _spelt in SPELT), "kept of nobody who refused"
    read = [f"+33{theirs[1:]}" in held for _mine, theirs, spelt in SPELT if spelt not in HELD]
    assert sum(read) > 0.8 * len(read)


def test_each_is_answered_at_the_desk_and_typed_by_nobody(register: Store) -> None:
    with register.read() as r:
        law = law_of(settings(r))

    def check(row: tuple[str, str, Spelling]) -> None:
        mine, theirs, spelt = row
        told, twin = spelt(mine), spelt(theirs)
        with register.read() as r:
            for typed, opposed in ((told, True), (twin, False)):
                found = entries.registered(r, typed)
                who = [judged_who(r, one, law, channel=Channel.CALL, at=NOW) for one in find_every(r, typed)]
                assert not any(verdict.allowed for verdict in who)
                if spelt not in HELD:
                    assert any(verdict.light is Light.OPPOSED for verdict in who) is opposed
                    assert found is not None
                    assert (found.at is not None) is opposed
        draft = Draft(line=1, last_name="Roux", phones=(told,), address="9 rue Haute", postcode="30700", town="Uzès")
        report = type_lead(register, draft, came=TypedOrigin.PERSON, by=BY, now=NOW)
        assert (report.opposed, report.added) == (1, 0)

    each(SPELT, check)


@pytest.mark.parametrize("door", ["list", "oppose", "request"])
def test_a_refusal_so_spelt_holds_for_the_plain_number(tmp_path: Path, door: str) -> None:
    with closing(new_base(tmp_path / "base")) as store:
        if door == "list":
            file = tmp_path / "refus.csv"
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out, delimiter=";").writerows([["Téléphone"], *([spelt(mine)] for mine, _, spelt in SPELT)])
            asked = ImportList(store.path.parent, file, BY, NOW, supplier="Pige Ouest")
            found = import_list(store, asked)
            assert (found.added, found.rejected) == (len(SPELT), 0)
        for mine, _, spelt in SPELT if door == "oppose" else ():
            assert opposing.oppose_typed(store, spelt(mine), how="call", by=BY, at=NOW).entries
        for mine, _, spelt in SPELT[::7] if door == "request" else ():
            noted = requests.note(
                store, spelt(mine), RequestKind.OBJECTION, received=NOW.date(), how="email", by=BY, at=NOW
            )
            assert not noted.unheld
        told = SPELT[::7] if door == "request" else SPELT
        with store.read() as r:
            plain = {mine: entries.registered(r, mine) for mine, _, _ in told}
            twins = {theirs: entries.registered(r, theirs) for _, theirs, _ in told}
        assert [mine for mine, found in plain.items() if found is None or found.at is None] == []
        assert [theirs for theirs, found in twins.items() if found is not None and found.at is not None] == []


def test_a_refusal_with_nothing_to_keep_is_said_and_an_address_keeps_it(store: Store) -> None:
    for typed in ("06 39 98", "Moreau", "99999999999999999"):
        with fails_with("LEAD_UNKNOWN" if typed.startswith("9") else "REFUSAL_UNREAD"):
            opposing.oppose_typed(store, typed, how="call", by=BY, at=NOW)
    opposing.oppose_typed(store, "14 rue du 8 mai 1945, 30700 Uzès", how="call", by=BY, at=NOW)
    with store.read() as r:
        found = entries.registered(r, "14, rue du Huit Mai 45 - bât. B 30700 UZES")
        assert found is not None
        assert found.at == NOW
        other = entries.registered(r, "16 rue du 8 mai 1945, 30700 Uzès")
        assert other is not None
        assert other.at is None


def test_a_number_refused_alone_gives_the_address_it_comes_with(store: Store, tmp_path: Path) -> None:
    """The base knew a bare number; a file brings it with an address, and the next one the address alone."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    opposing.oppose_typed(store, "0639981241", how="call", by=BY, at=NOW)
    assert take(store, DRAFT).opposed == 1
    alone = DRAFT._replace(phones=(), emails=(), line=3, reference="A3")
    assert take(store, alone._replace(address="14, RUE DES MURIERS bât. B")).opposed == 1
    assert take(store, alone._replace(address="14 r. des Murier", first_name="H.", reference="A4")).added == 1
    assert take(store, alone._replace(last_name="Payet", first_name="Inès", reference="A5")).added == 1
    with store.read() as r:
        due = leads.search(r, filters={"notice": "due"})
    made = noticing.make(store, due, tmp_path / "lettres", by=BY, at=NOW)
    assert [one.codes for one in made.refused] == [("ADDRESS_NEAR_OPPOSED",)]
    assert len(made.made) == 1
    before = _entries_of(store)
    take(store, DRAFT)
    assert _entries_of(store) == before, "the same row again adds nothing"


def _entries_of(store: Store) -> int:
    with store.read() as r:
        return r.count(Opposition)
