"""A plan with annexes of ruled tables, drawn and scanned, the whole way through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.scoring import read_rows
from tests.e2e.command import kehoach, rows
from tools.annexes.forms import FORMS
from tools.annexes.generate import generate, write_gold

KEYS = {"targets": ("area", "value", "due_end"), "criterion_statuses": ("unit", "criterion", "status")}
PLANS = {"targets_by_year": "targets", "matrix": "criterion_statuses"}
LEAST = 0.95  # share of rows in both


@pytest.fixture(scope="module", params=["pdf", "scan"])
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a run over a plan with targets and one with criteria, printed or scanned."""
    folder = tmp_path_factory.mktemp("annexes")
    (folder / "plans").mkdir()
    for kind in PLANS:
        annexed = generate(kind, 3)
        (folder / "plans" / f"{kind}.pdf").write_bytes(FORMS[request.param](annexed))
        write_gold(folder / "gold" / kind, annexed)
    done = kehoach("run", folder / "plans", "--out", folder, "--no-prefect")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("kind", PLANS)
def test_rows_are_those_of_the_gold(out: Path, kind: str) -> None:
    table = PLANS[kind]
    (of,) = (row["doc_id"] for row in rows(out, "documents") if kind in row["source_path"])
    made = {key(row, table) for row in rows(out, table) if row["doc_id"] == of}
    gold = {key(row, table) for row in read_rows(out / "gold" / kind / f"{table}.csv")}
    assert len(made & gold) >= LEAST * len(made | gold)


def key(row: dict[str, str], table: str) -> tuple[str, ...]:
    cells = (row[name] for name in KEYS[table])
    return tuple(f"{float(cell):g}" if cell.replace(".", "", 1).isdigit() else cell for cell in cells)


def test_a_row_quotes_its_line_and_shows_its_cell(out: Path) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (out / "text").glob("*[!w].txt")}
    for row in rows(out, "targets"):
        quote = texts[row["doc_id"]][int(row["char_start"]) : int(row["char_end"])]
        assert row["quote"] == quote
        assert "\t" in quote
    boxes = {tuple(map(float, row["bbox"].split(","))) for row in rows(out, "targets")}
    assert len(boxes) == len(rows(out, "targets"))  # a row for each cell
    assert all(5 < x1 - x0 < 200 and 8 < y1 - y0 < 60 for x0, y0, x1, y1 in boxes)
