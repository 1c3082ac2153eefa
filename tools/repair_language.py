"""Vocabulary and trigram models (modified Kneser-Ney, pruned, quantised) from the corpora.

    python -m tools.repair_language build/repair/models

Two models: `cased` on word forms as printed (words in capitals that are syllables are lowered), `lower`
on their lower-case forms. Administrative text counts several times.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data import loader
from normalizers import syllables
from normalizers.restore.language import SLOTS, STEP, hashed
from normalizers.restore.words import BREAK, SPECIAL, pieces
from tools import repair_corpus, repair_genre, repair_pages

WEIGHTS = {
    "admin_docs": 4,
    "legal_tvpl_docs": 3,
    "legal_tvpl_qa": 1,
    "legal_phapdien": 1,
    "legal_phapdien_extra": 1,
    "news_sample": 1,
    "wiki_vi2025": 1,
    "plans": 6,
    "genre": 3,
}
CACHE = Path(__file__).resolve().parents[1] / "build" / "repair" / "ids"
Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
S16 = np.uint64(16)


def normal(word: str, known: frozenset[str]) -> str:
    """The form that the cased model counts: capitals that spell a syllable are lowered."""
    if len(word) > 1 and word.isupper() and word.lower() in known:
        return word.lower()
    return word


_PLAN = re.compile(
    r"nông thôn mới|UBND (?:huyện|xã|các xã)|[Tt]iêu chí số|MTQG|OCOP|Ban [Cc]hỉ đạo (?:huyện|xã|xây dựng|các)|"
    r"đạt chuẩn|hộ nghèo|cấp xã|Phòng (?:Nông nghiệp|Tài chính|Lao động|Kinh tế|Nội vụ|Tài nguyên)|tham mưu|"
    r"trên địa bàn (?:huyện|xã)"
)


def lines(name: str) -> Iterator[str]:
    """The paragraphs of a corpus; `plans` are those of all corpora that speak as plans do, `genre` is ours."""
    if name == "plans":
        for corpus in repair_corpus.EVERYTHING:
            yield from (line for line in repair_corpus.read(corpus) if _PLAN.search(line))
    elif name == "genre":
        yield from _genre()
    else:
        yield from repair_corpus.read(name)


def _genre() -> Iterator[str]:
    """Our own lines: sentences of plans, patterns filled at random, units of the gazetteer, criteria, agencies."""
    rng = random.Random(repair_pages.SEED)
    spots = repair_pages.places()
    phrases = Path(__file__).with_name("repair_phrases.txt").read_text(encoding="utf-8").splitlines()
    for _ in range(20):
        yield from (line for line in phrases if not line.startswith("#"))
    yield from (repair_genre.line(rng, spots) for _ in range(15_000))
    for commune, district, province in spots:
        yield f"xã {commune}, huyện {district}, tỉnh {province}"
        yield f"UBND xã {commune}, {commune}"
    for file in sorted((loader.ROOT / "criteria").glob("*-20*.tsv")):
        for row in loader.table(f"criteria/{file.name}"):
            yield from [row["name"]] * 10
    for row in loader.table("agencies.tsv"):
        yield from [row["name"]] * 10


def vocabulary(size: int) -> list[str]:
    """The word forms, the most frequent first after the special ones; written to the cache."""
    target = CACHE / "vocabulary.txt"
    if target.exists():
        return target.read_text(encoding="utf-8").split("\n")
    counts: Counter[str] = Counter()
    for name, weight in WEIGHTS.items():
        own: Counter[str] = Counter()
        for line in lines(name):
            own.update(pieces(line))
        for word, count in own.items():
            counts[word] += count * weight
    known = frozenset(w for w in syllables.syllables() if counts[w] >= 20)
    forms: Counter[str] = Counter()
    for word, count in counts.items():
        forms[normal(word, known)] += count
    special = set(SPECIAL)
    kept = [w for w, c in forms.most_common(size) if c >= 12 and len(w) <= 12 and w not in special]
    missing = [w for w in sorted(known) if w not in set(kept)]
    forms_kept = [*SPECIAL, *kept, *missing]
    CACHE.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(forms_kept), encoding="utf-8")
    np.save(CACHE / "counts.npy", np.array([forms.get(w, 1) for w in forms_kept]))
    (CACHE / "known.txt").write_text("\n".join(sorted(known)), encoding="utf-8")
    return forms_kept


def encode(name: str, forms: list[str]) -> NDArray[np.uint16]:
    """A corpus as word ids, two breaks before each paragraph; cached."""
    target = CACHE / f"{name}.npy"
    if target.exists():
        return np.asarray(np.load(target), np.uint16)
    known = frozenset((CACHE / "known.txt").read_text(encoding="utf-8").split("\n"))
    index = {word: i for i, word in enumerate(forms)}

    class Look(dict[str, int]):
        def __missing__(self, word: str) -> int:
            self[word] = found = index.get(normal(word, known), 0)
            return found

    look, parts, buffer = Look(), [], [BREAK, BREAK]
    for line in lines(name):
        buffer += [look[p] for p in pieces(line)]
        if buffer[-1] != BREAK:
            buffer.append(BREAK)
        buffer.append(BREAK)
        if len(buffer) > 1_000_000:
            parts.append(np.array(buffer, np.uint16))
            buffer = []
    parts.append(np.array(buffer, np.uint16))
    ids = np.concatenate(parts)
    np.save(target, ids)
    return ids


def count(corpora: list[tuple[NDArray[np.uint16], int]]) -> tuple[Keys, NDArray[np.int64]]:
    """Distinct trigrams (three 16-bit ids in one key), sorted, with their weighted counts."""
    keys, counts = [], []
    for ids, weight in corpora:
        wide = ids.astype(np.uint64)
        grams = (wide[:-2] << np.uint64(32)) | (wide[1:-1] << S16) | wide[2:]
        inside = ~((wide[1:-1] == BREAK) & (wide[2:] == BREAK))
        found, number = np.unique(grams[inside], return_counts=True)
        keys.append(found)
        counts.append(number * weight)
    return merge(np.concatenate(keys), np.concatenate(counts))


def merge(keys: Keys, counts: NDArray[np.int64]) -> tuple[Keys, NDArray[np.int64]]:
    """Sum the counts of equal keys."""
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[starts], np.add.reduceat(counts, starts)


def discounts(counts: NDArray[np.int64]) -> Floats:
    """Modified Kneser-Ney discounts of each count, from the counts of counts."""
    n1, n2, n3, n4 = (float(np.sum(counts == k)) or 1.0 for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    d = np.clip([1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3], 0.3, [0.95, 1.6, 2.2])
    return np.asarray(d[np.minimum(counts, 3) - 1])


def interpolate(keys: Keys, counts: NDArray[np.int64], lower: Floats) -> Floats:
    """Probabilities of n-grams, each given the probability of its shorter n-gram."""
    contexts = keys >> S16
    starts = np.flatnonzero(np.concatenate([[True], contexts[1:] != contexts[:-1]]))
    sizes = np.diff(np.append(starts, len(keys)))
    total = np.repeat(np.add.reduceat(counts, starts), sizes).astype(np.float64)
    off = discounts(counts)
    spared = np.repeat(np.add.reduceat(off, starts), sizes)
    return (counts - off) / total + spared / total * lower


def prune(keys: Keys, counts: NDArray[np.int64], probs: Floats, backed: Floats, most: int) -> NDArray[np.bool_]:
    """The n-grams worth keeping: those that lose most likelihood when they back off."""
    loss = counts * np.log(probs / backed)
    if len(keys) <= most:
        return loss > 0
    return np.asarray(loss > max(np.partition(loss, len(keys) - most)[len(keys) - most], 0))


def backoffs(keys: Keys, probs: Floats, lower: Floats) -> tuple[Keys, Floats]:
    """For each context of the kept n-grams the weight of backing off."""
    contexts = keys >> S16
    starts = np.flatnonzero(np.concatenate([[True], contexts[1:] != contexts[:-1]]))
    left = 1 - np.add.reduceat(probs, starts)
    rest = 1 - np.add.reduceat(lower, starts)
    return contexts[starts], np.maximum(left, 1e-4) / np.maximum(rest, 1e-4)


def quantise(values: Floats, offset: float = 0.0) -> NDArray[np.uint8]:
    """Costs in steps of STEP."""
    return np.clip(np.round((-np.log(values) + offset) / STEP), 0, 255).astype(np.uint8)


def pack(keys: Keys, columns: list[NDArray[np.uint8]], worth: Floats, load: float) -> list[NDArray[np.uint8]]:
    """Hash n-grams into buckets; where a bucket overflows, the least worth are dropped."""
    buckets = max(1, int(len(keys) / SLOTS / load))
    bucket, mark = hashed(keys, buckets)
    order = np.lexsort((-worth, bucket))
    bucket = bucket[order]
    starts = np.searchsorted(bucket, np.arange(buckets))
    slot = np.arange(len(keys)) - starts[bucket]
    kept = slot < SLOTS
    place = bucket[kept] * SLOTS + slot[kept]
    marks = np.zeros(buckets * SLOTS, np.uint16)
    marks[place] = mark[order][kept]
    packed: list[NDArray[np.uint8]] = [marks.view(np.uint8)]
    for column in columns:
        cells = np.zeros(buckets * SLOTS, np.uint8)
        cells[place] = column[order][kept]
        packed.append(cells)
    print(f"  packed {len(keys)}, dropped {np.sum(~kept)}, {sum(p.nbytes for p in packed) / 1e6:.1f} MB", flush=True)
    return packed


def build(keys: Keys, counts: NDArray[np.int64], size: int, most: tuple[int, int]) -> dict[str, NDArray[np.uint8]]:
    """One model's arrays from its trigram counts; `most` bounds the bigrams and trigrams kept."""
    low32 = np.uint64(0xFFFFFFFF)
    pairs, pair_counts = merge(keys & low32, np.ones(len(keys), np.int64))
    words, word_counts = merge(pairs & np.uint64(0xFFFF), np.ones(len(pairs), np.int64))
    uni = np.full(size, 0.3)
    uni[words.astype(np.int64)] = word_counts
    uni /= uni.sum()
    lower = uni[(pairs & np.uint64(0xFFFF)).astype(np.int64)]
    pair_probs = interpolate(pairs, pair_counts, lower)
    where = np.searchsorted(pairs, keys & low32)
    probs = interpolate(keys, counts, pair_probs[where])
    print(f"  {len(words)} words, {len(pairs)} bigrams, {len(keys)} trigrams", flush=True)

    real_pairs, real_counts = merge(keys & low32, counts)
    pair_bow = _row_backoff(pairs, pair_probs, lower)
    keep2 = prune(pairs, real_counts, pair_probs, np.maximum(lower * pair_bow, 1e-12), most[0])
    assert np.array_equal(real_pairs, pairs)
    contexts, weights = backoffs(pairs[keep2], pair_probs[keep2], lower[keep2])
    uni_backoff = np.ones(size)
    uni_backoff[contexts.astype(np.int64)] = weights
    shorter = np.where(keep2, pair_probs, lower * uni_backoff[(pairs >> S16).astype(np.int64)])
    tri_bow = _row_backoff(keys, probs, shorter[where])
    keep3 = prune(keys, counts, probs, np.maximum(shorter[where] * tri_bow, 1e-12), most[1])
    contexts, weights = backoffs(keys[keep3], probs[keep3], shorter[where][keep3])
    at = np.searchsorted(contexts, pairs[keep2])
    at = np.minimum(at, len(contexts) - 1)
    bow2 = np.where(contexts[at] == pairs[keep2], weights[at], 1.0)
    bi = pack(pairs[keep2], [quantise(pair_probs[keep2]), quantise(bow2, 6)], real_counts[keep2].astype(float), 0.8)
    tri = pack(keys[keep3], [quantise(probs[keep3])], counts[keep3].astype(float), 0.8)
    return {
        "uni.cost": quantise(uni),
        "uni.backoff": quantise(uni_backoff, 6),
        "bi.marks": bi[0],
        "bi.cost": bi[1],
        "bi.backoff": bi[2],
        "tri.marks": tri[0],
        "tri.cost": tri[1],
    }


def _row_backoff(keys: Keys, probs: Floats, lower: Floats) -> Floats:
    """The backoff weight of each n-gram's context as if nothing were pruned."""
    contexts, weights = backoffs(keys, probs, lower)
    return np.asarray(weights[np.searchsorted(contexts, keys >> S16)])


def main() -> None:
    """Count, estimate, prune, pack and write both models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    parser.add_argument("--words", type=int, default=40000)
    parser.add_argument("--cased", type=int, nargs=2, default=[1_100_000, 3_600_000])
    parser.add_argument("--lower", type=int, nargs=2, default=[1_100_000, 3_600_000])
    args = parser.parse_args()
    start = time.time()
    forms = vocabulary(args.words)
    print(len(forms), "forms", round(time.time() - start), "s", flush=True)
    corpora = [(encode(name, forms), weight) for name, weight in WEIGHTS.items()]
    print(sum(len(ids) for ids, _ in corpora), "words", round(time.time() - start), "s", flush=True)
    lows = list(dict.fromkeys(form.lower() for form in forms))
    low_index = {form: i for i, form in enumerate(lows)}
    to_low = np.array([low_index[form.lower()] for form in forms], np.uint16)
    args.target.mkdir(parents=True, exist_ok=True)
    (args.target / "repair_words.txt").write_text("\n".join(forms) + "\n", encoding="utf-8")
    for name, size, most in (("cased", len(forms), args.cased), ("lower", len(lows), args.lower)):
        texts = corpora if name == "cased" else [(to_low[ids], weight) for ids, weight in corpora]
        keys, counts = count(texts)
        arrays = build(keys, counts, size, (most[0], most[1]))
        del keys, counts
        for part, wanted in (("words", ("uni.", "bi.")), ("trigrams", ("tri.",))):
            file = args.target / f"repair_{name}_{part}.npz"
            np.savez(file, **{key: array for key, array in arrays.items() if key.startswith(wanted)})  # type: ignore[arg-type]
            print(file.name, round(time.time() - start), "s", f"{file.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
