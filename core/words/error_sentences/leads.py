"""Sentences about leads, batches, merges and joins, calls and callbacks; the register, what lets a person be called,
letters and the texts of law; the requests of persons, and the messages to the recipients of their data."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "PERIOD_BACKWARDS": N_(
            "La période finit avant de commencer ({first} au {last}). Rien n’a été relu. Inversez les deux dates."
        ),
        "STALE": N_(
            "{user} a modifié cette fiche pendant que vous l’aviez ouverte. Vos changements sont à l’écran : relisez, "
            "puis validez."
        ),
        "LEAD_UNKNOWN": N_(
            "Cette fiche n’existe pas, ou n’existe plus. Rien n’a été changé. Cherchez la personne dans la liste."
        ),
        "MISTAKE_WHY": N_("Dites pourquoi, en une phrase\u202f: elle reste à côté de l’entrée. Rien n’a été changé."),
        "MISTAKE_COUNT": N_(
            "Il y a {n} refus lus à retirer, et ce n’est pas le nombre confirmé. Rien n’a été changé. "
            "Relisez-les, puis confirmez ce nombre."
        ),
        "MISTAKE_NONE": N_("Ce refus n’a pas été noté comme une erreur. Rien n’a été changé."),
        "REFUSAL_UNREAD": N_(
            "Ce refus n’est pas gardé\u202f: «\u202f{typed}\u202f» n’est ni un numéro, ni un e-mail, ni une adresse "
            "avec son code postal. Demandez à la personne un numéro ou une adresse, et écrivez-les en entier. D’un nom "
            "seul, faites une demande (Demandes, «\u202fNoter une demande\u202f»)\u202f: qui porte ce nom attend."
        ),
        "CALLBACK_HOURS": N_(
            "Personne ne peut être appelé à ce moment. Rien n’a été prévu. Les moments permis les plus proches\u202f: "
            "{moments}."
        ),
        "MILESTONE_TO_COME": N_(
            "Ce jour est à venir\u202f: seul un rendez-vous se note d’avance. Rien n’a été noté. Écrivez le jour où "
            "c’est arrivé."
        ),
        "MANDATE_NUMBER": N_("Un mandat a un numéro, celui du registre des mandats. Rien n’a été noté. Écrivez-le."),
        "PRICE_BAD": N_(
            "Ce prix n’est pas compris : « {value} ». Rien n’a été changé. Écrivez des euros, comme ceci : 120,50."
        ),
        "TAG_LONG": N_("Une étiquette a 24 caractères au plus. Rien n’a été changé. Choisissez un mot plus court."),
        "TAG_MANY": N_("Une fiche porte {n} étiquettes au plus. Rien n’a été changé. Retirez-en une d’abord."),
        "TAG_UNKNOWN": N_("Aucune fiche ne porte l’étiquette « {tag} ». Rien n’a été changé."),
        "AGENT_NAME": N_("Écrivez un nom : sans lui, le journal ne dirait pas qui a agi. Rien n’a été changé."),
        "AGENT_KNOWN": N_("{name} est déjà parmi les personnes de l’agence. Rien n’a été changé."),
        "AGENT_UNKNOWN": N_("Personne de l’agence ne s’appelle « {name} ». Rien n’a été changé. Connus : {known}."),
        "AGENT_LEFT": N_(
            "{name} ne travaille plus ici. Rien n’a été changé. Choisissez quelqu’un d’autre, ou dites dans Réglages "
            "que cette personne est revenue."
        ),
        "CALLER_OPPOSED": N_(
            "Ce numéro est au registre d’opposition. Aucune fiche n’a été créée, l’appel reste noté. Répondez à la "
            "personne, sans rien proposer."
        ),
        "BAD_MOMENT": N_(
            "La date ou l’heure « {value} » n’est pas comprise. Rien n’a été changé. Écrivez-la comme ceci : "
            "24/11/2026 14:30."
        ),
        "CALL_FORBIDDEN": N_("Cet appel n’est pas permis. Rien n’a été composé. {reason}"),
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
        "BATCH_BACK_LATE": N_(
            "Ce lot ne revient plus\u202f: son annulation n’a pas été faite dans l’heure, ou quelqu’un a été effacé "
            "depuis. Rien n’a été changé. Importez le fichier de nouveau."
        ),
        "BACK_DONE": N_("Lot rendu. {back}."),
        "BACK_PARTIAL": N_("Lot rendu. {back}, {left}."),
        "MERGE_UNKNOWN": N_(
            "Cette réunion n’existe pas, ou a déjà été défaite. Rien n’a été changé. Relisez la liste du lot."
        ),
        "MERGE_KEPT": N_("Cette réunion reste : {reason}. Rien n’a été changé."),
        "JOIN_ITSELF": N_("Ces deux fiches n’en font qu’une. Rien n’a été changé. Choisissez deux prospects."),
        "JOIN_OPENS": N_(
            "Réunir ces deux fiches rouvrirait ce qui est fermé sur l’une d’elles : {what} Rien n’a été changé. "
            "Gardez les deux fiches."
        ),
        "JOIN_UNKNOWN": N_("Cette réunion n’existe pas, ou a déjà été défaite. Rien n’a été changé. Relisez la fiche."),
        "JOIN_UNDO_LATE": N_(
            "Cette réunion ne se défait plus : le délai de 30 jours a pris fin le {day}. Rien n’a été changé."
        ),
        "JOIN_UNDO_FIRST": N_(
            "Cette fiche a été réunie à une autre depuis. Rien n’a été changé. Défaites d’abord la dernière réunion."
        ),
        "EXPORT_NONE": N_("Aucune ligne à écrire\u202f: personne ne reste, une fois les opposés laissés de côté."),
        "EXPORT_FORMAT": N_("«\u202f{file}\u202f» n’est ni un fichier .xlsx, ni .csv, ni .pdf. Rien n’a été écrit."),
        "REJECTS_NONE": N_("Ce lot n’a aucune ligne rejetée. Aucun fichier n’a été écrit."),
        "UNDO_EXPECTED": N_("Annuler ce lot donnerait : {removed}, {unmerged}, {kept}."),
        "UNDO_DONE": N_("Lot annulé. {removed}, {unmerged}."),
        "UNDO_PARTIAL": N_("Lot annulé. {kept}."),
        "LISTING_NONE": N_("Cette fiche n’a pas d’annonce. Rien n’a été changé. Vous pouvez effacer la personne."),
        "GONE_DAY": N_(
            "Ce jour ne convient pas. Rien n’a été changé. Donnez un jour entre celui où l’annonce a été vue en ligne "
            "pour la dernière fois et aujourd’hui."
        ),
        "CALL_FUTURE": N_("Cet appel porte une date à venir, le {at}. Il n’a pas été noté. Vérifiez la date."),
        "CALLBACK_PAST": N_("Ce rappel est dans le passé. Il n’a pas été enregistré. Choisissez un moment à venir."),
        "CONFLICT": N_(
            "{user} a changé «\u202f{column}\u202f» à {hour}\u202f: «\u202f{theirs}\u202f». Vous aviez écrit "
            "«\u202f{mine}\u202f». Rien n’a été enregistré. Gardez l’autre, ou enregistrez de nouveau la vôtre."
        ),
        "UNDO_SINCE": N_("{user} a changé cette fiche depuis\u202f: annulez d’abord son geste. Rien n’a été changé."),
        "TOLD_MISSING": N_(
            "Dites d’où vient cette valeur ({field})\u202f: la lettre doit pouvoir l’écrire. Rien n’a été enregistré."
        ),
        "TOLD_DAY": N_("Ce jour est à venir. Rien n’a été enregistré. Écrivez le jour où vous l’avez relevée."),
        "TOLD_WAY": N_("Écrivez par quel moyen vous l’avez trouvée\u202f: la lettre le dira. Rien n’a été enregistré."),
        "ADDRESS_DIRECTORY": N_(
            "Pas d’annuaire, même inversé\u202f: qui est sur liste orange y refuse d’être démarché, par courrier aussi "
            "(CPCE, art.\u00a0R10). Rien n’a été enregistré."
        ),
        "PHONE_IMPOSSIBLE": N_(
            "{value} n’est le numéro de personne. Rien n’a été enregistré. Vérifiez ses chiffres, ou laissez le champ "
            "vide."
        ),
        "TYPED_NUMBER_OPPOSED": N_("Cette coordonnée est bloquée depuis le {date}\u202f: elle n’a pas été ajoutée."),
        "CORRECTION_NONE": N_("Rien ne change sur cette fiche. Rien n’a été enregistré."),
        "REFERENCE_UNKNOWN": N_(
            "Aucune règle ne porte le nom « {rule} ». Rien n’a changé. La liste est dans Réglages, Textes de loi."
        ),
        "REFERENCE_SEVERAL": N_(
            "La règle {rule} a plusieurs références. Rien n’a changé. Nommez celle à corriger : {choices}."
        ),
        "REFERENCE_PRUDENCE": N_(
            "Aucun texte n’a été trouvé pour {rule} : c’est une prudence du programme. Rien n’a changé. Un article ne "
            "peut pas être affiché à sa place."
        ),
        "REFERENCE_LONG": N_(
            "Cette référence est trop longue ({count} caractères pour {most} au plus). Rien n’a changé. Abrégez-la."
        ),
        "PHRASE_COUNT": N_(
            "La feuille de secours compte {wanted} mots, et vous en avez écrit {count}. Rien n’a été changé. "
            "Tapez-les dans l’ordre, de 1 à {wanted}."
        ),
        "PHRASE_WORD": N_(
            "Le mot n°\u00a0{place} n’est pas un mot de la feuille de secours. Rien n’a été changé. Relisez-le sur la "
            "feuille imprimée."
        ),
        "PHRASE_CHECK": N_(
            "Ces mots existent mais ne sont pas ceux d’une feuille de secours : deux sont sans doute échangés, ou "
            "l’un pris pour un autre. Rien n’a été changé. Relisez-les sur la feuille imprimée."
        ),
        "PHRASE_OTHER": N_(
            "Ces mots sont ceux d’un autre registre : les empreintes de cette base ont été faites avec une autre "
            "clé et ne répondraient plus. Rien n’a été changé. Tapez-les dans une base vide, ou dans la base dont ils "
            "viennent."
        ),
        "PHRASE_TOLD": N_(
            "Ce n’est pas le mot n°\u00a0{place}. Rien n’a été changé. Relisez-le sur la feuille, ou montrez les mots "
            "de nouveau et notez-les."
        ),
        "SHEET_CODE": N_(
            "Ce n’est pas le code de la feuille de cette base. Rien n’a été changé. Relisez les huit lettres sous les "
            "24 mots, ou imprimez la feuille de nouveau."
        ),
        "PHRASE_SEALED": N_(
            "Ces mots sont ceux d’un autre registre : ils n’ouvrent ni cette base ni cette sauvegarde. Rien n’a été "
            "changé. Prenez la feuille qui porte sa clé."
        ),
        "KEY_ABSENT": N_(
            "La clé du registre manque sur cet ordinateur. Sans elle, le registre ne reconnaît plus personne : ni "
            "appel, ni lettre, ni import avant son retour. Tapez les 24 mots de la feuille de secours au démarrage "
            "du programme, ou avec le verbe « register restore »."
        ),
        "SEAL_FAILED": N_(
            "La base n’a pas pu être scellée\u202f: elle reste en clair, et rien n’y a été changé. Faites de la "
            "place sur le disque, puis fermez le programme et rouvrez-le."
        ),
        "KEY_UNKEPT": N_(
            "La clé n’a pu être gardée ni par le trousseau de l’ordinateur, ni dans « {folder} ». Rien n’a été "
            "changé. Vérifiez les droits de ce dossier."
        ),
        "REGISTER_WHO": N_(
            "« {who} » n’est ni un numéro entier, ni un e-mail, ni une adresse avec son code postal. Rien n’a été "
            "cherché. Écrivez par exemple : 12 rue des Mûriers, 30700 Uzès."
        ),
        "REGISTER_OTHER_KEY": N_(
            "« {file} » est le registre d’une base qui a une autre clé : ses empreintes ne "
            "reconnaîtraient personne ici. Rien n’a été inscrit. Demandez-lui la liste des numéros et des adresses, ou "
            "commencez une base neuve avec ses 24 mots (« register restore »), puis recommencez."
        ),
        "REGISTER_OLD": N_(
            "« {file} » vient d’une version plus ancienne, qui n’écrivait pas de quelle clé sont ses "
            "empreintes. Rien n’a été inscrit. Mettez l’autre poste à jour et exportez son registre de nouveau."
        ),
        "REGISTER_NO_CONTACT": N_(
            "« {file} » n’a ni téléphone, ni e-mail, ni adresse : aucune opposition ne peut en être lue. Rien n’a été "
            "enregistré. Choisissez un autre fichier, ou nommez ses colonnes."
        ),
        "REFUSAL_UNHELD": N_(
            "La fiche n’est plus là, et rien ne permet plus de reconnaître la personne : son refus n’est pas "
            "enregistré. Demandez-lui un numéro, un e-mail ou son adresse, et notez l’opposition avec."
        ),
        "UNDO_LATE": N_(
            "Cette opposition ne s’annule plus. Elle reste enregistrée. Seul un nouvel accord, prouvé et venu de la "
            "personne, permettra de la contacter."
        ),
        "CONSENT_BEFORE_LETTER": N_(
            "Ce coupon porte la date du {value}, avant la lettre qui le portait ({date}). Rien n’a été noté. Vérifiez "
            "la date que la personne a écrite."
        ),
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
        "ORIGIN_MISSING": N_("La lettre ne peut pas dire d’où viennent ces données : il manque {missing}."),
        "ANSWER_ABROAD": N_(
            "Dites d’abord le pays de {companies} : hors de l’Espace économique européen, la réponse est oui."
        ),
        "PHONE_PREMIUM": N_("L’appel au {number} peut être payant. Donnez un numéro ordinaire, ou laissez vide."),
        "CLAIM_UNANSWERED": N_("Répondez d’abord à « Ce que vos lettres affirment » : {missing}."),
        "RENT_NOT_SERVED": N_(
            "Aucune lettre pour une location : votre agence ne cherche pas de locataires et ne gère pas."
        ),
        "NOTE_PRIVATE": N_("Votre note dit {said}. Corrigez-la : la lettre le laisserait voir."),
        "AGENCY_INCOMPLETE": N_("Complétez l’identité de votre agence avant d’écrire : il manque {missing}."),
        "COLOUR_UNKNOWN": N_("« {value} » n’est pas une couleur. Rien n’a changé. Écrivez-la ainsi : #1d5f4a."),
        "PICTURE_UNREADABLE": N_(
            "« {file} » n’est pas une image lisible. Rien n’a changé. Choisissez un fichier PNG ou JPEG."
        ),
        "PICTURE_HEAVY": N_(
            "« {file} » pèse plus de {most}\u00a0Mo. Rien n’a changé. Choisissez une image plus légère."
        ),
        "PARAGRAPH_LONG": N_(
            "Votre paragraphe compte {count} caractères, pour {most} au plus. Rien n’a changé. Raccourcissez-le."
        ),
        "PARAGRAPH_WORDS": N_("« {said} » : {reason} Rien n’a changé."),
        "PARAGRAPH_ROOM": N_(
            "Avec ce paragraphe, la lettre ne tient plus sur sa page. Rien n’a changé. Raccourcissez-le."
        ),
        "ADDRESS_TOO_LONG": N_(
            "Cette lettre est retenue : « {line} » dépasse les 38 signes d’une ligne d’adresse. "
            "Écrivez-la plus court sur la fiche."
        ),
        "ADDRESS_MISSING": N_("Cette lettre est retenue : il manque {missing} du destinataire. Complétez la fiche."),
        "FIELD_MISSING": N_("Cette lettre est retenue : il manque « {name} ». Complétez la fiche."),
        "LETTER_PRIVATE": N_("Cette annonce parle d’un sujet privé : la lettre reste neutre."),
        "LETTER_TOO_LONG": N_(
            "Cette lettre ne tient pas sur {where} : un nom, une adresse ou une mention est trop long. Elle est "
            "retenue. Raccourcissez-le dans la fiche ou dans Réglages, Agence."
        ),
        "SCAN_KIND": N_("«\u202f{file}\u202f» n’est ni un PDF ni une image PNG, JPEG ou TIFF. Rien n’a été lu."),
        "SCAN_BROKEN": N_(
            "«\u202f{file}\u202f» est abîmé\u202f: cette page ne peut pas être lue. Numérisez-la de nouveau."
        ),
        "SCAN_LOCKED": N_(
            "«\u202f{file}\u202f» demande un mot de passe. Rien n’a été lu. Enregistrez-le sans mot de passe."
        ),
        "SCAN_LARGE": N_(
            "«\u202f{file}\u202f» dépasse 300\u00a0Mo. Rien n’a été lu. Partagez la pile en plusieurs fichiers."
        ),
        "SCAN_LONG": N_(
            "«\u202f{file}\u202f» a {count}\u00a0pages, plus que les {most} qui se lisent à la fois. Rien n’a été lu. "
            "Partagez la pile."
        ),
        "SCAN_PIXELS": N_(
            "Une image de «\u202f{file}\u202f» est trop grande ({width} × {height} points). Numérisez à 200 ou 300 "
            "points par pouce."
        ),
        "SCAN_UNREAD": N_(
            "«\u202f{file}\u202f» ne peut pas être ouvert. Rien n’a été lu. Vérifiez qu’il est toujours là."
        ),
        "VERB_RENAMED": N_(
            "«\u202f{old}\u202f» s’appelle maintenant «\u202f{new}\u202f»\u202f: les demandes des personnes sont dans "
            "«\u202frequests\u202f». Rien n’a été fait. Tapez «\u202fmain.py {new}\u202f»."
        ),
        "REPLY_NO_BOX": N_(
            "Aucune case n’est cochée. Rien n’a été noté. Cochez ce que dit le papier\u202f; s’il ne dit rien, "
            "«\u202fRien de coché\u202f»."
        ),
        "REPLY_FUTURE": N_("Une réponse ne peut pas être reçue le {day}, un jour à venir. Rien n’a été noté."),
        "REPLY_BEFORE_LETTER": N_(
            "Cette réponse serait arrivée le {day}, avant la lettre qui la portait ({date}). Rien n’a été noté. "
            "Vérifiez la date."
        ),
        "REPLY_ERASED_AGREES": N_(
            "La fiche de cette lettre est effacée\u202f: cette réponse ne peut pas y être rattachée. Recréez la fiche "
            "avec la personne, qui vous a écrit."
        ),
        "REPLY_CONSENT_WORDS": N_(
            "Il manque la date et l’heure écrites sur le coupon, ou son texte. L’accord n’a pas été enregistré. "
            "Renvoyez un formulaire, n’appelez pas pour compléter."
        ),
        "REPLY_CONSENT_PAGE": N_(
            "Il manque la page numérisée. L’accord n’a pas été enregistré\u202f: il ne vaut qu’avec sa preuve. "
            "Numérisez le coupon."
        ),
        "REPLY_UNDO_LATE": N_(
            "Cette réponse ne s’annule plus\u202f: elle date de plus de dix minutes, ou la suite a commencé. Corrigez "
            "la fiche."
        ),
        "REQUEST_UNKNOWN": N_("Cette demande n’existe pas. Rien n’a été changé. Relisez la liste des demandes."),
        "REQUEST_WHO": N_(
            "Il manque qui demande. Rien n’a été noté. Écrivez un nom, un numéro, un e-mail ou la référence d’une "
            "lettre."
        ),
        "REQUEST_FUTURE": N_("Cette demande porte une date à venir, le {day}. Rien n’a été noté. Vérifiez la date."),
        "REQUEST_ANSWERED": N_("Cette demande a déjà sa réponse, du {day}. Rien n’a été changé."),
        "REQUEST_BEFORE": N_(
            "Cette réponse serait du {day}, avant la demande ou après aujourd’hui. Rien n’a été changé. Vérifiez la "
            "date."
        ),
        "REQUEST_IDENTITY": N_(
            "Notez d’abord à quoi vous avez reconnu la personne. Rien n’a été changé. Une pièce d’identité n’est "
            "demandée qu’en cas de doute."
        ),
        "REQUEST_REASON": N_("Il manque la raison à donner à la personne. Rien n’a été changé. Écrivez-la."),
        "REQUEST_EXTEND_LATE": N_(
            "Le délai d’un mois a pris fin le {day} : il ne se prolonge plus. Rien n’a été changé. Répondez au plus "
            "vite."
        ),
        "REQUEST_EXTENDED": N_("Ce délai a déjà été prolongé jusqu’au {day}. Rien n’a été changé."),
        "REQUEST_KNOWN": N_(
            "Une fiche répond à cette demande : « nous n’avons rien » serait faux. Rien n’a été changé. Répondez avec "
            "la fiche."
        ),
        "REQUEST_CHOOSE": N_(
            "Une ou plusieurs fiches répondent à cette demande, et aucune n’est encore dite la sienne. Rien n’a été "
            "changé. Dites laquelle\u202f: «\u202fC’est elle\u202f» sur la demande, ou "
            "«\u202frequests choose\u202f»\u202f; si ce n’est aucune, dites-le aussi."
        ),
        "SERVICE_INCOMPLETE": N_(
            "Avant de confier des lettres à un service, dites {missing}. Rien n’a été écrit. C’est un sous-traitant "
            "(RGPD, art.\u00a028)."
        ),
        "SERVICE_ABROAD": N_(
            "{name} est hors de l’Espace économique européen ({country}), et vos lettres ne disent aucun transfert. "
            "Rien n’a été écrit. Dites-le d’abord dans Réglages."
        ),
        "SERVICE_UNTRIED": N_(
            "{name} n’est pas encore essayé. Rien n’a été écrit. Faites-lui poster les deux lettres d’essai à "
            "l’agence, regardez-les, puis notez-le."
        ),
        "SERVICE_NO_TRIAL": N_("Les deux lettres d’essai ne sont pas encore faites. Rien n’a été changé."),
        "SERVICE_SEEN": N_(
            "Dites ce que vous avez vu des deux lettres reçues\u202f: adresse, encadré, coupon. Rien n’a été changé."
        ),
        "POST_SERVICE": N_(
            "La lettre {reference} a été remise à un service\u202f: dites le jour où son compte rendu la dit postée. "
            "Rien n’a été changé."
        ),
        "COPY_FIRST": N_(
            "La lettre annonce une copie qui n’est pas encore préparée. Rien n’a été changé. Préparez-la d’abord."
        ),
        "ERASURE_FIRST": N_("La lettre s’écrit au moment d’effacer, tant que le nom est encore connu."),
        "RESTRICTION_LIFTED": N_(
            "Les données de cette personne ne sont plus gelées\u202f: «\u202fc’est fait\u202f» serait faux. Rien "
            "n’a été changé."
        ),
        "OBJECTION_ABSOLUTE": N_(
            "Une opposition à la prospection ne se refuse pas (RGPD, art.\u00a021). Rien n’a été changé. Elle vaut dès "
            "que vous la recevez."
        ),
        "ANSWER_UNASKED": N_(
            "Cette réponse dit ce que la personne a demandé, et aucune demande de ce genre n’est notée sur sa fiche. "
            "Rien n’a été écrit. Notez-la d’abord."
        ),
        "PAPER_HELD": N_("Ce papier ne part pas\u202f: {reasons}"),
        "REQUEST_WHY_NONE": N_(
            "Il manque comment vous savez que ce n’est aucune de ces fiches. Rien n’a été changé. Demandez à la "
            "personne une adresse, un numéro ou la référence d’une lettre, puis écrivez-le."
        ),
        "REQUEST_NO_NAME": N_(
            "Aucune fiche ne répond à cette demande par le seul nom. Rien n’a été changé. Une fiche qui porte le "
            "numéro, l’e-mail ou l’adresse donnés se choisit, ou se refuse avec la raison."
        ),
        "REQUEST_NOT_THERE": N_(
            "Cette fiche n’est pas de celles qui répondent à la demande. Rien n’a été changé. Choisissez parmi elles."
        ),
        "CORRECTION_FIRST": N_(
            "Rien n’a encore été corrigé sur cette fiche. La lettre s’écrit une fois la correction faite."
        ),
        "REQUEST_NOT_OPPOSED": N_(
            "Le refus de cette personne n’est pas au registre. Enregistrez-le d’abord : page Oppositions, avec un "
            "numéro, un e-mail ou son adresse."
        ),
        "REQUEST_NOT_ERASED": N_(
            "Cette personne n’est pas encore effacée. Rien n’a été noté. Effacez-la d’abord : sa lettre s’écrit à ce "
            "moment."
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
    }
)

COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "UNDO_EXPECTED": {
            "removed": (N_("{n} fiche retirée"), N_("{n} fiches retirées")),
            "unmerged": (N_("{n} réunion défaite"), N_("{n} réunions défaites")),
            "kept": (N_("{n} fiche gardée"), N_("{n} fiches gardées")),
        },
        "UNDO_DONE": {
            "removed": (N_("{n} fiche retirée"), N_("{n} fiches retirées")),
            "unmerged": (N_("{n} réunion défaite"), N_("{n} réunions défaites")),
        },
        "BACK_DONE": {"back": (N_("{n} fiche est revenue"), N_("{n} fiches sont revenues"))},
        "BACK_PARTIAL": {
            "back": (N_("{n} fiche est revenue"), N_("{n} fiches sont revenues")),
            "left": (N_("{n} a changé depuis et reste ainsi"), N_("{n} ont changé depuis et restent ainsi")),
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
