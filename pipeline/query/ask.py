"""One question in SQL, and its answer as batches of rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.query.hints import hint
from pipeline.query.source import connect

BATCH = 5_000
_PIVOT = ("pivot", "with", "from", "select", "(")
_ASKING = "only questions can be asked: SELECT, WITH, FROM, PIVOT, DESCRIBE, SUMMARIZE, SHOW TABLES"


class QueryError(ValueError):
    """The question can't be answered; the message names the cause and, where there are such, near names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer and its rows in batches, which are read once."""

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]


@contextmanager
def ask(out: Path, sql: str) -> Iterator[Answer]:
    """The answer to a question about an output folder; memory stays flat while its batches are read.

    Raises QueryError, OutputError. Faults that come up only in later rows are raised while the batches are read.
    """
    with connect(out) as connection:
        try:
            _check(sql)
            reader = connection.sql(sql).to_arrow_reader(BATCH)
            schema = pa.schema([_plain(field) for field in reader.schema])
        except duckdb.Error as error:
            raise QueryError(hint(str(error))) from error
        yield Answer(schema, _batches(reader, schema))


def _batches(reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The batches in the types of `schema`; what fails in a later row comes from Arrow as an OSError."""
    try:
        for batch in reader:
            yield batch.cast(schema)
    except OSError as error:
        raise QueryError(hint(str(error))) from error
    except pa.ArrowInvalid as error:
        raise QueryError(f"a figure is too large ({error}); CAST it AS DOUBLE") from error


def _check(sql: str) -> None:
    """See that the text is one question; raises QueryError, duckdb.Error."""
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"give one statement, not {len(statements)}; {_ASKING}")
    kind = statements[0].type
    is_pivot = kind == duckdb.StatementType.MULTI and _first_word(sql) in _PIVOT
    if kind != duckdb.StatementType.SELECT and not is_pivot:
        raise QueryError(f"{kind.name} is no question; {_ASKING}")


def _first_word(sql: str) -> str:
    """The first word behind comments; DuckDB's tokens are their starts and kinds."""
    tokens = [start for start, kind in duckdb.tokenize(sql) if kind != duckdb.token_type.comment]
    return sql[tokens[0] :].split(maxsplit=1)[0].lower()[:6].split("(")[0] or "("


def _plain(field: pa.Field) -> pa.Field:
    """Sums of whole numbers are 128 bits wide, which few tools read: they become 64 bits."""
    if pa.types.is_decimal(field.type) and field.type.scale == 0:
        return field.with_type(pa.int64())
    return field
