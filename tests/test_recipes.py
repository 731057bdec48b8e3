"""Each recipe of CONTRIBUTING names the files its change takes, and no other: those through which an old case of the
same kind goes. What it says stands in a file stands there."""

import ast
import re
from collections.abc import Iterator

from core.base.records import Struct
from core.model.letter import TODAY
from tests.tables import each
from tests.tree import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PLACE = re.compile(r"`((?:core|ui|resources|tests)/[\w/.-]+?)/?`")
STANDING = re.compile(r"`(\w+)`(?: and `(\w+)`)?\s+(?:of|in)\s+`([\w/]+\.py)`")


class Recipe(Struct, frozen=True):
    """``old``: a pattern of what an old case is called, in texts and in names of files; ``rooms``: where it is looked
    for; ``elsewhere``: what names the case for a reason of its own; ``besides``: what every change of the kind takes,
    where no old case is named."""

    title: str
    old: str
    rooms: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()


RECIPES = (
    Recipe(
        "A field of a property",
        r"""[.\"' ]rooms\b(?! of)""",
        ("core", "resources/sites", "resources/papers"),
        (
            *("core/sources/pages/", "core/rules/", "core/words/offers.py", "core/actions/intake/offering.py"),
            *("core/actions/intake/merging.py", "core/actions/leads/comparing.py"),
            *("core/actions/intake/merge_history.py", "core/sources/columns/header.py"),
            *("core/sources/columns/plausibility.py", "core/sources/columns/shapes.py"),
            "core/sources/columns/columns.py",
        ),
        (
            "core/actions/leads/exporting.py",
            "resources/locale",
            "tests/core/records",
            "core/store/engine/migrations.py",
        ),
    ),
    Recipe(
        "A listing site",
        "entreparticuliers",
        ("core", "ui", "resources", "tests"),
        ("resources/sites/columns.toml", "tests/test_recipes.py"),
    ),
    Recipe(
        "An outcome of a call", r"\b(?:NO_ANSWER|no_answer)\b", ("core", "ui", "resources"), (), ("resources/locale",)
    ),
    Recipe(
        "A paragraph of the letter",
        rf"\b{TODAY.letter}\b(?!, …)",
        ("core", "resources/letters", "tests/core/notices"),
    ),
    Recipe(
        "A new rule of law",
        "HOURS_WEEKEND|hours_weekend",
        ("core", "resources/law", "tests/oracle"),
        (),
        (
            *("core/rules/duties.py", "core/rules/titles.py", "tests/oracle/law.py", "tests/core/rules"),
            *("tests/core/words", "tests/test_recipes.py"),
        ),
    ),
)
"""The cases followed: a field, a site, an outcome, the letter of today, a rule about hours."""


def section(title: str) -> str:
    """Return what stands under a heading."""
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def named(recipe: Recipe) -> set[str]:
    """Return the files and folders that a recipe names, by path from the root; `timing.py` beside its folder too."""
    text = section(recipe.title)
    beside = {
        f"{place}/{name}"
        for place in ("core/rules", "tests/oracle")
        for name in re.findall(r"`(\w+\.py)`", text)
        if (ROOT / place / name).is_file()
    }
    return beside | set(PLACE.findall(text.replace("<site>", "entreparticuliers")))


def taken(recipe: Recipe) -> Iterator[str]:
    """Yield the files that name an old case, or are named by it."""
    for room in recipe.rooms:
        for path in sorted((ROOT / room).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix not in (".py", ".toml", ".txt", ".html") or name.startswith(recipe.elsewhere):
                continue
            if re.search(recipe.old, name) or re.search(recipe.old, path.read_text("utf-8", errors="replace")):
                yield name


def defined(file: str) -> set[str]:
    """Return the names that a file gives to something at its top."""
    body = ast.parse((ROOT / file).read_text("utf-8")).body
    return {getattr(node, "name", "") for node in body} | {
        name.id
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }


def faults(recipe: Recipe) -> list[str]:
    """Return each file that the change takes and the recipe does not name, or the other way round."""
    files, places = set(taken(recipe)), named(recipe)
    within = {file: [place for place in places if file == place or file.startswith(f"{place}/")] for file in files}
    useful = {place for found in within.values() for place in found} | set(recipe.besides)
    unnamed = [f"{file} is not named" for file, found in within.items() if not found]
    return [*unnamed, *(f"{place} is named for nothing" for place in places - useful)]


def test_each_recipe_names_the_files_it_takes_and_no_other() -> None:
    each(RECIPES, lambda recipe: _holds(faults(recipe)))


def _holds(wrong: list[str]) -> None:
    assert wrong == []


def test_a_file_that_lacks_or_is_too_many_is_told() -> None:
    outcome = next(one for one in RECIPES if one.title == "An outcome of a call")
    assert faults(Recipe(outcome.title, "class Listing\\b", ("core/records",), (), outcome.besides)) == [
        "core/records/listing.py is not named",
        "core/model/opposing.py is named for nothing",
    ]


def test_what_a_recipe_says_stands_in_a_file_stands_there() -> None:
    told = [(name, file) for first, second, file in STANDING.findall(TEXT) for name in (first, second) if name]
    assert len(told) > 12
    assert [f"{name} of {file}" for name, file in told if name not in defined(file)] == []
    assert "CallOutcome" in defined("core/model/opposing.py") and "Nobody" not in defined("core/model/opposing.py")
