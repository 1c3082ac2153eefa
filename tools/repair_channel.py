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
# Shapes that engines take for one another in any face; pages show each of them rarely.
LOOKALIKES = (
    "i:l 1 I j ! | ] [;l:1 I i | ] [ t;I:1 l | ! ] J T i;t:1 l f r;1:l I;o:0 6 O;O:0 Q o;s:8 5 S $;"
    "S:8 5 s $;b:6 h;g:9 q y;q:9 g;a:4 @;c:e C ( ¢;e:c € ©;h:b n;n:h ri r1 ii;m:rn in nr;u:v ii n;"
    "v:y V u;y:v Y;r:t f;d:cl a c1;w:vv;đ:d b a cl;Đ:D P B b I) F;D:P O I);P:F;H:I1 ll II;U:Ll V;V:Y;"
    "N:M;M:N;C:G (;G:C 6;Q:O 0;ơ:o' o 0 6 d w;ư:u' w y u it r;ô:6 d o;ã:3 4 a;á:4 d a;à:4 3 d;ạ:4 a;"
    "ậ:4 a;ả:4 a;ố:6 b d;ổ:6 b d;ỗ:6 b;ộ:6 o;ó:6 d;ớ:6 d;ở:& o;ế:€ & 6;ề:& €;ể:& €;ệ:¢ & €;ợ:g ¢ q"
)
LOOKALIKE = 0.004
GROUP_SHARE, BASE_SHARE = 0.06, 0.02
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


Step = tuple[int, int, int, int, float, Pair]


def _steps(pair: Pair, channel: Channel | None) -> list[Step]:
    """All spans of a pair: from and to (true, seen), probability, the span itself."""
    true, seen = pair
    border = len(cut(true)[0])
    steps: list[Step] = []
    for i in range(len(true)):
        for end in range(i + 1, min(MOST_TRUE, len(true) - i) + i + 1):
            if i < border < end:
                break
            left = true[i:end]
            row = None if channel is None else channel.get(left, {})
            for j in range(len(seen) + 1):
                for b in range(min(MOST_SEEN, len(seen) - j, end - i + 3) + 1):
                    right = seen[j : j + b]
                    p = first_guess(left, right) if row is None else row.get(right, 0.0) or _least(end - i, b)
                    if p and end - i - b <= 3:
                        steps.append((i, j, end, j + b, p, (left, right)))
    return steps


def _least(true: int, seen: int) -> float:
    return 1e-6 if true == 1 and seen <= 3 else 0.0


def expect(pair: Pair, channel: Channel | None, into: dict[Pair, float], weight: float) -> float:
    """Add the expected counts of all spans of one pair; its log likelihood."""
    whole = (len(pair[0]), len(pair[1]))
    steps = _steps(pair, channel)
    forward = defaultdict(float, {(0, 0): 1.0})
    for i, j, end, stop, p, _ in steps:
        if (i, j) in forward:
            forward[end, stop] += forward[i, j] * p
    total = forward.get(whole, 0.0)
    if not total:
        return -30.0
    backward = defaultdict(float, {whole: 1.0})
    for i, j, end, stop, p, _ in reversed(steps):
        if (end, stop) in backward:
            backward[i, j] += backward[end, stop] * p
    for i, j, end, stop, p, span in steps:
        share = forward.get((i, j), 0.0) * p * backward.get((end, stop), 0.0)
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


def smooth(channel: Channel) -> Channel:
    """Let rare marked letters borrow from letters of the same quality (ế from ề) and of the same base (from e)."""
    letters = [true for true in channel if len(true) == 1 and true.isalpha()]
    smoothed = dict(channel)
    for letter in letters:
        row: dict[str, float] = defaultdict(float)
        for kin, share in ((_quality, GROUP_SHARE), (_base, BASE_SHARE)):
            group = [other for other in letters if kin(other) == kin(letter)]
            for other in group:
                for seen, p in channel[other].items():
                    row[seen] += share * p / len(group)
        for seen, p in channel[letter].items():
            row[seen] += (1 - GROUP_SHARE - BASE_SHARE) * p
        smoothed[letter] = dict(row)
    for entry in LOOKALIKES.split(";"):
        letter, shapes = entry.split(":")
        kin_letters = [c for c in letters if c == letter or _base(c) == letter] or [letter]
        for other in kin_letters:
            for shape in shapes.split():
                known = smoothed.setdefault(other, {})
                known[shape] = max(known.get(shape, 0.0), LOOKALIKE)
    return smoothed


def _quality(letter: str) -> str:
    """The letter without its tone: `ế` is `ê`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", letter) if c not in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", plain)


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


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
    channel = smooth(learn(pairs, args.rounds))
    with args.target.open("w", encoding="utf-8") as out:
        for true in sorted(channel):
            for seen, p in sorted(channel[true].items(), key=lambda item: -item[1]):
                if p > 2e-5:
                    out.write(f"{true}\t{seen}\t{-math.log(p):.3f}\n")
    with args.target.with_suffix(".pairs.tsv").open("w", encoding="utf-8") as out:
        out.writelines(f"{t}\t{s}\t{c}\n" for (t, s), c in pairs.most_common())


if __name__ == "__main__":
    main()
