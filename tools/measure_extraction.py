"""Extract tables from a gold document's true text and write them as CSV for score_tables.py.

    python -m tools.measure_extraction GOLD_DIR OUT_DIR [--outline]

Shows what the extractors do where reading and repair are perfect. The printed lines of truth.txt are
joined to paragraphs here; `--outline` prints the order that was read instead of writing tables.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from extractors.labels import MARKS, label
from extractors.outline import outline
from normalizers.alignment import Alignment
from pipeline.model import Finding, RepairedText, Value

_NEW = re.compile(
    r"(?:Căn cứ|Thực hiện|Trên cơ sở|Theo đề nghị|Nơi nhận|Điều \d|Số:|TM\.|KT\.|TL\.|CHỦ TỊCH|"
    r"TRƯỞNG|PHÓ|Q\.|Trên đây|\(\d+\))"
)


def paragraphs(true_text: str) -> Iterator[tuple[str, int]]:
    """The paragraphs of a text of printed lines, each with its page; page numbers are dropped."""
    held, held_page, page = "", 1, 1
    for line in true_text.split("\n"):
        page += line.count("\f")
        words = line.replace("\f", "").strip()
        if re.fullmatch(r"\d{1,3}", words):
            continue
        if held and (not words or _begins(words, held)):
            yield held, held_page
            held = ""
        if words:
            held_page = held_page if held else page
            held = words if not held else held + ("" if held.endswith("-") else " ") + words
    if held:
        yield held, held_page


def _begins(words: str, before: str) -> bool:
    if words.isupper() != before.isupper():
        return True
    if MARKS.match(words) or _NEW.match(words):
        return True
    ends = before.endswith((".", ";", ":", "./.", "…"))
    return bool(ends and (label(words) or words[0].isupper())) or (before.isupper() and words.isupper())


def true_repaired(true_text: str) -> RepairedText:
    """A repaired text that stands for perfect reading and repair."""
    found = list(paragraphs(true_text))
    text, starts = "", [0]
    for words, page in found:
        while len(starts) < page:
            starts.append(len(text))
        text += words + "\n"
    return RepairedText(text, text, Alignment.identity(len(text)), tuple(starts))


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--outline", action="store_true")
    args = parser.parse_args()
    repaired = true_repaired((args.gold / "truth.txt").read_text(encoding="utf-8"))
    if args.outline:
        print_outline(repaired)
        return
    from extractors.find import find  # noqa: PLC0415

    findings = find(repaired)
    tables = {row.table for row in findings.rows} | {"citations", "criterion_statuses", "progress", "deadlines"}
    for table in sorted(tables | {"targets", "assignments"}):
        write(args.out / f"{table}.csv", repaired, [row for row in findings.rows if row.table == table])
    write(args.out / "documents.csv", repaired, [Finding("documents", 0, 0, findings.document, "", 1.0)])
    for issue in findings.issues:
        quote = repaired.text[issue.start : issue.end] if issue.start is not None else ""
        print(f"  issue {issue.code}: {issue.message} | {quote[:90]}")


def print_outline(repaired: RepairedText) -> None:
    """Print each paragraph with kind, section, mark and parent."""
    found = outline(repaired)
    for each in found.paragraphs:
        words = found.text[each.start : each.end]
        short = words if len(words) < 90 else f"{words[:60]} … {words[-25:]}"
        print(f"{each.index:3} <{each.parent if each.parent is not None else '-'!s:>3} {each.kind:7} "
              f"{each.section:10} {each.mark:1} s{len(each.sentences)} {short}")  # fmt: skip


def write(path: Path, repaired: RepairedText, rows: list[Finding]) -> None:
    """Write findings as the CSV that score_tables.py reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = sorted({name for row in rows for name in row.values})
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["section", "quote", *names])
        for row in rows:
            writer.writerow(
                [row.section, repaired.text[row.start : row.end], *(cell(row.values.get(n)) for n in names)]
            )


def cell(value: Value) -> str:
    """A value as a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
