"""Static files as the image serves them: every reference resolves, every name has a hash, every text is compressed."""

import json
import subprocess
import sys

import pytest

from tests.infra.running import ROOT, environment

pytestmark = pytest.mark.real_clock(reason="the files are collected by a process of its own, as for the image")
COLLECT = """
import sys, django
from django.conf import settings
settings.STATIC_ROOT = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    variables = environment(
        database_url="postgresql://none/none", redis_url="redis://none", folder=folder, DEMO_MODE="0"
    )
    variables |= {"HASHED_STATIC": "1", "PUBLIC_URL": "https://localhost", "LOG_LEVEL": "ERROR"}
    variables["DJANGO_SETTINGS_MODULE"] = "knowledge_network.settings"
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, str(folder / "made" / "static")],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        umask=0o022,
    )
    assert done.returncode == 0, done.stderr
    return folder / "made" / "static"


def test_every_static_file_gets_a_hash_and_every_reference_in_it_resolves(collected):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    files = [path.relative_to(ROOT / "static") for path in (ROOT / "static").rglob("*") if path.is_file()]
    served = {str(path) for path in files if not path.name.startswith(".") and path.parts[:2] != ("css", "components")}
    assert served <= set(names)
    assert all((collected / hashed).is_file() for hashed in names.values())


def test_style_and_scripts_are_compressed_beforehand(collected):
    texts = [path for path in collected.rglob("*") if path.suffix in {".css", ".js"} and path.stat().st_size > 1000]
    assert texts
    for path in texts:
        assert path.with_name(path.name + ".br").exists(), path
        assert path.with_name(path.name + ".gz").exists(), path


def test_the_user_of_the_site_reads_what_whoever_installs_has_collected(collected):
    """An image is made by root and served by a user without rights; uploads are closed to others, these are not."""
    made = [collected.parent, collected, *collected.rglob("*")]
    closed = [path for path in made if path.stat().st_mode & (0o005 if path.is_dir() else 0o004) == 0]
    assert closed == []
