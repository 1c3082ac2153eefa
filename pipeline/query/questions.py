"""The views for the usual questions: the same in `query`, in kehoach.duckdb and in kehoach.sqlite."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.fields import Words
from pipeline.query.views import DAY_BEFORE_DUE, Pick, View, all_columns, own, picks, table_column
from pipeline.query.wide import YEAR, year
from pipeline.schema import EXTRACTED

_ROW = ("row_id", "doc_id")


@cache
def views() -> tuple[View, ...]:
    """All views, each after those that it rests on."""
    return (_plans(), _plan_targets(), _deadline_calendar(), _criteria_latest(), _plan_citations(), _search())


def _of_plan() -> tuple[Pick, ...]:
    """What is told of its plan beside each row."""
    place = ("level", "province", "province_code", "district", "district_code", "commune")
    return (
        *picks("r", "targets", _ROW),
        *picks("p", "documents", ("number", "issuer", "issued_on")),
        Pick("p.year", YEAR),
        *picks("p", "documents", (*place, "title", "source_path", "province_key", "district_key", "commune_key")),
    )


def _plans() -> View:
    return View(
        "plans",
        "The documents that were read, each once: files with the same bytes are not counted twice",
        "Các văn bản đọc được, mỗi văn bản một dòng: tệp giống hệt nhau chỉ tính một lần",
        (*all_columns("r", "documents", ("duplicate_of",)), Pick(year("r"), YEAR)),
        "FROM documents AS r\nWHERE r.duplicate_of IS NULL AND r.status <> 'failed'",
        Words(
            "A second scan of a plan is a row of its own: near_duplicate_of IS NULL counts each plan once.",
            "Bản quét lại của một kế hoạch là một dòng riêng: near_duplicate_of IS NULL tính mỗi kế hoạch một lần.",
        ),
    )


def _plan_targets() -> View:
    return View(
        "plan_targets",
        "Targets with their document: who set them, where and when",
        "Chỉ tiêu kèm văn bản: ai giao, ở đâu, khi nào",
        (*_of_plan(), *all_columns("r", "targets", _ROW)),
        "FROM targets AS r JOIN plans AS p ON p.doc_id = r.doc_id",
    )


_LAST = f"CASE WHEN r.due_relation = 'before' THEN {DAY_BEFORE_DUE} ELSE r.due_end END"
_DAY = f"COALESCE({_LAST}, r.due_start)"


def _deadline_calendar() -> View:
    return View(
        "deadline_calendar",
        "Deadlines as a calendar: each with its document, the last day on which it is kept, and its month",
        "Thời hạn theo lịch: mỗi thời hạn kèm văn bản, ngày cuối còn đúng hạn và tháng",
        (
            *_of_plan(),
            own(
                "date",
                "last_day",
                _LAST,
                "Last day on which the deadline is kept: due_end, with `before` the day before it; empty with "
                "recurring times and where only a beginning is stated",
                "Ngày cuối còn đúng hạn: due_end, với `before` là ngày hôm trước; trống nếu lặp lại hoặc "
                "chỉ nêu ngày đầu",
            ),
            own(
                "date",
                "calendar_day",
                _DAY,
                "The day at which the deadline stands in a calendar: last_day, else due_start",
                "Ngày đặt trong lịch: last_day, nếu không có thì due_start",
            ),
            own(
                "string",
                "calendar_month",
                f"substr(CAST({_DAY} AS VARCHAR), 1, 7)",
                "Month of calendar_day, as 2020-10",
                "Tháng của calendar_day, ví dụ 2020-10",
            ),
            *all_columns("r", "deadlines", _ROW),
        ),
        "FROM deadlines AS r JOIN plans AS p ON p.doc_id = r.doc_id",
    )


def _criteria_latest() -> View:
    same = "p.province_code, p.district_code, r.unit_level, r.unit_key, r.criteria_set, r.criterion, r.indicator"
    order = "COALESCE(r.as_of, p.issued_on) DESC, p.issued_on DESC, r.derivation DESC, r.confidence DESC, r.row_id"
    inner = (
        f"SELECT r.*, ROW_NUMBER() OVER (PARTITION BY {same} ORDER BY {order}) AS place, "
        f"COUNT(*) OVER (PARTITION BY {same}) AS statements\n"
        "  FROM criterion_statuses AS r JOIN plans AS p ON p.doc_id = r.doc_id"
    )
    return View(
        "criteria_latest",
        "Criteria by commune, district or hamlet, each with the latest of its statements",
        "Tình trạng tiêu chí theo xã, huyện, thôn: mỗi tiêu chí lấy nhận định mới nhất",
        (
            *_of_plan(),
            own(
                "integer",
                "statements",
                "r.statements",
                "How many statements there are about this unit and criterion",
                "Số nhận định về đơn vị và tiêu chí này",
            ),
            *all_columns("r", "criterion_statuses", _ROW),
        ),
        f"FROM (\n  {inner}\n) AS r JOIN plans AS p ON p.doc_id = r.doc_id\nWHERE r.place = 1",
        Words(
            "Latest by as_of, then by day of issue; a stated row goes before an implied one. Units are told apart by "
            "the province and district of the plan: a commune in a plan of the province stands apart from the same "
            "commune in a plan of its district.",
            "Mới nhất theo as_of, rồi theo ngày ban hành; dòng nêu rõ đứng trước dòng suy ra. Đơn vị được phân biệt "
            "theo tỉnh, huyện của kế hoạch: một xã trong kế hoạch tỉnh tách với chính xã ấy trong kế hoạch huyện.",
        ),
    )


def _cited(name: str, en: str, vi: str) -> Pick:
    """A column of the cited document under a name that tells it from the citing one's."""
    return Pick(f"d.{name}", replace(table_column("documents", name), name=f"found_{name}", en=en, vi=vi))


def _plan_citations() -> View:
    place = "COALESCE(d.commune_key, d.district_key, d.province_key)"
    said = f"r.cited_on = d.issued_on AND instr(r.cited_issuer_key, {place}) > 0"
    match = (
        f"CASE WHEN {said} THEN 'number_date_issuer' WHEN r.cited_on = d.issued_on THEN 'number_date' ELSE 'number' END"
    )
    return View(
        "plan_citations",
        "Plans that cite each other: citations whose document is in the archive, joined by number and date",
        "Các kế hoạch viện dẫn nhau: viện dẫn mà văn bản được nêu cũng có trong kho, nối theo số và ngày",
        (
            *_of_plan(),
            own(
                "string",
                "match",
                match,
                "What agrees: number_date_issuer, number_date (the cited issuer is not said or another name), or "
                "number (the citation has no date)",
                "Điều trùng khớp: số, ngày và cơ quan; số và ngày; hoặc chỉ số (viện dẫn không nêu ngày)",
            ),
            _cited("doc_id", "doc_id of the cited document", "doc_id của văn bản được viện dẫn"),
            _cited("number", "Number of the cited document as it is printed on it", "Số in trên văn bản được viện dẫn"),
            _cited("issued_on", "Day of issue of the cited document", "Ngày ban hành của văn bản được viện dẫn"),
            _cited("issuer", "Issuer of the cited document", "Cơ quan ban hành văn bản được viện dẫn"),
            _cited("title", "Title of the cited document", "Trích yếu của văn bản được viện dẫn"),
            *all_columns("r", "citations", _ROW),
        ),
        "FROM citations AS r JOIN plans AS p ON p.doc_id = r.doc_id\n"
        "JOIN plans AS d ON d.number_key = r.cited_number_key AND d.doc_id <> r.doc_id\n"
        "  AND (r.cited_on = d.issued_on OR (r.cited_on IS NULL AND d.issued_on <= p.issued_on))\n"
        "  AND (d.province_code = p.province_code OR d.province_code IS NULL OR p.province_code IS NULL)",
        Words(
            "Offices of one province number alike: match = 'number_date_issuer' is sure, 'number' is a guess.",
            "Các cơ quan trong một tỉnh có thể trùng số: match = 'number_date_issuer' là chắc, 'number' là phỏng đoán.",
        ),
    )


def _search() -> View:
    quotes = (
        f"SELECT '{name}' AS table_name, row_id, doc_id, page, section, confidence, quote, quote_key FROM {name}"
        for name in EXTRACTED
    )
    titles = "SELECT 'documents', NULL, doc_id, 1, NULL, NULL, title, title_key FROM plans WHERE title IS NOT NULL"
    return View(
        "search",
        "Every quote and every title, to search in: WHERE quote_key LIKE '%nong thon moi%'",
        "Mọi đoạn trích và trích yếu, để tìm: WHERE quote_key LIKE '%nong thon moi%'",
        (
            own("string", "table_name", "r.table_name", "Table of the row", "Bảng của dòng"),
            *_of_plan(),
            *picks("r", "targets", ("page", "section", "confidence", "quote", "quote_key")),
        ),
        f"FROM (\n  {f'{chr(10)}  UNION ALL '.join([*quotes, titles])}\n) AS r JOIN plans AS p ON p.doc_id = r.doc_id",
    )
