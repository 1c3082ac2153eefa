"""Every code of issues.csv that the code emits is listed with its meaning, and none is listed in vain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import loader
from pipeline import errors
from pipeline.errors import KehoachError, OutcomeClass
from pipeline.version import ROOT

ROOMS = ("pipeline", "normalizers", "extractors", "flows")
LISTED = {row["code"]: row for row in loader.table("issue_codes.tsv")}


def emitted(path: Path) -> Iterator[str]:
    """The codes of a module's issues: `Issue(code, …)`, `….issue(code, …)`, `issue=(code, …)`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {target.id: node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)
             for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("Issue", "issue"):
                yield from constants(node.args[0], names)
        if isinstance(node, ast.keyword) and node.arg == "issue" and isinstance(node.value, ast.Tuple):
            yield from constants(node.value.elts[0], names)


def constants(node: ast.expr, names: dict[str, ast.expr]) -> Iterator[str]:
    """The texts that an expression can be, as far as this module tells."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from (*constants(node.body, names), *constants(node.orelse, names))
    elif isinstance(node, ast.Name) and node.id in names:
        yield from constants(names[node.id], {})


def kinds() -> list[type[KehoachError]]:
    """All exceptions of the failure vocabulary."""
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, KehoachError)]


def test_what_is_emitted_is_listed_and_what_is_listed_is_emitted() -> None:
    found = {code for room in ROOMS for path in (ROOT / room).rglob("*.py") for code in emitted(path)}
    assert found | {kind.code for kind in kinds()} == set(LISTED)


def test_an_unlisted_code_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'CODE = "a"\nIssue(CODE, 1)\nself.issue("b", 2)\nreplace(x, issue=("c", 3))\nIssue("d" if x else "e", 4)\n'
    )
    assert set(emitted(module)) == set("abcde")


def test_each_code_is_caused_by_a_test() -> None:
    """As far as can be told from here: a test names it, or the constant that stands for it."""
    named: set[str] = set()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named |= {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert set(LISTED) - {word for text in named for word in re.findall("[a-z_]+", text)} == set()


@pytest.mark.parametrize("code", LISTED)
def test_codes_have_one_style_and_a_meaning_in_both_languages(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
    assert LISTED[code]["en"]
    assert LISTED[code]["vi"]
    assert LISTED[code]["en"] != LISTED[code]["vi"]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_each_failure_has_its_class_and_a_remedy(kind: type[KehoachError]) -> None:
    assert LISTED[kind.code]["outcome"] == kind.outcome
    assert kind.remedy.endswith(".")
    assert kind.outcome not in (OutcomeClass.OK, OutcomeClass.PARTIAL)
    assert not (kind.passing and kind.outcome is not OutcomeClass.FAILED)


def test_only_lost_pages_make_a_document_partial() -> None:
    assert [code for code, row in LISTED.items() if row["outcome"] == OutcomeClass.PARTIAL] == ["page_failed"]
