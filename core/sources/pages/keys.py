"""What the names of keys mean in any state of a page: ``surface_habitable``, ``livingSpace`` are an area."""

import re
from functools import lru_cache
from types import MappingProxyType

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def _words(text: str) -> list[str]:
    return text.split()


TABLE = {
    "price": "price prix pricevalue rawprice listingprice saleprice sellingprice currentprice priceamount "
    "prixvente amount "
    "montant loyer rent rentprice totalprice displayprice priceraw pricetag prixaffiche prixbien askingprice "
    "pricelabel formattedprice prixtotal fairent hasprice mainprice rentcc loyercc prixfai salesprice priceeur",
    "area": "area surface square livingarea livingspace floorsize surfacearea surfacehabitable habitablesurface size "
    "squaremeters squaremeter livingsurface surfacem2 estatesize estatesizelivingarea usablearea carrez surfacecarrez "
    "surfacetotale builtarea propertysurface m2 surfacebien surfacevalue surfacemin wohnflache areavalue housingarea "
    "living interiorarea livingareavalue superficie superficy areasqm",
    "land": "landsurface landarea surfaceterrain terrainsurface groundarea plotsize plotarea lotsize landplotsurface "
    "landsize groundsurface terrain plotsurface surfaceparcelle landsurfacetotal gardenarea lotarea landplotarea "
    "parcelle surfacedeterrain land areaground terrainarea surfaceground parcelarea parcelsize",
    "rooms": "rooms room roomcount roomscount nbrooms nbroom nbpieces nbpiece pieces piece roomsquantity numberofrooms "
    "roomnumber numrooms nombrepieces nombredepieces piececount totalrooms nbrpieces roomsnumber "
    "numberofroomstotal nbp",
    "bedrooms": "bedrooms bedroom bedroomcount bedroomscount nbbedrooms nbchambres nbchambre chambres bedroomsquantity "
    "numberofbedrooms nombrechambres nombredechambres bedroomnumber nbrchambres sleepingrooms nbbedroom",
    "town": "city citylabel cityname ville town addresslocality commune locality communename nomville nomcommune "
    "towncity citynamelabel municipality localite place localisation",
    "postcode": "zipcode postalcode cp codepostal postcode zip zipcodes postalcodes",
    "address": "streetaddress addresse adresse street rue voie addressline addressline1",
    "kind": "propertytype typebien realestatetype estatetype typedebien typebienlabel propertysubtype "
    "propertytypelabel "
    "housingtype categorybien naturebien typologie goodtype typeannonce realtytype propertykind bientype "
    "libelletype typelibelle "
    "productype realestatetypelabel estatekind",
    "deal": "transactiontype transaction adtype leasetype offertype distributiontype businesstype transactioncode "
    "dealtype categoryname "
    "typetransaction saletype marketingtype naturetransaction operation businessfunction category projecttype "
    "typeoffre listingtype operationtype",
    "reference": "id listid classifiedid adid listingid annonceid idannonce sku advertid externalid propertyid "
    "legacyid objectid itemid "
    "uid reference ref numannonce publicid identifier productid idad annonce classifiednumber refannonce adref",
    "url": "url permalink detailurl link recordlink href seourl canonical classifiedurl adurl detailpageurl publicurl "
    "canonicalurl lien shareurl weburl listingurl annonceurl fullurl urldetail seolink detaillink",
    "title": "title subject headline titre name adtitle listingtitle heading libelle propertytitle seotitle "
    "titreannonce adtitre",
    "text": "body description texte descriptif content descriptionfr longdescription textdescription adtext "
    "descriptiontext corps comment",
    "published": "firstpublicationdate publicationdate creationdate dateposted datepublished publishedat "
    "publicationstart "
    "datepublication createdat datecreation publishdate firstonlinedate datedebut postedat onlinesince startdate "
    "firstpublishedat "
    "published date publishdatefrom dateparution createdon publisheddate",
    "modified": "modificationdate updatedat datemodified updatedate indexdate lastupdate datemaj lastmodified "
    "modifiedat",
    "dpe": "dpe energyclassification energycategory energyrate energyclass dpelabel energylabel classeenergie dpeclass "
    "epc energyrating dpeletter lettredpe energyletter classedpe epccategory dperate dpecategory dpeconsommation "
    "dpevalueletter consumptionletter energyefficiencyclass",
    "ges": "ges greenhousegazclassification gescategory gesclass geslabel gesrate ghg ghgclass gasemission "
    "emissionclass "
    "greenhousegasclassification gesletter lettreges classeges gesrating ghgcategory greenhousegasclass co2class "
    "emissionletter gescode ghglabel climateclass",
    "name": "accountdisplayname sellername ownername contactname nomcontact nomvendeur pseudo username nickname "
    "storename shopname agencyname",
    "seller": "sellertype advertisertype accounttype usertype ownertype contacttype publishertype ispro isprofessional "
    "isprivate isprivateowner adcreatedbypro isparticulier pro professional customertype typeannonceur typevendeur "
    "announcertype isagency professionnel particulier isindividual privateseller sellerkind isowner "
    "advertisertypelabel "
    "annonceurtype isprivateseller typecontact private isprofessionnal accountkind",
    "phones": "phone telephone tel phonenumber mobile portable phones phonenumbers telephonenumber mobilephone",
    "emails": "email mail contactemail",
    "refuses": "nosalesmen refusesagencies nocommercialcontact nodemarchage refusedemarchage nocanvassing "
    "noagency noagencies "
    "refusecommercial sansdemarchage noprospection refusagence hidefromagencies agencesabstenir demarchagerefuse "
    "refusdemarchage nosolicitation agencyrefused refuseagences refusesoliciting agencesnoncontact donotcanvas",
    "adkind": "listingstatus",
}  # fmt: skip

KEYS = MappingProxyType({word: name for name, words in TABLE.items() for word in words.split()})

_BEFORE = ("bien", "annonce", "marketplace", "listing", "classified", "property", "estate", "realty", "ad")
_AFTER = ("fr", "nom", "name", "label", "value", "libelle", "euros", "formate", "formatee", "formatted", "affiche")
"""What a key may say besides the field that it names."""
_ASIDE = frozenset(
    _words("""
        alert analytics average balcon balcony before breadcrumb breadcrumbs budget caution cave cellar cents
        charge charges config criteria deposit drop estimate estimated estimatedprice estimation facet facets
        fee fees filter filters footer garage history honoraires i18n image images initial loan locale
        loyerannuel max media menu min monthly mortgage nearby notary old original parking per photo photos
        picture pictures poi previous pricehistory pricem2 pricepersqm prixm2 search seo simulator sqm tax taxe
        terrace terrasse tracking translation translations transport video without
    """)
)
"""Words of a key below which nothing is a fact of the property itself."""

_OF_SELLER = tuple(
    _words("""
        owner seller contact agency agence client advertiser annonceur vendeur user account publisher agent
        author customer offeredby store shop provider broker
    """)
)
_OTHER_ADS = tuple(
    _words("""
        similar recommend related sponsor suggest adsalu widget otherads crosssell autopromo autresannonces
        alaune nearbyads promoted premium recentlyviewed alternat topads mostviewed programmes newprograms
        favorit extra
    """)
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@lru_cache(maxsize=8192)
def plain(key: str) -> str:
    """Return a key as one word: « surface_habitable » gives ``surfacehabitable``."""
    return _NOT_WORD.sub(
        "",
        key.partition("(")[0]
        .lower()
        .replace("é", "e")
        .replace("è", "e")
        .replace("à", "a")
        .replace("²", "2")
        .replace("ê", "e"),
    )


@lru_cache(maxsize=8192)
def field_of(key: str) -> str:
    """Return the field that a key names, or an empty text: by itself, else without what it says besides (``bienId``,
    ``descriptionFr``)."""
    word = plain(key)
    if word in KEYS:
        return KEYS[word]
    for start in _BEFORE:
        if word.startswith(start) and word[len(start) :] in KEYS:
            return KEYS[word[len(start) :]]
    for end in _AFTER:
        if word.endswith(end) and word[: -len(end)] in KEYS:
            return KEYS[word[: -len(end)]]
    return ""


_LETS = re.compile(r"accept|allow|autoris|permit|prefer|authori[sz]")
_CANVASSING = re.compile(r"agenc|agence|professionals|professionnels|demarch|prospect|canvass|salesm|solicit")


@lru_cache(maxsize=8192)
def lets_canvass(keys: tuple[str, ...]) -> bool:
    """Tell whether keys say that agencies may call: « no » is then a refusal (``demarchage.autorise``)."""
    word = "".join(map(plain, keys[-2:]))
    return bool(_LETS.search(word) and _CANVASSING.search(word))


@lru_cache(maxsize=8192)
def is_aside(key: str) -> bool:
    """Tell whether what stands below a key is no fact of the property itself."""
    return plain(key) not in KEYS and not _ASIDE.isdisjoint(word.lower() for word in _WORD.findall(key))


@lru_cache(maxsize=8192)
def is_seller(key: str) -> bool:
    """Tell whether what stands below a key is about who sells."""
    word = plain(key)
    return any(word.startswith(text) or word.endswith(text) for text in _OF_SELLER)


@lru_cache(maxsize=8192)
def is_other_ads(key: str) -> bool:
    """Tell whether a key holds other ads than those of the page: sponsored ones, similar ones."""
    word = plain(key)
    return any(text in word for text in _OTHER_ADS)
