from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pytest

from pipeline.datapackage import datapackage
from pipeline.errors import Failure
from pipeline.inputs import Input
from pipeline.inventory import Inventory
from pipeline.model import SourceFile, Value
from pipeline.result import failed
from pipeline.schema import TABLES
from pipeline.store import OutputError, Store
from pipeline.tables import arrow_schema, cell, compile_tables
from pipeline.tabulate import tabulate
from tests.pipeline.fakes import make_document, make_findings, make_repaired


@pytest.fixture
def out(tmp_path: Path) -> tuple[Store, Inventory]:
    """Two plans, one of them under two names, a failed one, a vanished one and one that was not read yet."""
    store = Store(tmp_path / "out")
    store.prepare()
    texts = {
        "b.txt": "Xay dwng\n=so 5\fHai",
        "a.txt": "Ke hoach 5,5",
        "copy.txt": "Ke hoach 5,5",
        "bad.txt": "x",
        "new.txt": "y",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    inventory = Inventory(store.root)
    entries = inventory.look(Input(name, tmp_path / name) for name in (*texts, "gone.txt"))
    for entry, text in zip(entries, texts.values(), strict=False):
        if entry.source_path == "bad.txt":
            store.save(
                failed(entry.doc_id, entry.sha256, Failure("encrypted", "It has a password.", "Remove it.")), "v"
            )
        elif entry.source_path != "new.txt":
            document = make_document(SourceFile("x", entry.sha256, 1), text)
            repaired = make_repaired(document)
            store.save(tabulate(document, repaired, make_findings(repaired)), "v", repaired)
    return store, inventory


def read(store: Store, name: str) -> list[dict[str, str]]:
    with (store.tables / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_input_file_has_its_row(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    compile_tables(store, inventory)
    rows = read(store, "documents")
    assert [(row["source_path"], row["status"], row["error_code"], row["duplicate_of"]) for row in rows] == [
        ("a.txt", "ok", "", ""),
        ("b.txt", "ok", "", ""),
        ("bad.txt", "failed", "encrypted", ""),
        ("copy.txt", "ok", "", "a.txt"),
        ("gone.txt", "failed", "vanished", ""),
    ]
    assert rows[4]["doc_id"] == ""
    assert rows[2]["remedy"] == "Remove it."


def test_a_duplicate_gives_its_rows_once(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    counts = compile_tables(store, inventory)
    assert counts["deadlines"] == len(read(store, "deadlines")) == 3
    assert [row["source_path"] for row in read(store, "issues")] == ["a.txt", "b.txt", "bad.txt", "gone.txt"]


def test_csv_and_parquet_agree(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    compile_tables(store, inventory)
    for name, table in TABLES.items():
        parquet = pq.read_table(store.tables / f"{name}.parquet")
        assert parquet.schema.equals(arrow_schema(table))
        rows = [{key: cell(value) for key, value in row.items()} for row in parquet.to_pylist()]
        assert rows == read(store, name)


def test_the_same_results_give_the_same_bytes(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    compile_tables(store, inventory)
    first = {path.name: path.read_bytes() for path in store.tables.iterdir()}
    compile_tables(store, inventory)
    assert {path.name: path.read_bytes() for path in store.tables.iterdir()} == first
    assert set(first) == {f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")} | {"datapackage.json"}


def test_csv_opens_in_spreadsheets(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    compile_tables(store, inventory)
    for name, table in TABLES.items():
        data = (store.tables / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf" + ",".join(table.header).encode() + b"\n")
        assert b"\r" not in data
        for row in read(store, name):
            assert not [text for text in row.values() if text[:1] in tuple("=+-@\t")]


def test_the_package_validates(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    compile_tables(store, inventory)
    report = frictionless.validate(str(store.tables / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "note"])


def test_a_broken_row_fails_the_package(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    compile_tables(store, inventory)
    path = store.tables / "deadlines.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",year,", ",week,"), encoding="utf-8")
    assert not frictionless.validate(str(store.tables / "datapackage.json")).valid


def test_a_damaged_result_leaves_the_tables_as_they_were(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    compile_tables(store, inventory)
    before = (store.tables / "documents.csv").read_bytes()
    path = next(store.documents.iterdir())
    path.write_text(path.read_text()[:-40])
    with pytest.raises(OutputError):
        compile_tables(store, inventory)
    assert (store.tables / "documents.csv").read_bytes() == before
    assert not list(store.tables.glob("*.part"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (date(2024, 2, 9), "2024-02-09"),
        (5.0, "5"),
        (1.25, "1.25"),
        (-3.0, "-3"),
        (1e-7, "0.0000001"),
        (3e20, "300000000000000000000"),
        (7, "7"),
        ("a,b", "a,b"),
    ],
)
def test_cells(value: Value, text: str) -> None:
    assert cell(value) == text


def test_the_package_describes_every_column_in_both_languages() -> None:
    package = json.loads(datapackage())
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(TABLES[resource["name"]].header)
        assert all(field["description"] and field["description_vi"] for field in fields)
