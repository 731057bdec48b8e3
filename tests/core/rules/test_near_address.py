"""Two signatures of one block, as the register keeps them, tell two homes or may tell one."""

import tomllib

from core.base.addresses import Address, other_places, read_address, streets_in_cell
from core.base.records import replace
from core.rules.comparators import PersonName, name_of
from core.rules.near_address import (
    blocks_asked,
    blocks_kept,
    is_one_door,
    near,
    other_name,
    other_street,
    signature,
    surname_in,
)
from tests.ear import FILES
from tests.tables import each, table

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


HOMES = tomllib.loads((FILES / "ways_round.toml").read_text("utf-8"))["homes"]
"""Streets as two sources write them, then the places of both where they differ."""


def streets(street: str, place: str) -> list[Address]:
    """Return the addresses of number 14 of a street, in a place as « code/town »."""
    address = (f"14 {street}", *place.split("/"))
    return [read_address(*address), *streets_in_cell(*address)]


def holds(refused: list[Address], asked: list[Address], name: PersonName, other: PersonName) -> bool:
    """Tell whether a refusal at some addresses holds somebody at others."""
    kept = {block: address for address in refused for block in blocks_kept(address)}
    return any(
        near(signature(kept[block], name, str), signature(address, other, str), one_door=is_one_door(block))
        for address in asked
        for block in blocks_asked(address, other_places(address))
        if block in kept
    )


def test_a_home_is_known_however_its_street_is_written() -> None:
    """With a first name, and without; each beside somebody of another name, another number and another town."""
    named, alone, others = NAME, name_of("Moreau", surname="Moreau"), name_of("Luc Petit", surname="Petit")
    assert len(HOMES) > 50

    def check(home: list[str]) -> None:
        street, other, place, other_place = home if len(home) > 2 else (*home, "30700/Uzès", "30700/Uzès")
        refused, asked = streets(street, place), streets(other, other_place)
        for name in (named, alone):
            assert holds(refused, asked, name, name), name
            assert not holds(refused, asked, name, others), name
            assert not holds(refused, [replace(address, number="16") for address in asked], name, name), name
            assert not holds(refused, streets(other, "69002/Lyon"), name, name), name

    each(HOMES, check)


@table(
    "name, other, same",
    [
        (("Hélène Moreau", "Moreau"), ("Moreau Hélène", ""), True),
        (("Hélène Moreau", "Moreau"), ("Hélène MOREAU", "MOREAU"), True),
        (("Hélène Moreau", ""), ("MOREAU Hélène", ""), True),
        (("Hélène Moreau", "Moreau"), ("Luc Moreau", "Moreau"), False),
        (("Hélène Moreau", "Moreau"), ("Moreau", "Moreau"), False),
        (("Hélène Moreau", "Moreau"), ("Hélène Martin", "Martin"), False),
    ],
)
def test_one_name_at_one_number_is_held_whatever_the_street(
    name: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    """Surname, first name, number and place (rule OBJ-08)."""
    whoever, asked = (name_of(told, surname=surname) for told, surname in (name, other))
    assert holds(streets("rue des Lilas", "30700/Uzès"), streets("avenue Foch", "30700/Uzès"), whoever, asked) is same
    assert not holds(streets("rue des Lilas", "30700/"), streets("avenue Foch", "69002/Lyon"), whoever, asked)


@table(
    "words, surname",
    [
        ("Odile Petit", ("petit",)),
        ("Petit Odile", ("petit",)),
        ("Luc Petit", ()),
        ("Odile Petit Roux", ()),
        ("Petit", ()),
    ],
)
def test_a_refusal_tells_which_word_is_the_surname(words: str, surname: tuple[str, ...]) -> None:
    home = read_address("9 rue Haute", "30700", "Uzès")
    kept = signature(home, name_of("Petit Odile", surname="Petit"), str)
    whole = signature(home, name_of("Petit Odile"), str)
    assert surname_in(kept, name_of(words).told, str) == surname
    assert surname_in(whole, name_of(words).told, str) == (), "nothing tells the surname of this one either"
