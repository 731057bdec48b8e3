"""The index of an inspector's file: what each part is, what it proves, and what it leaves out."""

from collections.abc import Mapping
from datetime import datetime

from core.actions.verifying import Verification
from core.french import moment, number
from core.model.paper import Grid, Paper, Section
from core.version import VERSION

PARTS = {
    "documents/1-registre-des-traitements.pdf": "Registre des activités de traitement (RGPD, art. 30).",
    "documents/2-mise-en-balance.pdf": "Intérêt légitime pour la lettre : balance et garanties.",
    "documents/3-analyse-d-impact.pdf": "Les neuf critères, le résultat, le modèle d’analyse.",
    "regles/regles-en-vigueur.pdf": "Ce que le programme permet ou interdit, moyen par moyen, avec ses références.",
    "fournisseurs/fiches-et-risques.pdf": "Ce qui a été demandé à chaque fournisseur, et ce qui manque.",
    "fournisseurs/fournisseurs.csv": "Les mêmes, une ligne par fournisseur.",
    "preuves/informations.csv": "Chaque lettre d’information : versions des textes, jours, empreinte du PDF.",
    "preuves/accords.csv": "Chaque accord : date et heure, formulaire, fin, retrait, empreinte de sa preuve.",
    "preuves/appels.csv": "Chaque appel : moment, issue, et ce que le programme en a dit alors, avec ses raisons.",
    "preuves/oppositions.csv": "Le registre d’opposition, en empreintes.",
    "preuves/demandes.csv": "Chaque demande d’une personne : reçue, due, répondue, empreinte de la réponse.",
    "preuves/messages.csv": "Chaque message à qui a fourni ou reçu des données : préparé, parti.",
    "preuves/lots.csv": "Chaque fichier importé : lues = ajoutées + réunies + opposées + rejetées + vides.",
    "journal.txt": "La tête du journal et sa vérification.",
}
READING = (
    "– Une personne est désignée par le numéro de sa fiche (F suivi de chiffres) : ce dossier ne contient ni nom, ni "
    "téléphone, ni e-mail, ni adresse de particulier. L’agence montre la fiche d’un numéro sur demande.",
    "– Une empreinte du registre (HMAC-SHA256, à clé secrète) reconnaît un numéro mais ne permet pas de le retrouver. "
    "Donnez un numéro à l’agence : « Vérifier un numéro » répond s’il est au registre, même fiche effacée.",
    "– Une preuve (coupon, lettre) se demande à l’agence : son SHA-256, empreinte du fichier, dit si c’est bien elle.",
    "– Les listes (.csv) s’ouvrent dans un tableur. Les heures sont celles de France, avec leur écart à l’heure "
    "universelle (+01:00 l’hiver, +02:00 l’été).",
    "– Cet index, les règles et les fiches des fournisseurs existent aussi en texte simple (.txt).",
    "– SHA256SUMS.txt porte l’empreinte de chaque fichier du dossier.",
)
_READ = "La règle ou la durée, telle que le programme la lit (texte structuré, TOML)."


def index(
    agency: str, held: Mapping[str, tuple[str, int]], found: Verification, *, by: str, at: datetime
) -> Paper:  # fmt: skip
    """Return the index of a file that holds ``held`` (name → SHA-256 and lines)."""
    rows = tuple(
        (name, words, number(held[name][1]) if name.endswith(".csv") else "", held[name][0][:12])
        for name, words in PARTS.items()
        if name in held
    )
    texts = tuple((name, _READ, "", digest[:12]) for name, (digest, _) in held.items() if name.endswith(".toml"))
    chain = (
        f"Journal de {number(found.rows)} lignes, chacune scellée à la précédente : intact."
        if found.ok
        else "Problèmes : " + " ".join(found.problems)
    )
    sections = (
        Section("Ce que contient ce dossier", (), Grid(
            ("Fichier", "Ce qu’il montre", "Lignes", "SHA-256"), (0.34, 0.42, 0.09, 0.15), rows + texts
        )),
        Section("Comment le lire", READING),
        Section("L’intégrité", (chain, f"Tête du journal : {found.head}")),
        Section("Fait par", (f"{by}, le {moment(at)}, avec Premier Contact {VERSION}.",)),
    )  # fmt: skip
    notice = "Ce dossier dit ce que l’agence a fait et peut prouver. Il n’est pas un avis juridique."
    return Paper("index", "Dossier de contrôle", agency, at.date(), notice, sections)
