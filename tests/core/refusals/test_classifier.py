"""What the ear says of words in which the grammar finds no refusal: surely one, perhaps one, or none."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from core.base.resources import resource
from core.refusals.classifier import BUCKETS
from core.refusals.detection import OptOut, PossibleOptOut, heard, refusing_words
from core.refusals.prefilter import hints
from core.sources.tables import hearing
from core.sources.tables.hearing import listened
from tests.ear import digests, learn, lists, phrases, taught
from tests.lengths import LONG, some
from tests.tables import table

FILES = Path(__file__).parents[2] / "files"
APART = tomllib.loads((FILES / "apart.toml").read_text("utf-8"))
ORDINARY = tomllib.loads((FILES / "ordinary.toml").read_text("utf-8"))
PHRASES = lists()


def counts(texts: Sequence[str]) -> tuple[int, int]:
    """(heard as refusals, asked about)."""
    ears = [listened({0: text}) for text in texts]
    return sum(bool(one[0]) for one in ears), sum(bool(one[1]) for one in ears)


def sounds_refusing(text: str) -> bool:
    """Only sounds like a refusal."""
    return isinstance(heard(text), PossibleOptOut)


def test_what_was_kept_apart_is_heard_or_asked() -> None:
    heard, asked = counts(APART["refusals"])
    assert len(APART["refusals"]) == 115
    assert heard >= 106
    assert heard + asked >= 112
    wrong, doubted = counts(APART["look_alikes"])
    assert len(APART["look_alikes"]) == 125
    assert wrong <= 1
    assert doubted <= 5


def test_what_the_grammar_misses_of_its_own_phrases_is_asked() -> None:
    missed = [text for one in PHRASES for text in one.get("unheard", ()) if hints(text)]
    assert sum(map(sounds_refusing, missed)) >= 0.75 * len(missed) > 25
    free = some([text for one in PHRASES for text in one["look_alikes"]], of=3)
    assert counts(free)[1] <= 0.01 * len(free)


def test_what_files_say_every_day_is_not_asked() -> None:
    assert counts(ORDINARY["tried"]) == (0, 0)
    assert counts(ORDINARY["learned"])[1] <= 3


def test_a_long_text_is_heard_sentence_by_sentence() -> None:
    ad = "Belle maison de village avec jardin, séjour lumineux et trois chambres à l'étage. " * 6
    said = "Je me charge de trouver mon acheteur moi-même, merci."
    assert heard(ad) is None
    assert heard(f"{ad} {said} {ad}")


@table(
    "told",
    [
        "M. disait ne plus vouloir être appelé, mais très poli",
        "Elle voulait surtout qu'on ne la rappelle plus, mais restait aimable",
        "Il souhaitait ne plus être contacté, mais merci d'avoir appelé",
        "Elle refusait toute agence mais a gardé ma carte",
        "Avait dit de ne plus l'appeler mais le collègue a rappelé",
        "Je pensais vendre seul et désormais j'exige qu'on ne m'appelle plus",
        "J'ai essayé de vendre avec vous, plus jamais d'agence",
        "Ce n'est pas que je vous déteste, mais pas d'agence",
    ],
)
def test_a_refusal_told_in_the_past_is_one(told: str) -> None:
    assert refusing_words(told)


@table(
    "told",
    [
        "disait pas d'agence, mais a changé d'avis",
        "On avait mis « pas d'agences » sur l'annonce, mais on l'a enlevé",
        "Marre des agences qui m'appellent sans arrêt, vous comprenez ?",
        "Pourquoi m'appeler alors que j'ai écrit pas d'agence ?",
    ],
)
def test_a_refusal_that_may_be_over_or_is_a_question_is_asked_about(told: str) -> None:
    assert listened({0: told})[:2] == ({}, {0: told})


def test_one_word_is_never_asked_about() -> None:
    assert not any(map(sounds_refusing, ("Agence", "Professionnel", "Refus", "Mandataire", "", "06 39 98 00 01")))


def test_the_ear_knows_the_phrases_and_the_grammar_of_today() -> None:
    """All the phrases, and what a share of them teaches; what all of them teach when it is asked for."""
    held, said = resource("refusals", "ear.bin").read_bytes(), phrases()
    known = digests(said, whole=LONG)
    assert held[BUCKETS + 1 :].startswith(known), "python -m tests.ear"
    assert len(learn(taught(said[:10]))) + len(digests(said[:1], whole=True)) == len(held)


@table(
    "text, quote",
    [
        ("06 39 98 00 41 - Les agences ne visiteront pas", "Les agences"),
        ("Nous ne sommes pas clients de vos services", "Nous ne sommes"),
        ("Nous sommes clients de vos services", None),
    ],
)
def test_what_is_surely_a_refusal_is_heard_without_the_grammar(text: str, quote: str | None) -> None:
    found = heard(text)
    assert (found is None) == (quote is None)
    if isinstance(found, OptOut):
        assert not found.by_rule and found.words.startswith(quote or "")


@table(
    "cell",
    ["Souhaite vendre seul", "Transaction directe exclusivement"],
)
def test_a_cell_asked_about_is_asked_about_again(cell: str) -> None:
    assert listened({0: cell}) == listened({0: cell})
    assert (cell in hearing._QUIET) == (not listened({0: cell})[1])
