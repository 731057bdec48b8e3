"""Which values recognise a person: tables of what does and what does not, and what a file teaches as a whole."""

from core.rules.discriminating_values import (
    Homes,
    homes_at,
    is_placeholder,
    telling_address,
    telling_email,
    telling_link,
    telling_name,
    telling_phone,
    telling_reference,
)
from core.rules.shared_values import Learner
from tests.tables import table

NOTHING = (
    "", "NC", "N/C", "n.c.", "N.C", "-", "--", "---", "0", "00", "000", "x", "X", "xxx", "?", "??", ".", "néant",
    "Néant",
    "NEANT", "aucun", "Aucune", "sans", "non communiqué", "NON COMMUNIQUÉE", "non renseigné", "non précisée", "inconnu",
    "Inconnue", "none", "None", "null", "NULL", "nan", "n/a", "N/A", "#N/A", "#REF!", "#VALEUR!", "#NOM?", "#DIV/0!",
    "à compléter", "A COMPLETER", "à définir", "voir annonce", "voir l’annonce", "Voir site", "test", "TEST", "123",
    "1234567", "0123456789", "987654", "111", "999999", "pas de référence", "sans réf", "ras", "tbd", "unknown", "vide",
    "not available", "no data", "undefined", "en cours", "abc",
)  # fmt: skip
NO_REFERENCE = (
    *NOTHING, "PIGE-2026-11", "pige 11/2026", "novembre 2026", "Lot 3", "11/2026", "2026-11-24", "24/11/2026",
    "Fichier 12",
    "Secteur 12", "S45 2026", "ag:23851234567", "f:990011223344", "c:238400", "ParuVendu", "Réf. 0", "N° 0",
    "n°1234567",
    "REF 000", "1", "7", "12", "voir annonce 12", "page 4",
)  # fmt: skip
REFERENCES = (
    "V100000", "TD1", "T1", "A1", "W2", "LBC-2281", "28114", "2281145987", "PV900004", "30700-12", "M 1542",
    "VEN2026-118",
    "112", "r43", "Réf. 4587", "900004", "ABC-12-44", "1234568", "2026118", "S3", "WI177894963", "l:2281",
    "REF2026-41-7",
)  # fmt: skip
NO_LINK = (
    "", "-", "NC", "http://", "https://www.leboncoin.fr", "https://www.leboncoin.fr/", "leboncoin.fr", "https://[oups",
    "https://www.leboncoin.fr/recherche?category=9&locations=Uzes_30700",
    "https://www.seloger.com/list.htm?projects=2&places=[{ci:300334}]", "https://exemple.fr/?cp=30700",
    "https://www.pap.fr/annonce/vente-maisons-uzes-30700-g43", "https://www.bienici.com/recherche/achat/uzes-30700",
    "https://exemple.fr/annonces", "https://exemple.fr/annonces?page=2", "https://exemple.fr/annonces/page/2",
    "https://exemple.fr/annonces/page-2", "https://exemple.fr/vente-maison/30", "https://exemple.fr/gard-30/",
    "https://exemple.fr/index.html", "https://exemple.fr/annonces?id=0", "https://www.facebook.com/groups/123456789",
    "https://www.facebook.com/ads/library/?id=123456", "https://www.facebook.com/profile.php?id=1000123",
    "https://www.paruvendu.fr/immobilier/annonceimmofo/liste/listeAnnonces?tt=1",
    "https://exemple.fr/resultats/2281145",
)  # fmt: skip
LINKS = (
    "https://www.leboncoin.fr/ad/ventes_immobilieres/28114", "https://www.pap.fr/annonces/maison-uzes-r43",
    "https://annonces.exemple.fr/V100000", "https://exemple.fr/annonce/12", "exemple.fr/annonce/4587",
    "https://www.paruvendu.fr/immobilier/vente/maison/900004", "https://exemple.fr/fiche.php?id=4587",
    "https://exemple.fr/annonces/ventes/maison-128m2-uzes-1254874.htm", "https://exemple.fr/voir?annonce=8812",
    "https://www.facebook.com/marketplace/item/81345672", "https://www.facebook.com/groups/1234/posts/98765",
    "https://www.seloger.com/annonces/achat/maison/uzes-30/221458745.htm",
    "https://www.bienici.com/annonce/vente/uzes/maison/5pieces/apimo-8123",
)  # fmt: skip
NO_PHONE = (
    "0600000000", "0612345678", "0123456789", "0611111111", "0606060606", "0102030405", "0699999999", "0987654321",
    "0612121212", "0610203040", "0698765432", "+3212345678", "+41700000000",
)  # fmt: skip
PHONES = ("0639980001", "0639980000", "0199000000", "0639981241", "+32470128457", "0692990001", "0199001234", "112")
NO_EMAIL = (
    "nc@nc.fr", "test@test.fr", "noreply@leboncoin.fr", "no-reply@x.fr", "xxx@xxx.com", "aucun@aucun.fr", "a@a.fr",
    "email@email.com", "inconnu@inconnu.fr", "sansmail@mail.fr", "test@exemple.fr", "nc@nc.com", "pasdemail@orange.fr",
    "test1@test.com", "na@na.com", "none@none.com", "x@x.x", "mail@mail.com", "votre.mail@exemple.fr",
)  # fmt: skip
EMAILS = (
    "h.moreau@exemple.fr", "a@example.org", "d1@exemple.fr", "na@free.fr", "jean@exemple.fr", "nathalie@test.fr",
    "vendeur4@exemple.fr", "abc@exemple.fr", "contact@dupont.fr",
)  # fmt: skip


@table("said", NOTHING)
def test_a_placeholder_in_any_spelling(said: str) -> None:
    assert is_placeholder(said)
    assert not telling_reference(said, "PAP")
    assert not telling_address(said)
    assert not telling_name(said)


@table("said", ("Centre ville", "centre-ville", "proche gare et commerces", "Le Bourg", "au cœur du village"))
def test_an_address_that_is_an_area(said: str) -> None:
    assert telling_address(said)
    assert homes_at(said) is Homes.AREA


@table("said, many", [("rue Pasteur", True), ("Avenue du Maréchal-Foch", True), ("12 rue Pasteur", False),
                      ("La Borie", False), ("Les Lilas", False), ("rue Pasteur 12", False), ("", False)])  # fmt: skip
def test_a_street_without_a_number(said: str, many: bool) -> None:
    assert (homes_at(said) is Homes.STREET) is many


@table(
    "said",
    (
        "Moreau",
        "12 rue Pasteur",
        "Le Goff",
        "V1",
        "Sansonetti",
        "La Borie",
        "Quartier des Lilas",
        "Le Clos du Bourg Neuf",
        "Testud",
        "Nony",
    ),
)
def test_what_only_looks_like_a_placeholder(said: str) -> None:
    assert not is_placeholder(said)
    assert telling_address(said)
    assert telling_name(said)


@table("name", ("Particulier", "PROPRIÉTAIRE", "M.", "Mme", "M. et Mme", "vendeur", "NC"))
def test_a_name_that_names_nobody(name: str) -> None:
    assert not telling_name(name)


@table("reference", NO_REFERENCE)
def test_a_reference_of_no_ad(reference: str) -> None:
    assert not telling_reference(reference, "ParuVendu")


@table("reference", REFERENCES)
def test_a_reference_of_one_ad(reference: str) -> None:
    assert telling_reference(reference, "PAP")


def test_the_name_of_a_site_that_holds_a_figure_is_no_reference() -> None:
    assert not telling_reference("Entre-Voisins 30", "Entre Voisins 30")


@table("url", NO_LINK)
def test_a_link_to_no_ad(url: str) -> None:
    assert not telling_link(url)


@table("url", LINKS)
def test_a_link_to_one_ad(url: str) -> None:
    assert telling_link(url)


@table("key, tells", ((*[(key, False) for key in NO_PHONE], *[(key, True) for key in PHONES])))
def test_an_impossible_number(key: str, tells: bool) -> None:
    assert telling_phone(key) is tells


@table("email, tells", ((*[(one, False) for one in NO_EMAIL], *[(one, True) for one in EMAILS])))
def test_an_email_of_nobody(email: str, tells: bool) -> None:
    assert telling_email(email) is tells


def learned(*rows: dict[str, str], held: int = 100) -> list[tuple[str, str]]:
    learner = Learner(held)
    for row in rows:
        learner.see(
            row.get("name", ""), [row.get("phone", "")], [row.get("email", "")],
            place=row.get("place", ""), reference=row.get("reference", ""), url=row.get("url", ""),
        )  # fmt: skip
    return sorted(learner.shared())


def test_what_three_persons_bear_is_shared() -> None:
    rows = [
        {"name": name, "phone": f"06 39 98 00 0{rank}", "email": "pige@ouest.exemple.fr", "reference": "PIGE-11"}
        for rank, name in enumerate(("Moreau Hélène", "Dupont Jean", "Roux Paul"))
    ]
    assert learned(*rows) == [("email", "pige@ouest.exemple.fr"), ("reference", "PIGE-11")]
    assert learned(*rows[:2]) == []


def test_one_person_spelt_three_ways_shares_nothing() -> None:
    names = ("Moreau Hélène", "MOREAU", "Mme Moreau", "H. Moreau", "Particulier", "")
    assert learned(*({"name": name, "phone": "06 39 98 00 01", "reference": "TD1"} for name in names)) == []


def test_rows_without_a_name() -> None:
    """They are told apart by their telephones; one number on almost all of them is somebody else's."""
    assert learned(*({"phone": f"06 39 98 00 0{rank}", "reference": "X1"} for rank in range(3))) == [
        ("reference", "X1")
    ]
    assert learned(*({"phone": "01 99 00 00 01", "place": f"{rank} rue A"} for rank in range(4))) == [
        ("phone", "199000001")
    ]
    own = [{"phone": "01 99 00 00 01", "place": f"{rank} rue A"} for rank in range(4)]
    others = [{"name": f"Dupont{rank}", "phone": f"06 39 98 01 0{rank}"} for rank in range(6)]
    assert learned(*own, *others) == []


def test_a_long_file_is_learned_in_little_memory() -> None:
    rows = [
        {"name": f"Durand{rank}", "phone": f"06 39 9{rank // 10000} {rank % 10000:04d}", "email": "a@b.exemple.fr"}
        for rank in range(3000)
    ]
    bare = [{"url": f"https://exemple.fr/{rank}"} for rank in range(3000)]
    names = ({**row, "name": name} for row, name in zip(rows, ("Moreau", "Roux", "Payet") * 1000, strict=True))
    assert learned(*names, *bare, held=50) == [("email", "a@b.exemple.fr")]
