"""The first command, over sample plans of three kinds: scan, text layer, text."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pypdfium2
import pytesseract
import pytest
from rapidfuzz import fuzz

from normalizers.keys import key
from pipeline.schema import EXTRACTED, TABLES
from pipeline.tables import cell
from pipeline.version import ROOT
from tests.e2e.command import kehoach, rows, tables

SAMPLES = ROOT / "data" / "samples"
SCAN, LAYER, TEXT = "xa-ntm-2024.scan.pdf", "huyen-ntm-2020.pdf", "huyen-ntm-2020.txt"
DPI = 200


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run with Prefect over three sample plans and a copy of one."""
    folder = tmp_path_factory.mktemp("samples") / "plans"
    folder.mkdir()
    for name in (SCAN, LAYER, TEXT):
        shutil.copy(SAMPLES / name, folder / name)
    shutil.copy(SAMPLES / TEXT, folder / "zz-copy.txt")
    out = folder.parent / "out-of-samples"
    done = kehoach("run", folder, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "files: 4 ok; read now: 3" in done.stdout
    assert done.stderr == ""
    return out


def extracted(out: Path) -> list[dict[str, str]]:
    """All extracted rows with the source_path of their document."""
    sources = {row["doc_id"]: row["source_path"] for row in rows(out, "documents") if not row["duplicate_of"]}
    return [{**row, "source_path": sources[row["doc_id"]]} for name in EXTRACTED for row in rows(out, name)]


def test_every_file_has_its_row(run: Path) -> None:
    found = {Path(row["source_path"]).name: row for row in rows(run, "documents")}
    assert {name: row["status"] for name, row in found.items()} == dict.fromkeys(
        (SCAN, LAYER, TEXT, "zz-copy.txt"), "ok"
    )
    assert [found[name]["text_source"] for name in (SCAN, LAYER, TEXT)] == ["ocr", "text_layer", "text_file"]
    assert found["zz-copy.txt"]["duplicate_of"] == found[TEXT]["source_path"]
    near = {name: row["near_duplicate_of"] for name, row in found.items()}
    assert near == {SCAN: "", LAYER: "", TEXT: found[LAYER]["source_path"], "zz-copy.txt": ""}
    assert found[SCAN]["doc_type"] == "Kế hoạch"


def test_there_are_rows_of_every_document(run: Path) -> None:
    assert {Path(row["source_path"]).name for row in extracted(run)} == {SCAN, LAYER, TEXT}


def test_every_quote_stands_at_its_offsets(run: Path) -> None:
    texts = {path.name.partition(".")[0]: path for path in (run / "text").glob("*.txt") if ".raw." not in path.name}
    for row in extracted(run):
        text = texts[row["doc_id"]].read_text(encoding="utf-8")
        assert text[int(row["char_start"]) : int(row["char_end"])] == row["quote"]
        assert row["quote"]
        assert "\n" not in row["quote"]


def test_every_source_text_stands_in_the_text_as_read(run: Path) -> None:
    for row in extracted(run):
        with (run / "text" / f"{row['doc_id']}.raw.txt").open(encoding="utf-8", newline="") as stream:
            assert row["source_text"] in stream.read()


def test_every_row_of_a_pdf_has_page_and_box(run: Path) -> None:
    for row in extracted(run):
        assert row["page"]
        assert bool(row["bbox"]) is row["source_path"].endswith(".pdf"), row["row_id"]


@pytest.mark.parametrize("name", [SCAN, LAYER])
def test_boxes_lie_on_the_words(run: Path, name: str) -> None:
    """What OCR reads within a row's box is the row's quote."""
    pdf = pypdfium2.PdfDocument(SAMPLES / name)
    mine = [row for row in extracted(run) if row["source_path"].endswith(name)]
    chosen = {row["bbox"]: row for row in mine if 40 < len(row["quote"]) < 300}
    scores = []
    for row in list(chosen.values())[:8]:
        page = pdf[int(row["page"]) - 1].render(scale=DPI / 72).to_pil()
        left, top, right, bottom = (float(corner) * DPI / 72 for corner in row["bbox"].split(","))
        crop = page.crop((int(left) - 6, int(top) - 6, int(right) + 6, int(bottom) + 6))
        read = key(pytesseract.image_to_string(crop, lang="vie", config="--psm 6"))
        scores.append(fuzz.partial_ratio(key(row["quote"]), read))
    assert scores
    assert sorted(scores)[len(scores) // 4] > 80, scores


def test_csv_and_parquet_agree(run: Path) -> None:
    for name in TABLES:
        table = pq.read_table(run / "tables" / f"{name}.parquet").to_pylist()
        assert [{column: cell(value) for column, value in row.items()} for row in table] == rows(run, name)


def test_the_data_package_validates(run: Path) -> None:
    report = frictionless.validate(str(run / "tables" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "note"])


def test_no_cell_is_a_formula(run: Path) -> None:
    for name, table in TABLES.items():
        text = [column.name for column in table.columns if column.type == "string"]
        bad = [
            (row[column], column) for row in rows(run, name) for column in text if row[column][:1] in tuple("=+-@\t\r")
        ]
        assert bad == []


def test_the_reasons_of_the_text_source_are_kept(run: Path) -> None:
    for row in rows(run, "documents"):
        pages = json.loads((run / "documents" / f"{row['doc_id']}.json").read_text(encoding="utf-8"))["pages"]
        assert len(pages) == int(row["pages"])
        assert all(page["reason"] for page in pages)


def test_a_second_run_reads_nothing_and_changes_nothing(run: Path) -> None:
    before = tables(run)
    again = kehoach("run", run.parent / "plans", "--out", run)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "read now: 0" in again.stdout
    assert tables(run) == before


def test_without_prefect_the_tables_are_the_same(run: Path, tmp_path: Path) -> None:
    done = kehoach("run", run.parent / "plans", "--out", tmp_path / "out", "--no-prefect", "--workers", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tables(tmp_path / "out") == tables(run)


def test_a_dry_run_writes_nothing(run: Path, tmp_path: Path) -> None:
    done = kehoach("run", run.parent / "plans", "--out", tmp_path / "out", "--dry-run")
    assert done.returncode == 0
    assert "3 of 4 files would be read" in done.stdout
    assert f"skip plans/zz-copy.txt: the same bytes as plans/{TEXT}" in done.stdout
    assert not (tmp_path / "out").exists()
    assert "0 of 4 files would be read" in kehoach("run", run.parent / "plans", "--out", run, "--dry-run").stdout


def test_a_row_is_explained(run: Path) -> None:
    row = next(row for row in extracted(run) if row["bbox"])
    said = kehoach("explain", row["row_id"], "--out", run)
    assert said.returncode == 0, said.stderr
    assert row["quote"] in said.stdout
    assert row["bbox"] in said.stdout
    unknown = kehoach("explain", "nothing", "--out", run)
    assert (unknown.returncode, "no row nothing" in unknown.stderr) == (2, True)


def test_a_run_is_measured_against_gold(run: Path) -> None:
    said = kehoach("evaluate", "tables", "--gold", ROOT / "data" / "gold", "--out", run)
    assert said.returncode == 0, said.stderr
    assert f"| plans/{LAYER} |" in said.stdout
    assert kehoach("evaluate", "tables", "--gold", run, "--out", run).returncode == 2


def test_the_rows_of_the_readme_are_real(run: Path) -> None:
    lines = [line.strip("| ").split(" | ") for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()]
    shown = [cells for cells in lines if len(cells) == 4 and cells[0] in EXTRACTED]
    assert len(shown) == 3
    for table, page, quote, columns in shown:
        wanted = dict(part.split(" = ") for part in re.split(r", (?=\w+ = )", columns)) | {"page": page, "quote": quote}
        found = [row for row in rows(run, table) if row["bbox"] and all(row[name] == wanted[name] for name in wanted)]
        assert len(found) == 1, wanted


def test_the_readme_names_every_command_and_option() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^│ (\w+) ", kehoach("--help").stdout.partition("Commands")[2], re.MULTILINE)
    assert {"run", "test", "tables", "explain", "evaluate"} <= set(commands)
    options = set(re.findall(r"--[a-z-]+", kehoach("run", "--help").stdout)) - {"--help", "--prefect", "--publish"}
    assert [name for name in [*commands, *options] if name not in readme] == []


def test_help_reads_well() -> None:
    assert "Turn archives of scanned Vietnamese plans" in kehoach("--help").stdout
    for command in (["run"], ["test"], ["tables"], ["explain"], ["evaluate"], ["evaluate", "tables"]):
        said = kehoach(*command, "--help")
        assert said.returncode == 0
        assert len(said.stdout) > 200
    assert kehoach("run").returncode == 2
    assert kehoach("nothing").returncode == 2
