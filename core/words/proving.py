"""What is said when the rows of a base are not those its journal says: one sentence, with the rows it is about."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.base.i18n import N_, _, n_
from core.base.screen_shapes import labelled, moment, number
from core.base.worded import WordedEnum
from core.words.errors import user_text
from core.words.terms import term, terms

SHOWN = 8
"""How many rows are named before the others are only counted."""


class Fault(WordedEnum):
    """What is wrong with rows, beside the journal. Its word is the sentence of one row, ``several`` that of several;
    ``of_schema``: what is said of a part of the schema."""

    several: str
    of_schema: str

    CHANGED = (
        "changed",
        N_("{what}\u202f: {n} ligne changée hors du programme ({rows})."),
        N_("{what}\u202f: {n} lignes changées hors du programme ({rows})."),
        N_("{part} (changé)"),
    )
    ADDED = (
        "added",
        N_("{what}\u202f: {n} ligne ajoutée hors du programme ({rows})."),
        N_("{what}\u202f: {n} lignes ajoutées hors du programme ({rows})."),
        N_("{part} (en trop)"),
    )
    GONE = (
        "gone",
        N_("{what}\u202f: {n} ligne supprimée hors du programme ({rows})."),
        N_("{what}\u202f: {n} lignes supprimées hors du programme ({rows})."),
        N_("{part} (manque)"),
    )


def block_noun(table: str) -> str:
    """Return what the rows of a table are, where they are sealed together."""
    return term("blocks" if table in terms()["blocks"] else "rows", table)


def fault_words(fault: Fault, table: str, rows: Sequence[str]) -> str:
    """Return the sentence about rows, each by its name."""
    count = len(rows)
    sentence = n_(fault.word, fault.several, count)
    return sentence.format(what=term("rows", table), n=number(count), rows=row_names(rows))


def block_words(table: str, moments: Sequence[datetime]) -> str:
    """Return the sentence about rows sealed together. ``moments``: when those that are not as they were left were
    written; empty where it is not known."""
    what = block_noun(table)
    if not moments:
        return _(
            "{what}\u202f: au moins une ligne changée, ajoutée ou supprimée hors du programme. Revenez à une "
            "sauvegarde d’avant."
        ).format(what=what)
    return _(
        "{what}\u202f: au moins une ligne changée, ajoutée ou supprimée hors du programme, parmi celles écrites le "
        "{moments}. Revenez à une sauvegarde d’avant."
    ).format(what=what, moments=row_names(list(dict.fromkeys(map(moment, moments)))))


_NAME_SHOWN = 40


def stranger_words(fault: Fault, kind: str, name: str) -> str:
    """Return a few words about a part of the schema that is not as this program makes it; its name is cut when long."""
    text = "".join(filter(str.isprintable, name))[:_NAME_SHOWN]
    part = term("parts", kind) if kind in terms()["parts"] else "«\u202f{name}\u202f»"
    return _(fault.of_schema).format(part=part.format(name=text))


def row_name(row_id: int, lead_id: int | None) -> str:
    """Return how a row is named: its number, and that of its sheet."""
    return _("n°\u00a0{n}, fiche F{lead}").format(n=row_id, lead=lead_id) if lead_id else f"n°\u00a0{row_id}"


def altered_words(rows: Mapping[str, int], blocks: Mapping[str, int]) -> tuple[str, str]:
    """Return what is said when an act touches rows that something else had changed, by table, alone or in ``blocks`` of
    which some are: what, and what to do."""
    count = sum(rows.values()) + sum(blocks.values())
    fact = user_text("ROWS_ALTERED", n=count)
    nouns = [(term("rows", table), rows[table]) for table in rows]
    nouns += [(block_noun(table), blocks[table]) for table in blocks]
    where = _("\u202f; ").join(labelled(noun, number(count)) for noun, count in nouns)
    return fact, _(
        "{where}. Votre geste est enregistré, mais ces lignes ne font plus foi. Vérifiez la base, puis revenez à une "
        "sauvegarde d’avant."
    ).format(where=where)


def row_names(rows: Sequence[str]) -> str:
    """Return the first rows by name, and how many others there are."""
    text = _("\u202f; ").join(rows[:SHOWN])
    return text if len(rows) <= SHOWN else _("{rows} et {n} autres").format(rows=text, n=number(len(rows) - SHOWN))
