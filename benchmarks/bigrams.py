"""A peer of the restorer: syllable bigrams and Viterbi, the way of underthesea's `restore_diacritics`.

    python -m benchmarks.bigrams        # counts the news corpus (minutes), writes build/repair/bigrams.pkl

underthesea's own restorer was merged in August 2026, after its last release (9.5.0), so that no package has it. This is
the same published way, with the same interpolation weight, counted on the news corpus beside the project: every
syllable with the same letters is a candidate, words of letters between punctuation are one chain, numbers are context.
"""

from __future__ import annotations

import math
import pickle
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from normalizers.keys import fold
from tools import repair_corpus

BUILT = Path(__file__).resolve().parents[1] / "build" / "repair" / "bigrams.pkl"
INTERPOLATION = 0.8
LEAST = 2  # times that a bigram was seen
NUMBER = "<n>"
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*|[^\w\s]")


@dataclass(frozen=True)
class Bigrams:
    """Counts of syllables and of pairs of them (lower case), and the syllables by their letters."""

    single: Counter[str]
    pairs: Counter[tuple[str, str]]
    total: int
    forms: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, single: Counter[str], pairs: Counter[tuple[str, str]]) -> Bigrams:
        """The model of some counts."""
        forms: dict[str, list[str]] = {}
        for syllable in single:
            forms.setdefault(fold(syllable), []).append(syllable)
        return cls(single, pairs, sum(single.values()), forms)

    def cost(self, before: str | None, word: str) -> float:
        """The negative logarithm of the probability of a word behind another one (None: at a chain's start)."""
        alone = (self.single[word] + 1) / (self.total + len(self.single))
        if before is None:
            return -math.log(alone)
        count = self.pairs.get((before, word), 0)
        together = count / self.single[before] if count else 0.0
        return -math.log(INTERPOLATION * together + (1 - INTERPOLATION) * alone)

    def best(self, chain: Sequence[str]) -> list[str]:
        """The likeliest syllables of a chain of words without marks (lower case)."""
        layers: list[dict[str, tuple[float, str | None]]] = []
        for word in chain:
            forms = self.forms.get(word, [word])
            if not layers:
                layers.append({form: (self.cost(None, form), None) for form in forms})
                continue
            reached = layers[-1].items()
            layers.append(
                {form: min((cost + self.cost(before, form), before) for before, (cost, _) in reached) for form in forms}
            )
        path = [min(layers[-1], key=lambda form: layers[-1][form][0])]
        for layer in reversed(layers[1:]):
            path.append(layer[path[-1]][1] or "")
        return path[::-1]

    def restore(self, text: str) -> str:
        """`text` (without marks) with the marks of the likeliest syllables; case and all else stay."""
        restored, at = [], 0
        for chain in _chains(text):
            words = [NUMBER if found[0][0].isdigit() else found[0].lower() for found in chain]
            for found, form in zip(chain, self.best(words), strict=True):
                word = found[0]
                capitals = word if form == NUMBER else _cased(form, word)
                restored += [text[at : found.start()], capitals]
                at = found.end()
        return "".join([*restored, text[at:]])


def _cased(form: str, pattern: str) -> str:
    return "".join(a.upper() if b.isupper() else a for a, b in zip(form, pattern, strict=True))


def _chains(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of words and numbers, cut at punctuation and line ends."""
    for line in re.finditer(r"[^\n]+", text):
        chain: list[re.Match[str]] = []
        for token in _TOKEN.finditer(text, line.start(), line.end()):
            if token[0][0].isalnum():
                chain.append(token)
            elif chain:
                yield chain
                chain = []
        if chain:
            yield chain


def count(lines: Iterator[str]) -> Bigrams:
    """Count the syllables and pairs of clean lines; pairs that were seen once are dropped."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for chain in _chains(line):
            words = [NUMBER if found[0][0].isdigit() else found[0].lower() for found in chain]
            single.update(words)
            pairs.update(pairwise(words))
    kept = Counter({pair: number for pair, number in pairs.items() if number >= LEAST})
    return Bigrams.of(single, kept)


def load() -> Bigrams:
    """The counts that were made; raises FileNotFoundError that says how to make them."""
    if not BUILT.is_file():
        raise FileNotFoundError(f"{BUILT} is missing: make it with `python -m benchmarks.bigrams`")
    single, pairs = pickle.loads(BUILT.read_bytes())
    return Bigrams.of(single, pairs)


def main() -> None:
    """Count the news corpus."""
    model = count(repair_corpus.read("news_sample"))
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    BUILT.write_bytes(pickle.dumps((model.single, model.pairs)))
    print(f"{len(model.single)} syllables, {len(model.pairs)} pairs of {model.total} words: {BUILT}")


if __name__ == "__main__":
    main()
