"""What hearing the refusals of ads costs, when every ad differs: ``python -m tests.bench.ads [ADS]`` (2 000).

Prints, in microseconds an ad, the median and the 95th centile of the whole and of each stage alone: the stems, the
reading as shown, the concepts, the gate, the grammar behind it and the classifier.
``python -m tests.bench.ads file FILE [ROWS]`` writes a supplier's file of such ads, for an import to read.
"""

import csv
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from core.refusals.classifier import may_refuse
from core.refusals.detection import heard
from core.refusals.grammar import GRAMMAR
from core.refusals.prefilter import hints
from core.refusals.reading import read_as_shown, spoken
from tests.bench import make_file
from tests.ear import lists

TextT = TypeVar("TextT")
WORDS = {
    "good": "belle jolie grande charmante agréable lumineuse superbe ancienne spacieuse coquette rare",
    "home": "maison villa longère ferme propriété bâtisse demeure maisonnette résidence",
    "flat": "appartement studio duplex T2 T3 T4 loft rez-de-jardin F3 F5",
    "town": "Nantes Vannes Lorient Angers Cholet Laval Rennes Dinan Auray Pornic Clisson Vitré Redon Segré Ancenis",
    "room": "chambre cuisine salle bureau buanderie entrée mezzanine véranda cave grenier garage terrasse cellier",
    "near": "écoles commerces gare plage forêt bourg lycée tramway marché médiathèque rocade collège pharmacie notaire",
    "how": "équipée aménagée ouverte lumineuse rénovée neuve carrelée isolée chauffée meublée parquetée agencée",
    "heat": "gaz fioul bois électricité granulés climatisation géothermie pompe",
    "side": "sud nord est ouest sud-ouest sud-est",
    "month": "janvier mars avril mai juin juillet septembre octobre décembre",
    "more": "portail interphone fibre volets piscine puits verger potager alarme cheminée insert dressing placards",
}
SENTENCES = tuple(
    """
Vends {good} {home} à {town}, {n} m² habitables
{good} {flat} de {n} m² au calme, proche {near} et {near}
Située à {n} min de {town}, à deux pas des {near}
Au rez-de-chaussée : {room}, {room} {how} et {room}
À l'étage, {n} chambres, {room} et {room} {how}
Chauffage au {heat}, {room} {how} en {y}
Exposée {side}, sans vis-à-vis, avec {more} et {more}
Jardin clos et arboré de {n} m², {more}
Pas de travaux à prévoir, {room} {how}
Aucun vis-à-vis, vue sur {near}
Pas de charges de copropriété, taxe foncière de {n} €
Contactez-moi pour visiter, je suis disponible le soir après {h} h
Vous serez séduits par sa {room} {how} et son {more}
N'hésitez pas à me contacter pour plus de renseignements
Prix : {n} 000 €, frais de notaire en sus
Prix net vendeur {n} 500 €, à débattre
Vente de particulier à particulier, {n} 000 €
Libre en {month}, visites sur rendez-vous
Possibilité de diviser ou d'agrandir, {room} de {n} m²
Idéal investisseur ou première acquisition, loyer possible {n} €
DPE {d}, GES {d}, diagnostics faits en {month}
Je vends car je pars à {town}
Nous quittons {town} pour le travail, vente en {month}
Double vitrage, {more}, {more} et {more}
Tél 06 39 98 {p} {p}, merci de laisser un message
Curieux s'abstenir, visite avec accord de financement uniquement
Non soumis au régime de la copropriété, lot n° {n}
La {room} donne sur la {room} {how}, très fonctionnelle
Toiture refaite en {y}, {more} de {y}
Stationnement facile, {near} accessibles à pied, bus à {n} m
Ne nécessite aucun gros œuvre, {room} à rafraîchir
L'accès à la {near} se fait en {n} minutes par la route de {town}
Le propriétaire a tout refait : {room}, {room}, {more}
Une affaire à saisir, dossier sérieux seulement
Le seul bémol : la {room} n'est pas {how}
Agence immobilière à {n} m, {near} au bout de la rue
Idéale pour profession libérale ou famille, {n} pièces
Fait partie d'une petite résidence de {n} lots, avec {more}
Vue dégagée sur {town}, soleil du matin au soir
À découvrir sans tarder
""".strip().splitlines()
)
_PLACE = re.compile(r"{(\w+)}")
_REFUSING = 0.05


def ads(count: int, *, refusing: float = _REFUSING) -> Iterator[str]:
    """Yield ``count`` ads of 100 to 600 letters that all differ, a share of which refuses in the words of the tests."""
    dice = random.Random(count)
    words = {name: choices.split() for name, choices in WORDS.items()}
    refusals = [text for part in lists() for text in part["refusals"]]

    def drawn(place: re.Match[str]) -> str:
        if place[1] in words:
            return dice.choice(words[place[1]])
        least, most = {"y": (1950, 2025), "h": (17, 21), "p": (10, 99)}.get(place[1], (2, 950))
        return dice.choice("ABCDEFG") if place[1] == "d" else str(dice.randint(least, most))

    for _number in range(count):
        length, sentences = dice.randint(100, 600), list[str]()
        while sum(map(len, sentences)) < length:
            sentences.append(_PLACE.sub(drawn, dice.choice(SENTENCES)))
        if dice.random() < refusing:
            sentences.insert(dice.randint(0, len(sentences)), dice.choice(refusals))
        yield dice.choice((". ", ".\n", " ! ", ". ", "\n")).join(sentences)[:650]


def write(file: Path, count: int) -> None:
    """Write a supplier's file whose ads all differ."""
    text = make_file.HEADERS.index("Texte de l'annonce")
    with file.open("w", encoding="cp1252", errors="replace", newline="") as target:
        writer = csv.writer(target, delimiter=";")
        writer.writerow(make_file.HEADERS)
        for row, ad in zip(make_file.rows(count), ads(count), strict=True):
            writer.writerow((*row[:text], ad, *row[text + 1 :]))


def measure(name: str, work: Callable[[TextT], object], texts: list[TextT]) -> None:
    """Print what ``work`` takes of each text."""
    taken = list[float]()
    for text in texts:
        began = time.perf_counter()
        work(text)
        taken.append((time.perf_counter() - began) * 1e6)
    low = statistics.quantiles(taken, n=20)
    print(
        f"{name:>12}: median {statistics.median(taken):6.1f} µs, p95 {low[-1]:6.1f}, mean {statistics.mean(taken):6.1f}"
    )


def main(count: int) -> None:
    """Print what each stage takes of ads that all differ, the first quarter of them read before anything is counted."""
    texts = [*ads(count)]
    for text in texts[: count // 4]:
        heard(text)
    texts = texts[count // 4 :]
    measure("whole", heard, texts)
    measure("stems", hints, texts)
    measure("as shown", read_as_shown, texts)
    spoken_words = [spoken(text) for text in texts]
    measure("concepts", GRAMMAR.codes, spoken_words)
    codes = [GRAMMAR.codes(words) for words in spoken_words]
    letters = ["".join(each) for each in codes]
    measure("gate", GRAMMAR.gate.may_find, letters)
    measure("grammar", GRAMMAR.found, codes)
    free = [text for text, each in zip(texts, codes, strict=True) if GRAMMAR.found(each) is None]
    measure("classifier", may_refuse, free)
    passed = sum(bool(GRAMMAR.gate.may_find(each)) for each in letters)
    print(f"{passed / len(texts):.0%} of the ads pass the gate, {1 - len(free) / len(texts):.0%} refuse")


if __name__ == "__main__":
    if sys.argv[1:2] == ["file"]:
        write(Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 5_000)
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 2_000)
