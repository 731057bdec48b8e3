"""The sentences of errors and import reports: what happened, what is safe, what to do, in that order.

No blame, no code, no exclamation mark. Kept as data so that every module raises the same words for the same event.
``COUNTED`` holds the parts that change with a number: field -> singular and plural, around ``{n}``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # Textes de loi
        "REFERENCE_UNKNOWN": N_(
            "Aucune règle ne porte le nom « {rule} ». Rien n’a changé. La liste est dans Réglages, Textes de loi."
        ),
        "REFERENCE_SEVERAL": N_(
            "La règle {rule} a plusieurs références. Rien n’a changé. Nommez celle à corriger : {choices}."
        ),
        "REFERENCE_PRUDENCE": N_(
            "Aucun texte n’a été trouvé pour {rule} : c’est une prudence du programme. Rien n’a changé. Un article ne "
            "peut pas être affiché à sa place."
        ),
        "REFERENCE_LONG": N_(
            "Cette référence est trop longue ({count} caractères pour {most} au plus). Rien n’a changé. Abrégez-la."
        ),
        # Contrôle des appels passés
        "PERIOD_BACKWARDS": N_(
            "La période finit avant de commencer ({first} au {last}). Rien n’a été relu. Inversez les deux dates."
        ),
        # Fichiers et imports
        "FILE_UNREADABLE": N_(
            "Le fichier « {file} » ne s’ouvre pas. Rien n’a été importé. Vérifiez qu’il n’est pas ouvert ailleurs, ou "
            "demandez-en une nouvelle copie."
        ),
        "FILE_NOT_A_TABLE": N_(
            "« {file} » porte le nom d’un tableau mais n’en est pas un ({kind}). Rien n’a été importé."
        ),
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
            "« {file} » contient plusieurs tableaux : {names}. Rien n’a été importé. Sortez de l’archive celui que "
            "vous voulez, puis choisissez-le."
        ),
        "ARCHIVE_NESTED": N_(
            "« {file} » contient une autre archive. Rien n’a été importé. Ouvrez-la, puis choisissez le tableau qui "
            "s’y trouve."
        ),
        "ARCHIVE_NAMES": N_(
            "« {file} » contient un fichier au nom piégé (« {name} »). Rien n’en a été extrait ni importé. Demandez au "
            "fournisseur comment cette archive a été faite."
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
        "UNKNOWN_ENCODING": N_("L’encodage « {encoding} » est inconnu. Rien n’a été importé. Essayez utf-8 ou cp1252."),
        "UNKNOWN_SHEET": N_(
            "« {file} » n’a pas de feuille « {sheet} ». Rien n’a été importé. Choisissez parmi : {choices}."
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
        "POLIRIS_STOCK": N_(
            "Ce fichier est le stock d’annonces d’une agence (Poliris), pas une liste de vendeurs. Rien n’a été "
            "importé."
        ),
        "IMPORT_DONE": N_("{read} : {added}, {merged}, {opposed}, {rejected}, {blank}."),
        "NO_SELLERS": N_(
            "Le fichier « {file} » ne contient pas de vendeurs : aucune colonne de nom, de téléphone ni d’e-mail. "
            "Rien n’a été importé. Vérifiez le fichier, ou indiquez les colonnes."
        ),
        # Raisons d’un rejet
        "ROW_NO_SOURCE": N_("Ni site ni référence : la personne ne pourrait pas savoir d’où viennent ses données."),
        "ROW_NO_CONTACT": N_("Ni téléphone, ni e-mail, ni adresse : il n’y a rien à enregistrer."),
        "ROW_BAD_PHONE": N_("Numéro incompréhensible : « {value} »."),
        "ROW_BAD_DATE": N_("Date incompréhensible ou à venir : « {value} »."),
        "ROW_AGENCY": N_("Annonce d’une agence ou d’un professionnel, pas d’un particulier."),
        "ROW_HOTLINE": N_("Ce numéro est celui du site {site}, pas celui de la personne."),
        "ROW_SET_ASIDE": N_("Écartée à votre demande, lors de la vérification."),
        "ROW_SHIFTED": N_("Les cases sont décalées à partir de « {column} »."),
        # Registre d’opposition
        "PHRASE_COUNT": N_(
            "La phrase de secours compte {wanted} mots, et vous en avez écrit {count}. Rien n’a été changé. Recopiez-la "
            "de la feuille imprimée, dans l’ordre."
        ),
        "PHRASE_WORD": N_(
            "Le mot n° {place} n’est pas un mot de la phrase de secours. Rien n’a été changé. Relisez-le sur la "
            "feuille imprimée."
        ),
        "PHRASE_CHECK": N_(
            "Ces mots existent mais ne forment pas une phrase de secours : deux sont sans doute échangés, ou l’un pris "
            "pour un autre. Rien n’a été changé. Relisez-la sur la feuille imprimée."
        ),
        "PHRASE_OTHER": N_(
            "Cette phrase est celle d’un autre registre : les empreintes de cette base ont été faites avec une autre "
            "clé et ne répondraient plus. Rien n’a été changé. Utilisez-la sur une base vide, ou sur la base dont elle "
            "vient."
        ),
        "REGISTER_WHO": N_(
            "« {who} » n’est ni un numéro entier, ni un e-mail, ni une adresse avec son code postal. Rien n’a été "
            "cherché. Écrivez par exemple : 12 rue des Mûriers, 30700 Uzès."
        ),
        "REGISTER_NO_CONTACT": N_(
            "« {file} » n’a ni téléphone, ni e-mail, ni adresse : aucune opposition ne peut en être lue. Rien n’a été "
            "enregistré. Choisissez un autre fichier, ou nommez ses colonnes."
        ),
        # Pages et réseau
        "PAGE_BLOCKED": N_(
            "{site} a refusé l’accès à la page. Nous n’insistons pas. Ouvrez l’annonce et recopiez ses informations."
        ),
        "PAGE_ROBOTS": N_(
            "{site} demande aux programmes de ne pas lire cette page (robots.txt). Elle n’a pas été lue."
        ),
        "PAGE_TERMS": N_(
            "Les conditions de {site} refusent la lecture par un programme. Elle n’a pas été lue. Saisissez l’annonce "
            "à la main."
        ),
        "PAGE_LOGIN": N_(
            "Cette page demande de se connecter. Elle n’a pas été lue : nous ne lisons que ce qui est visible par tous."
        ),
        "PAGE_GONE": N_("L’annonce n’est plus en ligne. Voulez-vous effacer le nom et les coordonnées ?"),
        "PAGE_NO_LISTING": N_("La page est lue, mais aucune annonce n’y a été reconnue. Rien n’a été ajouté."),
        "NETWORK_DOWN": N_("Pas de connexion à internet. Votre travail est enregistré. Seules les captures attendent."),
        # Base, disque, imprimante
        "DISK_FULL": N_(
            "Le disque est plein. La dernière action n’a pas été enregistrée, les précédentes le sont. Libérez "
            "{need} Mo."
        ),
        "FOLDER_SYNCED": N_(
            "Ce dossier est synchronisé ({service}) : la base pourrait s’y abîmer. Choisissez un dossier de cet "
            "ordinateur."
        ),
        "FOLDER_NETWORK": N_(
            "Ce dossier est sur le réseau : la base pourrait s’y abîmer. Choisissez un dossier de cet ordinateur."
        ),
        "BASE_NEWER": N_(
            "Cette base vient d’une version plus récente du programme ({version}). Elle n’a pas été touchée. Mettez à "
            "jour."
        ),
        "BASE_BUSY": N_(
            "La base est occupée par {seat}. Votre action n’est pas enregistrée. Réessayez dans un instant."
        ),
        "STALE": N_(
            "{user} a modifié cette fiche pendant que vous l’aviez ouverte. Vos changements sont à l’écran : relisez, "
            "puis validez."
        ),
        "PDF_OPEN": N_("« {file} » est ouvert dans un autre programme. Fermez-le, ou choisissez un autre nom."),
        "FONT_MISSING": N_(
            "Le nom « {name} » contient des caractères que l’imprimé ne sait pas écrire. Cette lettre est retenue."
        ),
        "UNEXPECTED": N_(
            "Le programme s’est arrêté sur une erreur. Ce que l’écran avait confirmé est enregistré. Copiez les "
            "détails pour l’assistance."
        ),
        "JOB_BROKEN": N_("Ce travail s’est interrompu. Ce qui était déjà enregistré l’est toujours. Recommencez-le."),
        "QT_LIBRARY": N_(
            "L’écran ne peut pas s’ouvrir : il manque à cet ordinateur une bibliothèque graphique ({library}). Vos "
            "données sont intactes. Installez-la, puis relancez."
        ),
        "LEAD_UNKNOWN": N_(
            "Cette fiche n’existe pas, ou n’existe plus. Rien n’a été changé. Cherchez la personne dans la liste."
        ),
        "BAD_MOMENT": N_(
            "La date ou l’heure « {value} » n’est pas comprise. Rien n’a été changé. Écrivez-la comme ceci : "
            "24/11/2026 14:30."
        ),
        "CALL_FORBIDDEN": N_("Cet appel n’est pas permis. Rien n’a été composé. {reason}"),
        # Réglages, fiches, accords
        "FIELD_UNKNOWN": N_("Le champ « {field} » n’existe pas. Rien n’a été enregistré. Champs possibles : {known}."),
        "FIELD_VALUE": N_("« {value} » ne convient pas pour « {field} ». Rien n’a été enregistré."),
        "PAIR_BAD": N_("« {value} » n’est pas de la forme nom=valeur. Rien n’a été fait."),
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
        "BASE_READ_ONLY": N_(
            "Le disque refuse l’écriture. La dernière action n’a pas été enregistrée, les précédentes le sont. "
            "Vérifiez le dossier de la base."
        ),
        "BASE_UNREADABLE": N_(
            "La base de « {folder} » ne se lit pas : elle est abîmée, ou ce n’est pas une base de Premier Contact. "
            "Elle n’a pas été modifiée. Restaurez une sauvegarde."
        ),
        "BATCH_UNKNOWN": N_(
            "Ce lot n’existe pas. Rien n’a été changé. « main.py batches » donne la liste des lots et leurs numéros."
        ),
        "BATCH_RUNNING": N_(
            "L’import de « {file} » n’est pas fini. Rien n’a été annulé. Attendez sa fin, ou arrêtez-le d’abord."
        ),
        "BATCH_UNDO_LATE": N_(
            "Ce lot ne s’annule plus : le délai de 30 jours a pris fin le {day}. Rien n’a été changé. Opposez les "
            "personnes qui le demandent."
        ),
        "MERGE_UNKNOWN": N_(
            "Cette réunion n’existe pas, ou a déjà été défaite. Rien n’a été changé. Relisez la liste du lot."
        ),
        "MERGE_KEPT": N_("Cette réunion reste : {reason}. Rien n’a été changé."),
        "JOIN_ITSELF": N_("Ces deux fiches n’en font qu’une. Rien n’a été changé. Choisissez deux prospects."),
        "JOIN_OPENS": N_(
            "Réunir ces deux fiches rouvrirait ce qui est fermé sur l’une d’elles : {what} Rien n’a été changé. "
            "Gardez les deux fiches."
        ),
        "JOIN_UNKNOWN": N_(
            "Cette réunion n’existe pas, ou a déjà été défaite. Rien n’a été changé. Relisez la fiche."
        ),
        "JOIN_UNDO_LATE": N_(
            "Cette réunion ne se défait plus : le délai de 30 jours a pris fin le {day}. Rien n’a été changé."
        ),
        "JOIN_UNDO_FIRST": N_(
            "Cette fiche a été réunie à une autre depuis. Rien n’a été changé. Défaites d’abord la dernière réunion."
        ),
        "REJECTS_NONE": N_("Ce lot n’a aucune ligne rejetée. Aucun fichier n’a été écrit."),
        "UNDO_EXPECTED": N_("Annuler ce lot donnerait : {removed}, {unmerged}, {kept}."),
        "UNDO_DONE": N_("Lot annulé. {removed}, {unmerged}."),
        "UNDO_PARTIAL": N_("Lot annulé. {kept}."),
        "UNDO_LATE": N_(
            "Cette opposition ne s’annule plus. Elle reste enregistrée. Seul un nouvel accord, prouvé et venu de la "
            "personne, permettra de la contacter."
        ),
        "CALLBACK_PAST": N_("Ce rappel est dans le passé. Il n’a pas été enregistré. Choisissez un moment à venir."),
        "CONSENT_FUTURE": N_(
            "Cet accord porte une date à venir, le {value}. Il n’a pas été enregistré. Vérifiez la date sur la preuve."
        ),
        "CONSENT_HOUR": N_(
            "Il manque l’heure de l’accord « {value} ». Il n’a pas été enregistré : la preuve doit porter la date et "
            "l’heure (C. consom., art. R223-2). Écrivez-les comme ceci : 2026-11-20T14:30."
        ),
        "CONSENT_WORDING": N_("Il manque le texte auquel la personne a consenti. L’accord n’a pas été enregistré."),
        "PROOF_TOO_BIG": N_(
            "« {file} » dépasse 20 Mo. L’accord n’a pas été enregistré. Numérisez le coupon seul, en PDF ou en image."
        ),
        "PROOF_UNREADABLE": N_(
            "« {file} » est vide ou ne s’ouvre pas. Rien n’a été enregistré : sans preuve, rien ne permet d’appeler."
        ),
        "TITLE_REFUSED": N_("{reason} Rien n’a été enregistré ({reference})."),
        "PROOF_ALTERED": N_(
            "Cette preuve manque ou a changé depuis son enregistrement : elle ne prouve plus rien. Rien n’a été fait. "
            "Restaurez une sauvegarde."
        ),
        "LETTER_REFUSED": N_("Aucune lettre n’a été préparée. {reasons}"),
        "LETTER_UNKNOWN": N_("Aucune lettre ne porte la référence « {reference} ». Relisez-la sur le coupon."),
        "NO_DISPLAY": N_(
            "Aucun écran n’est relié à ce programme. Rien n’a été changé. Lancez-le depuis une session graphique, ou "
            "utilisez un verbe : « main.py --help » en donne la liste."
        ),
        "ORIGIN_MISSING": N_("La lettre ne peut pas dire d’où viennent ces données : il manque {missing}."),
        "AGENCY_INCOMPLETE": N_("Complétez l’identité de votre agence avant d’écrire : il manque {missing}."),
        "ADDRESS_MISSING": N_("Cette lettre est retenue : il manque {missing} du destinataire. Complétez la fiche."),
        "FIELD_MISSING": N_("Cette lettre est retenue : il manque « {name} ». Complétez la fiche."),
        "LETTER_TOO_LONG": N_(
            "Cette lettre ne tient pas sur {where} : un nom, une adresse ou une mention est trop long. Elle est "
            "retenue. Raccourcissez-le dans la fiche ou dans Réglages, Agence."
        ),
        # Demandes des personnes
        "REQUEST_UNKNOWN": N_("Cette demande n’existe pas. Rien n’a été changé. Relisez la liste des demandes."),
        "REQUEST_WHO": N_(
            "Il manque qui demande. Rien n’a été noté. Écrivez un nom, un numéro, un e-mail ou la référence d’une lettre."
        ),
        "REQUEST_FUTURE": N_("Cette demande porte une date à venir, le {day}. Rien n’a été noté. Vérifiez la date."),
        "REQUEST_ANSWERED": N_("Cette demande a déjà sa réponse, du {day}. Rien n’a été changé."),
        "REQUEST_BEFORE": N_(
            "Cette réponse serait du {day}, avant la demande ou après aujourd’hui. Rien n’a été changé. Vérifiez la date."
        ),
        "REQUEST_IDENTITY": N_(
            "Notez d’abord à quoi vous avez reconnu la personne. Rien n’a été changé. Une pièce d’identité n’est "
            "demandée qu’en cas de doute."
        ),
        "REQUEST_REASON": N_("Il manque la raison à donner à la personne. Rien n’a été changé. Écrivez-la."),
        "REQUEST_EXTEND_LATE": N_(
            "Le délai d’un mois a pris fin le {day} : il ne se prolonge plus. Rien n’a été changé. Répondez au plus vite."
        ),
        "REQUEST_EXTENDED": N_("Ce délai a déjà été prolongé jusqu’au {day}. Rien n’a été changé."),
        "REQUEST_KNOWN": N_(
            "Une fiche répond à cette demande : « nous n’avons rien » serait faux. Rien n’a été changé. Répondez avec "
            "la fiche."
        ),
        "REQUEST_NO_SHEET": N_(
            "Aucune fiche ne répond à cette demande. Rien n’a été changé. La réponse est « nous n’avons rien »."
        ),
        "TASK_UNKNOWN": N_("Ce message n’existe pas, ou n’existe plus. Rien n’a été changé. Relisez la liste."),
        "TASK_SENT": N_("Ce message est déjà parti, le {day}. Rien n’a été changé."),
        "TASK_PROOF": N_(
            "Il manque comment ce message est parti. Rien n’a été noté. Écrivez par exemple « e-mail » ou le numéro du "
            "recommandé."
        ),
        "TASK_EMPTIED": N_(
            "La personne est effacée et ce message est parti : son texte n’est plus gardé. Son empreinte et sa date le "
            "sont."
        ),
        "CORRECTION_NONE": N_("Rien ne change sur cette fiche. Rien n’a été enregistré."),
        "FOLDER_READ_ONLY": N_(
            "Le dossier « {folder} » refuse l’écriture. Rien n’a été enregistré. Choisissez un autre dossier, ou "
            "changez ses droits."
        ),
    }
)

Counted = Mapping[str, Mapping[str, tuple[str, str]]]

COUNTED: Counted = MappingProxyType(
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
        "UNDO_EXPECTED": {
            "removed": (N_("{n} fiche retirée"), N_("{n} fiches retirées")),
            "unmerged": (N_("{n} réunion défaite"), N_("{n} réunions défaites")),
            "kept": (N_("{n} fiche gardée"), N_("{n} fiches gardées")),
        },
        "UNDO_DONE": {
            "removed": (N_("{n} fiche retirée"), N_("{n} fiches retirées")),
            "unmerged": (N_("{n} réunion défaite"), N_("{n} réunions défaites")),
        },
        "UNDO_PARTIAL": {
            "kept": (
                N_(
                    "{n} fiche reste, car vous lui avez écrit, vous l’avez appelée, elle s’est opposée ou un autre lot "
                    "l’a complétée"
                ),
                N_(
                    "{n} fiches restent, car vous leur avez écrit, vous les avez appelées, elles se sont opposées ou "
                    "un autre lot les a complétées"
                ),
            ),
        },
    }
)
