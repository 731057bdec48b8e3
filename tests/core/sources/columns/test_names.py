from hypothesis import given
from hypothesis import strategies as st

from core.sources.columns.names import Name, civility, split_name
from tests.tables import table


@table(
    "text, expected",
    [
        ("M. et Mme DUPONT Jean", Name("Madame, Monsieur", "DUPONT", "Jean")),
        ("Mme et M. DUPONT", Name("Madame, Monsieur", "DUPONT")),
        ("M Mme DUPONT", Name("Madame, Monsieur", "DUPONT")),
        ("M.Mme Dupont", Name("Madame, Monsieur", "Dupont")),
        ("M. M'BAREK", Name("Monsieur", "M'BAREK")),
        ("M. DUPONT et Mme MARTIN", Name("Madame, Monsieur")),
        ("M. N’GUYEN Jean-Pierre", Name("Monsieur", "N’GUYEN", "Jean-Pierre")),
        ("M.DUPONT Jean", Name("Monsieur", "DUPONT", "Jean")),
        ("Mr DUPONT Jean", Name("Monsieur", "DUPONT", "Jean")),
        ("MME AUBERT", Name("Madame", "AUBERT")),
        ("Mlle Aubert", Name("Madame", "Aubert")),
        ("M/Mme LE GOFF Joëlle", Name("Madame, Monsieur", "LE GOFF", "Joëlle")),
        ("Monsieur Jean de LA TOUR", Name("Monsieur", "de LA TOUR", "Jean")),
        ("Sophie MARTIN", Name("", "MARTIN", "Sophie")),
        ("MOREAU H.", Name("", "MOREAU", "H.")),
        ("Mme Sophie Martin", Name("Madame")),
        ("Müller Nathalie", Name()),
        ("DUPONT JEAN", Name()),
        ("Besson", Name()),
        ("Sophie", Name()),
        ("Marion DUPUIS", Name("", "DUPUIS", "Marion")),
        ("SCI DUPONT Immo", Name()),
        ("", Name()),
    ],
)
def test_split(text: str, expected: Name) -> None:
    assert split_name(text) == expected


@table(
    "text, expected",
    [
        ("Mme", ("Madame", "")),
        ("M", ("Monsieur", "")),
        ("Madame Dupont", ("Madame", "Dupont")),
        ("Marie", ("", "Marie")),
        ("", ("", "")),
    ],
)
def test_civility(text: str, expected: tuple[str, str]) -> None:
    assert civility(text) == expected


@given(text=st.text(alphabet=st.sampled_from("MmeDUPONT Jean.-’é/et"), max_size=40))
def test_nothing_is_invented(text: str) -> None:
    found = split_name(text)
    assert found.civility in ("", "Madame", "Monsieur", "Madame, Monsieur")
    assert set(f"{found.last} {found.first}".split()) <= set(civility(text)[1].split())
