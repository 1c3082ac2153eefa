"""What a run did, as Prefect shows it: the documents by outcome, what was not read, rows by table, the issues."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import pyarrow.parquet as pq
from prefect.artifacts import create_table_artifact

from data import loader
from pipeline.errors import OutcomeClass
from pipeline.run import WAITING, Report
from pipeline.store import Store

MOST_ROWS = 200
"""So many documents are named in an artifact; the tables have all."""


def publish(report: Report, store: Store) -> None:
    """Make the artifacts of the flow run that calls; each has a key, under which Prefect keeps its history."""
    create_table_artifact(
        key="documents", table=documents(report), description=report.stopped or "Files by what became of them"
    )
    create_table_artifact(
        key="not-read", table=not_read(store), description=f"What was not read and what to do (at most {MOST_ROWS})"
    )
    create_table_artifact(
        key="rows",
        table=[{"table": name, "rows": number} for name, number in report.rows.items()],
        description="Rows of the tables",
    )
    create_table_artifact(key="issues", table=issues(store), description="What was not understood, by code")


def documents(report: Report) -> list[dict[str, object]]:
    """Outcome, files of this run in all, files that were looked into now."""
    return [
        {"outcome": outcome, "files": report.outcomes.get(outcome, 0), "now": report.now.get(outcome, 0)}
        for outcome in (*map(str, OutcomeClass), WAITING)
    ]


def not_read(store: Store) -> list[dict[str, object]]:
    """The files that were not read, or not wholly."""
    rows = _rows(store, "documents", ["source_path", "outcome", "error_code", "error", "remedy"])
    return list(itertools.islice((row for row in rows if row["outcome"] != OutcomeClass.OK), MOST_ROWS))


def issues(store: Store) -> list[dict[str, object]]:
    """The codes of issues.csv with their number and meaning, the most frequent first."""
    counted = Counter(row["code"] for row in _rows(store, "issues", ["code"]))
    meanings = {row["code"]: row for row in loader.table("issue_codes.tsv")}
    return [
        {"code": code, "rows": number, "meaning": meanings[str(code)]["en"], "nghĩa": meanings[str(code)]["vi"]}
        for code, number in counted.most_common()
    ]


def _rows(store: Store, table: str, columns: list[str]) -> Iterator[dict[str, object]]:
    for batch in pq.ParquetFile(store.tables / f"{table}.parquet").iter_batches(columns=columns):
        yield from batch.to_pylist()
