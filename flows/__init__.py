"""Prefect flows: order, retries, concurrency. Nothing outside this package imports Prefect."""
