"""The failure vocabulary: one exception a cause, each with its code, class of outcome, cause and remedy in words.

The code stands in `documents.error_code` and in issues.csv; `data/issue_codes.tsv` says of each what it means, in
English and Vietnamese. `passing` says that the same bytes may well be read the next time.
"""

from __future__ import annotations

import errno
import traceback
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class OutcomeClass(StrEnum):
    """What became of a file, finer than its status (column `outcome` of documents)."""

    OK = "ok"
    PARTIAL = "partial"
    EMPTY = "empty"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document has no text, as it is stored: an entry of the vocabulary with its cause and remedy in words."""

    code: str
    message: str
    remedy: str
    passing: bool = False
    outcome: str = OutcomeClass.FAILED


class KehoachError(Exception):
    """Why a document or a page could not be read."""

    code = "internal_error"
    outcome = OutcomeClass.FAILED
    remedy = "This is a fault of kehoach; please report it with the file."
    passing = False

    def __init__(self, cause: str, remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy or type(self).remedy

    @property
    def failure(self) -> Failure:
        """The error as it is stored; the cause ends with a full stop, so that the remedy can follow."""
        cause = self.cause if self.cause.endswith((".", "!", "?")) else f"{self.cause}."
        return Failure(self.code, cause, self.remedy, self.passing, self.outcome)


class NotADocumentError(KehoachError):
    """The content is none of the kinds that are read, or another one than the name says."""

    code = "not_a_document"
    outcome = OutcomeClass.REFUSED
    remedy = "Give a PDF, TIFF, PNG, JPEG or text file; rename the file if only its name is wrong."


class NotAFileError(KehoachError):
    """The name leads to a folder, a pipe or a device."""

    code = "not_a_file"
    outcome = OutcomeClass.REFUSED
    remedy = "Give a file with a plan in it."


class DamagedFileError(KehoachError):
    """The content begins as a known kind, but breaks off or contradicts itself."""

    code = "damaged_file"
    outcome = OutcomeClass.REFUSED
    remedy = "Fetch the file again, or repair it (for a PDF: `qpdf --linearize IN OUT`)."


class EncryptedFileError(KehoachError):
    """The PDF asks for a password."""

    code = "encrypted"
    outcome = OutcomeClass.REFUSED
    remedy = "Remove the password with its owner's consent (`qpdf --decrypt --password=... IN OUT`), then run again."


class OverLimitError(KehoachError):
    """The file is larger than the limits in the settings allow; nothing was rasterised."""

    code = "over_limit"
    outcome = OutcomeClass.REFUSED
    remedy = "Split the file, or raise the limit that is named."


class EmptyFileError(KehoachError):
    """The file holds no byte."""

    code = "empty_file"
    outcome = OutcomeClass.EMPTY
    remedy = "Fetch the file again from its source."


class NothingToReadError(KehoachError):
    """All pages are blank."""

    code = "empty_document"
    outcome = OutcomeClass.EMPTY
    remedy = "Look at the scan: the pages may lie the wrong side up."


class UnreadableFileError(KehoachError):
    """The operating system does not hand the file out."""

    code = "unreadable"
    remedy = "Check the file's rights and its disk."
    passing = True


class VanishedFileError(KehoachError):
    """The file was there when the run began, and is not any more; or a link leads nowhere."""

    code = "vanished"
    remedy = "Put the file back, or mend the link that leads to it, then run again."
    passing = True


class ChangedFileError(KehoachError):
    """The file is another one than when the run began."""

    code = "changed_file"
    remedy = "Run again when nothing writes to it any more."


class EngineMissingError(KehoachError):
    """Tesseract or its language data is not installed."""

    code = "engine_missing"
    remedy = "Install it: `sudo apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd`."


class EngineCrashedError(KehoachError):
    """The OCR engine ended with an error, or printed what is no result."""

    code = "engine_crashed"
    remedy = "Run again; if it happens again, scan the page anew and report the file."
    passing = True


class EngineTimeoutError(KehoachError):
    """The OCR engine took longer than the settings allow, and was killed."""

    code = "engine_timeout"
    remedy = "Look at the page's size in pixels, or raise KEHOACH_OCR_TIMEOUT."
    passing = True


class WorkerCrashedError(KehoachError):
    """The process that read the document died."""

    code = "worker_crashed"
    remedy = "Run again; if it happens again, try fewer --workers, and report the file."
    passing = True


class TimeoutReachedError(KehoachError):
    """The document took longer than the settings allow; the process that read it was killed with its engines."""

    code = "timeout"
    remedy = "Look at the file's size in pixels and pages; split it, or scan it again."


class OutOfMemoryError(KehoachError):
    """The machine's memory did not suffice."""

    code = "out_of_memory"
    remedy = "Run with fewer --workers."
    passing = True


class DiskFullError(KehoachError):
    """There was no room for the result."""

    code = "disk_full"
    remedy = "Make room, then run again."
    passing = True


FAULTS_OF_MACHINE = frozenset(
    error.code
    for error in (UnreadableFileError, VanishedFileError, ChangedFileError, EngineMissingError, DiskFullError)
)
"""Codes that say nothing of the document: it is read again as soon as its folder is looked at again."""


def failure_of(error: Exception) -> Failure:
    """An exception in the words of the failure vocabulary."""
    if isinstance(error, KehoachError):
        return error.failure
    if isinstance(error, MemoryError):
        return OutOfMemoryError("The memory did not suffice.").failure
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(f"No space left to write to: {error}.").failure
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        cause = "A file of its result would be larger than the limit allows."
        return OverLimitError(cause, "Split it, or raise KEHOACH_MAX_OUTPUT.").failure
    last = traceback.extract_tb(error.__traceback__)[-1]
    return KehoachError(f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {error}").failure
