"""Two signatures of one block, as the register keeps them, tell two homes or may tell one."""

from core.base.addresses import read_address
from core.rules.comparators import name_of
from core.rules.near_address import near, other_name, other_street, signature
from tests.tables import table

NAME = name_of("Hélène Moreau", surname="Moreau")


def signed(address: str) -> str:
    return signature(read_address(address, "30700", "Uzès"), NAME, lambda word: word)


@table(
    "one, other, apart",
    [
        ("14 rue des Mûriers", "14 rue du Four", True),
        ("14 rue des Mûriers", "14 bis rue des Mûriers", False),  # « bis » untold contradicts nothing
        ("14 ter rue des Mûriers", "14 bis rue des Mûriers", True),
        ("14 rue des Mûriers", "14 R DES MURIERS", False),
        ("14 rue des Mûriers", "14 chemin des Mûriers", False),
        ("14 rue des Mûriers", "14", False),
    ],
)
def test_two_signatures_tell_two_homes(one: str, other: str, apart: bool) -> None:
    assert other_street(signed(one), signed(other)) is apart
    assert other_street(signed(other), signed(one)) is apart


def test_a_damaged_signature_tells_nobody_apart() -> None:
    """The register of a damaged base is carried over as it is read: whoever may be of it stays closed."""
    whole = "aaaaaaaa||bbbbbbbb|cccccccc|dddddddd|eeeeeeee"
    for damaged in ("", "aaaaaaaa||bb", "\0" * 30, f"{whole}|{whole}"):
        told = [
            ask(one, other)
            for ask in (near, other_name, other_street)
            for one, other in ((damaged, whole), (whole, damaged))
        ]
        assert told == [False] * 6, damaged
