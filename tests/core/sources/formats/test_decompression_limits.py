"""What an archive would unpack to is told before anything of it is unpacked."""

import io
import zipfile

from core.sources.formats.decompression_limits import MAX_BYTES, MAX_RATIO, swells
from tests.core.sources.formats.malformed_books import packed
from tests.tables import table

WATCHED = 32 << 20
"""Below it, an archive may be compressed as much as it likes."""


@table(
    "full, taken, expected",
    [
        (MAX_BYTES, MAX_BYTES, False),
        (MAX_BYTES + 1, MAX_BYTES, True),
        (WATCHED, 1, False),
        (WATCHED, 0, False),
        (WATCHED + 1, 1, True),
        (WATCHED + 1, 0, True),
        (MAX_RATIO * (1 << 20), 1 << 20, False),
        (MAX_RATIO * (1 << 20) + 1, 1 << 20, True),
    ],
)
def test_an_archive_swells_by_its_whole_or_by_its_ratio(full: int, taken: int, expected: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(packed({"un.csv": b"x", "deux.csv": b""}))) as archive:
        first, second = archive.infolist()
        first.file_size, first.compress_size = full - full // 3, taken - taken // 3
        second.file_size, second.compress_size = full // 3, taken // 3
        assert swells(archive) is expected
