"""Small files made by the dozen, whose persons share a value: nobody is merged with a stranger, this month or the next,
and the refusal of one is not another's. And real persons who are one are still found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.common import people
from core.actions.intake import batch_undo
from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.actions.leads.duplicates import proposals, told_apart
from core.actions.register import opposing
from core.base.records import Struct
from core.model.batch import BatchFacts, Source
from core.model.draft import Draft
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, take
from tests.lengths import some
from tests.tables import each

SURNAMES = ("Moreau", "Dupont", "Roux", "Payet", "Bonnet", "Faure", "Lopez", "Garnier", "Chevalier", "Perrin", "Zola",
            "Hugo", "Sand", "Balzac", "Verne", "Proust", "Camus", "Gide", "Duras", "Colette", "Prévert", "Aragon",
            "Char", "Ponge")  # fmt: skip
STREETS = ("rue Pasteur", "avenue Foch", "impasse du Four", "chemin des Vignes", "place aux Herbes", "rue Voltaire")
Said = dict[str, object]


def _each(kind: str, name: str, *values: object) -> list[tuple[str, Said]]:
    return [(kind, {"reference": "", name: value} if kind == "link" else {name: value}) for value in values]


VALUES: tuple[tuple[str, Said], ...] = (
    *_each("reference", "reference", "NC", "0", "-", "néant", "PIGE-2026-11", "1234567", "ag:2385112", "ParuVendu"),
    *_each("reference", "reference", "LOT 7", "B-4411", "DOSSIER-77120"),
    *_each("link", "url", "https://www.leboncoin.fr/", "https://pige.exemple.fr/recherche?cp=30700"),
    *_each("link", "url", "https://pige.exemple.fr/liste/2", "https://www.facebook.com/groups/445566778"),
    *_each("link", "url", "https://pige.exemple.fr/client/77120"),
    *_each("email", "emails", ("pige@ouest.exemple.fr",), ("nc@nc.fr",), ("noreply@leboncoin.fr",)),
    *_each("phone", "phones", ("01 99 00 88 77",), ("06 00 00 00 00",), ("01 23 45 67 89",)),
    ("address", {"address": "NC"}),
    ("address", {"address": "1 place de la Pige", "postcode": "30000", "town": "Nîmes"}),
    ("all", {"reference": "B-4411", "phones": ("01 99 00 88 77",), "emails": ("pige@ouest.exemple.fr",),
             "url": "https://pige.exemple.fr/client/77120"}),
)  # fmt: skip
WAYS = ("all", "half", "ends", "nameless", "no address")
SIZES = (4, 8, 2)


class File(Struct, frozen=True):
    """A file whose persons share something, and how."""

    kind: str
    said: Said
    way: str
    size: int

    def rows(self, first: int = 0) -> list[Draft]:
        """Return its rows, of persons numbered from ``first``."""
        return [self._row(rank, rank - first) for rank in range(first, first + self.size)]

    def _row(self, rank: int, place: int) -> Draft:
        own = person(rank)
        if self.way == "nameless":
            own = own._replace(last_name="", first_name="", reference=own.reference)
        if self.way == "no address":
            own = own._replace(address="")
        shares = {"half": place % 2 == 0, "ends": place in (0, self.size - 1)}.get(self.way, True)
        return own._replace(**self.said) if shares else own  # type: ignore[arg-type]


def person(rank: int) -> Draft:
    """Return a person who shares nothing with another."""
    return Draft(
        line=rank + 2, last_name=SURNAMES[rank % 24], first_name=("Hélène", "Jean", "Inès", "Karim")[rank // 24 % 4],
        phones=(f"06 39 98 {rank // 50 + 10} {rank % 50 + 11}",), emails=(f"v{rank * 7}@exemple.fr",),
        address=f"{rank * 3 + 1} {STREETS[rank % 6]}", postcode="30700", town="Uzès", site="PAP",
        reference=f"R{rank * 7 + 4001}", cells=("x",),
    )  # fmt: skip


def is_one_person(file: File) -> bool:
    """Tell whether two rows that share this value may be one person's for all they say: one number and no name, or one
    bearer of it only, whom a later row may well be."""
    few = file.size == 2 or file.way == "ends" or (file.way == "half" and file.size == 4)
    if file.kind == "all":  # Without an address of their own, nothing is left to find them by.
        return few or file.way in ("nameless", "no address")
    return file.size == 2 and file.way in ("half", "nameless", "no address")


FILES = [
    file
    for rank, (kind, said) in enumerate(VALUES)
    for place, way in enumerate(WAYS)
    if not is_one_person(file := File(kind, said, way, SIZES[(rank + place) % 3]))
]


def opposed(store: Store) -> int:
    with store.read() as r:
        return len(leads.search(r, filters={"opposition": "yes"}))


def total(store: Store) -> int:
    with store.read() as r:
        return leads.count_leads(r)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """A base emptied between two files by its rows being other persons'."""
    store = new_base(tmp_path / "base")
    yield store
    store.close()


def test_there_are_many_files() -> None:
    assert len(FILES) >= 95
    assert {(file.kind, file.way) for file in FILES} >= {(kind, "all") for kind, _ in VALUES}


def test_nobody_is_merged_with_a_stranger_nor_refused_for_one(tmp_path: Path) -> None:
    number = iter(range(10_000))

    def lives(file: File) -> None:
        store = new_base(tmp_path / str(next(number)))
        try:
            _month_by_month(store, file)
        finally:
            store.close()

    each(some(FILES, of=9), lives)


def _month_by_month(store: Store, file: File) -> None:
    rows = file.rows()
    first = take(store, *rows)
    assert (first.added, first.merged, first.opposed) == (file.size, 0, 0)
    with store.read() as r:
        one = min(leads.search(r))
    opposing.oppose(store, people.Who(one), how="letter", by=BY, at=NOW)
    assert opposed(store) == 1, "refused for another"
    # Next month: some of the same persons, and others who share the same value.
    others = file.rows(50)
    second = take(store, *rows[1:], *others)
    assert second.added == file.size, "a stranger's sheet was completed"
    assert second.merged == file.size - 1, "a known person was not found"
    assert opposed(store) == 1
    # One person alone, in a file too small to teach anything.
    assert take(store, file.rows(90)[0]).added == 1
    assert total(store) == 2 * file.size + 1


ONE: tuple[tuple[dict[str, object], dict[str, object]], ...] = (
    # The same telephone, another spelling of the name, another ad.
    ({}, {"last_name": "MOREAU", "first_name": "H.", "reference": "R9", "address": "", "emails": ()}),
    ({}, {"last_name": "Moreaux", "first_name": "Helene", "reference": "R9", "emails": ("autre@exemple.fr",)}),
    ({}, {"last_name": "", "first_name": "", "name": "M. et Mme Moreau", "reference": "R9"}),
    ({}, {"last_name": "", "first_name": "", "reference": "R9", "address": "", "emails": ()}),
    ({}, {"last_name": "Sud30", "first_name": "", "reference": "R9", "address": "", "emails": ()}),
    # The same e-mail, a new number.
    ({}, {"phones": ("06 39 98 77 77",), "reference": "R9"}),
    ({}, {"phones": ("06 39 98 77 77",), "reference": "R9", "last_name": "", "first_name": ""}),
    # The same ad, a new number; the same ad, nothing else said.
    ({"emails": ()}, {"phones": ("06 39 98 77 77",), "address": "12 avenue Foch"}),
    (
        {"emails": ()},
        {"phones": (), "emails": ("helene@exemple.fr",), "address": "", "last_name": "", "first_name": ""},
    ),
    # The same name at the same address, moved to another number and another site.
    ({"emails": ()}, {"phones": ("06 39 98 77 77",), "reference": "S1", "site": "Toit"}),
    # A placeholder beside what tells.
    ({"reference": "NC"}, {"reference": "0", "emails": ("nc@nc.fr",)}),
    ({}, {"phones": ("06 00 00 00 00", "06 39 98 10 11")}),
)


def test_one_person_is_still_found(tmp_path: Path) -> None:
    number = iter(range(1000))

    def found(pair: tuple[dict[str, object], dict[str, object]]) -> None:
        store = new_base(tmp_path / str(next(number)))
        try:
            take(store, person(0)._replace(**pair[0]))  # type: ignore[arg-type]
            again = take(store, person(0)._replace(**pair[1]))  # type: ignore[arg-type]
            assert (again.added, again.merged) == (0, 1)
        finally:
            store.close()

    each(ONE, found)


def test_two_who_share_a_mark_are_proposed_on_both_sheets(base: Store) -> None:
    report = take(base, person(0), person(1)._replace(reference=person(0).reference, line=7))
    with base.read() as r:
        one, other = sorted(leads.search(r))
        found = proposals(r, one), proposals(r, other)
    [apart] = report.apart
    assert (apart.line, apart.other, apart.shared) == (7, one, ("listing",))
    assert apart.differing == ("name", "phone", "email", "address")
    for [told] in found:
        assert told.apart
        assert told.reasons == (
            "à distinguer", "même annonce", "autre nom", "autre téléphone", "autre e-mail", "autre adresse",
        )  # fmt: skip
    told_apart(base, one, other, by=BY, at=NOW)
    with base.read() as r:
        assert proposals(r, one) == proposals(r, other) == []


def test_an_opposed_one_of_the_two_is_not_named(base: Store) -> None:
    take(base, person(0), person(1)._replace(reference=person(0).reference))
    with base.read() as r:
        one, other = sorted(leads.search(r))
    opposing.oppose(base, people.Who(one), how="letter", by=BY, at=NOW)
    with base.read() as r:
        [told] = proposals(r, other)
        assert (told.name, told.town, told.hidden) == ("", "", True)
        assert r.row(Lead, other).opposed_at is None


def test_the_check_shows_who_must_be_told_apart(base: Store, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(
        "Nom;Téléphone;Adresse;CP;Ville;Réf;Site\nMoreau;06 39 98 10 11;1 rue Pasteur;30700;Uzès;B77;PAP\n"
        "Dupont;06 39 98 10 12;2 avenue Foch;30700;Uzès;B77;PAP\n", "utf-8",
    )  # fmt: skip
    asked = ImportFile(base.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)
    found = expect(base, asked)
    [group] = [one for one in found.groups if one.code == "TELL_APART"]
    assert (group.count, group.problems[0].line, group.problems[0].cells[0]) == (1, 3, "Dupont")
    assert group.example.startswith("Ligne 3\u202f: même annonce, autre nom, autre téléphone, autre adresse. Deux")
    assert [one.line for one in found.report.apart] == [3]
    assert import_into(base, asked).added == 2


def test_two_captures_of_one_ad_never_join_two_persons(base: Store) -> None:
    page = BatchFacts(Source.PAGE, "page", "2026-11-20", site="PAP")
    one = person(0)._replace(emails=(), address="")
    take(base, one, batch=page)
    assert take(base, one._replace(phones=("06 39 98 10 99",), last_name="Durand"), batch=page).added == 1
    nameless = one._replace(last_name="", first_name="", reference="R55", phones=("06 39 98 10 44",))
    take(base, nameless, batch=page)
    assert take(base, nameless._replace(phones=("06 39 98 10 45",)), batch=page).added == 1
    # One who is known by nothing else than what two bear is nobody's.
    assert take(base, nameless._replace(phones=(), emails=("x@exemple.fr",)), batch=page).added == 1


def test_a_refusing_ad_shared_by_two_refuses_for_one(base: Store) -> None:
    take(base, person(0))
    other = person(1)._replace(reference=person(0).reference, text="Agences s’abstenir", heard="Agences s’abstenir")
    assert take(base, other).opposed == 1
    with base.read() as r:
        assert r.row(Lead, min(leads.search(r))).opposed_at is None
    assert take(base, person(1)).opposed == 1
    assert take(base, person(1)._replace(reference="R77", emails=(), address="")).opposed == 1


def test_two_files_of_the_corpus(base: Store, corpus: Path) -> None:
    """Who is in both is found: one number and one ad under two names, as two suppliers told it."""
    found = []
    for file, supplier in (("pige_fournisseur_cp1252.csv", "A"), ("pige_autre_fournisseur_bom.csv", "B")):
        asked = ImportFile(base.path.parent, corpus / "leads" / file, supplier, "2026-11-20", BY, NOW, site="Toit")
        report = import_into(base, asked)
        found.append((report.read, report.added, report.merged, report.opposed, report.rejected, report.blank))
    assert found == [(245, 220, 3, 21, 0, 1), (120, 30, 28, 2, 0, 60)]


def test_a_mark_proved_to_be_nobody_s_is_somebody_s_again_once_the_other_goes(base: Store) -> None:
    take(base, person(0))
    second = take(base, person(1)._replace(emails=person(0).emails), person(2)._replace(line=9))
    with base.read() as r:
        one = min(leads.search(r))
        assert people.find(r, "v0@exemple.fr").lead_id is None
    batch_undo.undo(base, second.batch, by=BY, at=NOW)
    with base.read() as r:
        assert people.find(r, "v0@exemple.fr").lead_id == one
        assert r.column(int, "SELECT count(*) FROM shared_value") == [0]
    # With three of them one that goes changes nothing.
    take(base, person(1)._replace(emails=person(0).emails))
    third = take(base, person(2)._replace(emails=person(0).emails))
    batch_undo.undo(base, third.batch, by=BY, at=NOW)
    with base.read() as r:
        assert people.find(r, "v0@exemple.fr").lead_id is None


def test_an_address_that_almost_all_give_is_no_mark(base: Store) -> None:
    place = {"address": "1 place de la Pige", "last_name": "", "first_name": ""}
    take(base, *(person(rank)._replace(**place) for rank in range(5)))  # type: ignore[arg-type]
    with base.read() as r:
        assert r.column(int, "SELECT count(*) FROM mark WHERE kind IN ('address', 'household', 'nameless')") == [0]


def test_two_of_one_name_in_one_area_are_two_and_each_keeps_their_refusal(base: Store) -> None:
    homes = {"address": "Le Bourg", "emails": (), "last_name": "Martin", "first_name": ""}
    both = [person(rank)._replace(**homes) for rank in range(2)]  # type: ignore[arg-type]
    assert take(base, *both).added == 2
    opposing.oppose_typed(base, "06 39 98 10 11", how="call", by=BY, at=NOW)
    assert opposed(base) >= 1
    # The register hears the name at the place, whatever the number.
    assert take(base, both[0]._replace(phones=("06 39 98 10 99",), reference="R1")).opposed == 1
    # Nobody else of the village.
    assert take(base, person(5)._replace(address="Le Bourg", last_name="", first_name="")).added == 1


def test_one_number_under_two_whole_names_lends_nobody_an_address(tmp_path: Path) -> None:
    bare = person(0)._replace(emails=(), address="", postcode="", town="", reference="")
    home = person(1)._replace(first_name="Paul", address="9 rue du Lac", postcode="75011", town="Paris")
    other = home._replace(phones=bare.phones, emails=())
    for rank, (first, second) in enumerate(((bare, other), (other, bare))):
        store = new_base(tmp_path / f"base {rank}")
        take(store, first)
        report = take(store, second)
        assert (report.added, report.merged, len(report.apart)) == (1, 0, 1)
        again = take(store, first, second)
        assert (again.added, again.merged) == (0, 2)
        with store.read() as r:
            homes = {
                found.name: r.of(Contact, lead_id=one)[-1].kind
                for one in leads.search(r)
                if (found := r.get(Lead, one))
            }
        assert homes == {"Moreau Hélène": "phone", "Dupont Paul": "address"}
        # The number is one: refused, it closes both.
        opposing.oppose_typed(store, bare.phones[0], how="call", by=BY, at=NOW)
        assert opposed(store) == 2
        store.close()
