"""Files of every format that is read, to be damaged; and what must hold of a damaged one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from kg.errors import ReadError
from kg.model import Block, Document
from kg.read import discover, read
from tests.fuzz.mutation import Damage, mutated_pdf, mutated_records, mutated_text, mutated_zip
from tests.read.docx_samples import as_docx, zipped
from tests.read.pdf_samples import Put, cut, grid, pdf, prose
from tests.read.sheet_samples import Grid, Value, Written, as_csv, as_grid, as_xlsx, c, sheet_data, xlsx
from tests.read.xls_samples import workbook

SAMPLES = Path(__file__).parents[2] / "samples"
SECONDS = 30  # for one small file; what takes longer does not end


@dataclass(frozen=True, slots=True)
class Form:
    """A format: whole files, and how they are damaged."""

    wholes: tuple[bytes, ...]
    damage: Damage

    def broken(self, number: int) -> bytes:
        """The damaged file of a number."""
        random = Random(number)
        return self.damage(random.choice(self.wholes), random)


@cache
def forms() -> dict[str, Form]:
    """Every format by name. Another one is a line here."""
    lists, ruled, groups = (SAMPLES / n for n in ("word-lists.docx", "ruled-forms.pdf", "side-by-side-groups.txt"))
    word, text = read(lists), read(groups)
    books = as_xlsx(as_grid(word)), _book()
    return {
        "text": Form(tuple(path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))), mutated_text),
        "pdf": Form((ruled.read_bytes(), _pages()), mutated_pdf),
        "docx": Form((lists.read_bytes(), as_docx(text)), mutated_zip),
        "xlsx": Form(books, mutated_zip),
        "xls": Form((workbook(as_grid(word)), workbook(_grid(), hidden=["x"])), mutated_records),
        "csv": Form((as_csv(as_grid(word, spans=False)), as_csv(as_grid(text), ";", "gb18030")), mutated_text),
        "zip": Form((_archive(lists.read_bytes(), books[1]),), mutated_zip),
    }


def _book() -> bytes:
    """A workbook with something of everything."""
    row = f'<row r="2" hidden="1">{c("A2", "名称")}{c("B2", 12.5, 1)}<c r="C2" t="s"><v>0</v></c></row>'
    formula, error = '<c r="A3" t="str"><f>A2</f><v>名称</v></c>', '<c r="B3" t="e"><v>#N/A</v></c>'
    more = f'<row r="3">{formula}{error}<c r="D3" t="b"><v>1</v></c></row>'
    rest = '<mergeCells><mergeCell ref="A5:D6"/><mergeCell ref="B2:B3"/></mergeCells>'
    sheet = '<sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="2" max="3" hidden="1"/></cols>'
    sheet += sheet_data(row, more, f'<row r="5">{c("A5", "注")}</row>') + rest
    codes = ["General", '#,##0.00_);[Red](#,##0.00);"-"', 'yyyy"年"m"月"', '0!.0,"万元"']
    return xlsx({"表一": sheet, "表二": sheet}, codes=codes, strings=["<r><t>甲</t></r><rPh><t>jia</t></rPh>"])


def _grid() -> Grid:
    """A sheet of the old format with something of everything."""
    made = Grid("表一")
    values: tuple[Value, ...] = ("名称", 12.5, True, "#N/A", 45292.0)
    for col, value in enumerate(values):
        made.put(0, col, Written(value, "yyyy-mm" if col == 4 else '#,##0.00_);(#,##0.00);"-"'))
    made.put(1, 0, Written("合并", rowspan=2, colspan=3))
    return made


def _pages() -> bytes:
    """A PDF whose pages are not packed: a table over a page break, and prose."""
    given = [["产出指标", "次数", "12"], ["效益指标", "满意度", "95"]]
    return pdf([grid(*given), *cut(Put("产出"), Put("指标")), prose((60, "一、概况"), (92, "本局有三个科室。"))])


def _archive(word: bytes, book: bytes) -> bytes:
    inner = zipped({"乙/公开.docx": word, "表.xlsx": book})
    return zipped(
        {"甲/说明.txt": "荷塘局\n一、概况\n本局有三个科室。\n", "里面.zip": inner, "表.csv": "项目,金额\n甲,1\n"}
    )


def judge(data: bytes, folder: Path, *, name: str = "甲") -> int:
    """Read a damaged file: documents, or one line that names the file and the reason. How many documents there were."""
    path = folder / name
    path.write_bytes(data)
    began = time.process_time()
    paths, problems = discover([path])
    found = 0
    for problem in problems:
        assert problem.reason and "\n" not in problem.reason
    for inner in paths:
        try:
            check(read(inner))
            found += 1
        except ReadError as error:
            message = str(error)
            assert message.startswith(name) and "\n" not in message and ": " in message, message
    assert time.process_time() - began < SECONDS
    return found


def check(document: Document) -> None:
    """What is read stands in the plain text, character by character, and can be written down."""
    document.text.encode("utf-8")
    for block in document.blocks:
        for part in [block] if isinstance(block, Block) else block.cells:
            passage = part.passage
            pairs = zip(passage.text, (document.text[i] for i in passage.offsets), strict=True)
            assert all(read == there or (read.isspace() and there.isspace()) for read, there in pairs)
        if not isinstance(block, Block):
            assert all(cell.row < block.n_rows and cell.col < block.n_cols for cell in block.cells)
