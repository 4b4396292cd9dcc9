"""DOC, RTF, ODT, ODS, XLSB and XML of Office 2003 through LibreOffice, where it is installed: DOCX or XLSX is made.

It runs with a profile of its own, thrown away afterwards, in which macros and links to other files are off.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from kg.errors import ReadError
from kg.model import Document
from kg.read.docx import read_docx
from kg.read.xlsx import read_xlsx

_SECONDS = 120


class _Form(NamedTuple):
    """A format that LibreOffice converts: what messages call it, its usual ending, what is made of it."""

    name: str
    ending: str
    made: str


_FORMS = {
    "doc": _Form("旧版 Word（DOC、WPS）文件", "doc", "docx"),
    "rtf": _Form("RTF 文件", "rtf", "docx"),
    "odt": _Form("ODT 文件", "odt", "docx"),
    "word-xml": _Form("Word XML 文件", "xml", "docx"),
    "ods": _Form("ODS 文件", "ods", "xlsx"),
    "xlsb": _Form("XLSB 文件", "xlsb", "xlsx"),
    "excel-xml": _Form("Excel XML 文件", "xml", "xlsx"),
}
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SAFE = (
    *(("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true")),
    ("DisableActiveContent", "true"),
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


def read_office(data: bytes, source: str, kind: str) -> Document:
    """Read a file of a kind of `_FORMS`; raises `ReadError` where LibreOffice is absent or fails."""
    program, form = find_program(), _FORMS[kind]
    if program is None:
        way_out = f"请另存为 {form.made.upper()} 或 PDF，或安装 LibreOffice"
        raise ReadError(f"{source}: {form.name}要由 LibreOffice 转换，这台机器上没有找到；{way_out}")
    reader = read_docx if form.made == "docx" else read_xlsx
    document = reader(_converted(program, data, source, form), source)
    return replace(document, sha256=hashlib.sha256(data).hexdigest(), format=kind)


def find_program() -> str | None:
    """LibreOffice on the search path or where its installers put it."""
    named = (shutil.which(name) for name in ("soffice", "libreoffice"))
    usual = (str(path) for path in _usual_places() if path.is_file())
    return next((found for found in (*named, *usual) if found), None)


def _usual_places() -> Iterator[Path]:
    for variable in ("ProgramFiles", "ProgramFiles(x86)"):
        if variable in os.environ:
            yield Path(os.environ[variable], "LibreOffice", "program", "soffice.exe")
    yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    yield from (Path("/usr/lib/libreoffice/program/soffice"), Path("/snap/bin/libreoffice"))


def _converted(program: str, data: bytes, source: str, form: _Form) -> bytes:
    with TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        original, made = folder / f"document.{form.ending}", folder / "made" / f"document.{form.made}"
        original.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS.format("".join(_SETTING.format(*item) for item in _SAFE)), encoding="utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        flags = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", form.made)
        _run([program, profile, *flags, "--outdir", str(made.parent), str(original)], source)
        if not made.is_file():
            raise ReadError(
                f"{source}: LibreOffice 打不开这个文件，可能有密码或已损坏；请另存为 {form.made.upper()} 或 PDF"
            )
        return made.read_bytes()


def _run(command: list[str], source: str) -> None:
    """Run to the end or to the time limit; what it started ends with it."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise ReadError(f"{source}: LibreOffice 启动不了（{error.strerror}）；请另存为 DOCX、XLSX 或 PDF") from error
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"{source}: LibreOffice 转换超过 {_SECONDS} 秒，已停止；请另存为 DOCX、XLSX 或 PDF") from error
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
