"""Sentences about a file to import, its rows and who sold it."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "FILE_UNREADABLE": N_(
            "Le fichier « {file} » ne s’ouvre pas. Rien n’a été importé. Vérifiez qu’il n’est pas ouvert ailleurs, ou "
            "demandez-en une nouvelle copie."
        ),
        "FILE_ABSENT": N_(
            "Le fichier « {file} » est introuvable. Rien n’a été importé. Vérifiez son nom et son dossier : il a pu "
            "être déplacé ou renommé."
        ),
        "FILE_IS_FOLDER": N_("« {file} » est un dossier. Rien n’a été importé. Choisissez un fichier qui s’y trouve."),
        "FILE_NOT_A_TABLE": N_("« {file} » n’est pas un tableau ({kind}). Rien n’a été importé. {remedy}"),
        "FILE_LOCKED": N_(
            "« {file} » demande un mot de passe. Rien n’a été importé. Enregistrez-en une copie sans mot de passe."
        ),
        "FILE_TOO_BIG": N_(
            "« {file} » est anormalement gros une fois décompressé. La lecture est arrêtée et rien n’a été importé."
        ),
        "FILE_TOO_HEAVY": N_(
            "« {file} » demande trop de mémoire ou de temps pour être lu. La lecture est arrêtée et rien n’a été "
            "importé. Ouvrez-le dans un tableur et enregistrez-le au format CSV."
        ),
        "ARCHIVE_SEVERAL": N_(
            "« {file} » contient plusieurs tableaux : {names}. Rien n’a été importé. Dites lequel lire avec --member."
        ),
        "ARCHIVE_MANY": N_(
            "«\u202f{file}\u202f» contient {count}\u00a0fichiers, plus que les {most} qui se lisent. Rien n’a été "
            "importé. Ouvrez-la, puis choisissez le tableau qui s’y trouve."
        ),
        "ARCHIVE_NESTED": N_(
            "« {file} » contient une autre archive. Rien n’a été importé. Ouvrez-la, puis choisissez le tableau qui "
            "s’y trouve."
        ),
        "ARCHIVE_NAMES": N_(
            "« {file} » contient un fichier au nom piégé (« {name} »). Rien n’en a été extrait ni importé. Demandez au "
            "fournisseur comment cette archive a été faite."
        ),
        "ENTRY_UNREADABLE": N_(
            "Cette ligne n’est plus une empreinte du registre : le fichier a été modifié. Exportez-le de nouveau."
        ),
        "LOG_COLUMNS": N_(
            "«\u202f{file}\u202f» n’a pas de colonne du numéro appelé, ou du jour. Rien n’a été noté. Nommez-les avec "
            "--column COLONNE=phone et --column COLONNE=day."
        ),
        "LOG_NUMBER": N_("«\u202f{value}\u202f» n’est pas un numéro. Cet appel n’est pas noté."),
        "LOG_MOMENT": N_("«\u202f{value}\u202f» n’est pas une date passée. Cet appel n’est pas noté."),
        "LOG_OUTCOME": N_(
            "L’issue «\u202f{value}\u202f» n’est pas connue. Cet appel n’est pas noté. Dites ce qu’elle veut dire avec "
            "--outcome MOT=ISSUE."
        ),
        "RECORD_BROKEN": N_(
            "« {file} » est abîmé ou incomplet vers la ligne {line}. Rien n’a été importé. Demandez-en une "
            "nouvelle copie."
        ),
        "FILE_CHANGED": N_(
            "« {file} » a changé pendant la lecture. Rien n’a été importé. Recommencez quand il est complet."
        ),
        "FILE_CHANGED_MIDWAY": N_(
            "« {file} » a changé pendant la lecture. {kept}. Recommencez quand il est complet : ce qui est déjà "
            "enregistré sera réuni, pas doublé."
        ),
        "FILE_LOST_MIDWAY": N_(
            "« {file} » ne se lit plus : le disque ou le réseau a répondu par une erreur. {kept}. Recommencez depuis "
            "une copie sur cet ordinateur : ce qui est déjà enregistré sera réuni, pas doublé."
        ),
        "BASE_REPLACED_MIDWAY": N_(
            "Une autre fenêtre a restauré une sauvegarde pendant l’import de « {file} » : il s’arrête là. "
            "Annulez ce lot s’il est encore parmi les imports, puis recommencez."
        ),
        "UNKNOWN_ENCODING": N_("L’encodage « {encoding} » est inconnu. Rien n’a été importé. Essayez utf-8 ou cp1252."),
        "UNKNOWN_SHEET": N_(
            "« {file} » n’a pas de feuille « {sheet} ». Rien n’a été importé. Choisissez parmi : {choices}."
        ),
        "UNKNOWN_LINE": N_(
            "La ligne {line} ne peut pas être celle des en-têtes. Rien n’a été importé. Choisissez une ligne de 1 à "
            "{most}, ou 0 si le fichier n’a pas d’en-têtes."
        ),
        "UNKNOWN_COLUMN": N_(
            "Aucune colonne ne s’appelle « {said} ». Rien n’a été importé. Choisissez parmi : {choices}."
        ),
        "UNKNOWN_FIELD": N_("« {said} » n’est pas un champ. Rien n’a été importé. Choisissez parmi : {choices}."),
        "FILE_EMPTY": N_("« {file} » ne contient aucune ligne. Rien n’a été importé."),
        "LINES_LOST": N_(
            "Le fichier a {lines} lignes mais donne {records} fiches : un guillemet est sans doute resté ouvert, "
            "ligne {line}. Rien n’a été importé. Fermez ce guillemet, puis recommencez."
        ),
        "NO_SOURCE_COLUMN": N_(
            "Aucune colonne ne dit de quel site vient l’annonce. Indiquez-la : sans elle, aucune lettre n’est possible."
        ),
        "SHEET_OF_REFUSALS": N_(
            "La feuille « {sheet} » est une liste de personnes qui refusent. Rien n’a été ajouté. Importez-la "
            "à la page Oppositions, ou choisissez une autre feuille."
        ),
        "TITLE_OF_REFUSALS": N_(
            "Le titre du fichier, « {title} », annonce une liste de personnes qui refusent. Rien n’a été ajouté. "
            "Importez-la à la page Oppositions, ou corrigez ce titre."
        ),
        "POLIRIS_STOCK": N_(
            "Ce fichier est le stock d’annonces d’une agence (Poliris), pas une liste de vendeurs. Rien n’a été "
            "importé."
        ),
        "IMPORT_DONE": N_("{read} : {added}, {merged}, {opposed}, {rejected}, {blank}."),
        "NO_SELLERS": N_(
            "Le fichier « {file} » ne contient pas de vendeurs : aucune colonne de nom, de téléphone ni d’e-mail. "
            "Rien n’a été importé. Vérifiez le fichier, ou indiquez les colonnes."
        ),
        "ROW_NO_SOURCE": N_("Ni site ni référence : la personne ne pourrait pas savoir d’où viennent ses données."),
        "ROW_NO_CONTACT": N_("Ni téléphone, ni e-mail, ni adresse : il n’y a rien à enregistrer."),
        "ROW_BAD_PHONE": N_("Numéro incompréhensible : « {value} »."),
        "ROW_BAD_DATE": N_("Date incompréhensible ou à venir : « {value} »."),
        "ROW_AGENCY": N_("Annonce d’une agence ou d’un professionnel, pas d’un particulier."),
        "ROW_HOTLINE": N_("Ce numéro est celui du site {site}, pas celui de la personne."),
        "ROW_SET_ASIDE": N_("Écartée à votre demande, lors de la vérification."),
        "ROW_OTHER_HEADINGS": N_(
            "Autres en-têtes ici\u202f: les lignes qui suivent sont lues d’après eux, sauf «\u202f{left}\u202f», "
            "qui n’a pas de colonne plus haut."
        ),
        "ROW_MAY_REFUSE": N_(
            "Est-ce un refus ? « {words} » Répondez à la vérification du fichier, ou corrigez la case."
        ),
        "ROW_SHIFTED": N_("Les cases sont décalées à partir de « {column} »."),
        "COLLECTED_BAD": N_(
            "La date de collecte « {value} » manque, n’est pas comprise ou est à venir. Rien n’a été importé. "
            "Écrivez-la comme ceci : 2026-11-24."
        ),
        "SUPPLIER_MISSING": N_(
            "Il manque le nom du fournisseur du fichier. Rien n’a été importé. La lettre doit dire qui vous l’a vendu."
        ),
        "SUPPLIER_UNKNOWN": N_(
            "Aucun fournisseur ne s’appelle « {name} ». Rien n’a été enregistré. Vérifiez le nom dans la liste des "
            "fournisseurs."
        ),
    }
)

COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "FILE_CHANGED_MIDWAY": {
            "kept": (N_("{n} fiche est enregistrée"), N_("{n} fiches sont enregistrées")),
        },
        "FILE_LOST_MIDWAY": {
            "kept": (N_("{n} fiche est enregistrée"), N_("{n} fiches sont enregistrées")),
        },
        "IMPORT_DONE": {
            "read": (N_("{n} ligne lue"), N_("{n} lignes lues")),
            "added": (N_("{n} ajoutée"), N_("{n} ajoutées")),
            "merged": (N_("{n} réunie"), N_("{n} réunies")),
            "opposed": (N_("{n} opposée"), N_("{n} opposées")),
            "rejected": (N_("{n} rejetée"), N_("{n} rejetées")),
            "blank": (N_("{n} vide"), N_("{n} vides")),
        },
    }
)
