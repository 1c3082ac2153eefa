"""Pairs of true and read lines: render text as pages, scan them, read them with Tesseract.

    python -m tools.repair_pages build/repair/pages --pages 400 --part train

Writes one JSON file a page, `{"part", "kind", "lines": [[true line, read line, confidences]...]}` for
each engine language, so that a stopped run goes on where it was. `eng` gives mangled text, `vie` slips.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import os
import random
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2

from tools import repair_corpus, repair_genre, repair_scan
from tools.repair_scan import WIDTH, PrintedLine, Scan

SEED = 20261122
POOL = {
    "admin_docs": 30000,
    "legal_tvpl_docs": 5000,
    "legal_phapdien_extra": 30000,
    "legal_phapdien": 60000,
    "news_sample": 15000,
    "wiki_vi2025": 15000,
}
WEIGHTS = {
    "admin_docs": 38,
    "legal_tvpl_docs": 10,
    "legal_phapdien_extra": 12,
    "legal_phapdien": 14,
    "news_sample": 6,
    "wiki_vi2025": 4,
    "genre": 16,
}
GAZETTEER = repair_corpus.CORPORA.parent / "gazetteer" / "y2019.tsv"
Line = tuple[str, str, list[int]]
TESSDATA = Path(__file__).resolve().parents[1] / "build" / "repair" / "tessdata"
ENGINES = {
    "eng": ["-l", "eng"],
    "vie": ["-l", "vie"],
    "full": ["-l", "eng", "--oem", "1", "--tessdata-dir", str(TESSDATA)],
    "legacy": ["-l", "eng", "--oem", "0", "--tessdata-dir", str(TESSDATA)],
}


def places() -> list[repair_genre.Place]:
    """Commune, district and province without their level words."""
    rows = []
    for row in GAZETTEER.read_text(encoding="utf-8").splitlines():
        _, commune, district, province = row.split("\t")[:4]
        names = tuple(_bare(name) for name in (commune, district, province))
        rows.append((names[0], names[1], names[2]))
    return rows


def _bare(name: str) -> str:
    for level in ("Thị trấn ", "Thị xã ", "Thành phố ", "Phường ", "Huyện ", "Quận ", "Xã ", "Tỉnh "):
        name = name.removeprefix(level)
    return name


def pools(part: str) -> dict[str, list[str]]:
    """Paragraphs to set, by corpus: whole words of Vietnamese, 2 to 120 words."""
    found: dict[str, list[str]] = {}
    for name, most in POOL.items():
        kept: list[str] = []
        for text in repair_corpus.read(name, part):
            if 2 <= text.count(" ") < 120 and len(text) > 8 and sum(c.isalpha() for c in text) > 0.6 * len(text):
                kept.append(text)
            if len(kept) == most:
                break
        found[name] = kept
    return found


def draw_paragraphs(rng: random.Random, pool: dict[str, list[str]], spots: list[repair_genre.Place]) -> list[str]:
    """Enough paragraphs for a page, with the marks and numbers that plans put before them."""
    drawn: list[str] = []
    while sum(map(len, drawn)) < 3600:
        name = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        if name == "genre":
            drawn += [repair_genre.line(rng, spots) for _ in range(rng.randint(1, 4))]
            continue
        text = rng.choice(pool[name])
        chance = rng.random()
        if chance < 0.06 and len(text) < 70:
            text = text.upper()
        elif chance < 0.45 and text[0].isalpha():
            text = (
                rng.choice(["- ", "- ", "+ ", "* ", "{}. ", "{}. ", "{}.{}. ", "({}) "]).format(
                    rng.randint(1, 19), rng.randint(1, 9)
                )
                + text
            )
        drawn.append(text)
    return drawn


def read(scan: Scan, engine: str) -> list[tuple[float, float, str, list[int]]]:
    """Tesseract's lines: middle (x, y in pixels), text, word confidences."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "page.png"
        cv2.imwrite(str(image), scan.picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        command = [
            "tesseract",
            str(image),
            "-",
            *ENGINES[engine],
            "--psm",
            "4",
            "--dpi",
            str(scan.dpi),
            "-c",
            "tessedit_create_tsv=1",
        ]
        done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(done.stdout.decode()), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    found = []
    for words in lines.values():
        left = min(int(w["left"]) for w in words)
        right = max(int(w["left"]) + int(w["width"]) for w in words)
        middle = sorted(int(w["top"]) + int(w["height"]) / 2 for w in words)[len(words) // 2]
        found.append(
            ((left + right) / 2, middle, " ".join(w["text"] for w in words), [round(float(w["conf"])) for w in words])
        )
    return found


def match(scan: Scan, printed: list[PrintedLine], found: list[tuple[float, float, str, list[int]]]) -> list[Line]:
    """Printed lines with the line read at the same height, where exactly one was."""
    scale, slope = repair_scan.DPI / scan.dpi, math.tan(math.radians(scan.angle))
    claims: dict[int, list[tuple[str, list[int]]]] = {}
    for x, y, text, confidences in found:
        level = y * scale + (x * scale - WIDTH / 2) * slope
        nearest = min(range(len(printed)), key=lambda i: abs(printed[i].y - level))
        if abs(printed[nearest].y - level) < 26:
            claims.setdefault(nearest, []).append((text, confidences))
    return [(printed[i].text, got[0][0], got[0][1]) for i, got in sorted(claims.items()) if len(got) == 1]


@dataclass(frozen=True)
class Recipe:
    """What pages are made of: a part's paragraphs, places, kinds of scans by weight (None: all)."""

    part: str
    pool: dict[str, list[str]]
    spots: list[repair_genre.Place]
    kinds: dict[str, int] | None


def make_page(number: int, recipe: Recipe, engines: list[str]) -> dict[str, object]:
    """Set, scan and read page `number` of a part; the same number gives the same page."""
    rng = random.Random(f"{SEED}-{recipe.part}-{number}")
    page, printed, _ = repair_scan.typeset(rng, draw_paragraphs(rng, recipe.pool, recipe.spots))
    scanned = repair_scan.scan(rng, page, recipe.kinds)
    record: dict[str, object] = {"part": recipe.part, "kind": scanned.kind, "printed": len(printed)}
    for engine in engines:
        record[engine] = match(scanned, printed, read(scanned, engine))
    return record


def main() -> None:
    """Make the pages that the folder lacks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--part", choices=["train", "dev", "test"], default="train")
    parser.add_argument("--kinds", type=json.loads, default=None, help='weights by kind, e.g. {"copy": 1}')
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=["eng"])
    parser.add_argument("--vie-every", type=int, default=2, help="read every n-th page with vie too")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(args.part, pools(args.part), places(), args.kinds)
    for number in range(args.first, args.first + args.pages):
        target = args.folder / f"{args.part}-{number:05}.json"
        if target.exists():
            continue
        engines = args.engines + (["vie"] if number % args.vie_every == 0 else [])
        record = make_page(number, recipe, engines)
        partial = target.with_suffix(".part")
        partial.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        partial.rename(target)
        print(target.name, record["kind"], "of", record["printed"], "lines", flush=True)


if __name__ == "__main__":
    main()
