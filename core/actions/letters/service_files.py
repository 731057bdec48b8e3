"""The files that a posting service takes, by its profile: the letters, and their addresses in columns that never change
place. What a service could not print or address is held, with the reason."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

from core.actions.common.files import write_whole
from core.base.countries import country_of
from core.base.postal_lines import LIMIT, postal_lines
from core.model.letter import LetterFacts
from core.model.mail_service import MailProfile
from core.model.print_run import WhyLeft
from core.notices.binding import page_count
from core.notices.render import render, write_batch
from core.notices.sheet import address_lines

ADDRESSES, LETTERS, LIST = "adresses.csv", "lettres.pdf", "liste.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SHEET = 2
"""Pages of a letter, front and back, as Maileva cuts one file."""


class Addressed(NamedTuple):
    """A letter, its address by parts, and its PDF, drawn away from the edges. ``above``: flat and building;
    ``envelope``: the number of the one it travels in, which the letters of one household share."""

    facts: LetterFacts
    name: str
    above: str
    flat: str
    building: str
    street: str
    place: str
    town: str
    country: str
    pdf: bytes
    envelope: int = 1


Columns = Callable[[Addressed, int], Sequence[object]]
"""The cells of a letter, of its place in the files from 0."""


def addressed(facts: LetterFacts, envelope: int = 1) -> Addressed:
    """Return a letter with its address by parts (NF Z 10-011)."""
    name, *rest = address_lines(facts)
    pdf = render(facts, inside=True).pdf
    country = country_of(facts.address, facts.town)
    if country is not None:
        street, town, *between = rest[0], rest[-2] if len(rest) > 2 else "", *rest[1:-2]
        return Addressed(facts, name, "", "", "", street, " ".join(between), town, country.line, pdf, envelope)
    lines = postal_lines(facts.address, facts.postcode, facts.town)
    above = ", ".join(filter(None, (lines.flat, lines.building)))
    return Addressed(facts, name, above, *lines, "FRANCE", pdf, envelope)


def _maileva(one: Addressed, place: int) -> Sequence[object]:
    start = SHEET * place + 1
    lines = ("", one.name, one.above, one.street, one.place, one.town)
    return (one.facts.reference, *lines, "FR", start, start + SHEET - 1)


def _merci_facteur(one: Addressed, _place: int) -> Sequence[object]:
    facts = one.facts
    code, _space, town = one.town.partition(" ")
    person = (facts.last_name, facts.first_name) if facts.last_name else (one.name, "")
    civility = facts.civility if facts.last_name and len(facts.civility) <= _WIDTHS[0] else ""
    return (civility, *person, "", one.street, one.above, one.place, code, town, "France")


def _other(one: Addressed, _place: int) -> Sequence[object]:
    parts = (one.name, one.flat, one.building, one.street, one.place, one.town, one.country, one.envelope)
    return (one.facts.reference, f"{one.facts.reference}.pdf", *parts)


COLUMNS: Mapping[MailProfile, tuple[Sequence[str], Columns]] = {
    MailProfile.MAILEVA: (
        (
            *("custom_id", *(f"address_line_{line}" for line in range(1, 7))),
            *("country_code", "start_page", "end_page"),
        ),
        _maileva,
    ),
    MailProfile.MERCI_FACTEUR: (
        ["civilite", "nom", "prenom", "societe", "adresse1", "adresse2", "adresse3", "cp", "ville", "pays"],
        _merci_facteur,
    ),
    MailProfile.OTHER: (
        [
            "référence",
            "fichier",
            "destinataire",
            "appartement",
            "bâtiment",
            "voie",
            "lieu-dit",
            "commune",
            "pays",
            "pli",
        ],
        _other,
    ),
}
"""The columns of each profile, in their order, and what stands in them."""
_WIDTHS = (12, 70, 70, 90, 90, 90, 90, 12, 70, 70)
"""Characters that each column of Merci Facteur holds."""


def why_held(one: Addressed, profile: MailProfile) -> WhyLeft | None:
    """Return why a service cannot take a letter, None when it can."""
    if profile is MailProfile.OTHER:
        return None
    if one.country != "FRANCE":
        return WhyLeft.ABROAD
    cells = [str(cell) for cell in COLUMNS[profile][1](one, 0)]
    if profile is MailProfile.MERCI_FACTEUR:
        fits = all(len(cell) <= width for cell, width in zip(cells, _WIDTHS, strict=True))
        return None if fits else WhyLeft.LINES
    if page_count(one.pdf) != SHEET:
        return WhyLeft.PAGES
    return None if all(len(cell) <= LIMIT for cell in cells) else WhyLeft.LINES


def write_service_files(letters: Sequence[Addressed], profile: MailProfile, out: Path) -> list[Path]:
    """Write into a folder what a service takes, and return the files. Raises UserError of the disk."""
    head, cells = COLUMNS[profile]
    files = {ADDRESSES: _table(head, (cells(sheet, place) for place, sheet in enumerate(letters)))}
    if profile is MailProfile.MAILEVA:
        whole = BytesIO()
        write_batch([sheet.facts for sheet in letters], whole, inside=True)
        files[LETTERS] = whole.getvalue()
    else:
        files |= {f"{sheet.facts.reference}.pdf": sheet.pdf for sheet in letters}
    if profile is MailProfile.MERCI_FACTEUR:
        rows = (
            (place, sheet.facts.reference, f"{sheet.facts.reference}.pdf") for place, sheet in enumerate(letters, 1)
        )
        files[LIST] = _table(("ligne", "référence", "fichier"), rows)
    for name, content in files.items():
        write_whole(out / name, content)
    return [out / name for name in files]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(head)
    table.writerows([_plain(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
