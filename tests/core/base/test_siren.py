"""A SIREN: nine digits, the last one a key."""

from core.base import siren
from tests.tables import table


@table(
    "typed, whole, keyed",
    [
        ("123 456 782", True, True),
        ("123.456.782", True, True),
        ("123456789", True, False),
        ("12345678", False, True),
        ("١٢٣٤٥٦٧٨٢", False, True),
    ],
)
def test_nine_digits_and_a_key(typed: str, whole: bool, keyed: bool) -> None:
    digits = siren.bare(typed)
    assert siren.is_whole(digits) is whole
    if whole:
        assert siren.is_keyed(digits) is keyed
