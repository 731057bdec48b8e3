"""One person refused, known by a telephone, an e-mail and an address: each spelling of one of them, sold by another
supplier, is refused or held, and a stranger sold beside it is written to."""

import csv
from collections.abc import Sequence

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdicts
from core.actions.intake.importing import ImportFile, import_into
from core.model.channel import Channel
from core.records.lead import Lead
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.files.bases.make import AGENCY
from tests.lengths import some

HEAD = ["Nom", "Prénom", "Téléphone", "E-mail", "Adresse", "CP", "Ville", "Vue sur", "Vue le", "Note"]
OPPOSED = ["Moreau", "Hélène", "06 39 98 12 41", "h.moreau@exemple.fr", "14 rue des Mûriers", "30700", "Uzès"]
PHONES = (
    *(
        "06 39 98 12 41",
        "06.39.98.12.41",
        "06-39-98-12-41",
        "06/39/98/12/41",
        "0639981241",
        "639981241",
    ),
    *(
        "+33639981241",
        "+33 6 39 98 12 41",
        "+33 (0)6 39 98 12 41",
        "0033639981241",
        "0033 (0) 6 39 98 12 41",
    ),
    *(
        "33639981241",
        "33 6 39 98 12 41",
        "(06) 39 98 12 41",
        "06 39 981 241",
        "063 998 1241",
    ),
    *(
        "06 399 812 41",
        "06_39_98_12_41",
        "06 39 98 12 41.",
        "tel: 06 39 98 12 41",
        "Tél : 0639981241 (soir)",
    ),
    *(
        "0639981241 / 0199001299",
        "0199001299 ou 0639981241",
        "06 39 98 12 41 - 06 39 98 99 98",
    ),
    *(
        "06 39 98 12 41 Mme",
        "Mme Petit 0639981241",
        "O6 39 98 12 41",
        "o639981241",
        "06 39 98 I2 41",
    ),
    *(
        "06 39 98 12 4l",
        "٠٦٣٩٩٨١٢٤١",
        "０６３９９８１２４１",
        "06 39 98 12 41 poste 12",
        "+33.6.39.98.12.41",
    ),
    *(
        "+336 39981241",
        "06 39 98 12 41 ",
        "0 6 3 9 9 8 1 2 4 1",
        "06–39–98–12–41",
        "p:+33639981241",
    ),
    *(
        "'0639981241",
        '="0639981241"',
        "tel:+33639981241",
        "06 39 98 12 41;",
        "639981241.0",
        "6,39981241E8",
    ),
    *(
        "6.39981241E+08",
        "+3.3639981241E+10",
        "06 39 98 12 41 #2",
        "⓪⑥③⑨⑨⑧①②④①",
        "06•39•98•12•41",
        "06|39|98|12|41",
        "FR+33639981241",
        "06&nbsp;39&nbsp;98&nbsp;12&nbsp;41",
        "wa.me/33639981241",
        "+330639981241",
        "00 33 6 39 98 12 41",
        "06\u00a039\u00a098\u00a012\u00a041",
        "06 39 98 12 41\u200b",
    ),
    *(
        "whatsapp 0639981241",
        "<06 39 98 12 41>",
        "06 39 98 12 41 (après 18h)",
        "mobile: +33(0)639981241",
    ),
    *("0639981241 et 0639981241",),
    *(
        "06 39 98 12 41,,12#",
        "06 39 98 12 41;ext=12",
        "tel:+33-6-39-98-12-41;ext=5",
        "*31#0639981241",
        "+0033639981241",
    ),
    *("0033 (6) 39 98 12 41", "(33) 6 39 98 12 41", "33(0)639981241", "011 33 639981241", "0-639-981-241"),
    *("06'39'98'12'41", "06\\39\\98\\12\\41", "06♦39♦98♦12♦41", "06\n39\n98\n12\n41", "0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣1️⃣2️⃣4️⃣1️⃣"),
    *("06398012410639981241", "639981241,00", "639 981 241,00 €", '<a href="tel:+33639981241">appeler</a>'),
    *("skype:+33639981241?call", "sip:+33639981241@op.exemple", "0639981241@sms.exemple.fr", "+33639981241E0"),
    *(
        "₀₆₃₉₉₈₁₂₄₁",
        "०६३९९८१२४१",
        "['0639981241']",
        "Mme: 06 39 98 12 41 M: 0199012345",
        "0199012346(bureau)0639981241",
    ),
    *(
        "06 39 98 12 41 - 99",
        "Ø6 39 98 12 41",
        "06<br/>39<br/>98<br/>12<br/>41",
        "0639…981241",
        "\u202d0639981241\u202c",
    ),
)
EMAILS = (
    *(
        "H.Moreau@exemple.fr",
        "h.moreau@EXEMPLE.FR",
        " h.moreau@exemple.fr ",
        "<h.moreau@exemple.fr>",
    ),
    *(
        "Hélène Moreau <h.moreau@exemple.fr>",
        "mailto:h.moreau@exemple.fr",
    ),
    *(
        "h.moreau@exemple.fr;autre@exemple.org",
        "autre@exemple.org, h.moreau@exemple.fr",
    ),
    *(
        "h.moreau@exemple.fr.",
        "h.moreau @ exemple.fr",
        "h.moreau@exemple.fr (perso)",
    ),
    *(
        "h.moreau(at)exemple.fr",
        "h.moreau[at]exemple.fr",
        "H.MOREAU@EXEMPLE.FR",
        "h．moreau@exemple.fr",
    ),
    *(
        "h.moreau@exemple.fr/autre@exemple.org",
        '"h.moreau@exemple.fr"',
        "e-mail : h.moreau@exemple.fr",
    ),
    *(
        "h.moreau@exemple.fr\u200b",
        "h.moreau@ exemple.fr",
        "h.moreau AT exemple.fr",
    ),
    *("h.moreau+pige@exemple.fr", "h.moreau+@exemple.fr", "mailto:h.moreau@exemple.fr?subject=bonjour"),
    *("'h.moreau'@exemple.fr", "h.moreau@exemple。fr", "h.mo\u00adreau@exemple.fr", "h.mo\u200dreau@exemple.fr"),
    *("h.morеau@exemple.fr", "h.moreau(perso)@exemple.fr", "h.moreau@www.exemple.fr", "_h.moreau@exemple.fr_"),
    *("*h.moreau@exemple.fr*", "http://h.moreau@exemple.fr", "h.moreau@exemple.fr_", "-h.moreau@exemple.fr"),
    *("h.moreau@@exemple.fr", "h.moreau@exemple..fr", "h.moreau&commat;exemple.fr", "h.moreau@exemple.fr|perso"),
    *("[h.moreau@exemple.fr](mailto:h.moreau@exemple.fr)", "X <h.moreau@exemple.fr>; Y <y@exemple.org>"),
)
ADDRESSES = (
    *(
        ("14 rue des Mûriers", "30700", "Uzès"),
        ("14, rue des Mûriers", "30700", "UZES"),
    ),
    *(
        ("14 RUE DES MURIERS", "30700", "Uzes"),
        ("14 r. des Mûriers", "30700", "Uzès"),
    ),
    *(
        ("14 r des muriers", "30700", "Uzès"),
        ("n°14 rue des Mûriers", "30700", "Uzès"),
    ),
    *(
        ("N° 14, Rue des Mûriers", "30700", "Uzès"),
        ("no 14 rue des muriers", "30700", "Uzès"),
    ),
    *(
        ("14 rue des Muriers, 30700 Uzès", "", ""),
        ("14 rue des Mûriers 30700 UZES", "", ""),
    ),
    *(
        ("14 rue des Mûriers - 30700 Uzès", "", ""),
        ("14 rue des Mûriers", "30700", ""),
    ),
    *(
        ("14 rue des Mûriers", "", "Uzès"),
        ("14 rue des Mûriers", "30700", "Uzès Cedex"),
    ),
    *(
        ("14 rue des Mûriers", "30701", "Uzès Cedex"),
        ("Bât A, 14 rue des Mûriers", "30700", "Uzès"),
    ),
    *(
        ("14 rue des Mûriers, bât. A", "30700", "Uzès"),
        ("14 rue des Mûriers Apt 3", "30700", "Uzès"),
    ),
    *(("Appt 3, 14 rue des Mûriers", "30700", "Uzès"),),
    *(("Appartement 3 Escalier B 14 rue des Mûriers", "30700", "Uzès"),),
    *(("Résidence Les Pins, 14 rue des Mûriers", "30700", "Uzès"),),
    *(("Rés. Les Pins 14 rue des Mûriers", "30700", "Uzès"),),
    *(
        ("14 rue des Mûriers 2e étage", "30700", "Uzès"),
        ("2ème étage 14 rue des Mûriers", "30700", "Uzès"),
    ),
    *(
        ("14 rue des Mûrier", "30700", "Uzès"),
        ("14 rue des Mùriers", "30700", "Uzès"),
    ),
    *(
        ("14 rue de Mûriers", "30700", "Uzès"),
        ("14 rue Mûriers", "30700", "Uzès"),
    ),
    *(
        ("14  rue  des  Mûriers", "30700", "Uzès"),
        ("14 rue des mûriers ", "30 700", "Uzès"),
    ),
    *(
        ("14 rue des Mûriers", "30700.0", "Uzès"),
        ("14 rue des Mûriers", "F-30700", "Uzès"),
    ),
    *(
        ("14 rue des Mûriers", "30700", "30700 Uzès"),
        ("14 rue des Mûriers", "30700", "Uzès (Gard)"),
    ),
    *(
        ("14 rue des Mûriers", "30700", "Uzès, France"),
        ("14 rue des Mûriers France", "30700", "Uzès"),
    ),
    *(
        ("chez M. Paul, 14 rue des Mûriers", "30700", "Uzès"),
        ("14 rue des Mûriers BP 12", "30700", "Uzès"),
    ),
    *(
        ("14 rue des MÃ»riers", "30700", "UzÃ¨s"),
        ("14 rue des M?riers", "30700", "Uz?s"),
    ),
    *(
        ("14 rue dés Mûriers", "30700", "Usès"),
        ("Entrée 2 - 14 rue des Mûriers", "30700", "Uzès"),
    ),
    *(
        ("Porte 12, 14 rue des Mûriers", "30700", "Uzès"),
        ("14 rue des-Mûriers", "30700", "Uzès"),
    ),
    *(
        ("14 Rue Des Mûriers.", "30700", "Uzès"),
        ("14rue des Mûriers", "30700", "Uzès"),
    ),
    *(
        ("14 ruedes Mûriers", "30700", "Uzès"),
        ("14 rue des Mûriers rdc", "30700", "Uzès"),
    ),
    *(
        (street, "30700", "Uzès")
        for street in (
            *(
                "14, rue d/ Mûriers",
                "quatorze rue des Mûriers",
                "14 RUE DES MURIERS CEDEX",
                "14 rue des Mûriers CS 40012",
            ),
            *("14 rue des Mûriers, lieu-dit Le Bosc", "Villa Mon Repos 14 rue des Mûriers", "14/2 rue des Mûriers"),
            *(
                "№14 rue des Mûriers",
                "au 14 de la rue des Mûriers",
                "14 rue des Mûriers (maison bleue)",
                "14; rue des Mûriers",
            ),
            *("14\nrue\ndes Mûriers", "14 rue des Mûriers 14 rue des Mûriers", "14 rue des Mûriers ; code 12A4"),
            *(
                "14 ruе des Mûriers",
                "14 Street des Mûriers",
                "14 Mûriers",
                "rue des Mûriers, au 14",
                "14 voie des Mûriers",
            ),
            *("14 rue des Mûriers / 2 impasse Verte", "14 rue des Mûriers - Uzès - Gard", "14.rue.des.Mûriers"),
            *("14_rue_des_Mûriers", "étage 2 porte 4 14 rue des Mûriers bal 7", "Mas Mûriers, 14 rue des Mûriers"),
        )
    ),
)
NAMES = (
    *(
        ("Moreau", "Hélène"),
        ("MOREAU", "Helene"),
        ("Mme Moreau", ""),
        ("Moreau Hélène", ""),
    ),
    *(
        ("Hélène Moreau", ""),
        ("H. Moreau", ""),
        ("MOREAU H", ""),
        ("Madame Hélène MOREAU", ""),
    ),
    *(
        ("Moreau-Petit", "Hélène"),
        ("Moreau née Petit", "Hélène"),
        ("M. et Mme Moreau", ""),
    ),
    *(
        ("Moreaux", "Hélène"),
        ("Morau", "Hélène"),
        ("MOREAU Hélène (Mme)", ""),
        ("Moreau, Hélène", ""),
    ),
    *(
        ("famille Moreau", ""),
        ("Mlle Moreau", ""),
        ("Moreau", "H."),
        ("Heléne", "Moreau"),
        ("Mr Moreau", ""),
    ),
    *(
        (name, "")
        for name in (
            *("Vve Moreau Hélène", "Paul et Hélène Moreau", "M. Moreau ou Mme Petit", "Mme Petit épouse Moreau"),
            *("Petit ép. Moreau", "succession Moreau", "SCI Moreau", "héritiers de Mme Moreau", "Moreau & fils"),
            *(
                "Moreau_Hélène",
                "MoreauHélène",
                "Me Moreau",
                "Durand-Moreau Hélène",
                "Hélène",
                "propriétaire",
                "occupant",
                "",
            ),
        )
    ),
)
HELD = {"ADDRESS_NEAR_OPPOSED", "REFUSAL_IN_DOUBT"}


def imported(store: Store, supplier: str, rows: list[list[str]]) -> int:
    file = store.path.parent / f"{supplier}.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        made = csv.writer(out, delimiter=";")
        made.writerows([HEAD, *rows])
    return import_into(store, ImportFile(store.path.parent, file, supplier, "2026-11-20", BY, NOW)).opposed


def spelt() -> list[list[str]]:
    """A row for each spelling; whatever else it says is of nobody else."""
    found = [[f"Petit{letters(at)}", "Luc", phone, "", "", "", ""] for at, phone in enumerate(PHONES)]
    found += [[f"Roux{letters(at)}", "Luc", "", email, "", "", ""] for at, email in enumerate(EMAILS)]
    found += [["Moreau", "Hélène", "", "", *place] for place in ADDRESSES]
    return found + [[*name, "", "", *OPPOSED[4:]] for name in NAMES]


def letters(rank: int) -> str:
    return "".join("abcdefghij"[int(figure)] for figure in f"{rank:03d}")


def sold_beside_strangers(store: Store, rows: Sequence[list[str]]) -> tuple[list[str], int]:
    """Sell the rows (name, first name, telephone, e-mail, address, postcode, town, note) after the refusal, each beside
    a stranger; return (the names of those who may get a letter, how many strangers may)."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    shown = ["PAP", "03/11/2026"]
    assert imported(store, "Pige Ouest", [[*OPPOSED, *shown, "agences s'abstenir"]]) == 1
    told = [[*one[:7], *shown, *one[7:]] for one in rows]
    for at in range(len(rows)):
        number, street = f"06 39 97 {at // 100:02d} {at % 100:02d}", f"{at + 1} avenue Foch"
        told.insert(2 * at + 1, [f"Twin{letters(at)}", "Jean", number, "", street, "30000", "Nîmes", *shown, ""])
    imported(store, "Pige Est", told)
    open_ones, written = list[str](), 0
    with store.read() as r:
        law, ids = law_of(settings(r)), list(leads.search(r))
        letter_of, call_of = (verdicts(r, ids, law, channel=one, at=NOW) for one in (Channel.LETTER, Channel.CALL))
        for lead_id in ids:
            person, letter = r.get(Lead, lead_id), letter_of[lead_id]
            assert person is not None
            assert not call_of[lead_id].allowed
            if person.name.startswith("Twin"):
                written += letter.allowed
            elif r.row(Lead, lead_id).opposed_at is None and HELD.isdisjoint(one.code for one in letter.reasons):
                open_ones.append(person.name)
    return open_ones, written


def test_no_spelling_is_a_way_in_and_every_stranger_is_written_to(store: Store) -> None:
    assert len(spelt()) >= 248
    rows = [[*one, ""] for one in some(spelt(), of=3)]
    assert sold_beside_strangers(store, rows) == ([], len(rows))
