"""What people decided about rows, laid over the extraction: the extracted tables are never changed.

`OUT/reviews.csv` holds all decisions that were ever applied, with the quote of their row, so that they
survive reruns and new versions of the extraction; `OUT/reviewed/` holds the tables as decided.
"""
