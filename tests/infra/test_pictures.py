"""Series of screenshots are compared picture by picture."""

import subprocess
import sys

import pytest
from PIL import Image

from scripts.networks import ROOT, STILL, STILL_MOMENT
from scripts.pictures import compare


@pytest.fixture
def series(tmp_path):
    """Two folders with the same white picture, and one for what differs."""
    folders = [tmp_path / name for name in ("before", "after")]
    for folder in folders:
        folder.mkdir()
        Image.new("RGB", (40, 30), "white").save(folder / "start-phone.png")
    return *folders, tmp_path / "differences"


def test_the_same_pictures_do_not_differ(series):
    assert compare(*series) == []
    assert not series[2].exists()


@pytest.mark.parametrize("colour", [(255, 255, 200), (230, 255, 255)])
def test_a_few_pixels_of_one_channel_differ(series, colour):
    picture = Image.new("RGB", (40, 30), "white")
    picture.paste(colour, (10, 5, 12, 8))
    picture.save(series[1] / "start-phone.png")
    (found,) = compare(*series)
    assert (found.name, found.pixels, found.where) == ("start-phone.png", 6, "(10, 5, 12, 8)")
    with Image.open(series[2] / "start-phone.png") as beside:
        assert beside.width > 3 * 40


def test_a_shade_that_nobody_sees_is_no_difference(series):
    Image.new("RGB", (40, 30), (250, 250, 250)).save(series[1] / "start-phone.png")
    assert compare(*series) == []


def test_a_longer_page_differs_by_what_was_added(series):
    Image.new("RGB", (40, 33), "white").save(series[1] / "start-phone.png")
    (found,) = compare(*series)
    assert found.pixels == 3 * 40
    assert "(40, 30) became (40, 33)" in found.where


def test_a_picture_of_one_series_only(series):
    (series[1] / "start-phone.png").rename(series[1] / "start-desktop.png")
    assert [(one.name, one.where) for one in compare(*series)] == [
        ("start-desktop.png", "only after"),
        ("start-phone.png", "only before"),
    ]


@pytest.mark.real_clock(reason="the moment that stands still is that of a process of its own")
def test_still_means_one_moment_and_the_same_names():
    program = (
        "import datetime as dt, secrets\n"
        "from knowledge_network.kit.ids import random_public_id\n"
        "print(dt.datetime.now(dt.UTC).isoformat(timespec='minutes'), random_public_id())"
    )

    def run() -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=ROOT, env=STILL, check=True, capture_output=True, text=True).stdout

    first = run()
    assert first.startswith("2026-11-26T09:0")
    assert STILL_MOMENT.isoformat().startswith("2026-11-26T10:00")
    assert run().split()[1] == first.split()[1]
