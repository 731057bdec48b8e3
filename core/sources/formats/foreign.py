"""What a file that is no table really is, by its first bytes or by what its archive holds, whatever its name says; each
with one thing to do."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from core.base.errors import UserError
from core.base.i18n import N_, _
from core.sources.formats.markup import is_message
from core.words.errors import error


class Foreign(NamedTuple):
    """The French name of a kind of file, and the remedy (to be translated)."""

    kind: str
    remedy: str


_ASK = N_("Demandez-le à votre fournisseur au format Excel ou CSV.")
_COPY = N_("Ouvrez-le, copiez son tableau et collez-le ici, ou enregistrez ce tableau au format CSV.")
_UNPACK = N_("Décompressez-la, puis choisissez le tableau qui s’y trouve.")
_EXPORT = N_("Ouvrez-la dans son logiciel et exportez la liste au format CSV.")
_PICTURE = N_("Une image ne se lit pas comme un tableau : demandez le fichier d’origine, Excel ou CSV.")

PDF = Foreign(
    N_("document PDF"), N_("Un PDF ne se relit pas sans erreur : demandez la même liste au format Excel ou CSV.")
)
PNG = Foreign(N_("image PNG"), _PICTURE)
JPEG = Foreign(N_("photo JPEG"), _PICTURE)
HEIC = Foreign(N_("photo de téléphone HEIC"), _PICTURE)
IMAGE = Foreign(N_("image"), _PICTURE)
WORD = Foreign(N_("document Word"), _COPY)
WRITER = Foreign(N_("document texte OpenDocument"), _COPY)
RTF = Foreign(N_("document texte RTF"), _COPY)
SLIDES = Foreign(N_("présentation"), _COPY)
NUMBERS = Foreign(N_("classeur Numbers"), N_("Dans Numbers, choisissez Fichier, Exporter vers, CSV."))
PAGES = Foreign(N_("document Pages"), _COPY)
ARCHIVE = Foreign(N_("archive"), _UNPACK)
BASE = Foreign(N_("base de données"), _EXPORT)
PROGRAM = Foreign(N_("programme"), N_("Ne l’ouvrez pas. Demandez la liste à votre fournisseur au format Excel ou CSV."))
MOVIE = Foreign(N_("son ou vidéo"), _ASK)
MESSAGE = Foreign(N_("message"), N_("Ouvrez-le et enregistrez sa pièce jointe, puis choisissez-la."))
PAGE = Foreign(
    N_("page web"),
    N_("Pour lire une annonce, choisissez « Lire une page d’annonce ». Pour une liste, copiez-la et collez-la ici."),
)
XML = Foreign(N_("document XML"), _ASK)
BINARY = Foreign(N_("fichier binaire"), _ASK)

WITHOUT_TABLE: Mapping[str, Foreign] = {
    "FILE_NOT_A_TABLE": PAGE,
    "MAIL_WITHOUT_TABLE": MESSAGE,
    "DOCX_WITHOUT_TABLE": WORD,
    "ODT_WITHOUT_TABLE": WRITER,
}
"""What a file that was opened and holds no table is, by the code of its refusal."""
_SIGNATURES = (
    (b"%PDF", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"\x1f\x8b", ARCHIVE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"SQLite format 3\0", BASE),
    (b"\0\x01\0\0Standard Jet DB", BASE),
    (b"\0\x01\0\0Standard ACE DB", BASE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"ID3", MOVIE),
    (b"OggS", MOVIE),
    (b"\x1aE\xdf\xa3", MOVIE),
)
_PICTURES = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"))
"""Brands of ISO media files (ISO/IEC 23008-12) that are pictures, those of telephones among them."""


def by_bytes(head: bytes) -> Foreign | None:
    """Return what a file is by its first bytes; None for a text, of which a table may be made."""
    foreign = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if foreign:
        return foreign
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in _PICTURES else MOVIE
    if head.startswith(b"RIFF"):
        return IMAGE if head[8:12] == b"WEBP" else MOVIE
    return MESSAGE if is_message(head) else None


def by_names(names: Collection[str], file: str, mimetype: bytes = b"") -> Foreign | None:
    """Return what an archive is by the ``names`` it holds, in small letters, and by the ``mimetype`` of OpenDocument;
    ``file``: its own name, which settles what Apple's programs share."""
    if "ppt/presentation.xml" in names or mimetype.endswith(b"opendocument.presentation"):
        return SLIDES
    if any(name.endswith(".iwa") for name in names) or "index.zip" in names:
        if any(name.startswith("index/slide") for name in names):
            return SLIDES
        tables = any(name.startswith("index/tables/") for name in names)
        return NUMBERS if file.lower().endswith(".numbers") or tables else PAGES
    return None


def refusal(file: str, found: Foreign) -> UserError:
    """Return the error that says what a file is and what to do."""
    return error("FILE_NOT_A_TABLE", file=file, kind=_(found.kind), remedy=_(found.remedy))
