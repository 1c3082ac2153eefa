"""How plans of all years and levels say what is met: one example a line in criteria_phrases.tsv."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors import criteria, progress
from extractors.context import Context
from extractors.outline import Outline
from normalizers.criteria_sets import criteria_set
from pipeline.model import Finding
from tests.extractors.texts import COMMUNE, DISTRICT, order

HERE = Path(__file__).parent
PLANS = {
    "xa13": replace(COMMUNE, issued_on=date(2013, 3, 15), period_start=date(2013, 1, 1), period_end=date(2013, 12, 31)),
    "xa18": replace(COMMUNE, issued_on=date(2018, 3, 15), period_start=date(2018, 1, 1), period_end=date(2018, 12, 31)),
    "xa23": COMMUNE,
    "nc23": COMMUNE,
    "xa26": replace(COMMUNE, issued_on=date(2026, 4, 10), period_start=date(2026, 1, 1), period_end=date(2026, 12, 31)),
    "huyen19": DISTRICT,
    "huyen23": replace(DISTRICT, issued_on=date(2023, 3, 5), period_start=date(2023, 1, 1),
                       period_end=date(2023, 12, 31)),
}  # fmt: skip
TITLE = "KẾ HOẠCH\nXây dựng xã nông thôn mới nâng cao năm 2023\n"


def _examples() -> list[tuple[str, str, str]]:
    lines = [
        line
        for line in (HERE / "criteria_phrases.tsv").read_text(encoding="utf-8").split("\n")
        if line and line[0] != "#"
    ]
    return [
        (row["plan"], row["text"], row["expected"] or "")
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def _outline(plan: str, text: str) -> Outline:
    heads = "" if text.startswith("I. ") else "I. KẾT QUẢ THỰC HIỆN\n"
    return order((TITLE if plan == "nc23" else "") + heads + text.replace("⏎", "\n"))


def _expected(words: str) -> tuple[dict[tuple[str, str], dict[str, str]], list[str]]:
    """(unit, set) -> criterion or indicator -> sign; and the counts as `unit met/total recognition`."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    counts = []
    for part in words.split(" & ") if words else []:
        unit, code, signs, count = part.split("|")
        stated: dict[str, str] = {}
        others = ""
        for sign in signs.split():
            if sign[-1] == "*":
                others = sign[:-1]
                continue
            mark = sign.rstrip("0123456789.,")
            stated |= dict.fromkeys(sign[len(mark) :].split(","), mark)
        if others:
            stated |= {str(n): others for n in criteria_set(code).names if str(n) not in stated}
        if stated:
            rows[unit, code] = stated
        if count:
            counts.append(f"{unit} {count}")
    return rows, sorted(counts)


def _found(at: Outline, context: Context) -> tuple[dict[tuple[str, str], dict[str, str]], list[str]]:
    rows: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for each in criteria.find(at, context):
        if isinstance(each, Finding):
            value = each.values
            sign = ("~" if value["derivation"] == "implied" else "") + ("+" if value["status"] == "met" else "-")
            of = rows[str(value["unit"]), str(value["criteria_set"])]
            of[str(value["indicator"] or value["criterion"])] = sign
    counts = []
    for each in progress.find(at, context):
        if isinstance(each, Finding):
            met, total = each.values.get("met"), each.values.get("total")
            count = "" if met is None else f"{met}/{total or ''}"
            counts.append(" ".join(filter(None, (str(each.values["unit"]), count, str(each.values["recognition"])))))
    return dict(rows), sorted(counts)


@pytest.mark.parametrize(("plan", "text", "expected"), _examples())
def test_phrases(plan: str, text: str, expected: str) -> None:
    assert _found(_outline(plan, text), PLANS[plan]) == _expected(expected)
