"""Sentences about the register, what lets a person be called, letters and the texts of law."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
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
            "La phrase de secours compte {wanted} mots, et vous en avez écrit {count}. Rien n’a été changé. "
            "Recopiez-la de la feuille imprimée, dans l’ordre."
        ),
        "PHRASE_WORD": N_(
            "Le mot n°\u00a0{place} n’est pas un mot de la phrase de secours. Rien n’a été changé. Relisez-le sur la "
            "feuille imprimée."
        ),
        "PHRASE_CHECK": N_(
            "Ces mots existent mais ne forment pas une phrase de secours : deux sont sans doute échangés, ou l’un pris "
            "pour un autre. Rien n’a été changé. Relisez-la sur la feuille imprimée."
        ),
        "PHRASE_OTHER": N_(
            "Cette phrase est celle d’un autre registre : les empreintes de cette base ont été faites avec une autre "
            "clé et ne répondraient plus. Rien n’a été changé. Utilisez-la sur une base vide, ou sur la base dont elle "
            "vient."
        ),
        "PHRASE_TOLD": N_(
            "Ce n’est pas le mot n°\u00a0{place} de la phrase. Rien n’a été changé. Relisez-le sur la feuille, ou "
            "montrez la phrase de nouveau et notez-la."
        ),
        "PHRASE_SEALED": N_(
            "Cette phrase est celle d’un autre registre : elle n’ouvre pas cette sauvegarde. Rien n’a été changé. "
            "Prenez la feuille imprimée avec elle."
        ),
        "KEY_ABSENT": N_(
            "La clé du registre manque sur cet ordinateur. Sans elle, le registre ne reconnaît plus personne : ni "
            "appel, ni lettre, ni import avant son retour. Recopiez les 24 mots de la phrase de secours au démarrage "
            "du programme, ou avec le verbe « register restore »."
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
            "commencez une base neuve avec sa phrase de secours (« register restore »), puis recommencez."
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
        "PARAGRAPH_WORDS": N_(
            "Une lettre ne dit pas « {said} ». Rien n’a changé. Ni pression, ni prix, ni vie privée, ni nom de site."
        ),
        "PARAGRAPH_ROOM": N_(
            "Avec ce paragraphe, la lettre ne tient plus sur sa page. Rien n’a changé. Raccourcissez-le."
        ),
        "ADDRESS_TOO_LONG": N_(
            "Cette lettre est retenue : « {line} » dépasse les 38 signes d’une ligne d’adresse. "
            "Écrivez-la plus court sur la fiche."
        ),
        "ADDRESS_MISSING": N_("Cette lettre est retenue : il manque {missing} du destinataire. Complétez la fiche."),
        "FIELD_MISSING": N_("Cette lettre est retenue : il manque « {name} ». Complétez la fiche."),
        "LETTER_NONE": N_("Aucune lettre n’a été faite pour cette personne."),
        "LETTER_PRIVATE": N_("Cette annonce parle d’un sujet privé : la lettre reste neutre."),
        "LETTER_TOO_LONG": N_(
            "Cette lettre ne tient pas sur {where} : un nom, une adresse ou une mention est trop long. Elle est "
            "retenue. Raccourcissez-le dans la fiche ou dans Réglages, Agence."
        ),
    }
)
