"""A batch, which is one import or one capture, and its report, whose counts must balance."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class Source(WordedEnum):
    """How a batch came in. ``inspected``: what the controller reads, never translated; ``of_origin``: how a person's
    data came so; ``event``: its line among what happened, with ``batch``, ``line`` and ``site`` of its row."""

    inspected: str
    of_origin: str
    event: str
    icon: str

    FILE = (
        "file", N_("Fichier"), "fichier acheté", N_("fichier acheté"),
        N_("Importé du fichier «\u202f{batch}\u202f», ligne {line}"), "file",
    )  # fmt: skip
    PAGE = (
        "page", N_("Page lue"), "annonce lue", N_("annonce lue sur internet"), N_("Annonce lue sur {site}"), "page"
    )  # fmt: skip
    MAIL = "mail", N_("Alerte e-mail"), "alerte e-mail", N_("alerte e-mail"), N_("Alerte e-mail de {site}"), "mail"
    TYPED = "typed", N_("Saisie"), "saisie", N_("saisie à l’agence"), N_("Saisi"), "edit"


class PageWay(WordedEnum):
    """How a page came. ``inspected``: what the controller reads, never translated."""

    inspected: str

    WEB = "web", N_("demandée au site"), "demandée au site"
    PAGE = "page", N_("enregistrée depuis un navigateur"), "enregistrée"
    MHTML = "mhtml", N_("enregistrée depuis un navigateur"), "enregistrée"
    COPIED = "copied", N_("copiée dans un navigateur"), "copiée"
    MAIL = "mail", N_("reçue par e-mail"), "e-mail"
    JSON = "json", N_("enregistrée depuis un navigateur"), "enregistrée"


class PageProof(Struct, frozen=True):
    """The proof of one page (rule SCR-06). ``way``: of :class:`PageWay`; ``at``: when it was read, aware;
    ``status``: HTTP, None for a file; ``robots``, ``terms``: as they stood, empty when nothing was asked of the site;
    ``answer``: the id of what the agency said of the terms, ``visit``: of the row written when the page was asked for,
    0 for none. ``first`` and ``places``: the line of its first ad in its batch, and field → where it was read, ad by
    ad."""

    site: str
    url: str
    way: str
    at: datetime
    sha256: str
    status: int | None = None
    robots: str = ""
    terms: str = ""
    answer: int = 0
    visit: int = 0
    first: int = 0
    places: tuple[Mapping[str, str], ...] = ()


class BatchFacts(Struct, frozen=True):
    """What is true of a whole batch. ``supplier``: who sold the file, empty for a capture or a typed lead.
    ``collected``: ISO day the agency received the data. ``site``: the site the listings come from, when the rows do
    not say. ``sha256``: hex digest of the file. ``mapping``: « heading=field » pairs as read, separated by bars.
    ``fixes``: what the user settled at the check, as JSON, empty when nothing. ``headers``: every heading of the
    file, in order. ``property_only``: of each row only the property is kept, never the person (rule BUY-08).
    ``how``: of a typed lead that was seen on the spot (:class:`core.model.editing.How`), else empty.
    ``pages``: the proofs of the pages read; ``mails``: the lines that came by an alert e-mail, when others did not;
    ``numbers``: telephones are kept, where only their keyed hashes would be (rule SCR-09)."""

    source: Source
    name: str
    collected: str
    supplier: str = ""
    site: str = ""
    sha256: str = ""
    mapping: str = ""
    fixes: str = ""
    headers: tuple[str, ...] = ()
    property_only: bool = False
    how: str = ""
    pages: tuple[PageProof, ...] = ()
    mails: frozenset[int] = frozenset()
    numbers: bool = True


class RejectedRow(Struct, frozen=True):
    """A row that was not taken: its ``line``, the reason ``code``, the French sentence and the original cells. Of a row
    held for what sounds like a refusal, ``marks``: (kind, keyed hash) of its person; ``doubt``: keyed hash of the
    words, and the words quoted. ``closed``: the ways of being reached that its person refuses. ``near``: (keyed
    hash of a block, signature) of their address; of each person where the row is of several."""

    line: int
    code: str
    reason: str
    cells: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    doubt: tuple[str, str] = ("", "")
    closed: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()


class TypedOrigin(StrEnum):
    """How typed data came to the agency; nothing may be stored without knowing it."""

    PERSON = "person"
    LISTING = "listing"
    SIGN = "sign"


class SourceRefusal(Struct, frozen=True):
    """A refusal read in a source: its ``line``, the heading of the ``column`` (empty for an ad), the words;
    ``in_register``: it had the person before."""

    line: int
    column: str
    words: str
    in_register: bool = False


class Coverage(Struct, frozen=True):
    """How the persons of a batch, added or merged, may be reached, and what was left in the file. ``phone``, ``email``,
    ``address``: how many of the ``people`` have one, the address being complete enough for a letter; ``aside``:
    (heading, one of its cells) of the columns that were not kept; ``sheets``: those of the workbook that hold something
    and were not read; ``closed``: (way, how many rows refuse it), of the ways of being reached that are refused
    alone."""

    people: int = 0
    phone: int = 0
    email: int = 0
    address: int = 0
    aside: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    closed: tuple[tuple[str, int], ...] = ()


class LookalikeRow(Struct, frozen=True):
    """A row that shares a mark with a known person and is, by all that is known, another: its ``line``, the ``other``
    lead, the kinds ``shared`` (phone, email, address, listing) and those ``differing`` (name, phone, email, address,
    town)."""

    line: int
    other: int
    shared: tuple[str, ...]
    differing: tuple[str, ...]


class Report(Struct, frozen=True):
    """The counts of a batch; always read = added + merged + opposed + rejected + blank. ``rejects``, ``heard`` and
    ``apart`` are the first ones (1 000); ``heard`` tells where a refusal was read, of some of the opposed rows;
    ``closed``: as in :class:`Coverage`; ``coverage``: what the persons of a file may be reached by, None for what is no
    file; ``people``: the leads made, by which the list grows: a row of several people makes as many."""

    batch: int
    added: int = 0
    merged: int = 0
    opposed: int = 0
    rejected: int = 0
    blank: int = 0
    rejects: tuple[RejectedRow, ...] = ()
    heard: tuple[SourceRefusal, ...] = ()
    coverage: Coverage | None = None
    apart: tuple[LookalikeRow, ...] = ()
    closed: tuple[tuple[str, int], ...] = ()
    people: int = 0

    @property
    def read(self) -> int:
        """The number of rows read: the sum of the other counts."""
        return sum(self.parts.values())

    @property
    def parts(self) -> dict[str, int]:
        """The counts whose sum is :attr:`read`, by their name."""
        return {
            "added": self.added,
            "merged": self.merged,
            "opposed": self.opposed,
            "rejected": self.rejected,
            "blank": self.blank,
        }
