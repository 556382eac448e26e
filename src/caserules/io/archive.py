"""A look at a workbook's archive before anything parses it: small, plain, and without tricks.

Every member is inflated once, counted while it is, and looked through; what is handed on is a new archive of
exactly the bytes that were looked at, so that a reader that takes a lying directory differently sees no other.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from caserules.errors import InputRejected, Problem

__all__ = ["MOST_CELLS", "MOST_ROWS", "members_of", "repacked"]

MOST_MEMBERS: Final = 500
MOST_BYTES: Final = 64 * 1024 * 1024
MOST_TOTAL: Final = 200 * 1024 * 1024
MOST_RATIO: Final = 100
RATIO_FROM: Final = 1024 * 1024
MOST_ROWS: Final = 100_000
MOST_CELLS: Final = 5_000_000
MOST_TEXT: Final = 512 * 1024 * 1024

_CHUNK: Final = 256 * 1024
_HEADER: Final = 30
_ENCRYPTED: Final = 0x2041
_PLAIN_NAME: Final = re.compile(r"(?!/)(?!.*(^|/)\.{1,2}(/|$))[0-9A-Za-z_\-./\[\] ]{1,200}")
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OverflowError,
    OSError,
    struct.error,
    zlib.error,
)


def members_of(data: bytes, where: str) -> dict[str, bytes]:
    """Return the members of a workbook's archive, all of them looked at.

    Args:
        data: the archive.
        where: the file's name, for errors.

    Raises:
        InputRejected: `INP-017` with the reason; `INP-011` where a sheet has too many rows or columns.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if why := _suspicious(infos):
                raise _refusal(where, why)
            found = {info.filename: _inflated(archive, info) for info in infos if not info.is_dir()}
    except InputRejected:
        raise
    except _UNREADABLE:
        raise _refusal(where, "zip") from None
    for name, content in found.items():
        if why := _tricks(name, content):
            raise _refusal(f"{where} {name}".strip(), why)
        if name.casefold().endswith(".xml") and _too_large(content):
            raise _over(f"{where} {name}".strip(), f"{MOST_ROWS} × 78")
    if _too_long(found):
        raise _over(where, f"{MOST_TEXT >> 20} MB")
    return found


def repacked(members: Mapping[str, bytes]) -> BytesIO:
    """Return an archive of just these members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    buffer.seek(0)
    return buffer


def _refusal(where: str, why: str) -> InputRejected:
    return InputRejected([Problem("INP-017", where, (("why", why),))])


def _over(where: str, limit: str) -> InputRejected:
    return InputRejected([Problem("INP-011", where, (("limit", limit),))])


def _suspicious(infos: list[zipfile.ZipInfo]) -> str:
    """Return what is wrong with an archive's directory, or an empty text."""
    names = [info.filename.casefold() for info in infos]
    if len(infos) > MOST_MEMBERS:
        return f"> {MOST_MEMBERS} members"
    if len(set(names)) < len(names):
        return "a name twice"
    if not all(_PLAIN_NAME.fullmatch(info.orig_filename) for info in infos):
        return "a path"
    if sum(info.file_size for info in infos) > MOST_TOTAL:
        return f"> {MOST_TOTAL >> 20} MB"
    by_place = sorted(infos, key=lambda info: info.header_offset)
    ends = (info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size for info in by_place)
    if any(end > after.header_offset for end, after in zip(ends, by_place[1:], strict=False)):
        return "overlapping members"
    return next(filter(None, map(_suspicious_member, infos)), "")


def _suspicious_member(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "compression"
    if info.external_attr >> 28 not in (0, 4, 8):  # a folder, a regular file, or not said
        return "no regular file"
    if info.file_size > MOST_BYTES:
        return f"> {MOST_BYTES >> 20} MB"
    if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * info.compress_size:
        return f"> {MOST_RATIO}:1"
    return ""


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        chunks = list(iter(lambda: member.read(_CHUNK), b""))
    content = b"".join(chunks)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile
    return content


_ENCODING: Final = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})["']""")
_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_EXTERNAL: Final = re.compile(rb"""<[^>]{0,4000}TargetMode\s*=\s*["']External["'][^>]{0,4000}>""")


def _tricks(name: str, content: bytes) -> str:
    """Return what a member holds that a plain workbook does not, or an empty text."""
    if name.casefold().endswith("vbaproject.bin"):
        return "macros"
    if not name.casefold().endswith((".xml", ".rels", ".vml")):
        return ""
    if not content.startswith((b"<", b"\xef\xbb\xbf<")):
        return "encoding"
    encoding = _ENCODING.match(content)
    if encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        return "encoding"
    if _DECLARED.search(content) is not None:
        return "DOCTYPE"
    if name.endswith(".rels") and any(b"/hyperlink" not in link for link in _EXTERNAL.findall(content)):
        return "external"
    return ""


_FAR_OR_UNPLACED: Final = re.compile(rb'<c(?! r="(?:[A-Z]|[AB][A-Z])[1-9][0-9]{0,4}"|[A-Za-z0-9:])')
_MAYBE_PREFIXED: Final = re.compile(rb":c[ \t\r\n/>]")
_PREFIXED: Final = re.compile(rb"<[^<>:\s]{1,200}:c[ \t\r\n/>]")


def _too_large(sheet: bytes) -> bool:
    """Say whether a sheet has cells beyond the limits, or cells that do not say plainly where they are."""
    if _FAR_OR_UNPLACED.search(sheet) is not None:
        return True
    return _MAYBE_PREFIXED.search(sheet) is not None and _PREFIXED.search(sheet) is not None


_SHARED: Final = re.compile(rb"<si[ >].*?</si>", re.DOTALL)
_REFERENCE: Final = re.compile(rb't="s"[^>]*><v>([0-9]{1,9})</v>')


def _too_long(members: Mapping[str, bytes]) -> bool:
    """Say whether the cells together hold too much text: one long text may be shared by a million of them."""
    shared = b"".join(content for name, content in members.items() if name.casefold().endswith("strings.xml"))
    sheets = [content for name, content in members.items() if b"<sheetData" in content]
    cells = sum(sheet.count(b't="s"') for sheet in sheets)
    if max(map(len, shared.split(b"<si"))) * cells <= MOST_TEXT:
        return False
    lengths = [len(found[0]) for found in _SHARED.finditer(shared)]
    numbers = (int(number) for sheet in sheets for number in _REFERENCE.findall(sheet))
    return sum(lengths[number] for number in numbers if number < len(lengths)) > MOST_TEXT
