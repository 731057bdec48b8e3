"""French words for print runs and what is posted: a run or a result goes in, sentences come out."""

from collections.abc import Iterator, Sequence

from core.base.i18n import _, n_
from core.base.screen_shapes import day as day_said
from core.base.screen_shapes import moment, number
from core.model.print_run import LetterPlace, Posted, RunOutcome, ShownRun, SkippedLetter, WhyLeft


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
        words = n_(
            "Tirage du {when}\u202f: {n} lettre imprimée.", "Tirage du {when}\u202f: {n} lettres imprimées.", out
        )
        return words.format(when=moment(run.at), n=number(out))
    if remaining:
        words = n_(
            "Tirage du {when}, interrompu après {n} lettre sur {total}.",
            "Tirage du {when}, interrompu après {n} lettres sur {total}.",
            sent,
        )
        return words.format(when=moment(run.at), n=number(sent), total=number(total))
    words = n_(
        "Tirage du {when}, {n} lettre\u202f: est-elle sortie\u202f?",
        "Tirage du {when}, {n} lettres\u202f: sont-elles sorties\u202f?",
        sent,
    )
    return words.format(when=moment(run.at), n=number(sent))


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
        words = n_(
            "{n} lettre imprimée. Postez-la, puis notez le jour.",
            "{n} lettres imprimées. Postez-les, puis notez le jour.",
            out,
        )
        yield words.format(n=number(out))
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
        words = n_(
            "{n} lettre postée le {date}. L’information est partie.",
            "{n} lettres postées le {date}. L’information est partie.",
            count,
        )
        yield words.format(n=number(count), date=day_said(done.day))
    else:
        yield _("Aucun envoi noté.")
    if done.late:
        words = n_(
            "{n} est partie après son échéance\u202f: la date vraie est gardée.",
            "{n} sont parties après leur échéance\u202f: la date vraie est gardée.",
            done.late,
        )
        yield words.format(n=number(done.late))
    yield from _destroy(len(done.opposed))
    yield from _replaced(len(done.replaced))
    if done.erased:
        words = n_(
            "{n} fiche est effacée\u202f: ne postez pas sa lettre, détruisez-la.",
            "{n} fiches sont effacées\u202f: ne postez pas leurs lettres, détruisez-les.",
            len(done.erased),
        )
        yield words.format(n=number(len(done.erased)))
    if done.waiting:
        words = n_(
            "{n} attend\u202f: sa personne a fait une demande, répondez-y d’abord.",
            "{n} attendent\u202f: leurs personnes ont fait une demande, répondez-y d’abord.",
            len(done.waiting),
        )
        yield words.format(n=number(len(done.waiting)))


def unposted_said(letters: Sequence[int], kept: Sequence[int]) -> Iterator[str]:
    """Yield what was taken back, and what stays posted."""
    if count := len(letters):
        words = n_(
            "Envoi annulé\u202f: {n} lettre est de nouveau à poster.",
            "Envoi annulé\u202f: {n} lettres sont de nouveau à poster.",
            count,
        )
        yield words.format(n=number(count))
    if kept_count := len(kept):
        words = n_(
            "{n} a déjà une réponse\u202f: son envoi reste noté.",
            "{n} ont déjà une réponse\u202f: leur envoi reste noté.",
            kept_count,
        )
        yield words.format(n=number(kept_count))


def _destroy(count: int) -> Iterator[str]:
    if count:
        words = n_(
            "{n} personne s’est opposée depuis l’impression\u202f: ne postez pas sa lettre, détruisez-la.",
            "{n} personnes se sont opposées depuis l’impression\u202f: ne postez pas leurs lettres, détruisez-les.",
            count,
        )
        yield words.format(n=number(count))


def _replaced(count: int) -> Iterator[str]:
    if count:
        words = n_(
            "{n} lettre ne part plus, une autre suffit\u202f: ne la postez pas, détruisez-la.",
            "{n} lettres ne partent plus, d’autres suffisent\u202f: ne les postez pas, détruisez-les.",
            count,
        )
        yield words.format(n=number(count))


def joined_letters(references: Sequence[str]) -> str:
    """Return which letters two sheets made one must not send any more; empty for none."""
    words = n_(
        "Ne postez pas la lettre {references}\u202f: une seule suffit.",
        "Ne postez pas les lettres {references}\u202f: une seule suffit.",
        len(references),
    )
    return words.format(references=", ".join(references)) if references else ""
