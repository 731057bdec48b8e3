from core.model.draft import Draft
from core.sources.columns.cell_values import emails, phones, seller
from core.sources.columns.streets import split_place
from core.sources.tables.mapping import mapper
from tests.tables import table


@table(
    "value, expected",
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


@table(
    "value, expected",
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
    assert split_place(value) == expected


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
    cells = (*cells[:2], "Mme", *cells[3:10], "À louer", *cells[11:20], "particulier", "oui")
    assert mapper(dict(enumerate(fields)), fields)(7, cells) == Draft(
        line=7, last_name="last_name 0", first_name="first_name 1", civility="Madame", phones=("phone 3", "phone 4"),
        emails=("email 5",), private=0,
        address="address 6", postcode="postcode 7", town="town 8", kind="kind 9", deal="rent",
        title="title 11", price="price 12", area="area 13", rooms="rooms 14", site="site 15", reference="reference 16",
        url="url 17", seen="seen 18", seller="private", refuses=True, cells=cells,
        listened=True,
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
    assert to_draft(1, ("Dupont",)) == Draft(line=1, name="Dupont", cells=("Dupont",), listened=True)
    assert to_draft(1, ("Dupont", "", "06", "trop")).cells == ("Dupont", "", "06", "trop")


def test_two_address_columns_are_joined() -> None:
    draft = mapper({0: "address", 1: "address"}, "ab")(1, ("12 rue Foch", "Bât. B"))
    assert draft.address == "12 rue Foch, Bât. B"


def test_a_civility_of_its_own_beside_the_whole_name() -> None:
    to_draft = mapper({0: "civility", 1: "name"}, "ab")
    assert to_draft(1, ("Mme", "DUPONT Jeanne")).civility == "Madame"
    assert to_draft(1, ("", "M. DUPONT Jean")).civility == "Monsieur"


def draft(fields: dict[int, str], *cells: str) -> Draft:
    return mapper(fields, [f"c{n}" for n in range(len(cells))])(2, cells)


@table(
    "cell, expected",
    [
        *[(said, True) for said in ("oui", "O", "X", "1", "Oui, refuse", "refusé", "refuse les agences", "12/11/2026")],
        *[(said, False) for said in ("", "non", "N", "0", "Faux", "NC", "non renseigné", "aucune", "accepte", "-")],
    ],
)
def test_doubt_forbids_in_a_column_of_refusals(cell: str, expected: bool) -> None:
    assert draft({0: "refuses"}, cell).refuses is expected


@table(
    "cell, expected",
    [("Non", True), ("n", True), ("refus", True), ("s'abstenir", False), ("Oui", False), ("", False), ("N/A", False)],
)
def test_who_does_not_accept_agencies_refuses_them(cell: str, expected: bool) -> None:
    assert draft({0: "accepts"}, cell).refuses is expected


def test_one_refusal_among_several_columns_is_enough() -> None:
    fields = {0: "refuses", 1: "refuses", 2: "accepts"}
    assert [draft(fields, *cells).refuses for cells in (("", "oui", ""), ("non", "non", "oui"), ("", "", "non"))] == [
        True,
        False,
        True,
    ]


def test_a_cell_of_telephones_may_hold_addresses_too() -> None:
    found = draft({0: "phone", 1: "email"}, "a1@example.org / 06 39 98 00 01", "b@example.org")
    assert (found.phones, found.emails) == (("06 39 98 00 01",), ("a1@example.org", "b@example.org"))
    assert draft({0: "phone"}, "a@example.org").phones == ()


@table(
    "cell, expected",
    [
        ("12 rue des Lilas 30700 Uzès", ("12 rue des Lilas", "30700", "Uzès")),
        ("3 bis, av. Foch, 30000 - Nîmes", ("3 bis, av. Foch", "30000", "Nîmes")),
        ("Lieu-dit Le Mas\n30190 La Calmette", ("Lieu-dit Le Mas", "30190", "La Calmette")),
        ("12 rue des Lilas", ("12 rue des Lilas", "", "")),
        ("30700 Uzès", ("30700 Uzès", "", "")),
    ],
)
def test_an_address_that_holds_its_town(cell: str, expected: tuple[str, str, str]) -> None:
    found = draft({0: "address"}, cell)
    assert (found.address, found.postcode, found.town) == expected
    told = draft({0: "address", 1: "town"}, cell, expected[2].upper())
    assert (told.address, told.postcode) == expected[:2], "the town said again"
    kept = draft({0: "address", 1: "town"}, cell, "Vannes")
    assert (kept.address, kept.postcode, kept.town) == (cell, "", "Vannes"), "another one is that of the property"


@table(
    "cell, expected",
    [
        ("Location", "rent"),
        ("À louer", "rent"),
        ("rent", "rent"),
        ("Vente", "sale"),
        ("Cession de bail", "sale"),
        ("?", ""),
    ],
)
def test_who_lets_is_no_seller(cell: str, expected: str) -> None:
    """The letter to an owner who lets is another one."""
    assert draft({0: "deal", 1: "price"}, cell, "800 €").deal == expected


def test_a_price_called_a_rent_is_one() -> None:
    to_draft = mapper({0: "name", 1: "price"}, ("Nom", "Loyer CC"))
    assert [to_draft(2, ("Dupont", price)).deal for price in ("800 €", "")] == ["rent", ""]
    assert mapper({0: "name", 1: "price"}, ("Nom", "Prix"))(2, ("Dupont", "800 €")).deal == ""


def test_where_the_property_is_and_where_its_owner_lives() -> None:
    headers = (
        "Nom",
        "Adresse propriétaire",
        "CP propriétaire",
        "Ville propriétaire",
        "Adresse bien",
        "CP bien",
        "Ville bien",
    )
    fields = dict(enumerate(("name", "address", "postcode", "town", "address", "postcode", "town")))
    to_draft = mapper(fields, headers)
    both = to_draft(2, ("Dupont", "3 rue Foch", "34000", "Montpellier", "14 rue du Port", "30240", "Le Grau-du-Roi"))
    assert (both.address, both.postcode, both.town) == ("3 rue Foch", "34000", "Montpellier")
    assert (both.listing_postcode, both.listing_town) == ("30240", "Le Grau-du-Roi")
    one = to_draft(3, ("Noël", "", "", "", "14 rue du Port", "30240", "Le Grau-du-Roi"))
    assert (one.address, one.town) == ("14 rue du Port", "Le Grau-du-Roi"), "nothing says he lives elsewhere"
    mixed = to_draft(4, ("Luc", "3 rue Foch", "", "", "14 rue du Port", "30240", "Le Grau-du-Roi"))
    assert (mixed.address, mixed.town) == ("14 rue du Port", "Le Grau-du-Roi"), "no street with the town of another"


def test_a_street_nobody_claims_takes_the_only_town() -> None:
    headers = ("Nom", "Adresse", "CP bien", "Ville bien")
    to_draft = mapper(dict(enumerate(("name", "address", "postcode", "town"))), headers)
    found = to_draft(2, ("Dupont", "12 rue des Lilas", "30700", "Uzès"))
    assert (found.address, found.postcode, found.town) == ("12 rue des Lilas", "30700", "Uzès")
    several = mapper({0: "name", 1: "address", 2: "address", 3: "town"}, ("Nom", "Adresse", "Complément", "Ville bien"))
    found = several(2, ("Dupont", "12 rue des Lilas", "Bât. B", "Uzès"))
    assert (found.address, found.town) == ("12 rue des Lilas, Bât. B", "Uzès")


def test_a_number_with_its_plus_sign_and_an_exponent_has_all_its_figures() -> None:
    assert phones("+3.3639981241E+10") == ("33639981241",)
    assert phones("+33639981241") == ("+33639981241",)
