"""Letters enter the register before their paper exists: a few are registered in one transaction, which asks the verdict
again, then their files are written, then they count as made. A program that dies in between leaves rows whose letters
are to be finished, never a paper that the register does not know."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from core.actions.common.files import write_whole
from core.actions.common.kept_files import keep_letter, letters_folder
from core.base.disk import force_names
from core.base.moments import kept
from core.base.records import Struct
from core.model.letter import LetterDocument, LetterFacts, file_of
from core.model.verdict import Verdict
from core.notices.sheet import facts_text, facts_version
from core.records.listing import Listing
from core.records.notice import Notice
from core.store.port import Reader, Store, Writer
from core.store.settings import saved_setting
from core.words.errors import user_text
from core.words.verdicts import sentence

AT_ONCE = 20
"""Letters registered in one transaction: as many forces of the disk less."""


class RegisteredLetter(Struct, frozen=True):
    """A letter written to the disk and registered in the base."""

    lead: int
    file: str
    sha256: str
    reference: str


class RefusedLetter(Struct, frozen=True):
    """A lead for which no letter was made, with the French sentences that say why."""

    lead: int
    reasons: tuple[str, ...]
    codes: tuple[str, ...]


class Letters(Struct, frozen=True):
    """The letters a run made and those it refused; ``whole``: the file that binds them all, to print at once."""

    made: tuple[RegisteredLetter, ...]
    refused: tuple[RefusedLetter, ...]
    whole: str = ""


class DrawnLetter(Struct, frozen=True):
    """A letter that is drawn and not registered yet. ``before``: the letter of its person that was registered and
    neither posted nor taken back, as it was read then."""

    lead: int
    facts: LetterFacts
    document: LetterDocument
    before: Notice | None

    @property
    def same(self) -> bool:
        """Tell whether it is the letter that was registered before, to the byte."""
        return self.before is not None and self.before.sha256 == self.document.sha256

    @property
    def name(self) -> str:
        """The name of its file."""
        return file_of(self.facts.reference)


def refused(lead_id: int, said: Verdict) -> RefusedLetter:
    """Return a refusal with every reason of the law."""
    blocking = [reason for reason in said.reasons if reason.blocks]
    return RefusedLetter(lead_id, tuple(map(sentence, blocking)), tuple(reason.code for reason in blocking))


class Registering:
    """Registers drawn letters, a few at once; ``judge``: the verdict on the letter to a lead, at the same moment."""

    def __init__(
        self, store: Store, out: Path, judge: Callable[[Reader, int], Verdict], *, by: str, at: datetime
    ) -> None:
        self._store, self._out, self._judge, self._by, self._at = store, out, judge, by, at
        self._drawn: list[DrawnLetter] = []
        self.made: list[RegisteredLetter] = []
        self.refused: list[RefusedLetter] = []
        self.written: list[LetterFacts] = []

    @property
    def references(self) -> frozenset[str]:
        """The references of the letters drawn and not registered yet."""
        return frozenset(letter.facts.reference for letter in self._drawn)

    def add(self, drawn: DrawnLetter) -> None:
        """Register a letter, once there are several."""
        self._drawn.append(drawn)
        if len(self._drawn) >= AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Register the letters that wait, then write their files. Raises UserError of the base and of the files:
        what was written is made, the rest is left to be finished."""
        drawn, self._drawn = self._drawn, []
        if not drawn:
            return
        with self._store.write("notice", by=self._by, at=self._at) as w:
            registered = [(one, letter_id) for one in drawn if (letter_id := self._register(w, one)) is not None]
        done_ids: list[int] = []
        try:
            for letter, letter_id in registered:
                self._write(letter)
                done_ids.append(letter_id)
        finally:
            if done_ids:
                force_names(*filter(Path.is_dir, (letters_folder(self._store), self._out)))
                with self._store.write("notice made", by=self._by, at=self._at) as w:
                    for letter_id in done_ids:
                        w.update("notice", letter_id, {"unfinished": 0})

    def _register(self, w: Writer, one: DrawnLetter) -> int | None:
        """Write the row of a letter and return its id; None when it is refused, or made already by somebody else."""
        verdict = self._judge(w, one.lead)
        if not verdict.allowed:
            self.refused.append(refused(one.lead, verdict))
            return None
        now = w.one(Notice, "-id", lead_id=one.lead, posted_at=None, returned_at=None, withdrawn_at=None)
        if now is not None and (one.before is None or now.id != one.before.id):
            text = user_text("LETTER_READY", reference=now.reference)
            self.refused.append(RefusedLetter(one.lead, (text,), ("LETTER_READY",)))
            return None
        if now is not None and one.same:
            if now.unfinished:
                w.update("notice", now.id, {"at": kept(self._at), "by": self._by})
            return now.id
        if now is not None:
            w.update("notice", now.id, {"withdrawn_at": kept(self._at), "withdrawn_why": "replaced"})
        return self._insert(w, one)

    def _insert(self, w: Writer, one: DrawnLetter) -> int:
        """Write the row of a new letter, and what it says of the agency where no letter said it before (RET-10)."""
        version = facts_version(one.facts)
        if version and not saved_setting(w, version):
            w.set_value("setting", version, facts_text(one.facts.agency, one.facts.look))
        listing = w.one(Listing, "-id", lead_id=one.lead)
        return w.insert(
            "notice",
            {
                "lead_id": one.lead,
                "listing_id": listing.id if listing else None,
                "reference": one.facts.reference,
                "versions": " ".join(one.document.versions),
                "sha256": one.document.sha256,
                "file": one.name,
                "day": one.facts.day.isoformat(),
                "consent_months": one.facts.agency.consent_months,
                "at": kept(self._at),
                "by": self._by,
                "unfinished": 1,
            },
        )

    def _write(self, one: DrawnLetter) -> None:
        """Write the file of a registered letter where the register keeps it, and where it was asked for."""
        keep_letter(self._store, one.name, one.document.pdf, named=False)
        if self._out.resolve() != letters_folder(self._store).resolve():
            write_whole(self._out / one.name, one.document.pdf, named=False)
        again = one.same and one.before is not None and not one.before.unfinished
        self.made.append(
            RegisteredLetter(one.lead, str(self._out / one.name), one.document.sha256, one.facts.reference)
        )
        if not again:
            self.written.append(one.facts)
