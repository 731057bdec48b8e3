"""Which letters made no longer say what their sheet says: each is drawn again, so this is a job of its own."""

from collections.abc import Sequence

from core.actions.letters.redrawing import changed_since, registered_pdf
from core.base.progress import Progress, silent
from core.store import notices
from core.store.port import Store


def changed_leads(store: Store, letters: Sequence[int], *, progress: Progress = silent) -> tuple[int, ...]:
    """Return the leads whose letter, among those asked for, says something else than one made now would."""
    with store.read() as r:
        rows = notices.letters_by_ids(r, letters)
    leads = []
    for done_count, letter in enumerate(rows):
        progress(done_count, len(rows))
        pdf = registered_pdf(store, letter)
        if pdf is not None and changed_since(store, letter, pdf):
            leads.append(letter.lead_id)
    return tuple(leads)
