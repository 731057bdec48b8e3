"""A text that was printed never changes: any other word is a new version, and the words of the older ones are kept,
since they are what the letters made with them said (law file, RET-10)."""

import hashlib

from core.base.resources import resource
from core.notices import replies, texts
from tests.tables import table

PRINTED = {
    "consent-1.txt": "33f2b68018a2cb04",
    "consent-counter-1.txt": "9c03fd2496f15c6d",
    "letter-1/a.txt": "2615c07e59fc7d46",
    "letter-1/b.txt": "9f86e5a6112c355d",
    "letter-1/c.txt": "10ba298c5f97d7c7",
    "letter-1/d.txt": "34408147c15eb77f",
    "letter-1/e.txt": "7caed24d38235089",
    "letter-1/f.txt": "21ccf59b3ead203d",
    "letter-1/footer.txt": "e9ffa611a071a592",
    "letter-1/frame.txt": "3bee43555a53af63",
    "letter-1/pointer.txt": "4b5b4221638bf2ee",
    "letter-1/reply.txt": "1d86e7079d305e2f",
    "letter-1/source.txt": "f1096a2c5a37493c",
    "notice-1.txt": "21e3aa5d4e6d0e63",
    "opposition-1.txt": "a2a82938826401c3",
    "replies/access-1.txt": "e30050c7f929e541",
    "replies/erased-1.txt": "b8eeb8e09135e53c",
    "replies/extended-1.txt": "98eba79673cd0041",
    "replies/nothing-1.txt": "16e19b44e2d710f6",
    "replies/opposed-1.txt": "b82ab271ed5aef48",
    "replies/recipient-erasure-1.txt": "522b73d654579366",
    "replies/recipient-objection-1.txt": "f164dcfeb812bb26",
    "replies/recipient-rectification-1.txt": "adbebba170809f17",
    "replies/recipient-restriction-1.txt": "356f64b742e897b8",
    "replies/rectified-1.txt": "21aff0e75a63ff62",
    "replies/refused-1.txt": "765cfd8af725b101",
    "replies/restricted-1.txt": "00f47a645be60244",
}
"""First 16 hex digits of the SHA-256 of each text of a released version."""


@table("name, digest", list(PRINTED.items()))
def test_a_printed_text_never_changes(name: str, digest: str) -> None:
    assert hashlib.sha256(resource("letters", name).read_bytes()).hexdigest()[:16] == digest


def test_every_text_is_printed_or_was() -> None:
    folder = resource("letters")
    kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}
    written = {*texts.NAMES, *texts.ENGLISH, *(f"replies/{name}" for name in replies.NAMES)}
    printed = {f"{name}.txt" for name in written}
    forms = ("estimation", "visit", "proof", "notice-given", "consent-counter")
    of_forms = {name for name in kept if name.removeprefix("en/").startswith(forms)}
    assert kept - of_forms - {*PRINTED} == printed - {*PRINTED}
