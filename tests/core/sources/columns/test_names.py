from hypothesis import given
from hypothesis import strategies as st

from core.sources.columns.names import SplitName, civility, split_name
from tests.tables import table


@table(
    "text, expected",
    [
        ("M. et Mme DUPONT Jean", SplitName("Madame, Monsieur", "DUPONT", "Jean")),
        ("Mme et M. DUPONT", SplitName("Madame, Monsieur", "DUPONT")),
        ("M Mme DUPONT", SplitName("Madame, Monsieur", "DUPONT")),
        ("M.Mme Dupont", SplitName("Madame, Monsieur", "Dupont")),
        ("M. M'BAREK", SplitName("Monsieur", "M'BAREK")),
        ("M. DUPONT et Mme MARTIN", SplitName("Madame, Monsieur")),
        ("M. N’GUYEN Jean-Pierre", SplitName("Monsieur", "N’GUYEN", "Jean-Pierre")),
        ("M.DUPONT Jean", SplitName("Monsieur", "DUPONT", "Jean")),
        ("Mr DUPONT Jean", SplitName("Monsieur", "DUPONT", "Jean")),
        ("MME AUBERT", SplitName("Madame", "AUBERT")),
        ("Mlle Aubert", SplitName("Madame", "Aubert")),
        ("M/Mme LE GOFF Joëlle", SplitName("Madame, Monsieur", "LE GOFF", "Joëlle")),
        ("Monsieur Jean de LA TOUR", SplitName("Monsieur", "de LA TOUR", "Jean")),
        ("Sophie MARTIN", SplitName("", "MARTIN", "Sophie")),
        ("MOREAU H.", SplitName("", "MOREAU", "H.")),
        ("Mme Sophie Martin", SplitName("Madame")),
        ("Müller Nathalie", SplitName()),
        ("DUPONT JEAN", SplitName()),
        ("Besson", SplitName()),
        ("Sophie", SplitName()),
        ("Marion DUPUIS", SplitName("", "DUPUIS", "Marion")),
        ("SCI DUPONT Immo", SplitName()),
        ("", SplitName()),
    ],
)
def test_split(text: str, expected: SplitName) -> None:
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
