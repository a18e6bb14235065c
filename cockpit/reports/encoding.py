"""Bytes to UTF-8: byte order mark, strict UTF-8, Japanese and Chinese by known header words, else Windows-1252.

The header decides by decoding into words we know, never by statistics (measured: guessers call cp932 and gb18030
cp1250). Windows-1252 comes last because it never fails.
"""

import codecs
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from cockpit.reports.contents import is_utf16

_HEAD = 64 * 1024
_HEAD_LINES = 20
_MOST_UTF8 = 4  # bytes of the longest character
_JAPANESE = (b"amazon.co.jp", b"\tjpy\t", b",jpy,")

# The five bytes that Windows-1252 leaves undefined stand for themselves.
_UNDEFINED = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}

_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")

_KANA, _ANYTHING = re.compile("[\u3041-\u30fe]"), re.compile("")

KnownWords = Callable[[str], int]  # text of the first lines → how many of its cells are header words we know


@dataclass(frozen=True, slots=True)
class Text:
    """A text file as UTF-8 with Unix or Windows line ends, ready for polars."""

    data: bytes
    encoding: str  # of the file: "utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "gb18030", "cp1252"
    sure: bool = True  # False: the beginning is UTF-8, the rest is believed until the parser objects
    cut: bool = False  # the last character is not whole


def as_text(data: bytes, known: KnownWords, *, japanese: bool = False) -> Text:
    """The file as UTF-8. `japanese`: the folder says so, which outranks Windows-1252 for an English header."""
    if is_utf16(data[:4096]):
        mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        whole = data.decode("utf-16" if mark else "utf-16-le", "replace")
        return _even_lines(Text(whole.encode("utf-8", "replace"), "utf-16", cut=len(data) % 2 == 1))
    if data.isascii():
        return _even_lines(Text(data, "utf-8"))
    head = data[:_HEAD]
    if len(data) > _HEAD and _valid(head[: head.rfind(b"\n") + 1]):
        return _even_lines(Text(data, _utf8_name(data), sure=False))
    return surely(data, known, japanese=japanese)


def surely(data: bytes, known: KnownWords, *, japanese: bool = False) -> Text:
    """The same, every byte looked at: for files whose beginning promised too much."""
    found = _utf8(data)
    if found is None and data.startswith(codecs.BOM_UTF8):
        found = Text(data.decode("utf-8", "replace").encode("utf-8"), "utf-8-sig")
    return _even_lines(found or _asian(data, known, japanese=japanese) or _western(data))


def _utf8_name(data: bytes) -> str:
    """The byte order mark stays in the text: it stands on a line before the rows, and cutting it off is a copy."""
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"


def _valid(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(data)


def _utf8(data: bytes) -> Text | None:
    """The text when it is UTF-8 to the end, or to within a last character that was cut in two."""
    name = _utf8_name(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) - error.start < _MOST_UTF8 and error.reason == "unexpected end of data":
            return Text(data[: error.start], name, cut=True)
        return None
    return Text(data, name)


def _asian(data: bytes, known: KnownWords, *, japanese: bool) -> Text | None:
    """Shift-JIS, EUC-JP or GB18030, when the first lines turn into header words that we know."""
    head = data[:_HEAD]
    lines = b"\n".join(head.splitlines()[:_HEAD_LINES])
    scores = {name: known(lines.decode(name, "replace")) for name in ("cp932", "euc_jp", "gb18030")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] and not _header_is_ascii(lines):
        return Text(data.decode(best, "replace").encode("utf-8", "replace"), best)
    if japanese or any(mark in head.lower() for mark in _JAPANESE):
        return _japanese(data)
    return None


def _japanese(data: bytes) -> Text | None:
    """EUC-JP when all of it is that and kana are in it; to Shift-JIS nearly any bytes are half-width letters."""
    for name, proof in (("euc_jp", _KANA), ("cp932", _ANYTHING)):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if proof.search(text):
            return Text(text.encode("utf-8"), name)
    return None


def _header_is_ascii(lines: bytes) -> bool:
    return lines.partition(b"\n")[0].isascii() and lines.isascii()


def _western(data: bytes) -> Text:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "surrogateescape").translate(_UNDEFINED)
    return Text(text.encode("utf-8"), "cp1252")


def chinese(data: bytes) -> Text | None:
    """The file as GB18030 when it can be: for tables kept by hand, where a Chinese Excel wrote it.

    Chinese characters are pairs of bytes beyond ASCII; an accented letter of a western table stands alone.
    """
    if _LONE.search(data):
        return None
    try:
        return _even_lines(Text(data.decode("gb18030").encode("utf-8"), "gb18030"))
    except UnicodeError:
        return None


def _even_lines(text: Text) -> Text:
    """Old-Mac line ends made Unix ones: polars would see one line and no rows."""
    head = text.data[:_HEAD]
    if b"\r" in head and b"\n" not in head:
        return replace(text, data=text.data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return text


def counts_known(words: Collection[str], fold: Callable[[str], str]) -> KnownWords:
    """Count the cells of a text, split at every usual delimiter, that are known words outside ASCII."""

    def count(text: str) -> int:
        cells = text.replace("\n", "\t").replace(",", "\t").replace(";", "\t").split("\t")
        foreign = (cell.strip().strip('"') for cell in cells if not cell.isascii())  # no other cell folds into such
        return sum(not word.isascii() and word in words for word in set(map(fold, foreign)))

    return count
