"""Generated plans of all families: true to the contract, reproducible, seen and unseen kept apart."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.keys import fold
from pipeline.schema import TABLES, clean
from tests.tools.test_samples import typed
from tools import make_plans
from tools.plans import gold, mangle, spans
from tools.plans.generate import FAMILIES, generate
from tools.plans.layout import PAGE_WIDTH, pages, printed_text, width
from tools.plans.model import Style
from tools.plans.places import districts, provinces

FAMILY = st.sampled_from(sorted(FAMILIES))
SEED = st.integers(0, 100_000)


@settings(max_examples=40)
@given(FAMILY, SEED, st.booleans())
def test_rows_satisfy_the_schema_and_lie_in_the_text(family: str, seed: int, errors: bool) -> None:
    plan = generate(family, seed, errors)
    flowed = plan.text.split("\n")
    for table, rows in gold.tables(plan).items():
        for row in rows:
            own = {key: cell for key, cell in row.items() if key not in {"line_start", "line_end"}}
            _, problems = clean(TABLES[table], {column: typed(table, column, cell) for column, cell in own.items()})
            assert not problems, (row, problems)
            if table != "documents":
                assert any(row["quote"] in line for line in flowed)
                assert int(row["line_start"]) <= int(row["line_end"])
            if row.get("due_end"):
                assert row["due_end"] >= plan.document["issued_on"]


@settings(max_examples=15)
@given(FAMILY, SEED)
def test_same_seed_same_plan(family: str, seed: int) -> None:
    assert generate(family, seed) == generate(family, seed)
    assert generate(family, seed).text != generate(family, seed + 1).text


@settings(max_examples=15)
@given(FAMILY, SEED)
def test_printed_words_are_the_flowed_ones_and_fit_the_page(family: str, seed: int) -> None:
    plan = generate(family, seed, errors=True)
    laid = pages(plan)
    numbers = [line.text for page in laid for line in page.lines if line.paragraph == -1]
    printed = printed_text(plan, laid).split()
    for number in numbers:
        printed.remove(number)
    assert sorted(printed) == sorted(plan.text.split())
    for page in laid:
        for line in page.lines:
            last = line.words[-1]
            assert line.words[0].x > 0
            assert last.x + last.width < PAGE_WIDTH


@pytest.mark.parametrize("unseen", [False, True])
def test_six_families_of_all_levels_and_several_subjects_on_each_side(unseen: bool) -> None:
    names = [family.name for family in FAMILIES.values() if family.unseen == unseen]
    documents = {name: [generate(name, seed).document for seed in range(4)] for name in names}
    assert len(names) >= 6
    assert {each["level"] for some in documents.values() for each in some} == {"xã", "huyện", "tỉnh"}
    rural = {name for name, some in documents.items() if any("nông thôn mới" in each["title"] for each in some)}
    assert rural
    assert len(set(names) - rural) >= 2


def test_a_total_is_spread_evenly() -> None:
    names = [family.name for family in FAMILIES.values() if family.unseen]
    counts = Counter(name.rpartition("-")[0] for name, _ in make_plans.spread(names, 0, 2 * len(names) + 1))
    assert sum(counts.values()) == 2 * len(names) + 1
    assert set(counts) == set(names)
    assert max(counts.values()) - min(counts.values()) == 1


def test_seen_and_unseen_places_are_disjoint() -> None:
    names = {split: {place.province for place in districts(split)} for split in ("seen", "unseen")}
    wide = {split: {province.name for province in provinces(split)} for split in ("seen", "unseen")}
    assert not (names["seen"] | wide["seen"]) & (names["unseen"] | wide["unseen"])


def test_head_comes_before_title_and_signer_last() -> None:
    plan = generate("huyen_cds", 3)
    styles = [paragraph.style for paragraph in plan.paragraphs]
    assert styles[0] is Style.HEAD_LEFT
    assert styles.index(Style.TITLE) > styles.index(Style.HEAD_RIGHT)
    signer = next(p for p in reversed(plan.paragraphs) if p.style is Style.SIGNATURE)
    assert signer.text == plan.document["signer"]


def test_typists_change_the_text_but_not_the_count_of_rows() -> None:
    changed = 0
    for seed in range(12):
        neat, typed_in = (generate("xa_ntm", seed, errors) for errors in (False, True))
        changed += neat.text != typed_in.text
        counts = [{table: len(rows) for table, rows in gold.tables(plan).items()} for plan in (neat, typed_in)]
        assert counts[0] == counts[1]
    assert changed > 8


def test_widths_know_vietnamese() -> None:
    assert width("Ế", 1000) == width("E", 1000)
    assert width("Nghị quyết", 14, "b") > width("Nghị quyết", 14)


def test_mangling_spares_lines_and_is_reproducible() -> None:
    text = printed_text(plan := generate("xa_ntm", 1), pages(plan))
    mangled = mangle.mangle(text, Random(5))
    assert mangled == mangle.mangle(text, Random(5))
    assert mangled.count("\n") == text.count("\n")
    assert "nông thôn mới" not in mangled
    digits = [char for char in text if char.isdigit()]
    assert sum(char.isdigit() for char in mangled) > 0.9 * len(digits)


@given(st.text(alphabet="aáàảãạăắâấđĐéếíóốớúứýỵABCXYZ 0123456789-/"))
def test_stripping_agrees_with_the_matching_keys(text: str) -> None:
    assert fold(mangle.strip_marks(text)) == fold(text)
    assert len(mangle.strip_marks(text)) == len(text)


@pytest.mark.parametrize("form", sorted(make_plans.FORMS))
def test_a_folder_of_plans(form: str, tmp_path: Path) -> None:
    unseen = [family.name for family in FAMILIES.values() if family.unseen]
    assert make_plans.write(tmp_path, make_plans.plans(unseen, 0, 1), form) == len(unseen)
    for family in unseen:
        assert (tmp_path / "plans" / f"{family}-0.txt").stat().st_size > 1500
        assert (tmp_path / "gold" / f"{family}-0" / "deadlines.csv").is_file()


@settings(max_examples=15)
@given(FAMILY, SEED)
def test_labels_lie_apart_and_name_what_the_rows_name(family: str, seed: int) -> None:
    plan = generate(family, seed)
    lines = list(spans.labelled(plan))
    assert "".join(f"{text}\n" for text, _ in lines) == plan.text
    for text, found in lines:
        for (_, end, _), (start, _, _) in pairwise(found):
            assert end <= start
        assert all(text[start:end].strip() for start, end, _ in found)
    labels = {label for _, found in lines for _, _, label in found}
    assert {"AGENCY", "PERSON", "TASK"} <= labels


def test_a_folder_of_pdfs_reads_back(tmp_path: Path) -> None:
    make_plans.write(tmp_path, make_plans.plans(["xa_ra_quan"], 0, 1, errors=False), "pdf")
    with pdfplumber.open(tmp_path / "plans" / "xa_ra_quan-0.pdf") as document:
        read = (document.pages[0].extract_text() or "").split()
    assert sorted(read) == sorted(generate("xa_ra_quan", 0).text.split())
