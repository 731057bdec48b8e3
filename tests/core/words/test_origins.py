"""The proof of a page in words: how it came, what let it be read, where each value stands in it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.model.lead import OriginPage
from core.words.origins import page_pairs
from tests.tables import table

AT = datetime(2026, 11, 24, 10, 38, tzinfo=ZoneInfo("Europe/Paris"))
PLACES = (
    ("price", "données de la page : a.b"),
    ("area", "données de la page : a.c"),
    ("town", "page affichée : texte"),
)


def proof(way: str, status: int | None, robots: str, terms: str, answered: date | None = None) -> OriginPage:
    return OriginPage(
        way, AT, status, "3fa9" * 16, robots, terms, answered, "Claire Moreau" if answered else "", PLACES
    )


@table(
    "one, page, permission",
    [
        (
            proof("web", 200, "allowed", "allowed", date(2026, 11, 20)),
            "demandée au site le 24/11/2026 à 10\u00a0h\u00a038, réponse 200",
            "robots.txt la permet, conditions du site lues par Claire Moreau le 20\u00a0novembre 2026\u202f: permis",
        ),
        (
            proof("web", 200, "none", "allowed"),
            "demandée au site le 24/11/2026 à 10\u00a0h\u00a038, réponse 200",
            "le site n’a pas de robots.txt",
        ),
        (
            proof("mail", None, "", "unread"),
            "reçue par e-mail le 24/11/2026 à 10\u00a0h\u00a038",
            "conditions du site pas encore lues",
        ),
        (
            proof("mhtml", None, "", "refused"),
            "enregistrée depuis un navigateur le 24/11/2026 à 10\u00a0h\u00a038",
            "le site refuse d’être relevé",
        ),
        (proof("json", None, "", ""), "enregistrée depuis un navigateur le 24/11/2026 à 10\u00a0h\u00a038", ""),
    ],
)
def test_a_page_says_how_it_came_and_what_let_it(one: OriginPage, page: str, permission: str) -> None:
    told = dict(page_pairs(one))
    assert (told["Page"], told.get("Permission", "")) == (page, permission)
    assert told["Lu dans"] == "données de la page (prix, surface), page affichée (commune)"
    assert told["Empreinte de la page"] == "3fa93fa93fa9"
