"""The confusion channel (Brill and Moore, 2000) learned by expectation maximisation from read pages.

    python -m tools.repair_channel build/repair/pages build/repair/channel-eng.tsv --engines full eng

A true span of 1-3 letters is read as 0-5 characters; no span crosses from a syllable's initial
consonants to its rime. Writes `true span, read span, cost` with costs in nats.
"""

from __future__ import annotations

import argparse
import json
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from normalizers.keys import fold
from normalizers.restore.shapes import cut
from tools.repair_align import Pair, count_pairs

MOST_TRUE, MOST_SEEN = 3, 5
DISCOUNT, PRIOR = 0.4, 1.0
Channel = dict[str, dict[str, float]]


def load_lines(folder: Path, part: str, engines: list[str]) -> Iterator[tuple[str, str]]:
    """True and read lines of all pages of a part by some engines."""
    for page in sorted(folder.glob(f"{part}-*.json")):
        record = json.loads(page.read_text(encoding="utf-8"))
        for engine in engines:
            for true, seen, _ in record.get(engine, []):
                yield true, unicodedata.normalize("NFC", seen)


def first_guess(true: str, seen: str) -> float:
    """A probability to start from: the same letters are likely, the same base letters less, other ones little."""
    if true == seen:
        return 0.9
    if fold(true) == fold(seen):
        return 0.2 if len(true) == 1 else 0.05
    change = abs(len(true) - len(seen)) * 1.5 + sum(a != b for a, b in zip(fold(true), fold(seen), strict=False)) * 2.0
    return 0.1 * math.exp(-1.0 - change)


def expect(pair: Pair, channel: Channel | None, into: dict[Pair, float], weight: float) -> float:
    """Add the expected counts of all spans of one pair; its log likelihood."""
    true, seen = pair
    border = len(cut(true)[0])
    n, m = len(true), len(seen)
    steps: list[tuple[int, int, int, int, float, Pair]] = []
    for i in range(n):
        for a in range(1, min(MOST_TRUE, n - i) + 1):
            if i < border < i + a:
                break
            left = true[i : i + a]
            row = channel.get(left, {}) if channel is not None else None
            for j in range(m + 1):
                for b in range(min(MOST_SEEN, m - j) + 1):
                    if abs(a - b) > 3:
                        continue
                    right = seen[j : j + b]
                    if row is None:
                        p = first_guess(left, right)
                    else:
                        p = row.get(right, 0.0) or (1e-6 if a == 1 and b <= 3 else 0.0)
                    if p:
                        steps.append((i, j, i + a, j + b, p, (left, right)))
    forward = defaultdict(float, {(0, 0): 1.0})
    for i, j, k, l, p, _ in steps:
        if (i, j) in forward:
            forward[k, l] += forward[i, j] * p
    total = forward.get((n, m), 0.0)
    if not total:
        return -30.0
    backward = defaultdict(float, {(n, m): 1.0})
    for i, j, k, l, p, _ in reversed(steps):
        if (k, l) in backward:
            backward[i, j] += backward[k, l] * p
    for i, j, k, l, p, span in steps:
        share = forward.get((i, j), 0.0) * p * backward.get((k, l), 0.0)
        if share > total * 1e-4:
            into[span] += weight * share / total
    return math.log(total)


def estimate(counts: dict[Pair, float]) -> Channel:
    """Conditional probabilities with absolute discounting: what was seen once proves little."""
    totals: dict[str, float] = defaultdict(float)
    for (true, _), count in counts.items():
        totals[true] += count
    channel: Channel = defaultdict(dict)
    for (true, seen), count in counts.items():
        if count > DISCOUNT:
            channel[true][seen] = (count - DISCOUNT) / (totals[true] + PRIOR)
    return dict(channel)


def learn(pairs: Counter[Pair], rounds: int) -> Channel:
    """Run EM; counts above 30 of one pair grow with the root only, so that frequent words don't rule."""
    channel: Channel | None = None
    for number in range(rounds):
        into: dict[Pair, float] = defaultdict(float)
        likelihood = 0.0
        for pair, count in pairs.items():
            weight = count if count < 30 else (30 * count) ** 0.5
            likelihood += weight * expect(pair, channel, into, weight)
        channel = estimate(into)
        print(f"round {number}: log likelihood {likelihood:.0f}, {sum(map(len, channel.values()))} spans", flush=True)
    return channel or {}


def main() -> None:
    """Learn from the training pages and write the spans."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--engines", nargs="+", default=["full", "eng"])
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    pairs, kinds = count_pairs(load_lines(args.folder, "train", args.engines))
    print(dict(kinds), len(pairs), "different pairs", flush=True)
    pairs = Counter({p: c for p, c in pairs.items() if len(p[0]) <= 9 and len(p[1]) <= 12})
    channel = learn(pairs, args.rounds)
    with args.target.open("w", encoding="utf-8") as out:
        for true in sorted(channel):
            for seen, p in sorted(channel[true].items(), key=lambda item: -item[1]):
                if p > 2e-5:
                    out.write(f"{true}\t{seen}\t{-math.log(p):.3f}\n")
    with args.target.with_suffix(".pairs.tsv").open("w", encoding="utf-8") as out:
        out.writelines(f"{t}\t{s}\t{c}\n" for (t, s), c in pairs.most_common())


if __name__ == "__main__":
    main()
