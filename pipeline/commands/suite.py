"""`test`: the project's own tests."""

from __future__ import annotations

import os
import subprocess
import sys

import typer

from pipeline.version import ROOT

PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}
"""Options that the command doesn't know go to pytest."""


def test(context: typer.Context) -> None:
    """Run the test suite; further arguments go to pytest.

    Tests marked `slow` are left out; `./kehoach test -m slow` runs only those.
    """
    arguments = context.args or ["-n", "2", "-m", "not slow"]
    command = [sys.executable, "-P", "-m", "pytest", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1"}
    raise typer.Exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)
