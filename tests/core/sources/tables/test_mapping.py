import pytest

from core.model.draft import Draft
from core.sources.tables.mapping import emails, mapper, phones, postcode_town, seller


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("06 39 98 00 01", ("06 39 98 00 01",)),
        ("+33 (0)6 39 98 00 01", ("+33 (0)6 39 98 00 01",)),
        ("639980001.0", ("639980001",)),
        ("06 39 98 00 01 / 01 99 00 00 02", ("06 39 98 00 01", "01 99 00 00 02")),
        ("0639980001 0199000002", ("0639980001", "0199000002")),
        ("+33639980001;+33199000002", ("+33639980001", "+33199000002")),
        ("639980001 ou 199000002", ("639980001", "199000002")),
        ("voir avec le notaire du lieu", ("voir avec le notaire du lieu",)),
        ("06/39/98/00/01 le soir", ("06/39/98/00/01 le soir",)),
        ("06.39.98.00.01 (après 18h)", ("06.39.98.00.01",)),
        ("0639980001 18h", ("0639980001",)),
        ("après 18h30 : +33 6 39 98 00 01, entre 18 et 20 h", ("+33 6 39 98 00 01",)),
        ("06 39 98 00 01 89", ("06 39 98 00 01 89",)),
        ("06 39 98 00 01 ou 02 le soir", ("06 39 98 00 01 ou 02 le soir",)),
        ("06 39 98 00 01 poste 12", ("06 39 98 00 01 poste 12",)),
    ],
)
def test_phones_of_a_cell(value: str, expected: tuple[str, ...]) -> None:
    assert phones(value) == expected


def test_emails_of_a_cell() -> None:
    assert emails("a@example.org") == ("a@example.org",)
    assert emails("a@example.org ; b@example.org") == ("a@example.org", "b@example.org")
    assert emails("néant") == ("néant",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30000 Nîmes", ("30000", "Nîmes")),
        ("1000 BOURG EN BRESSE", ("1000", "BOURG EN BRESSE")),
        ("Nîmes (30000)", ("30000", "Nîmes")),
        ("Nîmes 30000", ("30000", "Nîmes")),
        ("30000", ("30000", "")),
        ("Nîmes", ("", "Nîmes")),
    ],
)
def test_postcode_and_town(value: str, expected: tuple[str, str]) -> None:
    assert postcode_town(value) == expected


def test_seller() -> None:
    assert [seller(text) for text in ("Particulier", "PRO", "agence", "inconnu", "")] == [
        "private",
        "pro",
        "pro",
        "",
        "",
    ]


def test_every_field_lands_where_it_should() -> None:
    fields = [
        *(
            "last_name",
            "first_name",
            "civility",
            "phone",
            "phone",
            "email",
            "address",
            "postcode",
            "town",
            "kind",
            "deal",
        ),
        *("title", "price", "area", "rooms", "site", "reference", "url", "seen", "text", "seller", "refuses"),
    ]
    cells = tuple(f"{field} {rank}" for rank, field in enumerate(fields))
    cells = (*cells[:2], "Mme", *cells[3:20], "particulier", "oui")
    assert mapper(dict(enumerate(fields)), fields)(7, cells) == Draft(
        line=7, last_name="last_name 0", first_name="first_name 1", civility="Madame", phones=("phone 3", "phone 4"),
        emails=("email 5",), address="address 6", postcode="postcode 7", town="town 8", kind="kind 9", deal="deal 10",
        title="title 11", price="price 12", area="area 13", rooms="rooms 14", site="site 15", reference="reference 16",
        url="url 17", seen="seen 18", text="text 19", seller="private", refuses=True, cells=cells,
    )  # fmt: skip


def test_whole_name_is_kept_and_parted() -> None:
    draft = mapper({0: "name", 1: "postcode_town"}, "ab")(2, ("M. et Mme DUPONT Jean", "30000 Nîmes"))
    assert (draft.name, draft.civility, draft.last_name, draft.first_name) == (
        *("M. et Mme DUPONT Jean", "Madame, Monsieur", "DUPONT", "Jean"),
    )
    assert (draft.postcode, draft.town) == ("30000", "Nîmes")


def test_civility_glued_to_the_family_name() -> None:
    draft = mapper({0: "last_name", 1: "first_name"}, "ab")(2, ("Mme Lefèvre", "Anaïs"))
    assert (draft.name, draft.civility, draft.last_name, draft.first_name) == ("", "Madame", "Lefèvre", "Anaïs")


def test_short_and_long_rows() -> None:
    to_draft = mapper({0: "name", 2: "phone"}, "abc")
    assert to_draft(1, ("Dupont",)) == Draft(line=1, name="Dupont", cells=("Dupont",))
    assert to_draft(1, ("Dupont", "", "06", "trop")).cells == ("Dupont", "", "06", "trop")


def test_two_address_columns_are_joined() -> None:
    draft = mapper({0: "address", 1: "address"}, "ab")(1, ("12 rue Foch", "Bât. B"))
    assert draft.address == "12 rue Foch, Bât. B"


def test_a_civility_of_its_own_beside_the_whole_name() -> None:
    to_draft = mapper({0: "civility", 1: "name"}, "ab")
    assert to_draft(1, ("Mme", "DUPONT Jeanne")).civility == "Madame"
    assert to_draft(1, ("", "M. DUPONT Jean")).civility == "Monsieur"
