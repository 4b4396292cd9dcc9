"""What can befall a store, in words: the file, the cause and the way out."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.store.folder import BROKEN, Folder

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_TOLD_FULL: Final = re.compile(
    r"no space left|disk is full|quota exceeded|file too large|not enough space", re.IGNORECASE
)
_TOLD_LOCKED: Final = re.compile(r"lock hold by|lock file|being used by another process", re.IGNORECASE)
_ROCKSDB: Final = ("Corruption", "Invalid argument")  # how its messages about damaged files begin
_DAMAGED: Final = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def told(place: Folder) -> Iterator[None]:
    """Raises `KgError` where a file of the store cannot be written, or is damaged."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_manifest(place.manifest, error) from error
    except OSError as error:
        raise _of_database(place.work, error) or unwritable(place.path, error) from error
    except RuntimeError as error:
        if not _damaged(error):
            raise
        raise _rebuild(place.work, error) from error


def unwritable(place: Path | str, error: OSError | sqlite3.Error) -> KgError:
    """Why nothing can be written there: the disk is full, or it is not allowed."""
    where, reason = getattr(error, "filename", None) or place, getattr(error, "strerror", None) or error
    if _full(error):
        return KgError(f"{where}: 写不下了（{reason}）；腾出空间后再次运行")
    return KgError(f"{where}: 写不进去（{reason}）；换一个文件夹，或取得写入的权限后再次运行")


def explained(error: Exception) -> str:
    """What to tell a user of an error that no program could have prevented, or an empty string."""
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, RuntimeError):
        return BROKEN.format(error) if _damaged(error) else ""
    refused = isinstance(error, PermissionError) or getattr(error, "errno", None) == errno.EROFS
    return str(unwritable(".", error)) if isinstance(error, OSError) and (refused or _full(error)) else ""


def _full(error: Exception) -> bool:
    return getattr(error, "errno", None) in _FULL or bool(_TOLD_FULL.search(str(error)))


def _damaged(error: RuntimeError) -> bool:
    """Whether the database says that its files are not what it wrote."""
    return str(error).startswith(_ROCKSDB)


def _of_manifest(path: Path, error: sqlite3.Error) -> KgError:
    if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGED:
        return KgError(f"{path}: 文件损坏（{error}）；删掉它再运行 kg build，文件会重新读一遍")
    return unwritable(path, error)


def _of_database(path: Path, error: OSError) -> KgError | None:
    """What the lock or a missing file of the database means; the lock goes with the process that holds it."""
    if _TOLD_LOCKED.search(str(error)):
        return KgError(f"{path.parent}: 另一个 kg build 正在写这个图谱库；等它结束再来")
    if isinstance(error, FileNotFoundError) and str(path) in str(error):
        return _rebuild(path, error)
    return None


def _rebuild(path: Path, error: Exception) -> KgError:
    return KgError(f"{path}: 图谱库损坏（{error}）；删掉这个文件夹再运行 kg build，文件会重新读一遍")
