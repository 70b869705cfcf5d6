"""`{% url %}` as Django's, but what has no parts is looked up once in each process and not at every page.

A page has a dozen of them, in menus and forms, and each searched through the names of all addresses. Every template
knows this tag (`TEMPLATES`); what it takes, gives and refuses is Django's.
"""

from __future__ import annotations

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import get_script_prefix, get_urlconf

register = template.Library()


class FixedAddressNode(URLNode):
    """The address of a page that has no parts, as `{% url "members:member_list" %}`."""

    def __init__(self, node: URLNode) -> None:
        super().__init__(node.view_name, node.args, node.kwargs, node.asvar)
        self.found: dict[tuple[str, str], str] = {}

    def render(self, context: template.Context) -> str:
        key = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
        address = self.found.get(key)
        if address is None:
            address = self.found[key] = super().render(context)
        return address


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    node = parse_url(parser, token)
    is_fixed = isinstance(node.view_name.var, str) and not node.view_name.filters
    return FixedAddressNode(node) if is_fixed and not (node.args or node.kwargs or node.asvar) else node
