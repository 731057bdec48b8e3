"""Sentences about the base, the disk, the screen and what the user typed; backups and restoring one; letters on paper:
made, sent to a printer, come out, posted."""

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
            "« {file} » ne peut pas être un nom de fichier. Rien n’a été écrit. Choisissez un nom plus simple ou plus "
            "court, qui ne soit pas vide."
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
        "TEAM_AWAY": N_(
            "Le poste qui partage la base est éteint ou injoignable. Votre action n’est pas enregistrée, les "
            "précédentes le sont. Vérifiez qu’il est allumé et que ce poste est sur le même réseau, puis réessayez."
        ),
        "TEAM_OLD": N_(
            "Le poste qui partage la base a une version plus ancienne du programme. Rien n’a été touché. Mettez-le à "
            "jour, puis réessayez."
        ),
        "TEAM_UNSURE": N_(
            "Le poste qui partage la base s’est tu pendant l’enregistrement\u202f: il est peut-être fait, peut-être "
            "pas. Quand il répondra, regardez la fiche avant de recommencer."
        ),
        "TEAM_REFUSED": N_(
            "Le poste qui partage la base n’accepte pas celui-ci\u202f: il en a été retiré, ou ce n’est pas le poste "
            "attendu. Rien n’a été enregistré. Demandez un nouveau code à la personne qui partage la base."
        ),
        "TEAM_COPY_OLD": N_(
            "Le poste {seat} est injoignable depuis plus de sept jours\u202f: la copie de lecture de ce poste ne "
            "s’ouvre plus. Rallumez le poste {seat}\u202f; une opposition se note quand même."
        ),
        "TEAM_COPY_CLOCK": N_(
            "L’horloge de cet ordinateur a reculé\u202f: la copie de lecture ne s’ouvre pas. Réglez l’horloge, ou "
            "rallumez le poste qui partage la base."
        ),
        "GESTURE_LOST": N_(
            "RIEN N’EST NOTÉ\u202f: ce poste n’a pas pu garder cette opposition (disque plein, ou dossier fermé). "
            "Écrivez-la sur papier, faites de la place, puis notez-la de nouveau."
        ),
        "TEAM_ADDRESS": N_(
            "«\u202f{file}\u202f» ne dit pas où est la base de l’équipe. Rien n’a été touché. Rejoignez de nouveau "
            "l’équipe, avec un nouveau code."
        ),
        "TEAM_RIGHTS": N_(
            "Ce poste n’a pas le droit de le faire. Rien n’a été enregistré. Demandez-le à un responsable de l’équipe."
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
        "NO_WINDOW": N_("La fenêtre ne s’ouvre pas. Ouvrez Premier Contact, puis recommencez."),
        "WINDOW_SILENT": N_("La fenêtre ouverte ne répond pas. Attendez un instant, puis recommencez."),
        "BREACH_LACKS": N_(
            "Il manque\u202f: {missing}. Rien n’a été noté\u202f: le registre des violations le demande "
            "(RGPD, art.\u00a033(5))."
        ),
        "BREACH_NAMES": N_(
            "«\u202f{name}\u202f» désigne quelqu’un de la base. Rien n’a été noté. Ce registre se lit en "
            "entier et ne s’efface pas\u202f: écrivez plutôt le numéro de sa fiche."
        ),
        "QT_LIBRARY": N_(
            "L’écran ne peut pas s’ouvrir : il manque à cet ordinateur une bibliothèque graphique ({library}). Vos "
            "données sont intactes. Installez-la, puis relancez."
        ),
        "FIELD_UNKNOWN": N_("Le champ « {field} » n’existe pas. Rien n’a été enregistré. Champs possibles : {known}."),
        "FIELD_VALUE": N_("« {value} » ne convient pas pour « {field} ». Rien n’a été enregistré."),
        "PAIR_BAD": N_("« {value} » n’est pas de la forme nom=valeur. Rien n’a été fait."),
        "CLOCK_SKEW": N_(
            "L’horloge de ce poste et celle du poste qui partage la base diffèrent de {minutes}\u00a0min. Ce qui est "
            "noté ici porte l’heure d’ici\u202f: refus, appels, lettres, journal\u202f; les heures d’appel permises la "
            "suivent. Mettez les deux à l’heure. Les refus gardent l’ordre où ils ont été notés."
        ),
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
            "La base de «\u202f{folder}\u202f» est illisible\u202f: abîmée, ou ce n’est pas une base de Premier "
            "Contact. Elle n’a pas été modifiée. Restaurez une sauvegarde."
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
        "BACKUP_LATE": N_("Aucune sauvegarde depuis {days} jours. Branchez le disque prévu, puis « Sauvegarder »."),
        "BACKUP_FAILED": N_("La sauvegarde n’a pas abouti. La précédente, du {date}, est intacte."),
        "BACKUP_FIRST_FAILED": N_(
            "La sauvegarde n’a pas abouti. La base n’a pas été touchée. Choisissez un autre dossier ou un autre disque."
        ),
        "BACKUP_DAMAGED": N_(
            "« {file} » est abîmé ou n’est pas une sauvegarde de Premier Contact. La base en place n’a pas été "
            "touchée. Choisissez une autre sauvegarde."
        ),
        "BACKUP_ALTERED": N_(
            "« {file} » a été changée par un autre programme : {what}. La base en place n’a pas été touchée. "
            "Choisissez une sauvegarde d’avant."
        ),
        "BACKUP_LOCKED": N_(
            "« {file} » est scellée, et sa clé n’est pas sur cet ordinateur. Rien n’a été touché. Tapez les 24 "
            "mots de sa feuille de secours."
        ),
        "BACKUP_OTHER_BASE": N_(
            "« {file} » vient d’une autre base : les oppositions d’ici n’y seraient plus reconnues. La base en place "
            "n’a pas été touchée. Choisissez une sauvegarde de cette base."
        ),
        "RESTORE_FAILED": N_(
            "La restauration n’a pas abouti. La base en place est celle d’avant, intacte. Choisissez une autre "
            "sauvegarde."
        ),
        "LETTER_READY": N_(
            "Une lettre est déjà prête pour cette personne (référence {reference}). Aucune autre n’a été faite."
        ),
        "LETTER_UNFINISHED": N_(
            "La lettre {reference} est enregistrée, mais n’a pas été achevée. Rien n’a été noté. Préparez-la de "
            "nouveau."
        ),
        "POST_FUTURE": N_("Ce jour est à venir\u202f: notez l’envoi une fois les lettres à la poste."),
        "POST_BEFORE": N_("La lettre {reference} a été imprimée le {date}\u202f: elle n’a pas pu partir avant."),
        "POST_BEFORE_DAY": N_("La lettre {reference} est datée du {date}\u202f: elle n’a pas pu partir avant."),
        "RUN_UNKNOWN": N_(
            "Aucun tirage ne porte le numéro «\u202f{value}\u202f». La liste est donnée par «\u202fruns\u202f»."
        ),
        "RUN_CLOSED": N_("Ce tirage est fini. Rien n’a été noté. Choisissez les lettres et imprimez-les de nouveau."),
        "RUN_NOT_IN": N_(
            "La lettre «\u202f{reference}\u202f» n’a pas été envoyée à l’imprimante dans ce tirage. Rien n’a été noté. "
            "Lisez la référence sous la date de la dernière lettre sortie."
        ),
        "PRINTER_MISSING": N_(
            "Aucune imprimante trouvée. Les lettres ne comptent pas comme envoyées. Enregistrez-les en PDF."
        ),
        "PRINTER_GONE": N_(
            "«\u202f{printer}\u202f» ne répond plus. Regardez dans l’imprimante lesquelles sont sorties\u202f: "
            "répondez, et les autres restent prêtes."
        ),
        "PRINTER_PAPER": N_(
            "«\u202f{printer}\u202f» n’a pas de papier A4. Rien n’est parti. Mettez de l’A4, ou choisissez une autre "
            "imprimante."
        ),
        "PRINTER_SLOW": N_(
            "«\u202f{printer}\u202f» met longtemps à répondre. Regardez si la dernière lettre en est sortie, puis "
            "répondez\u202f: les autres restent prêtes."
        ),
        "RUN_NO_PRINTER": N_(
            "Dites où imprimer\u202f: --printer NOM ({names}), --pdf FICHIER ou --folder DOSSIER. Rien n’est parti."
        ),
        "PRINTER_REFUSED": N_(
            "«\u202f{printer}\u202f» a refusé le tirage. Aucune lettre de plus ne compte comme imprimée. Choisissez "
            "une autre imprimante, ou le PDF."
        ),
        "SERVER_ABSENT": N_(
            "Le serveur de l’équipe n’est pas installé sur cet ordinateur. La base n’a pas été touchée. Installez "
            "Premier Contact avec « team »."
        ),
        "SERVER_FAILED": N_(
            "Le serveur de l’équipe ne démarre pas ou ne s’arrête pas ({reason}). Rien n’est perdu. Redémarrez cet "
            "ordinateur, puis recommencez."
        ),
        "TEAM_NOT_SHARED": N_(
            "La base de ce dossier n’est pas partagée depuis cet ordinateur. Rien n’a changé. Partagez-la d’abord "
            "(team share)."
        ),
        "TEAM_SHARED": N_("La base de ce dossier est déjà celle d’une équipe. Rien n’a changé."),
        "TEAM_ALONE": N_("La base de ce dossier n’est partagée avec personne. Rien n’a changé."),
        "TEAM_SERVED": N_(
            "La base de l’équipe est déjà servie par cet ordinateur. Rien n’a changé : les postes y travaillent."
        ),
        "TEAM_DISK": N_(
            "On ne sait pas si le disque de cet ordinateur est chiffré : qui l’emporterait lirait la base de "
            "l’équipe. Rien n’a changé. Chiffrez-le, ou acceptez-le avec --clear-disk."
        ),
        "TEAM_OTHERS": N_(
            "D’autres postes travaillent sur la base : {seats}. Rien n’a changé. Fermez-y le programme, puis "
            "recommencez."
        ),
        "TEAM_CHANGED": N_(
            "La base relue n’est pas celle qui a été copiée ({what}). L’ancienne reste en place, entière. Recommencez."
        ),
        "TEAM_PORT": N_(
            "Le port {port} de cet ordinateur est déjà pris. La base n’a pas bougé. Fermez le programme qui le "
            "prend, ou partagez de nouveau avec --port."
        ),
        "TEAM_FOLDER": N_(
            "Le dossier « {folder} » n’est pas vide. Rien n’y a été écrit. Choisissez un dossier vide pour ce poste."
        ),
        "TEAM_BEGUN": N_(
            "Quelqu’un a déjà écrit dans la base de ce poste. Rien n’a été effacé. Rejoignez l’équipe depuis un autre "
            "dossier, ou une autre session de cet ordinateur."
        ),
        "TEAM_NOBODY": N_(
            "Aucun poste de l’agence ne répond sur ce réseau. Rien n’a été écrit. Vérifiez que la base est servie, "
            "puis donnez son adresse avec --at."
        ),
        "TEAM_WHERE": N_(
            "« {value} » n’est pas une adresse. Rien n’a été écrit. Tapez l’adresse et le port que montre l’autre "
            "poste."
        ),
        "TEAM_FALSE": N_(
            "Qui a répondu n’est pas le poste qui a donné ces mots. Rien n’a été écrit. Vérifiez l’adresse avec la "
            "personne qui partage la base."
        ),
        "CODE_WORDS": N_("Un code a quatre mots de la liste. Rien n’a été envoyé. Relisez-les avec qui les affiche."),
        "CODE_WRONG": N_(
            "Ces mots n’ouvrent rien, ou dix minutes ont passé. Rien n’a été écrit. Demandez-en de nouveaux."
        ),
        "SEAT_NAME": N_("Donnez un nom à ce poste, en soixante lettres au plus. Rien n’a été écrit."),
        "SEAT_TAKEN": N_(
            "L’équipe a déjà un poste « {seat} ». Rien n’a été écrit. Choisissez un autre nom : le code sert encore."
        ),
        "CALL_TAKEN": N_("{user} appelle déjà cette personne depuis {seat}. Rien n’a été noté."),
        "TEAM_RESTORE": N_(
            "La base de l’équipe n’est pas sur ce poste. Rien n’a changé. Restaurez-la sur le poste qui la partage, "
            "par un responsable."
        ),
        "TEAM_LAST": N_("Il faut au moins un responsable. Rien n’a changé."),
        "SEAT_UNKNOWN": N_("L’équipe n’a pas de poste « {seat} ». Rien n’a changé. Leurs noms : team."),
    }
)
