"""The trained tagger: AGENCY, PLACE, PERSON and TASK in sentences (data/models/ner, its card beside it).

It knows words by their letters and their neighbours, so it finds names and tasks that no lexicon holds. It is loaded
on first use and reads many sentences at once; the model is made by `tools.train_ner`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from data import loader
from extractors.entities import AGENCY, PERSON, PLACE, Entity

TASK = "TASK"
LABELS = (AGENCY, PLACE, PERSON, TASK)
_MODEL = "models/ner/meta.json"
_SURE = {AGENCY: 0.7, PLACE: 0.7, PERSON: 0.7, TASK: 0.6}


def tag(sentences: Sequence[str]) -> list[tuple[Entity, ...]]:
    """The names and tasks of each sentence, in order and apart; offsets count characters of the sentence.

    Raises FileNotFoundError where the model is missing.
    """
    if not sentences:
        return []
    return [
        tuple(Entity(found.label_, found.start_char, found.end_char, _SURE[found.label_]) for found in doc.ents)
        for doc in load_tagger().pipe(sentences, batch_size=64)
    ]


@cache
def load_tagger() -> Any:
    """The trained model, loaded once; raises FileNotFoundError where it is missing."""
    import spacy  # noqa: PLC0415 - a second of import time that documents without blind spots need not pay

    return spacy.load(loader.path(_MODEL).parent)
