"""The agency's own words: facts are printed as typed; promises, prices, haste and praise are refused with a reason."""

import pytest

from core.words.own_words import refused_words
from tests.tables import table

REASONS = {
    "acheteur": "Cette phrase promet un acheteur.",
    "presse": "Rien ne presse la personne.",
    "prix": "Un prix ou un résultat ne se promet pas",
    "prouver": "Il faudrait pouvoir le prouver.",
    "gratuit": "ne se dit que de ce qui ne coûte rien.",
    "officiel": "Votre lettre ne doit pas ressembler à un courrier officiel.",
    "appel": "Vous ne pouvez appeler qu’avec son accord.",
    "privé": "Ne touchez pas à sa vie privée",
    "autres": "Parlez de vous",
    "contact": "Les coordonnées sont déjà au bon endroit",
    "demandé": "La personne ne vous a rien demandé",
}
REFUSED = [
    *(
        (words, "acheteur")
        for words in (
            "J’ai un acheteur pour vous.",
            "Des acquéreurs attendent.",
            "Nous avons des CLIENTS POUR VOTRE BIEN.",
            "Votre maison est vendue d’avance.",
            "Nous avons déjà des clients.",
            "Un client qui cherche dans votre rue.",
        )
    ),
    *(
        (words, "presse")
        for words in (
            "C’est urgent.",
            "Faites vite.",
            "C’est votre dernière chance.",
            "Décidez avant qu’il ne soit tard.",
            "Répondez sans attendre.",
            "Une opportunité rare.",
            "N’attendez pas les derniers jours.",
            "Avant que les taux montent.",
        )
    ),
    *(
        (words, "prix")
        for words in (
            "Votre maison vaut 250 000 €.",
            "Vendu au meilleur prix.",
            "Résultat garanti.",
            "Votre bien est estimé à beaucoup.",
            "Une commission de 3 %.",
            "Nous vendons en trente jours.",
            "Un prix fort.",
            "200 000 euros au moins.",
        )
    ),
    *(
        (words, "prouver")
        for words in (
            "L’agence n° 1 d’Uzès.",
            "Le leader du secteur.",
            "La meilleure équipe.",
            "Les plus compétents.",
            "La première agence du Gard.",
            "Une agence labellisée.",
            "Cinq étoiles.",
            "Numéro un à Angers.",
        )
    ),
    *(
        (words, "gratuit")
        for words in (
            "Un service gratuit.",
            "La vente est gratuite.",
            "Un cadeau vous attend.",
            "L’estimation est écrite. Tout le reste est offert.",
            "Sans frais pour vous.",
            "Nos conseils sur la vente de votre maison et sur ses abords sont gratuits.",
        )
    ),
    *(
        (words, "officiel")
        for words in (
            "En lien avec la mairie.",
            "Un courrier officiel.",
            "Agréée par l’État.",
            "Votre notaire le dira.",
            "Un diagnostic obligatoire.",
            "Comme le veut la loi.",
            "Bloctel est fini.",
        )
    ),
    *(
        (words, "appel")
        for words in (
            "Je vous appellerai lundi.",
            "Nous vous contacterons.",
            "Je passerai vous voir.",
            "Nous vous rappellerons.",
            "Une visite surprise.",
            "Je peux passer chez vous.",
        )
    ),
    *(
        (words, "privé")
        for words in (
            "En cas de divorce ou de succession.",
            "Vos dettes ne sont pas un obstacle.",
            "Après un décès.",
            "Pour vos enfants.",
            "Une maladie, une séparation.",
        )
    ),
    *(
        (words, "autres")
        for words in (
            "Les autres agences attendent.",
            "Nos concurrents dorment.",
            "Contrairement aux agences en ligne.",
            "Vu sur leboncoin.",
            "Mieux que PAP.",
        )
    ),
    *(
        (words, "contact")
        for words in (
            "Appelez le 01 99 00 10 20.",
            "Écrivez à moi@exemple.fr.",
            "Voir www.exemple.fr.",
            "Tout est sur exemple.com.",
            "Sur https://exemple.",
            "Au +33 6 39 98 00 01.",
        )
    ),
    *(
        (words, "demandé")
        for words in (
            "Suite à notre échange.",
            "Comme convenu.",
            "Vous avez été sélectionnés.",
            "Vous avez gagné.",
            "À votre demande.",
        )
    ),
]
KEPT = (
    "Nous vendons à Angers depuis 1987.",
    "Notre bureau est place du Ralliement, ouvert le samedi matin.",
    "Une estimation gratuite.",
    "L’avis est écrit et gratuit.",
    "Le guide est offert.",
    "Nous visitons chaque bien à deux.",
    "Nous connaissons la rue des Mûriers, ses caves et ses jardins.",
    "Une visite dure une heure.",
    "Vous recevez nos chiffres par écrit.",
    "Nous sommes cinq.",
    "Chaque estimation cite les ventes de la rue.",
    "Nous parlons anglais.",
    "Une seule personne vous suit.",
    "Nous photographions le bien quand la lumière est bonne.",
    "L’agence est familiale depuis 1962.",
    "Nous écrivons un compte rendu après chaque visite.",
    "Nous mesurons chaque pièce.",
    "Le plan de la maison est à vous.",
    "Nous travaillons à pied, dans le centre.",
    "Le bureau est au 8 place aux Herbes.",
    "D’abord, l’écoute.",
    "Nous répondons par courrier.",
    "Nos honoraires sont affichés.",
    "Vingt-sept ventes nous ont appris ce quartier.",
    "Nous restons joignables le samedi.",
)


@table("typed, family", REFUSED)
def test_what_a_letter_may_not_say_is_told_with_its_reason(typed: str, family: str) -> None:
    refused = refused_words(typed, ("leboncoin", "PAP"))
    assert refused is not None
    assert REASONS[family] in refused.reason
    assert refused.words


@table("typed", KEPT)
def test_facts_are_printed_as_typed(typed: str) -> None:
    assert refused_words(typed, ("leboncoin", "PAP")) is None


def test_the_reason_follows_the_language_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = refused_words("Nous avons déjà des clients.")
    assert refused is not None
    monkeypatch.setenv("PREMIER_CONTACT_LANGUAGE", "en")
    assert refused.reason == "This sentence promises a buyer. Without a written search mandate it would mislead."
