"""The forms in which a text prints the name of one organisation, and what is another organisation."""

from __future__ import annotations

import pytest

from kg.extract.names import passages, same_field, variants, words
from tests.extract.builders import document, ontology


def printed(name: str, text: str) -> list[str]:
    """The variants that a text prints; each stands where it is said to."""
    doc = document(text)
    found = dict(variants(name, passages(doc), words(ontology())))
    assert all("".join(doc.text[a:b].split()) == form for form, (a, b) in found.items())
    return [form for form in found if form != name]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("工信", "工业和信息化"),
        ("人社", "人力资源和社会保障"),
        ("住建", "住房和城乡建设"),
        ("安监", "安全生产监督管理"),
        ("政府", "人民政府"),
        ("应急", "应急管理"),
        ("科", "科学技术"),
        ("荷塘", "荷塘"),
    ],
)
def test_a_short_form_takes_letters_of_every_part(short: str, long: str) -> None:
    lexicon = words(ontology())
    assert same_field(short, long, lexicon) and same_field(long, short, lexicon)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("文化", "文化和旅游"),
        ("安全", "安全生产监督管理"),
        ("荷", "莲藕技术"),
        ("信工", "工业和信息化"),
        ("委", "委国家安全委员会"),
        ("", "荷塘"),
    ],
)
def test_other_fields_are_not_the_same(one: str, other: str) -> None:
    assert not same_field(one, other, words(ontology()))


@pytest.mark.parametrize(
    ("name", "text", "forms"),
    [
        ("河湾县荷塘管理局", "由县荷塘管理局负责", ["县荷塘管理局"]),
        ("竹溪市河湾县荷塘管理局", "河湾县荷塘管理局编制4人", ["河湾县荷塘管理局"]),
        ("河湾县荷塘管理局", "部门：竹溪市河湾县荷塘管理局", ["竹溪市河湾县荷塘管理局"]),
        ("河湾县荷塘和茶园管理局", "县荷茶局负责", ["县荷茶局"]),
        ("河湾县茶协", "调整河湾县茶叶技术协会，县茶协负责", ["河湾县茶叶技术协会", "县茶协"]),
        ("河湾县茶务委员会", "县茶务委组织", ["县茶务委"]),
        ("河湾县荷塘管理局", "河湾县荷塘管理局（本级）、河湾县荷塘局", ["河湾县荷塘管理局（本级）", "河湾县荷塘局"]),
        ("河湾县荷塘服务站", "批准成立河湾县荷塘管理站，2018年更名为河湾县荷塘服务站。", ["河湾县荷塘管理站"]),
        ("河湾县荷塘工程建设处", "河湾县荷塘工程建设处（以下简称荷塘工程处）", ["荷塘工程处"]),
    ],
)
def test_printed_forms(name: str, text: str, forms: list[str]) -> None:
    assert printed(name, text) == forms


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("河湾县荷塘管理局", "我局、本部门和县渔政局，省荷塘管理局，竹溪市荷塘管理局"),
        ("河湾县荷塘管理局", "河湾县荷塘管理站、河湾县荷塘管理局局长"),
        ("河湾县茶协", "全市茶叶技术协会、上级茶协、县茶叶会议"),
        ("河湾县委办公室", "县委政法委员会办公室、县委农村工作委员会办公室"),
        ("荷塘工程建设处", "市荷塘工程建设处"),
        ("河湾县荷塘服务站", "批准成立河湾县莲藕站，2018年更名为河湾县莲藕服务站。"),
    ],
)
def test_other_organisations_are_no_forms(name: str, text: str) -> None:
    assert printed(name, text) == []


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("竹溪市河湾县荷塘管理局", ("竹溪市", "河湾县")),
        ("荷州经济开发区茶务中心", ("荷州", "经济开发区")),
        ("荷州市城市管理局", ("荷州市",)),
        ("城市管理局", ()),
    ],
)
def test_the_places_of_a_name(name: str, places: tuple[str, ...]) -> None:
    assert words(ontology()).split(name).places == places
