"""Typists' ways and mistakes: abbreviations, missing commas, tone marks on the wrong letter, lost full stops.

They are printed so and stay in the true text. Words that a scored value holds (agencies, places, times) are
changed only where the value changes with them.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tools.plans.model import Fact, Paragraph, Plan, Sentence, Style

EVERYWHERE = (
    ("chủ trì, phối hợp", "chủ trì phối hợp"),
    ("Quý ", "Qúy "),
    ("quý ", "qúy "),
    ("hoàn thành", "hòan thành"),
    ("nông thôn mới", "NTM"),
    ("nông thôn mới", "Nông thôn mới"),
    ("NN&PTNT", "NN & PTNT"),
    ("Ủy ban MTTQ Việt Nam", "UBMTTQ Việt Nam"),
    ("bảo hiểm y tế", "BHYT"),
    ("triệu đồng/người/năm", "triệu đồng/ người/ năm"),
    ("hợp tác xã", "HTX"),
    (" - ", "-"),
)
_SLIPS = (("phối", "phôi"), ("hiện", "hiên"), ("tổng", "tông"), ("đảm", "đãm"), ("nghiệp", "ngiệp"), ("trường", "truờng"),
          ("xử lý", "sử lý"), ("chỉnh", "chĩnh"), ("duy trì", "duy chì"), ("khuyến", "khuyên"), ("thường", "thuờng"))  # fmt: skip
_BODY = (Style.BODY, Style.BULLET, Style.ROW, Style.HEADING)
_KEPT = (
    "unit",
    "value",
    "criteria_set",
    "criterion_name",
    "comparator",
    "basis",
    "cited_issuer",
    "cited_number",
    "area",
    "named_units",
)
SHARE_OF_SLIPS = 0.04


def with_errors(plan: Plan, rng: Random) -> Plan:
    """The plan as a less careful typist prints it: up to four habits everywhere, slips here and there."""
    habits = rng.sample(EVERYWHERE, rng.randint(0, 4))
    paragraphs = tuple(_typed(paragraph, habits, rng) for paragraph in plan.paragraphs)
    return replace(plan, paragraphs=paragraphs)


def _typed(paragraph: Paragraph, habits: list[tuple[str, str]], rng: Random) -> Paragraph:
    if paragraph.style not in _BODY or any(fact.table == "citations" for s in paragraph.sentences for fact in s.facts):
        return paragraph
    sentences = paragraph.sentences
    cells = paragraph.cells
    for old, new in habits:
        sentences = tuple(_changed(sentence, old, new) for sentence in sentences)
        cells = tuple(cell.replace(old, new) for cell in cells)
    if paragraph.style is Style.ROW:
        words = " ".join(cell for cell in cells if cell)
        sentences = tuple(Sentence(words, sentence.facts) for sentence in sentences)
    else:
        last = len(sentences) - 1
        sentences = tuple(_slipped(sentence, rng, index == last) for index, sentence in enumerate(sentences))
    return replace(paragraph, sentences=sentences, cells=cells)


def _changed(sentence: Sentence, old: str, new: str) -> Sentence:
    facts = tuple(
        Fact(
            fact.table,
            {name: value if name in _KEPT else value.replace(old, new) for name, value in fact.values.items()},
            fact.quote.replace(old, new),
        )
        for fact in sentence.facts
    )
    return Sentence(sentence.text.replace(old, new), facts)


def _slipped(sentence: Sentence, rng: Random, last: bool) -> Sentence:
    """Now and then a misspelt word or a lost or loose full stop."""
    text = sentence.text
    if last and rng.random() < SHARE_OF_SLIPS and text.endswith("."):
        text = text[:-1] if rng.random() < 0.6 and not text.endswith("./.") else text[:-1] + " ."
    for right, wrong in _SLIPS:
        if right in text and rng.random() < SHARE_OF_SLIPS and not _scored(sentence, right):
            text = text.replace(right, wrong, 1)
    return Sentence(text, sentence.facts)


def _scored(sentence: Sentence, word: str) -> bool:
    names = ("agency", "lead_agency", "coordinating_agencies", "unit", "named_units", "due_text")
    return any(word in fact.values.get(name, "") for fact in sentence.facts for name in names)
