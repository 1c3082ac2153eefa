"""Repaired text -> findings; one concept a module."""
