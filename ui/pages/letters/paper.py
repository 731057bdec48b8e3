"""The papers of letters: the PDF of one, and the folder that holds them."""

from core.actions.letters import noticing, redrawing, registering
from core.model.letter import file_of
from core.records.notice import Notice
from ui.common.office import Office
from ui.common.preparing import open_file
from ui.pages.letters.rows import Letter


def letter_pdf(office: Office, letter: Letter) -> bytes:
    """Return the letter from its file when it was made, else as it would be printed now. Raises UserError."""
    if letter.notice is not None:
        file = office.folder / registering.FOLDER / file_of(letter.reference)
        if file.exists():
            return file.read_bytes()
    return noticing.preview(office.store, letter.id, at=office.now()).pdf


def is_changed(office: Office, letter: Letter) -> bool:
    """Tell whether a letter made says something else than the sheet says now."""
    with office.store.read() as r:
        made = r.get(Notice, letter.notice) if letter.notice is not None else None
    pdf = redrawing.registered_pdf(office.store, made) if made is not None else None
    return made is not None and pdf is not None and redrawing.changed_since(office.store, made, pdf)


def open_letters(office: Office) -> None:
    """Open the folder of the letters."""
    folder = office.folder / registering.FOLDER
    folder.mkdir(exist_ok=True)
    open_file(office, str(folder))
