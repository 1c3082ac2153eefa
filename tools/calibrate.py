"""Count how often each rule's rows are right on held-out generated plans, and write data/calibration.tsv.

    python -m tools.calibrate [--count 12] [--own tests/extractors/plans] [--out data/calibration.tsv]

The plans are those of the families that tuning may use, with seeds of their own, as printed, stripped and mangled
text through repair, and the few plans that were written by hand, whose rows weigh more: they speak as no template does.
A row is right when every scored field is. Shares are drawn to those of the wider kin, so that few rows don't make
certainty, and none is larger than MOST: the next archive speaks otherwise than these plans. Of the rows of the fourth
round of plans that said 0.9 and more at their first reading, 71 in 100 were right.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
LEAST, WEIGHT, PRIOR, MOST = 20, 20, 0.7, 0.9
GENERATED_WEIGHT, OWN_WEIGHT = 0.5, 10.0
HEAD = (
    "# How often rows are right, by table, method (empty: any), bin of the rule's own score and state of the repair;\n"
    "# `rows` were counted (weighted), `right` is their share drawn to that of their wider kin.\n"
    "# Source: generated plans with seeds of their own and plans written by hand (tools/calibrate.py).\n"
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


@dataclass
class Counts:
    """Rows and right rows by kind, weighted, and the next wider kind of each."""

    found: defaultdict[Like, float] = field(default_factory=lambda: defaultdict(float))
    right: defaultdict[Like, float] = field(default_factory=lambda: defaultdict(float))
    wider: dict[Like, Like | None] = field(default_factory=dict)

    def add(self, rows: Iterable[tuple[tuple[Like, ...], bool]], weight: float) -> None:
        """Count rows."""
        for kinds, is_right in rows:
            self.wider |= dict(zip(kinds, (*kinds[1:], None), strict=True))
            for kind in kinds:
                self.found[kind] += weight
                self.right[kind] += weight * is_right


def count(number: int, own: Path) -> Counts:
    """The rows of generated plans and of the plans in `own`."""
    counts = Counts()
    seen = [family.name for family in FAMILIES.values() if not family.unseen]
    for form, share in FORMS.items():
        with TemporaryDirectory() as folder:
            write(Path(folder), plans(seen, FIRST_SEED, max(1, round(number * share))), form)
            for path in sorted((Path(folder) / "plans").iterdir()):
                counts.add(judged(path, Path(folder) / "gold" / path.stem), GENERATED_WEIGHT)
    for path in sorted(own.rglob("plan.txt")):
        if (path.parent / "documents.csv").exists():
            counts.add(judged(path, path.parent), OWN_WEIGHT)
    return counts


def shares(counts: Counts) -> dict[Like, float]:
    """The share of right rows of each kind, as if WEIGHT rows more were right as often as in the wider kind."""
    made: dict[Like, float] = {}

    def share(kind: Like) -> float:
        if kind not in made:
            above = counts.wider[kind]
            prior = share(above) if above else PRIOR
            made[kind] = min(MOST, (counts.right[kind] + WEIGHT * prior) / (counts.found[kind] + WEIGHT))
        return made[kind]

    return {kind: share(kind) for kind, rows in counts.found.items() if rows >= LEAST or counts.wider[kind] is None}


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=12, help="plans of each family as printed; half as many damaged")
    parser.add_argument("--own", type=Path, default=Path("tests/extractors/plans"), help="plans written by hand")
    parser.add_argument("--out", type=Path, default=Path("data/calibration.tsv"))
    args = parser.parse_args()
    counts = count(args.count, args.own)
    made = shares(counts)
    with args.out.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(["table", "method", "bin", "repair", "rows", "right"])
        writer.writerows([*kind, f"{counts.found[kind]:g}", f"{made[kind]:.3f}"] for kind in sorted(made))
    rows = sum(counts.found[kind] for kind, above in counts.wider.items() if above is None)
    print(f"{rows:g} rows, weighted, {len(made)} kinds in {args.out}")


if __name__ == "__main__":
    main()
