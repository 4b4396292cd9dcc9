"""ZIP containers read within bounds: DOCX, XLSX, ODF, and archives of documents. Nothing is unpacked to disk.

A bomb is refused by what the directory declares; no more than that is ever unpacked.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kg.errors import ReadError

Kind = Literal["docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp", "zip"]
MAGIC = b"PK\x03\x04"
MOST_MEMBERS = 20_000
MOST_BYTES = 2_000_000_000  # of all members together, unpacked
MOST_OF_ONE = 500_000_000
MOST_XML = 64_000_000  # of one part that is to be parsed: its tree takes ten times as much memory
_MOST_ENTRIES = 5 * MOST_MEMBERS  # with those of archives inside, before the directory is parsed
_ENTRY = b"PK\x01\x02"
_BOMB = 10_000_000  # bytes from which the ratio counts
_RATIO = 200  # deflate reaches 1,030, XML of spreadsheets about 100
_ENCRYPTED = 0x41
_UTF8 = 0x800
_OFFICE: tuple[tuple[str, Kind], ...] = (
    *(("word/", "docx"), ("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("ppt/", "pptx")),
)
_ODF: tuple[tuple[bytes, Kind], ...] = ((b".text", "odt"), (b".spreadsheet", "ods"), (b".presentation", "odp"))
_BROKEN = (BadZipFile, NotImplementedError, struct.error, zlib.error, EOFError, ValueError, OverflowError)


class Archive:
    """A ZIP file in memory; its members are read one by one.

    Raises `ReadError` where it is broken, or has more members or bytes than `most_members` and `most_bytes`.
    """

    def __init__(
        self, data: bytes, source: str, most_members: int = MOST_MEMBERS, most_bytes: int = MOST_BYTES
    ) -> None:
        self.source = source
        if data.count(_ENTRY) > _MOST_ENTRIES:
            raise ReadError(f"{source}: 压缩文件里的文件超过 {MOST_MEMBERS} 个")
        try:
            self._zip = ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise ReadError(f"{source}: 压缩文件损坏或不完整") from error
        entries = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(entries) > most_members:
            raise ReadError(f"{source}: 压缩文件里的文件超过 {most_members} 个")
        self.size = sum(info.file_size for info in entries)
        if self.size > most_bytes:
            raise ReadError(f"{source}: 压缩文件解开后超过 {most_bytes // 1_000_000} MB")
        self._members = dict(zip(_unique(_names(entries)), entries, strict=True))

    def names(self) -> list[str]:
        """The files, in the order of the archive: relative paths with ``/``, without ``..``, each once."""
        return list(self._members)

    def read(self, name: str, most: int = MOST_OF_ONE) -> bytes:
        """One member; raises `ReadError` where it is missing, encrypted, damaged or larger than `most`."""
        info = self._members.get(name)
        reason = "没有这个文件" if info is None else _refusal(info, most)
        if info is None or reason:
            raise ReadError(f"{self.source}/{name}: {reason}")
        try:
            return self._zip.read(info)
        except (*_BROKEN, RuntimeError) as error:
            raise ReadError(f"{self.source}/{name}: 压缩的数据损坏") from error

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of a member, without unpacking the rest; empty where it cannot be read."""
        try:
            with self._zip.open(self._members[name]) as member:
                return member.read(length)
        except (*_BROKEN, RuntimeError):
            return b""

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def kind(self) -> Kind:
        """What the members make of it; an archive of documents is a ``zip``."""
        if "[Content_Types].xml" in self._members:
            return next((kind for folder, kind in _OFFICE if any(n.startswith(folder) for n in self._members)), "zip")
        if "mimetype" in self._members and self._members["mimetype"].file_size < 100:
            said = self.read("mimetype")
            return next((kind for part, kind in _ODF if b"opendocument" + part in said), "zip")
        return "zip"


def _refusal(info: ZipInfo, most: int) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "有密码，请去掉密码后再试"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "压缩方式不支持，请重新压缩为普通 ZIP"
    if info.file_size > most:
        return f"解开后超过 {most // 1_000_000} MB"
    if info.file_size > _BOMB and info.file_size > _RATIO * info.compress_size:
        return f"压缩比超过 {_RATIO}，像是压缩炸弹"
    return ""


def _names(entries: Iterable[ZipInfo]) -> list[str]:
    """The names as paths that stay inside; those without the mark of UTF-8 are in the code page of the packer."""
    entries = list(entries)
    legacy = {id(info): info.orig_filename.encode("cp437") for info in entries if not info.flag_bits & _UTF8}
    page = _code_page(b"\n".join(legacy.values()))
    names = [legacy[id(i)].decode(page) if id(i) in legacy else i.orig_filename for i in entries]
    return ["/".join(p for p in n.replace("\\", "/").split("/") if p not in ("", ".", "..")) for n in names]


def _code_page(names: bytes) -> str:
    for page in ("utf-8", "gb18030"):
        try:
            names.decode(page)
        except UnicodeDecodeError:
            continue
        return page
    return "cp437"


def _unique(names: Iterable[str]) -> list[str]:
    """The second of two equal names gets a number."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 and name else f"{name}({seen[name]})")
    if len(set(found)) < len(found):
        return [f"{i}-{name}" for i, name in enumerate(found, 1)]
    return found
