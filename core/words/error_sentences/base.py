"""Sentences about the base, the disk, the screen and what the user typed."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "DISK_FULL": N_(
            "Le disque est plein. La dernière action n’a pas été enregistrée, les précédentes le sont. Libérez "
            "{need} Mo."
        ),
        "OUTPUT_FULL": N_("La réponse n’a pas pu être écrite : le disque de la sortie est plein. Libérez de la place."),
        "OUT_NAME": N_(
            "« {file} » ne peut pas être un nom de fichier. Rien n’a été écrit. Choisissez un nom plus court, "
            "qui ne soit pas vide."
        ),
        "OUT_FOLDER": N_(
            "Le dossier « {folder} » n’existe pas. Rien n’a été écrit. Créez-le, ou choisissez-en un autre."
        ),
        "OUT_TAKEN": N_(
            "« {file} » est une base de données, ou n’est pas un fichier. Rien n’y a été écrit. Choisissez un "
            "autre nom."
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
        "BASE_OLDER": N_(
            "Cette base est plus ancienne que ce poste ne le sait : des refus notés depuis y manquent peut-être. "
            "Rien n’est permis avant qu’ils y soient repris. Fermez le programme et rouvrez-le."
        ),
        "BASE_BUSY": N_(
            "La base est occupée par {seat}. Votre action n’est pas enregistrée. Réessayez dans un instant."
        ),
        "PDF_OPEN": N_("« {file} » est ouvert dans un autre programme. Fermez-le, ou choisissez un autre nom."),
        "FONT_MISSING": N_(
            "« {name} » contient des caractères que l’imprimé ne sait pas écrire. Rien n’est parti : récrivez-le "
            "en lettres latines, comme sur une enveloppe."
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
        "FIELD_UNKNOWN": N_("Le champ « {field} » n’existe pas. Rien n’a été enregistré. Champs possibles : {known}."),
        "FIELD_VALUE": N_("« {value} » ne convient pas pour « {field} ». Rien n’a été enregistré."),
        "PAIR_BAD": N_("« {value} » n’est pas de la forme nom=valeur. Rien n’a été fait."),
        "CLOCK_BEHIND": N_(
            "L’horloge de cet ordinateur retarde, ou a été en avance : elle indique le {now}, et un geste déjà "
            "enregistré est daté du {last}. Vérifiez la date et l’heure. Les refus gardent l’ordre où ils "
            "ont été notés."
        ),
        "BASE_READ_ONLY": N_(
            "Le disque refuse l’écriture. La dernière action n’a pas été enregistrée, les précédentes le sont. "
            "Vérifiez le dossier de la base."
        ),
        "DISK_UNSURE": N_(
            "Le disque n’a pas confirmé l’écriture. La dernière action n’a pas été enregistrée, les précédentes le "
            "sont. Faites une sauvegarde ailleurs, puis vérifiez le disque."
        ),
        "BASE_LET_GO": N_(
            "Le fichier de la base a été libéré un instant. La dernière action n’a pas été enregistrée, les "
            "précédentes le sont. Refaites-la."
        ),
        "BASE_MOVED": N_(
            "Le fichier de la base de « {folder} » a été déplacé ou remplacé pendant que le programme était ouvert. Ce "
            "qui est affiché n’est plus à jour, et rien n’est plus enregistré. Fermez le programme, puis ouvrez-le de "
            "nouveau."
        ),
        "BASE_LOST": N_(
            "Le fichier de la base de « {folder} » manque ou est vide, alors qu’il y en avait un. Rien n’a été créé à "
            "sa place. S’il est ailleurs, remettez-le ; sinon, restaurez une sauvegarde."
        ),
        "BASE_UNREADABLE": N_(
            "La base de « {folder} » ne se lit pas : elle est abîmée, ou ce n’est pas une base de Premier Contact. "
            "Elle n’a pas été modifiée. Restaurez une sauvegarde."
        ),
        "BASE_ALTERED": N_(
            "La base de « {folder} » n’est plus faite comme Premier Contact la fait : {what}. Un autre programme y a "
            "touché, et ce qui s’y enregistre pourrait être changé ou perdu. Rien n’a été enregistré. Restaurez une "
            "sauvegarde d’avant, ou reprenez ses données sans cela : « main.py restore » et ce fichier."
        ),
        "BASE_DAMAGED": N_(
            "Une partie de la base de « {folder} » ne se lit plus : elle est abîmée. Ce qui se lit encore sera repris. "
            "Restaurez une sauvegarde."
        ),
        "BASE_MIXED": N_(
            "Le fichier « {file} », à côté de la base de « {folder} », n’est pas le sien : il est d’un autre jour, ou "
            "d’une autre base. Rien n’a été modifié. Si la base vient d’être remise à la main, remettez l’ancien "
            "fichier. Sinon, restaurez une sauvegarde : les refus qui se lisent dans l’un ou l’autre seront repris."
        ),
        "NO_DISPLAY": N_(
            "Aucun écran n’est relié à ce programme. Rien n’a été changé. Lancez-le depuis une session graphique, ou "
            "utilisez un verbe : « main.py --help » en donne la liste."
        ),
        "FOLDER_READ_ONLY": N_(
            "Le dossier « {folder} » refuse l’écriture. Rien n’a été enregistré. Choisissez un autre dossier, ou "
            "changez ses droits."
        ),
    }
)
