"""What the families kept for the measure share: their own words for times, goals, duties and standings.

Only those families use it, so that tuning on the others says nothing about these. Whoever tunes rules or trains
models leaves this package and the families `unseen_*` unread; `evaluate tables` says how they fare as a whole.
"""
