"""The words of ads that refuse agencies, and the look-alikes that do not."""

import csv
import json
from itertools import chain
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.base.mojibake import mended
from core.refusals.detection import OptOut, heard, refusing_words
from core.refusals.grammar import LONGEST_QUOTE
from core.refusals.prefilter import REMEMBERED, hints
from tests.ear import lists
from tests.lengths import some
from tests.tables import table
from tests.texts import ANY

PHRASES = lists()
"""What the grammar was written with, and what was written before it to try it."""
REFUSALS = next(part["refusals"] for part in PHRASES if "Agencess'abstenir" in part["refusals"])
SAID = [*chain.from_iterable(part["refusals"] for part in PHRASES)]
SHOUTED = frozenset(some(SAID, of=8))
UNHEARD = [*chain.from_iterable(part.get("unheard", ()) for part in PHRASES)]
"""What is not heard yet: known, so that it is not taken for granted."""
MISHEARD = [*chain.from_iterable(part.get("misheard", ()) for part in PHRASES)]
"""What is heard though nobody refuses: known as well, and few beside the others."""
UNSAID = [*chain.from_iterable(part["look_alikes"] for part in PHRASES)]


@table("text", some([text for text in SAID if mended(text) == text], of=2))
def test_a_refusal_is_heard_in_whatever_words(text: str) -> None:
    assert refusing_words(text)
    assert "&" in text or text not in SHOUTED or refusing_words(text.upper())


@table(
    "text",
    [
        *("Refus agence oui", "Refus agence : oui", "Stop agence oui", "Opposition agence OUI", "Pas d'agence x"),
        *("Je n'accepterai aucune autre agence", "Aucune autre agence ne doit m'appeler", "aucun autre appel svp"),
        *("aucune autre sollicitation ne sera acceptée", "Ne vendez pas mon numéro aux agences"),
        *("Ne veut plus d'agence, a changé d'avis", "Il ne veut plus être appelé, il a changé d'avis"),
        *("désabonné du site, ne veut plus rien recevoir", "désinscrit du service commercial"),
        *("Pas d'agence le matin ni le soir", "pas d'agences avant 6 mois", "NPA av Foch", "bloctel, N° 1234"),
        "N'est pas sur la liste rouge mais refuse les appels",
    ],
)
def test_what_stands_around_a_refusal_does_not_hide_it(text: str) -> None:
    assert refusing_words(text)


@table("text", UNHEARD)
def test_what_is_not_heard_yet_is_known(text: str) -> None:
    assert not refusing_words(text), "heard at last: it belongs with the others"


@table("text", MISHEARD)
def test_what_is_heard_wrongly_is_known(text: str) -> None:
    assert refusing_words(text), "no longer heard: it belongs with the look-alikes"


def test_what_is_wrong_is_rare() -> None:
    assert len(UNHEARD) < 0.03 * len(SAID)
    assert len(MISHEARD) < 0.02 * len(UNSAID)


@table("text", some(UNSAID, of=2))
def test_what_only_sounds_like_a_refusal_is_none(text: str) -> None:
    assert not refusing_words(text)


@table("text", REFUSALS)
def test_case_accents_and_neighbours_do_not_count(text: str) -> None:
    plain = text.replace("é", "e").replace("è", "e").replace("ê", "e")
    assert refusing_words(text.upper())
    assert refusing_words(plain)
    assert refusing_words(f"Maison de 120 m², jardin clos. {text} Visites le samedi")
    assert refusing_words(f"À voir !\n{text}\n06 39 98 00 00")
    assert refusing_words(f"Luc, l.besson@exemple.fr {text}")


def test_the_quote_is_as_written() -> None:
    assert refusing_words("Jolie vue, belle œuvre. Noyarey-Agence  s,abstenir car relation") == "Agence s,abstenir"
    assert refusing_words("Garage.\nTout démarchage commercial est refusé.") == "démarchage commercial est refusé"


def test_a_long_quote_is_cut() -> None:
    spread = "Agences immobilières, agents commerciaux, mandataires, intermédiaires, promoteurs, démarcheurs s'abstenir"
    quote = refusing_words(spread)
    assert len(quote) == LONGEST_QUOTE
    assert quote.endswith("…")


def test_a_number_is_not_quoted() -> None:
    assert refusing_words("ne pas appeler le 06 39 98 00 12 pour un mandat, agences s'abstenir") == "agences s'abstenir"
    assert refusing_words("Agences, 06 39 98 00 12 = non merci") == "Agences, … = non merci"


@table(
    "words", ["professionnels et ", "pas de ", "curieux s'abstenir, ", "a b ", "06 39 98 ", "agencements ", "<", "aaaa"]
)
def test_a_cell_of_any_length_is_read_to_its_end(words: str) -> None:
    assert not refusing_words(words * 5_000)
    assert refusing_words(f"{words * 5_000}. Agences s'abstenir") == "Agences s'abstenir"


def test_the_words_of_a_refusal_are_noticed_among_any_number_of_others() -> None:
    assert hints(" ".join(f"mot{rank}" for rank in range(REMEMBERED + 1))) == ()
    assert hints("maison calme") == ()
    assert hints("maison AGENCE calme") == ("agence",)
    assert set(hints("maison/AGENCE.htm calme@mandataire.fr ici")) == {"agence.htm", "mandataire.fr"}
    assert hints("maison 𝗔𝗴𝗲𝗻𝗰𝗲 calme") == ("",)
    assert set(hints("pas de pro, ni pros : ma prose, mon lapro, non ; canon")) == {"pro,", "pros", "non"}


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
    refusal = heard(text)
    assert (isinstance(refusal, OptOut) and refusal.private) is private


def test_real_phrases(corpus: Path) -> None:
    phrases = json.loads((corpus / "refusal" / "phrases_refus_exemples.json").read_text(encoding="utf-8"))
    assert len(phrases) == 12
    for phrase in phrases:
        assert bool(refusing_words(phrase["text"])) == phrase["refuses_canvassing"], phrase["text"]


def test_a_supplier_file(corpus: Path) -> None:
    with (corpus / "leads" / "pige_fournisseur_cp1252.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    words = rows[1].index("Texte de l'annonce")
    refusing = [row for row in rows[2:] if refusing_words(row[words])]
    assert len({row[0] for row in refusing}) == 20
    assert len(refusing) == 21


@given(before=st.text(ANY), after=st.text(ANY), phrase=st.sampled_from(REFUSALS))
def test_no_text_breaks_it(before: str, after: str, phrase: str) -> None:
    refusing_words(before)
    refusing_words(before + phrase + after)


@given(noise=st.text(alphabet="abcdefg xyz,é. \n", max_size=60), phrase=st.sampled_from(REFUSALS))
def test_a_sentence_of_its_own_is_always_heard(noise: str, phrase: str) -> None:
    assert refusing_words(f"{noise}.\n{phrase}. {noise}")


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
    assert bool(refusing_words(text)) == refuses
