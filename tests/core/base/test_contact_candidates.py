"""What a text may hold is found however it is written, and ordinary rows hold nothing."""

from core.base.contact_candidates import BETWEEN, SIGNLESS, likely_ways, nearly_phones, signless_mails
from tests.tables import table

KEY, MAIL = "0639981241", "h.moreau@exemple.fr"


@table(
    "said",
    [
        *("06 39 98 12 41", "me joindre au 06.39.98.12.41 le soir", "+33 (0)6-39-98-12-41", "33639981241", "639981241"),
        *("O6 39 98 l2 4I", "06 3g 9B 12 41", "06/39/98/12/41", "٠٦٣٩٩٨١٢٤١", "０６ ３９ ９８ １２ ４１", "⓪⑥③⑨⑨⑧①②④①"),
        *("06%2039%2098%2012%2041", "06&nbsp;39&nbsp;98&nbsp;12&nbsp;41", "tel:+33639981241"),
        "appeler zéro six trente-neuf quatre-vingt-dix-huit douze quarante et un",
    ],
)
def test_a_telephone_is_found_in_any_text(said: str) -> None:
    assert likely_ways(f"Roux x {said} x 30000") == ({KEY}, set())


@table(
    "said",
    [
        *(
            MAIL,
            f"mailto:{MAIL}",
            "h.moreau (at) exemple.fr",
            "h.moreau chez exemple.fr le soir",
            "h.moreau＠exemple.fr",
        ),
        *("h.moreau%40exemple.fr", "h point moreau arobase exemple point fr", "h.moreau (a) exemple . fr"),
    ],
)
def test_an_email_is_found_in_any_text(said: str) -> None:
    numbers, mails = likely_ways(f"Roux x écrire à {said} x 30000")
    assert not numbers
    assert MAIL in mails


def test_an_email_told_aloud_is_found_in_its_own_cell_alone() -> None:
    numbers, mails = likely_ways(BETWEEN.join(("Roux", "h point moreau a exemple point fr", "30000")))
    assert not numbers
    assert MAIL in mails
    assert not any("roux" in mail for mail in mails)


@table(
    "said, found",
    [
        ("Luc Roux - h.moreauexemple.fr - 30000 Nîmes", True),
        ("Luc Roux - h.moreau.exemple.fr", True),
        ("h-moreau_exemple.com", False),
        ("https://www.annonces.exemple.fr/vente", False),
        ("vu sur www.annonces-exemple.fr", False),
        ("vu sur exemple.fr", False),
        (MAIL, False),
        ("-".join("a" * 20_000), False),
    ],
)
def test_an_email_without_its_sign_is_found_among_words(said: str, found: bool) -> None:
    assert (MAIL in signless_mails(said)) == found
    assert bool(SIGNLESS.search(said)) or not found


def test_a_number_abroad_is_found() -> None:
    assert likely_ways("joindre au +41 79 123 45 67") == ({"+41791234567"}, set())


@table(
    "said",
    [
        "Maison x 210 000 € x 95 m² x 30000 x Nîmes x 2026-11-03 10:12:44 x 03/11/2026 x réf. R123456",
        "M. & Mme Roux x 100 % bois x trois chambres, deux salles d’eau ?? x zéro travaux x trente ans",
        "vendu chez le notaire x at home x (a) rénover x coût 12 + 4 x œuvre ’? ’",
        f"https://exemple.fr/annonce/10{BETWEEN}Maison à vendre, belle maison de village",
        f"Maison à vendre{BETWEEN}https://exemple.fr/annonce/10",
    ],
)
def test_an_ordinary_row_holds_nothing(said: str) -> None:
    assert likely_ways(said) == (set(), set())


@table(
    "said, near",
    [
        ("06 39 98 12 4", True), ("06 39 98 1? 41", True), ("06 39 98 122 41", True), ("06 39 xx 12 41", False),
        ("12 rue Basse", False), ("0" * 500, False), ("0639981241", False),
    ],
)  # fmt: skip
def test_a_figure_too_few_or_too_many_is_told(said: str, near: bool) -> None:
    assert (KEY in nearly_phones(said)) == near


@table(
    "said, found",
    [
        ("écrire à luc.roux gmail.com le soir", {"luc.roux@gmail.com"}),
        ("lucrouxorange.fr", {"lucroux@orange.fr"}),
        ("luc.roux.wanadoo.fr", {"luc.roux@wanadoo.fr"}),
        ("luc-roux laposte . net", {"luc-roux@laposte.net"}),
        ("luc.roux@gmail.com", {"luc.roux@gmail.com"}),
        ("voir leboncoin.fr, free.fr", set()),
    ],
)
def test_an_email_without_its_sign_is_found_at_a_host_of_mailboxes(said: str, found: set[str]) -> None:
    text = f"belle maison, {said}, visible sur rendez-vous"
    assert {one for one in likely_ways(text)[1] if one.startswith("luc")} == found
