"""The index of an inspector's file: what each part is, what it proves, and what it does not contain."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime

from core.actions.keeping.verifying import Verification
from core.base.french import moment, number
from core.base.resources import resource
from core.base.version import VERSION
from core.model.paper import Grid, Paper, Section
from core.model.register_key import AtRest

TEXTS, AGREED, SPECIMENS = "textes/", "textes/accords/", "lettres/"
"""Folders told on one line each: the texts by version, the words printed on the forms of agreement, and the letters."""
_WORDS = tomllib.loads(resource("papers", "index.toml").read_text("utf-8"))
HEADINGS: Mapping[str, Sequence[str]] = _WORDS["headings"]
"""List of the file -> its headings."""


def index(
    agency: str, held: Mapping[str, tuple[str, int]], found: Verification, lacking: Sequence[str], at_rest: AtRest, *,
    by: str, at: datetime,
) -> Paper:  # fmt: skip
    """Return the index of a file that holds ``held`` (name → SHA-256 and lines); ``lacking``: what the agency has still
    to write; ``at_rest``: what the files of the base say to whoever copies them."""
    disk = f"– {at_rest.word.format(file='un fichier de ce compte')}"
    rows = [
        (name, words, number(held[name][1]) if name.endswith((".csv", ".jsonl")) else "", held[name][0][:12])
        for name, words in _WORDS["parts"].items()
        if name in held
    ]
    rows += [
        (name, words, "", held[name][0][:12])
        for start, words in _WORDS["read"].items()
        for name in held
        if name.startswith(start)
    ]
    for folder, words in _WORDS["folders"].items():
        count = sum(name.startswith(folder) for name in held)
        rows += [(folder, words.format(n=number(count)), "", "")] if count else []
    chain = (
        f"Journal de {number(found.rows)} lignes, chacune scellée à la précédente : intact."
        if found.ok
        else "Problèmes : " + " ".join(found.problems)
    )
    grid = Grid(("Fichier", "Ce qu’il montre", "Lignes", "SHA-256"), (0.34, 0.42, 0.09, 0.15), tuple(rows))
    sections = (
        Section("Fait par", (f"{by}, le {moment(at)}, avec Premier Contact {VERSION}.",)),
        *([Section("Ce qui reste à écrire par l’agence", tuple(f"– {words}" for words in lacking))] if lacking else []),
        Section(
            "Où trouver la réponse",
            (),
            Grid(("Question", "Fichiers"), (0.5, 0.5), tuple(map(tuple, _WORDS["questions"]))),
        ),
        Section("Ce que contient ce dossier", (), grid),
        Section("Comment le lire", tuple(_WORDS["reading"])),
        Section("Qui a accès", (*_WORDS["access"], disk)),
        Section("L’intégrité", (chain, f"Tête du journal : {found.head}", *_WORDS["verifying"])),
    )
    notice = "Ce dossier dit ce que l’agence a fait et peut prouver. Il n’est pas un avis juridique."
    return Paper("index", "Dossier de contrôle", agency, at.date(), notice, sections)
