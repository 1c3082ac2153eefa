"""Prefect flows: order, retries, concurrency. Nothing outside this package imports Prefect."""

from flows.environment import prepare

prepare()  # Prefect reads its settings when it is imported
