"""Formats that LibreOffice converts: told by content, with a way out where it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read import office, read
from kg.read.office import find_program
from tests.read.docx_samples import docx, p, zipped
from tests.read.sheet_samples import c, sheet_data, xlsx
from tests.read.xls_samples import compound

XML = '<?xml version="1.0"?>\n<?mso-application progid="{}"?>\n<x/>'
FILES = {
    "doc": (compound(bytes(5000), "WordDocument"), "DOCX"),
    "rtf": (b"{\\rtf1 text}", "DOCX"),
    "odt": (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "DOCX"),
    "word-xml": (XML.format("Word.Document").encode(), "DOCX"),
    "ods": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "XLSX"),
    "xlsb": (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "XLSX"),
    "excel-xml": (XML.format("Excel.Sheet").encode(), "XLSX"),
}


@pytest.mark.parametrize("kind", FILES)
def test_without_libreoffice_a_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    data, target = FILES[kind]
    path = tmp_path / "公开"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=rf"^公开: .*LibreOffice.*另存为 {target}"):
        read(path)


@pytest.mark.parametrize("kind", FILES)
def test_what_it_makes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    made = {"docx": docx(p("荷塘局")), "xlsx": xlsx({"Sheet1": sheet_data(f"<row>{c('A1', '荷塘局')}</row>")})}
    monkeypatch.setattr(office, "find_program", lambda: "soffice")
    monkeypatch.setattr(office, "_converted", lambda program, data, source, form: made[form.made])
    path = tmp_path / "公开"
    path.write_bytes(FILES[kind][0])
    document = read(path)
    assert (document.format, document.text.strip()) == (kind, "荷塘局")


def test_rtf_is_converted_where_libreoffice_is_installed(tmp_path: Path) -> None:
    if find_program() is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "公开.doc"
    path.write_bytes(b"{\\rtf1\\ansi\\uc1 \\u33655?\\u22616?\\u23616?\\par}")
    assert read(path).text.strip() == "荷塘局"


def test_an_encrypted_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "公开.xlsx"
    path.write_bytes(compound(bytes(5000), "EncryptedPackage"))
    with pytest.raises(ReadError, match=r"^公开.xlsx: .*密码"):
        read(path)
