"""What is said of the pages read: those that gave no ad, one by one, and what was taken of the others."""

from pathlib import Path

from core.actions.intake import pages_given
from core.base.french import number
from core.base.i18n import N_, n_
from core.base.records import Struct
from core.model.batch import Report
from core.words.batches import left_out
from ui.widgets.lists.table_model import Cell


class PageRow(Struct, frozen=True):
    """One page that gave no ad, as listed. ``id``: its rank; ``code``: why, as :mod:`core.words.error_sentences`
    names it."""

    id: int
    page: str
    site: str
    said: str
    code: str


PARTS = (
    ("added", N_("{n} ajoutée"), N_("{n} ajoutées")),
    ("merged", N_("{n} déjà connue"), N_("{n} déjà connues")),
    ("opposed", N_("{n} opposée"), N_("{n} opposées")),
    ("rejected", N_("{n} rejetée"), N_("{n} rejetées")),
    ("blank", N_("{n} vide"), N_("{n} vides")),
)


def told(report: Report) -> str:
    """Return the result in words: « 35 annonces lues : 1 ajoutée, 2 opposées, 32 rejetées »; for a single ad not
    taken, the reason."""
    if report.read == 1 and report.rejects:
        return report.rejects[0].reason
    counts = [(report.parts[part], singular, plural) for part, singular, plural in PARTS]
    parts = [n_(singular, plural, count).format(n=number(count)) for count, singular, plural in counts if count]
    read = n_("{n} annonce lue", "{n} annonces lues", report.read).format(n=number(report.read))
    return f"{read} : {', '.join(parts)}." if parts else f"{read}."


def page_row(rank: int, page: pages_given.Page) -> PageRow:
    """Return the row of a page that gave no ad."""
    name = page.page if pages_given.is_address(page.page) else Path(page.page).name
    left = left_out(ad.left_out for ad in page.left)
    return PageRow(rank, name, page.site, f"{page.said} {left}".strip(), page.code)


def said_cell(row: PageRow) -> Cell:
    """Return why a page gave no ad."""
    return Cell(row.said, ink="wait", icon="warning")
