"""Loaded by the workers of a Dask cluster that belongs to a run: Ctrl-C is for the run, which ends them."""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
