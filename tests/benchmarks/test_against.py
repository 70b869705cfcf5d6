"""Beside an earlier commit: what counts as slower, and that the pages exist here."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psutil
import pytest
from django.urls import resolve

from benchmarks.against import DEMO, LARGE, LINKED, PAGES, Network, Page, Result, Side, SideError, in_both, report

PAGE = Page("meeting", "/bijeenkomsten/{meeting}/")


def network_at(port: int, log: Path, known: dict[str, str]) -> Network:
    return Network("then_demo", log, port=port, processes=[psutil.Process()], environment={}, known=known)


class Broken(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(500)

    def log_message(self, *words: object) -> None:
        """Nothing."""


class Early(Broken):
    """A side without Lesson Studies."""

    def do_GET(self) -> None:
        if self.path.startswith("/lesson-study/"):
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'<a href="/bijeenkomsten/abcdefghjk/"></a> <a href="/kennisbank/abc-def/"></a>')


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def broken_server() -> Iterator[int]:
    with served(Broken) as port:
        yield port


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("asked", [Network.find_links, lambda network: network.ask(PAGES[-1], 2)])
def test_an_error_of_a_side_names_side_address_and_what_the_server_wrote(broken_server, tmp_path, asked):
    log = tmp_path / "then_demo.log"
    log.write_text("started\nKeyError: 'a word'\n")
    network = network_at(broken_server, log, dict.fromkeys(["leraar", "coordinator"], "a=b"))
    with pytest.raises(SideError, match=r"(?s)then_demo: /\S+/ .*KeyError: 'a word'"):
        asked(network)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_page_that_is_new_is_told_and_one_that_went_is_an_error(tmp_path, capsys):
    with served(Early) as port:
        network = network_at(port, tmp_path / "log", {"leraar": "a=b"})
        network.log.write_text("started\n")
        network.find_links()
        early = Side(tmp_path, {DEMO: network})
        later = Side(tmp_path, {DEMO: replace(network, known=network.known | {"{study}": "abcdefghjk"})})
        study = Page("study", "/lesson-study/{study}/")
        later.networks[DEMO].has = lambda page: True  # type: ignore[method-assign]
        assert in_both(early, later, [PAGE, study]) == [PAGE]
        assert "not compared: study" in capsys.readouterr().out
        with pytest.raises(SideError, match="is not there any more"):
            in_both(later, early, [study])


@pytest.mark.parametrize(
    ("then", "now", "slower"),
    [
        ([10, 10, 10, 10, 10], [10, 11, 10, 10, 11], False),
        ([10, 10, 10, 10, 10], [10.5, 10.5, 10.5, 10.5, 10.5], False),
        ([10, 10, 10, 10, 10], [10.6, 10.6, 10.6, 9, 20], True),
        # One round of before was as slow: the machine was busy, not the page.
        ([10, 10, 10, 10, 12], [11, 11, 11, 11, 11], False),
        ([10, 10, 10, 10, 12], [13, 13, 13, 9, 9], True),
    ],
)
def test_slower_is_more_than_the_ratio_and_more_than_every_round_of_before(then, now, slower):
    result = Result(PAGE, then, now, (7, 7))
    assert result.is_slower is slower
    assert ("**slower**" in report([result])) is slower


def test_the_table_has_medians_spread_ratio_and_queries():
    row = report([Result(PAGE, [10, 8, 12], [9, 9, 30], (7, 6))]).splitlines()[-1]
    assert row == "| meeting | 10.0 | 8.0–12.0 | 9.0 | 0.90 | 7 → 6 |"


def test_every_page_has_an_address_here_and_a_network():
    known = dict.fromkeys([*LINKED, "{member}"], "abcdefghjk")
    network = network_at(0, Path(), known | {"member": "a=b"})
    for page in PAGES:
        resolve(network.address(page).partition("?")[0])
        assert page.network in {DEMO, LARGE}
    assert len({page.name for page in PAGES}) == len(PAGES)
    part = next(page for page in PAGES if page.part)
    assert network.headers(part) == {"HX-Request": "true", "HX-Target": part.part, "Cookie": "a=b"}
