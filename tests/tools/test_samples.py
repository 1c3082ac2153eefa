"""The sample plans are what their generator makes, and their gold agrees with their text and the contract."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from data import loader
from pipeline.model import Value
from pipeline.schema import TABLES, clean
from tools.make_samples import DATA, FORMS, SAMPLES, Sample
from tools.plans import gold
from tools.plans.generate import generate
from tools.plans.layout import pages, printed_text

MANIFEST = [
    line.split("\t")
    for line in (DATA / "samples" / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith(("#", "file\t"))
]


def rows(sample: str, table: str) -> list[dict[str, str]]:
    with (DATA / "gold" / sample / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_gold_regenerates_identically(sample: Sample, tmp_path: Path) -> None:
    gold.write(tmp_path, generate(sample.family, sample.seed), source=sample.name)
    for path in sorted((DATA / "gold" / sample.name).iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_quotes_stand_in_the_flowed_text_and_on_their_lines(sample: Sample) -> None:
    text = generate(sample.family, sample.seed).text
    lines = (DATA / "gold" / sample.name / "truth.txt").read_text(encoding="utf-8").split("\n")
    for table in gold.COLUMNS:
        for row in rows(sample.name, table) if table != "documents" else []:
            assert any(row["quote"] in paragraph for paragraph in text.split("\n")), row["quote"]
            printed = " ".join(lines[int(row["line_start"]) - 1 : int(row["line_end"])])
            words = row["quote"].split()
            assert words[0] in printed
            assert words[-1] in printed


def typed(name: str, column: str, text: str) -> Value:
    found = TABLES[name].column(column)
    assert found is not None, f"{name}.{column}"
    if not text:
        return None
    convert: dict[str, Callable[[str], Value]] = {
        "integer": int,
        "number": float,
        "date": date.fromisoformat,
        "boolean": lambda cell: cell == "true",
    }
    return convert.get(found.type, str)(text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_gold_satisfies_the_schema(sample: Sample) -> None:
    for table in gold.COLUMNS:
        for row in rows(sample.name, table):
            own = {key: cell for key, cell in row.items() if key not in {"line_start", "line_end"}}
            values = {column: typed(table, column, cell) for column, cell in own.items()}
            _, problems = clean(TABLES[table], values)
            assert not problems, (table, row, problems)


def named_units(sample: str) -> Iterator[str]:
    for row in rows(sample, "progress") + rows(sample, "criterion_statuses"):
        yield row["unit"]
    for row in rows(sample, "targets"):
        yield from filter(None, row["named_units"].split(";"))
        yield row["area"].partition(" ")[2]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_places_are_real(sample: Sample) -> None:
    known = {
        row["name"]
        for level in ("communes", "districts", "provinces")
        for row in loader.table(f"gazetteer/{level}.tsv")
    }
    assert set(named_units(sample.name)) <= known


def test_every_form_is_shipped() -> None:
    assert {form for *_, form in MANIFEST} == set(FORMS)
    files = [DATA / "samples" / line[0] for line in MANIFEST]
    assert all(path.is_file() for path in files)
    assert sum(path.stat().st_size for path in files) < 6_000_000


def test_clean_pdf_reads_as_its_truth() -> None:
    plan = generate("huyen_cds", 1)
    truth = printed_text(plan, pages(plan)).split("\f")[0].split()
    with pdfplumber.open(DATA / "samples" / "huyen-chuyen-doi-so-2023.pdf") as pdf:
        read = (pdf.pages[0].extract_text() or "").split()
    assert sorted(read) == sorted(truth)


def test_scans_have_no_text_and_bad_layers_a_wrong_one() -> None:
    with pdfplumber.open(DATA / "samples" / "xa-ntm-2024.scan.pdf") as pdf:
        assert not pdf.pages[0].extract_text()
    with pdfplumber.open(DATA / "samples" / "tinh-ntm-2022.badlayer.pdf") as pdf:
        layer = pdf.pages[0].extract_text() or ""
    assert len(layer) > 800
    assert "nông thôn mới" not in layer


def test_fax_has_all_pages() -> None:
    with Image.open(DATA / "samples" / "tinh-ocop-2022.fax.tif") as image:
        assert getattr(image, "n_frames", 1) == len(pages(generate("tinh_ocop", 4)))
