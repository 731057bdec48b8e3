"""The telephone and the e-mail of a person who refused, in words, disguised, escaped or badly written, in every cell of
a row that is otherwise somebody else's: it is closed or held, and a stranger sold beside it is written to."""

from core.store.port import Store
from tests.core.actions.register.test_spellings_sold_again import letters, sold_beside_strangers
from tests.lengths import some

WORDS = "zéro six trente-neuf quatre-vingt-dix-huit douze quarante et un"
SLASHED = "zéro six / trente-neuf, quatre-vingt-dix-huit ; douze / quarante et un"
PHONES = (
    *(WORDS, WORDS.upper(), WORDS.replace("-", " "), WORDS.replace("é", "e"), SLASHED),
    *("zéro six 39 quatre-vingt-dix-huit 12 quarante et un", "zéro six trois neuf neuf huit un deux quatre un"),
    *("06%2039%2098%2012%2041", "06%2E39%2E98%2E12%2E41", "%2B33639981241", "06&#160;39&#160;98&#160;12&#160;41"),
    *("06.39.9B.12.41", "06 3g 98 12 41", "06 39 98 l2 4l", "O6-39-98-I2-41", "06 39 98 12 4i"),
    *("0６ 39 98 12 41", "٠٦ ٣٩ ٩٨ ١٢ ٤١", "⓪⑥③⑨⑨⑧①②④①", "+33 (0) 6.39.98.12.41", "06…39…98…12…41"),
)
BADLY = (
    *("06 trente-neuf 98 12 41", "06 39 98 12 4 un", "06 39 98 12 4|", "06 39 98 12 4", "06 39 98 1? 41"),
    *("06 39 98 122 41", "0x0639981241", "639981241", "06<br>39<br>98<br>12<br>41", "{06=39=98=12=41}"),
)
"""Understood where a telephone is expected."""
EMAILS = (
    *("h point moreau arobase exemple point fr", "h.moreau chez exemple.fr", "h.moreau [arobase] exemple [point] fr"),
    *("h.moreau_at_exemple_dot_fr", "h.moreau-at-exemple-dot-fr", "h.moreau AT exemple.fr", "h.moreau&#64;exemple.fr"),
    *("h%2Emoreau%40exemple%2Efr", "h.moreau@exemple,fr", "h.moreau@exemple. fr", "h.moreau(@)exemple(.)fr"),
    *(
        "ｈ.ｍｏｒｅａｕ＠ｅｘｅｍｐｌｅ．ｆｒ",
        "h.moreau{at}exemple.fr",
        "H . MOREAU @ EXEMPLE . FR",
        "h.moreau (a) exemple.fr",
    ),
    *(
        "h.moreau à exemple.fr",
        "H.MOREAU A EXEMPLE.FR",
        "h point moreau à exemple point fr",
        "h.moreau arrobas exemple fr",
    ),
    *("h . moreau@exemple.fr", "h.moreau@exemple fr", "h.moreau@exemple.f r", "h.moreau@exemplefr"),
    *("h . moreau arobase exemple point fr", "mail : h point moreau chez exemple fr", "h.moreau à exemple (point) fr"),
)


def rows() -> list[list[str]]:
    """(name, first name, telephone, e-mail, address, postcode, town, note) of each way."""
    ways = PHONES + EMAILS
    cells = [
        *({"phone": one} for one in ways + BADLY),
        *({"email": one} for one in ways),
        *({"note": f"appeler Hélène, {one}, merci"} for one in ways),
        *({cell: f", {one}"} for cell in ("name", "address") for one in (*PHONES[:9], *EMAILS[:6])),
    ]
    return [
        [
            f"Roux{letters(at)}{cell.get('name', '')}",
            *("Luc", cell.get("phone", ""), cell.get("email", ""), f"{at + 1} rue Neuve{cell.get('address', '')}"),
            *("30000", "Nîmes", cell.get("note", "")),
        ]
        for at, cell in enumerate(cells)
    ]


def test_what_is_spelt_out_is_no_way_in_and_every_stranger_is_written_to(store: Store) -> None:
    assert len(rows()) == 181
    sold = some(rows(), of=3)
    assert sold_beside_strangers(store, sold) == ([], len(sold))
