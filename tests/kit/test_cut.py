"""A list of which only so many are shown says so; nothing ends in silence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from knowledge_network.kit.cut import cut

PAGES = ("views", "presenters", "pages", "display")
# Where a page shows the first few of a query and need not say that there is more, and why.
NEED_NOT_SAY = {
    ("expertise/agenda/views.py", "research_agenda"): "a school year each",
    ("expertise/asking/views/board.py", "_suggested"): "suggestions while typing",
    ("expertise/finding/views/finder.py", "_kept"): "the first by name; all are one press away",
    ("expertise/pages/queries.py", "list_shared_things"): "the newest, to choose from; older ones have an address",
    ("expertise/products/views/writing.py", "prefilled"): "a first text for a field, by its length",
    (
        "expertise/questions/presenters/board.py",
        "build_board",
    ): "what lies outside is counted; all of it is one press away",
    ("expertise/questions/views/board.py", "find_cycle"): "the newest with a board, one of which is chosen",
    ("expertise/questions/views/board.py", "question_board_moves"): "the screen asks for the rest at once",
    ("expertise/questions/views/cycles.py", "cop_cycle_list"): "a school year each",
    ("knowledge_network/agreements/pages/presenters.py", "_owed"): "those of the start page; all are one press away",
    ("knowledge_network/notifications/events/views/bell.py", "notice_list"): "all of them follow below, page by page",
    ("knowledge_network/exchange/feeds/views/machines.py", "product_feed"): "the newest, as a feed has them",
    ("lesson_study/cycles/presenters/lists.py", "my_steps"): "those of the start page; all are one press away",
    ("plg/meetings/views/agenda.py", "feed_meetings"): "what is near, for a calendar that keeps what it read",
    ("plg/pages/digest.py", "join"): "the overview of a week chooses three of them",
    ("plg/pages/digest.py", "new_results"): "the overview of a week chooses some of them",
    ("plg/pages/views/space.py", "newest_files"): "the newest on the home of a group; all are one press away",
    ("plg/records/views/attendance.py", "members_called"): "suggestions while typing",
}


def queries_cut_short(source: str) -> Iterator[tuple[str, int]]:
    """In which function, and on which line, an ordered query is cut by hand to three rows or more."""
    tree = ast.parse(source)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)):
                continue
            upper, ordered = node.slice.upper, ast.unparse(node.value)
            few = isinstance(upper, ast.Constant) and upper.value in (1, 2)
            named = ast.unparse(upper) if upper else ""
            asks_for_more = named.endswith(("+ 1", "_AT_ONCE", "_EXPORTED"))
            if upper and not node.slice.lower and not few and not asks_for_more and ".order_by(" in ordered:
                yield function.name, node.lineno


def page_modules() -> Iterator[Path]:
    for wing in ("knowledge_network", "plg", "expertise", "lesson_study"):
        for module in sorted((settings.BASE_DIR / wing).rglob("*.py")):
            if "demo" not in module.parts and {*module.parts, module.stem} & set(PAGES):
                yield module


def test_no_list_of_a_page_ends_in_silence():
    found = {
        (module.relative_to(settings.BASE_DIR).as_posix(), name)
        for module in page_modules()
        for name, _line in queries_cut_short(module.read_text())
    }
    assert found == set(NEED_NOT_SAY), "use `cut` and {% cut_note %}, or say here why the page need not"


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("rows.order_by('pk')[:50]", True),
        ("list(rows.filter(a=1).order_by('pk')[:MOST])", True),
        ("cut(rows.order_by('pk'), 50)", False),
        ("rows.order_by('pk')[:1]", False),
        ("rows.order_by('pk')[: MOST + 1]", False),
        ("text[:50]", False),
    ],
)
def test_the_guard_sees_a_query_that_is_cut_by_hand(line, is_found):
    assert bool(list(queries_cut_short(f"def page():\n    return {line}\n"))) == is_found


@pytest.mark.parametrize(("there", "shown", "says"), [(2, [0, 1], False), (3, [0, 1, 2], False), (4, [0, 1, 2], True)])
def test_it_says_so_only_when_there_is_more(there, shown, says):
    rows = cut(list(range(there)), 3).told(str)
    assert rows == [str(number) for number in shown]
    page = Template("{% load kit %}{% cut_note rows %}").render(Context({"rows": rows}))
    assert ("Hier staan er 3" in page) == says
