"""Whether a row that shares a mark with a known person is that person's: a table of pairs."""

from core.base.addresses import read_address
from core.base.records import replace
from core.rules.comparators import name_of
from core.rules.identify import IdentityMatch, PersonData, recognise, shared_by
from core.rules.shared_values import are_two
from tests.tables import table

ONE = PersonData(
    name_of("Moreau Hélène", surname="Moreau"),
    frozenset(("+33639981241", "+33639981242")), frozenset(("h@exemple.fr",)),
    (read_address("14 rue des Mûriers", "30700", "Uzès"),), "30700", "uzes", frozenset(("td1",)),
)  # fmt: skip
NOBODY = name_of("")
SHARED = frozenset(("+33639981241",))
ZOLA = name_of("Zola Émile", surname="Zola")
PHONE, EMAIL = frozenset(("+33639987701",)), frozenset(("z@exemple.fr",))
ELSEWHERE = (read_address("9 avenue Foch", "30700", "Uzès"),)
NO_NUMBER = (read_address("rue des Mûriers", "30700", "Uzès"),)
FAR = (read_address("14 rue des Mûriers", "30000", "Nîmes"),)


@table(
    "kinds, other, fit",
    [
        (("phone",), ONE, IdentityMatch.OWN),
        (("phone",), replace(ONE, emails=EMAIL, addresses=ELSEWHERE, references=frozenset()), IdentityMatch.OWN),
        (("phone",), replace(ONE, name=ZOLA, addresses=(), emails=EMAIL, postcode="30000"), IdentityMatch.TWO),
        (("phone",), replace(ONE, name=name_of("Zola"), addresses=(), references=frozenset()), IdentityMatch.MAY),
        (("phone",), replace(ONE, name=name_of("É. Zola"), addresses=()), IdentityMatch.MAY),
        (("phone",), replace(ONE, name=name_of("M. Zola"), addresses=()), IdentityMatch.MAY),
        (("phone",), replace(ONE, name=name_of("Moreau Jean"), addresses=()), IdentityMatch.MAY),
        (("phone",), replace(ONE, name=name_of("Petit Hélène"), addresses=()), IdentityMatch.MAY),
        (("phone",), replace(ONE, name=name_of("H. Moreau"), addresses=()), IdentityMatch.OWN),
        (("phone",), replace(ONE, name=name_of("M. et Mme Moreau"), addresses=()), IdentityMatch.OWN),
        (("phone",), replace(ONE, name=NOBODY, addresses=()), IdentityMatch.MAY),
        (("phone",), replace(ONE, name=name_of("Zola"), addresses=(), phones=SHARED | PHONE), IdentityMatch.TWO),
        (("phone",), replace(ONE, name=name_of("Zola"), addresses=(), phones=SHARED), IdentityMatch.MAY),
        (("phone",), replace(ONE, addresses=(), phones=SHARED | PHONE), IdentityMatch.OWN),
        (("email",), replace(ONE, name=ZOLA, addresses=()), IdentityMatch.TWO),
        (("phone",), replace(ONE, name=ZOLA, addresses=ELSEWHERE), IdentityMatch.TWO),
        (("phone",), replace(ONE, name=ZOLA, addresses=NO_NUMBER), IdentityMatch.MAY),
        (
            ("phone",),
            replace(ONE, name=ZOLA, emails=frozenset({"zola@exemple.fr"}), addresses=NO_NUMBER),
            IdentityMatch.TWO,
        ),
        (("phone",), replace(ONE, name=name_of("É. Zola"), emails=frozenset({"zola@exemple.fr"})), IdentityMatch.MAY),
        (("phone",), replace(ONE, name=ZOLA, addresses=FAR, references=frozenset()), IdentityMatch.TWO),
        (("email",), replace(ONE, name=ZOLA, phones=PHONE), IdentityMatch.TWO),
        (("email",), replace(ONE, name=NOBODY, phones=PHONE), IdentityMatch.MAY),
        (("email",), replace(ONE, name=NOBODY, phones=PHONE, addresses=ELSEWHERE), IdentityMatch.TWO),
        (("address",), replace(ONE, name=ZOLA, phones=PHONE), IdentityMatch.TWO),
        (("listing",), replace(ONE, phones=PHONE, addresses=ELSEWHERE), IdentityMatch.OWN),
        (("listing",), replace(ONE, name=ZOLA), IdentityMatch.TWO),
        (("listing",), replace(ONE, name=NOBODY), IdentityMatch.MAY),
        (("listing",), replace(ONE, name=NOBODY, phones=PHONE), IdentityMatch.TWO),
        (
            ("listing",),
            replace(ONE, name=NOBODY, phones=frozenset(), addresses=(), postcode="", town=""),
            IdentityMatch.MAY,
        ),
    ],
)
def test_whose_a_row_is(kinds: tuple[str, ...], other: PersonData, fit: IdentityMatch) -> None:
    assert recognise(kinds, other, ONE, alone=False).fit is fit
    assert recognise(kinds, ONE, other, alone=False).fit is fit


def test_one_telephone_in_one_ad_under_two_names_is_one_person_told_by_two_suppliers() -> None:
    other = replace(ONE, name=ZOLA, addresses=ELSEWHERE)
    assert recognise(("phone",), other, ONE, alone=True).fit is IdentityMatch.MAY
    assert recognise(("phone",), replace(other, references=frozenset()), ONE, alone=True).fit is IdentityMatch.TWO


def test_what_proves_to_be_nobody_s() -> None:
    two = replace(ONE, name=ZOLA, phones=PHONE, addresses=ELSEWHERE)
    assert recognise(("email", "listing"), two, ONE, alone=False).by_nobody == {"email", "listing"}
    assert recognise(("listing",), replace(ONE, name=ZOLA), ONE, alone=False).by_nobody == {"listing"}
    assert recognise(("phone",), replace(ONE, name=ZOLA, addresses=ELSEWHERE), ONE, alone=False).by_nobody == set()
    assert recognise(("listing",), replace(ONE, name=NOBODY, phones=PHONE), ONE, alone=False).by_nobody == set()


def test_the_town_tells_where_no_street_does() -> None:
    bare = replace(ONE, name=ZOLA, addresses=(), postcode="")
    assert recognise(("listing",), replace(bare, town="nimes"), ONE, alone=False).differing == ("name", "town")
    assert recognise(("listing",), replace(bare, postcode="30000"), ONE, alone=False).differing == ("name", "town")
    assert recognise(("listing",), bare, ONE, alone=False).differing == ("name",)
    assert shared_by(bare, ONE) == ("phone", "email", "listing")


@table(
    "one, other, two",
    [
        ("Moreau", "Zola", True), ("Moreau", "Mme Moreau", False), ("639981241", "639981242", True),
        ("639981241", "639981241", False), ("Moreau", "639981241", False), ("sans nom", "Moreau", False),
    ],
)  # fmt: skip
def test_two_bearers(one: str, other: str, two: bool) -> None:
    assert are_two(one, other) is two
