"""Any letter in any paper: what no font has is written in letters that it has, and never costs the paper."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knowledge_network.kit import pdf
from tests.quality.crawl import read_paper

NAMES = {
    "王小明": "Wang",
    "ሀበሻ": "ha",
    "😀 Sanne": "grinning",
    "ศิริพร": "s",
    "Łukasz Żółć": "Łukasz Żółć",
    "Ελένη": "Ελένη",
    "Наталья": "Наталья",
    "a\U000e0041b\u2800": "a",
}


@pytest.mark.parametrize("name", NAMES)
def test_any_name_stands_on_paper(name, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "FONTS", ())
    template = tmp_path / "any_name.typ"
    source = '#let data = json(bytes(sys.inputs.data))\n#set document(title: [x])\n#set text(lang: "nl")\n#data.name'
    template.write_text(source)
    paper = pdf.make_pdf(template, {"name": name, "rows": [{"who": name}]})
    assert NAMES[name].lower() in read_paper(paper).lower()


@dataclass(frozen=True)
class Sentence:
    text: str


def test_a_paper_takes_words_and_never_writes_a_row_as_code(tmp_path):
    template = tmp_path / "words.typ"
    template.write_text("")
    with pytest.raises(TypeError, match="Sentence"):
        pdf.make_pdf(template, {"verdict": Sentence("Zes doen mee.")})
