"""Which letters made no longer say what their sheet says: each is drawn again, so this is a job of its own."""

from pathlib import Path

from core.actions.letters.redrawing import changed_since, registered_pdf
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store import notices
from core.store.engine.opening import opened


class LettersMade(Struct, frozen=True):
    """Letters of a base to look at."""

    folder: Path
    letters: tuple[int, ...]


def changed_leads(asked: LettersMade, progress: Progress = silent) -> tuple[int, ...]:
    """Return the leads whose letter, among those asked for, says something else than one made now would."""
    ids = []
    with opened(asked.folder) as store:
        with store.read() as r:
            letters = notices.letters_by_ids(r, asked.letters)
        for done_count, letter in enumerate(letters):
            progress(done_count, len(letters))
            pdf = registered_pdf(store, letter)
            if pdf is not None and changed_since(store, letter, pdf):
                ids.append(letter.lead_id)
    return tuple(ids)
