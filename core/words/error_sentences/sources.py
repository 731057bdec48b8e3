"""Sentences about a file to import, its rows and who sold it; about pages of listings and alert e-mails: what was not
read, why, and what to do instead."""

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
        "FILE_ASKS": N_(
            "Ce fichier demande d’abord une réponse\u202f: {codes}. Rien n’a été importé. Répondez à la "
            "vérification, ou par --fix CODE=CHOIX."
        ),
        "ROW_NO_SOURCE": N_("Ni site ni référence : la personne ne pourrait pas savoir d’où viennent ses données."),
        "ROW_NO_CONTACT": N_("Ni téléphone, ni e-mail, ni adresse : il n’y a rien à enregistrer."),
        "ROW_BAD_PHONE": N_("Numéro incompréhensible : « {value} »."),
        "ROW_BAD_DATE": N_("Date incompréhensible ou à venir : « {value} »."),
        "ROW_AGENCY": N_("Annonce d’une agence ou d’un professionnel, pas d’un particulier."),
        "ROW_TEST": N_("Ligne d’essai d’un formulaire, de personne."),
        "ROW_TOTAL": N_("Ligne de total, de personne."),
        "ROW_HOTLINE": N_("Ce numéro est celui du site {site}, pas celui de la personne."),
        "ROW_SET_ASIDE": N_("Écartée à votre demande, lors de la vérification."),
        "ROW_OTHER_HEADINGS": N_(
            "Autres en-têtes ici\u202f: les lignes qui suivent sont lues d’après eux, sauf «\u202f{left}\u202f», "
            "qui n’a pas de colonne plus haut."
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
        "PAGE_BLOCKED": N_(
            "{site} a refusé l’accès à la page. Nous n’insistons pas. Ouvrez l’annonce et recopiez ses informations."
        ),
        "PAGE_ROBOTS": N_(
            "{site} demande aux programmes de ne pas lire cette page (robots.txt). Elle n’a pas été lue."
        ),
        "PAGE_TERMS": N_(
            "{site} n’est pas lu par un programme ({reference}). Rien ne lui a été demandé. Enregistrez vous-même une "
            "annonce depuis votre navigateur, ou recopiez-la à la main."
        ),
        "PAGE_LOGIN": N_(
            "Cette page demande de se connecter. Elle n’a pas été lue : nous ne lisons que ce qui est visible par tous."
        ),
        "PAGE_GONE": N_("L’annonce n’est plus en ligne. Voulez-vous effacer le nom et les coordonnées ?"),
        "PAGE_ABSENT": N_("Cette page n’est plus sur {site}. Rien n’en a été ajouté, et aucune fiche n’en vient."),
        "PAGE_ACCOUNT": N_(
            "{site} ne montre ses annonces qu’à ses membres\u202f: elles ne sont jamais demandées au site. "
            "Enregistrez la "
            "page depuis votre navigateur, puis choisissez-la ici, ou saisissez l’annonce à la main."
        ),
        "PAGE_SILENT": N_("{site} ne répond pas. Rien n’en a été ajouté. Réessayez plus tard."),
        "PAGE_SLOW": N_("{site} met trop de temps à répondre. Rien n’en a été ajouté. Réessayez plus tard."),
        "PAGE_TLS": N_(
            "Le certificat de {site} n’est pas valable\u202f: rien ne lui a été demandé. Vérifiez l’adresse."
        ),
        "PAGE_GARBLED": N_(
            "La réponse de {site} ne se décompresse pas. Rien n’en a été ajouté. Enregistrez la page depuis votre "
            "navigateur."
        ),
        "PAGE_CUT_SHORT": N_("La réponse de {site} s’est arrêtée avant la fin. Rien n’en a été ajouté. Réessayez."),
        "PAGE_LOOP": N_(
            "{site} renvoie d’une adresse à l’autre sans fin. Rien n’en a été ajouté. Ouvrez l’annonce dans votre "
            "navigateur et enregistrez-la."
        ),
        "PAGE_TROUBLE": N_("{site} est en panne. Rien n’en a été ajouté. Réessayez plus tard."),
        "PAGE_NO_RESULT": N_("{site} dit qu’aucune annonce ne répond à cette recherche. Rien n’en a été ajouté."),
        "PAGE_LEFT_OUT": N_(
            "La page ne montre que ce que nous laissons de côté (recherches d’un bien, stationnements, programmes "
            "neufs, "
            "autres annonces). Rien n’en a été ajouté."
        ),
        "PAGE_CONSENT": N_(
            "La page enregistrée est la demande de consentement de {site}, pas l’annonce. Répondez-y dans votre "
            "navigateur, "
            "puis enregistrez de nouveau la page."
        ),
        "PAGE_SHELL": N_(
            "La page enregistrée est une coquille vide\u202f: {site} affiche ses annonces après coup. Attendez "
            "qu’elles soient à "
            "l’écran, puis enregistrez de nouveau la page («\u202fpage Web, un seul fichier\u202f»)."
        ),
        "PAGE_NOTHING": N_(
            "La page est vide. Rien n’en a été ajouté. Enregistrez-la de nouveau depuis votre navigateur."
        ),
        "PAGE_PDF": N_(
            "«\u202f{file}\u202f» est un PDF, pas une page. Il n’a pas été lu. Enregistrez la page elle-même "
            "(Ctrl+S), ou saisissez l’annonce à la main."
        ),
        "PAGE_IMAGE": N_(
            "«\u202f{file}\u202f» est une image. Elle n’a pas été lue. Enregistrez la page elle-même (Ctrl+S)."
        ),
        "PAGE_NOT_ONE": N_(
            "«\u202f{file}\u202f» n’est ni une page, ni un e-mail. Il n’a pas été lu. Enregistrez la page depuis votre "
            "navigateur, ou le message au format .eml."
        ),
        "PAGE_CUT": N_(
            "«\u202f{file}\u202f» est abîmé\u202f: il ne se décompresse pas. Rien n’en a été ajouté. Enregistrez-le "
            "de nouveau."
        ),
        "PAGE_ZIP": N_(
            "L’archive «\u202f{file}\u202f» est abîmée, protégée ou trop grosse. Rien n’en a été ajouté. Ouvrez-la, "
            "puis choisissez les "
            "pages qu’elle contient."
        ),
        "PAGE_ZIP_MANY": N_(
            "L’archive «\u202f{file}\u202f» contient {count}\u00a0pages, plus que les {most} qui se lisent à la fois. "
            "Rien n’en a été ajouté. Partagez-la."
        ),
        "PAGE_ZIP_EMPTY": N_(
            "L’archive «\u202f{file}\u202f» ne contient aucune page enregistrée. Rien n’en a été ajouté. Ouvrez-la, "
            "puis choisissez les pages."
        ),
        "PAGE_TOO_HEAVY": N_(
            "«\u202f{file}\u202f» demande trop de mémoire ou de temps pour être lu. Rien n’en a été ajouté. "
            "Enregistrez la page de nouveau depuis votre navigateur."
        ),
        "PAGE_MAIL_EMPTY": N_("Le message «\u202f{file}\u202f» ne contient pas de texte. Rien n’en a été ajouté."),
        "PAGE_NO_LISTING": N_("La page est lue, mais aucune annonce n’y a été reconnue. Rien n’en a été ajouté."),
        "PAGE_TERMS_NO": N_(
            "Les conditions de {site} refusent la lecture par un programme\u202f: {user} l’a noté le {day}. Rien ne "
            "lui a été demandé. Enregistrez vous-même une annonce, ou recopiez-la à la main."
        ),
        "PAGE_TERMS_UNREAD": N_(
            "Personne n’a encore lu les conditions de {site}. La page n’a pas été demandée. Lisez-les, puis dites si "
            "elles le permettent."
        ),
        "PAGE_RESERVED": N_(
            "{site} s’oppose à la lecture par un programme (fouille de textes et de données). La page n’est pas lue. "
            "Recopiez l’annonce à la main."
        ),
        "PAGE_CAP": N_(
            "{count} de {site} aujourd’hui\u202f: c’est notre plafond. Rien de plus n’est pris. Reprenez demain, ou "
            "recopiez à la main."
        ),
        "SITE_UNNAMED": N_("Nommez le site, ou donnez son adresse. Rien n’a été changé."),
        "AD_FIELD_UNKNOWN": N_(
            "Une annonce n’a pas de champ «\u202f{field}\u202f». Rien n’a été changé. Connus\u202f: {known}."
        ),
        "PAGE_ADDRESS_NEEDED": N_(
            "L’adresse de la page copiée n’est pas connue\u202f: sans elle, pas de provenance. Rien n’en a été ajouté. "
            "Donnez-la."
        ),
        "PAGE_ADDRESS_OTHER": N_(
            "«\u202f{address}\u202f» n’est pas l’adresse de la page copiée\u202f: ses liens mènent à {site}. Rien n’en "
            "a été ajouté. Donnez l’adresse de la page."
        ),
        "BROWSER_NONE": N_(
            "Aucun navigateur n’a été relié : ni Chrome, ni Edge n’ont encore été ouverts ici. Ouvrez-en un, puis "
            "réessayez."
        ),
        "BROWSER_NOT_LINKED": N_(
            "Le navigateur n’est pas relié : {why}. Rien n’a été changé. Fermez-le, puis réessayez."
        ),
        "PAGE_ADDRESS_BAD": N_(
            "Ce n’est pas l’adresse d’une page du web. Rien n’en a été ajouté. Copiez-la dans la barre du "
            "navigateur\u202f: elle commence par https://."
        ),
        "PAGE_ONE": N_(
            "{site} refuse d’être relevé\u202f: nous n’en prenons qu’une annonce à la fois. Rien n’en a été ajouté. "
            "Choisissez laquelle."
        ),
        "PAGE_PRIVATE": N_(
            "Cette adresse mène dans un réseau privé ou à cet ordinateur\u202f: nous ne l’avons pas demandée. "
            "Vérifiez-la."
        ),
        "PAGE_NOT_WEB": N_(
            "{site} renvoie à une adresse qui n’est pas une page du web\u202f: nous ne l’avons pas suivie. Ouvrez "
            "l’annonce dans votre navigateur."
        ),
        "PAGE_NOBODY": N_("Aucun site ne répond à «\u202f{host}\u202f». Rien n’en a été ajouté. Vérifiez l’adresse."),
        "PAGE_WAIT": N_(
            "{site} demande d’attendre\u202f: il est trop sollicité. Rien n’en a été ajouté. Réessayez plus tard."
        ),
        "PAGE_NO_ANSWER": N_(
            "{site} a répondu sans rien envoyer. Rien n’en a été ajouté. Ouvrez l’annonce dans votre navigateur."
        ),
        "PAGE_ODD": N_(
            "{site} a fait une réponse que nous ne comprenons pas ({status}). Rien n’en a été ajouté. Ouvrez l’annonce "
            "dans votre navigateur."
        ),
        "PAGE_HEAVY": N_(
            "La page de {site} est trop grosse pour une annonce\u202f: la lecture est arrêtée. Rien n’en a été ajouté."
        ),
        "PAGE_REFRESH": N_(
            "Cette page ne fait que renvoyer à une autre. Rien n’en a été ajouté. Ouvrez l’annonce elle-même, et "
            "donnez son adresse."
        ),
        "MAILBOX_UNSET": N_(
            "La boîte des alertes n’est pas réglée\u202f: il manque son serveur ou son compte. Rien n’a été lu."
        ),
        "MAILBOX_PASSWORD": N_("Le mot de passe de {user} n’est pas dans le trousseau du système. Écrivez-le."),
        "MAILBOX_REFUSED": N_(
            "{host} refuse le compte {user} ou son mot de passe. Rien n’a été lu. Beaucoup de fournisseurs demandent "
            "un mot de passe d’application."
        ),
        "MAILBOX_FOLDER": N_("{host} n’a pas de dossier «\u202f{folder}\u202f». Rien n’a été lu. Vérifiez son nom."),
        "MAILBOX_SILENT": N_("{host} ne répond pas. Rien n’a été lu. Vérifiez l’adresse du serveur, puis réessayez."),
        "MAILBOX_TLS": N_(
            "Le certificat de {host} n’est pas valable\u202f: rien ne lui a été envoyé. Vérifiez l’adresse."
        ),
        "MAILBOX_BROKEN": N_("{host} a interrompu la lecture. Ce qui a été lu est gardé. Réessayez plus tard."),
        "MAILBOX_EMPTY": N_("Aucune alerte de site n’est arrivée ces derniers jours. Rien n’a été ajouté."),
        "NETWORK_DOWN": N_("Pas de connexion à internet. Votre travail est enregistré. Seules les captures attendent."),
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
        "PAGE_CAP": {"count": (N_("{n} annonce"), N_("{n} annonces"))},
    }
)
