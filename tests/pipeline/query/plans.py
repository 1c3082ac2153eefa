"""The output of a run over three plans that cite each other, one of them twice, and a file that failed."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

from pipeline.schema import TABLES, Row
from pipeline.tables import TableWriter

PROVINCE, DISTRICT, COMMUNE, FAILED = (f"{number:016x}" for number in range(1, 5))


def write_output(out: Path, tables: dict[str, list[Row]] | None = None) -> Path:
    """Write the tables of an output folder; the rows of `plans()` unless others are given."""
    folder = out / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for name, table in TABLES.items():
            writer = stack.enter_context(TableWriter(table, folder))
            for row in (plans() if tables is None else tables).get(name, []):
                writer.add(row)
            writer.finish()
    return out


def plans() -> dict[str, list[Row]]:
    """The rows by table."""
    return {
        "documents": _documents(),
        "citations": [
            _row(DISTRICT, "citations", 1, "Kế hoạch số 10/KH-UBND ngày 05/01/2020 của UBND tỉnh Hà Giang")
            | {"cited_number": "10/KH-UBND", "cited_on": date(2020, 1, 5), "cited_issuer": "UBND tỉnh Hà Giang"}
            | {"cited_type": "Kế hoạch", "role": "basis"},
            _row(COMMUNE, "citations", 1, "Kế hoạch số 74/KH-UBND ngày 28/02/2020")
            | {"cited_number": "74/KH-UBND", "cited_on": date(2020, 2, 28), "cited_type": "Kế hoạch", "role": "basis"},
            _row(COMMUNE, "citations", 2, "Kế hoạch số 74/KH-UBND")
            | {"cited_number": "74/KH-UBND", "cited_type": "Kế hoạch", "role": "mention"},
            _row(COMMUNE, "citations", 3, "Kế hoạch số 74/KH-UBND ngày 01/3/2019")
            | {"cited_number": "74/KH-UBND", "cited_on": date(2019, 3, 1), "cited_type": "Kế hoạch", "role": "mention"},
        ],
        "targets": [
            _row(PROVINCE, "targets", 1, "Có 05 xã đạt chuẩn nông thôn mới")
            | {"indicator": "ntm_commune", "indicator_text": "xã đạt chuẩn nông thôn mới", "comparator": "eq"}
            | {"value": 5.0, "unit": "xã", "due_relation": "within", "due_start": date(2020, 1, 1)}
            | {"due_end": date(2020, 12, 31)},
            _row(DISTRICT, "targets", 1, "Tỷ lệ đảng viên tham gia đạt 90 %")
            | {"indicator": "other", "indicator_text": "Tỷ lệ đảng viên tham gia", "comparator": "ge"}
            | {"value": 90.0, "unit": "%"},
        ],
        "deadlines": _deadlines(),
        "criterion_statuses": [
            _status(DISTRICT, 1, 17, "not_met") | {"derivation": "stated", "as_of": date(2020, 2, 28)},
            _status(COMMUNE, 1, 17, "met") | {"derivation": "implied", "as_of": date(2020, 6, 30)},
            _status(COMMUNE, 2, 17, "met") | {"derivation": "stated", "as_of": date(2020, 6, 30)},
            _status(DISTRICT, 2, 6, "not_met") | {"derivation": "stated", "as_of": date(2020, 2, 28)},
            _status(PROVINCE, 1, 6, "met") | {"derivation": "stated", "as_of": date(2020, 1, 5)},
        ],
        "assignments": [
            _row(DISTRICT, "assignments", 1, "Phòng Nông nghiệp tổng hợp") | {"agency": "Phòng Nông nghiệp"}
            | {"role": "lead", "task": "tổng hợp"},
        ],
        "issues": [{"doc_id": FAILED, "source_path": "d.pdf", "code": "encrypted", "message": "It has a password."}],
    }  # fmt: skip


def _documents() -> list[Row]:
    read: Row = {"status": "ok", "outcome": "ok", "doc_type": "Kế hoạch", "pages": 2, "text_source": "text_layer"}
    district: Row = {"province": "Hà Giang", "province_code": "02", "district": "Quang Bình", "district_code": "035"}
    second = read | district | {
        "doc_id": DISTRICT, "number": "74/KH-UBND", "issuer": "Ủy ban nhân dân huyện Quang Bình", "level": "huyện",
        "issued_on": date(2020, 2, 28), "title": "Xây dựng nông thôn mới năm 2020", "period_start": date(2020, 1, 1),
        "period_end": date(2020, 12, 31),
    }  # fmt: skip
    return [
        read | {
            "doc_id": PROVINCE, "source_path": "a.pdf", "number": "10/KH-UBND", "level": "tỉnh",
            "issuer": "Ủy ban nhân dân tỉnh Hà Giang", "province": "Hà Giang", "province_code": "02",
            "issued_on": date(2020, 1, 5), "title": "Phát triển 'làng' & \"bản\" <b>", "period_start": date(2020, 1, 1),
        },
        second | {"source_path": "b.pdf"},
        second | {"source_path": "b-copy.pdf", "duplicate_of": "b.pdf"},
        read | district | {
            "doc_id": COMMUNE, "source_path": "c.pdf", "number": "5/KH-UBND", "level": "xã", "commune": "Nà Khương",
            "issuer": "Ủy ban nhân dân xã Nà Khương", "issued_on": date(2020, 7, 1), "title": "Hoàn thành tiêu chí 17",
        },
        {"doc_id": FAILED, "source_path": "d.pdf", "status": "failed", "outcome": "refused", "error_code": "encrypted"},
    ]  # fmt: skip


def _deadlines() -> list[Row]:
    due: list[Row] = [
        {"due_text": "trước ngày 27/10/2020", "due_relation": "before", "due_end": date(2020, 10, 27),
         "precision": "day"},
        {"due_text": "trong quý II", "due_relation": "within", "due_start": date(2020, 4, 1),
         "due_end": date(2020, 6, 30), "precision": "quarter", "year_inferred": True},
        {"due_text": "từ tháng 3/2020", "due_relation": "from", "due_start": date(2020, 3, 1), "precision": "month"},
        {"due_text": "hằng tháng", "due_relation": "recurring", "recurrence": "FREQ=MONTHLY", "precision": "month"},
        {"due_text": "ngày 31 hằng tháng", "due_relation": "recurring", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=31",
         "precision": "day", "tentative": True},
    ]  # fmt: skip
    same: Row = {"task": "Rà soát, thẩm tra; báo cáo", "lead_agency": "Phòng Nông nghiệp", "unit": "Nà Khương"}
    return [
        _row(DISTRICT, "deadlines", number, f"Rà soát, thẩm tra; báo cáo {each['due_text']}.")
        | {"tentative": False, "year_inferred": False} | same | each
        for number, each in enumerate(due, 1)
    ]  # fmt: skip


def _status(doc_id: str, number: int, criterion: int, status: str) -> Row:
    row = _row(doc_id, "criterion_statuses", number, f"Tiêu chí {criterion} của xã Nà Khương")
    about: Row = {"unit_level": "xã", "unit": "Nà Khương", "criteria_set": "xa-2016-2020", "criterion": criterion}
    return row | about | {"status": status}


def _row(doc_id: str, table: str, number: int, quote: str) -> Row:
    place: Row = {"doc_id": doc_id, "row_id": f"{doc_id}-{table}-{number:03}", "page": 1, "section": "II.1"}
    return place | {"quote": quote, "source_text": quote, "confidence": 0.9, "method": "rule:fake"}
