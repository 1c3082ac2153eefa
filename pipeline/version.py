"""The version of the code that makes a result: a hash over everything that its content depends on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_ROOMS = ("pipeline", "normalizers", "extractors", "data")
_NEUTRAL = frozenset(
    {f"data/{name}.tsv" for name in ("cautions", "issue_codes", "report_labels", "scan_goals", "settings", "tables")}
) | frozenset(
    f"pipeline/{name}.py"
    for name in (
        *(
            "alto",
            "arrow_columns",
            "cli",
            "datapackage",
            "evaluate_all",
            "evaluate_repair",
            "evaluate_scans",
            "evaluate_tables",
            "explain",
            "export_files",
        ),
        *("ahead", "interruption", "orchestration"),
        *("exports", "files", "glyphless", "inputs", "inventory", "near_duplicates", "overview", "pieces", "plan"),
        *(
            "pool",
            "printed_words",
            "progress",
            "repair_cases",
            "run",
            "scan_ablation",
            "scan_cases",
            "scan_readers",
            "scoring",
        ),
        *(
            "scoring_text",
            "searchable",
            "service",
            "settling",
            "sources",
            "splice",
            "status_report",
            "summary",
            "tables",
            "tally",
            "usage",
        ),
        *("forking", "watch", "window", "worker_process", "worker_template"),
    )
)
_NEUTRAL_PACKAGES = tuple(f"pipeline/{name}/" for name in ("commands", "dictionary", "query", "report", "review"))
"""What orders, shows, describes or compiles results but doesn't change one."""


def matters(name: str) -> bool:
    """Whether the file `name` (relative to the project, with `/`) can change what is read from a document."""
    if name.startswith(("data/samples/", "data/gold/")) or "__pycache__" in name or name.endswith(".md"):
        return False
    if name in _NEUTRAL or name.startswith(_NEUTRAL_PACKAGES):
        return False
    return name.startswith("data/") or name.endswith(".py")


@cache
def code_version(settings: str = "") -> str:
    """16 hex digits over the sources, the knowledge and models in `data`, and `settings` as text."""
    digest = hashlib.sha256(settings.encode())
    files = sorted(path for room in _ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        if matters(name):
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
