"""What a phone fetches for a page, with nothing in its cache: within the budget, for every page of the access table."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.access.kept import kept_world
from tests.quality.pages import pages_for, sign_in

KB = 1000
PUBLIC, APPLICATION, MOST_REQUESTS = 60 * KB, 150 * KB, 15
COMPRESSED_ALREADY = (".png", ".jpg", ".webp", ".avif")


class Scale:
    """Weighs what the browser receives as a server sends it: text compressed, fonts counted but not weighed."""

    def __init__(self, page: Any) -> None:
        self.received: list[Any] = []
        self.known: dict[str, int] = {}
        page.on("response", self._note)
        # Without its cache, so that every page is the first one.
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _note(self, answer: Any) -> None:
        self.received.append(answer)

    def weigh(self, page: Any, url: str) -> tuple[int, int]:
        """Bytes and requests of this page."""
        self.received.clear()
        document = page.goto(url).body()
        answers = [answer for answer in self.received if not answer.url.startswith("data:") and answer.url != page.url]
        return compressed("", document) + sum(self._size(answer) for answer in answers), len(answers) + 1

    def _size(self, answer: Any) -> int:
        path = urlsplit(answer.url).path
        if path.endswith((".woff2", ".woff")) or 300 <= answer.status < 400:
            return 0
        if path not in self.known:
            self.known[path] = compressed(path, self._body(answer, path))
        return self.known[path]

    def _body(self, answer: Any, path: str) -> bytes:
        if path.startswith("/static/"):
            return Path(finders.find(path.removeprefix("/static/"))).read_bytes()
        return answer.frame.page.request.get(answer.url).body()


def compressed(path: str, body: bytes) -> int:
    return len(body) if path.endswith(COMPRESSED_ALREADY) else len(gzip.compress(body, 6))


@pytest.mark.django_db(transaction=True)
@pytest.mark.drill(name="pages")
@pytest.mark.parametrize(
    ("role", "budget"),
    [
        pytest.param("anonymous", PUBLIC, marks=pytest.mark.in_suite),
        ("group_member", APPLICATION),
        ("coordinator", APPLICATION),
        # Pages that hold much: a meeting, a plan, a desk of each wing.
        pytest.param("group_lead", APPLICATION, marks=pytest.mark.in_suite),
    ],
)
def test_every_page_is_within_its_budget(role, budget, page, context, live_server):
    world = kept_world()
    addresses = pages_for(world, role)
    sign_in(context, live_server, world, role)
    page.set_viewport_size({"width": 360, "height": 800})
    scale = Scale(page)
    too_heavy, weights = [], []
    for address in addresses:
        weight, requests = scale.weigh(page, live_server.url + address)
        weights.append(weight)
        if weight > budget or requests > MOST_REQUESTS:
            too_heavy.append(f"{address}: {weight} bytes in {requests} requests")
    assert min(weights) > 10 * KB, "a page without its style sheet was weighed"
    assert not too_heavy, "\n".join(too_heavy)
