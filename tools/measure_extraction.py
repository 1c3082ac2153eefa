"""Extract tables from a gold document's true text and write them as CSV for score_tables.py.

    python -m tools.measure_extraction GOLD_DIR OUT_DIR [--outline]

Shows what the extractors do where reading and repair are perfect: the printed lines of truth.txt are only
joined to paragraphs. `--outline` prints the order that was read instead of writing tables.
"""

from __future__ import annotations

import argparse
import csv
from datetime import date
from pathlib import Path

from extractors.find import find
from extractors.outline import outline
from pipeline.extraction_cases import joined
from pipeline.model import Finding, RepairedText, Value


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--outline", action="store_true")
    args = parser.parse_args()
    repaired = joined((args.gold / "truth.txt").read_text(encoding="utf-8"))
    if args.outline:
        print_outline(repaired)
        return
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
    return value.isoformat() if isinstance(value, date) else f"{value:.12g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
