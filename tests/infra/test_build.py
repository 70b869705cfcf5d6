"""What is built from sources: made when missing or old, in one step, and never committed."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts import bundle_assets, messages
from scripts.build import build
from tests.infra.running import ROOT

BUILT = [*bundle_assets.BUNDLES, messages.CATALOG.with_suffix(".mo")]


@pytest.fixture
def house(tmp_path):
    """A copy of what building needs, without anything built."""
    for folder in ("scripts", "static", "locale"):
        built = shutil.ignore_patterns("*.mo", "__pycache__", *(path.name for path in bundle_assets.BUNDLES))
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=built)
    return tmp_path


def run_build(house):
    command = [sys.executable, "-m", "scripts.build"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": ""})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def names(paths):
    return {f"built {path.relative_to(ROOT)}" for path in paths}


@pytest.mark.real_clock(reason="what is built and what git keeps is asked in processes of their own")
def test_a_fresh_clone_gets_everything_and_the_second_time_nothing(house):
    assert set(run_build(house)) == names(BUILT)
    assert run_build(house) == []


@pytest.mark.real_clock(reason="what is built and what git keeps is asked in processes of their own")
def test_only_what_a_changed_source_goes_into_is_built_again(house):
    run_build(house)
    with (house / "static/css/layout.css").open("a") as sheet:
        sheet.write("@layer layout { .new { color: red; } }\n")
    assert run_build(house) == ["built static/css/bundle.css"]
    assert ".new{color:red}" in (house / "static/css/bundle.css").read_text()

    (house / "static/css/components/avatar.css").unlink()
    assert run_build(house) == ["built static/css/bundle.css"]

    catalog = house / "locale/nl/LC_MESSAGES/django.po"
    catalog.touch()
    assert run_build(house) == ["built locale/nl/LC_MESSAGES/django.mo"]


@pytest.mark.real_clock(reason="what is built and what git keeps is asked in processes of their own")
def test_processes_side_by_side_never_leave_half_a_file(house):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run_build, [house] * 4))

    for path in BUILT:
        assert (house / path.relative_to(ROOT)).read_bytes() == path.read_bytes(), path
    assert [path for path in house.rglob(".*") if path.is_file() and path.name.startswith((".bundle", ".django"))] == []


def test_this_run_of_the_tests_has_what_its_sources_say():
    assert build() == []


@pytest.mark.real_clock(reason="what is built and what git keeps is asked in processes of their own")
def test_nothing_that_is_built_is_committed():
    if not (ROOT / ".git").exists():
        return
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()

    assert set(tracked) & {str(path.relative_to(ROOT)) for path in BUILT} == set()
    # And git does not offer them either.
    for path in BUILT:
        ignored = subprocess.run(["git", "check-ignore", "-q", str(path)], cwd=ROOT)
        assert ignored.returncode == 0, path


def test_the_image_builds_before_it_collects_static_files():
    steps = (ROOT / "Dockerfile").read_text()

    assert 0 < steps.find("-m scripts.build") < steps.find("collectstatic")
