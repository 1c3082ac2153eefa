"""Prefect's and Dask's surroundings, set before they are imported: quiet, offline, and off the user's profile.

What the user has set in the environment wins, e.g. PREFECT_API_URL for a server of their own.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from flows.server import running

QUIET = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_CLI_PROMPT": "false",
    "DO_NOT_TRACK": "1",
    "DASK_LOGGING__DISTRIBUTED": "error",
    "PYTHONWARNINGS": "ignore::UserWarning:multiprocessing.resource_tracker",  # Dask's, when Ctrl-C ends a run
}


def prepare() -> None:
    """Set what the user has not set; Prefect's database goes to the cache folder.

    Where a service runs its server on this machine, all runs go there, so that its pages show them.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(_home()))
    api = running(Path(os.environ["PREFECT_HOME"])) if "PREFECT_API_URL" not in os.environ else ""
    if api:
        os.environ["PREFECT_API_URL"] = api


def _home() -> Path:
    """A folder for Prefect's database that can be written; a temporary one where the home can't."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        home = cache / "kehoach" / "prefect"
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="kehoach-prefect-"))
    return home
