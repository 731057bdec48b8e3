"""What is said of a file of leads: how many are in it, and who was left out."""

from collections.abc import Mapping

from core.base.i18n import n_
from core.base.screen_shapes import number


def left_out_words(left_out: Mapping[str, int]) -> list[str]:
    """Return one sentence for each reason for which somebody is not in a file."""
    n = left_out.get("opposed", 0)
    told = {"opposed": n_("{n} personne opposée laissée de côté.", "{n} personnes opposées laissées de côté.", n)}
    told["held"] = n_(
        "{n} fiche à comparer avec une personne opposée n’y est pas.",
        "{n} fiches à comparer avec une personne opposée n’y sont pas.",
        left_out.get("held", 0),
    )
    told["frozen"] = n_("{n} fiche gelée n’y est pas.", "{n} fiches gelées n’y sont pas.", left_out.get("frozen", 0))
    n = left_out.get("erased", 0)
    told["erased"] = n_("{n} personne effacée n’y est pas.", "{n} personnes effacées n’y sont pas.", n)
    return [words.format(n=number(left_out[why])) for why, words in told.items() if left_out.get(why)]


def exported_words(rows: int, file: str) -> str:
    """Return how many leads were written, and where."""
    words = n_("{n} prospect écrit dans «\u202f{file}\u202f».", "{n} prospects écrits dans «\u202f{file}\u202f».", rows)
    return words.format(n=number(rows), file=file)
