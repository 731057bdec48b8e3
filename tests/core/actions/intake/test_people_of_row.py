"""A row yields several people: who of them refuses is in the register, comes back alone a month later, by any door, and
gets no letter and no call; the others, and a twin, are written to by name."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from core.actions.common import people
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.common.marks import contact_marks, hashes_of
from core.actions.intake import checking
from core.actions.intake.import_rows import take_in
from core.actions.intake.importing import ImportFile, import_into
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.leads import join_undo, joining
from core.actions.leads.lead_views import lead_sheet
from core.actions.register import refusal_answers
from core.base.phones import numbers
from core.base.records import replace
from core.model.batch import BatchFacts, Source, TypedOrigin
from core.model.channel import Channel
from core.model.checking import Fixes
from core.model.draft import Draft
from core.model.finding import AGENCY_NAME
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads, registers
from core.store.engine.opening import open_store
from core.store.port import Store
from core.words.owners import ROLES, owner_lines
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.files.bases.make import AGENCY
from tests.tables import table

HEAD = (
    "Propriétaire 1;Tél 1;Propriétaire 2;Tél 2;Email 2;Adresse;CP;Ville;Vue sur;Vue le;Note;Opposition;"
    "Opposition propriétaire 2;Refuse le courrier"
)
LATER = NOW + timedelta(days=31)


class Couple(NamedTuple):
    """Two owners in a row: its cells, who comes back alone, whether she surely refuses, and who of them is written
    to."""

    label: str
    first: str
    second: str
    her: str
    note: str = ""
    opposition: str = ""
    hers: str = ""
    letter: str = ""
    refuses: bool = True
    free: tuple[str, ...] = ()


COUPLES = (
    Couple("her cell", "Roux Luc", "Ferrandel Odile (ne veut pas d'agence)", "Ferrandel Odile", free=("Roux",)),
    Couple(
        "his cell",
        "Morel Luc (ne veut pas d'agence)",
        "Lachaud Irène",
        "Lachaud Irène",
        refuses=False,
        free=("Lachaud",),
    ),
    Couple("a note", "Barbier Paul", "Coste Anne", "Coste Anne", note="Agences s'abstenir"),
    Couple("an answer", "Blanc Yves", "Perrin Lise", "Perrin Lise", opposition="oui"),
    Couple("her answer", "Garnier Guy", "Colin Jeanne", "Colin Jeanne", hers="oui", free=("Garnier",)),
    Couple("a doubt", "Renard Ivan", "Aubry Flore", "Aubry Flore", note="Souhaite vendre seul", refuses=False),
    Couple("two names", "GIRAULT / PETIT", "", "Petit Sophie", note="ne veut pas d'agence"),
    Couple("two civilities", "M. Vidal et Mme Lemoine", "", "Lemoine Claire", note="ne veut pas d'agence"),
    Couple("heirs", "Indivision Caron", "", "Caron Nadège", note="ne veut pas d'agence"),
    Couple("no letter", "Brunet Marc", "Picard Rose", "Picard Rose", letter="oui", refuses=False),
)
ALONE = ("phone", "email", "home")


def phone(rank: int, of: int) -> str:
    return f"06 39 98 {rank:02d} {of:02d}"


def email(rank: int, twin: bool = False) -> str:
    return f"{'jumelle' if twin else 'elle'}.{rank}@exemple.fr"


def row(rank: int, one: Couple) -> str:
    note = one.note
    second, mail = (phone(rank, 2), email(rank)) if one.second else ("", "")
    if not one.second:
        note += f", sa sœur {phone(rank, 2)} {email(rank)}"
    cells = (one.first, phone(rank, 1), one.second, second, mail, f"{rank + 20} rue du Moulin", "30700", "Uzès")
    return ";".join((*cells, "PAP", "03/11/2026", note, one.opposition, one.hers, one.letter))


def back(rank: int, one: Couple, by: str, *, twin: bool) -> Draft:
    """Return her alone, a month later, by one thing that the row said of her; her twin has another of each."""
    family, given = one.her.split(" ")
    name = f"Twin{chr(97 + rank)}ard" if twin else family
    home = (f"{rank + 20}{'0' if twin else ''} rue du Moulin", "30700", "Uzès")
    far = (f"{rank + 50} quai {'Haut' if twin else 'Bas'}", "49100", "Angers")
    street, code, town = home if by == "home" else far
    call = phone(rank, 4 if twin else 2) if by == "phone" else phone(rank, 6 if twin else 5)
    mail = (email(rank, twin),) if by == "email" else ()
    told = (name, given, call, *mail, street, code, town)
    return Draft(
        rank + 2, last_name=name, first_name=given, phones=(call,), emails=mail, address=street, postcode=code,
        town=town, site="PAP", seen="03/11/2026", url=f"https://annonces.example/{by}{rank}{twin:d}", cells=told,
    )  # fmt: skip


def asked(store: Store, name: str, *lines: str, site: str = "") -> ImportFile:
    file = store.path.parent.parent / name
    file.write_text("\n".join(lines), "utf-8")
    return ImportFile(store.path.parent, file, "Pige Est", "2026-11-20", BY, NOW, site=site)


def by_csv(store: Store, found: list[Draft], sign: str = ";") -> None:
    head = sign.join(("Nom", "Prénom", "Téléphone", "E-mail", "Adresse", "CP", "Ville", "Vue sur"))
    lines = [
        sign.join((*(one.last_name, one.first_name, one.phones[0], "".join(one.emails)), one.address, one.postcode,
                   one.town, "PAP"))
        for one in found
    ]  # fmt: skip
    import_into(store, asked(store, "retour.csv", head, *lines))


def by_paste(store: Store, found: list[Draft]) -> None:
    by_csv(store, found, "\t")


def by_cards(store: Store, found: list[Draft]) -> None:
    cards = [
        f"BEGIN:VCARD\nVERSION:3.0\nN:{one.last_name};{one.first_name};;;\nFN:{one.first_name} {one.last_name}\n"
        f"TEL:{one.phones[0]}\nEMAIL:{''.join(one.emails)}\nADR:;;{one.address};{one.town};;{one.postcode};\nEND:VCARD"
        for one in found
    ]
    import_into(store, asked(store, "retour.vcf", *cards, site="PAP"))


def by_hand(store: Store, found: list[Draft]) -> None:
    for one in found:
        type_lead(store, one._replace(cells=()), came=TypedOrigin.PERSON, by=BY, now=NOW)


def by_source(source: Source) -> Callable[[Store, list[Draft]], None]:
    def taken(store: Store, found: list[Draft]) -> None:
        take_in(store, found, BatchFacts(source, "annonces", "2026-11-20"), by=BY, now=NOW)

    return taken


DOORS = {
    "file": by_csv,
    "paste": by_paste,
    "cards": by_cards,
    "typed": by_hand,
    "page": by_source(Source.PAGE),
    "alert": by_source(Source.MAIL),
}


def agency(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)


def refused(store: Store) -> None:
    """Take the couples in."""
    agency(store)
    import_into(store, asked(store, "pige.csv", HEAD, *(row(rank, one) for rank, one in enumerate(COUPLES))))


@pytest.fixture
def couples(tmp_path: Path) -> Iterator[Store]:
    opened = new_base(tmp_path / "base", refused)
    yield opened
    opened.close()


def written_to(store: Store) -> set[str]:
    """Return the surnames of those who may be written to or called."""
    found = set()
    with store.read() as r:
        law = law_of(settings(r))
        for lead_id in leads.search(r):
            person = r.get(Lead, lead_id)
            ways = [verdict(r, lead_id, law, channel=way, at=NOW).allowed for way in (Channel.LETTER, Channel.CALL)]
            assert person is not None
            if any(ways):
                found.add(person.last_name or person.name.partition(" ")[0])
    return found


def all_back(by: str, *, twin: bool) -> list[Draft]:
    return [back(rank, one, by, twin=twin) for rank, one in enumerate(COUPLES)]


TWINS = {one.last_name for one in all_back("home", twin=True)}
FREE = {name for one in COUPLES for name in one.free}
"""Who of the couples may be written to."""


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("by", ALONE)
def test_who_comes_back_alone_gets_nothing_and_the_twin_does(couples: Store, door: str, by: str) -> None:
    DOORS[door](couples, [*all_back(by, twin=False), *all_back(by, twin=True)])
    assert written_to(couples) == TWINS | FREE


@pytest.mark.parametrize("door", DOORS)
def test_the_base_is_older(tmp_path: Path, door: str) -> None:
    store = new_base(tmp_path / "base", agency)
    kept = backing_up.back_up(store, tmp_path / "ailleurs", by=BY, at=NOW)
    refused(store)
    store.close()
    restoring.restore(store.path.parent, kept.path, by=BY, at=LATER)
    store = open_store(tmp_path / "base")
    DOORS[door](store, [*all_back("phone", twin=False), *all_back("phone", twin=True)])
    assert written_to(store) == TWINS | {"Lachaud"}, "the first of each row went with the copy"
    store.close()


def hers(store: Store, rank: int) -> int:
    with store.read() as r:
        return people.known(r, phone(rank, 2))


def test_joined_parted_and_erased_she_is_held(couples: Store) -> None:
    by_csv(couples, [*all_back("phone", twin=False), *all_back("home", twin=True)])
    for rank, one in enumerate(COUPLES):
        if one.label != "a doubt":
            continue
        lead_id = hers(couples, rank)
        with couples.read() as r:
            assert refusal_answers.in_doubt(r, lead_id) is not None
        type_lead(couples, Draft(last_name="Ami", phones=(phone(rank, 9),)), came=TypedOrigin.PERSON, by=BY, now=NOW)
        with couples.read() as r:
            friend = people.known(r, phone(rank, 9))
        done = joining.join(couples, friend, lead_id, by=BY, at=NOW)
        with couples.read() as r:
            assert refusal_answers.in_doubt(r, friend) is not None
        join_undo.disjoin(couples, done.id, by=BY, at=NOW)
        forgetting.forget(couples, hers(couples, rank), by=BY, at=NOW)
    by_csv(couples, all_back("phone", twin=False))
    assert written_to(couples) & {one.last_name for one in all_back("phone", twin=False)} == {"Lachaud"}


def test_next_month_the_same_row_changes_nothing(couples: Store) -> None:
    before = written_to(couples)
    rows = [row(rank, one) for rank, one in enumerate(COUPLES)]
    report = import_into(couples, asked(couples, "encore.csv", HEAD, *rows))
    assert (report.added, report.merged, written_to(couples)) == (0, 5, before)
    assert before == FREE


def test_the_list_grows_by_the_people_of_each_row(store: Store) -> None:
    two = Couple("", "Neuf Marc", "Ancel Lise", "")
    rows = [row(40, two), row(41, replace_first(two, "Seul Jean")), row(40, two)]
    report = import_into(store, asked(store, "deux.csv", HEAD, *rows))
    with store.read() as r:
        assert (report.added, report.merged, report.people) == (2, 1, leads.count_leads(r)) == (2, 1, 3)


def replace_first(two: Couple, alone: str) -> Couple:
    return two._replace(first=alone, second="")


def in_register(store: Store, said: str) -> bool:
    with store.read() as r:
        marks = hashes_of(r.keyed_hash, contact_marks([one.key for one in numbers(said)], ()))
        return bool(registers.opposed(r, [hashed for _, hashed in marks]))


def test_who_refuses_is_in_the_register_and_who_does_not_is_not(couples: Store) -> None:
    found = {one.label: in_register(couples, phone(rank, 2)) for rank, one in enumerate(COUPLES)}
    assert {label for label, known in found.items() if known} == {one.label for one in COUPLES if one.refuses}


@table(
    "first, second, note",
    [
        ("Roux Luc", "Ferrandel Odile", ""),
        ("GIRAULT / PETIT", "", "à voir"),
        ("Roux Luc", "", "ne veut pas d'agence"),
        ("Roux Luc", "", "ne veut pas d'agence, bureau 06 39 98 00 77"),
    ],
)
def test_nobody_is_held_without_a_second_owner_and_a_refusal(store: Store, first: str, second: str, note: str) -> None:
    line = f"{first};{phone(0, 1)};{second};{phone(0, 2)};{email(0)};20 rue du Moulin;30700;Uzès;PAP;03/11/2026;{note}"
    import_into(store, asked(store, "pige.csv", HEAD, line))
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM doubt") == 0


NAMES = ("Roux", "Blanc", "Morel", "Perrin", "Colin", "Renard")


def test_what_is_nobodys_closes_nobody(store: Store) -> None:
    agency(store)
    couples = [Couple("", f"{name} Luc", f"{name}ard Odile", "", note="ne veut pas d'agence") for name in NAMES]
    lines = [
        row(rank, one).replace(phone(rank, 2), "01 99 00 77 10").replace(email(rank), "")
        for rank, one in enumerate(couples)
    ]
    file = asked(store, "pige.csv", HEAD, *lines)
    import_into(store, replace(file, fixes=Fixes({AGENCY_NAME: "person"})))
    stranger = Draft(9, last_name="Aubin", first_name="Léa", phones=("01 99 00 77 10",), address="9 quai Bas",
                     postcode="49100", town="Angers", site="PAP", cells=("x",))  # fmt: skip
    by_source(Source.PAGE)(store, [stranger])
    with store.read() as r:
        [aubin] = [lead for lead in r.of(Lead) if lead.last_name == "Aubin"]
    assert aubin.opposed_at is None, "the switchboard of all is closed itself, and closes nobody"


def test_a_big_file_is_read_by_another_process(couples: Store) -> None:
    rank = 60
    one = Couple("big", "Morin Luc", "Deville Eva", "Deville Eva", note="ne veut pas d'agence", hers="x" * 600_000)
    import_into(couples, asked(couples, "grand.csv", HEAD, row(rank, one)))
    by_csv(couples, [back(rank, one, "phone", twin=False)])
    assert written_to(couples) == FREE


def test_the_check_shows_two_names_where_a_row_holds_two(store: Store) -> None:
    line = f"Roux Luc;{phone(0, 1)};Ferrandel Odile;{phone(0, 2)};;20 rue du Moulin;30700;Uzès;PAP;03/11/2026;;;;"
    found = checking.expect(store, asked(store, "pige.csv", HEAD, line))
    assert [fate.name for fate in found.rows] == ["Roux Luc · Ferrandel Odile"]
    assert found.report.coverage is not None
    assert (found.report.added, found.report.coverage.people) == (1, 2)
    assert not {heading for heading, _cell in found.report.coverage.aside} & {"Propriétaire 2", "Tél 2", "Email 2"}


ONE_NAME = "Nom;Téléphone;Adresse;CP;Ville;Vue sur"


@table(
    "head, cells, roles",
    [
        ("Usufruitier;Nu-propriétaire;Téléphone;Adresse;CP;Ville;Vue sur", "Mme DURAND Jeanne;M. DURAND Luc",
         ("usufruct", "bare")),
        (ONE_NAME, "Mme DURAND Jeanne (usufruitière) et M. DURAND Luc (nu-propriétaire)",
         ("usufruct", "bare")),
        (ONE_NAME, "Indivision GIRAULT / PETIT", ("undivided", "undivided")),
        (ONE_NAME, "DURAND Jeanne / PETIT Luc", ("", "")),
    ],
)  # fmt: skip
def test_what_each_has_of_the_property_is_kept(tmp_path: Path, head: str, cells: str, roles: tuple[str, str]) -> None:
    store = new_base(tmp_path / f"base{len(cells)}", agency)
    import_into(store, asked(store, "pige.csv", head, f"{cells};{phone(0, 1)};20 rue du Moulin;30700;Uzès;PAP"))
    with store.read() as r:
        ads = r.of(Listing)
        said = [line for ad in ads for line in owner_lines(lead_sheet(r, ad.lead_id, law_of(settings(r)), at=NOW))]
    assert (tuple(ad.role for ad in ads), len({ad.share_id for ad in ads})) == (roles, 1)
    assert [line for line in said if "cette personne a" in line] == [
        f"De ce bien, cette personne a {ROLES[role]}." for role in roles if role
    ]
    store.close()
