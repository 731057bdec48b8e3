"""Says in French what a batch is: what its persons may be reached by and what of it was not read, what two persons who
share a mark have in common, the ads of a page left out, and what undoing cannot take back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from core.base.i18n import N_, _, n_
from core.base.screen_shapes import number
from core.model.batch import Coverage, LookalikeRow
from core.model.channel import Channel
from core.model.undoing import BroughtBack
from core.words.errors import user_text
from core.words.terms import term

SHOWN = 6
"""Columns left aside that are named with one of their cells."""
_REASONS = {
    "wanted": (N_("{n} recherche d’un bien"), N_("{n} recherches d’un bien")),
    "parking": (N_("{n} stationnement"), N_("{n} stationnements")),
    "programme": (N_("{n} programme neuf"), N_("{n} programmes neufs")),
    "sold": (N_("{n} bien déjà vendu ou loué"), N_("{n} biens déjà vendus ou loués")),
    "sponsored": (N_("{n} annonce à la une"), N_("{n} annonces à la une")),
    "pro": (N_("{n} annonce de professionnel"), N_("{n} annonces de professionnels")),
    "other": (N_("{n} annonce d’autre chose"), N_("{n} annonces d’autre chose")),
}


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
    words = ", ".join(f"{number(count)} {_(Channel(way).by)}" for way, count in found.closed)
    return _("Refus d’un seul moyen, retenus\u202f: {told}.").format(told=words)


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
    return user_text("LISTS_OF_REFUSALS", n=len(sheets), names=names)


def lines(found: Coverage) -> Iterator[str]:
    """Yield the sentences, those that say something."""
    yield from filter(None, (reach(found), closed(found), aside(found), unread(found.sheets)))


def evidence(shared: Iterable[str], differing: Iterable[str]) -> tuple[str, ...]:
    """Return what two persons share and in what they differ: « même annonce », « autre nom », « autre téléphone »."""
    return (*(term("same", kind) for kind in shared), *(term("other", kind) for kind in differing))


def apart_from(one: LookalikeRow) -> str:
    """Return why a row is kept apart from a known lead."""
    words = ", ".join(evidence(one.shared, one.differing))
    return _("à distinguer de la fiche {lead}\u202f: {evidence}").format(lead=one.other, evidence=words)


def apart_example(one: LookalikeRow) -> str:
    """Return the line of the check about the first row to be told apart."""
    words = ", ".join(evidence(one.shared, one.differing))
    return _("Ligne {line}\u202f: {evidence}. Deux fiches, à distinguer sur l’une d’elles.").format(
        line=number(one.line), evidence=words
    )


def left_out(reasons: Iterable[str]) -> str:
    """Return « Laissées de côté : 2 stationnements, 1 recherche d’un bien. », empty when nothing was left out."""
    parts = [n_(*_REASONS[code], count).format(n=number(count)) for code, count in sorted(Counter(reasons).items())]
    return _("Laissées de côté\u202f: {parts}.").format(parts=", ".join(parts)) if parts else ""


def back_words(done: BroughtBack) -> str:
    """Return what taking an undoing back did: « Lot rendu. 120 fiches sont revenues. »."""
    if done.left:
        return user_text("BACK_PARTIAL", back=done.back, left=done.left)
    return user_text("BACK_DONE", back=done.back)


def unrecorded_merges(count: int) -> str:
    """Return what is true of rows that an older program merged without keeping what they changed; empty for none."""
    return user_text("MERGES_UNRECORDED", n=count) if count else ""
