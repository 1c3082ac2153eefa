"""What can go wrong with those who order a run: Prefect's server, or the machines of a cluster."""

from __future__ import annotations


class OrchestratorError(RuntimeError):
    """What was to order the reading can't be had; the message says why and what to do."""


class ClusterError(OrchestratorError):
    """The machines that were to read can't."""
