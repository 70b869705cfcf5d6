"""What `make structure` counts, on small trees of which the answer can be seen."""

import re
import subprocess
import textwrap
import tomllib
from pathlib import Path

import pytest

from scripts.structure import __main__ as report
from scripts.structure import measure

LINTED = """
    [tool.importlinter]
    root_packages = ["house", "wing"]

    [[tool.importlinter.contracts]]
    name = "between the parts"
    type = "layers"
    layers = ["wing", "house.upper", "house.lower | house.other"]

    [[tool.importlinter.contracts]]
    name = "inside a part"
    type = "layers"
    containers = ["wing", "wing.*"]
    layers = ["(asking) | (gaps)", "views : urls", "(models)"]
    exhaustive_ignores = ["apps"]

    [[tool.importlinter.contracts]]
    name = "not about layers"
    type = "forbidden"
    source_modules = ["house"]
    forbidden_modules = ["wing"]
"""


@pytest.fixture
def tree(tmp_path):
    """Writes files into an otherwise empty tree; missing `__init__.py` are made."""

    def write(files: dict[str, str]) -> Path:
        for name, text in {"pyproject.toml": LINTED, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
            for folder in path.relative_to(tmp_path).parents[:-1] if name.endswith(".py") else ():
                (tmp_path / folder / "__init__.py").touch()
        return tmp_path

    return write


def test_modules_in_no_layer(tree):
    files = (
        ("house/lower/deep/any.py", True),
        ("house/elsewhere.py", False),
        ("wing/apps.py", True),
        ("wing/models.py", True),
        ("wing/help_notices.py", False),
        ("wing/asking/views.py", True),
        ("wing/asking/models/row.py", True),
        ("wing/asking/strange.py", False),
        ("wing/migrations/0001_first.py", True),
    )
    found = measure(tree(dict.fromkeys((name for name, _ in files), "")))
    expected = [name.removesuffix(".py").replace("/", ".") for name, placed in files if not placed]
    assert sorted(found.without_layer) == sorted(expected)


@pytest.mark.parametrize(
    "back",
    [
        "from wing.a import A",
        "from wing import a",
        "import wing.a",
        "from .a import A",
        "from . import a",
        "try:\n    from wing.a import A\nexcept ImportError:\n    pass",
        "class B:\n    from wing.a import A",
    ],
)
def test_circles_at_the_top_of_modules(tree, back):
    found = measure(tree({"wing/a.py": "from wing.b import B", "wing/b.py": back, "wing/c.py": "import wing.a"}))
    assert found.circles == found.circles_at_top == [["wing.a", "wing.b"]]


def test_circles_closed_by_a_function_and_those_of_types(tree):
    files = {
        "wing/a.py": "from wing.b import B",
        "wing/b.py": "def later():\n    from wing.c import C",
        "wing/c.py": "import wing.a",
        "wing/d.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from wing.e import E",
        "wing/e.py": "from wing.d import D",
    }
    found = measure(tree(files))
    assert found.circles == [["wing.a", "wing.b", "wing.c"]]
    assert found.circles_at_top == []


def test_two_circles_are_two(tree):
    pairs = {"a": "b", "b": "a", "c": "d", "d": "c"}
    found = measure(tree({f"wing/{one}.py": f"import wing.{other}" for one, other in pairs.items()}))
    assert found.circles == [["wing.a", "wing.b"], ["wing.c", "wing.d"]]


def test_a_name_from_a_package_leads_to_the_package(tree):
    files = {"wing/models/__init__.py": "from wing.models.one import One", "wing/models/one.py": "import wing.models"}
    assert measure(tree(files)).circles == [["wing.models", "wing.models.one"]]


def test_imports_inside_functions_and_their_reasons(tree):
    source = """
        import wing.models

        def ready():
            import wing.views  # noqa: F401, PLC0415
            import wing.urls  # noqa: F401  # Django has loaded the models by now
            from wing.models import (
                One,  # only now
            )
            import json
            "import wing.views"

        async def other():
            lambda: __import__("wing.views")
            from wing import models  # type: ignore[attr-defined]
    """
    files = {"wing/apps.py": source, "wing/models.py": "", "wing/views.py": "", "wing/urls.py": ""}
    imports = measure(tree(files)).imports
    assert imports.without_reason == ["wing/apps.py:15", "wing/apps.py:5"]
    assert imports.with_reason == ["wing/apps.py:7", "wing/apps.py:6"]


def test_template_lines(tree):
    widths = (120, 121, 160, 161, 161, 301)
    files = {
        "templates/wing/list.html": "\n".join("x" * width for width in widths) + "\n",
        "house/upper/templates/house/one.html": "<p>\n</p>\n",
        "tests/templates/strange.html": "x" * 400,
        "templates/robots.txt": "x" * 400,
        "house/upper/views.py": "",
    }
    found = measure(tree(files))
    assert (found.template_lines, found.wide_lines, found.widest) == (8, {120: 5, 160: 3, 300: 1}, 301)
    assert found.wide_share == 37.5


def test_long_files_and_long_functions(tree):
    def function(name: str, lines: int) -> str:
        return f"def {name}():\n" + "    pass\n" * (lines - 1)

    files = {
        "wing/fits.py": "x = 1\n" * 400,
        "wing/long.py": "x = 1\n" * 401,
        "wing/views.py": function("fits", 40) + "@x\n" + function("long", 41),
    }
    found = measure(tree(files))
    assert found.long_files == ["wing/long.py"]
    assert found.long_functions == ["wing/views.py:42 long"]


def test_lines_with_any(tree):
    source = '''
        """Any dict[str, Any] in words is no type."""
        from typing import Any, cast
        import typing

        def one(a: Any, b: dict[str, Any]) -> "dict[str, Any]":
            c: list[dict[str, Any]] = cast("Any", a)
            # Any
            d = cast("list[str]", a)
            return cast(dict[str, typing.Any], print("Any"))
    '''
    found = measure(tree({"wing/views.py": source}))
    # Lines 6, 7 and 10; the last is no `dict[str, Any]` by name.
    assert (found.any_lines, found.any_dict_lines) == (3, 2)


def test_files_of_each_wing_and_room(tree):
    names = ("wing/apps.py", "wing/urls.py", "wing/asking/views.py", "wing/asking/models/row.py", "house/urls.py")
    more = ("house/members/apps.py", "house/members/people/forms.py", "house/members/management/commands/do.py")
    found = measure(tree(dict.fromkeys([*names, *more], ""))).folders
    assert found == {
        "house": {"": 2},
        "house/members": {"": 2, "people": 2},
        "wing": {"": 3, "asking": 4},
    }


@pytest.mark.real_clock(reason="git makes the commits in processes of its own")
def test_files_outside_the_room_that_its_commits_changed(tmp_path):
    def git(*words: str) -> str:
        identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
        return subprocess.run(
            ["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    def commit(*names: str) -> str:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(path.read_text() + "x\n" if path.exists() else "x\n")
        git("add", "-A")
        git("commit", "-qm", "one")
        return git("rev-parse", "HEAD").strip()

    git("init", "-q")
    since = commit("locale/nl.po", "plg/models.py")
    commit("plg/polls/models.py", "templates/plg/polls/poll.html", "tests/plg/polls/test_polls.py", "locale/nl.po")
    commit("plg/models.py", "README.md")
    until = commit("plg/polls/views.py", "plg/migrations/0002_polls.py", "locale/nl.po")
    commit("plg/polls/views.py", "CHANGELOG.md")
    assert report.touched_outside("polls", since, until, tmp_path) == ["locale/nl.po", "plg/migrations/0002_polls.py"]


def test_the_table_keeps_what_was_before(tree, monkeypatch):
    text = f"# Shape\n\n{report.MARKS[0]}\n{report.MARKS[1]}\n\nThe end.\n"
    first = report.put_between_marks(text, report.table({"gone": "3", "stays": "2"}, {"stays": "1"}, ("then", "now")))
    assert "| stays | 2 | 1 |\n| gone | 3 | – |" in first
    assert first.endswith(f"{report.MARKS[1]}\n\nThe end.\n")
    assert report.former_column(first, 1) == ("then", {"stays": "2", "gone": "3"})
    assert report.former_column(first, 2) == ("now", {"stays": "1"})
    assert (
        report.put_between_marks(first, report.table({"stays": "2", "gone": "3"}, {"stays": "1"}, ("then", "now")))
        == first
    )
    with pytest.raises(SystemExit):
        report.put_between_marks("no marks", "table")


# The table «Where is what» ---------------------------------------------------------------------

MOST_ROWS = 45  # of one screen
IN_EVERY_WING = {"pages"}
NO_ROOM = {"apps", "templatetags", "models", "urls", "management", "migrations", "rules", "signals"}


def find_rooms(project: Path) -> dict[str, set[str]]:
    """Each wing with its rooms, as the layer contracts have them."""
    contracts = tomllib.loads((project / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    wings = [contract for contract in contracts if contract["name"].startswith("Rooms of ")]
    return {
        wing["containers"][0].rpartition(".")[2]: {
            room for layer in wing["layers"] for room in re.findall(r"\w+", layer)
        }
        - NO_ROOM
        for wing in wings
    }


def named_rooms(table: list[str], wings: set[str]) -> dict[str, set[str]]:
    """What a table names of each wing; «…/room/» stands for a room of the wing that was named before it."""
    named: dict[str, set[str]] = {wing: set() for wing in wings}
    wing = ""
    for path in re.findall(r"`([\w…/]+)/`", "\n".join(line.rpartition(" | ")[2] for line in table)):
        parts = path.split("/")
        if found := wings & set(parts):
            (wing,) = found
        elif parts[0] != "…":
            wing = ""
        place = parts.index(wing if wing in parts else "…") if wing else len(parts)
        named.get(wing, set()).update(parts[place + 1 : place + 2])
    return named


def test_each_room_stands_in_the_table_where_is_what_and_it_fits_one_screen(project):
    rooms = find_rooms(project)
    assert {"plg", "expertise", "lesson_study", "agreements", "members", "notifications"} <= rooms.keys()
    part = (project / "CONTRIBUTING.md").read_text().partition("## Where is what")[2].partition("\n## ")[0]
    table = [line for line in part.splitlines() if line.startswith("| ")]
    named = named_rooms(table, set(rooms))
    missing = {f"{wing}/{room}" for wing, of_wing in rooms.items() for room in of_wing - named[wing] - IN_EVERY_WING}
    assert missing == set()
    assert len(table) <= MOST_ROWS


def test_the_order_of_rooms_is_told_as_the_contracts_have_it(project):
    """Under the table, a line for each wing: its name or the beginning of it, and its rooms from top to bottom."""
    lines = (project / "CONTRIBUTING.md").read_text().splitlines()
    told = [re.findall(r"\w+", line) for line in lines if " → " in line]
    for wing, rooms in find_rooms(project).items():
        assert [line for line in told if set(line[1:]) - NO_ROOM == rooms], f"no line has the rooms of {wing}"
