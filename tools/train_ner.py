"""Train the tagger of agencies, places, persons and tasks, measure it, and write data/models/ner.

    python -m tools.train_ner --corpora CORPORA [--out data/models/ner] [--plans 40] [--epochs 8]

Everything is drawn with one fixed seed; the same libraries give the same model. Prints precision, recall and F1 by
label on plans of the same families from other seeds and on silver sentences that training did not see.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import spacy
from spacy.training import Example
from thinc.api import fix_random_seed

from normalizers.triage import Damage
from tools.ner_examples import Labelled, damaged, generated, pools, sentences, silver, varied

SEED = 20260
LABELS = ("AGENCY", "PLACE", "PERSON", "TASK")
CORPORA = {  # lines that are looked at
    "admin_docs": 3000,
    "legal_tvpl_docs": 3000,
    "legal_phapdien": 9000,
    "legal_tvpl_qa": 4000,
    "news_sample": 9000,
}
_TAGGER = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 96,
            "depth": 4,
            "embed_size": 2000,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
        },
    }
}


def examples(corpora: Path, plans: int, most_silver: int, first: int = 0) -> list[Labelled]:
    """Generated lines (as they are, varied, damaged and repaired) and silver sentences, shuffled."""
    rng = Random(SEED + first)
    texts = list(_real(corpora, rng))
    held = len(texts) * 9 // 10
    texts = texts[:held] if first == 0 else texts[held:]
    known = pools(texts)
    plain = list(generated(first, plans, rng))
    rng.shuffle(plain)
    spanned = [each for each in plain if each[1]]
    more = [varied(each, known, rng) for each in spanned]
    spoilt = [*damaged(spanned[:600], Damage.STRIPPED, rng), *damaged(spanned[600:1200], Damage.MANGLED, rng)]
    real = [found for text in texts if (found := silver(text)) is not None][:most_silver]
    print(f"{len(plain)} generated, {len(more)} varied, {len(spoilt)} damaged, {len(real)} silver", flush=True)
    mixed = [*plain, *more, *spoilt, *real]
    rng.shuffle(mixed)
    return mixed


def _real(corpora: Path, rng: Random) -> Iterator[str]:
    for name, most in CORPORA.items():
        yield from sentences(corpora, name, rng, most)


def aligned(nlp: Any, labelled: Iterable[Labelled]) -> Iterator[Example]:
    """spaCy examples; spans that cut a token are left out with their line."""
    for text, spans in labelled:
        doc = nlp.make_doc(text)
        found = [doc.char_span(start, end, label=label) for start, end, label in spans]
        if all(found):
            reference = doc.copy()
            reference.ents = tuple(found)
            yield Example(doc, reference)


def train(labelled: Sequence[Labelled], epochs: int) -> Any:
    """A tagger trained on the lines, with averaged weights."""
    fix_random_seed(SEED)
    rng = Random(SEED)
    nlp = spacy.blank("xx")
    tagger: Any = nlp.add_pipe("ner", config=_TAGGER)
    for label in LABELS:
        tagger.add_label(label)
    batch = list(aligned(nlp, labelled))
    optimizer = nlp.initialize(lambda: batch[:500])
    optimizer.learn_rate = 0.002
    for epoch in range(epochs):
        rng.shuffle(batch)
        losses: dict[str, float] = {}
        if epoch == epochs - 2:
            optimizer.learn_rate = 0.0006
        for at in range(0, len(batch), 64):
            nlp.update(batch[at : at + 64], drop=0.2, sgd=optimizer, losses=losses)
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)
    return nlp


def report(nlp: Any, labelled: Sequence[Labelled]) -> str:
    """A Markdown table of precision, recall and F1 by label."""
    scores = nlp.evaluate(list(aligned(nlp, labelled)))["ents_per_type"]
    lines = ["| label | precision | recall | F1 |", "| --- | --- | --- | --- |"]
    for label in LABELS:
        each = scores.get(label) or {"p": 0.0, "r": 0.0, "f": 0.0}
        lines.append(f"| {label} | {each['p']:.3f} | {each['r']:.3f} | {each['f']:.3f} |")
    return "\n".join(lines)


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("data/models/ner"))
    parser.add_argument("--plans", type=int, default=40, help="generated plans of each family")
    parser.add_argument("--silver", type=int, default=4000, help="silver sentences at the most")
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()
    nlp = train(examples(args.corpora, args.plans, args.silver), args.epochs)
    print(report(nlp, examples(args.corpora, 3, 400, first=100_000)))
    nlp.to_disk(args.out, exclude=["vocab"])


if __name__ == "__main__":
    main()
