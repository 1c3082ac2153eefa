from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.model import Status
from pipeline.report import chart_data
from pipeline.report.charts import UNITS, draw_charts
from pipeline.report.labels import column_label
from pipeline.report.overview import Card, card, overview
from pipeline.report.search_index import GROUP, Entry, SearchIndex, words
from pipeline.report.site import ON_A_PAGE, write_lists
from pipeline.result import DocumentResult
from pipeline.schema import TABLES, Row
from pipeline.tables import arrow_schema


def a_card(number: int, status: Status = Status.OK) -> Card:
    document: Row = {"title": f"Kế hoạch {number}", "province": "Bắc Giang", "issued_on": date(2020 + number % 3, 1, 2)}
    if status is Status.FAILED:
        document |= {"error_code": "encrypted", "error": "The PDF asks for a password.", "remedy": "Remove it."}
    rows: tuple[Row, ...] = ({"confidence": 0.95}, {"confidence": 1.0}, {"confidence": 0.31})
    return card(DocumentResult(f"{number:016x}", "", status, document, {"targets": rows}), f"plans/{number}.pdf")


def test_every_column_has_a_vietnamese_head() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert column_label(column).vi


def test_many_documents_make_many_pages(tmp_path: Path) -> None:
    write_lists(tmp_path, [a_card(number) for number in range(2 * ON_A_PAGE + 1)])
    pages = sorted(path.name for path in tmp_path.glob("documents-*.html"))
    assert pages == ["documents-1.html", "documents-2.html", "documents-3.html"]
    links = [(tmp_path / name).read_text(encoding="utf-8").count('href="documents/') for name in pages]
    assert links == [ON_A_PAGE, ON_A_PAGE, 1]


def test_the_overview_groups_and_counts() -> None:
    counts = overview([a_card(0), a_card(1), a_card(3), a_card(4, Status.FAILED)])
    assert counts.statuses == {"failed": 1, "ok": 3}
    assert [(group.name, group.documents) for group in counts.years] == [("2021", 2), ("2020", 2)]
    assert [(group.name, group.documents, group.rows) for group in counts.provinces] == [("Bắc Giang", 4, 12)]
    assert counts.tenths == [0, 0, 0, 4, 0, 0, 0, 0, 0, 8]
    ((code, remedy, failed),) = counts.failures
    assert (code, remedy, len(failed)) == ("encrypted", "Remove it.", 1)


def called(path: Path) -> list[object]:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("kehoachSearch(")
    found: list[object] = json.loads("[" + text[len("kehoachSearch(") : text.rindex(")")] + "]")
    return found


def test_the_search_index_leads_from_words_to_documents(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    for number in range(GROUP + 1):
        quote = "Đạt chuẩn nông thôn mới" if number % 2 else "Hộ nghèo còn 4,2%"
        index.add(Entry(f"{number:016x}", f"Kế hoạch {number}", [(f"row-{number}", "targets", 1, quote)]))
    index.finish()
    assert called(tmp_path / "index.js")[2] == {
        "documents": GROUP + 1,
        "group": GROUP,
        "prefixes": sorted(
            {word[:2] for word in words("Kế hoạch Đạt chuẩn nông thôn mới Hộ nghèo còn 4,2%")}
            | {str(number)[:2] for number in range(GROUP + 1)}
        ),
    }
    kind, prefix, postings = called(tmp_path / "words-da.js")
    assert (kind, prefix) == ("words", "da")
    assert postings == {"dat": list(range(1, GROUP + 1, 2))}
    last = called(tmp_path / "documents-1.js")[2]
    assert last == [[f"{GROUP:016x}", f"Kế hoạch {GROUP}", [[f"row-{GROUP}", "targets", 1, "Hộ nghèo còn 4,2%"]]]]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Tables of two documents on the same communes, one newer, in two provinces."""
    folder = tmp_path / "tables"
    folder.mkdir()
    documents: list[Row] = [
        {"doc_id": "a" * 16, "province": "Bắc Giang", "district": "Lạng Giang", "issued_on": date(2021, 1, 5)},
        {"doc_id": "b" * 16, "province": "Bắc Giang", "district": "Lạng Giang", "issued_on": date(2022, 1, 5)},
        {"doc_id": "c" * 16, "province": "=Cao Bằng", "issued_on": date(2022, 1, 5)},
    ]
    statuses: list[Row] = [
        {"doc_id": doc * 16, "unit": f"An Hà {unit}", "criteria_set": "xa-2016-2020", "criterion": 13, "status": status}
        for doc, status in (("a", "not_met"), ("b", "met"), ("c", "not_met"))
        for unit in range(UNITS + 1)
    ]
    targets: list[Row] = [{"doc_id": "b" * 16, "indicator": "ntm_commune", "due_end": date(2022, 12, 31)}] * 3
    tasks: list[Row] = [{"doc_id": "c" * 16, "agency": "Phòng Văn hóa", "role": "lead"}]
    given = {"documents": documents, "criterion_statuses": statuses, "targets": targets, "assignments": tasks}
    for name, table in TABLES.items():
        rows = [{column: row.get(column) for column in table.header} for row in given.get(name, [])]
        pq.write_table(pa.Table.from_pylist(rows, schema=arrow_schema(table)), folder / f"{name}.parquet")
    return folder


def test_the_latest_statement_counts(tables: Path) -> None:
    latest = chart_data.criteria(tables)
    by = latest.groupby(["province", "status"]).size().to_dict()
    assert by == {("Bắc Giang", "met"): UNITS + 1, ("=Cao Bằng", "not_met"): UNITS + 1}
    shares = chart_data.criteria_shares(latest).set_index("province")["share"].to_dict()
    assert shares == {"Bắc Giang": 1.0, "=Cao Bằng": 0.0}


def test_charts_are_drawn_with_their_data(tables: Path, tmp_path: Path) -> None:
    scopes = draw_charts(tables, tmp_path / "site")
    assert [scope.page for scope in scopes] == ["charts.html", "charts-cao-bang.html", "charts-bac-giang.html"]
    charts = [chart for scope in scopes for chart in scope.charts]
    for chart in charts:
        for picture in (chart.pictures.en, chart.pictures.vi):
            assert (tmp_path / "site" / picture).read_text(encoding="utf-8").startswith("<svg")
        assert len(pd.read_csv(tmp_path / "site" / chart.data)) > 0
    kinds = [chart.kind for chart in scopes[2].charts]
    assert kinds == ["criteria", "criteria", "targets"]
    shares = pd.read_csv(tmp_path / "site" / "charts" / "shares-all-xa-2016-2020.csv", encoding="utf-8-sig")
    assert sorted(shares["province"]) == ["Bắc Giang", "Cao Bằng"]
    assert "Bắc Giang" in (tmp_path / "site" / scopes[0].charts[0].pictures.en).read_text(encoding="utf-8")


def test_charts_speak_the_readers_language(tables: Path, tmp_path: Path) -> None:
    matrix = draw_charts(tables, tmp_path / "site")[2].charts[0]
    assert matrix.alt.vi.startswith("Tiêu chí theo đơn vị")
    assert ">chưa đạt<" in (tmp_path / "site" / matrix.pictures.vi).read_text(encoding="utf-8")
    assert ">not met<" in (tmp_path / "site" / matrix.pictures.en).read_text(encoding="utf-8")
