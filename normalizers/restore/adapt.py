"""The channel re-estimated on the document itself: what its engine made of each letter, by the first decoding.

Documents differ by face, scan and engine. The words that the decoder is sure of are aligned with what was read;
their counts are added to the learned channel, whose own weight is that of `STRENGTH` observations of each span.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from normalizers.restore.channel import LONGEST_SEEN, LONGEST_TRUE, Spans
from normalizers.restore.item import Item
from normalizers.restore.shapes import cut
from normalizers.restore.tokens import Kind
from normalizers.triage import Damage

STRENGTH = 10.0
SURE, LEAST_SURE = 0.9, 50  # posterior of a word that counts, and words that make it worth while
CHEAPEST = 1e-3
FAR = 1e4

Pair = tuple[str, str]


def word(item: Item) -> str:
    """The chosen word without the punctuation around it."""
    return item.text[len(item.token.lead) : len(item.text) - len(item.token.trail)]


def pair(item: Item) -> tuple[str, str, float]:
    """The chosen word, what was read, and how sure that is."""
    return word(item), item.token.core, item.confidence


def is_sure(item: Item) -> bool:
    """Whether a mangled word is certain, and as long as its token (no border was moved)."""
    token = item.token
    whole = item.text.startswith(token.lead) and item.text.endswith(token.trail)
    single = item.damage is Damage.MANGLED and token.kind is Kind.WORD and not token.gap[1]
    return single and whole and item.confidence > SURE and word(item).isalpha()


def adapted(spans: Spans, pairs: Iterable[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    """The channel with the counts of `pairs` (true word, read word, weight); the spans stay the same."""
    weights: dict[Pair, float] = defaultdict(float)
    for true, seen, weight in pairs:
        weights[true, seen] += weight
    counts: dict[Pair, float] = defaultdict(float)
    for (true, seen), weight in weights.items():
        for span in _best_spans(true, seen, spans):
            counts[span] += weight
    totals: dict[str, float] = defaultdict(float)
    for (true, _), count in counts.items():
        totals[true] += count
    result = {seen: dict(row) for seen, row in spans.items()}
    for seen, row in result.items():
        for true, cost in row.items():
            if totals[true]:
                p = (STRENGTH * math.exp(-cost) + counts[true, seen]) / (STRENGTH + totals[true])
                row[true] = max(-math.log(p), CHEAPEST)
    return result


def _best_spans(true: str, seen: str, spans: Spans) -> list[Pair]:
    """The cheapest way to read `true` as `seen`, span by span; nothing where the channel knows none."""
    border = len(cut(true)[0])
    width = len(seen) + 1
    best: list[list[tuple[float, Pair, tuple[int, int]]]] = [
        [(FAR, ("", ""), (0, 0)) for _ in range(width)] for _ in range(len(true) + 1)
    ]
    best[0][0] = (0.0, ("", ""), (0, 0))
    for i in range(len(true)):
        for j in range(width):
            cost = best[i][j][0]
            if cost >= FAR:
                continue
            for b in range(min(LONGEST_SEEN, len(seen) - j) + 1):
                row: Mapping[str, float] = spans.get(seen[j : j + b], {})
                for a in range(1, min(LONGEST_TRUE, len(true) - i) + 1):
                    if i < border < i + a:
                        break
                    more = row.get(true[i : i + a])
                    if more is not None and cost + more < best[i + a][j + b][0]:
                        best[i + a][j + b] = (cost + more, (true[i : i + a], seen[j : j + b]), (i, j))
    found: list[Pair] = []
    i, j = len(true), len(seen)
    if best[i][j][0] >= FAR:
        return []
    while (i, j) != (0, 0):
        _, span, (i, j) = best[i][j]
        found.append(span)
    return found
