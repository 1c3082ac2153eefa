"""The failure vocabulary: one exception a cause, each with a code, the cause and the remedy in words.

The code stands in `documents.error_code` and in issues.csv. `passing` says that the same bytes may
well be read the next time. The refusals are about the input, the others about the machine.
"""

from __future__ import annotations


class KehoachError(Exception):
    """Why a document or a page could not be read."""

    code = "internal_error"
    remedy = "This is a fault of kehoach; please report it with the file."
    passing = False

    def __init__(self, cause: str, remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy or type(self).remedy


class EmptyFileError(KehoachError):
    """The file holds no byte."""

    code = "empty_file"
    remedy = "Fetch the file again from its source."


class NotADocumentError(KehoachError):
    """The content is none of the kinds that are read, or another one than the name says."""

    code = "not_a_document"
    remedy = "Give a PDF, TIFF, PNG, JPEG or text file; rename the file if only its name is wrong."


class DamagedFileError(KehoachError):
    """The content begins as a known kind, but breaks off or contradicts itself."""

    code = "damaged_file"
    remedy = "Fetch the file again, or repair it (for a PDF: `qpdf --linearize IN OUT`)."


class EncryptedFileError(KehoachError):
    """The PDF asks for a password."""

    code = "encrypted"
    remedy = "Remove the password with its owner's consent (`qpdf --decrypt --password=... IN OUT`), then run again."


class OverLimitError(KehoachError):
    """The file is larger than the limits in the settings allow; nothing was rasterised."""

    code = "over_limit"
    remedy = "Split the file, or raise the limit that is named."


class UnreadableFileError(KehoachError):
    """The operating system does not hand the file out."""

    code = "unreadable"
    remedy = "Check the file's permissions and its disk."
    passing = True


class VanishedFileError(KehoachError):
    """The file was there when the run began, and is not any more."""

    code = "vanished"
    remedy = "Put the file back, then run again."
    passing = True


class NothingToReadError(KehoachError):
    """All pages are blank."""

    code = "empty_document"
    remedy = "Look at the scan: the pages may lie the wrong side up."


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
