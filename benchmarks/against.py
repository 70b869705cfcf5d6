"""Measure this commit beside an earlier one, in one run and by turns; see docs/performance.md.

usage: python -m benchmarks.against COMMIT [--size 10000] [--rounds 5] [--requests 40] [--only NAME] [--write]

Both sides are worktrees with their own packages, databases and web servers, filled by their own code: they may differ
in schema and in names of modules. Only addresses are shared. Ends with an error when a page became slower.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import psutil

from benchmarks.__main__ import FEW, MANY, RARE, ROOT, wait_until_up
from benchmarks.golden import write
from benchmarks.load import WrongAnswerError, measure
from scripts.embedded import Postgres, free_port, throw_away_servers

SIDE = (ROOT / "benchmarks" / "side.py").read_text()
MARKS = ("<!-- against -->", "<!-- /against -->")
SLOWER = 1.05
LARGE, DEMO = "large", "demo"
LOG_LINES = 3
FILLED_AT_ONCE = 2
SPACE = "/groepen/rekenen-met-inzicht/besloten/"


@dataclass(frozen=True)
class Page:
    """`login`: who asks, empty for a visitor; `part`: the element that htmx fills, where only that is asked for."""

    name: str
    path: str
    network: str = DEMO
    login: str = "leraar"
    part: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Target": self.part} if self.part else {}


PAGES = (
    Page("directory", "/leden/", LARGE, "member"),
    Page("group page", "/groepen/groep-7/", LARGE, "member"),
    Page("profile", "/leden/{member}/", LARGE, "member"),
    Page("finder, rare word", f"/expertise/?q={RARE}", LARGE, "member"),
    Page("finder, two words", f"/expertise/?q={MANY}+{FEW}", LARGE, "member"),
    Page(
        "finder, part of a broad word", f"/expertise/?q={MANY}&bestuur=stichting-3", LARGE, "member", "finder-results"
    ),
    Page("Lesson Studies", "/lesson-study/", LARGE, "member"),
    Page("Lesson Studies, words", "/lesson-study/?q=les+leerlingen&vak=rekenen", LARGE, "member"),
    Page("home, visitor", "/", login=""),
    Page("groups, visitor", "/plgs/", login=""),
    Page("knowledge base, visitor", "/kennisbank/", login=""),
    Page("product, visitor", "/kennisbank/{product}/", login=""),
    Page("start page of a teacher", "/start/"),
    Page("start page of a coordinator", "/start/", login="coordinator"),
    Page("groups", "/groepen/"),
    Page("closed space", SPACE),
    Page("meetings of a group", f"{SPACE}bijeenkomsten/"),
    Page("meeting", "/bijeenkomsten/{meeting}/"),
    Page("agenda", "/agenda/"),
    Page("finder, empty", "/expertise/"),
    Page("Lesson Study in discussion", "/lesson-study/{study}/"),
    Page("help board", "/vragen/"),
    Page("knowledge base", "/kennisbank/"),
    Page("board of gaps", "/expertise/in-beeld/", login="coordinator"),
    Page("table of groups", "/beheer/groepen/", login="coordinator"),
)
# What stands in an address of the demo and differs from side to side → the page it is linked from, by whom, and how.
LINKED = {
    "{meeting}": (f"{SPACE}bijeenkomsten/", "leraar", r'href="/bijeenkomsten/([a-z0-9]{10})/"'),
    "{study}": ("/lesson-study/", "leraar", r'href="/lesson-study/([a-z0-9]{10})/"'),
    "{product}": ("/kennisbank/", "", r'href="/kennisbank/([a-z0-9]+-[\w-]+)/"'),
}


class SideError(Exception):
    """A side does not answer as it should."""


@dataclass
class Network:
    """One filled database of one side, and the web server on it, which writes into `log`."""

    name: str
    log: Path
    port: int
    processes: list[psutil.Process]
    environment: dict[str, str]
    # Cookies by the name of who asks, and what stands in addresses.
    known: dict[str, str]

    def address(self, page: Page) -> str:
        return re.sub(r"\{\w+\}", lambda found: self.known[found[0]], page.path)

    def headers(self, page: Page) -> dict[str, str]:
        return page.headers | ({"Cookie": self.known[page.login]} if page.login else {})

    def ask(self, page: Page, requests: int) -> float:
        """CPU milliseconds of web server and PostgreSQL for one answer."""
        address, headers = self.address(page), self.headers(page)
        try:
            return measure(self.port, address, headers, self.processes, requests=requests).cpu_ms
        except WrongAnswerError as error:
            raise self.failed(address, f"did not answer all {requests} times with a page") from error

    def find_links(self) -> None:
        """What stands in addresses; of a page that is not there yet nothing."""
        for name, (path, login, pattern) in LINKED.items():
            text = self.read(path, login)
            found = re.search(pattern, text)
            if text and not found:
                raise self.failed(path, f"has no link like {pattern}")
            if found:
                self.known[name] = found[1]

    def read(self, path: str, login: str) -> str:
        """The page; empty when there is none at this address."""
        headers = {"Cookie": self.known[login]} if login else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # nosec B310
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return ""
            raise self.failed(path, f"answers {error.code}") from error

    def has(self, page: Page) -> bool:
        is_known = all(name in self.known for name in re.findall(r"\{\w+\}", page.path))
        return is_known and self.read(self.address(page), page.login) != ""

    def failed(self, path: str, what: str) -> SideError:
        """Names the side, the address, and the end of what its web server wrote."""
        lines = self.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
        said = "\n".join(line.replace("\\n", "\n") for line in lines) or "nothing"
        return SideError(f"{self.name}: {path} {what}; its web server wrote:\n{said}")


@dataclass
class Side:
    """One commit: its worktree and its networks by name."""

    folder: Path
    networks: dict[str, Network] = field(default_factory=dict)

    def run(self, *words: str, environment: dict[str, str]) -> object:
        """What `benchmarks/side.py` answers in this side's own Python."""
        command = [str(self.folder / ".venv" / "bin" / "python"), "-W", "ignore", "-c", SIDE, *words]
        done = subprocess.run(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            sys.exit(f"{self.folder.name}: {words[0]} failed")
        return json.loads(done.stdout.splitlines()[-1])

    def count_queries(self, pages: list[Page]) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, network in self.networks.items():
            own = [page for page in pages if page.network == name]
            asked = [[network.known.get(page.login, ""), network.address(page), page.part] for page in own]
            counts = self.run("count", json.dumps(asked), environment=network.environment)
            assert isinstance(counts, list)  # nosec B101
            found |= {page.name: number for page, number in zip(own, counts, strict=True)}
        return found


@dataclass(frozen=True)
class Result:
    """CPU milliseconds of each round; `queries` then and now."""

    page: Page
    then: list[float]
    now: list[float]
    queries: tuple[int, int]

    @property
    def ratio(self) -> float:
        return statistics.median(self.now) / statistics.median(self.then)

    @property
    def is_slower(self) -> bool:
        """More than the ratio allows, and more than any round of before."""
        return self.ratio > SLOWER and statistics.median(self.now) > max(self.then)


# Both sides ------------------------------------------------------------------------------------


@contextlib.contextmanager
def worktree(commit: str, folder: Path) -> Iterator[Side]:
    """A checkout with its packages; those of this checkout serve where the lists are the same."""
    git("worktree", "add", "--quiet", "--force", "--detach", str(folder), commit)
    try:
        packages = Path("requirements") / "dev.txt"
        if (folder / packages).read_bytes() == (ROOT / packages).read_bytes():
            (folder / ".venv").symlink_to(ROOT / ".venv")
        subprocess.run(["sh", "scripts/bootstrap.sh", "dev"], cwd=folder, check=True)
        yield Side(folder)
    finally:
        if (folder / ".venv").is_symlink():
            (folder / ".venv").unlink()
        git("worktree", "remove", "--force", str(folder))


def filled(side: Side, name: str, size: int, postgres: Postgres, cache: str) -> Network:
    """A database of this side with its people in it; its web server is still to be started."""
    database = f"{side.folder.name}_{name}"
    postgres.create_database(database)
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": postgres.url(database),
        "REDIS_URL": cache,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "BENCH_DEMO_MODE": "1" if name == DEMO else "0",
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "WEB_THREADS": "2",
    }
    print(f"filling {database}", flush=True)
    known = side.run("fill", name, str(size), environment=environment)
    assert isinstance(known, dict)  # nosec B101
    return Network(database, side.folder.with_name(f"{database}.log"), port, [], environment, known)


@contextlib.contextmanager
def running(side: Side, name: str, network: Network, postgres: Postgres) -> Iterator[None]:
    with network.log.open("wb") as into:
        server = subprocess.Popen(
            ["sh", "scripts/service.sh", "web"], env=network.environment, cwd=side.folder, stdout=into, stderr=into
        )
    try:
        wait_until_up(network.port, server)
        assert postgres.process is not None  # nosec B101
        network.processes = [psutil.Process(server.pid), psutil.Process(postgres.process.pid)]
        if name == DEMO:
            network.find_links()
        side.networks[name] = network
        yield
    finally:
        server.terminate()
        server.wait()


def measure_by_turns(then: Side, now: Side, pages: list[Page], rounds: int, requests: int) -> list[Result]:
    """Each round asks every page of both sides, one after the other: what slows the machine slows both."""
    samples: dict[tuple[str, str], list[float]] = {}
    for number in range(rounds + 1):
        print(f"round {number} of {rounds}" if number else "warming up", flush=True)
        for page in pages:
            for name, side in (("then", then), ("now", now)):
                spent = side.networks[page.network].ask(page, requests)
                samples.setdefault((name, page.name), []).extend([spent] * bool(number))
    queries = then.count_queries(pages), now.count_queries(pages)
    return [
        Result(
            page,
            samples["then", page.name],
            samples["now", page.name],
            (queries[0][page.name], queries[1][page.name]),
        )
        for page in pages
    ]


def run(commit: str, pages: list[Page], size: int, rounds: int, requests: int) -> list[Result]:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="network-bench-")))
        sides = [
            stack.enter_context(worktree(wanted, folder / name)) for name, wanted in (("then", commit), ("now", "HEAD"))
        ]
        postgres, valkey = stack.enter_context(throw_away_servers())
        places = [(side, name) for side in sides for name in sorted({page.network for page in pages})]
        # A cache of its own: what one side keeps there, the other may not be able to read.
        caches = [valkey.url(number) for number in range(len(places))]
        with ThreadPoolExecutor(FILLED_AT_ONCE) as pool:
            networks = pool.map(lambda place, cache: filled(place[0], place[1], size, postgres, cache), places, caches)
        for (side, name), network in zip(places, networks, strict=True):
            stack.enter_context(running(side, name, network, postgres))
        then, now = sides
        return measure_by_turns(then, now, in_both(then, now, pages), rounds, requests)


def in_both(then: Side, now: Side, pages: list[Page]) -> list[Page]:
    """The pages that can be compared; a page that went is an error, one that is new is told."""
    for page in pages:
        if not now.networks[page.network].has(page):
            raise now.networks[page.network].failed(page.path, "is not there any more")
    old = [page for page in pages if then.networks[page.network].has(page)]
    if new := [page.name for page in pages if page not in old]:
        print(f"Not there before, so not compared: {', '.join(new)}", flush=True)
    return old


# Report ----------------------------------------------------------------------------------------


def report(results: list[Result]) -> str:
    lines = [
        "| page | before: CPU ms | spread | now: CPU ms | now ÷ before | queries |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in results:
        then, now = one.queries
        lines.append(
            f"| {one.page.name} | {statistics.median(one.then):.1f} | {min(one.then):.1f}–{max(one.then):.1f}"
            f" | {statistics.median(one.now):.1f} | {one.ratio:.2f}{' **slower**' if one.is_slower else ''}"
            f" | {then if then == now else f'{then} → {now}'} |"
        )
    return "\n".join(lines)


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", help="the earlier commit")
    parser.add_argument("--size", type=int, default=10_000, help="members of the large network")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=40, help="for each page, side and round")
    parser.add_argument("--only", default="", help="only pages whose name begins like this")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    if git("status", "--porcelain"):
        print("What is not committed is not measured.", flush=True)
    pages = [page for page in PAGES if page.name.startswith(options.only)]
    try:
        results = run(options.commit, pages, options.size, options.rounds, options.requests)
    except SideError as error:
        sys.exit(str(error))
    before = git("show", "-s", "--format=%h of %cs", options.commit)
    # The commit that the table comes with has no name yet.
    now = git("show", "-s", "--format=%cs", "HEAD")
    text = f"Before: {before}; now: the source of {now}. {options.rounds} rounds by turns.\n\n{report(results)}"
    print("\n" + text)
    if options.write:
        write(text, MARKS)
    if slower := [one.page.name for one in results if one.is_slower]:
        sys.exit(f"\nSlower than {SLOWER} × before, and than every round of before: {', '.join(slower)}")
    print(f"\nNo page is slower than {SLOWER} × before, or it lies within the spread of before.")


if __name__ == "__main__":
    main()
