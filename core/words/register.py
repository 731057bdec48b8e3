"""The words of the register, the same in the window and in the terminal: the report of a list, a key given back."""

from collections.abc import Callable, Mapping

from core.base.i18n import N_, _, n_
from core.base.screen_shapes import listed, number
from core.model.opposing import RefusalAuthor, RefusalSource
from core.model.register import ListTaken
from core.words.errors import user_text
from core.words.terms import term, terms

PARTING = N_("La personne s’est opposée sur un autre poste. Prenez congé, sans proposition.")
"""What is done in the middle of a call with somebody who refuses meanwhile."""


def by_words(author: str, how: str, file: str) -> str:
    """Return who says a refusal."""
    if author != RefusalAuthor.READ:
        return term("refused_by", how if how in terms()["refused_by"] else "unsaid")
    if how == "list":
        return _("Une liste, lue par le programme")
    return _("Le fichier, lu par le programme") if file else _("L’annonce, lue par le programme")


def where_words(source: RefusalSource) -> str:
    """Return where a refusal was read: file, line, column; empty when nothing is known of it."""
    line = _("ligne {line}").format(line=source.line) if source.line else ""
    column = _("colonne «\u202f{column}\u202f»").format(column=source.place) if source.place else ""
    return ", ".join(filter(None, (source.file or source.supplier, line, column)))


CLOSES: Mapping[str, Callable[[int], str]] = {
    "phone": lambda n: n_("{n} téléphone", "{n} téléphones", n),
    "email": lambda n: n_("{n} e-mail", "{n} e-mails", n),
    "address": lambda n: n_("{n} adresse", "{n} adresses", n),
    "listing": lambda n: n_("{n} annonce", "{n} annonces", n),
    "no_email": lambda _n: _("les e-mails seuls"),
    "no_sms": lambda _n: _("les SMS seuls"),
    "no_call": lambda _n: _("les appels seuls"),
    "no_letter": lambda _n: _("le courrier seul"),
}
"""What an entry of the register closes, by its kind and how many."""


def closes_words(closes: Mapping[str, int]) -> str:
    """Return what a refusal closes, in counts: « 1 téléphone et 1 adresse »."""
    return listed(
        [words(closes[kind]).format(n=number(closes[kind])) for kind, words in CLOSES.items() if kind in closes]
    )


def stays_words(source: RefusalSource) -> str:
    """Return why a refusal stays in force: what says it."""
    if source.author != RefusalAuthor.READ:
        return _("La personne l’a dit\u202f: seul son nouvel accord, écrit et signé, rouvrirait.")
    where = where_words(source) or by_words(source.author, source.how, source.file)
    return _("Un autre refus dit la même chose\u202f: {where}. L’entrée reste.").format(where=where)


def batch_lifted_words(lifted: int, stay: int) -> str:
    """Return what became of the refusals read in a batch: how many are lifted, and how many something else says."""
    words = n_("{n} refus lu n’empêche plus rien.", "{n} refus lus n’empêchent plus rien.", lifted)
    parts = [words.format(n=number(lifted)), *([user_text("REFUSALS_STAY", n=stay)] if stay else [])]
    return " ".join(parts)


def key_id_words(known_by: str) -> str:
    """Return what a key is known by, as the recovery sheet and whoever asks for its words show it: « c410 b447 9f89
    067b »."""
    return "\u00a0".join(known_by[at : at + 4] for at in range(0, len(known_by), 4))


def taken(found: ListTaken) -> str:
    """Return the report of a list in words: its lines, balanced; of another base's register, also how many refusals
    its fingerprints are, since one refusal leaves several."""
    if found.refusals is None:
        return _equation(found)
    return f"{_equation(found)} " + user_text("REFUSALS_NEW", n=found.refusals)


def _equation(found: ListTaken) -> str:
    lifted = n_(" + {n} annulée", " + {n} annulées", found.lifted).format(n=number(found.lifted))
    return _("{read} = {added} + {already} + {rejected} + {blank}{lifted}.").format(
        lifted=lifted if found.lifted else "",
        read=n_("{n} lue", "{n} lues", found.read).format(n=number(found.read)),
        added=n_("{n} inscrite", "{n} inscrites", found.added).format(n=number(found.added)),
        already=n_("{n} déjà inscrite", "{n} déjà inscrites", found.already).format(n=number(found.already)),
        rejected=n_("{n} rejetée", "{n} rejetées", found.rejected).format(n=number(found.rejected)),
        blank=n_("{n} vide", "{n} vides", found.blank).format(n=number(found.blank)),
    )


def unrecorded_refusal(heard: str) -> str:
    """Return the sentence that says that the note of a call holds a refusal, which nobody recorded."""
    words = _(
        "La note dit un refus\u202f: «\u202f{words}\u202f». Il n’est pas enregistré\u202f: F8, ou le verbe "
        "«\u202foppose\u202f», l’enregistre."
    )
    return words.format(words=heard)
