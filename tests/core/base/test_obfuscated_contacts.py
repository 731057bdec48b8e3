"""Numbers in words, disguised e-mails and escapes are read as what they stand for, and ordinary words stay."""

from core.base.obfuscated_contacts import decoded, figures, is_escaped, likely_mails, mails
from core.base.text import emails
from tests.tables import table

NUMBER = "zéro six trente-neuf quatre-vingt-dix-huit douze quarante et un"


@table(
    "words, written",
    [
        *((said, "06 39 98 12 41") for said in (NUMBER, NUMBER.upper(), NUMBER.replace("-", " ").replace("é", "e"))),
        ("06 trente–neuf 98 douze quarante-et-un", "06 39 98 12 41"),
        ("zéro six trois neuf neuf huit", "06 3 9 9 8"),
        ("soixante-dix-sept septante-deux quatre-vingts soixante et onze", "77 72 80 71"),
        ("vingt quatre vingt dix, vingt-quatre, quatrevingt", "20 90, 24, 80"),
        ("double zéros dix-sept dix huit cinquante douze", "double 0 17 18 50 12"),
        ("dixième unité sixte Neuville zérotage", "dixième unité sixte Neuville zérotage"),
    ],
)
def test_numbers_in_words_become_figures(words: str, written: str) -> None:
    assert figures(words) == written


@table(
    "said",
    [
        *("h.moreau AT exemple.fr", "h.moreau arobase exemple.fr", "h.moreau{at}exemple.fr", "h.moreau<at>exemple.fr"),
        *("h point moreau chez exemple point fr", "h(point)moreau(arobase)exemple(point)fr", "h.moreau@exemple,fr"),
        *("h.moreau@exemple[.]fr", "h.moreau(@)exemple(.)fr", "h.moreau@exemple dot fr", "h.moreau@@exemple..fr"),
        *("h.moreau_at_exemple_dot_fr", "h.moreau-at-exemple.fr", 'h.moreau "at" exemple.fr', "h.moreau(à)exemple.fr"),
        *("h.moreau@exemple·fr", "h.moreau&#64;exemple.fr", "h%2Emoreau%40exemple%2Efr", "h.moreau＠exemple．fr"),
        *("h.moreau @ exemple . fr", "H. MOREAU @ EXEMPLE . FR", "e-mail : h.moreau [at] exemple [point] fr"),
    ],
)
def test_a_disguised_email_is_one(said: str) -> None:
    assert emails(said) == ["h.moreau@exemple.fr"]


@table(
    "said, sure, likely",
    [
        ("h.moreau chez gmail", [], ["h.moreau@gmail.com"]),
        ("H.Moreau chez Hotmail", [], ["h.moreau@hotmail.fr", "h.moreau@hotmail.com"]),
        ("h.moreau (at) exemple.agency", ["h.moreau@exemple.agency"], ["h.moreau@exemple.agency"]),
        ("vendu chez maître Roux, at home, au point mort", [], []),
        ("x " * 60 + "h.moreau chez exemple.fr", [], ["h.moreau@exemple.fr"]),
        ("x " * 60 + "h.moreau (a) exemple.fr", ["h.moreau@exemple.fr"], ["h.moreau@exemple.fr"]),
        ("a chez b.fr chez c.fr", ["a@b.fr"], ["a@b.fr"]),
    ],
)
def test_words_of_any_text_are_signs_in_a_short_one(said: str, sure: list[str], likely: list[str]) -> None:
    assert mails(said) == sure
    assert likely_mails(said) == likely


def test_two_emails_of_a_cell_are_both_read() -> None:
    assert emails("a@exemple.fr, c arobase exemple.fr") == ["a@exemple.fr", "c@exemple.fr"]


@table("raw, plain", [("06%2039&nbsp;98", "06 39\u00a098"), ("100 % M. & Mme", "100 % M. & Mme")])
def test_escapes_are_undone(raw: str, plain: str) -> None:
    assert decoded(raw) == plain
    assert is_escaped(raw) == (raw != plain)
