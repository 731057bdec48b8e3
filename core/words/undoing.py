"""What undoing a batch cannot take back, in French."""

from core.base.french import number
from core.base.i18n import n_
from core.model.undoing import BroughtBack
from core.words.errors import user_text


def back_words(done: BroughtBack) -> str:
    """Return what taking an undoing back did: « Lot rendu. 120 fiches sont revenues. »."""
    if done.left:
        return user_text("BACK_PARTIAL", back=done.back, left=done.left)
    return user_text("BACK_DONE", back=done.back)


def unrecorded_merges(count: int) -> str:
    """Return what is true of rows that an older program merged without keeping what they changed; empty for none."""
    if not count:
        return ""
    return n_(
        "{n} ligne réunie par une ancienne version du programme reste sur sa fiche\u202f: ce qu’elle y a changé n’a "
        "pas été noté. Si deux personnes n’en font qu’une, corrigez la fiche et créez l’autre.",
        "{n} lignes réunies par une ancienne version du programme restent sur leurs fiches\u202f: ce qu’elles y ont "
        "changé n’a pas été noté. Si deux personnes n’en font qu’une, corrigez la fiche et créez l’autre.",
        count,
    ).format(n=number(count))
