"""A migrated database that is kept is used while everything that made it is as it was, and no longer."""

import pytest
from django.conf import settings

from tests import kept_template


def names() -> set[str]:
    return {str(path.relative_to(settings.BASE_DIR)) for path in kept_template.sources(settings.BASE_DIR)}


def test_its_name_tells_of_migrations_what_they_import_views_and_packages():
    wanted = {
        "plg/migrations/0001_initial.py",
        "knowledge_network/kit/ids.py",
        "plg/groups/database_views.py",
        "knowledge_network/kit/database_views.py",
        "requirements/dev.txt",
    }
    assert wanted - names() == set()


def test_a_changed_source_or_another_moment_has_another_name(tmp_path):
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("a")
    other.write_text("b")
    before = kept_template.name_of([one, other], "")
    assert kept_template.name_of([one, other], "2028-02-29T12:00") != before
    other.write_text("c")
    assert kept_template.name_of([one, other], "") != before


@pytest.mark.parametrize("programs", [False, True])
def test_without_programs_or_a_file_nothing_is_restored(programs, tmp_path, monkeypatch):
    monkeypatch.setattr(kept_template, "FOLDER", tmp_path)
    monkeypatch.delenv(kept_template.PROGRAMS, raising=False)
    if programs:
        monkeypatch.setenv(kept_template.PROGRAMS, str(tmp_path))
    else:
        kept_template.keep("postgresql://nowhere")
    assert kept_template.restore("postgresql://nowhere") is False
    assert list(tmp_path.iterdir()) == []
