"""The table of pairs: which two leads are proposed as one person. No pair of two persons may be; most of one must."""

from hypothesis import given
from hypothesis import strategies as st

from core.base.addresses import read_address
from core.base.records import Struct
from core.base.typo_distance import Match
from core.model.sign import Sign
from core.rules.comparators import name_of, same_name
from core.rules.matching import PROPOSED, Likeness, MatchedPerson, MatchedProperty, compare, one_digit_off
from tests.tables import table


class P(Struct, frozen=True):
    """A lead as a file tells it."""

    name: str
    phone: str = ""
    address: str = ""
    email: str = ""
    listing: tuple[str, int, float, int | None] | None = None
    surname: str = ""
    civility: str = ""
    postcode: str = "30700"


def person(told: P) -> MatchedPerson:
    """Return a lead as it is compared."""
    place = told.postcode
    where = read_address(told.address, place, "")
    return MatchedPerson(
        name_of(told.name, surname=told.surname, civility=told.civility),
        (told.phone,) if told.phone else (),
        (told.email,) if told.email else (),
        (where,) if where.key else (),
        (MatchedProperty(*told.listing, place),) if told.listing else (),
    )


MAISON = ("maison", 34_200_000, 128.0, 5)
STUDIO = ("appartement", 9_800_000, 24.0, 1)
ONE_OFF, AT = "0639981241", "0639981248"
ELSE = "0639987700"

SAME = (
    # The telephone has one digit off, or two swapped.
    (P("Moreau Hélène", ONE_OFF), P("MOREAU Hélène", AT)),
    (P("Hélène Moreau", ONE_OFF), P("Moreau H.", AT)),
    (P("Moreau Hélène", "0639981241"), P("Moreau Hélène", "0639981214")),
    (P("Mme Moreau", ONE_OFF), P("Moreau Hélène", AT)),
    (P("Moreau Hélène", ONE_OFF), P("Moreaux Hélène", AT, surname="Moreaux")),
    (P("Lefebvre Paul", ONE_OFF), P("Lefevre Paul", AT)),
    (P("Le Goff Yann", ONE_OFF), P("Legoff Yann", AT)),
    (P("Anne-Marie Roux", ONE_OFF), P("Roux Annemarie", AT)),
    (P("M. et Mme DUPONT", ONE_OFF), P("Dupont Jean", AT)),
    (P("D’Aubigné Loïc", ONE_OFF), P("Daubigne Loic", AT)),
    # The address is spelt otherwise.
    (P("Moreau Hélène", address="14 rue des Mûriers"), P("Hélène Moreau", ELSE, "14, R. des Muriers")),
    (P("Moreau H.", address="12 av. Foch"), P("Moreau Hélène", address="12 avenue du Maréchal Foch")),
    (P("Morau Hélène", address="14 rue des Mûriers"), P("Moreau Hélène", address="14 rue des Mûriers")),
    (P("Payet Inès", address="3 bis rue de l’Église"), P("Payet I", address="3 BIS RUE DE L EGLISE")),
    (P("Payet Inès", address="3 ter rue Pasteur"), P("PAYET Ines", address="3ter, rue Pasteur")),
    (P("Roux Paul", address="7 bd Gambetta Bât. B Appt 12"), P("Paul Roux", address="7 boulevard Gambetta")),
    (P("Roux Paul", address="7 boulevard Gambeta"), P("Roux Paul", address="7 boulevard Gambetta")),
    (P("Bœuf Cédric", address="8 imp. des Lilas"), P("BOEUF Cedric", address="8 impasse Lilas")),
    (P("", ONE_OFF, "14 rue des Mûriers"), P("Moreau", AT, "14 rue des Muriers")),
    # One property on two sites, the telephones masked.
    (P("Moreau", "0162000001", listing=MAISON), P("Moreau Hélène", "0162009902", listing=MAISON)),
    (P("Hélène", "0162000001", listing=MAISON), P("Hélène M.", "0162009902", listing=MAISON)),
    (P("", "0162000001", "14 rue des Mûriers", listing=MAISON), P("", ELSE, "14 r. des Mûriers", listing=MAISON)),
    (
        P("Saint-Martin Joëlle", listing=("maison", 20_000_000, 99.6, None)),
        P("St Martin Joelle", listing=("", 20_000_000, 100.0, 4)),
    ),
    # The e-mail of another provider, or what they share already.
    (P("Moreau Hélène", email="h.moreau@exemple.fr"), P("Moreau H", email="h.moreau@exemple.com")),
    (P("Moreau Hélène", email="h.moreau@exemple.fr"), P("", email="h.moreau@exemple.fr")),
    (P("Moreau", ONE_OFF), P("Moreau Hélène", ONE_OFF, "3 rue Pasteur")),
)

DIFFERENT = (
    # A name is many persons'.
    (P("Martin Jean"), P("Martin Jean")),
    (P("Martin Jean", ONE_OFF), P("Martin Jean", ELSE)),
    (P("Martin Jean", postcode="75011"), P("Martin Jean", "0639981241", postcode="30700")),
    # One family, one building, one street.
    (P("Moreau Hélène", ONE_OFF, "14 rue des Mûriers"), P("Moreau Paul", ELSE, "14 rue des Muriers")),
    (P("Moreau Hélène", ONE_OFF), P("Moreau Paul", AT)),
    (P("Michel Moreau", address="14 rue des Mûriers"), P("Michèle Moreau", address="14 rue des Muriers")),
    (P("Roux Stéphane", ONE_OFF), P("Roux Stéphanie", AT)),
    (P("Daniel Roux", ONE_OFF, surname="Roux"), P("Danielle Roux", AT, surname="Roux")),
    (P("M. Moreau", address="14 rue des Mûriers bât A"), P("Mme Moreau", address="14 rue des Muriers")),
    (P("Moreau Hélène", address="14 rue des Mûriers"), P("Moreau Hélène", address="16 rue des Mûriers")),
    (P("Moreau Hélène", ONE_OFF, "14 rue des Mûriers"), P("Moreau Hélène", AT, "14 bis rue des Mûriers")),
    (P("Roux Paul", ONE_OFF, "14 rue des Mûriers"), P("Petit Anne", AT, "14 rue des Mûriers")),
    # The telephone is near, nobody is.
    (P("Roux Paul", "0639981241"), P("Petit Anne", "0639981242")),
    (P("", "0639981241"), P("", "0639981242")),
    (P("", "0639981241"), P("Petit Anne", "0639981242")),
    (P("Moreau Hélène", "0639981241"), P("Moreau Hélène", "0439981241")),
    (P("Moreau Hélène", "0639981241"), P("Moreau Hélène", "0639981352")),
    # Many flats of one new building have one price and one area.
    (P("Roux Paul", listing=STUDIO), P("Petit Anne", listing=STUDIO)),
    (P("", ONE_OFF, listing=STUDIO), P("", ELSE, listing=STUDIO)),
    (P("Moreau", ONE_OFF, listing=MAISON), P("Moreau", ELSE, listing=("appartement", 34_200_000, 128.0, 5))),
    (P("Moreau", listing=MAISON), P("Moreau", listing=("maison", 34_200_000, 131.0, 5))),
    (P("Moreau", listing=MAISON), P("Moreau", listing=MAISON, postcode="30000")),
    (P("Moreau", listing=MAISON), P("Moreau", listing=("maison", 34_200_000, 128.0, 6))),
    (P("Moreau", listing=("maison", 0, 0.0, 5)), P("Moreau", listing=("maison", 0, 0.0, 5))),
    # The streets look alike.
    (P("Moreau", address="14 rue Pasteur"), P("Moreau", address="14 avenue Pasteur")),
    (P("Moreau", address="14 rue Pasteur"), P("Moreau", address="14 rue Pascal")),
    (P("Moreau", address="14 rue Pasteur"), P("Moreau", address="14 rue Pasteur", postcode="30000")),
    (P("Moreau", address="rue Pasteur"), P("Moreau", address="rue Pasteur")),
    # The surnames look alike.
    (P("Martin Paul", ONE_OFF, surname="Martin"), P("Martinet Paul", AT, surname="Martinet")),
    (P("Roux Paul", ONE_OFF), P("Rous Paul", AT)),
    (P("Petit Anne", ONE_OFF), P("Pettit Annie", AT)),
    (P("Bernard Paul", ONE_OFF), P("Gerard Paul", AT)),
    (P("Paul", address="3 rue Pasteur"), P("Pauline", address="3 rue Pasteur")),
    (P("X Y", ONE_OFF), P("X. Y.", AT)),
    (P("Moreau Hélène", email="info@a.example"), P("Moreau Hélène", email="info@b.example")),
    (P("Roux Paul", email="contact.vente@a.example"), P("Petit Anne", email="contact.vente@b.example")),
    (P("Roux Paul", ONE_OFF), P("Petit Anne", ONE_OFF)),
)


@table("one, other", SAME)
def test_one_person_is_proposed(one: P, other: P) -> None:
    found = compare(person(one), person(other))
    assert found.proposed, found
    assert found.signs


@table("one, other", DIFFERENT)
def test_two_persons_are_not_proposed(one: P, other: P) -> None:
    assert not compare(person(one), person(other)).proposed


def test_the_table_is_long_enough() -> None:
    assert len(SAME) + len(DIFFERENT) >= 40


def test_what_is_told_of_a_pair() -> None:
    one = P("Moreau Hélène", ONE_OFF, "14 rue des Mûriers", "h.moreau@exemple.fr", MAISON)
    other = P("Hélène Moreau", AT, "14 r. des Muriers", "h.moreau@exemple.com", MAISON)
    found = compare(person(one), person(other))
    assert found.score == 100
    assert [alike.sign for alike in found.signs] == [
        Sign.SAME_ADDRESS,
        Sign.SAME_NAME,
        Sign.SAME_LISTING,
        Sign.NEAR_PHONE,
        Sign.NEAR_EMAIL,
    ]
    by_sign = {alike.sign: (alike.one, alike.other) for alike in found.signs}
    assert by_sign[Sign.NEAR_PHONE] == (ONE_OFF, AT)
    assert by_sign[Sign.SAME_ADDRESS] == ("14 rue des muriers", "14 rue des muriers")
    assert by_sign[Sign.NEAR_EMAIL] == ("h.moreau@exemple.fr", "h.moreau@exemple.com")


def test_a_telephone_both_hold_is_enough_unless_the_names_differ() -> None:
    assert compare(person(P("", ONE_OFF)), person(P("Moreau", ONE_OFF))).score == PROPOSED
    assert compare(person(P("Petit", ONE_OFF)), person(P("Moreau", ONE_OFF))) == Likeness(0, ())


@table(
    "one, other, match",
    [
        ("", "Moreau", Match.UNTOLD),
        ("H", "Hélène", Match.UNTOLD),
        ("Roux H. M.", "H. Petit", Match.OTHER),
        ("H. Petit-Lô", "Hélène Xu", Match.OTHER),
        ("H. Petit", "Hélène P.", Match.UNTOLD),
        ("De La", "De La", Match.SAME),
        ("Moreau Hélène Marie", "Hélène Moreau", Match.SAME),
        ("Dupont Paul", "Dupond Paul", Match.NEAR),
        ("Moreau-Petit Hélène", "Moreau Hélène", Match.SAME),
        ("Νίκος Παπαδόπουλος", "Παπαδόπουλος Νίκος", Match.SAME),
    ],
)
def test_names(one: str, other: str, match: Match) -> None:
    assert same_name(name_of(one), name_of(other)) is match


def test_a_double_surname_is_known_by_a_half_of_it() -> None:
    one, half = name_of("Moreau-Petit Hélène", surname="Moreau-Petit"), name_of("Moreau Hélène", surname="Moreau")
    other = name_of("Roux Hélène", surname="Roux")
    assert same_name(one, half) is Match.SAME
    assert same_name(half, other) is Match.OTHER


def test_a_civility_typed_wrong_says_less_than_a_whole_name() -> None:
    assert same_name(name_of("M. Moreau Hélène"), name_of("Mme Moreau Hélène")) is Match.SAME
    assert same_name(name_of("Moreau H", civility="M."), name_of("Moreau Hélène", civility="Mme")) is Match.OTHER


WORDS = st.sampled_from(["Moreau", "Moreaux", "Hélène", "H.", "M.", "Mme", "Le", "Goff", "Paul", "Paule", "Roux", ""])
PERSONS = st.builds(
    lambda names, phone, number, street, listing: person(
        P(" ".join(names), phone, f"{number} {street}".strip(), listing=listing)
    ),
    st.lists(WORDS, max_size=3),
    st.sampled_from(["", "0639981241", "0639981248", "0639981214", "0439981241"]),
    st.sampled_from(["", "1", "14", "14 bis"]),
    st.sampled_from(["", "rue Pasteur", "r Pasteur", "rue Louis Pasteur", "avenue Foch"]),
    st.sampled_from([None, MAISON, STUDIO]),
)


@given(PERSONS, PERSONS)
def test_likeness_does_not_depend_on_who_is_first(one: MatchedPerson, other: MatchedPerson) -> None:
    found, back = compare(one, other), compare(other, one)
    assert found.score == back.score
    assert {alike.sign for alike in found.signs} == {alike.sign for alike in back.signs}
    assert 0 <= found.score <= 100


@given(st.text("0123456789", min_size=10, max_size=10), st.text("0123456789", min_size=10, max_size=10))
def test_one_digit_off_goes_both_ways(one: str, other: str) -> None:
    assert one_digit_off(one, other) == one_digit_off(other, one)
    assert not one_digit_off(one, one)
