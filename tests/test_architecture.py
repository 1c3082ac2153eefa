"""Who may import whom, and how large a module may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.version import ROOT

ROOMS = ("pipeline", "normalizers", "extractors", "flows", "data", "tools", "benchmarks", "tests")
LONGEST = 400

ALLOWED = {
    "normalizers": {"normalizers", "data", "pipeline.model"},
    "extractors": {"extractors", "normalizers", "data", "pipeline.model"},
    "data": {"data"},
}


def modules(room: str) -> list[Path]:
    return sorted(path for path in (ROOT / room).rglob("*.py") if "__pycache__" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports; `from pipeline import model` counts as `pipeline.model`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                [f"{node.module}.{name.name}" for name in node.names] if node.module in ROOMS else [node.module]
            )


def test_only_flows_import_prefect() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        if room != "flows"
        for path in modules(room)
        if not path.is_relative_to(ROOT / "tests" / "flows")
        if any(name.split(".")[0] in ("prefect", "prefect_dask", "distributed") for name in imports(path))
    ]
    assert offenders == []


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    offenders = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in ROOMS
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED[room])
    ]
    assert offenders == []


@pytest.mark.parametrize("room", ["pipeline", "normalizers", "extractors", "flows", "data"])
def test_what_is_shipped_imports_no_tests_and_no_tools(room: str) -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in modules(room)
        if any(name.split(".")[0] in ("tests", "tools", "benchmarks") for name in imports(path))
    ]
    assert offenders == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for room in ROOMS
        for path in modules(room)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_a_flow_body_is_at_most_30_lines() -> None:
    for path in modules("flows"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("flow" in ast.unparse(mark) for mark in node.decorator_list):
                assert node.body[-1].end_lineno is not None
                assert node.body[-1].end_lineno - node.body[0].lineno < 30, f"{path.name}: {node.name}"


def test_every_knowledge_file_names_its_source() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "data").rglob("*.tsv")
        if not {"samples", "gold", "models"} & set(path.parts) and not path.read_text(encoding="utf-8").startswith("#")
    ]
    assert silent == []
