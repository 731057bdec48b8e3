"""What « Chercher ou faire » can do, and the words people call it by. Accents and case do not matter, and the beginning
of a word is enough."""

from core.base.i18n import N_
from core.base.records import Struct


class Command(Struct, frozen=True):
    """One command. ``key``: the address of a page (« leads/alike=yes ») or the name of a command of the window;
    ``others``: the words by which it is found besides its ``name``; ``first``: offered when nothing is typed."""

    key: str
    icon: str
    name: str
    others: str
    first: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("imports/import_file", "imports", N_("Importer un fichier"),
            N_("tableur, excel, csv, liste d’un fournisseur, pige, lot, ajouter"), first=True),
    Command("imports/capture_page", "page", N_("Lire une page d’annonce"),
            N_("capture, site, adresse, leboncoin, lien, url"), first=True),
    Command("letters", "mail", N_("Préparer les lettres"),
            N_("courrier, imprimer, information, pdf, publipostage, timbre"), first=True),
    Command("oppositions", "oppositions", N_("Noter une opposition"),
            N_("refus, comptoir, registre, vérifier un numéro, bloctel, liste rouge, s’oppose, opposer, "
               "démarchage, ne plus appeler, f8"), first=True),
    Command("requests/new_request", "requests", N_("Noter une demande"),
            N_("accès, copie, correction, effacement, rgpd, droits, gel"), first=True),
    Command("settings/section=agency", "settings", N_("Compléter l’agence"),
            N_("réglages, identité, mentions, en-tête, siren, carte professionnelle, adresse, nom, dénomination,"
               " forme juridique, capital, ville du rcs, tva, téléphone, e-mail, assureur, garant, médiateur, "
               "cci, fonds, barème, honoraires, signature, qui signe, fonction, services, contact pour les "
               "données, durée d’un accord, code postal, commune"), first=True),
    Command("settings/section=team", "leads", N_("Partager avec l’équipe"),
            N_("plusieurs postes, réseau, partage, rejoindre, collègue, responsable, serveur, quatre mots")),
    Command("leads/new_lead", "leads", N_("Saisir un prospect"),
            N_("nouveau, ajouter, fiche, contact, créer, taper")),
    Command("leads/print_list", "print", N_("Imprimer la liste"),
            N_("papier, imprimante, tournée, liste des prospects, emporter, export pdf")),
    Command("leads/export_list", "download", N_("Exporter la liste"),
            N_("excel, tableur, csv, xlsx, classeur, fichier, extraire, enregistrer sous, emporter")),
    Command("calls/callback", "clock", N_("Planifier un rappel"),
            N_("rappeler, plus tard, agenda, date, f7")),
    Command("leads/search", "search", N_("Filtrer la liste"),
            N_("filtre, chercher un prospect, trouver, trier, colonnes, vues, ctrl f")),
    Command("calls/caller", "phone", N_("On m’appelle"),
            N_("appel reçu, inconnu, décrocher, téléphone, entrant, f2, créer la fiche")),
    Command("calls", "calls", N_("Appeler les personnes à appeler"),
            N_("file, téléphoner, relancer, prospection, appeler, personne suivante, terminer, f9")),
    Command("leads/alike=yes", "merge", N_("Voir les doublons"),
            N_("doubles, fusionner, réunir, même personne, dédoublonner")),
    Command("leads/notice=late", "leads", N_("Voir les informations en retard"),
            N_("retard, délai, échéance, un mois, urgent")),
    Command("leads/notice=lacking", "leads", N_("Voir les fiches à compléter"),
            N_("incomplètes, sans adresse, manque, compléter")),
    Command("leads/way_now=call", "leads", N_("Voir à qui l’appel est permis"),
            N_("vert, accord, permis, consentement")),
    Command("leads/reached=mandate", "leads", N_("Voir les mandats signés"),
            N_("exclusivité, ventes, signatures, résultat")),
    Command("leads/reached=appointment", "leads", N_("Voir les rendez-vous obtenus"),
            N_("rdv, agenda, visites, calendrier")),
    Command("leads/status=lost", "leads", N_("Voir les prospects perdus"), N_("abandonnés, échec, concurrence")),
    Command("settings/section=user", "user", N_("Dire qui travaille ici"),
            N_("utilisateur, nom, équipe, négociateurs, collègues, personnes, agents, poste, initiales, "
               "étiquettes, libellés, tags, votre nom, rôle, ce poste, ajouter une personne, accueil")),
    Command("settings/section=telephone", "settings", N_("Choisir le numéro affiché"),
            N_("téléphone, jours fériés, ligne, masqué, alsace, moselle, rappeler, composer, softphone, sip, tel")),
    Command("settings/section=suppliers", "settings", N_("Voir les fournisseurs"),
            N_("vendeur de fichiers, pige, contrat, licence, prix d’un fichier, collecte, risques, licences, "
               "raison sociale, ce que valent ses fichiers")),
    Command("settings/section=sites", "page", N_("Lire les conditions des sites"),
            N_("sites d’annonces, robots, réserve, autorisation, capture")),
    Command("settings/section=papers", "settings", N_("Faire les documents du responsable"),
            N_("registre des traitements, cnil, aipd, rgpd, contrôle, dossier, analyse d’impact, mise en "
               "balance, intérêt légitime, données sensibles")),
    Command("settings/section=breaches", "shield", N_("Noter une violation de données"),
            N_("fuite, vol, ordinateur volé, perte, mauvais destinataire, cnil, 72 heures, incident, faille")),
    Command("settings/section=register", "settings", N_("Garder la clé du registre"),
            N_("phrase, secret, mot de passe, empreintes, 24 mots, remettre une clé, secours")),
    Command("settings/section=law-texts", "settings", N_("Lire les textes de loi"),
            N_("règles, articles, références, juridique, droit, d’où vient cette règle, prudence")),
    Command("settings/section=past-calls", "settings", N_("Contrôler les appels passés"),
            N_("journal d’appels, audit, relire, ancien, bloctel consulté le")),
    Command("settings/section=look", "settings", N_("Changer l’apparence"),
            N_("thème, couleurs, police, taille, affichage, taille du texte")),
    Command("settings/section=letters", "mail", N_("Choisir l’aspect des lettres"),
            N_("logo, signature, couleur, paragraphe, courrier, modèle, coupon, imprimée d’un seul côté, recto "
               "verso, seconde lettre, enveloppe, en-tête, formulaire d’accord")),
    Command("settings/section=claims", "mail", N_("Répondre à ce qu’affirment les lettres"),
            N_("affirmations, réponses, estimation gratuite, délégué, hors union européenne, logiciel, preuves")),
    Command("settings/section=data-page", "page", N_("Publier la page de vos données"),
            N_("site, internet, vos données, rgpd, webmestre, html, adresse de la page")),
    Command("settings/section=mail-service", "mail", N_("Choisir un service d’envoi"),
            N_("maileva, merci facteur, poste, routage, prestataire, envoi, lettres d’essai, contrat")),
    Command("settings/section=retention", "trash", N_("Effacer ce qui est gardé trop longtemps"),
            N_("conservation, durée, purge, supprimer, oubli, nettoyer, durées, à chaque démarrage, effacer sans"
               " demander")),
    Command("settings/section=backups", "save", N_("Sauvegarder ou revenir en arrière"),
            N_("sauvegarde, copie, restaurer, clé usb, secours, tester une restauration, changer d’ordinateur, "
               "dernière sauvegarde, sceller")),
    Command("settings/section=base", "settings", N_("Voir où est la base"),
            N_("dossier, fichier, données, emplacement, disque, disque libre, contenu, ouvrir le dossier")),
    Command("settings/section=keys", "settings", N_("Voir les raccourcis"), N_("clavier, touches, f8, f9")),
    Command("settings/section=about", "settings", N_("Voir la version"),
            N_("à propos, licence, programme, mise à jour, qt, logiciels libres, crédits")),
    Command("dark", "settings", N_("Passer au thème sombre"), N_("nuit, noir, foncé, dark")),
    Command("light", "settings", N_("Passer au thème clair"), N_("jour, blanc, light, lumineux")),
    Command("system", "settings", N_("Suivre le thème du système"), N_("automatique, windows, ordinateur")),
    Command("larger", "settings", N_("Agrandir le texte"), N_("zoom, grossir, plus grand, loupe, lisible")),
    Command("smaller", "settings", N_("Réduire le texte"), N_("dézoomer, plus petit, diminuer")),
    Command("normal", "settings", N_("Remettre le texte à sa taille normale"), N_("zoom 100, défaut, réinitialiser")),
    Command("verify", "shield", N_("Vérifier la base et le journal"),
            N_("intégrité, contrôle, chaîne, preuve, erreur")),
    Command("undo", "undo", N_("Annuler la dernière action"), N_("défaire, retour, ctrl z, erreur, revenir")),
    Command("gestures", "undo", N_("Voir les gestes récents"),
            N_("annuler, refaire, historique, journal, derniers gestes")),
    Command("news", "help", N_("Lire les nouveautés"), N_("version, changements, mise à jour, quoi de neuf")),
    Command("help", "help", N_("Ouvrir l’aide"),
            N_("mode d’emploi, f1, comment, documentation, manuel, raccourcis")),
    Command("window", "plus", N_("Ouvrir une nouvelle fenêtre"),
            N_("seconde fenêtre, deuxième, deux fenêtres, autre écran, côte à côte")),
    Command("quit", "close", N_("Quitter"), N_("fermer, sortir, arrêter, exit")),
)  # fmt: skip
