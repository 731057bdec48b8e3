"""How French suppliers, old programs and English exports head their columns: whatever is shown as sure must be right.

Each situation gives the headings, two to four rows, and the right field of each column; a column may be left
unsure, never surely wrong.
"""

from pathlib import Path

from core.base.records import Struct
from core.sources.columns.columns import guess
from core.sources.columns.guessed import SURE
from core.sources.tables.reading import open_table
from tests.tables import table


class Case(Struct, frozen=True):
    name: str
    headers: str
    rows: tuple[str, ...]
    truth: str


def case(name: str, headers: str, truth: str, *rows: str) -> Case:
    return Case(name, headers, rows, truth)


CASES = [
    case("usual pige", "Nom;Prénom;Téléphone;CP;Ville;Prix;Surface;Site;Date de parution",
         "last_name;first_name;phone;postcode;town;price;area;site;seen",
         "MOREAU;Hélène;06 39 98 00 01;30700;Uzès;342 000 €;128;PAP;03/11/2026",
         "SICARD;Nadège;01 99 00 00 02;30000;Nîmes;198 000 €;74 m²;Leboncoin;04/11/2026"),
    case("capitals and line breaks", "NOM PROPRIETAIRE;N°\nTELEPHONE;CODE\nPOSTAL;COMMUNE;TYPE DE BIEN",
         "name;phone;postcode;town;kind",
         "DUPONT Jean;0639980001;30000;NIMES;Maison", "MARTIN Anne;0639980002;34000;MONTPELLIER;Appartement"),
    case("two telephones", "Nom;Tel fixe;Tel portable;Mail", "name;phone;phone;email",
         "Dupont;01 99 00 00 01;06 39 98 00 01;a@exemple.fr", "Martin;01 99 00 00 02;;b@exemple.fr"),
    case("lost zeros", "Contact;Tel;CP;Ville", "name;phone;postcode;town",
         "Dupont;639980001;1000;Bourg-en-Bresse", "Martin;199000002;1500;Ambérieu"),
    case("postcode and town together", "Propriétaire;Tél;Code postal / Ville", "name;phone;postcode_town",
         "Dupont;0639980001;30000 Nîmes", "Martin;0639980002;34000 Montpellier"),
    case("town column that holds both", "Nom;Mobile;Ville", "name;phone;postcode_town",
         "Dupont;0639980001;30000 Nîmes", "Martin;0639980002;34000 Montpellier"),
    case("english export", "First Name;Last Name;Phone Number;Email Address;Street;Zip Code;City;Asking price",
         "first_name;last_name;phone;email;address;postcode;town;price",
         "Hélène;Moreau;+33 6 39 98 00 01;h@example.org;14 rue des Mûriers;30700;Uzès;342000",
         "Nadège;Sicard;+33 6 39 98 00 02;n@example.org;2 place du Marché;30000;Nîmes;198000"),
    case("english listing", "id;title;price;rooms;living area;city;zip;url;published;seller type",
         "ignore;title;price;rooms;area;town;postcode;url;seen;seller",
         "101;Maison de village;342000;5;128;Uzès;30700;https://exemple.fr/1;2026-11-03;private",
         "102;T3 lumineux;198000;3;74;Nîmes;30000;https://exemple.fr/2;2026-11-04;pro"),
    case("agency telephone beside the seller's", "Vendeur;Tel agence;Tel vendeur", "name;ignore;phone",
         "Dupont;01 99 00 00 10;06 39 98 00 01", "Martin;01 99 00 00 10;06 39 98 00 02"),
    case("negotiator's columns", "Nom négociateur;Portable négociateur;Nom;Portable", "ignore;ignore;name;phone",
         "Claire;06 39 98 00 50;Dupont;06 39 98 00 01", "Paul;06 39 98 00 51;Martin;06 39 98 00 02"),
    case("notary", "Notaire;Tel notaire;Email notaire;Propriétaire", "ignore;ignore;ignore;name",
         "Me Roche;01 99 00 00 60;etude@exemple.fr;Dupont", "Me Blanc;01 99 00 00 61;blanc@exemple.fr;Martin"),
    case("price per m²", "Prix;Prix au m²;Surface;Surface terrain", "price;ignore;area;ignore",
         "342 000;2 671;128;640", "198 000;2 675;74;0"),
    case("fees and charges", "Prix FAI;Honoraires;Charges;Taxe foncière", "price;ignore;ignore;ignore",
         "342 000 €;12 000 €;120 €;980 €", "198 000 €;9 000 €;80 €;1 100 €"),
    case("misleading name", "Nom;Nom commune;Nom du site", "name;town;site",
         "Dupont;Nîmes;PAP", "Martin;Uzès;SeLoger"),
    case("date of birth", "Nom;Date de naissance;Date annonce", "name;ignore;seen",
         "Dupont;12/03/1961;03/11/2026", "Martin;30/07/1975;04/11/2026"),
    case("update date", "Date de modification;Date de parution;Date", "ignore;seen;ignore",
         "05/11/2026;03/11/2026;01/11/2026", "06/11/2026;04/11/2026;02/11/2026"),
    case("SIREN and SIRET", "Nom;SIREN;SIRET;Téléphone", "name;ignore;ignore;phone",
         "Dupont;732829320;73282932000074;0639980001", "Martin;552100554;55210055400013;0639980002"),
    case("codes", "Code commune;Code INSEE;Code postal;Code agence", "ignore;ignore;postcode;ignore",
         "30189;30189;30000;75008", "30334;30334;30700;75009"),
    case("reference twice", "Référence;Réf. annonce;Téléphone", "ignore;reference;phone",
         "AG12;4120033;0639980001", "AG13;4120190;0639980002"),
    case("type alone, kinds", "Type;Nom", "kind;name", "Maison;Dupont", "Appartement;Martin"),
    case("type alone, sellers", "Type;Nom", "seller;name", "Particulier;Dupont", "Particulier;Martin"),
    case("type alone, deals", "Type;Nom", "deal;name", "Vente;Dupont", "Vente;Martin"),
    case("title that is a civility", "Titre;Nom;Prénom", "civility;last_name;first_name",
         "M.;Dupont;Jean", "Mme;Martin;Anne"),
    case("title that is a title", "Titre;Prix", "title;price",
         "Maison de village avec jardin;342000", "T3 lumineux proche gare;198000"),
    case("source is the supplier", "Source;Nom", "site;name", "PAP;Dupont", "Leboncoin;Martin"),
    case("origin of the contact", "Origine;Nom;Téléphone", "site;name;phone",
         "Leboncoin;Dupont;0639980001", "PAP;Martin;0639980002"),
    case("origin that is a country", "Pays;Département;Région;Ville", "country;ignore;ignore;town",
         "France;30;Occitanie;Nîmes", "France;34;Occitanie;Lunel"),
    case("text", "Annonce;Prix", "text;price",
         "Vends maison de village avec jardin clos de murs, quatre chambres, garage, proche école et commerces;342000",
         "A saisir T3 lumineux au calme, cuisine équipée, balcon plein sud, cave et place de parking privée;198000"),
    case("ad number", "Annonce;Prix", "reference;price", "4120033;342000", "4120190;198000"),
    case("free notes", "Observations;Commentaire;Nom", "ignore;ignore;name",
         "Rappeler en mars;a perdu son mari;Dupont", "Pressé;divorce;Martin"),
    case("address parts", "N°;Voie;Complément adresse;CP;Ville", "address;address;address;postcode;town",
         "14;rue des Mûriers;Bât. B;30700;Uzès", "2;place du Marché;;30000;Nîmes"),
    case("address of the property and of the owner", "Adresse du bien;Adresse propriétaire;Nom",
         "address;address;name",
         "14 rue des Mûriers;3 rue Foch;Dupont", "2 place du Marché;9 rue Carnot;Martin"),
    case("mail address named address", "Adresse;Adresse mail", "address;email",
         "14 rue des Mûriers;a@exemple.fr", "2 place du Marché;b@exemple.fr"),
    case("web address named address", "Adresse;Adresse web", "address;url",
         "14 rue des Mûriers;https://exemple.fr/1", "2 place du Marché;https://exemple.fr/2"),
    case("contact that is a number", "Contact;Site", "phone;site", "0639980001;PAP", "0639980002;PAP"),
    case("contact that is a mail", "Contact;Site", "email;site", "a@exemple.fr;PAP", "b@exemple.fr;PAP"),
    case("name that is a number", "Nom;Tel", "ignore;phone", "1;0639980001", "2;0639980002"),
    case("telephone that is a yes", "Téléphone;Portable", "ignore;phone", "oui;0639980001", "non;0639980002"),
    case("telephone that is a number of calls", "Téléphone;Portable", "ignore;phone", "3;0639980001", "1;0639980002"),
    case("duplicate headings", "Téléphone;Téléphone;Nom;Nom", "phone;phone;name;ignore",
         "0639980001;0199000001;Dupont;Agence du Mail", "0639980002;0199000002;Martin;Agence du Mail"),
    case("twice a price", "Prix;Prix", "price;ignore", "342000;350000", "198000;205000"),
    case("first price, new price", "Ancien prix;Nouveau prix", "ignore;price", "350000;342000", "205000;198000"),
    case("rooms and bedrooms", "Nb pièces;Nb chambres;Étage", "rooms;ignore;ignore", "5;3;0", "3;2;4"),
    case("land", "Surface habitable;Surface du terrain;Surface séjour", "area;ignore;ignore", "128;640;32", "74;0;20"),
    case("buyer and tenant", "Acquéreur;Tel acquéreur;Locataire;Vendeur", "ignore;ignore;ignore;name",
         "Roche;0639980050;Blanc;Dupont", "Petit;0639980051;;Martin"),
    case("pro or private", "Pro / particulier;Nom", "seller;name", "particulier;Dupont", "pro;Agence du Mail"),
    case("refusal", "Démarchage refusé;Nom", "refuses;name", "oui;Dupont", "non;Martin"),
    case("refusal with its answers", "Opposition démarchage (O/N);Refuse les agences;Nom", "refuses;refuses;name",
         "O;N;Dupont", "N;N;Martin"),
    case("day of a refusal", "Date opposition;Nom", "refuses;name", "12/11/2026;Dupont", ";Martin"),
    case("agencies welcome or not", "Accepte les agences;Nom", "accepts;name", "Non;Dupont", "Oui;Martin"),
    case("an agreement given to others", "Consentement partenaires;Opt-in;Nom", "ignore;no_email;name",
         "oui;1;Dupont", "oui;0;Martin"),
    case("professionals among private sellers", "Nom;Pro/Part;Tél", "name;seller;phone",
         "Dupont;PART;0639980001", "Étude Roche;notaire;0199000002", "Luc;mandataire;0639980003"),
    case("number of the street apart", "Nom;N°;Voie;Complément;CP", "name;address;address;address;postcode",
         "Dupont;12 bis;rue des Lilas;Bât B;30000", "Martin;3;av. Foch;;30700"),
    case("rank of the row before the street", "N°;Adresse;Nom", "ignore;address;name",
         "1;rue des Lilas;Dupont", "2;av. Foch;Martin"),
    case("telephone and address together", "Nom;Coordonnées", "name;phone",
         "Dupont;06 39 98 00 01 - a@example.org", "Martin;b@example.org / 0639980002", "Luc;0639980003"),
    case("telephones of others", "Nom;Tel gardien;Mobile conseiller;Fax;Tel", "name;ignore;ignore;ignore;phone",
         "Dupont;0199000001;0639980002;0199000003;0639980004", "Martin;0199000005;0639980006;0199000007;0639980008"),
    case("addresses of something else", "Nom;Lien visite virtuelle;URL photo;Tel", "name;ignore;ignore;phone",
         "Dupont;https://exemple.fr/v1;https://exemple.fr/1.jpg;0639980004",
         "Martin;https://exemple.fr/v2;https://exemple.fr/2.jpg;0639980008"),
    case("vague headings of no site", "Nom;Support;Origine;Tel", "name;ignore;ignore;phone",
         "Dupont;papier;France;0639980004", "Martin;affiche;Italie;0639980008"),
    case("where the listing was", "Propriétaire;Origine annonce;Date 1ère diffusion", "name;site;seen",
         "Dupont;PAP;23/11/2026", "Martin;PAP;14/11/2026"),
    case("opposition as a date", "Opposition;Nom", "refuses;name", "non;Dupont", "oui;Martin"),
    case("leboncoin dump", "list_id;subject;body;price;zipcode;city;phone;owner type;url;first_publication_date",
         "reference;title;text;price;postcode;town;phone;seller;url;seen",
         "24100001;Maison;Vends maison de village avec jardin clos et garage, au calme;342000;30700;Uzès;0639980001;"
         "private;https://exemple.fr/1;2026-11-03 10:11:12",
         "24100002;T3;A saisir T3 lumineux au calme avec balcon plein sud et cave;198000;30000;Nîmes;0639980002;"
         "private;https://exemple.fr/2;2026-11-04 09:00:00"),
    case("photo links", "Photo;Lien annonce", "ignore;url",
         "https://exemple.fr/a.jpg;https://exemple.fr/1", "https://exemple.fr/b.jpg;https://exemple.fr/2"),
    case("virtual visit", "Lien;Lien visite virtuelle", "url;ignore",
         "https://exemple.fr/1;https://visite.exemple.fr/1", "https://exemple.fr/2;https://visite.exemple.fr/2"),
    case("rental", "Loyer;Type d’annonce;Nom", "price;deal;name", "650 €;Location;Dupont", "820 €;Location;Martin"),
    case("dates of calls", "Date appel;Date de relance;Vue le", "ignore;ignore;seen",
         "05/11/2026;12/11/2026;03/11/2026", "06/11/2026;13/11/2026;04/11/2026"),
    case("telephone of the town hall", "Mairie;Tel mairie;Tel", "ignore;ignore;phone",
         "Uzès;01 99 00 00 70;0639980001", "Nîmes;01 99 00 00 71;0639980002"),
    case("fax", "Tel;Fax", "phone;ignore", "0639980001;0199000001", "0639980002;0199000002"),
    case("telephone of the spouse", "Tel;Tel conjoint", "phone;phone",
         "0639980001;0639980011", "0639980002;0639980012"),
    case("two sellers numbered",
         "Nom vendeur 1;Tél vendeur 1;Nom vendeur 2;Prénom vendeur 2;Tél vendeur 2;Mail vendeur 2",
         "name;phone;ignore;ignore;ignore;ignore",
         "Martin;0639980001;Durand;Anne;0639980002;a@exemple.fr", "Petit;0639980003;;;;"),
    case("two sellers under the same headings", "Nom;Prénom;Tél;Nom;Prénom;Tél",
         "last_name;first_name;phone;ignore;ignore;ignore", "Martin;Luc;0639980001;Durand;Anne;0639980002",
         "Petit;Zoé;0639980003;;;"),
    case("a spouse who has a name", "Nom;Tél;Nom conjoint;Tél conjoint", "name;phone;ignore;ignore",
         "Martin;0639980001;Durand;0639980002", "Petit;0639980003;;"),
    case("a second seller by words", "Vendeur;Tél vendeur;Co-vendeur;Tél co-vendeur", "name;phone;ignore;ignore",
         "Martin;0639980001;Durand;0639980002", "Petit;0639980003;;"),
    case("people and telephones numbered", "Nom 1;Tél 1;Nom 2;Tél 2", "name;phone;ignore;ignore",
         "Martin;0639980001;Durand;0639980002", "Petit;0639980003;;"),
    case("two numbers of one seller", "TEL_MANDANT_1;TEL_MANDANT_2;NOM_MANDANT", "phone;phone;name",
         "0639980001;0639980011;Dupont", "0639980002;;Luc"),
    case("surname in English, name as full", "Name;Surname;Mobile", "first_name;last_name;phone",
         "Hélène;Moreau;0639980001", "Nadège;Sicard;0639980002"),
    case("name of the residence", "Nom de la résidence;Nom", "ignore;name", "Les Lilas;Dupont", "Le Parc;Martin"),
    case("name of the file", "Nom du fichier;Nom du fournisseur;Nom", "ignore;ignore;name",
         "nov.csv;Pige Ouest;Dupont", "nov.csv;Pige Ouest;Martin"),
    case("state", "Statut;État;Nom", "ignore;ignore;name", "à appeler;neuf;Dupont", "appelé;ancien;Martin"),
    case("price as words", "Prix;Nom", "ignore;name", "nous consulter;Dupont", "sur demande;Martin"),
    case("town of birth", "Ville de naissance;Ville", "ignore;town", "Lyon;Nîmes", "Paris;Uzès"),
    case("postal town of the seller", "Ville agence;Ville", "ignore;town", "Lyon;Nîmes", "Paris;Uzès"),
    case("whole name beside the first name", "Nom;Prénom", "name;first_name", "DUPONT Jean;Jean", "MARTIN Anne;Anne"),
    case("name that is a civility", "Nom;Nom de famille", "civility;last_name", "M.;Dupont", "Mme;Martin"),
    case("one number for all", "Nom;Téléphone", "name;ignore", *(f"{name};01 99 00 00 10" for name in
         ("Dupont", "Martin", "Petit", "Roche", "Blanc"))),
    case("source that is a link", "Source;Nom", "url;name",
         "https://exemple.fr/annonce/1;Dupont", "https://exemple.fr/annonce/2;Martin"),
    case("site that is a site", "Site;Nom", "site;name", "www.pap.fr;Dupont", "www.leboncoin.fr;Martin"),
    case("postcode that is a department", "Code postal;Ville", "ignore;town", "30;Nîmes", "34;Lunel"),
    case("pieces that are square metres", "Pièces;Nom", "ignore;name", "128;Dupont", "74;Martin"),
    case("surface that is a price", "Surface;Nom", "ignore;name", "342000;Dupont", "198000;Martin"),
    case("price in thousands", "Prix;Nom", "ignore;name", "3,4;Dupont", "2,0;Martin"),
    case("dates counted in days", "Nom;Date", "name;seen", "Dupont;46329", "Martin;46330"),
    case("town that is a code", "Commune;Nom", "ignore;name", "30189;Dupont", "30334;Martin"),
    case("mail that was sent", "Email envoyé;Email", "ignore;email", "oui;a@exemple.fr", "non;b@exemple.fr"),
    case("two towns", "Ville vendeur;Ville bien;Nom", "town;ignore;name", "Lyon;Nîmes;Dupont", "Paris;Uzès;Martin"),
]  # fmt: skip


@table("one", CASES)
def test_what_is_sure_is_right(one: Case) -> None:
    headers = one.headers.split(";")
    rows = [row.split(";") for row in one.rows]
    found = guess(headers, rows, has_header=True)
    sure = [(guessed.header, guessed.field) for guessed in found if guessed.confidence >= SURE]
    truth = one.truth.split(";")
    assert len(truth) == len(headers)
    right = list(zip(headers, truth, strict=True))
    assert [pair for pair in sure if pair not in [(" ".join(h.split()), f) for h, f in right] + right] == []


def test_most_columns_are_sure() -> None:
    """Never wrong would be easy for who never answers."""
    wanted = sure = 0
    for one in CASES:
        found = guess(one.headers.split(";"), [row.split(";") for row in one.rows], has_header=True)
        truth = one.truth.split(";")
        wanted += sum(field != "ignore" for field in truth)
        sure += sum(
            guessed.confidence >= SURE and guessed.field == field != "ignore"
            for guessed, field in zip(found, truth, strict=True)
        )
    assert sure >= 0.9 * wanted


CORPUS = {
    "leads/pige_fournisseur_cp1252.csv": "reference seen site url last_name first_name phone phone address "
    "postcode town kind price area rooms text",
    "leads/pige_autre_fournisseur_bom.csv": "reference name phone email address postcode town price seen site",
    "leads/pige_tableur.xlsx": "reference seen name phone email postcode_town kind price area site",
    "leads/bienici_export.csv": "town postcode deal kind reference title seen rooms price",
    "leads/dvf_geo_aisne_2024.csv": "deal address address address postcode town kind area rooms",
    "leads/pige_sans_entete_utf16.txt": "",
    "leads/poliris_champs.csv": "",
    "malformed/csvdetective_file.xls": "postcode town",
    "malformed/spectrum_location_coordinates.csv": "phone",
}


@table("name", CORPUS)
def test_what_is_sure_in_real_files_is_right(corpus: Path, name: str) -> None:
    sure = [one.field for one in open_table(corpus / name).guesses if one.confidence >= SURE and one.field != "ignore"]
    assert sure == CORPUS[name].split()
