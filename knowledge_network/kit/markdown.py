"""Markdown from people: no HTML, no images, no address that runs code, and headings that fit the page they stand on."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {
    *("a", "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
RELATION = "nofollow noopener"
LOWEST_HEADING = 6

BARE_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'«»]*[^\s<>\"'«».,;:!?)\]]")


def render_markdown(text: str, *, top_heading: int = 3) -> SafeString:
    """Safe HTML for `text`; its highest headings become `<h{top_heading}>` and none of the levels is skipped."""
    if not text or not text.strip():
        return mark_safe("")
    html = _parser.render(text, {"top_heading": top_heading})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=RELATION)
    return mark_safe(clean)  # noqa: S308  # nosec B703  # nh3 has just cleaned it


def _fit_headings(state: StateCore) -> None:
    """Let the levels that occur follow one another without gaps, from the page's own level down."""
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    open_levels: list[int] = []
    for token in headings:
        level = int(token.tag[1])
        if token.type == "heading_open":
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        fitted = state.env.get("top_heading", 3) + len(open_levels) - 1
        token.tag = f"h{min(fitted, LOWEST_HEADING)}"


def _link_bare_addresses(state: StateCore) -> None:
    """Make a link of every web address that stands in running text."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        depth = 0
        children: list[Token] = []
        for token in block.children:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and depth == 0 and "://" in token.content:
                children += _with_links(token.content)
            else:
                children.append(token)
        block.children = children


def _with_links(text: str) -> list[Token]:
    tokens: list[Token] = []
    end = 0
    for match in BARE_ADDRESS.finditer(text):
        tokens += [
            _text(text[end : match.start()]),
            Token("link_open", "a", 1, attrs={"href": match[0]}),
            _text(match[0]),
            Token("link_close", "a", -1),
        ]
        end = match.end()
    return [*tokens, _text(text[end:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    parser.disable("image")
    parser.core.ruler.push("fit_headings", _fit_headings)
    parser.core.ruler.push("link_bare_addresses", _link_bare_addresses)
    return parser


_parser = _make_parser()
