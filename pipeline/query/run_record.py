"""`OUT/run.json`: with what, how and when the last run was made.

The tables hold nothing of the run, so that equal runs give equal bytes; here is the place for times and versions.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.files import write_text
from pipeline.schema import TABLES
from pipeline.settings import ReadSettings
from pipeline.version import ROOT

if TYPE_CHECKING:
    from pipeline.plan import Plan
    from pipeline.run import Report

NAME = "run.json"


def write_record(plan: Plan, report: Report, started: datetime, seconds: Mapping[str, float]) -> Path:
    """Write the record of a run; `seconds` are those of its parts. Raises OSError."""
    out = plan.request.out
    record = {
        "started": started.astimezone(UTC).isoformat(timespec="seconds"),
        "seconds": {part: round(value, 1) for part, value in seconds.items()},
        "request": _request(plan),
        "settings": asdict(ReadSettings(**plan.request.settings)),
        "files": {"by_outcome": dict(report.outcomes), "read_now": report.read, "stopped": report.stopped},
        "tables": {name: {"rows": report.rows.get(name, 0), "sha256": _hash(path)} for name, path in _tables(out)},
        "versions": {"kehoach": _project()["version"], "code": plan.version, **_machine(), "packages": _packages()},
        "models": _models(),
    }
    path = out / NAME
    write_text(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    return path


def read_record(out: Path) -> dict[str, Any]:
    """The record of an output folder, empty where there is none that can be read."""
    try:
        return dict(json.loads((out / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _request(plan: Plan) -> dict[str, Any]:
    request = plan.request
    named = {name: getattr(request, name) for name in ("workers", "limit", "force", "max_failures")}
    return {"inputs": list(map(str, request.inputs)), "files": len(plan.tasks), **named}


def _tables(out: Path) -> list[tuple[str, Path]]:
    return [(name, out / "tables" / f"{name}.parquet") for name in TABLES]


def _hash(path: Path) -> str:
    """SHA-256 of a file, empty where it is not there."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _project() -> dict[str, Any]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def _machine() -> dict[str, Any]:
    system = {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}"}
    return {**system, "cores": os.cpu_count(), "tesseract": _tesseract("--version")[0].removeprefix("tesseract ")}


def _packages() -> dict[str, str]:
    """The versions of the packages that the project names."""
    names = sorted(re.split(r"[\[<>=~!; ]", each, maxsplit=1)[0] for each in _project()["dependencies"])
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _models() -> dict[str, str]:
    """SHA-256 of what reads and mends: our own models, the line reader's, Tesseract's language data."""
    paths = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "data" / "models").rglob("*")}
    paths |= {
        f"trueocr/{each.name}": Path(str(each.locate())) for each in files("trueocr") or () if each.suffix == ".onnx"
    }
    folder = re.search(r'"(.+)"', _tesseract("--list-langs")[0])
    if folder:
        paths |= {f"tesseract/{name}": Path(folder[1]) / f"{name}.traineddata" for name in ("vie", "osd")}
    return {name: _hash(path) for name, path in sorted(paths.items()) if path.is_file() and path.suffix != ".md"}


def _tesseract(option: str) -> list[str]:
    """What Tesseract says of itself, in lines; one empty line where it is not installed."""
    try:
        done = subprocess.run(["tesseract", option], capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return [""]
    return (done.stdout or done.stderr).splitlines() or [""]
