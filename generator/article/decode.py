"""From bytes to text: encodings told by their marks, everything else refused with the place of the fault."""

from __future__ import annotations

import codecs
import re

from generator.errors import ArticleError, Location

MOST_TEXT = 500_000
"""The most characters that one article may have: the length of a book, and a minute or two of reading."""

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7-zip archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"OggS": "a media file",
    b"ID3": "a media file",
    b"RIFF": "a media file",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a rich-text document",
}
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
# Control characters that no text has: the dashes and quotation marks of Windows, taken as browsers take them.
_MISREAD = str.maketrans(
    {code: mended for code in range(0x80, 0xA0) if (mended := bytes([code]).decode("cp1252", "ignore"))}
)


def decode(data: bytes, location: Location | None = None, *, declared: str | None = None) -> str:
    """Read bytes as text.

    Args:
        data: The file's or response's content.
        location: Where it comes from, for the message.
        declared: An encoding that the wrapping names, such as a page's or a mail's; tried after the byte order mark.

    Raises:
        ArticleError: It is binary, in another encoding, or empty.
    """
    kind = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise ArticleError(f"this is {kind}, not text; save the article's text as .txt or .html and add that", location)
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        offset = data.index(b"\0")
        raise ArticleError(
            f"this is binary, not text: there is a NUL byte at offset {offset}; save the article's text as .txt",
            location,
        )
    encoding = encoding or _known(declared) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = data[error.start] if error.start < len(data) else 0
        raise ArticleError(
            f"not {encoding.removesuffix('-sig').upper()}: byte 0x{byte:02X} at offset {error.start} "
            f"(line {data.count(10, 0, error.start) + 1}); convert the file, for instance with "
            "`iconv -f WINDOWS-1252 -t UTF-8`",
            location,
        ) from None
    if len(text) > MOST_TEXT and declared is None:
        raise too_long(len(text), location)
    return clean(text)


def too_long(length: int, location: Location | None) -> ArticleError:
    """Give the error for a text over the limit."""
    return ArticleError(
        f"{length / 1e6:.1f} MB of text is more than the {MOST_TEXT / 1e6:.1f} MB that one article may have; "
        "split it into articles, or give several as one line each in a .jsonl file",
        location,
    )


def _known(encoding: str | None) -> str | None:
    if not encoding:
        return None
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None


def clean(text: str) -> str:
    """Bring line breaks to one form and take out what a text file cannot hold, so that it reads back the same."""
    text = _BREAK.sub("\n", text.removeprefix("\ufeff")).translate(_MISREAD)
    return _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", text))
