"""A file's bytes as text: UTF-8, UTF-16 with its mark, older encodings only where asked for.

Knows encodings and what is no text at all; knows nothing of what a text says.
"""

import re

from parley.reading.front_matter import INVISIBLE, Fault
from parley.reading.sheets import LARGEST

# What `--encoding` may name. Python knows them by these words.
ENCODINGS = ("utf-8", "utf-16", "windows-1252", "latin-1")

_SAVE_AS_TEXT = "open it, copy its text and save that as a .txt file in UTF-8"
_UNPACK = "unpack it, and import the files in it"
_SAVE_AS_UTF_8 = "save the file again as UTF-8"

# What a file begins with, what that means, and what to do. The first that fits is told.
_MAGIC = (
    (rb"%PDF-", "a PDF", _SAVE_AS_TEXT),
    (rb"PK\x03\x04(?s:.*)\bword/document", "a Word document", _SAVE_AS_TEXT),
    (rb"PK\x03\x04(?s:.*)\bxl/workbook", "an Excel workbook", "save its sheet as CSV in UTF-8"),
    (
        rb"PK\x03\x04(?s:.{0,80})opendocument\.spreadsheet",
        "a spreadsheet",
        "save its sheet as CSV in UTF-8",
    ),
    (rb"PK\x03\x04(?s:.{0,80})opendocument", "an OpenDocument file", _SAVE_AS_TEXT),
    (rb"PK[\x03\x05]", "a ZIP archive", _UNPACK),
    (rb"\xd0\xcf\x11\xe0", "an old Office document", _SAVE_AS_TEXT),
    (rb"\{\\rtf", "an RTF document", _SAVE_AS_TEXT),
    (
        rb"\x1f\x8b|BZh[1-9]1AY|7z\xbc\xaf|Rar!\x1a|\xfd7zXZ",
        "an archive",
        _UNPACK,
    ),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|(?s:.{4})ftyp(?:heic|avif|mif1)",
        "a picture",
        "type its words, or copy them with a program that reads pictures, into a .txt file",
    ),
    (rb"bplist00", "a Safari web archive", "save the page as HTML instead"),
    (
        rb"(?i)(?:From: <Saved by|MIME-Version: |Snapshot-Content-Location: )",
        "a web archive (MHTML)",
        "save the page as 'web page, HTML only' instead",
    ),
)
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")


def too_large(size: int) -> Fault | None:
    """Return the fault of a file of so many bytes, or None: it can be asked before reading."""
    if size <= LARGEST:
        return None
    message = f"the file has {size:,} bytes; {LARGEST:,} are allowed"
    return Fault("size", message, "import the article alone, or split the file")


def decode(raw: bytes, encoding: str) -> str:
    """Return the text of a file, its lines ended by LF; raise Fault where there is none.

    What says itself that it is UTF-8 or UTF-16, and what is valid UTF-8, is read as that even
    where another encoding is asked for: that one is for the files that aren't.
    """
    for form, what, hint in _MAGIC:
        if re.match(form, raw):
            raise Fault("binary", f"the file is {what}, not text", hint)
    text = _LINE_END.sub("\n", _characters(raw, encoding))
    if not text.strip():
        raise Fault("empty", "the file is empty", "save the text in it, or leave it out")
    return text


def hidden(text: str) -> list[Fault]:
    """Return a fault for every line of a text that holds a character nobody can see."""
    return [
        Fault(
            "character",
            f"the text holds an invisible character (U+{ord(match[0]):04X})",
            "delete it, or type the line again",
            number,
            match.start() + 1,
        )
        for number, line in enumerate(text.split("\n"), 1)
        if (match := INVISIBLE.search(line))
    ]


def _characters(raw: bytes, encoding: str) -> str:
    if encoding and encoding not in ENCODINGS:
        known = ", ".join(ENCODINGS)
        raise Fault("encoding", f"no encoding is called '{encoding}' here", f"write one of {known}")
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise Fault("encoding", "the file is UTF-32, not UTF-8 (byte 0)", _SAVE_AS_UTF_8)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(raw, "utf-16", "UTF-16")
    if b"\0" in raw:
        raise _no_text(raw)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if encoding in ("", "utf-8", "utf-16"):
            return _strictly(raw, "utf-8", "UTF-8")
        return _strictly(raw, encoding, encoding.capitalize())


def _no_text(raw: bytes) -> Fault:
    place = raw.index(b"\0")
    every_other = max(raw[::2].count(0), raw[1::2].count(0))
    if every_other * 4 > len(raw):
        message = f"the file is UTF-16 without its mark (byte {place} is 0x00)"
        return Fault("encoding", message, _SAVE_AS_UTF_8)
    message = f"the file is no text: byte {place} is 0x00"
    return Fault("binary", message, "import a text, Markdown, HTML, JSON, CSV or Markwhen file")


def _strictly(raw: bytes, encoding: str, shown: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = _LINE_END.sub("\n", raw[: error.start].decode(encoding, "replace"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"byte {error.start} (0x{raw[error.start]:02x}) is not {shown}"
        raise Fault("encoding", message, _way_out(raw, encoding), line, column) from None


def _way_out(raw: bytes, encoding: str) -> str:
    """Return the next step: Windows-1252 is offered where all of a file can be that."""
    if encoding != "utf-8":
        return _SAVE_AS_UTF_8
    try:
        text = raw.decode("windows-1252")
    except UnicodeDecodeError:
        return _SAVE_AS_UTF_8
    # Letters of UTF-8 read as Windows-1252, such as Ã© and â€™: the file is UTF-8, and damaged.
    if re.search("[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u2122\u0153\u201c-\u201d]", text):
        return _SAVE_AS_UTF_8
    return f"if it reads well as Windows-1252, add --encoding windows-1252; else {_SAVE_AS_UTF_8}"
