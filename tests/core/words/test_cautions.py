"""Words that touch somebody's private life are warned of, and those of a property are not."""

import tomllib

from core.base.resources import resource
from core.words.cautions import note_caution, private_words, tag_caution
from tests.tables import table

HEALTH, FAMILY, DEATH, PARTED = "la santé", "la famille", "un décès", "une séparation"
MONEY, FAITH, OPINION, ORIGIN, JUSTICE = (
    "l’argent ou les dettes", "la religion", "les opinions", "l’origine", "la justice",
)  # fmt: skip


@table(
    "typed, theme, word",
    [
        ("Madame est MALADE, rappeler", HEALTH, "MALADE"),
        ("sort de chimiothérapie", HEALTH, "chimiothérapie"),
        ("hospitalisée jusqu’au 12", HEALTH, "hospitalisée"),
        ("elle est enceinte", HEALTH, "enceinte"),
        ("il part en EHPAD", HEALTH, "EHPAD"),
        ("en fauteuil roulant", HEALTH, "fauteuil roulant"),
        ("son mari décide", FAMILY, "mari"),
        ("Ses enfants sont partis", FAMILY, "enfants"),
        ("vend après le deces de la tante", DEATH, "deces"),
        ("succession", DEATH, "succession"),
        ("M. est veuf.", DEATH, "veuf"),
        ("divorce en cours", PARTED, "divorce"),
        ("Ils se séparent", PARTED, "se séparent"),
        ("endetté, pressé", MONEY, "endetté"),
        ("au chômage", MONEY, "chômage"),
        ("très catholiques", FAITH, "catholiques"),
        ("famille musulmane", FAITH, "musulmane"),
        ("vote pour l’extrême droite", OPINION, "vote pour"),
        ("délégué syndiqué", OPINION, "syndiqué"),
        ("d’origine portugaise", ORIGIN, "d’origine portugaise"),
        ("un couple de Roumains", ORIGIN, "Roumains"),
        ("sort de prison", JUSTICE, "prison"),
        ("garde à vue", JUSTICE, "garde à vue"),
        ("couple homosexuel", "la vie intime", "homosexuel"),
        ("un vrai con", "insulte", "con"),
        ("vieille folle", "insulte", "folle"),
        ("« l’infirme » du 3e", HEALTH, "l’infirme"),
    ],
)
def test_what_touches_the_life_of_a_person_is_found(typed: str, theme: str, word: str) -> None:
    assert (word, theme) in private_words(typed)


@table(
    "typed",
    [
        "",
        "Trois chambres, parquet d’origine, mur d’enceinte",
        "Accès handicapé, douche handicapé",
        "Chambres d’enfants à l’étage, cuisine séparée",
        "Proche école catholique, boucherie, maison de santé",
        "Porte condamnée, sol en terre battue",
        "Piscine enterrée, garage séparé, condition suspensive",
        "Deux clés chez le gardien. Pas libre avant le 12 mars.",
        "Plusieurs vendeurs, deux vendeurs, vend avant le 3/12",
        "Terrasse plein sud, façade en noir et blanc",
        "Rappeler lundi à 10 h 30, demande une estimation",
        "local à ordures ménagères, conduit, conseil syndical",
        "prix conforme, mandat exclusif, honoraires vendeur",
    ],
)
def test_what_is_said_of_a_property_is_not(typed: str) -> None:
    assert private_words(typed) == []


def test_each_word_is_told_once_and_in_order() -> None:
    found = private_words("divorce, puis malade, et divorce")
    assert [word for word, _theme in found] == ["divorce", "malade"]
    [parted, _ill] = found
    assert note_caution(*parted).startswith("«\u202fdivorce\u202f» touche à une séparation.")
    assert tag_caution(*parted).endswith("choisissez un mot sur le bien ou le suivi.")
    [rude] = private_words("radin")
    assert "peut blesser" in note_caution(*rude)


def test_the_list_has_each_theme_once_and_no_word_twice() -> None:
    read = tomllib.loads(resource("law", "words", "private.toml").read_text(encoding="utf-8"))["theme"]
    names = [one["name"] for one in read]
    words = [word for one in read for word in one["says"]]
    assert len(names) == len(set(names)) == 11
    assert len(words) == len(set(words)) > 150
