"""The images of others can be pinned to what their tags mean, and a tag that moved is told."""

from __future__ import annotations

import pytest

from scripts.pin_images import FILES, IMAGE, OURS, changed, pinned

OLD, NEW = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_image_of_others_is_pinned_and_again(path):
    text = path.read_text()
    others = [found["tag"] for found in IMAGE.finditer(text) if not found["tag"].startswith(OURS)]
    assert others
    once = pinned(text, lambda tag: OLD)
    assert once.count(OLD) == len(others)
    assert pinned(once, lambda tag: NEW) == pinned(text, lambda tag: NEW)
    assert changed(once, lambda tag: OLD) == []
    assert changed(once, lambda tag: NEW) == sorted(set(others)) == changed(text, lambda tag: OLD)
    assert OURS not in "".join(others)


def test_every_tag_says_which_minor_version(project):
    for path in FILES:
        for found in IMAGE.finditer(path.read_text()):
            version = found["tag"].partition(":")[2]
            assert found["tag"].startswith(OURS) or version.partition("-")[0].count(".") >= 1, found["tag"]
