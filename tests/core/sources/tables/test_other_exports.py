"""Exports of yet other programs, by the headings they write over two rows: each gives the person, every contact and the
whole address, and nothing of anybody else."""

from pathlib import Path

from core.actions.intake.parse import normalise
from core.actions.intake.rows import ParsedRow
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.core.sources.tables.test_exports import FACTS, TODAY
from tests.tables import table

LAST, FIRST, PHONE, MAIL = "Lefèvre", "Anaïs", "06 39 98 77 01", "anais@exemple.fr"
STREET, CODE, TOWN = "12 rue des Lilas", "30700", "Uzès"
OTHER = ("Garçon", "Luc", "06 39 98 77 02", "luc@exemple.fr", "3 avenue Foch", "01000", "Bourg-en-Bresse")
SIGNS = ("{l}", "{f}", "{t}", "{m}", "{s}", "{c}", "{v}")
EXPORTS = [
    ("googleform", ",",
     "Horodateur|Quel est votre nom ?|Votre prénom|Votre numéro de téléphone|Votre adresse e-mail|"
     "Adresse du bien à estimer|Code postal|Ville",
     "2/3/2026 10:12:00|{l}|{f}|{t}|{m}|{s}|{c}|{v}"),
    ("wordpress", ";",
     "your-name|your-email|your-tel|your-address|your-zip|your-city|your-message",
     "{f} {l}|{m}|{t}|{s}|{c}|{v}|Bonjour"),
    ("calendly", ",",
     "Invitee Name|Invitee First Name|Invitee Last Name|Invitee Email|Text Reminder Number|Event Type Name",
     "{f} {l}|{f}|{l}|{m}|{t}|Estimation"),
    ("shopify", ",",
     "First Name|Last Name|Email|Accepts Email Marketing|Default Address Company|Default Address Address1|"
     "Default Address Address2|Default Address City|Default Address Zip|Default Address Phone|Phone",
     "{f}|{l}|{m}|yes||{s}||{v}|{c}||{t}"),
    ("woo", ",",
     "Billing First Name|Billing Last Name|Billing Email|Billing Phone|Billing Address 1|Billing Address 2|"
     "Billing Postcode|Billing City|Shipping Address 1",
     "{f}|{l}|{m}|{t}|{s}||{c}|{v}|"),
    ("activecampaign", ",",
     "Email|First Name|Last Name|Phone|Customer Account|Date Created|Tags|*Adresse|*Code postal|*Ville",
     "{m}|{f}|{l}|{t}||2026-03-02|x|{s}|{c}|{v}"),
    ("typeform", ",",
     "#|Nom et prénom|Téléphone ?|E-mail ?|Où se situe le bien ? (adresse complète)|Submit Date (UTC)",
     "abc1|{f} {l}|{t}|{m}|{s}, {c} {v}|2026-03-02 10:00"),
    ("yahoo", ",",
     "First|Middle|Last|Nickname|Email|Home|Work|Mobile|Home Address|Home City|Home State|Home ZIP|Home Country|"
     "Company",
     "{f}||{l}||{m}|||{t}|{s}|{v}||{c}|France|"),
    ("apple_csv", ",",
     "Prénom|Nom|Société|Téléphone (mobile)|Téléphone (domicile)|E-mail (domicile)|Adresse (domicile) rue|"
     "Adresse (domicile) ville|Adresse (domicile) code postal|Adresse (domicile) pays",
     "{f}|{l}||{t}||{m}|{s}|{v}|{c}|France"),
    ("samsung", ";",
     "Nom|Prénom|Numéro de téléphone|Type de téléphone|Adresse e-mail|Adresse : rue|Adresse : ville|"
     "Adresse : code postal",
     "{l}|{f}|{t}|Portable|{m}|{s}|{v}|{c}"),
    ("zimbra", ",",
     "firstName|lastName|email|email2|homePhone|mobilePhone|homeStreet|homeCity|homePostalCode|homeCountry|"
     "workStreet|workCity",
     "{f}|{l}|{m}|||{t}|{s}|{v}|{c}|France||"),
    ("pige1", ";",
     "Réf|Date|Portail|Annonceur|Téléphone annonceur|Type|Localité|CP|Prix|Surf.|Descriptif",
     "123|03/11/2026|PAP|{f} {l}|{t}|Maison|{v}|{c}|245000|90|Belle maison"),
    ("sweepbright", ",",
     "first_name|last_name|email|phone|street|street_number|postal_code|city|negotiator_email|type",
     "{f}|{l}|{m}|{t}|{s}||{c}|{v}|agent@exemple.fr|vendor"),
    ("imoove", ";",
     "Civilité proprio|Nom proprio|Prénom proprio|Tél. proprio|Portable proprio|Email proprio|Adresse proprio|"
     "CP proprio|Ville proprio|Nom agent|Portable agent|Adresse bien|CP bien|Ville bien",
     "Mme|{l}|{f}||{t}|{m}|{s}|{c}|{v}|Petit|0199009998|1 quai X|34000|Montpellier"),
    ("ac3", ";",
     "NUMDOSSIER|NOMPROPRIO|PRENOMPROPRIO|TELPROPRIO|PORTPROPRIO|MAILPROPRIO|ADRPROPRIO|CPPROPRIO|VILLEPROPRIO|"
     "CODENEGO",
     "12|{l}|{f}||{t}|{m}|{s}|{c}|{v}|CP"),
    ("crypto", ";",
     "Nom du prospect|Tel.|@|Adresse|C.P.|Ville",
     "{f} {l}|{t}|{m}|{s}|{c}|{v}"),
    ("english_agent", ",",
     "Vendor Name|Vendor Tel|Vendor E-mail|Property Address|Property Postcode|Property Town|Negotiator|Neg Tel",
     "{f} {l}|{t}|{m}|{s}|{c}|{v}|Claire|0199009997"),
    ("nohead_like", ";",
     "Propriétaire : nom|Propriétaire : prénom|Propriétaire : téléphone|Propriétaire : e-mail|"
     "Propriétaire : adresse|Propriétaire : CP|Propriétaire : ville|Agence : téléphone",
     "{l}|{f}|{t}|{m}|{s}|{c}|{v}|0199009996"),
    ("monday", ",",
     "Name|Subitems|Status|Owner|Phone|Email|Location|Creation Log",
     "{f} {l}||Working on it|Claire Petit|{t}|{m}|{s}, {c} {v}|Claire 2 mars"),
    ("trello", ",",
     "Card Name|List Name|Members|Téléphone (custom field)|E-mail (custom field)|Adresse",
     "{f} {l}|À appeler|claire|{t}|{m}|{s} {c} {v}"),
    ("odoo", ",",
     "Nom|Téléphone|Mobile|Courriel|Rue|Rue 2|Code postal|Ville|Pays/Nom du pays|Vendeur|Société",
     "{f} {l}||{t}|{m}|{s}||{c}|{v}|France|Claire Petit|"),
    ("dynamics", ",",
     "(Do Not Modify) Contact|First Name|Last Name|Address 1: Street 1|Address 1: City|"
     "Address 1: ZIP/Postal Code|Business Phone|Mobile Phone|Email|Owner",
     "a-1|{f}|{l}|{s}|{v}|{c}||{t}|{m}|Claire Petit"),
    ("sugar", ",",
     "First Name|Last Name|Primary Address Street|Primary Address City|Primary Address Postal Code|Mobile|"
     "Email Address|Assigned User Name|Assigned to",
     "{f}|{l}|{s}|{v}|{c}|{t}|{m}|claire|Claire"),
    ("notaire", ";",
     "Vendeur - Nom|Vendeur - Prénom|Vendeur - Tél.|Vendeur - Courriel|Vendeur - Adresse|Vendeur - Code postal|"
     "Vendeur - Commune|Notaire - Nom|Notaire - Tél.",
     "{l}|{f}|{t}|{m}|{s}|{c}|{v}|Me Roche|0199009995"),
    ("linkedin", ",",
     "First Name|Last Name|URL|Email Address|Company|Position|Connected On",
     "{f}|{l}|https://www.linkedin.com/in/x|{m}|Mairie|Agent|02 Mar 2026"),
    ("tiktok", ",",
     "Lead ID|Created time|Ad Name|Campaign Name|Full name|Phone number|Email|Postal code",
     "12|2026-03-02 10:00|Est|Vend|{f} {l}|{t}|{m}|{c}"),
    ("immofacile", ";",
     "Mandant 1 Nom|Mandant 1 Prénom|Mandant 1 Portable|Mandant 1 Email|Mandant 1 Adresse|Mandant 1 CP|"
     "Mandant 1 Ville|Mandant 2 Nom|Mandant 2 Portable",
     "{l}|{f}|{t}|{m}|{s}|{c}|{v}|Durand|0639987799"),
    ("caps", ";",
     "NomClient|PrenomClient|TelMobile|TelDomicile|AdresseMail|AdrRue|AdrCP|AdrVille",
     "{l}|{f}|{t}||{m}|{s}|{c}|{v}"),
    ("arrivage", ";",
     "Identité du vendeur|N° tél. du vendeur|Courriel du vendeur|N° et rue|CP - Ville",
     "{f} {l}|{t}|{m}|{s}|{c} {v}"),
    ("unknown_en", ",",
     "field_1|field_2|field_3|field_4|field_5|field_6",
     "{f} {l}|{t}|{m}|{s}|{c}|{v}"),
    ("agency", ";",
     "Nom|Tél|Email|Adresse|Code postal|Ville|Nom de l'agence|Tél de l'agence|Email de l'agence|"
     "Adresse de l'agence|CP de l'agence|Ville de l'agence",
     "{f} {l}|{t}|{m}|{s}|{c}|{v}|Agence Z|0199000001|z@exemple.fr|1 rue Z|75001|Paris"),
    ("contact of the agency", ";",
     "Contact agence|Tel contact agence|Contact vendeur|Tel contact vendeur|Mail contact vendeur|Rue|CP|Ville",
     "Claire|0199000001|{f} {l}|{t}|{m}|{s}|{c}|{v}"),
    ("supplier", ";",
     "Fournisseur|Tel fournisseur|Mail fournisseur|Vendeur|Tel|Mail|Adresse",
     "Pige Ouest|0199000001|p@exemple.fr|{f} {l}|{t}|{m}|{s} {c} {v}"),
    ("follow-up", ";",
     "Suivi par|Portable suivi|Client|Portable client|Adresse client|CP client|Ville client",
     "Claire|0639980055|{f} {l}|{t}|{s}|{c}|{v}"),
    ("introducer", ";",
     "Apporteur d'affaires|Tél apporteur|Nom|Prénom|Tél|Rue|CP|Ville",
     "Paul|0199000001|{l}|{f}|{t}|{s}|{c}|{v}"),
    ("residence", ";",
     "Nom|Prénom|Téléphone fixe personnel|Téléphone mobile professionnel|Adresse mail personnelle|"
     "Adresse de résidence|Code postal de résidence|Ville de résidence",
     "{l}|{f}||{t}|{m}|{s}|{c}|{v}"),
    ("brackets", ";",
     "Nom|Prénom|Adresse (n° et voie)|Adresse (complément)|Adresse (CP)|Adresse (ville)|Tél. (mobile)|"
     "Tél. (fixe)",
     "{l}|{f}|{s}||{c}|{v}|{t}|"),
    ("property and seller", ";",
     "Bien - Type|Bien - Adresse|Bien - CP|Bien - Ville|Vendeur - Nom|Vendeur - Tél|Prix",
     "Maison|{s}|{c}|{v}|{f} {l}|{t}|245000"),
    ("mandate", ";",
     "Ref mandat|Mandant|Tél mandant|Mail mandant|Adresse du bien mandaté|CP|Ville|Négociateur en charge|"
     "Tél négociateur",
     "12|{f} {l}|{t}|{m}|{s}|{c}|{v}|Claire|0639980055"),
    ("dotted", ",",
     "name|phone|email|address.street|address.zip|address.city|agent.name|agent.phone",
     "{f} {l}|{t}|{m}|{s}|{c}|{v}|Claire|0639980055"),
    ("site and mailing", ",",
     "Seller First Name|Seller Last Name|Seller Cell|Seller Email|Site Address|Site City|Site Zip|"
     "Mailing Address|Mailing City|Mailing Zip",
     "{f}|{l}|{t}|{m}|1 quai X|Nice|06300|{s}|{v}|{c}"),
    ("two owners", ",",
     "Owner 1 First Name|Owner 1 Last Name|Owner 2 First Name|Owner 2 Last Name|Owner Mailing Address|"
     "Owner City|Owner Zip|Phone 1|Phone 2|Email 1",
     "{f}|{l}|Zoé|Petit|{s}|{v}|{c}|{t}||{m}"),
    ("assigned agent", ",",
     "Lead First Name|Lead Last Name|Lead Phone|Lead Email|Street Line 1|Street Line 2|Town/City|Post Code|"
     "Assigned Agent|Agent Email",
     "{f}|{l}|{t}|{m}|{s}||{v}|{c}|Claire|c@exemple.fr"),
    ("three columns", ";",
     "NOM_PRENOM|NUM_TEL|ADRESSE_COMPLETE",
     "{f} {l}|{t}|{s}, {c} {v}"),
    ("slashes", ";",
     "Nom/Prénom vendeur|Coordonnées tél.|E-mail|N° rue|Nom rue|CP/Ville",
     "{f} {l}|{t}|{m}||{s}|{c} {v}"),
    ("principal", ";",
     "Monsieur/Madame|Nom de famille|Prénom usuel|Numéro de téléphone principal|Numéro de téléphone secondaire|"
     "Courriel principal|Adresse principale|Code postal principal|Ville principale",
     "Madame|{l}|{f}|{t}||{m}|{s}|{c}|{v}"),
    ("questions", ";",
     "Qui appeler|Sur quel numéro|Où habite-t-il|Code|Dans quelle ville",
     "{f} {l}|{t}|{s}|{c}|{v}"),
    ("small letters", ";",
     "vendeur|tel|rue|cp|ville|notes",
     "{f} {l}|{t}|{s}|{c}|{v}|Rappeler"),
    ("present and future", ";",
     "Prénom NOM|06|Mail perso|Adresse actuelle|CP actuel|Ville actuelle|Adresse future",
     "{f} {l}|{t}|{m}|{s}|{c}|{v}|9 rue du Lac"),
]  # fmt: skip


@table("name, mark, headings, row", EXPORTS)
def test_another_export(tmp_path: Path, name: str, mark: str, headings: str, row: str) -> None:
    lines = [headings.split("|")]
    for person in ((LAST, FIRST, PHONE, MAIL, STREET, CODE, TOWN), OTHER):
        lines.append([cell.format(**dict(zip("lftmscv", person, strict=True))) for cell in row.split("|")])
    path = tmp_path / f"{name}.csv"
    path.write_text("\n".join(mark.join(f'"{cell}"' for cell in line) for line in lines) + "\n", "utf-8")
    opened = open_table(path)
    first = next(drafts(opened, fields_of(opened, {})))
    ready = normalise(first, FACTS, TODAY)
    assert isinstance(ready, ParsedRow), ready
    said = [text if sign in row else "" for sign, text in zip(SIGNS, (LAST, FIRST, PHONE), strict=False)]
    assert sorted(ready.name.split()) == sorted(filter(None, said[:2]))
    assert [key for _e164, key in ready.phones] == ([PHONE.replace(" ", "")] if "{t}" in row else [])
    assert ready.emails == ((MAIL,) if "{m}" in row else ())
    place = [text if sign in row else "" for sign, text in zip(SIGNS[4:], (STREET, CODE, TOWN), strict=True)]
    assert [ready.address, ready.postcode, ready.town] == place
