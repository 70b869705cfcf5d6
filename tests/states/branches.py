"""Which branches of which templates made a page: each `if`, `elif`, `else`, each loop with something and with nothing.

A branch is named by its template, the line where it begins and what it is: «plg/polls/poll_list.html:31 else». The name
of a template alone stands for the template as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.base import NodeList, Template, TextNode, Token, TokenType
from django.template.defaulttags import ForNode, IfNode

TEMPLATES = settings.BASE_DIR / "templates"


class Mark(TextNode):
    """Stands first in a branch, draws nothing, and tells that the branch is drawn."""

    def __init__(self, name: str, tell: Callable[[str], None]) -> None:
        super().__init__("")
        self.name, self.tell = name, tell
        self.token = Token(TokenType.TEXT, "", lineno=0)

    def render(self, context: Any) -> str:
        self.tell(self.name)
        return ""

    render_annotated = render


class Seen:
    """The branches that were rendered since `take`."""

    def __init__(self) -> None:
        self.now: set[str] = set()

    def take(self) -> set[str]:
        taken, self.now = self.now, set()
        return taken

    def tell(self, name: str) -> None:
        self.now.add(name)

    def watch(self) -> None:
        """From now on every template that is compiled tells which of its branches are rendered."""
        compiled = Template.compile_nodelist

        def compile_nodelist(template: Template) -> NodeList:
            nodes = compiled(template)
            for name, branch in list(branches_of(template, nodes)):
                branch.insert(0, Mark(name, self.tell))
            return nodes

        Template.compile_nodelist = compile_nodelist


def branches_of(template: Template, nodes: NodeList) -> Iterator[tuple[str, NodeList]]:
    """Name and nodes of the template and of each branch in it that shows something; nothing for those of packages."""
    path = str(template.origin.name)
    if not path.startswith(f"{TEMPLATES}/"):
        return
    name = path.removeprefix(f"{TEMPLATES}/")
    yield name, nodes
    names: set[str] = set()
    for kind, branch in _inside(nodes):
        if not any(not isinstance(node, TextNode) or node.s.strip() for node in branch):
            continue
        line = next(node.token.lineno for node in branch if not isinstance(node, TextNode) or node.s.strip())
        called = f"{name}:{line} {kind}"
        while called in names:
            called += "'"
        names.add(called)
        yield called, branch


def _inside(nodes: NodeList) -> Iterator[tuple[str, NodeList]]:
    for node in nodes.get_nodes_by_type(IfNode):
        for number, (condition, branch) in enumerate(node.conditions_nodelists):
            yield ("else" if condition is None else "elif" if number else "if"), branch
    for node in nodes.get_nodes_by_type(ForNode):
        yield "for", node.nodelist_loop
        yield "empty", node.nodelist_empty


def all_branches() -> set[str]:
    """Those of every template of this project."""
    names = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
    found: set[str] = set()
    for name in names:
        template = engines["django"].engine.get_template(name)
        found |= {branch for branch, _nodes in branches_of(template, template.nodelist)}
    return found
