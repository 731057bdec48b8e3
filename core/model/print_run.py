"""A print run: letters sent to a printer together, and what a person says came out."""

from datetime import date, datetime
from enum import StrEnum

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class LetterPlace(StrEnum):
    """Where a letter of a run stands: to be printed, given to the printer, said to be out, no longer of the run."""

    TO_PRINT = "to_print"
    SENT = "sent"
    OUT = "out"
    LEFT = "left"


class WhyLeft(WordedEnum):
    """Why a letter left a run or is not taken in: its person refused; the law or a request holds it; it is posted or
    taken back; its file is lost; another run holds it; it did not come out; the run was stopped before it; the sheet
    changed since it was made; a posting service cannot take its pages, its address or its return envelope."""

    several: str

    OPPOSED = (
        "opposed",
        N_("{n} lettre retirée à l’instant\u202f: la personne s’est opposée."),
        N_("{n} lettres retirées à l’instant\u202f: les personnes se sont opposées."),
    )
    HELD = (
        "held",
        N_("{n} lettre retenue, non imprimée\u202f: sa fiche dit pourquoi."),
        N_("{n} lettres retenues, non imprimées\u202f: leurs fiches disent pourquoi."),
    )
    POSTED = (
        "posted",
        N_("{n} lettre déjà postée, ou remplacée par une autre."),
        N_("{n} lettres déjà postées, ou remplacées par d’autres."),
    )
    LOST = (
        "lost",
        N_("{n} lettre dont le fichier manque\u202f: préparez-la de nouveau."),
        N_("{n} lettres dont le fichier manque\u202f: préparez-les de nouveau."),
    )
    CHANGED = (
        "changed",
        N_("La fiche de {n} lettre a changé depuis\u202f: préparez la lettre de nouveau."),
        N_("Les fiches de {n} lettres ont changé depuis\u202f: préparez les lettres de nouveau."),
    )
    ELSEWHERE = (
        "elsewhere",
        N_("{n} lettre est déjà dans un autre tirage\u202f: répondez d’abord pour celui-là."),
        N_("{n} lettres sont déjà dans un autre tirage\u202f: répondez d’abord pour celui-là."),
    )
    PAGES = (
        "pages",
        N_("{n} lettre de plus de deux pages\u202f: ce service ne la prend pas, imprimez-la ici."),
        N_("{n} lettres de plus de deux pages\u202f: ce service ne les prend pas, imprimez-les ici."),
    )
    LINES = (
        "lines",
        N_("{n} lettre dont l’adresse est trop longue pour ce service\u202f: imprimez-la ici."),
        N_("{n} lettres dont l’adresse est trop longue pour ce service\u202f: imprimez-les ici."),
    )
    ABROAD = (
        "abroad",
        N_("{n} lettre pour l’étranger\u202f: ce service ne la prend pas, imprimez-la ici."),
        N_("{n} lettres pour l’étranger\u202f: ce service ne les prend pas, imprimez-les ici."),
    )
    RETURN = (
        "return",
        N_("{n} lettre annonce une enveloppe que ce service ne joint pas\u202f: préparez-la de nouveau sans elle."),
        N_("{n} lettres annoncent une enveloppe que ce service ne joint pas\u202f: préparez-les de nouveau sans elle."),
    )
    NOT_OUT = "not_out", "", ""
    STOPPED = "stopped", "", ""


class ShownRunLetter(Struct, frozen=True):
    """A letter of a run. ``number``: from 1, in the order of printing; ``why``: empty, or a :class:`WhyLeft`."""

    letter: int
    lead: int
    reference: str
    name: str
    number: int
    place: LetterPlace
    why: str


class ShownRun(Struct, frozen=True):
    """A run, its letters in the order of printing. ``stopped``: a person stopped it; ``closed``: nothing is left to
    ask about it."""

    id: int
    printer: str
    both_sides: bool
    at: datetime
    by: str
    stopped: bool
    closed: bool
    letters: tuple[ShownRunLetter, ...]

    def at_place(self, place: LetterPlace) -> tuple[ShownRunLetter, ...]:
        """Return its letters at one place."""
        return tuple(letter for letter in self.letters if letter.place is place)


class SkippedLetter(Struct, frozen=True):
    """A letter that was not taken in a run."""

    letter: int
    reference: str
    why: WhyLeft


class RunOutcome(Struct, frozen=True):
    """What was noted of a run: ``out``: letters that count as printed; ``opposed``: out, but their person refused
    since: to be destroyed; ``again``: letters to print again; ``replaced``: out, but another letter took
    their place."""

    out: tuple[int, ...]
    opposed: tuple[int, ...]
    again: tuple[int, ...]
    replaced: tuple[int, ...] = ()


class Posted(Struct, frozen=True):
    """What was noted as posted on ``day``: the letters, and how many of them are ``late``; ``opposed``: left out, since
    their person refused; ``waiting``: left out for a request that is not answered; ``erased``: left out, as their
    sheet was erased before that day, or before they were printed; ``replaced``: left out, as another letter took their
    place."""

    letters: tuple[int, ...]
    day: date
    late: int = 0
    opposed: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    erased: tuple[int, ...] = ()
    replaced: tuple[int, ...] = ()
