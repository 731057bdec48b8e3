"""Writes a supplier's file of invented sellers: « ; », cp1252, 20 columns, the same for the same number of rows.

``python -m tests.bench.make_file FILE [ROWS]``
"""

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.make_base import ENDINGS, FIRST_NAMES, SITES, STREETS, SYLLABLES, TOWNS

HEADERS = (
    "Référence", "Date de parution", "Site d'origine", "Lien", "Civilité", "Nom", "Prénom", "Téléphone", "Téléphone 2",
    "E-mail", "Adresse", "CP", "Ville", "Type de bien", "Prix", "Surface", "Pièces", "Titre", "Texte de l'annonce",
    "Divers",
)  # fmt: skip
WORDS = "Belle maison de village, proche écoles et commerces, jardin clos et terrasse au sud, à rafraîchir"


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield ``count`` rows; telephones in a block given to nobody (07 00 to 07 09), each its own."""
    syllables, endings, first_names = SYLLABLES.split(), ENDINGS.split(), FIRST_NAMES.split()
    dice = random.Random(count)
    for number in range(count):
        surname = "".join(dice.choices(syllables, k=2)).capitalize() + dice.choice(endings)
        postcode, town = dice.choice(TOWNS)
        digits = f"070{number * 7919 % 10_000_000:07d}"
        phone = " ".join(digits[at : at + 2] for at in range(0, 10, 2)) if number % 3 else digits.removeprefix("0")
        yield (
            f"TD{100_000 + number}", f"{1 + number % 28:02d}/10/2026", dice.choice(SITES),
            f"https://exemple.fr/annonce/{number}", dice.choice(("M.", "Mme", "")), surname, dice.choice(first_names),
            phone, "", f"{surname.lower()}{number}@exemple.fr" if number % 2 else "",
            f"{1 + number % 180} {dice.choice(STREETS)}, bâtiment {number // 180}", postcode.lstrip("0"), town,
            dice.choice(("Maison", "Appartement")), f"{90 + number % 400} 000 €", f"{40 + number % 120} m²",
            str(2 + number % 5), f"Maison à vendre {number}", WORDS, "à rappeler",
        )  # fmt: skip


def write(file: Path, count: int) -> None:
    """Write the file."""
    with file.open("w", encoding="cp1252", errors="replace", newline="") as target:
        writer = csv.writer(target, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows(rows(count))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
