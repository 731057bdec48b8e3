from core.sources.formats.delimiter import find_delimiter, sep_line
from tests.tables import table


@table("mark", [";", ",", "\t", "|", "!#"])
def test_each_mark_is_found(mark: str) -> None:
    text = "\n".join(mark.join(["nom", "tel", "prix", "ville"][:4]) for _row in range(5))
    found = find_delimiter(text)
    assert (found.mark, found.confidence, found.odd) == (mark, 1.0, 0)


def test_commas_inside_the_cells_do_not_win() -> None:
    text = "nom;adresse;prix\n" + "Dupont;12, rue Foch, Nîmes;226,5\n" * 10
    assert find_delimiter(text).mark == ";"


def test_quoted_marks_do_not_count() -> None:
    text = "nom,texte,prix\n" + 'Dupont,"a;b;c;d;e;f;g",3\n' * 10
    assert find_delimiter(text).mark == ","


def test_sep_line_decides() -> None:
    assert find_delimiter("sep=|\na|b;c\nd|e;f\n").mark == "|"
    assert sep_line("SEP=,\r\n") == ","
    assert sep_line('"sep=;"\n') == ";"
    assert sep_line("separateur\n") == ""


def test_a_title_does_not_change_the_vote() -> None:
    found = find_delimiter("Export, du 24 novembre, secteur 12\n" + "a;b;c\n" * 8)
    assert (found.mark, found.odd) == (";", 1)


def test_one_column_has_no_delimiter() -> None:
    assert find_delimiter("valeur\n01\n002\n").confidence == 0


def test_an_open_quote_does_not_hide_the_delimiter() -> None:
    assert find_delimiter('a;"b;c\n' + "d;e;f\n" * 20).mark == ";"
