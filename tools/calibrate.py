"""Count how often each rule's rows are right on held-out generated plans, and write data/calibration.tsv.

    python -m tools.calibrate [--count 12] [--out data/calibration.tsv]

The plans are those of the families that tuning may use, with seeds of their own, as printed, stripped and mangled
text through repair; a row is right when every scored field is. Shares are drawn to those of the wider kin, so that
few rows don't make certainty.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.calibration import Like, likes, repair_state
from extractors.find import Ways, uncalibrated
from normalizers.repair import repair
from pipeline.evaluate_extraction import cells
from pipeline.model import SourceFile
from pipeline.read import read
from pipeline.scoring import SCORED, exact_pairs, read_rows
from pipeline.tabulate import tabulate
from tools.make_plans import plans, write
from tools.plans.generate import FAMILIES

FIRST_SEED = 700_000
FORMS = {"printed": 1.0, "stripped": 0.5, "mangled": 0.5}
LEAST, WEIGHT = 12, 10
HEAD = (
    "# How often rows are right, by table, method (empty: any), bin of the rule's own score and state of the repair;\n"
    "# `rows` were counted, `right` is their share drawn to that of their wider kin.\n"
    "# Source: generated plans held out from the work on the rules (tools/calibrate.py).\n"
)


def judged(path: Path, gold: Path) -> Iterator[tuple[tuple[Like, ...], bool]]:
    """Each row that is found in a plan: its kinds, the narrowest first, and whether it is right."""
    document = read(path, SourceFile(str(path), "0" * 64, path.stat().st_size))
    repaired = repair(document)
    result = tabulate(document, repaired, uncalibrated(repaired, Ways.BOTH))
    for table in SCORED:
        rows = result.tables.get(table, ())
        pairs = exact_pairs(table, [cells(row) for row in rows], read_rows(gold / f"{table}.csv"))
        right = {place for place, _ in pairs}
        for place, row in enumerate(rows):
            low, high, score = (float(str(row[name])) for name in ("char_start", "char_end", "confidence"))
            state = repair_state(entry for entry in repaired.log if low <= entry.start < high)
            yield tuple(likes(table, str(row["method"]), score, state)), place in right


def count(number: int) -> tuple[Counter[Like], Counter[Like], dict[Like, Like | None]]:
    """Rows and right rows of each kind, and the next wider kind of each."""
    found: Counter[Like] = Counter()
    right: Counter[Like] = Counter()
    wider: dict[Like, Like | None] = {}
    seen = [family.name for family in FAMILIES.values() if not family.unseen]
    for form, share in FORMS.items():
        with TemporaryDirectory() as folder:
            write(Path(folder), plans(seen, FIRST_SEED, max(1, round(number * share))), form)
            for path in sorted((Path(folder) / "plans").iterdir()):
                for kinds, is_right in judged(path, Path(folder) / "gold" / path.stem):
                    found.update(kinds)
                    right.update(kinds if is_right else ())
                    wider |= dict(zip(kinds, (*kinds[1:], None), strict=True))
    return found, right, wider


def shares(found: Counter[Like], right: Counter[Like], wider: dict[Like, Like | None]) -> dict[Like, float]:
    """The share of right rows of each kind, as if WEIGHT rows more were right as often as in the wider kind."""
    made: dict[Like, float] = {}

    def share(kind: Like) -> float:
        if kind not in made:
            above = wider[kind]
            prior = share(above) if above else 0.7
            made[kind] = (right[kind] + WEIGHT * prior) / (found[kind] + WEIGHT)
        return made[kind]

    return {kind: share(kind) for kind in found if found[kind] >= LEAST or wider[kind] is None}


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=12, help="plans of each family as printed; half as many damaged")
    parser.add_argument("--out", type=Path, default=Path("data/calibration.tsv"))
    args = parser.parse_args()
    found, right, wider = count(args.count)
    made = shares(found, right, wider)
    with args.out.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(["table", "method", "bin", "repair", "rows", "right"])
        writer.writerows([*kind, found[kind], f"{made[kind]:.3f}"] for kind in sorted(made))
    print(f"{sum(found[kind] for kind in found if wider[kind] is None)} rows, {len(made)} kinds in {args.out}")


if __name__ == "__main__":
    main()
