"""Each statement of the store runs as it stands on SQLite and on PostgreSQL, and orders its rows alike on both."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlcipher3 import dbapi2 as sqlite3
from sqlglot import exp

from core.store import one_table
from core.store.engine.opening import NAME
from core.store.lead_lists import FILTERS, SORTS, VALUE_FILTERS, ordered
from core.store.port import AMONG
from tests.bases import put_base
from tests.core.records.test_records import every_record
from tests.statements import Text, texts

Rule = Callable[[str], Iterator[str]]
STATEMENT = re.compile(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE|REPLACE|MERGE)\b")
_WORDS = {
    "a list through json_each": r"\bjson_each\b",
    "a parameter named by its place": r"\?\d",
    "a limit below zero": r"\bLIMIT -",
    "a function or operator of one engine": r"\b(instr|strftime|julianday|ifnull|iif|char|total)\(|\bGLOB\b",
    "a hint of one engine": r"\b(NOT INDEXED|INDEXED BY)\b|\bCROSS JOIN (\w+ )?\w+ ON\b",
    "IS with a value": r"\bIS (NOT )?(?!NOT\b|NULL\b|DISTINCT\b)[\w?]",
    "another write than ON CONFLICT … DO": r"\bINSERT OR\b|\bREPLACE INTO\b",
    "ON CONFLICT without its columns": r"\bON CONFLICT DO UPDATE\b",
    "the place of a value in JSON": r"->>? ?\d",
    "a number as a condition": r"(?<!BETWEEN \? )\b(AND|OR|WHERE|NOT) (\?|[01])(?=\s*(\)|$|(AND|OR|ORDER|GROUP)\b))",
    "a place counted from the end": r"\bsubstr\([^()]*,\s*-",
    "a parameter of no type": r"(?<!FROM )\? IS (NOT )?NULL\b",
    "a name in brackets": r"(?<![\w$.'\[*])\[[a-z]\w*\]",
}


def words(sql: str) -> Iterator[str]:
    """Yield what no parser is needed to refuse."""
    for why, pattern in _WORDS.items():
        if found := re.search(pattern, sql):
            yield f"{why}: {found[0]}"


@cache
def parsed(sql: str, dialect: str) -> exp.Expr:
    """Return the tree of a statement as one of the engines reads it."""
    tree = sqlglot.parse_one(re.sub(r"\?list\b", "(?)", sql), dialect=dialect)
    if isinstance(tree, exp.Command):
        raise sqlglot.ParseError(f"not read: {sql}")
    return tree


def unread(sql: str) -> Iterator[str]:
    """Yield what an engine's grammar refuses."""
    for dialect in ("sqlite", "postgres"):
        try:
            parsed(sql, dialect)
        except sqlglot.ParseError as problem:
            yield f"{dialect} cannot read it: {str(problem).splitlines()[0]}"


def bare(sql: str) -> Iterator[str]:
    """Yield the columns shown of a group that are neither grouped nor aggregated."""
    for select in parsed(sql, "sqlite").find_all(exp.Select):
        group = select.args.get("group")
        if not group and not any(map(_aggregates, select.selects)):
            continue
        grouped = set(_grouped(select, group.expressions)) if group else set()
        shown = [*select.selects, *(select.args[part].this for part in ("having",) if select.args.get(part))]
        for part in shown:
            yield from (f"neither grouped nor aggregated: {column.sql()}" for column in _loose(part, grouped))


def _grouped(select: exp.Select, keys: list[exp.Expr]) -> Iterator[str]:
    """Yield what a query groups by, what is said by its place or its name included."""
    for key in keys:
        yield key.sql()
        named = [part for part in select.selects if isinstance(key, exp.Column) and part.alias == key.sql()]
        placed = [select.selects[int(key.name) - 1]] if isinstance(key, exp.Literal) else []
        yield from (part.unalias().sql() for part in (*named, *placed))


def _aggregates(node: exp.Expr) -> bool:
    return any(isinstance(part, exp.AggFunc) and not part.find_ancestor(exp.Window) for part in _walk(node))


def _walk(node: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the parts of an expression, but what a query inside it holds."""
    return (part for part in node.walk(prune=lambda one: isinstance(one, exp.Query)))


def _loose(node: exp.Expr, grouped: set[str]) -> Iterator[exp.Column]:
    if node.unalias().sql() in grouped or isinstance(node, exp.AggFunc | exp.Filter | exp.Query):
        return
    if isinstance(node, exp.Column):
        yield node
    for part in node.iter_expressions():
        yield from _loose(part, grouped)


def two_values(sql: str) -> Iterator[str]:
    """Yield the greatest or least of several values, which the engines name otherwise."""
    for part in parsed(sql, "sqlite").find_all(exp.Max, exp.Min, exp.Greatest, exp.Least):
        if part.expressions:
            yield f"of several values, not of a column: {part.sql()}"


def booleans(sql: str) -> Iterator[str]:
    """Yield what counts with a condition as with a number."""
    tree = parsed(sql, "sqlite")
    named = {part.alias: part.unalias() for part in tree.find_all(exp.Alias)}
    for part in tree.find_all(exp.Sum, exp.Min, exp.Max, exp.EQ, exp.NEQ):
        compared = isinstance(part, exp.Binary)
        inner = part.this.unnest() if compared else named.get(part.this.name, part.this)
        numbered = not compared or (isinstance(part.expression, exp.Literal) and not part.expression.is_string)
        if numbered and isinstance(inner, exp.Predicate | exp.Connector | exp.Not):
            yield f"a condition is no number: {part.sql()}"


JSON_VALUE = (exp.JSONExtract, exp.JSONExtractScalar)


def foreign(sql: str) -> Iterator[str]:
    """Yield the functions that PostgreSQL has not, nor what joins it to the program has to define."""
    for part in parsed(sql, "sqlite").find_all(exp.Func):
        is_read = isinstance(part, JSON_VALUE)
        if is_read and not isinstance(part.parent, exp.Cast):
            yield f"a value of JSON has no type: {part.sql()}"
        if isinstance(part, exp.Cast) and isinstance(
            part.this, exp.JSONExtract | exp.JSONExtractScalar | exp.Placeholder
        ):
            continue
        name = part.name if isinstance(part, exp.Anonymous) else part.sql_name()
        if name.upper() not in SHARED and name.upper() not in DEFINED:
            yield f"a function of one engine: {name}"


def reordered(sql: str) -> Iterator[str]:
    """Yield the orders of distinct rows by what they do not show."""
    for select in parsed(sql, "sqlite").find_all(exp.Select):
        order = select.args.get("order") if select.args.get("distinct") else None
        shown = {text for part in select.selects for text in (part.unalias().sql(), part.alias)}
        for part in order.expressions if order else ():
            if part.this.sql() not in shown:
                yield f"DISTINCT ordered by what is not shown: {part.this.sql()}"


def unordered(sql: str) -> Iterator[str]:
    """Yield the limits of rows that no order chooses."""
    for select in parsed(sql, "sqlite").find_all(exp.Select):
        shown = any(not isinstance(part, exp.Literal) for part in select.selects)
        if shown and select.args.get("limit") and not select.args.get("order"):
            yield "LIMIT without ORDER BY"


@cache
def columns() -> Mapping[str, Mapping[str, bool]]:
    """Return the columns of each table, and whether each may be NULL."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_schema())
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {
            table: base.execute(f"SELECT name, \"notnull\", pk FROM pragma_table_info('{table}')") for table in tables
        }
        return {table: {name: not filled and not key for name, filled, key in found} for table, found in rows.items()}


_BASE: list[Path] = []


@cache
def _schema() -> str:
    [folder] = _BASE
    with closing(sqlite3.connect(folder / NAME)) as base:
        made = base.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        return ";\n".join(sql for (sql,) in made if "sqlite_" not in sql)


@pytest.fixture(autouse=True)
def migrated(tmp_path: Path) -> None:
    """Make the base whose columns are asked."""
    if not _BASE:
        put_base(tmp_path)
        _BASE.append(tmp_path)
        columns()


def unplaced(sql: str) -> Iterator[str]:
    """Yield the columns that may be NULL and order rows without saying where NULL goes."""
    small, large = (list(parsed(sql, dialect).find_all(exp.Ordered)) for dialect in ("sqlite", "postgres"))
    for placed, other in zip(small, large, strict=True):
        explicit = placed.args["nulls_first"] == other.args["nulls_first"]
        query = placed.find_ancestor(exp.Query)
        if not explicit and query is not None and _nullable(placed.this, query, shown=True):
            yield f"ordered by what may be NULL: {placed.this.sql()}"


def _nullable(node: exp.Expr, query: exp.Expr, *, shown: bool = False) -> bool:
    """Tell whether an expression of a query may be NULL; ``shown``: it may be the name of what the query gives."""
    if isinstance(query, exp.SetOperation):
        return any(_nullable(node, part, shown=shown) for part in (query.this, query.expression))
    if isinstance(node, exp.Column):
        return _column_nullable(node, query, shown=shown)
    if isinstance(node, exp.Coalesce):
        return all(_nullable(part, query) for part in (node.this, *node.expressions))
    if isinstance(node, exp.Count | exp.Exists | exp.Is | exp.RowNumber | exp.Literal | exp.Placeholder):
        return False
    if isinstance(node, exp.Query | exp.Null | exp.JSONExtract | exp.JSONExtractScalar):
        return True
    if isinstance(node, exp.Case):
        results = [branch.args["true"] for branch in node.args["ifs"]]
        return not node.args.get("default") or any(_nullable(part, query) for part in (*results, node.args["default"]))
    return any(_nullable(part, query) for part in node.iter_expressions())


def _column_nullable(column: exp.Column, query: exp.Expr, *, shown: bool) -> bool:
    if not isinstance(query, exp.Select) or column.sql() in _filled(query):
        return False
    if shown and not column.table:
        for part in query.selects:
            if part.alias == column.name:
                return _nullable(part.unalias(), query)
    sources = [query.args["from_"].this] if query.args.get("from_") else []
    outer = {join.this.alias_or_name for join in query.args.get("joins") or () if join.side == "LEFT"}
    sources += [join.this for join in query.args.get("joins") or ()]
    for source in sources:
        if column.table in ("", source.alias_or_name):
            known = _of_source(source, column.name, query)
            if known is not None:
                return known or source.alias_or_name in outer
    return False


def _of_source(source: exp.Expr, name: str, query: exp.Expr) -> bool | None:
    """Tell whether a column of a table or of a query inside may be NULL; None when it has no such column."""
    if isinstance(source, exp.Table):
        for named in query.root().find_all(exp.CTE):
            if named.alias == source.name:
                return _of_query(named.this, name)
        return columns().get(source.name, {}).get(name)
    return _of_query(source.this, name) if isinstance(source, exp.Subquery) else None


def _of_query(query: exp.Expr, name: str) -> bool | None:
    first = query.find(exp.Select)
    found = [part for part in first.selects if part.alias_or_name == name] if first else []
    return _nullable(found[0].unalias(), query.this if isinstance(query, exp.Subquery) else query) if found else None


def _filled(select: exp.Select) -> set[str]:
    """Return the columns that a condition of the query leaves no NULL of."""
    where = select.args["where"].this if select.args.get("where") else exp.true()
    filled: set[str] = set()
    for part in where.flatten() if isinstance(where, exp.And) else [where]:
        if isinstance(part, exp.Not) and isinstance(part.this, exp.Is):
            filled.add(part.this.this.sql())
        elif isinstance(part, exp.Predicate) and not isinstance(part, exp.Is | exp.SubqueryPredicate):
            filled.update(side.sql() for side in (part.this, part.args.get("expression")) if side)
    return filled


SHARED = frozenset(
    ("AND", "OR", "CASE", "IF", "EXISTS", "COALESCE", "NULLIF", "COUNT", "MIN", "MAX", "SUM", "SUBSTRING", "REPLACE",
     "LENGTH", "LOWER", "TRIM")
)  # fmt: skip
"""The functions, and what the parser takes for functions, that both engines have."""
DEFINED = frozenset(("JSON_EXTRACT", "JSON_EXTRACT_SCALAR", "JSON_VALID", "JSON_ARRAY_LENGTH", "DATE"))
"""What a second engine defines once, to the meaning it has in SQLite."""
RULES: tuple[tuple[Rule, str], ...] = (
    (words, "SELECT id FROM lead WHERE id IN (SELECT value FROM json_each(?))"),
    (words, "SELECT id FROM lead WHERE batch_id = ?1 OR id = ?1"),
    (words, "SELECT id FROM lead ORDER BY id LIMIT -1"),
    (words, "SELECT id FROM lead WHERE instr(town, ',') > 0"),
    (words, "SELECT id FROM lead WHERE town GLOB 'U*'"),
    (words, "SELECT strftime('%Y', obtained) AS year FROM lead"),
    (words, "SELECT julianday(obtained) AS day FROM lead"),
    (words, "SELECT lead_id FROM step NOT INDEXED"),
    (words, "SELECT id FROM call INDEXED BY call_lead"),
    (words, "SELECT o.id FROM oral_notice o CROSS JOIN call c ON c.id = o.call_id"),
    (words, "SELECT id FROM lead WHERE batch_id IS ?"),
    (words, "SELECT id FROM lead WHERE batch_id IS NOT ?"),
    (words, "SELECT o.id FROM origin o JOIN lead l ON l.id = o.lead_id WHERE o.batch_id IS NOT l.batch_id"),
    (words, "INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)"),
    (words, "REPLACE INTO setting (key, value) VALUES (?, ?)"),
    (words, "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"),
    (words, "SELECT value ->> 0 AS line FROM own"),
    (words, "SELECT id FROM opposition WHERE (lifted_at IS NULL OR ?)"),
    (words, "SELECT [table] FROM journal_value"),
    (unread, "SELECT FROM WHERE"),
    (unread, "REPLACE INTO setting (key, value) VALUES (?, ?)"),
    (bare, "SELECT hash, min(at) AS at, how FROM opposition GROUP BY hash"),
    (bare, "SELECT count(*) AS entries, how FROM opposition"),
    (two_values, "SELECT max(lines, 1) AS lines FROM page_read"),
    (words, "SELECT at FROM batch WHERE substr(name, -length(?)) = ?"),
    (words, "SELECT id FROM lead WHERE ? IS NULL OR batch_id = ?"),
    (booleans, "SELECT lead_id FROM listing GROUP BY lead_id HAVING min(gone_on IS NOT NULL) = 1"),
    (booleans, "SELECT sum(phone) AS n FROM (SELECT EXISTS (SELECT 1 FROM contact) AS phone FROM lead) x"),
    (booleans, "SELECT id FROM lead WHERE (opposed_at IS NULL) = 1"),
    (foreign, "SELECT unixepoch(obtained) AS at FROM lead"),
    (foreign, "SELECT id FROM contact WHERE CAST(value AS INTEGER) = ?"),
    (foreign, "SELECT json_extract(before, '$.lead_id') AS id FROM journal_value"),
    (reordered, "SELECT DISTINCT hash FROM doubt_mark ORDER BY id"),
    (unordered, "SELECT id FROM reject WHERE batch_id = ? LIMIT ?"),
    (unplaced, "SELECT id FROM lead ORDER BY opposed_at"),
    (unplaced, "SELECT id, opposed_at AS at FROM lead ORDER BY at DESC"),
    (unplaced, "SELECT l.id FROM lead l LEFT JOIN batch b ON b.id = l.batch_id ORDER BY b.name"),
    (unplaced, "SELECT id FROM lead ORDER BY (SELECT max(started) FROM call c WHERE c.lead_id = lead.id)"),
    (unplaced, "SELECT x.day FROM (SELECT max(opposed_at) AS day FROM lead) x ORDER BY x.day"),
)
"""Each rule, and a statement that it refuses."""
SOUND = (
    f"SELECT hash, min(at) AS at FROM opposition WHERE hash {AMONG} GROUP BY hash ORDER BY hash LIMIT ?",
    f"SELECT id FROM lead WHERE batch_id IS DISTINCT FROM ? AND id NOT {AMONG} ORDER BY opposed_at DESC NULLS LAST",
    "SELECT id FROM lead WHERE opposed_at IS NOT NULL ORDER BY opposed_at",
    "SELECT coalesce(opposed_at, '') AS at FROM lead ORDER BY at",
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    "SELECT CAST(json_extract(v.before, '$.lead_id') AS BIGINT) AS id FROM journal_value v WHERE v.\"table\" = 'lead'",
)
"""What every rule lets through."""


def list_filters() -> Iterator[Text]:
    """Yield the queries that the filters and orders of a list make."""
    conditions = {
        **VALUE_FILTERS,
        **{f"{name} {way}": one for name, ways in FILTERS.items() for way, one in ways.items()},
    }
    for name, condition in conditions.items():
        yield Text(f"core/store/lead_lists.py: {name}", f"SELECT id FROM lead WHERE ({condition}) ORDER BY id")
    for name in SORTS:
        for condition, order in (*ordered(name, descending=False), *ordered(name, descending=True)):
            yield Text(f"core/store/lead_lists.py: {name}", f"SELECT id FROM lead WHERE {condition} ORDER BY {order}")


def of_records() -> Iterator[Text]:
    """Yield the queries of whole rows, ordered by each column up and down."""
    for record in every_record():
        for columns in (", ".join(record._fields), ", ".join(f"-{name}" for name in record._fields)):
            yield Text(f"{record.__name__}: {columns}", one_table.select(record) + one_table.order_by(record, columns))


def _faults(rules: list[Rule], found: list[Text]) -> list[str]:
    return [f"{text.at}: {why}" for text in found for rule in rules for why in rule(text.sql)]


@pytest.mark.parametrize(("rule", "sample"), RULES)
def test_a_rule_refuses_its_sample(rule: Rule, sample: str) -> None:
    assert list(rule(sample))


@pytest.mark.parametrize("sample", SOUND)
def test_what_both_engines_run_is_let_through(sample: str) -> None:
    assert [why for rule in dict.fromkeys(rule for rule, _sample in RULES) for why in rule(sample)] == []


def test_no_text_of_the_store_has_the_words_of_one_engine() -> None:
    assert len(texts()) > 300
    assert not _faults([words], [*texts(), *list_filters()])


@pytest.mark.parametrize("rule", [unread, bare, two_values, booleans, foreign, reordered, unordered, unplaced])
def test_each_statement_of_the_store_is_neutral(rule: Rule) -> None:
    found = [text for text in texts() if STATEMENT.match(text.sql)]
    assert len(found) > 150
    assert not _faults([rule], [*found, *list_filters(), *of_records()])
