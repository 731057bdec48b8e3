"""An agreement given without a number holds for the numbers and e-mails of its sheet at that time: none that comes
later, by a file, by another sheet or by hand, is one that the person agreed to be reached at (C. consom., art.
L223-1: the agreement is specific)."""

from core.actions.common.people import email_hash, phone_hash
from core.records.consent import Consent
from core.records.contact import Contact
from core.store.port import Reader, Value, Writer


def pin(w: Writer, lead_id: int) -> tuple[dict[str, list[Value]], list[int]]:
    """Limit the agreements that name no number to the numbers and e-mails of their own sheet, and return (agreement →
    its [channels, hash] before, the agreements added)."""
    before, copied, ways = dict[str, list[Value]](), list[int](), _ways(w, lead_id)
    for agreement in w.of(Consent, lead_id=lead_id):
        if agreement.hash:
            continue
        agreed = set(agreement.channels.split(","))
        parts = [(",".join(sorted(agreed & channels)), hashed) for channels, hashed in ways if agreed & channels]
        # On a sheet without a telephone, an agreement to be called allows no number.
        parts = parts or [(agreement.channels, w.keyed_hash("lead", str(lead_id)))]
        before[str(agreement.id)] = [agreement.channels, agreement.hash]
        (channels, hashed), *others = parts
        w.update("consent", agreement.id, {"channels": channels, "hash": hashed})
        for channels, hashed in others:
            copy = {**agreement._asdict(), "id": w.new_id(), "channels": channels, "hash": hashed}
            copied.append(w.insert("consent", copy))
    return before, copied


def _ways(r: Reader, lead_id: int) -> list[tuple[frozenset[str], str]]:
    """Return, for each telephone and e-mail of a lead, (the channels it serves, its keyed hash)."""
    found = []
    for contact in r.of(Contact, lead_id=lead_id):
        if contact.kind == "phone":
            found.append((frozenset({"call", "sms"}), phone_hash(r, contact.value)))
        elif contact.kind == "email":
            found.append((frozenset({"email"}), email_hash(r, contact.value)))
    return found
