from __future__ import annotations

import csv
import hashlib
import random
import shutil
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from pipeline.errors import Failure
from pipeline.inputs import Input
from pipeline.inventory import Inventory
from pipeline.model import SourceFile
from pipeline.result import failed
from pipeline.store import Store
from pipeline.tables import compile_tables
from pipeline.tabulate import tabulate
from tests.pipeline.fakes import make_document, make_findings, make_repaired

NAMES = ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt")
TEXTS = (
    "Mot",
    "Hai\nBa, bon",
    'Xay dwng "nha"\fTrang hai\fTrang ba',
    "\f".join(f"Dong {i}" for i in range(12)),
    "fail",
    "wait",
)
Archive = dict[str, str]


def lay(root: Path, archive: Archive) -> tuple[Store, Inventory]:
    """An output folder in which the archive has been read; the files lie beside it."""
    store = Store(root / "out")
    store.prepare()
    for path in root.glob("*.txt"):
        path.unlink()
    for name, text in archive.items():
        (root / name).write_text(text)
    inventory = Inventory(store.root)
    for entry in inventory.look(Input(name, root / name) for name in archive):
        text = archive[entry.source_path]
        if store.state(entry.doc_id):
            continue
        if text == "fail":
            store.save(failed(entry.doc_id, entry.sha256, Failure("encrypted", "It has a password.", "Open it.")), "v")
        elif text != "wait":
            document = make_document(SourceFile("x", entry.sha256, 1), text)
            repaired = make_repaired(document)
            findings = make_findings(repaired)
            header = {**findings.document, "issuer": "UBND xa Mot"} if len(text) > 4 else findings.document
            store.save(tabulate(document, repaired, replace(findings, document=header)), "v", repaired)
    return store, inventory


def tables(store: Store) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in store.tables.iterdir()}


@pytest.mark.parametrize("seed", range(3))
def test_copied_parts_give_the_bytes_of_a_whole_compilation(tmp_path: Path, seed: int) -> None:
    chance, archive = random.Random(seed), dict(zip(NAMES, TEXTS, strict=True))
    with mock.patch("pipeline.tables._BATCH", 7):
        for _ in range(8):
            archive.pop(chance.choice(NAMES), None)
            archive[chance.choice(NAMES)] = chance.choice(TEXTS)
            store, inventory = lay(tmp_path, archive)
            counts = compile_tables(store, inventory)
            copied = tables(store)
            shutil.rmtree(store.tables)
            store.prepare()
            assert compile_tables(store, inventory) == counts
            assert tables(store) == copied


@pytest.fixture
def out(tmp_path: Path) -> tuple[Store, Inventory]:
    store, inventory = lay(tmp_path, dict(zip(NAMES, TEXTS, strict=True)))
    compile_tables(store, inventory)
    return store, inventory


def test_nothing_is_read_or_written_where_nothing_has_changed(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    counts = compile_tables(store, inventory)
    signs = {path: path.stat().st_ino for path in store.tables.iterdir()}
    with mock.patch.object(Store, "load", side_effect=AssertionError("read again")):
        assert compile_tables(store, inventory) == counts
    assert counts["deadlines"] > 12
    assert {path: path.stat().st_ino for path in store.tables.iterdir()} == signs


def test_only_what_is_new_is_read(out: tuple[Store, Inventory], tmp_path: Path) -> None:
    store, _ = out
    inventory = lay(tmp_path / "more", {"bb.txt": "Ke hoach moi"})[1]
    shutil.copytree(tmp_path / "more" / "out" / "documents", store.documents, dirs_exist_ok=True)
    both = Inventory(store.root)
    both.look(Input(name, tmp_path / name) for name in NAMES)
    (new,) = both.look([Input("bb.txt", tmp_path / "more" / "bb.txt")])
    with mock.patch.object(Store, "load", autospec=True, side_effect=Store.load) as loaded:
        counts = compile_tables(store, both)
    assert [call.args[1] for call in loaded.call_args_list] == [new.doc_id]
    assert counts["documents"] == 6
    assert len(inventory) == 1


@pytest.mark.parametrize("name", ["deadlines.csv", "issues.parquet", "datapackage.json", "../.pieces.parquet"])
def test_tables_that_someone_changed_are_compiled_anew(out: tuple[Store, Inventory], name: str) -> None:
    store, inventory = out
    before = tables(store)
    path = store.tables / name
    path.write_bytes(path.read_bytes()[:-5])
    compile_tables(store, inventory)
    assert tables(store) == before
    path.unlink()
    compile_tables(store, inventory)
    assert tables(store) == before


def test_a_file_that_is_linked_to_another_one_is_written_anew(out: tuple[Store, Inventory], tmp_path: Path) -> None:
    store, _ = out
    before = linked(store)
    assert before == {"c.txt": "b.txt", "d.txt": "b.txt"}
    lay(tmp_path, {"c.txt": TEXTS[2], "d.txt": TEXTS[3]})
    inventory = Inventory(store.root)
    inventory.look(Input(name, tmp_path / name) for name in ("c.txt", "d.txt"))
    compile_tables(store, inventory)
    assert linked(store) == {"d.txt": "c.txt"}


def linked(store: Store) -> dict[str, str]:
    with (store.tables / "documents.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row["source_path"]: row["near_duplicate_of"] for row in rows if row["near_duplicate_of"]}


def test_another_compiler_compiles_anew(out: tuple[Store, Inventory]) -> None:
    store, inventory = out
    with (
        mock.patch("pipeline.pieces._code", return_value="another"),
        mock.patch.object(Store, "load", autospec=True, side_effect=Store.load) as loaded,
    ):
        compile_tables(store, inventory)
    assert loaded.call_count == 5
