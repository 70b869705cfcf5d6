"""Time comes from Python, from one clock that a test can set: in the product, and in the tests."""

import ast
import datetime as dt
import itertools
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone

from tests import clock

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("knowledge_network", "plg", "expertise", "lesson_study", "benchmarks")
# The database's own clock. Leases of the outbox need no exception: they are written and compared in Python too, and
# what makes them survive a clock that jumps is the advisory lock of who sends.
CLOCK_IN_SQL = re.compile(
    r"\bcurrent_(date|time|timestamp)\b|\blocaltime(stamp)?\b(?! *\()|\b(clock|statement|transaction)_timestamp\b"
    r"|\btimeofday\b|(?<![\w.])now\(\)"
    r"|'(now|today|yesterday|tomorrow)' *::|\b(date|timestamp|timestamptz) *'(now|today)'",
    re.IGNORECASE,
)
# Django's clock is the one in the time zone of the network; these are the machine's, or have no zone.
CLOCKS_OF_THE_MACHINE = {"date.today", "datetime.today", "datetime.now", "datetime.utcnow", "utcfromtimestamp"}
READINGS = {"now", "localdate", "localtime", "today", "utcnow", "time", "time_ns"}
OF = {"timezone", "date", "datetime", "time"}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def texts(tree: ast.AST) -> list[ast.Constant]:
    """The texts of a module without its docstrings."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in bare)
    return [node for node in found if isinstance(node.value, str)]


def clocks_in_sql(source: str) -> list[int]:
    tree = ast.parse(source)
    lines = [node.lineno for node in texts(tree) if CLOCK_IN_SQL.search(node.value)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("django.db.models"):
            lines += [node.lineno for name in node.names if name.name == "Now"]
    return lines


def name_of(call: ast.Call) -> list[str]:
    return ast.unparse(call.func).split(".")


def clocks_of_the_machine(source: str) -> list[int]:
    """Where the machine's clock is read, or the day of a stored moment is taken in UTC."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS_OF_THE_MACHINE:
            lines.append(node.lineno)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date":
            whose = node.func.value
            key = whose.slice if isinstance(whose, ast.Subscript) else whose
            if re.search(r"_at['\"]?$", ast.unparse(key)):
                lines.append(node.lineno)
    return lines


def readings_at_import(tree: ast.AST) -> list[int]:
    """Where the clock is read when the module is imported: at its top, in a decorator or for a default."""
    lines: list[int] = []
    waiting: list[ast.AST] = list(ast.iter_child_nodes(tree))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            *whose, what = name_of(node)
            if what in READINGS and whose and whose[-1] in OF and (what == "now" or not node.args):
                lines.append(node.lineno)
        waiting += ast.iter_child_nodes(node)
    return lines


# The product ----------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [*PRODUCT, "tests"])
def test_no_statement_asks_the_clock_of_the_database(folder):
    here = Path(__file__)
    found = {str(path.relative_to(ROOT)): clocks_in_sql(path.read_text()) for path in modules(folder) if path != here}
    assert {path: lines for path, lines in found.items() if lines} == {}, "give it timezone.now() or localdate()"


@pytest.mark.parametrize("folder", PRODUCT)
def test_nothing_reads_the_clock_of_the_machine_or_takes_a_day_in_utc(folder):
    found = {str(path.relative_to(ROOT)): clocks_of_the_machine(path.read_text()) for path in modules(folder)}
    assert {path: lines for path, lines in found.items() if lines} == {}, "ask django.utils.timezone"


@pytest.mark.parametrize(
    "source",
    [
        'SQL = "SELECT 1 WHERE ends_on > CURRENT_DATE"',
        "SQL = f\"SELECT {names} WHERE at < now() - interval '1 day'\"",
        "SQL = \"SELECT 'now'::timestamptz\"",
        "SQL = \"SELECT date 'today'\"",
        'cursor.execute("SELECT clock_timestamp()")',
        "from django.db.models.functions import Lower, Now",
    ],
)
def test_each_way_to_ask_the_database_for_the_time_is_found(source):
    assert clocks_in_sql(source) == [1]


@pytest.mark.parametrize(
    "source",
    ['"""Known now()."""', 'x = "%(now)s"', "now = timezone.now()", 'x = "known_now()"', 'x = gettext("now")'],
)
def test_what_only_looks_like_it_is_left_alone(source):
    assert clocks_in_sql(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "dt.date.today()",
        "x = field(default_factory=dt.date.today)",
        "datetime.now(dt.UTC)",
        "dt.datetime.utcnow()",
        "meeting.starts_at.date()",
        'row["joined_at"].date()',
        "starts_at.date()",
    ],
)
def test_each_clock_of_the_machine_and_each_day_in_utc_is_found(source):
    assert clocks_of_the_machine(source) == [1]


# The tests ------------------------------------------------------------------------------------


def test_no_test_reads_the_clock_before_it_runs():
    """What is read while collecting is a day older when the run passes midnight, and another day in each worker."""
    found = {str(path.relative_to(ROOT)): readings_at_import(ast.parse(path.read_text())) for path in modules("tests")}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "NOW = timezone.now()",
        "@parametrize('day', [dt.date.today()])\ndef test(): ...",
        "def f(at=timezone.now()): ...",
    ],
)
def test_each_way_to_read_the_clock_too_early_is_found(source):
    assert len(readings_at_import(ast.parse(source))) == 1
    assert readings_at_import(ast.parse("def f():\n    return timezone.now()\nlater = lambda: timezone.now()")) == []


@pytest.mark.clock
def test_a_test_begins_at_the_moment_of_the_run_and_time_goes_on():
    began = timezone.now()
    assert dt.timedelta(0) <= began - clock.moment_of_the_run() < dt.timedelta(minutes=1)
    assert timezone.now() > began
    assert timezone.localdate() == clock.moment_of_the_run().astimezone(clock.HERE).date()


@pytest.mark.clock
def test_time_goes_on_while_a_time_server_sets_the_clock_back(request, monkeypatch):
    """A mail that was due at once was not due yet when the sender looked."""
    back = itertools.count(time.time_ns(), -1_000_000)
    monkeypatch.setattr("time_machine._time_machine.original_time_ns", lambda: next(back))
    with clock.started(request.node):
        moments = [timezone.now() for _ in range(5)]
    assert moments == sorted(moments)


@pytest.mark.real_clock(reason="it shows that a test which says why reads the clock of the machine")
def test_a_test_that_says_why_reads_the_clock_of_the_machine(tmp_path):
    file = tmp_path / "written now"
    file.touch()
    assert abs(timezone.now().timestamp() - file.stat().st_mtime) < 60
    assert subprocess.run([sys.executable, "-c", ""]).returncode == 0


def test_a_test_that_does_not_say_why_starts_no_process():
    with pytest.raises(AssertionError, match="real_clock"):
        subprocess.run([sys.executable, "-c", ""])


@pytest.mark.parametrize("given", [{}, {"reason": ""}, {"reason": "needed"}, {"why": "a reason under another name"}])
def test_a_real_clock_without_a_reason_is_refused(given):
    with pytest.raises(pytest.UsageError, match="say why"):
        clock.refuse_without_reason("test_it", **given)


def test_no_test_takes_the_clock_of_the_machine_by_another_way():
    ways = re.compile(r"escape_hatch|\bos\.(fork|spawn|system|exec)|multiprocessing|get_start_method")
    here = Path(__file__)
    assert [str(path) for path in modules("tests") if path != here and ways.search(path.read_text())] == []


def test_the_moments_take_turns():
    day = dt.date(2026, 11, 24)
    turns = {clock.of_the_day(day + dt.timedelta(days=n)) for n in range(len(clock.MOMENTS))}
    assert turns == set(clock.MOMENTS.values())
    assert len({clock.moment(text) for text in turns}) == 8
