"""French words for print runs and what is posted: a run or a result goes in, sentences come out."""

from collections.abc import Iterator, Sequence

from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.model.print_run import LetterPlace, Posted, RunOutcome, ShownRun, SkippedLetter, WhyLeft
from core.words.errors import user_text


def held_said(held: Sequence[SkippedLetter]) -> Iterator[str]:
    """Yield one sentence for each reason why letters were left out."""
    for why in WhyLeft:
        count = sum(letter.why is why for letter in held)
        if count:
            yield n_(why.word, why.several, count).format(n=number(count))


def changed_said(count: int, *, printed: bool) -> str:
    """Return how many letters no longer say what their sheet says; those on paper must not be posted."""
    words = n_(WhyLeft.CHANGED.word, WhyLeft.CHANGED.several, count).format(n=number(count))
    return f"{words} {_('Les anciennes ne sont plus bonnes à poster.')}" if printed else words


def left_said(run: ShownRun) -> list[str]:
    """Return one sentence for each reason why letters were taken out of a run before they were printed."""
    reasons = {why.value for why in WhyLeft if why.word}
    letters = [
        SkippedLetter(letter.letter, letter.reference, WhyLeft(letter.why))
        for letter in run.letters
        if letter.why in reasons
    ]
    return list(held_said(letters))


def run_said(run: ShownRun) -> str:
    """Return what there is to say of a run: how far it got, and what is asked."""
    sent, remaining = len(run.at_place(LetterPlace.SENT)), len(run.at_place(LetterPlace.TO_PRINT))
    total = sent + remaining + len(run.at_place(LetterPlace.OUT))
    if run.closed:
        out = len(run.at_place(LetterPlace.OUT))
        return user_text("RUN_PRINTED", n=out, when=run.at)
    if remaining:
        return user_text("RUN_STOPPED", n=sent, when=run.at, total=total)
    return user_text("RUN_ASKS", n=sent, when=run.at)


def outcome_said(out: int, left: int) -> str:
    """Return what an answer about a run makes of its letters: those to post, and those still to print."""
    parts = [n_("{n} à poster", "{n} à poster", out).format(n=number(out))] if out else []
    if left:
        parts.append(n_("{n} encore à imprimer", "{n} encore à imprimer", left).format(n=number(left)))
    return ", ".join(parts)


def answered_said(done: RunOutcome) -> Iterator[str]:
    """Yield what an answer about a run changed."""
    out, again = len(done.out), len(done.again)
    if out:
        yield user_text("LETTERS_PRINTED", n=out)
    elif again:
        yield _("Aucune lettre ne compte comme imprimée.")
    if again:
        words = n_("{n} lettre reste à imprimer.", "{n} lettres restent à imprimer.", again)
        yield words.format(n=number(again))
    yield from _destroy(len(done.opposed))
    yield from _replaced(len(done.replaced))


def posted_said(done: Posted) -> Iterator[str]:
    """Yield the sentences of a posting: how many letters were noted as posted, and which were not, with the reason."""
    if count := len(done.letters):
        yield user_text("LETTERS_POSTED", n=count, date=done.day)
    else:
        yield _("Aucun envoi noté.")
    if done.late:
        yield user_text("LETTERS_POSTED_LATE", n=done.late)
    yield from _destroy(len(done.opposed))
    yield from _replaced(len(done.replaced))
    if done.erased:
        yield user_text("LETTERS_OF_ERASED", n=len(done.erased))
    if done.waiting:
        yield user_text("LETTERS_WAITING", n=len(done.waiting))


def unposted_said(letters: Sequence[int], kept: Sequence[int]) -> Iterator[str]:
    """Yield what was taken back, and what stays posted."""
    if count := len(letters):
        yield user_text("LETTERS_UNPOSTED", n=count)
    if kept_count := len(kept):
        yield user_text("LETTERS_ANSWERED", n=kept_count)


def _destroy(count: int) -> Iterator[str]:
    if count:
        yield user_text("LETTERS_OPPOSED", n=count)


def _replaced(count: int) -> Iterator[str]:
    if count:
        yield user_text("LETTERS_REPLACED", n=count)


def joined_letters(references: Sequence[str]) -> str:
    """Return which letters two sheets made one must not send any more; empty for none."""
    return user_text("LETTERS_JOINED", n=len(references), references=", ".join(references)) if references else ""
