"""What sounds like a refusal though the grammar finds none: asked often, and seldom for nothing."""

import tomllib
from pathlib import Path

from core.base.resources import resource
from core.rules.refusal_hints import hints
from core.sources.tables import hearing
from core.sources.tables.hearing import listened
from core.sources.tables.second_ear import sounds_refusing
from tests.ear import learn, taught
from tests.tables import table

FILES = Path(__file__).parents[3] / "files"
APART = tomllib.loads((FILES / "apart.toml").read_text("utf-8"))
ORDINARY = tomllib.loads((FILES / "ordinary.toml").read_text("utf-8"))
PHRASES = [tomllib.loads(file.read_text("utf-8")) for file in sorted((FILES / "phrases").glob("*.toml"))]


def counts(texts: list[str]) -> tuple[int, int]:
    """(heard as refusals, asked about)."""
    ears = [listened({0: text}) for text in texts]
    return sum(bool(one[0]) for one in ears), sum(bool(one[1]) for one in ears)


def test_what_was_kept_apart_is_heard_or_asked() -> None:
    heard, asked = counts(APART["refusals"])
    assert len(APART["refusals"]) == 218
    assert heard >= 140
    assert heard + asked >= 184
    wrong, doubted = counts(APART["look_alikes"])
    assert len(APART["look_alikes"]) == 216
    assert wrong <= 5
    assert doubted <= 13


def test_what_the_grammar_misses_of_its_own_phrases_is_asked() -> None:
    missed = [text for one in PHRASES for text in one.get("unheard", ()) if hints(text)]
    assert sum(map(sounds_refusing, missed)) >= 0.8 * len(missed) > 50
    free = [text for one in PHRASES for text in one["look_alikes"]]
    assert counts(free)[1] <= 0.01 * len(free)


def test_what_files_say_every_day_is_not_asked() -> None:
    assert counts(ORDINARY["tried"]) == (0, 0)
    assert counts(ORDINARY["learned"])[1] <= 3


def test_a_long_text_is_heard_sentence_by_sentence() -> None:
    ad = "Belle maison de village avec jardin, séjour lumineux et trois chambres à l'étage. " * 6
    said = "Je ne cherche pas de conseiller, je cherche un acheteur."
    assert not sounds_refusing(ad)
    assert sounds_refusing(f"{ad} {said} {ad}")


def test_one_word_is_never_asked_about() -> None:
    assert not any(map(sounds_refusing, ("Agence", "Professionnel", "Refus", "Mandataire", "", "06 39 98 00 01")))


def test_the_ear_knows_the_phrases_and_the_grammar_of_today() -> None:
    held, new = resource("refusals", "ear.bin").read_bytes(), learn(taught())
    assert len(held) == len(new)
    # The last figure of a logarithm may differ between machines.
    assert sum(one != other for one, other in zip(held, new, strict=True)) < 100, "python -m tests.ear"


@table(
    "cell", ["Je ne cherche pas de conseiller, je cherche un acheteur", "La réponse des agences, c'est encore vous ?"]
)
def test_a_cell_asked_about_is_asked_about_again(cell: str) -> None:
    assert listened({0: cell}) == listened({0: cell})
    assert (cell in hearing._QUIET) == (not listened({0: cell})[1])
