"""Vérifie le journal de ce dossier, sans Premier Contact : Python 3.8 ou plus récent, rien d’autre à installer.

    python verify.py [feuille-de-sauvegarde.json, ou tête de 64 signes…]

Chaque ligne de journal.jsonl est scellée (SHA-256) avec celle d’avant. La dernière doit être la tête de journal.txt,
imprimée aussi dans index.pdf ; celle de chaque sauvegarde doit être dans la chaîne. Un dossier refait en entier aurait
des sceaux justes : seule une tête gardée ailleurs le montre (index imprimé, feuille .json d’une sauvegarde).
"""

import csv
import hashlib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("id", "at", "by", "what", "tables", "payload")


def chain(wrong):
    """Rend les sceaux, dans l’ordre, et ajoute à ``wrong`` les lignes qui n’ont pas le leur."""
    seals = ["0" * 64]
    with (HERE / "journal.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = {}
            try:
                row = json.loads(line)
                text = json.dumps([row[part] for part in PARTS], ensure_ascii=False, separators=(",", ":"))
                seal = hashlib.sha256((seals[-1] + text).encode()).hexdigest()
                if (row["id"], row["previous"], row["hash"]) != (number, seals[-1], seal):
                    raise ValueError(number)
            except (ValueError, KeyError, TypeError):
                wrong.append(f"Ligne {number} du journal : modifiée, ou pas à sa place.")
                seal = row.get("hash", "") if isinstance(row, dict) else ""
            seals.append(seal)
    return seals


def main(given):
    """Vérifie chaque fichier, la chaîne, puis chaque tête ; rend 0 quand tout tient, 1 sinon."""
    sys.stdout.reconfigure(errors="replace")
    wrong = []
    for line in (HERE / "SHA256SUMS.txt").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        if not (HERE / name).is_file() or hashlib.sha256((HERE / name).read_bytes()).hexdigest() != digest:
            wrong.append(f"{name} : absent, ou modifié.")
    seals = chain(wrong)
    if seals[-1] != re.search("[0-9a-f]{64}", (HERE / "journal.txt").read_text("utf-8"))[0]:
        wrong.append("journal.txt : sa tête n’est pas la dernière de la chaîne.")
    with (HERE / "preuves" / "sauvegardes.csv").open(encoding="utf-8-sig", newline="") as file:
        heads = [(f"Sauvegarde du {row['faite le']}", row["tête"]) for row in csv.DictReader(file, delimiter=";")]
    for one in given:
        head = json.loads(Path(one).read_text("utf-8"))["head"] if one.endswith(".json") else one.lower()
        heads.append((one, head))
    for where, head in heads:
        if head not in seals[1:]:
            wrong.append(f"{where} : cette tête n’est pas dans la chaîne (base restaurée depuis ? autre base ?).")
    print("\n".join(wrong) or f"Chaîne intacte : {len(seals) - 1} lignes, tête {seals[-1]}.")
    print("Un dossier refait en entier passerait aussi : comparez la tête avec une autre, gardée ailleurs.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
