"""What the persons of a file may be reached by, in French, and what of it was not read."""

from collections.abc import Iterator, Sequence

from core.base.french import number
from core.base.i18n import _, n_
from core.model.batch import Coverage
from core.model.channel import Channel

SHOWN = 6
"""Columns left aside that are named with one of their cells."""


def reach(found: Coverage) -> str:
    """Return « 12 personnes : 10 avec un téléphone, 4 avec un e-mail, 8 avec une adresse. » and, when there is no
    address, that no letter is possible; empty when nobody was taken."""
    if not found.people:
        return ""
    people = n_("{n} personne", "{n} personnes", found.people).format(n=number(found.people))
    words = _("{people}\u202f: {phone} avec un téléphone, {email} avec un e-mail, {address} avec une adresse.").format(
        people=people, phone=number(found.phone), email=number(found.email), address=number(found.address)
    )
    return words if found.address else f"{words} {no_letter()}"


def closed(found: Coverage) -> str:
    """Return « Refus d’un seul moyen, que la base retient : 12 par e-mail, 3 par téléphone. »; empty for none."""
    if not found.closed:
        return ""
    told = ", ".join(f"{number(count)} {_(Channel(way).by)}" for way, count in found.closed)
    return _("Refus d’un seul moyen, retenus\u202f: {told}.").format(told=told)


def no_letter() -> str:
    """Return what the lack of any address means."""
    return _("0 adresse\u202f: aucune lettre possible.")


def aside(found: Coverage) -> str:
    """Return which columns are left aside, each with one of its cells; empty for none."""
    if not found.aside:
        return ""
    told = ", ".join(
        _("«\u202f{header}\u202f» ({sample})").format(header=header, sample=sample)
        for header, sample in found.aside[:SHOWN]
    )
    more = len(found.aside) - SHOWN
    if more > 0:
        told += n_(" et {n} autre", " et {n} autres", more).format(n=number(more))
    words = n_("Colonne laissée de côté\u202f: {told}.", "Colonnes laissées de côté\u202f: {told}.", len(found.aside))
    return words.format(told=told)


def unread(sheets: Sequence[str]) -> str:
    """Return which sheets of the workbook are not read; empty for none."""
    if not sheets:
        return ""
    names = ", ".join(_("«\u202f{name}\u202f»").format(name=name) for name in sheets)
    words = n_("Feuille non lue\u202f: {names}.", "Feuilles non lues\u202f: {names}.", len(sheets))
    return words.format(names=names)


def of_refusals(sheets: Sequence[str]) -> str:
    """Return where the sheets named as lists of refusals are to be imported; empty for none."""
    if not sheets:
        return ""
    names = ", ".join(_("«\u202f{name}\u202f»").format(name=name) for name in sheets)
    words = n_(
        "Liste de refus\u202f: {names}. Elle s’importe à la page Oppositions.",
        "Listes de refus\u202f: {names}. Elles s’importent à la page Oppositions.",
        len(sheets),
    )
    return words.format(names=names)


def lines(found: Coverage) -> Iterator[str]:
    """Yield the sentences, those that say something."""
    yield from filter(None, (reach(found), closed(found), aside(found), unread(found.sheets)))
