"""Plans that we write ourselves: document models in which every fact is stated once.

A family builds a plan from a seed; the plan yields its text, its printed pages and its gold rows, so
that the gold is true by construction. `tools.plans.generate.generate` is the entry.
"""
