"""The index of an inspector's file: what each part is, what it proves, and what it does not contain."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.actions.keeping.verifying import Verification
from core.base.french import moment, number
from core.base.version import VERSION
from core.model.paper import Grid, Paper, Section
from core.model.register_key import AtRest

TEXTS, AGREED, SPECIMENS = "textes/", "textes/accords/", "lettres/"
"""Folders told on one line each: the texts by version, the words printed on the forms of agreement, and the letters."""
PARTS = {
    "documents/1-registre-des-traitements.pdf": "Registre des activités de traitement (RGPD, art. 30).",
    "documents/2-mise-en-balance.pdf": "Intérêt légitime pour la lettre : balance et garanties.",
    "documents/3-analyse-d-impact.pdf": "Les neuf critères, le résultat, le modèle d’analyse.",
    "documents/4-registre-des-violations.pdf": "Violations de données (RGPD, art. 33(5)), et leur formulaire.",
    "regles/regles-en-vigueur.pdf": "Ce que le programme permet ou interdit, moyen par moyen, avec ses références.",
    "fournisseurs/fiches-et-risques.pdf": "Ce qui a été demandé à chaque fournisseur, et ce qui manque.",
    "fournisseurs/fournisseurs.csv": "Les mêmes, une ligne par fournisseur.",
    "fournisseurs/contrats.csv": "Les contrats avec qui fournit des données ou les traite pour l’agence (art. 28).",
    "acces/personnes.csv": "Qui travaille avec le programme\u202f: rôle, premier et dernier geste.",
    "lettres/envois.csv": "Les lettres parties, par version de leurs textes, et leurs spécimens.",
    "preuves/lots.csv": "Chaque fichier importé : lues = ajoutées + réunies + opposées + rejetées + vides.",
    "preuves/pages.csv": "Chaque page lue : site, moment, réponse, permission, où chaque valeur a été lue.",
    "preuves/provenances.csv": "Chaque fiche : d’où elle vient, quand, et où elle en est (informée, opposée, effacée).",
    "preuves/informations.csv": "Chaque lettre d’information : versions des textes, jours, empreinte du PDF.",
    "preuves/informations-orales.csv": "Chaque information donnée au téléphone, point par point.",
    "preuves/accords.csv": "Chaque accord : date et heure, formulaire, fin, retrait, empreinte de sa preuve.",
    "preuves/titres.csv": "Ce qui ouvre un appel sans accord : contrat, demande, professionnel.",
    "preuves/appels.csv": "Chaque appel : moment, issue, et ce que le programme en a dit alors, avec ses raisons.",
    "preuves/oppositions.csv": "Le registre d’opposition, en empreintes.",
    "preuves/demandes.csv": "Chaque demande d’une personne : reçue, due, répondue, empreinte de la réponse.",
    "preuves/effacements.csv": "Chaque effacement : quand, pourquoi, et quand il fut achevé.",
    "preuves/messages.csv": "Chaque message à qui a fourni ou reçu des données : préparé, parti.",
    "preuves/pieces.csv": "Chaque pièce gardée comme preuve d’un accord ou d’un titre : type, taille, empreinte.",
    "preuves/sauvegardes.csv": "Chaque sauvegarde scellée : son jour, et la tête du journal à ce moment.",
    "journal.txt": "La tête du journal et sa vérification.",
    "journal.jsonl": "Le journal entier, une ligne par geste : quand, qui, quoi, et son sceau.",
    "verify.py": "Un programme de quelques lignes (Python) qui vérifie le journal sans Premier Contact.",
}
READING = (
    "– Une personne est désignée par le numéro de sa fiche (F suivi de chiffres) : ce dossier ne contient ni nom, ni "
    "téléphone, ni e-mail, ni adresse de particulier, ni adresse d’annonce. L’agence montre la fiche d’un numéro sur "
    "demande.",
    "– Pour suivre une personne, gardez son numéro de fiche : il revient dans chaque liste. Entre un appel et le "
    "registre, c’est l’empreinte du numéro qui revient.",
    "– Une empreinte du registre (HMAC-SHA256, à clé secrète) reconnaît un numéro mais ne permet pas de le retrouver. "
    "Donnez un numéro à l’agence : « Vérifier un numéro » répond s’il est au registre, même fiche effacée.",
    "– Une preuve (coupon, lettre) se demande à l’agence : son SHA-256, empreinte du fichier, dit si c’est bien elle.",
    "– Les listes (.csv) s’ouvrent dans un tableur. Les heures sont celles de France, avec leur écart à l’heure "
    "universelle (+01:00 l’hiver, +02:00 l’été).",
    "– Cet index, les règles et les fiches des fournisseurs existent aussi en texte simple (.txt).",
    "– SHA256SUMS.txt porte l’empreinte de chaque fichier du dossier.",
)
QUESTIONS = (
    ("D’où viennent les données d’une personne ?", "preuves/provenances.csv, fournisseurs/fiches-et-risques.pdf"),
    ("Qu’a reçu une personne, et quand ?", "preuves/informations.csv, lettres/"),
    ("Sur quelle base lui écrivez-vous ?", "documents/2-mise-en-balance.pdf"),
    ("Qui a refusé, et qu’est devenu ce refus ?", "preuves/oppositions.csv, preuves/messages.csv"),
    ("Pourquoi cet appel était-il permis ?", "preuves/appels.csv, preuves/accords.csv, preuves/titres.csv"),
    ("Avez-vous la preuve de cet accord ?", "preuves/accords.csv, preuves/pieces.csv"),
    ("Avez-vous répondu à temps aux demandes ?", "preuves/demandes.csv, preuves/effacements.csv"),
    ("Une violation de données a-t-elle eu lieu ?", "documents/4-registre-des-violations.pdf"),
    ("Combien de temps gardez-vous quoi ?", "documents/1-registre-des-traitements.pdf"),
    ("Qui a accès, et qui travaille pour vous ?", "acces/personnes.csv, fournisseurs/contrats.csv"),
    ("Ce dossier a-t-il été arrangé ?", "verify.py, journal.jsonl, preuves/sauvegardes.csv"),
)
"""What an inspector asks first, and where it is answered."""
ACCESS = (
    "– Le programme s’ouvre avec la session de l’ordinateur : qui l’ouvre voit toutes les fiches et peut tout faire, "
    "sous le nom qu’il a choisi. Le rôle est celui que l’agence a écrit.",
    "– Chaque geste est au journal, avec son auteur et son heure.",
)
VERIFYING = (
    "– Avec Python : « python verify.py », dans le dossier déplié. Ajoutez la feuille .json d’une sauvegarde, ou une "
    "tête notée ailleurs, pour la chercher dans la chaîne.",
    "– Qui referait tout le dossier referait aussi ses sceaux : seule une tête gardée ailleurs le montrerait (cet "
    "index imprimé, la feuille d’une sauvegarde).",
)
_FOLDERS = {
    SPECIMENS: "{n} fichiers : un spécimen de chaque lettre telle qu’elle est partie, à personne.",
    AGREED: "{n} fichiers : les mots exacts de chaque formulaire d’accord imprimé, par version.",
    TEXTS: "{n} textes écrits ou dits, par version : lettre, information, coupons, réponses, script. Ce qui est entre "
    "accolades est rempli par le programme ; ce qui suit « si » ne s’écrit que dans ce cas.",
}
_READ = {
    "regles/depuis-": "Les règles d’appel et d’écriture depuis ce jour, telles que le programme les lit (TOML).",
    "regles/conservation": "Les durées de conservation, telles que le programme les lit (TOML).",
}


def index(
    agency: str, held: Mapping[str, tuple[str, int]], found: Verification, lacking: Sequence[str], at_rest: AtRest, *,
    by: str, at: datetime,
) -> Paper:  # fmt: skip
    """Return the index of a file that holds ``held`` (name → SHA-256 and lines); ``lacking``: what the agency has still
    to write; ``at_rest``: what the files of the base say to whoever copies them."""
    disk = f"– {at_rest.word.format(file='un fichier de ce compte')}"
    rows = [
        (name, words, number(held[name][1]) if name.endswith((".csv", ".jsonl")) else "", held[name][0][:12])
        for name, words in PARTS.items()
        if name in held
    ]
    rows += [
        (name, words, "", held[name][0][:12])
        for start, words in _READ.items()
        for name in held
        if name.startswith(start)
    ]
    for folder, words in _FOLDERS.items():
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
        Section("Où trouver la réponse", (), Grid(("Question", "Fichiers"), (0.5, 0.5), QUESTIONS)),
        Section("Ce que contient ce dossier", (), grid),
        Section("Comment le lire", READING),
        Section("Qui a accès", (*ACCESS, disk)),
        Section("L’intégrité", (chain, f"Tête du journal : {found.head}", *VERIFYING)),
    )
    notice = "Ce dossier dit ce que l’agence a fait et peut prouver. Il n’est pas un avis juridique."
    return Paper("index", "Dossier de contrôle", agency, at.date(), notice, sections)
