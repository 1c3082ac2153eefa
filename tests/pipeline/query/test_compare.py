from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.query.compare import Change, Difference, Kind, compare
from pipeline.query.differences import Summary, made_differently, write_csv, write_json, write_table
from pipeline.query.matching import matched
from pipeline.schema import Row
from pipeline.store import OutputError
from tests.pipeline.query.plans import COMMUNE, DISTRICT, PROVINCE, plans, write_output

Tables = dict[str, list[Row]]


def differences(folder: Path, old: Tables, new: Tables) -> list[Difference]:
    write_output(folder / "old", old)
    write_output(folder / "new", new)
    with compare(folder / "old", folder / "new") as found:
        return list(found)


def told(found: list[Difference]) -> list[tuple[Any, ...]]:
    return [(each.table, each.kind.value, each.name, [change.column for change in each.changes]) for each in found]


def test_equal_outputs_do_not_differ(tmp_path: Path) -> None:
    assert differences(tmp_path, plans(), plans()) == []


def test_rows_gone_new_and_changed(tmp_path: Path) -> None:
    new = plans()
    new["targets"][0] = {**new["targets"][0], "value": 6.0, "unit": None}
    del new["deadlines"][4]
    new["assignments"].append(
        {**new["assignments"][0], "row_id": f"{DISTRICT}-assignments-002", "agency": "Hội Nông dân"}
    )
    new["documents"][0] = {**new["documents"][0], "signer": "A"}
    found = differences(tmp_path, plans(), new)
    assert told(found) == [
        ("documents", "changed", "a.pdf", ["signer"]),
        ("targets", "changed", f"{PROVINCE}-targets-001", ["value", "unit"]),
        ("deadlines", "gone", f"{DISTRICT}-deadlines-005", []),
        ("assignments", "new", f"{DISTRICT}-assignments-002", []),
    ]
    assert [(change.old, change.new) for change in found[1].changes] == [(5.0, 6.0), ("xã", None)]


def test_a_row_more_shifts_numbers_and_changes_nothing_else(tmp_path: Path) -> None:
    """A new first row gives all others new numbers: they have moved, and are not changed."""
    new = plans()
    rows = new["criterion_statuses"]
    own = [row for row in rows if row["doc_id"] == COMMUNE]
    shifted = [{**row, "row_id": f"{COMMUNE}-criterion_statuses-{number:03}"} for number, row in enumerate(own, 2)]
    first = {**own[0], "criterion": 1, "quote": "Tiêu chí 1"}
    new["criterion_statuses"] = [*(row for row in rows if row["doc_id"] != COMMUNE), first, *shifted]
    kinds = [each.kind for each in differences(tmp_path, plans(), new)]
    assert sorted(kinds) == [Kind.MOVED, Kind.MOVED, Kind.NEW]


def test_a_file_that_is_scanned_anew_is_compared_by_its_name(tmp_path: Path) -> None:
    other = "f" * 16
    new = plans()
    for rows in new.values():
        for index, row in enumerate(rows):
            if row.get("doc_id") == PROVINCE:
                changed: Row = {"doc_id": other}
                if "row_id" in row:
                    changed |= {"row_id": str(row["row_id"]).replace(PROVINCE, other), "confidence": 0.8}
                rows[index] = {**row, **changed}
    assert told(differences(tmp_path, plans(), new)) == [
        ("documents", "moved", "a.pdf", ["doc_id"]),
        ("targets", "changed", f"{PROVINCE}-targets-001", ["confidence"]),
        ("criterion_statuses", "changed", f"{PROVINCE}-criterion_statuses-001", ["confidence"]),
    ]


def test_a_file_under_another_name_is_the_same_document(tmp_path: Path) -> None:
    new = plans()
    new["documents"][0] = {**new["documents"][0], "source_path": "z.pdf"}
    assert told(differences(tmp_path, plans(), new)) == [("documents", "changed", "a.pdf", ["source_path"])]


def test_a_quote_that_is_read_better_is_changed(tmp_path: Path) -> None:
    new = plans()
    new["targets"][1] = {**new["targets"][1], "quote": "Tỷ lệ đảng viên tham gia đạt 90%", "value": 90.0}
    (found,) = differences(tmp_path, plans(), new)
    assert (found.kind, [change.column for change in found.changes]) == (Kind.CHANGED, ["quote"])


def test_an_issue_that_moves_is_one_issue(tmp_path: Path) -> None:
    new = plans()
    new["issues"] = [{**new["issues"][0], "char_start": 5, "char_end": 6}, {**new["issues"][0], "code": "over_limit"}]
    assert told(differences(tmp_path, plans(), new)) == [
        ("issues", "moved", "encrypted", ["char_start", "char_end"]),
        ("issues", "new", "over_limit", []),
    ]


_ROWS = st.lists(
    st.tuples(st.sampled_from(["a b c", "a b d", "x"]), st.sampled_from([1, 2]), st.integers(1, 4)), max_size=6
)


@given(_ROWS, _ROWS)
def test_every_row_has_at_most_one_partner_and_none_is_lost(old: list[Any], new: list[Any]) -> None:
    sides = [
        [{"row_id": f"d-t-{number:03}", "quote": quote, "value": value} for quote, value, number in rows]
        for rows in (old, new)
    ]
    pairs = list(matched(*sides))
    for index, rows in enumerate(sides):
        found = [pair[index] for pair in pairs if pair[index] is not None]
        assert sorted(map(id, found)) == sorted(map(id, rows))
    said = [[(row["quote"], row["value"]) for row in rows] for rows in sides]
    equal = sum(min(said[0].count(each), said[1].count(each)) for each in set(said[0]))
    assert sum(bool(a and b and (a["quote"], a["value"]) == (b["quote"], b["value"])) for a, b in pairs) == equal


@pytest.fixture
def outs(tmp_path: Path) -> tuple[Path, Path]:
    new = plans()
    new["targets"][0] = {**new["targets"][0], "value": 6.0}
    del new["deadlines"][0]
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    for name, version in (("old", "1"), ("new", "2")):
        (tmp_path / name / "run.json").write_text(
            json.dumps({"versions": {"packages": {"duckdb": version}, "code": "x"}})
        )
    return write_output(tmp_path / "old"), write_output(tmp_path / "new", new)


def test_as_a_table(outs: tuple[Path, Path]) -> None:
    summary, stream = Summary(), io.StringIO()
    with compare(*outs) as found:
        write_table(found, summary, stream, *outs)
    said = stream.getvalue()
    assert not summary.are_same
    assert [line.split()[:8] for line in said.splitlines() if line.startswith("  targets")] == [
        ["targets", "2", "2", "0", "0", "1", "0", "value"]
    ]
    assert "packages.duckdb: 1 → 2" in said
    assert "code" not in said.replace("columns", "")
    assert f"changed {PROVINCE}-targets-001 (a.pdf) “Có 05 xã đạt chuẩn nông thôn mới” value: 5 → 6" in said
    assert said.endswith("2 rows differ\n")


def test_no_cell_is_a_formula() -> None:
    change = Change("task", "@SUM(A1)", -1.5)
    stream = io.StringIO()
    write_csv([Difference("deadlines", Kind.CHANGED, "=a.pdf", "a-1", "+ quote", (change,))], Summary(), stream)
    assert stream.getvalue().splitlines()[1] == "deadlines,changed,a.pdf,a-1,quote,task,SUM(A1),-1.5"


def test_as_csv(outs: tuple[Path, Path]) -> None:
    stream = io.StringIO(newline="")
    with compare(*outs) as found:
        write_csv(found, Summary(), stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [(row["table"], row["kind"], row["column"], row["old"], row["new"]) for row in rows] == [
        ("targets", "changed", "value", "5", "6"),
        ("deadlines", "gone", "", "", ""),
    ]


def test_as_json(outs: tuple[Path, Path]) -> None:
    stream = io.StringIO()
    with compare(*outs) as found:
        write_json(found, Summary(), stream, *outs)
    said = json.loads(stream.getvalue())
    assert said["made_differently"] == ["packages.duckdb: 1 → 2"]
    assert [each["changes"] for each in said["differences"]] == [{"value": [5.0, 6.0]}, {}]
    assert said["tables"]["deadlines"] == {"rows_old": 5, "rows_new": 4, "gone": 1, "new": 0, "changed": 0, "moved": 0}


def test_a_folder_without_a_record_is_compared_all_the_same(outs: tuple[Path, Path]) -> None:
    (outs[0] / "run.json").unlink()
    assert made_differently(*outs) == []


def test_what_can_not_be_compared_is_told(outs: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no table"), compare(outs[0], tmp_path):
        pass
