from __future__ import annotations

import pytest

from extractors import criteria, progress
from extractors.annex_criteria import commune_rows
from pipeline.model import Finding
from tests.extractors.texts import DISTRICT, order

CLOSE = "KẾ HOẠCH\nXây dựng nông thôn mới năm 2019\nI. MỤC TIÊU\nNơi nhận:\n- Như trên.\nCHỦ TỊCH\n"
ON_LINES = CLOSE + (
    "Biểu số 01\nTT Tên xã Số tiêu chí đạt Tiêu chí chưa đạt Thời gian hoàn thành\n"
    "1 Tam Dị 17/19 5, 13 Quý IV/2019\n2 Xã Bảo Sơn 18/19 17 Trong tháng 6/2019\n3 Chu Điện 19/19 Không\n"
)
ON_CELLS = CLOSE + (
    "PHỤ LỤC\nTT\nTên xã\nSố tiêu chí đạt\nTiêu chí chưa đạt\nThời gian hoàn thành\n"
    "1\nTam Dị\n17/19\n5, 13\nQuý IV/2019\n2\nBảo Sơn\n18/19\n17\nTrong tháng 6/2019\n3\nChu Điện\n19/19\n-\n"
)


@pytest.mark.parametrize("text", [ON_LINES, ON_CELLS])
def test_rows_are_read_from_lines_and_from_cells(text: str) -> None:
    rows = list(commune_rows(order(text), DISTRICT))
    assert [(row.unit, row.met, row.total, row.lacking) for row in rows] == [
        ("Tam Dị", 17, 19, (5, 13)),
        ("Bảo Sơn", 18, 19, (17,)),
        ("Chu Điện", 19, 19, ()),
    ]
    assert [str(row.due.end) if row.due else None for row in rows] == ["2019-12-31", "2019-06-30", None]
    assert all("\n" not in text[row.span[0] : row.span[1]] for row in rows)


@pytest.mark.parametrize("text", [ON_LINES, ON_CELLS])
def test_a_tables_rows_are_statuses_and_progress(text: str) -> None:
    statuses = [each for each in criteria.find(order(text), DISTRICT) if isinstance(each, Finding)]
    assert len(statuses) == 3 * 19
    lacking = {(row.values["unit"], row.values["criterion"]) for row in statuses if row.values["status"] == "not_met"}
    assert lacking == {("Tam Dị", 5), ("Tam Dị", 13), ("Bảo Sơn", 17)}
    counts = [each for each in progress.find(order(text), DISTRICT) if isinstance(each, Finding)]
    assert [(row.values["unit"], row.values["met"]) for row in counts] == [
        ("Tam Dị", 17),
        ("Bảo Sơn", 18),
        ("Chu Điện", 19),
    ]


def test_other_tables_have_no_communes() -> None:
    text = CLOSE + "PHỤ LỤC\nTT Nội dung Kinh phí\n1 Nhà văn hóa 17/19 5, 13 Quý IV/2019\n"
    assert list(commune_rows(order(text), DISTRICT)) == []
