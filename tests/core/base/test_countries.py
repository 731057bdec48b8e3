"""The country of an address, told in a column, on a card, or at the end of the address."""

from core.base.countries import abroad, at_home, is_country, kept_abroad
from tests.tables import table


@table(
    "address, postcode, town, country, kept",
    [
        ("12 Baker Street", "NW1 6XE", "London", "GB", "12 Baker Street|London NW1 6XE, Royaume-Uni"),
        ("12 Baker Street, London NW1 6XE", "", "", "England", "12 Baker Street|London NW1 6XE, Royaume-Uni"),
        ("Rue de la Loi 12", "1000", "Bruxelles", "BEL", "Rue de la Loi 12|1000 Bruxelles, Belgique"),
        ("Rue de la Loi 12", "1000", "Bruxelles, Belgique", "", "Rue de la Loi 12|1000 Bruxelles, Belgique"),
        ("Damrak 5", "1012 AB", "Amsterdam", "the netherlands", "Damrak 5|1012 AB Amsterdam, Pays-Bas"),
        ("1 Orchard Road", "238801", "Singapore", "SG", "1 Orchard Road|238801 Singapore, Singapour"),
        ("4 rue du Fort", "L-1234", "Luxembourg", "Luxembourg", "4 rue du Fort|L-1234 Luxembourg, Luxembourg"),
        ("1 Orchard Road", "", "Singapour", "Singapour", "1 Orchard Road|Singapour, Singapour"),
        ("Rua Nova 12", "1100", "", "Portugal", "Rua Nova 12|1100, Portugal"),
        ("1 Nile Street", "", "Khartoum", "Soudan", "1 Nile Street|Khartoum, République du Soudan"),
        ("14 rue des Mûriers", "30700", "Uzès", "France", ""),
        ("14 rue des Mûriers", "30700", "Uzès", "Belgique", ""),
        ("3 rue Foch", "97400", "Saint-Denis", "Réunion", ""),
        ("4 place aux Herbes", "98000", "Monaco", "MC", ""),
        ("Bât. B, 3 rue Foch", "31330", "Grenade", "", ""),
        ("14 rue des Mûriers", "30700", "Uzès", "n/a", ""),
        ("", "1000", "Bruxelles", "BE", ""),
    ],
)
def test_an_address_abroad_is_kept_with_its_postcode_and_its_country(
    address: str, postcode: str, town: str, country: str, kept: str
) -> None:
    found = kept_abroad(address, postcode, town, country)
    assert "|".join(found or ()) == kept
    if found is not None:
        street, place = found
        assert abroad(street, place) is not None, "what is kept is read again as abroad"
        assert kept_abroad(street, "", place) == found
        assert at_home(place) == ""


def test_a_cell_that_is_a_country() -> None:
    assert all(map(is_country, ("France", "FR", "gbr", "Royaume-Uni", "ESPAÑA", "Côte d'Ivoire", "La Réunion")))
    assert not any(map(is_country, ("", "+33", "30700", "Uzès", "Occitanie", "Gard")))
    assert at_home("Uzès") == "Uzès" and at_home("Suisse") == "Suisse"
