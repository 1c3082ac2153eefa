"""How well the restorer does on the development or test part of the corpora and pages.

    python -m tools.measure_repair --part dev [--lines 700] [--pages 24]

Stripped lines: share of syllables right, by corpus. Read pages: SER before and after, by engine.
Clean lines taken as slips: share of tokens changed. `--calibration FILE` writes how often words are right by
the decoder's posterior, from pages and stripped lines of the part.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from normalizers.alignment import from_edits
from normalizers.restore.item import Item
from normalizers.restorer import Restorer, load_restorer
from normalizers.triage import Damage
from tools import repair_corpus

PAGES = Path(__file__).resolve().parents[1] / "build" / "repair" / "pages"
SETTLED = 0.9999  # a posterior from which on a word had no rival
LEAST_RIGHT = 0.01  # of words with a posterior of 0
CALIBRATION = """\
# How often words of the restorer were right, by the posterior probability that the decoder gave them.
# Source: read pages and stripped lines of the development part (tools/measure_repair.py --calibration FILE).
posterior\tright
"""
GROUPS = {
    "legal": repair_corpus.LEGAL,
    "news": repair_corpus.NEWS,
    "wiki": repair_corpus.ENCYCLOPEDIA,
    "admin": repair_corpus.ADMINISTRATIVE,
}


def strip(text: str) -> str:
    """Remove all marks, đ to d."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).replace("đ", "d").replace("Đ", "D")


def held_out(group: str, part: str, count: int, seed: int = 7) -> list[str]:
    """Lines of a group of corpora that training never saw, of at least four words."""
    lines = [line for name in GROUPS[group] for line in repair_corpus.read(name, part) if line.count(" ") >= 3]
    return random.Random(seed).sample(lines, min(count, len(lines)))


def repaired(restorer: Restorer, text: str, damage: Damage, confidences: list[float] | None = None) -> str:
    """The text after the restorer, all lines of one damage."""
    count = len(re.split(r"[\n\f]", text))
    return from_edits(text, restorer.restore(text, [damage] * count, confidences).replacements)[0]


def confidence_by_character(lines: list[tuple[str, list[int]]]) -> list[float]:
    """The reader's confidence of each character of the lines joined by line feeds."""
    values: list[float] = []
    for text, words in lines:
        for word, confidence in zip(text.split(" "), words, strict=True):
            values += [confidence / 100] * len(word) + [1.0]
    return values[:-1]


def error_rate(got: str, want: str) -> tuple[int, int]:
    """Errors and tokens."""
    true = want.split()
    return Levenshtein.distance(got.split(), true), len(true)


def stripped(restorer: Restorer, part: str, count: int) -> None:
    """Print the share of tokens right on stripped held-out lines."""
    for group in GROUPS:
        lines = held_out(group, part, count)
        start = time.process_time()
        wrong = total = 0
        got = repaired(restorer, strip("\n\n".join(lines)), Damage.STRIPPED).split("\n\n")
        for a, b in zip(got, lines, strict=True):
            errors, tokens = error_rate(a, b)
            wrong, total = wrong + errors, total + tokens
        print(
            f"stripped {group:6} {1 - wrong / total:.4f}  ({total} tokens, {time.process_time() - start:.1f} s)",
            flush=True,
        )


def pages(restorer: Restorer, part: str, engine: str, damage: Damage, most: int) -> None:
    """Print the SER of read pages before and after."""
    before = after = total = chars = 0
    seconds = 0.0
    for page in sorted(PAGES.glob(f"{part}-*.json"))[: most * 3]:
        lines = json.loads(page.read_text(encoding="utf-8")).get(engine, [])
        if not lines:
            continue
        raw = unicodedata.normalize("NFC", "\n".join(seen for _, seen, _ in lines))
        start = time.process_time()
        known = confidence_by_character([(seen, c) for _, seen, c in lines]) if damage is Damage.NONE else None
        got = repaired(restorer, raw, damage, known)
        seconds += time.process_time() - start
        chars += len(raw)
        for (true, _, _), seen, line in zip(lines, raw.split("\n"), got.split("\n"), strict=True):
            errors, tokens = error_rate(line, true)
            before, after, total = before + error_rate(seen, true)[0], after + errors, total + tokens
    if total:
        print(
            f"{engine:6} pages SER {before / total:.4f} -> {after / total:.4f}  "
            f"({total} tokens, {chars / seconds:.0f} characters/s)",
            flush=True,
        )


def clean(restorer: Restorer, part: str, count: int) -> None:
    """Print the share of tokens that repair as slips changes in good text."""
    for group in GROUPS:
        text = "\n\n".join(held_out(group, part, count))
        changed, total = error_rate(repaired(restorer, text, Damage.SLIP), text)
        print(f"clean as slips {group:6} changed {changed / total:.5f} of {total}", flush=True)


def posteriors(restorer: Restorer, part: str, engines: Sequence[str]) -> list[tuple[float, bool]]:
    """For each word of the mangled pages of a part: the decoder's posterior, and whether the word was right."""
    found: list[tuple[float, bool]] = []
    for page in sorted(PAGES.glob(f"{part}-*.json")):
        record = json.loads(page.read_text(encoding="utf-8"))
        for engine in engines:
            lines = record.get(engine, [])
            seen = [unicodedata.normalize("NFC", line) for _, line, _ in lines]
            items = restorer.items(seen, [Damage.MANGLED] * len(seen))
            for number, (true, _, _) in enumerate(lines):
                found += _judged([item for item in items if item.line == number], true)
    return found


def stripped_posteriors(restorer: Restorer, part: str, count: int) -> list[tuple[float, bool]]:
    """The same of held-out lines of every group of corpora, all marks removed."""
    lines = [line for group in GROUPS for line in held_out(group, part, count)]
    items = restorer.items([strip(line) for line in lines], [Damage.STRIPPED] * len(lines))
    by_line: dict[int, list[Item]] = {}
    for item in items:
        by_line.setdefault(item.line, []).append(item)
    return [pair for number, own in by_line.items() for pair in _judged(own, lines[number])]


def _judged(items: Sequence[Item], true: str) -> Iterator[tuple[float, bool]]:
    """The words of one line; those that stand apart are compared with the true words that they align with."""
    wanted = re.findall(r"[^\s\-–/]+", true)
    words = [item for item in items if item.token.core]
    for op in Levenshtein.opcodes([item.text for item in words], wanted):
        for item in words[op.src_start : op.src_end]:
            yield item.confidence, op.tag == "equal"


def calibrate(pairs: Sequence[tuple[float, bool]], bins: int = 40) -> list[tuple[float, float]]:
    """Posterior and share of right words of equally many words each, the shares made to rise with the posterior.

    Words that have no rival (posterior 1) are a bin of their own; neighbours whose shares fall are joined.
    """
    sure = [pair for pair in pairs if pair[0] >= SETTLED]
    doubted = sorted(pair for pair in pairs if pair[0] < SETTLED)
    size = max(1, -(-len(doubted) // bins))
    groups = [doubted[i : i + size] for i in range(0, len(doubted), size)] + ([sure] if sure else [])
    blocks: list[list[tuple[float, bool]]] = []
    for group in groups:
        blocks.append(group)
        while len(blocks) > 1 and _right(blocks[-2]) >= _right(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    return [(sum(posterior for posterior, _ in block) / len(block), _right(block)) for block in blocks]


def _right(group: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in group) / len(group)


def write_calibration(target: Path, table: Sequence[tuple[float, float]]) -> None:
    """Write the table that `restorer.calibrated` reads; it begins at 0 and ends at 1."""
    rows = [(0.0, LEAST_RIGHT), *table]
    rows += [(1.0, table[-1][1])] if table[-1][0] < 1 else []
    target.write_text(
        CALIBRATION + "".join(f"{posterior:.5g}\t{right:.4g}\n" for posterior, right in rows), encoding="utf-8"
    )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    parser.add_argument("--lines", type=int, default=500)
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--what", nargs="+", default=["stripped", "pages", "slips", "clean"])
    parser.add_argument(
        "--calibration", type=Path, help="write the table of confidences, from --part, and nothing else"
    )
    args = parser.parse_args()
    restorer = load_restorer()
    if args.calibration:
        words = posteriors(restorer, args.part, ("full", "eng"))
        words += stripped_posteriors(restorer, args.part, args.lines)
        write_calibration(args.calibration, calibrate(words))
        return
    if "stripped" in args.what:
        stripped(restorer, args.part, args.lines)
    if "pages" in args.what:
        for engine in ("full", "eng", "legacy"):
            pages(restorer, args.part, engine, Damage.MANGLED, args.pages)
    if "slips" in args.what:
        pages(restorer, args.part, "vie", Damage.NONE, args.pages)
    if "clean" in args.what:
        clean(restorer, args.part, args.lines)


if __name__ == "__main__":
    main()
