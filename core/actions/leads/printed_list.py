"""The list of leads on paper: what an agent takes along, with the reason of each light and what is to be done next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.base.i18n import _, n_
from core.base.screen_shapes import day, hour, number
from core.model.paper import Grid, Paper, Section

COLUMNS: Mapping[str, tuple[tuple[str, ...], float]] = {
    "Nom": (("Nom", "Téléphone", "E-mail"), 0.23),
    "Bien": (("Adresse", "Code postal", "Commune", "Bien", "Prix"), 0.23),
    "Feu": (("Feu", "Raison du feu"), 0.26),
    "Prochaine étape": (("Prochaine étape", "Échéance"), 0.16),
    "Provenance": (("Provenance", "Affecté à", "Étiquettes"), 0.12),
}
"""Heading on paper → the headings of the file whose cells stand there, one a line, and the share of the width."""


def printed_list(
    headings: Sequence[str], rows: Sequence[Sequence[str]], left_out: Sequence[str], *, agency: str, by: str,
    at: datetime,
) -> Paper:  # fmt: skip
    """Return the paper. ``rows``: cells under ``headings``; ``left_out``: who is not in it, in words."""
    count = n_("{n} prospect", "{n} prospects", len(rows)).format(n=number(len(rows)))
    when = _("{day} à {hour}").format(day=day(at.date()), hour=hour(at))
    words = _(
        "Liste du {when}, {count}, imprimée par {user}. Sans les personnes opposées. À détruire après usage."
    ).format(when=when, count=count, user=by)
    lights = _("Le feu et sa raison sont ceux du {when}\u202f: un numéro imprimé n’est pas un droit d’appeler.")
    grid = Grid(
        tuple(_(column) for column in COLUMNS),
        tuple(share for _parts, share in COLUMNS.values()),
        tuple(_cells(dict(zip(headings, row, strict=True))) for row in rows),
    )
    notice = " ".join([words, *left_out])
    section = Section(count, (lights.format(when=when),), grid)
    return Paper("list", _("Liste de prospects, à détruire après usage"), agency, at.date(), notice, (section,))


def _cells(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple("\n".join(filter(None, (row[part] for part in parts))) for parts, _share in COLUMNS.values())
