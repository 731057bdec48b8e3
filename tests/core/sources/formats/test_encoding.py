import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sources.formats.encoding import LENIENT, accents, survey

FRENCH = (
    "Nom;Prénom;Ville\nLefèvre;Anaïs;Nîmes\nGarçon;Noël;Bourg-en-Bresse\nCÉZANNE;Hélène;Alès\nDUPRÉ;Zoé;Orléans\n"
    "À vendre : très bel appartement rénové, balcon, près de l'école\n"
)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content)
    return path


UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
OLD = ("cp1252", "iso8859-15", "mac_roman", "cp850")


@pytest.mark.parametrize("encoding", [*UNICODE, *OLD])
def test_french_is_read_as_written(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, FRENCH.encode(encoding))
    found = survey(path)
    assert path.read_bytes().decode(found.encoding) == FRENCH
    assert found.confidence > 0.7
    assert "Hélène" in found.sample


@pytest.mark.parametrize(
    "text", ["LEFÈVRE;CÉDRIC;HÉRAULT\n", "226 000 € ; l’Église – n° 3 ; 45 m²\n", "cœur de ville, 12 000 €\n"]
)
def test_capitals_and_signs_are_cp1252(tmp_path: Path, text: str) -> None:
    found = survey(write(tmp_path, text.encode("cp1252")))
    assert text.encode("cp1252").decode(found.encoding) == text


def test_plain_ascii_is_utf8(tmp_path: Path) -> None:
    found = survey(write(tmp_path, b"nom;ville\nDupont;Paris\n"))
    assert (found.encoding, found.confidence, found.sample) == ("utf-8", 1.0, "")


def test_an_accent_after_two_megabytes_decides(tmp_path: Path) -> None:
    found = survey(write(tmp_path, b"Dupont;Paris\n" * 200_000 + "Lefèvre;Nîmes\n".encode("cp1252")))
    assert found.encoding == "cp1252"
    assert "Lefèvre" in found.sample


def test_a_letter_cut_between_two_pieces_is_whole(tmp_path: Path) -> None:
    content = b"x" * ((1 << 20) - 1) + "é".encode()
    assert survey(write(tmp_path, content)).encoding == "utf-8"


def test_a_late_stranger_in_utf8_keeps_the_rest(tmp_path: Path) -> None:
    content = FRENCH.encode() * 50 + "Noël\n".encode("cp1252")
    path = write(tmp_path, content)
    found = survey(path)
    assert found.encoding == "utf-8"
    assert found.confidence < 0.8
    assert path.read_text(found.encoding, LENIENT).endswith("Noël\n")


def test_counts_and_digest(tmp_path: Path) -> None:
    content = b'a;"b"\r\n\0;c\r\n'
    found = survey(write(tmp_path, content))
    assert (found.lines, found.quotes, found.has_nul, found.size) == (2, 2, True, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_old_mac_line_ends_are_counted(tmp_path: Path) -> None:
    assert survey(write(tmp_path, b"a\rb\rc\r")).lines == 3


def test_the_choice_of_the_user_is_kept(tmp_path: Path) -> None:
    found = survey(write(tmp_path, "Lefèvre".encode("cp1252")), forced="mac_roman")
    assert (found.encoding, found.confidence) == ("mac_roman", 1.0)


def test_sample_prefers_names_to_headings() -> None:
    assert accents("Prénom Téléphone Réf pièces m² Lefèvre Anaïs Zoé") == "Lefèvre, Anaïs, Zoé"


@given(content=st.binary(max_size=400))
def test_any_bytes_can_be_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(tmp_path_factory.mktemp("bytes"), content)
    found = survey(path)
    assert 0 <= found.confidence <= 1
    with path.open(encoding=found.encoding, errors=LENIENT, newline="") as file:
        assert isinstance(file.read(), str)


def test_lenient_refuses_to_encode() -> None:
    with pytest.raises(UnicodeEncodeError):
        "Ł".encode("ascii", LENIENT)
