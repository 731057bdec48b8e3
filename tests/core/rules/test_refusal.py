"""The words of ads that refuse agencies, and the look-alikes that do not."""

import csv
import json
import tomllib
from itertools import chain
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.rules.refusal import LONGEST_QUOTE, is_between_private, refusal
from core.rules.refusal_hints import REMEMBERED, hints
from core.sources.tables.mojibake import mended
from tests.tables import table

REFUSALS = (
    "Agences s’abstenir",
    "Agences s'abstenir.",
    "Agence s,abstenir",
    "AGENCE S ABSTENIR",
    "AGENCES   S`ABSTENIR !!!",
    "agences sabstenir",
    "Agencess'abstenir",
    "agencesabstenir",
    "Agences... s'abstenir",
    "AGENCES\nS'ABSTENIR",
    "Agences : s'abstenir.",
    "Agences et curieux s'abstenir...",
    "Curieux et agences s'abstenir",
    "Agences, curieux, s'abstenir svp",
    "agence immobilière vous abstenir svp",
    "Agences immobilières et mandataires, merci de vous abstenir",
    "Agences, merci de bien vouloir vous abstenir",
    "Les agences sont priées de s'abstenir",
    "Merci aux agences de s'abstenir",
    "Agents immobiliers s'abstenir",
    "Agences s'abtenir",
    "Agences abstenez-vous",
    "S'abstenir agences",
    "S'abstenir : agences et mandataires",
    "Abstenez-vous les agences",
    "Intermédiaires s'abstenir",
    "Professionnels s'abstenir",
    "Professionnels de l'immobilier s'abstenir",
    "Pros s'abstenir",
    "Marchands de biens s'abstenir",
    "Démarcheurs s'abstenir",
    "Agences passez votre chemin",
    "agences, passez votre chemin",
    "Agences : merci de passer votre chemin",
    "Les agences doivent passer leur chemin",
    "agences passer leur chemin",
    "Professionnels passez votre chemin",
    "Passez votre chemin les agences",
    "Si vous êtes une agence, passez votre chemin",
    "pas d'agence",
    "PAS D’AGENCE, MERCI",
    "pas d agences svp",
    "pas dagence",
    "pasdagence",
    "Pas d'agences immobilières",
    "Pas d'agent immobilier",
    "Pas de mandataire",
    "pas de professionnels",
    "Aucune agence",
    "Ni agence, ni intermédiaire",
    "Non aux agences",
    "Stop agences",
    "Agences non merci",
    "Agences : non merci !",
    "Agences exclues",
    "Agences strictement interdites",
    "Agences, ne pas appeler",
    "Agences merci de ne pas me contacter",
    "Merci aux agences de ne pas appeler",
    "Agences ne me contactez pas",
    "Agence inutile de téléphoner",
    "Agences, pas la peine d'appeler",
    "Inutile de me contacter pour les agences",
    "Interdit aux agences",
    "Je refuse les agences",
    "Je ne souhaite pas être contacté par des agences",
    "Nous ne voulons pas d'agence",
    "Je ne veux pas passer par une agence",
    "Je ne réponds pas aux agences",
    "Je ne travaille pas avec les agences immobilières",
    "Je n'ai pas besoin d'agence",
    "Pas de réponse aux agences",
    "Sauf agences",
    "no agency",
    "No agencies please",
    "No real estate agents",
    "Agents please refrain",
    "démarchage refusé",
    "Démarchage interdit",
    "Tout démarchage commercial est refusé.",
    "Tout démarchage sera ignoré",
    "Pas de démarchage, merci",
    "Pas de demarchage",
    "Pas de démarchage téléphonique",
    "Aucun démarchage",
    "Stop démarchage",
    "Non au démarchage",
    "Je refuse tout démarchage commercial",
    "Opposé au démarchage",
    "Merci de ne pas me démarcher",
    "Agences . . . s'abstenir",
    "Je ne souhaite pas être démarché",
    "Je n'accepte pas le démarchage",
    "𝗔𝗴𝗲𝗻𝗰𝗲𝘀 𝘀'𝗮𝗯𝘀𝘁𝗲𝗻𝗶𝗿",
    "Démarchage non merci".replace("é", "e\u0301"),
)

LOOK_ALIKES = (
    "",
    "Belle maison lumineuse, proche écoles.",
    "Honoraires d’agence à la charge du vendeur",
    "Frais d'agence à la charge de l'acquéreur",
    "Prix FAI (Frais d'Agence Inclus)",
    "PAS DE FRAIS D'AGENCE.,Curieux s'abstenir",
    "Pas de frais d'agence, curieux s'abstenir",
    "Pas de frais d'agence ! Curieux s'abstenir",
    "Aucuns frais d'agence. Curieux et touristes s'abstenir",
    "Aucune commission d'agence, curieux s'abstenir",
    "Sans frais d'agence",
    "Vente sans agence, curieux s'abstenir",
    "Prix hors agence, curieux s'abstenir",
    "Vendu par agence. Curieux s'abstenir",
    "Bien vendu par agence, curieux s'abstenir",
    "pas sérieux s’abstenir",
    "Curieux s’abstenir",
    "Personnes non sérieuses s'abstenir",
    "Plaisantins, passez votre chemin",
    "Proche agence postale",
    "Pas d'agence postale au village",
    "Proche agence postale, curieux s'abstenir",
    "aucune agence bancaire dans le bourg",
    "construction adaptée au terrain, pas d'intermédiaire, profitez des taux",
    "Nous ne sommes pas une agence",
    "Agences acceptées",
    "Agences bienvenues",
    "Agence familiale proche et à l'écoute de ses clients",
    "Plans et permis consultables à notre agence.",
    "Notre agence vous attend, curieux s'abstenir",
    "Cuisine agencée, sans vis-à-vis",
    "Pas de travaux, cuisine agencée",
    "Bel agencement, aucune perte de place",
    "Je ne veux pas payer de frais d'agence",
    "Pas de démarches à prévoir",
    "Aucune démarche administrative",
    "Bon marché, pas de marchandage",
    "Idéal professionnels, curieux s'abstenir",
    "Idéal marchand de biens, curieux s'abstenir",
    "Non professionnels s'abstenir",
    "Locaux commerciaux, curieux s'abstenir",
    "Pas de professionnel de santé dans la commune",
    "Idéal profession libérale, pas de vis-à-vis",
    "Agent absent le lundi",
    "Immobilier ancien, pas de travaux",
    "Vente de particulier à particulier",
    "Annonceur n’acceptant pas le démarchage",
)


PHRASES = [
    tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parents[2] / "files" / "phrases").glob("*.toml"))
]
"""What the grammar was written with, and what was written before it to try it."""
SAID = [*chain.from_iterable(part["refusals"] for part in PHRASES)]
UNHEARD = [*chain.from_iterable(part.get("unheard", ()) for part in PHRASES)]
"""What is not heard yet: known, so that it is not taken for granted."""
UNSAID = [*chain.from_iterable(part["look_alikes"] for part in PHRASES)]


@table("text", [text for text in SAID if mended(text) == text])
def test_a_refusal_is_heard_in_whatever_words(text: str) -> None:
    assert refusal(text)
    assert "&" in text or refusal(text.upper())


@table("text", UNHEARD)
def test_what_is_not_heard_yet_is_known(text: str) -> None:
    assert refusal(text) is None, "heard at last: it belongs with the others"


@table("text", UNSAID)
def test_what_only_sounds_like_a_refusal_is_none(text: str) -> None:
    assert refusal(text) is None


@table("text", REFUSALS)
def test_a_refusal_is_heard(text: str) -> None:
    assert refusal(text)


@table("text", LOOK_ALIKES)
def test_a_look_alike_is_not_a_refusal(text: str) -> None:
    assert refusal(text) is None


@table("text", REFUSALS)
def test_case_accents_and_neighbours_do_not_count(text: str) -> None:
    plain = text.replace("é", "e").replace("è", "e").replace("ê", "e")
    assert refusal(text.upper())
    assert refusal(plain)
    assert refusal(f"Maison de 120 m², jardin clos. {text} Visites le samedi")
    assert refusal(f"À voir !\n{text}\n06 39 98 00 00")


def test_the_quote_is_as_written() -> None:
    assert refusal("Jolie vue, belle œuvre. Noyarey-Agence  s,abstenir car relation") == "Agence s,abstenir"
    assert refusal("Garage.\nTout démarchage commercial est refusé.") == "démarchage commercial est refusé"


def test_a_long_quote_is_cut() -> None:
    spread = "Agences immobilières, agents commerciaux, mandataires, intermédiaires, promoteurs, démarcheurs s'abstenir"
    quote = refusal(spread)
    assert quote is not None
    assert len(quote) == LONGEST_QUOTE
    assert quote.endswith("…")


def test_a_number_is_not_quoted() -> None:
    assert refusal("ne pas appeler le 06 39 98 00 12 pour un mandat, agences s'abstenir") == "agences s'abstenir"
    assert refusal("Agences, 06 39 98 00 12 = non merci") == "Agences, … = non merci"


@table(
    "words", ["professionnels et ", "pas de ", "curieux s'abstenir, ", "a b ", "06 39 98 ", "agencements ", "<", "aaaa"]
)
def test_a_cell_of_any_length_is_read_to_its_end(words: str) -> None:
    assert refusal(words * 5_000) is None
    assert refusal(f"{words * 5_000}. Agences s'abstenir") == "Agences s'abstenir"


def test_the_words_of_a_refusal_are_noticed_among_any_number_of_others() -> None:
    assert hints(" ".join(f"mot{rank}" for rank in range(REMEMBERED + 1))) == []
    assert hints("maison calme") == []
    assert hints("maison AGENCE calme") == ["agence"]
    assert hints("maison 𝗔𝗴𝗲𝗻𝗰𝗲 calme") == [""]


@table(
    "text, private",
    [
        ("Particuliers uniquement", True),
        ("Vente directe uniquement", True),
        ("De particulier à particulier exclusivement", True),
        ("Particuliers uniquement, agences s'abstenir", False),
        ("Ne plus appeler", False),
        ("Particulier", False),
        ("Villa", False),
    ],
)
def test_a_sale_between_private_persons_is_told_from_any_other_refusal(text: str, private: bool) -> None:
    assert is_between_private(text) is private


def test_real_phrases(corpus: Path) -> None:
    phrases = json.loads((corpus / "refusal" / "phrases_refus_exemples.json").read_text(encoding="utf-8"))
    assert len(phrases) == 12
    for phrase in phrases:
        assert (refusal(phrase["text"]) is not None) == phrase["refuses_canvassing"], phrase["text"]


def test_a_supplier_file(corpus: Path) -> None:
    with (corpus / "leads" / "pige_fournisseur_cp1252.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    words = rows[1].index("Texte de l'annonce")
    refusing = [row for row in rows[2:] if refusal(row[words])]
    assert len({row[0] for row in refusing}) == 20
    assert len(refusing) == 21


@given(before=st.text(), after=st.text(), phrase=st.sampled_from(REFUSALS))
def test_no_text_breaks_it(before: str, after: str, phrase: str) -> None:
    refusal(before)
    refusal(before + phrase + after)


@given(noise=st.text(alphabet="abcdefg xyz,é. \n", max_size=60), phrase=st.sampled_from(REFUSALS))
def test_a_sentence_of_its_own_is_always_heard(noise: str, phrase: str) -> None:
    assert refusal(f"{noise}.\n{phrase}. {noise}")


@table(
    "text, refuses",
    [
        ("Ne m'appelez plus monsieur, appelez-moi Paul", False),
        ("Ne m’appelez pas Madame, appelez-moi Inès", False),
        ("Ne m'appelez plus monsieur, merci", True),
        ("Ne m'appelez plus, appelez-moi un chat", True),
        ("Ne m'appelez plus monsieur, appelez-moi Paul. Agences s'abstenir", True),
    ],
)
def test_how_somebody_wants_to_be_named_is_no_refusal(text: str, refuses: bool) -> None:
    assert (refusal(text) is not None) == refuses
