"""The tables for people who ask: SQL over them, databases and calendars made of them, comparisons of two outputs.

Nothing here changes what is read from a document. Everything starts from the Parquet files in `OUT/tables`.
"""
