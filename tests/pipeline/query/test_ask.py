from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.keys import UPPER, fold
from pipeline.query.ask import QueryError, ask
from pipeline.query.formats import SHOWN, Format, write_file, write_stream
from pipeline.query.questions import views
from pipeline.query.wide import UNMARK, wide
from pipeline.review.reviewed import reviewed_table
from pipeline.schema import TABLES
from pipeline.store import OutputError
from pipeline.tables import TableWriter
from tests.pipeline.query.plans import COMMUNE, DISTRICT, PROVINCE, plans, write_output

ISSUED = "SELECT number, issued_on FROM plans ORDER BY issued_on"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_output(tmp_path_factory.mktemp("it's out"))


def answer(out: Path, sql: str) -> list[dict[str, Any]]:
    with ask(out, sql) as found:
        return [row for batch in found.batches for row in batch.to_pylist()]


def text(out: Path, sql: str, kind: Format) -> str:
    stream = io.StringIO(newline="")
    with ask(out, sql) as found:
        write_stream(found, stream, kind)
    return stream.getvalue()


def test_the_question_of_the_manual(out: Path) -> None:
    found = answer(out, "SELECT province, count(*) AS n FROM targets WHERE indicator = 'ntm_commune' GROUP BY 1")
    assert found == [{"province": "Hà Giang", "n": 1}]


def test_tables_and_views_have_the_columns_that_are_described(out: Path) -> None:
    for table in TABLES.values():
        with ask(out, f"SELECT * FROM {table.name}") as found:
            assert found.schema.names == [column.name for column in wide(table)]
            assert found.schema.names[: len(table.header)] == list(table.header)
    for view in views():
        with ask(out, f"SELECT * FROM {view.name}") as found:
            assert found.schema.names == [column.name for column in view.columns]


def test_every_document_is_one_plan(out: Path) -> None:
    rows = answer(out, "SELECT source_path, year FROM plans ORDER BY source_path")
    assert rows == [{"source_path": f"{name}.pdf", "year": 2020} for name in "abc"]


@pytest.mark.parametrize("sought", ["nong thon moi", "nông thôn mới"])
def test_search_without_marks(out: Path, sought: str) -> None:
    found = answer(out, f"SELECT row_id FROM targets WHERE unmark(quote) LIKE '%' || unmark('{sought}') || '%'")
    assert found == [{"row_id": f"{PROVINCE}-targets-001"}]


def test_d_with_a_stroke_is_found_by_d(out: Path) -> None:
    assert len(answer(out, "SELECT * FROM targets WHERE indicator_text_key LIKE '%dang vien%'")) == 1
    assert {row["table_name"] for row in answer(out, "SELECT * FROM search WHERE quote_key LIKE '%dang vien%'")} == {
        "targets"
    }


def test_search_finds_titles_too(out: Path) -> None:
    (found,) = answer(out, "SELECT * FROM search WHERE quote_key LIKE '%hoan thanh tieu chi%'")
    assert (found["table_name"], found["row_id"], found["doc_id"]) == ("documents", None, COMMUNE)


_UNMARK = duckdb.connect()
_UNMARK.execute(UNMARK)


@given(st.text(alphabet=UPPER + UPPER.lower() + " -/%0123456789;.,", max_size=60))
def test_unmark_is_the_key_of_the_normalizers(words: str) -> None:
    assert _UNMARK.execute("SELECT unmark(?)", [words]).fetchone() == (fold(words),)


def test_the_calendar_counts_the_day_before(out: Path) -> None:
    rows = answer(out, "SELECT due_relation, last_day, calendar_day, calendar_month FROM deadline_calendar")
    assert [tuple(row.values()) for row in rows] == [
        ("before", date(2020, 10, 26), date(2020, 10, 26), "2020-10"),
        ("within", date(2020, 6, 30), date(2020, 6, 30), "2020-06"),
        ("from", None, date(2020, 3, 1), "2020-03"),
        ("recurring", None, None, None),
        ("recurring", None, None, None),
    ]


def test_the_latest_status_of_a_criterion(out: Path) -> None:
    """The commune's own later plan goes before the district's; a stated row before an implied one of that day."""
    rows = answer(
        out, "SELECT district, criterion, status, row_id, statements FROM criteria_latest ORDER BY criterion, row_id"
    )
    assert [tuple(row.values()) for row in rows] == [
        (None, 6, "met", f"{PROVINCE}-criterion_statuses-001", 1),
        ("Quang Bình", 6, "not_met", f"{DISTRICT}-criterion_statuses-002", 1),
        ("Quang Bình", 17, "met", f"{COMMUNE}-criterion_statuses-002", 3),
    ]


def test_plans_that_cite_each_other(out: Path) -> None:
    """Another day is another document; without a day the number alone is a guess and says so."""
    rows = answer(out, "SELECT row_id, match, found_doc_id, found_title FROM plan_citations ORDER BY row_id")
    assert [(row["row_id"][-3:], row["match"], row["found_doc_id"]) for row in rows] == [
        ("001", "number_date_issuer", PROVINCE),
        ("001", "number_date", DISTRICT),
        ("002", "number", DISTRICT),
    ]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM target", ['Did you mean "targets"', "Views: plans, plan_targets"]),
        ("SELECT valeu FROM targets", ['"value"', "Column value stands in: targets"]),
        ("SELECT lead_agency FROM targets", ["Column lead_agency stands in: deadlines"]),
        ("SELECT t.task FROM targets t", ["Column task stands in: deadlines"]),
        ("SELECT unmrk(quote) FROM targets", ['Did you mean "unmark"']),
        ("SELEC 1", ['syntax error at or near "SELEC"']),
        ("SELECT 1; SELECT 2", ["one statement, not 2"]),
        ("", ["one statement, not 0"]),
        ("SELECT CAST(quote AS INTEGER) FROM targets", ["Could not convert"]),
        ("SELECT sum(9e30::HUGEINT) FROM targets", ["CAST it AS DOUBLE"]),
    ],
)
def test_what_is_wrong_with_a_question_is_said(out: Path, sql: str, said: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        answer(out, sql)
    assert [words for words in said if words not in str(caught.value)] == []


@pytest.mark.parametrize(
    "sql",
    [
        "DROP VIEW targets",
        "CREATE TABLE t AS SELECT 1",
        "COPY targets TO '{out}/tables/targets.parquet'",
        "EXPLAIN ANALYZE COPY targets TO '{out}/tables/targets.parquet'",
        "SET enable_external_access = true",
        "ATTACH '{out}/x.db'",
        "INSTALL httpfs",
        "SELECT * FROM read_text('{out}/tables/targets.csv')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('{out}/*')",
        "SELECT * FROM out",
    ],
)
def test_a_question_changes_nothing_and_reads_nothing_else(out: Path, sql: str) -> None:
    before = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    with pytest.raises(QueryError):
        answer(out, sql.format(out=str(out).replace("'", "''")))
    assert {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()} == before


@pytest.mark.parametrize(
    "sql", ["/* a */ PIVOT plans ON level USING count(*)", "DESCRIBE targets", "SUMMARIZE plans", "SHOW TABLES",
            "FROM plans", "WITH a AS (SELECT 1 AS x) SELECT * FROM a", "VALUES (1)"]
)  # fmt: skip
def test_all_kinds_of_questions_are_answered(out: Path, sql: str) -> None:
    assert answer(out, sql)


def test_reviewed_tables_can_be_asked(tmp_path: Path) -> None:
    write_output(tmp_path)
    with pytest.raises(QueryError, match="does not exist"):
        answer(tmp_path, "SELECT * FROM reviewed.targets")
    (tmp_path / "reviewed").mkdir()
    with TableWriter(reviewed_table("targets"), tmp_path / "reviewed") as writer:
        writer.add({**plans()["targets"][0], "value": 6.0, "value_original": 5.0, "review": "corrected"})
        writer.finish()
    assert answer(tmp_path, "SELECT review, value, value_original FROM reviewed.targets") == [
        {"review": "corrected", "value": 6.0, "value_original": 5.0}
    ]
    assert len(answer(tmp_path, "SELECT * FROM targets")) == 2


def test_csv(out: Path) -> None:
    rows = list(csv.reader(io.StringIO(text(out, "SELECT title, issued_on, true AS t, 5.0 AS v, NULL AS n, [1, 2] AS l "
                                                 "FROM plans WHERE level = 'tỉnh'", Format.CSV))))  # fmt: skip
    assert rows[1] == ["Phát triển 'làng' & \"bản\" <b>", "2020-01-05", "true", "5", "", "[1, 2]"]


def test_json(out: Path) -> None:
    sql = "SELECT issued_on, 1.5::DECIMAL(4,2) AS d, 'nan'::DOUBLE AS x, {'a': issued_on} AS s, NULL AS n FROM plans"
    assert json.loads(text(out, sql + " WHERE level = 'tỉnh'", Format.JSON)) == [
        {"issued_on": "2020-01-05", "d": 1.5, "x": None, "s": {"a": "2020-01-05"}, "n": None}
    ]
    assert json.loads(text(out, sql + " WHERE level = 'x'", Format.JSON)) == []


def test_parquet(out: Path, tmp_path: Path) -> None:
    with ask(out, "SELECT sum(pages) AS n, max(issued_on) AS d FROM plans") as found:
        assert write_file(found, tmp_path / "a.parquet", Format.PARQUET) == 1
    table = pq.read_table(tmp_path / "a.parquet")
    assert [str(kind) for kind in table.schema.types] == ["int64", "date32[day]"]
    assert table.to_pylist() == [{"n": 6, "d": date(2020, 7, 1)}]


def test_a_long_table_is_cut_and_says_so(out: Path) -> None:
    shown = text(out, "SELECT range AS n FROM range(500)", Format.TABLE)
    assert f"{SHOWN} of 500 rows" in shown
    assert "3 rows" in text(out, ISSUED, Format.TABLE)
    assert "\n  10/KH-UBND   2020-01-05" in text(out, ISSUED, Format.TABLE)


def test_what_fails_late_leaves_no_file(out: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(QueryError),
        ask(out, "SELECT CAST(CASE WHEN range < 9000 THEN '1' ELSE 'x' END AS INTEGER) FROM range(10000)") as found,
    ):
        write_file(found, tmp_path / "a.csv", Format.CSV)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no table documents"), ask(tmp_path, "SELECT 1"):
        pass


def test_tables_of_another_version_are_told(tmp_path: Path) -> None:
    write_output(tmp_path)
    path = tmp_path / "tables" / "targets.parquet"
    pq.write_table(pq.read_table(path).drop_columns("basis"), path)
    with pytest.raises(OutputError, match="another version; make it anew"), ask(tmp_path, "SELECT 1"):
        pass
    path.write_bytes(b"PAR1 no")
    with pytest.raises(OutputError, match="is damaged"), ask(tmp_path, "SELECT 1"):
        pass
