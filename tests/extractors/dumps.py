"""Small plans whose tables are dumped with tabs, read and repaired as a run does it."""

from __future__ import annotations

from extractors.find import Ways, uncalibrated
from normalizers.repair import repair
from pipeline.model import Decision, DocumentText, Findings, PageText, RepairedText, SourceFile, TextSource
from pipeline.text_grids import find_grids

HEAD = (
    "ỦY BAN NHÂN DÂN\nHUYỆN LỤC NAM\nSố: 45/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nLục Nam, ngày 15 tháng 3 năm {year}\n\n"
    "KẾ HOẠCH\nXây dựng nông thôn mới năm {year}\n\nI. NỘI DUNG\nChi tiết tại các biểu kèm theo.\n\n"
    "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n\f"
)
TYPED = Decision(TextSource.TEXT_LAYER, 1.0, "typed")


def repaired(table: str, year: int = 2023) -> RepairedText:
    """The plan of a district of that year with the annex; ` | ` parts the cells of `table`, `·` is an empty one."""
    dump = HEAD.format(year=year) + table.replace(" | ", "\t").replace("·", "")
    pages = dump.split("\f")
    texts = tuple(PageText(at, page, TYPED, grids=find_grids(page, at)) for at, page in enumerate(pages, 1))
    return repair(DocumentText(SourceFile("a.txt", "0" * 64, 1), texts))


def found(table: str, year: int = 2023) -> Findings:
    """What the rules find in it."""
    return uncalibrated(repaired(table, year), Ways.RULES)


def rows(findings: Findings, table: str, *columns: str) -> list[tuple[str, ...]]:
    """The rows of a table, their columns as text: days in ISO form, figures as short as can be."""
    return [tuple(shown(row.values.get(name)) for name in columns) for row in findings.rows if row.table == table]


def shown(value: object) -> str:
    """A value as a test writes it."""
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
