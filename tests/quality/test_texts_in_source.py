"""No sentence stands in the source as people would read it: it is marked for translation, whatever its language.

Every text is taken out, of templates and of code, and what is left after the marked ones has to be a name or a word
for machines. A walk along the pages cannot see this: it does not know what people wrote from what the source says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from scripts.messages import KEYWORDS

ROOT = Path(settings.BASE_DIR)
WORD = re.compile(r"[^\W\d_]{2,}")

# Templates ------------------------------------------------------------------------------------

TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".jinja", ".txt", ".text", ".subject"}
)
# What stands in «code» is typed as it stands, in every language.
MARKED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}"
    r"|{#.*?#}|<!--.*?-->|<!doctype[^>]*>|<(script|style|code)\b.*?</\1>",
    re.DOTALL | re.IGNORECASE,
)
# The second: a block that fills in a class.
CODE = re.compile(r"{%.*?%}|{{.*?}}|(?<=%})\s*class=\"[\w -]*\"\s*(?={%)", re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
READ_ALOUD = re.compile(r"\s(?:aria-label|title|placeholder|alt|label|data-[a-z-]*(?:label|confirm|text))=\"([^\"]*)\"")
# What a tag hands on: `with title="Hello"`.
HANDED_ON = re.compile(r"\b(?:title|label|text|heading|hint|placeholder|message)=\"([^\"]*)\"")
# The name of the network, names of programs, keys, formats and licences; what is the same in Dutch and in English.
NAMES = {
    *("Kennisnetwerk", "Lerende", "Leraren", "Nederlands", "English", "DUO", "Open", "Onderwijsdata"),
    *(
        "CSV",
        "JSON",
        "OpenAPI",
        "OAI",
        "PMH",
        "XLSX",
        "xlsx",
        "Excel",
        "RIS",
        "SHA",
        "CC",
        "BY",
        "NL",
        "EN",
        "Outlook",
        "Google",
        "Apple",
    ),
    *("Enter", "Ctrl", "Alt", "Esc", "km", "fte", "demo", "example"),
}


def texts_of_template(source: str) -> list[str]:
    """What it says by itself: between its tags, in attributes that are read aloud, and in what it hands on."""
    source = MARKED.sub(" ", source)
    handed_on = [text for tag in CODE.findall(source) for text in HANDED_ON.findall(tag)]
    drawn = CODE.sub("\0", source)
    read_aloud = [text for tag in TAG.findall(drawn) for text in READ_ALOUD.findall(tag)]
    texts = [*re.sub(r"&\w+;", " ", TAG.sub("\n", drawn)).splitlines(), *read_aloud, *handed_on]
    return [" ".join(text.replace("\0", " ").split()) for text in texts if set(WORD.findall(text)) - NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_says_nothing_that_is_not_marked(path):
    assert texts_of_template(path.read_text()) == [], "{% translate %}"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>Wat wil je weten?</p>", ["Wat wil je weten?"]),
        ("<p>Saved.</p>", ["Saved."]),
        ('<input name="naar" placeholder="Zoeken">', ["Zoeken"]),
        ("{% if x %}Opslaan{% else %}{{ x }}{% endif %}", ["Opslaan"]),
        ('{% include "x.html" with title="Opgeslagen" %}', ["Opgeslagen"]),
        ('<a href="/naar/" title="{{ x }}">{% translate "To" %}</a>{# wat dit is #}', []),
        ("{% blocktranslate %}You are in.{% endblocktranslate %} CSV 2", []),
    ],
)
def test_what_a_template_says_by_itself_is_found(source, texts):
    assert texts_of_template(source) == texts


# Code -----------------------------------------------------------------------------------------

MODULES = sorted(
    path
    for folder in ("knowledge_network", "plg", "expertise", "lesson_study")
    for path in (ROOT / folder).rglob("*.py")
    if not {"migrations", "commands", "demo"} & set(path.relative_to(ROOT).parts)
)
TWO_WORDS = re.compile(r"[^\W\d_]{2,}[^\w]+[^\W\d_]{2,}")
SENTENCE = re.compile(r"[A-ZÀ-Þ«¡¿]|.*[.?!…]$", re.DOTALL)
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|CREATE|ALTER|DROP|SET|UNION|COALESCE|AND)\b|::")
# Read by who makes or runs the network, not by its members.
FOR_MAKERS = {
    *("ImproperlyConfigured", "LookupError", "ValueError", "AssertionError", "TypeError", "KeyError", "RuntimeError"),
    *("BadRequest", "UndeclaredError", "TemplateSyntaxError", "SuspiciousOperation", "cast"),
    *("debug", "info", "warning", "error", "exception", "demand", "RunPython", "RunSQL", "execute", "compile"),
}
# Whatever is given to these is read as it stands, be it one word.
SAYS = {"ValidationError", "RefusedError", "add_error", "HttpResponseBadRequest"}
SAYING = {"label", "help_text", "verbose_name", "verbose_name_plural", "placeholder", "heading", "empty_label"}
# Data in the language that it is about, and what goes to machines as it stands, by file.
KNOWN = {
    "knowledge_network/dashboards/metrics.py": "what Prometheus shows to who runs the network",
    "knowledge_network/kit/environment.py": "what operators read when a setting is wrong",
    "knowledge_network/kit/machines.py": "robots.txt and security.txt",
    "knowledge_network/kit/prepared.py": "stands in SQL",
    "knowledge_network/kit/tables_at_once.py": "what `migrate` says to who runs the network",
    "knowledge_network/kit/uploads.py": "the name of a part in documents",
    "knowledge_network/insight/ties/statements.py": "titles of books and papers, as they were published",
    "knowledge_network/members/templatetags/accounts.py": "names of browsers and systems",
    "knowledge_network/members/imports/register.py": "columns of a national register",
    "knowledge_network/members/network/unattended.py": "what operators read when a file of settings is wrong",
    "knowledge_network/members/people/presenters.py": "languages by their own names",
    "knowledge_network/notifications/outbox/composing.py": "a header of mail",
    "knowledge_network/notifications/outbox/kinds.py": "a type",
    "knowledge_network/notifications/outbox/wire.py": "an error of the programmer",
    "knowledge_network/agreements/signing/chain.py": "an error of the programmer",
    "knowledge_network/agreements/signing/keys.py": "read by who runs the network, when its key is gone",
    "knowledge_network/settings_accounts.py": "the name of a federation",
    "knowledge_network/exchange/login/enums.py": "names of federations",
    "knowledge_network/exchange/login/federations.py": "why an answer of a federation is refused, in the log",
    "knowledge_network/exchange/login/saml_answers.py": "the same, by SAML",
    "knowledge_network/exchange/login/saml_federations.py": "the same, by SAML",
    "knowledge_network/exchange/api/schemas.py": "the description of the API, in English for makers of programs",
    "knowledge_network/exchange/api/views/door.py": "what the API answers to programs, as it is described",
    "knowledge_network/exchange/api/views/outside.py": "what the API answers to programs, as above",
    "knowledge_network/exchange/api/views/endpoints.py": "the description of the API, as above",
    "knowledge_network/exchange/catalogue/answers.py": "what OAI-PMH answers to harvesters",
    "knowledge_network/exchange/catalogue/harvest.py": "errors of OAI-PMH, read by harvesters",
    "knowledge_network/exchange/catalogue/views.py": "what OAI-PMH answers to harvesters",
    "knowledge_network/exchange/catalogue/enums.py": "names of formats",
    "knowledge_network/exchange/feeds/views/machines.py": "an error of oEmbed, read by programs",
    "knowledge_network/exchange/badges/keys.py": "read by who runs the network, when its key is gone",
    "knowledge_network/agreements/signing/actions/sealing.py": "how the chain is made, in the file of evidence",
    "knowledge_network/agreements/texts/clauses.py": "an expression that finds clauses",
    "knowledge_network/agreements/texts/templates.py": "a Dutch agreement to start from",
    "knowledge_network/agreements/obligations/templates.py": "Dutch obligations to start from",
    "expertise/products/enums.py": "names of licences",
    "expertise/gaps/presenters/board.py": "what is left out of the name of a board",
    "lesson_study/cycles/checker.py": "Dutch questions as examples",
}


class Texts(ast.NodeVisitor):
    """The sentences of a module that are not marked, with their lines; documentation is none."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self.read_as_it_stands = False

    def visit_Call(self, node: ast.Call) -> None:
        name = called(node.func)
        if name in KEYWORDS or (name in FOR_MAKERS and not is_of_messages(node.func)):
            return
        says = name in SAYS or is_of_messages(node.func)
        for place, given in enumerate(node.args):
            # The first is the name of a field.
            self.read(given, says=says and (name != "add_error" or place > 0))
        for keyword in node.keywords:
            self.read(keyword.value, says=keyword.arg in SAYING)
        self.visit(node.func)

    def read(self, node: ast.expr, *, says: bool) -> None:
        before, self.read_as_it_stands = self.read_as_it_stands, says
        self.visit(node)
        self.read_as_it_stands = before

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        """The keys are names."""
        for key in node.keys:
            if key is not None:
                self.read(key, says=False)
        for value in node.values:
            self.visit(value)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """What is filled in comes from elsewhere."""
        self.visit(node.left)
        self.read(node.right, says=self.read_as_it_stands and isinstance(node.op, ast.Add))

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.read(node.value, says=False)
        self.read(node.slice, says=False)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        self.note(node.lineno, "".join(str(part) for part in parts))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.read(part.value, says=False)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.note(node.lineno, node.value)

    def note(self, line: int, text: str) -> None:
        bare = re.sub(r"<[^<>]*>", " ", text).strip()
        is_sentence = bool(TWO_WORDS.search(bare) and SENTENCE.match(bare) and " " in bare and not SQL.search(bare))
        if is_sentence or (self.read_as_it_stands and WORD.search(bare)):
            self.found.append((line, text))


def called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def is_of_messages(node: ast.expr) -> bool:
    """`messages.success(request, …)`, which is shown on the next page."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "messages"


def texts_of_code(source: str) -> list[tuple[int, str]]:
    texts = Texts()
    texts.visit(ast.parse(source))
    return texts.found


def unmarked() -> Iterator[tuple[str, int, str]]:
    for path in MODULES:
        for line, text in texts_of_code(path.read_text()):
            yield str(path.relative_to(ROOT)), line, text


def test_code_says_nothing_that_is_not_marked():
    found = list(unmarked())
    assert [f"{file}:{line} {text[:80]}" for file, line, text in found if file not in KNOWN] == [], "gettext"
    assert set(KNOWN) - {file for file, _line, _text in found} == set(), "says nothing any more"


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('messages.success(request, "Opgeslagen")', 1),
        ('messages.success(request, _("Saved"))', 0),
        ('raise ValidationError("verplicht")', 1),
        ('raise RefusedError(f"Dat kan niet, {name}.")', 1),
        ('title = "Mijn groepen"', 1),
        ('forms.CharField(label="naam", required=False)', 1),
        ('format_html("<b>Nog niet klaar</b> {}", x)', 1),
        ('"""Wat dit doet."""\nlogger.warning("No such thing")\nx = "SELECT a FROM b WHERE c"', 0),
        ('raise ValueError("No such thing as this")\nstate = "done already"', 0),
    ],
)
def test_what_code_says_by_itself_is_found(source, count):
    assert len(texts_of_code(source)) == count


# Scripts --------------------------------------------------------------------------------------

# The bundles that are made of them stand in the folder itself.
SCRIPTS = sorted(path for path in (ROOT / "static" / "js").glob("*/**/*.js") if "vendor" not in path.parts)
SAID_BY_A_SCRIPT = re.compile(r"(?:\"([^\"\n]*)\"|'([^'\n]*)'|`([^`\n]*)`)")


def texts_of_script(source: str) -> list[str]:
    """Sentences; a script reads its words from the page, which has them in the language of its reader."""
    source = re.sub(r"/\*.*?\*/|^\s*//.*$|(?<=[;{}, ])//.*$", "", source, flags=re.DOTALL | re.MULTILINE)
    source = re.sub(r"new \w*Error\([^)]*\)", "", source)
    texts = ["".join(found) for found in SAID_BY_A_SCRIPT.findall(source)]
    return [text for text in texts if re.match(r"[A-ZÀ-Þ][^\W\d_]+ [^\W\d_]{2,}", text)]


def test_a_script_reads_its_words_from_the_page():
    found = {str(path.relative_to(ROOT)): texts_of_script(path.read_text()) for path in SCRIPTS}
    assert len(found) > 5
    assert {path: texts for path, texts in found.items() if texts} == {}
    assert texts_of_script('button.textContent = "Even wachten";') == ["Even wachten"]
