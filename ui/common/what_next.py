"""What is to be done next for a person, as the sheet says it, for the message that tells what was just done."""

from core.actions.common.situations import next_steps
from core.words.steps import step_sentence
from ui.common.office import Office


def next_sentence(office: Office, lead_id: int) -> str:
    """Return the sentence of a person's next step."""
    with office.store.read() as r:
        found = next_steps(r, [lead_id], office.law, at=office.now())
    return step_sentence(found[lead_id])
