"""Templates as source code: in the form that `make format` gives, in lines that fit a screen, every element whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.format_templates import KEPT, ROOT, broken, find_templates

SOURCES = find_templates()
LONG, NEVER = 160, 300
LONG_SHARE = 0.01
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Inside SVG an element may close itself.
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)(?P<inside>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*?)(?P<self>/?)>")
TEMPLATE_TAG = re.compile(r"{%[-\s]*(?P<name>\w+)(?P<rest>(?:(?!%}).)*)%}", re.DOTALL)
PIECE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
BRANCH = {"elif", "else", "empty", "plural"}


def line_lengths() -> Iterator[tuple[int, str]]:
    for path in SOURCES:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            yield len(line), f"{path.relative_to(ROOT)}:{number}"


def test_no_line_is_so_long_that_nobody_reads_it():
    assert [place for length, place in line_lengths() if length > NEVER] == []


def test_hardly_any_line_runs_off_the_screen():
    lengths = list(line_lengths())
    long = [place for length, place in lengths if length > LONG]

    assert len(lengths) > 1000
    assert len(long) <= LONG_SHARE * len(lengths), "\n".join(long)


def cut_elements(source: str) -> list[str]:
    """Elements that a template tag cuts in two: opened in one branch or block, closed in another or nowhere."""
    ends = {found["name"].removeprefix("end") for found in TEMPLATE_TAG.finditer(source) if found["name"][:3] == "end"}
    wrong: list[str] = []
    # One list of open elements per open block.
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for piece in pieces(COMMENT.sub("", source)):
        found = TEMPLATE_TAG.fullmatch(piece)
        if found is None:
            wrong += read_tag(piece, blocks[-1][1])
            continue
        name = found["name"]
        if name in BRANCH or name.startswith("end"):
            wrong += [f"<{element}> is not closed before {piece}" for element in blocks[-1][1]]
            if len(blocks) == 1:
                return [*wrong, f"{piece} ends nothing"]
            opened, _ = blocks.pop()
        if name in BRANCH:
            blocks.append((opened, []))
        elif name in ends:
            blocks.append((name, []))
    return wrong + [f"<{element}> is not closed" for element in blocks[-1][1]]


def pieces(source: str) -> Iterator[str]:
    """HTML tags and template tags that stand outside of them, in order; what stands inside an HTML tag is dropped."""
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found[0])
        return f"\0{len(hidden) - 1}\0"

    text = PIECE.sub(hide, source)
    for found in re.finditer(rf"{TAG.pattern}|\0(?P<hidden>\d+)\0|<(?=[a-z/])[^<]*", text, re.DOTALL):
        if found["hidden"] is None:
            inside = re.sub(r"\0(\d+)\0", lambda number: hidden[int(number[1])], found[0])
            yield found[0] if TAG.fullmatch(found[0]) else f"<!{inside[:80]}"
        elif hidden[int(found["hidden"])].startswith("{%"):
            yield hidden[int(found["hidden"])]


def read_tag(piece: str, open_elements: list[str]) -> list[str]:
    """Note an element that opens or closes; gives what is wrong with it."""
    found = TAG.fullmatch(piece)
    if found is None:
        return [f"a tag that does not end: {piece[2:]}"]
    if found["close"]:
        if not open_elements or open_elements.pop() != found["name"]:
            return [f"{piece} closes nothing in its branch"]
    elif found["name"] not in VOID and not found["self"]:
        open_elements.append(found["name"])
    return []


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_no_element_is_cut_in_two_by_a_template_tag(path):
    assert cut_elements(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        '<div {% if x %}class="a"{% else %}class="b"{% endif %}>{% if y %}<p>z</p>{% endif %}</div>',
        '<p title="a > {% if x %}<{% endif %}">{{ "<b>" }}{% for x in y %}<b>x</b>{% empty %}<i>y</i>{% endfor %}</p>',
        '{% icon "x" %}{% kept %}<ul><li>x</li></ul>{% endkept %}<!-- <p> --><svg><path d="M0"/></svg>',
    ],
)
def test_whole_elements_are_fine(source):
    assert cut_elements(source) == []


@pytest.mark.parametrize(
    "source",
    [
        '{% if x %}<a href="y">{% endif %}z{% if x %}</a>{% endif %}',
        '{% if x %}<a href="y">{% else %}<b>{% endif %}z</a>',
        '{% kept %}<input value="{% endkept %}{{ x }}"{% kept %}>{% endkept %}<p>',
        "{% block a %}<div>{% endblock %}</div>",
        "<div><p></div></p>",
        '<a href="x" {% if y %}><b>{% endif %}',
    ],
)
def test_cut_elements_are_found(source):
    assert cut_elements(source) != []


MESSAGES = [
    "{% blocktranslate %}a{% endblocktranslate %}<p>",
    "{% if x %}{% blocktranslate trimmed %}\n  <p>a</p>{% plural %}<li>b</li>\n{% endblocktranslate %}{% endif %}",
    "{% if x %}<pre>{% if y %}<p>  a</p>{% endif %}</pre>",
    "{# {% if x %}<p> #}{% comment %}{% if x %}<p>{% endcomment %}",
]


@pytest.mark.parametrize("source", MESSAGES)
def test_breaking_lines_beside_blocks_leaves_messages_and_what_is_drawn_as_written_alone(source):
    kept = [found[0] for found in KEPT.finditer(source)]

    assert kept
    assert [found[0] for found in KEPT.finditer(broken(source))] == kept


def test_breaking_lines_beside_blocks_changes_blanks_only_and_nothing_the_second_time():
    for path in SOURCES:
        text = path.read_text()
        assert "".join(broken(text).split()) == "".join(text.split()), path
        assert broken(broken(text)) == broken(text), path


# Tables that fold on a phone ----------------------------------------------------------------------

# Its place says what it is: a sentence over the whole width, a chart, or a state with a shape of its own.
SPEAKS_FOR_ITSELF = re.compile(r"wide|strip-cell|meta|stands|headcount")


def nameless_cells(source: str) -> list[str]:
    """Cells of a folding table that lose what they are once the head is away: two or more beside the first."""
    found = []
    for table in re.findall(r"<table class=\"plain fold\">.*?</table>", source, re.DOTALL):
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL):
            cells = re.findall(r"<td[^>]*>.*?</td>", row, re.DOTALL)
            bare = [cell for cell in cells if "data-label" not in cell and not SPEAKS_FOR_ITSELF.search(cell)]
            found += bare if len(bare) > 1 else []
    return found


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if "plain fold" in path.read_text()], ids=lambda path: path.stem
)
def test_a_figure_in_a_folded_table_says_what_it_is(path):
    assert nameless_cells(path.read_text()) == []


def test_two_bare_figures_are_nameless_and_one_is_not():
    row = '<table class="plain fold"><tr><th>Geld</th>{}</tr></table>'
    assert len(nameless_cells(row.format("<td>1</td><td>2</td>"))) == 2
    assert nameless_cells(row.format('<td>1</td><td data-label="Vrij">2</td>')) == []


WHOLE_FORM = re.compile(r"{{\s*(\w*form)\s*}}")
SUMMARY = re.compile(r'{%\s*include "components/error_summary.html"(?: with form=(\w+))?[^%]*%}')


def twice_summed_up(source: str) -> set[str]:
    """Forms that are drawn whole, with what is wrong on top, beside a summary of their own."""
    return set(WHOLE_FORM.findall(source)) & {name or "form" for name in SUMMARY.findall(source)}


def test_what_is_wrong_with_a_form_is_summed_up_once():
    found = {str(path.relative_to(ROOT)): names for path in SOURCES if (names := twice_summed_up(path.read_text()))}
    assert found == {}


def test_a_form_that_is_summed_up_twice_is_found():
    summary = '{% include "components/error_summary.html" %}'
    assert twice_summed_up(summary + "{{ form }}") == {"form"}
    assert twice_summed_up(summary.replace(" %}", " with form=new_form %}") + "{{ new_form }}") == {"new_form"}
    assert twice_summed_up(summary + "{{ form.text.as_field_group }}{{ new_form }}") == set()
