"""What is written down names what exists."""

import re

import pytest

from tests.infra.running import ROOT


def test_every_document_is_named_in_the_list_of_documents():
    listed = (ROOT / "docs" / "README.md").read_text()
    for file in [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]:
        assert file.name == "README.md" or f"{file.relative_to(ROOT / 'docs')})" in listed, file


@pytest.mark.parametrize(
    "document", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda file: file.name
)
def test_links_in_documents_lead_to_files(document):
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text()):
        assert link.startswith("https://") or (document.parent / link).exists(), link


def test_every_make_command_that_a_document_names_exists():
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", document.read_text(), re.MULTILINE))
        assert named <= known, document
