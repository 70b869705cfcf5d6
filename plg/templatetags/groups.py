"""What templates of every part show of groups."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from knowledge_network.kit.templatetags.kit import icon_svg
from plg.groups.kinds import INFO

register = template.Library()


@register.filter
def kind_icon(kind: str) -> SafeString:
    """The icon of a kind of group, everywhere the same."""
    return icon_svg(INFO[kind].icon)
