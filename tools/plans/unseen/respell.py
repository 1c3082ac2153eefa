"""Spellings that offices differ in, applied to a whole plan: the words and the rows that hold them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tools.plans.model import Fact, Paragraph, Plan, Sentence, Style

_HABITS = (("bảo đảm", "đảm bảo"), ("Bảo đảm", "Đảm bảo"), ("quy hoạch", "qui hoạch"), ("kỹ thuật", "kĩ thuật"),
           ("; thời gian", ", thời gian"), ("hoàn thành trước", "hoàn thành xong trước"))  # fmt: skip
_SLIPS = (("phân công", "phân cộng"), (" (", "( "), ("chịu trách nhiệm", "chịu trách nhiện"), ("báo cáo", "Báo cáo"),
          ("triển khai", "triên khai"), ("; ", " ; "), ("thực hiện", "thưc hiện"), ("rà soát", "rà soat"))  # fmt: skip
_SHARE = 0.04
_LEFT = frozenset({Style.HEAD_LEFT, Style.HEAD_RIGHT, Style.TITLE, Style.SIGNATURE, Style.RECIPIENTS, Style.ROW})
_SCORED = ("unit", "named_units", "cited_issuer", "cited_number", "area", "criterion_name", "agency", "lead_agency")


def respelt(plan: Plan, rng: Random) -> Plan:
    """The plan with up to three of its typist's habits and now and then a slip; citations stay as they are."""
    habits = rng.sample(_HABITS, rng.randint(0, 3))
    return replace(plan, paragraphs=tuple(_paragraph(paragraph, habits, rng) for paragraph in plan.paragraphs))


def _paragraph(paragraph: Paragraph, habits: list[tuple[str, str]], rng: Random) -> Paragraph:
    if paragraph.style in _LEFT or any(fact.quote for s in paragraph.sentences for fact in s.facts):
        return paragraph
    sentences = paragraph.sentences
    for old, new in [*habits, *(pair for pair in _SLIPS if rng.random() < _SHARE)]:
        sentences = tuple(_sentence(sentence, old, new) for sentence in sentences)
    return replace(paragraph, sentences=sentences)


def _sentence(sentence: Sentence, old: str, new: str) -> Sentence:
    if any(old in fact.values.get(name, "") for fact in sentence.facts for name in _SCORED):
        return sentence
    facts = tuple(
        Fact(fact.table, {name: value.replace(old, new) for name, value in fact.values.items()}, fact.quote)
        for fact in sentence.facts
    )
    return Sentence(sentence.text.replace(old, new), facts)
