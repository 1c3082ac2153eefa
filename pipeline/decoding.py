"""What decoders raise for broken input, in the failure vocabulary.

Pillow and pdfminer raise whatever their broken input leads them to (own measure on 2,000 damaged files: TypeError,
KeyError, struct.error, ZeroDivisionError, RecursionError …), so within their calls every error is the file's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import DamagedFileError, KehoachError


@contextmanager
def decoding(what: str) -> Iterator[None]:
    """Raise DamagedFileError, which begins with `what`, for errors in the block.

    The memory's and the operating system's own errors (those with a number: no file, no room) pass, as do those
    of the vocabulary.
    """
    try:
        yield
    except (KehoachError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise DamagedFileError(f"{what}: {error or type(error).__name__}.") from error
