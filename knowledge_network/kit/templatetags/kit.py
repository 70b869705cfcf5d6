"""Template tags and filters of the frame. They know no model: what they draw is handed to them."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.forms import BoundField, ChoiceField
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from knowledge_network.kit import dates
from knowledge_network.kit.cut import Cut
from knowledge_network.kit.form_errors import error_lines
from knowledge_network.kit.forms import AddressForm
from knowledge_network.kit.machine_head import describe_shown
from knowledge_network.kit.markdown import render_markdown
from knowledge_network.kit.messages import read_undo_url
from knowledge_network.kit.network import read_network, recall_network
from knowledge_network.kit.portraits import find_photo

register = template.Library()

HERE = mark_safe('aria-current="page"')
ELSEWHERE = mark_safe("")
# Far more than roles times sections times languages: beyond it something personal slipped into a key.
MOST_KEPT = 500

MESSAGE_ICONS = {"success": "circle-check", "warning": "triangle-alert", "error": "circle-alert"}


@cache
def icon_names() -> frozenset[str]:
    """The icons in `static/icons.svg`."""
    sprite = settings.BASE_DIR / "static" / "icons.svg"
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite.read_text()))


@cache
def icon_svg(name: str, css_class: str = "") -> SafeString:
    """The SVG of one icon, made once per process. Decorative: the words beside it say what it means."""
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"There is no icon {name!r}; see scripts/icons.txt.")
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css_class}" if css_class else "",
        static("icons.svg"),
        name,
    )


class IconNode(Node):
    def __init__(self, arguments: list[FilterExpression]) -> None:
        self.arguments = arguments

    def render(self, context: template.Context) -> SafeString:
        return icon_svg(*[str(argument.resolve(context)) for argument in self.arguments])


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """`{% icon "search" %}` or `{% icon name "css-class" %}`; costs nothing when the name is a literal."""
    words = token.split_contents()[1:]
    if len(words) not in {1, 2}:
        raise template.TemplateSyntaxError("icon takes a name and perhaps a class")
    arguments = [parser.compile_filter(word) for word in words]
    if all(isinstance(a.var, str) and not a.filters for a in arguments):
        return TextNode(icon_svg(*[str(a.var) for a in arguments]))
    return IconNode(arguments)


@register.inclusion_tag("components/machine_head.html", takes_context=True)
def machine_head(context: template.Context, shown: object) -> dict[str, object]:
    """What machines read of a public page; nothing for members, who are none."""
    user = context.get("user")
    head = None if user is None or user.is_authenticated else describe_shown(shown)
    return {"head": head, "network": context.get("network")}


class KeptNode(Node):
    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.keys = keys
        self.kept: dict[tuple[Any, ...], str] = {}

    def render(self, context: template.Context) -> str:
        key = (get_language(), read_network().version, *[expression.resolve(context) for expression in self.keys])
        html = self.kept.get(key)
        if html is None:
            html = self.nodelist.render(context)
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = html
        return html


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept value … %}…{% endkept %}`: drawn once per language, look of the network and combination of the values.

    For parts of the frame that are the same on many pages. Whatever the content depends on must be among the values,
    and none of them may be personal: no name, no address of a page, no CSRF token.
    """
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, keys)


@register.simple_tag
def network_name() -> str:
    """What the network is called, for pages that stand while the database is away."""
    return recall_network().title


@register.filter
def message_icon(message: Message) -> SafeString:
    return icon_svg(MESSAGE_ICONS.get(message.level_tag, "info"))


@register.filter
def undo_url(message: Message) -> str:
    """The address that takes back what `message` tells; see `kit.messages.offer_undo`."""
    return read_undo_url(message)


@register.filter
def says_optional(field: BoundField) -> bool:
    """Whether a field that may stay empty says so: not in a filter, where all may, nor where nothing else is asked."""
    if field.field.required or isinstance(field.form, AddressForm) or _has_minimum(field):
        return False
    if getattr(field.form, "empty_is_an_answer", False) and isinstance(field.field, ChoiceField):
        return False
    asked = (one for one in field.form if not one.is_hidden)
    return len(list(islice(asked, 2))) > 1


def _has_minimum(field: BoundField) -> bool:
    """Whether less than it asks for is refused, now or when it is sent in: then «not required» would be no help."""
    return bool(getattr(field.field, "min_length", None)) or field.name in getattr(field.form, "asked_when_sent", ())


@register.simple_tag(takes_context=True)
def avatar(context: template.Context, person: Any, size: str = "", photo: str = "") -> SafeString:
    """A round photo, or initials on one of six colours; `person` has `initials` and `avatar_colour`.

    `photo` is the address of a picture that this reader may see; of a member it is found by itself. Sizes: "s", "",
    "l", "xl".
    """
    photo = photo or find_photo(person, context.get("user"))
    css_class = f"avatar {size}" if size else "avatar"
    if photo:
        return format_html('<img class="{}" src="{}" alt="" width="40" height="40" loading="lazy">', css_class, photo)
    return format_html(
        '<span class="{}" data-colour="{}" aria-hidden="true">{}</span>',
        css_class,
        person.avatar_colour,
        person.initials,
    )


register.filter("error_lines", error_lines)
register.filter("nice_date", dates.nice_date)
register.filter("nice_datetime", dates.nice_datetime)
register.filter("short_month", dates.short_month)
register.simple_tag(dates.nice_period, name="nice_period")


@register.filter
def markdown(text: str, top_heading: int = 3) -> SafeString:
    """Safe HTML; wrap it in `<div class="prose">`. The argument is the level of its highest headings."""
    return render_markdown(text, top_heading=top_heading)


@register.simple_tag(takes_context=True)
def current(context: template.Context, url: str) -> SafeString:
    """`aria-current="page"` for the link to the page that is shown: `<a href="{{ url }}" {% current url %}>`."""
    return HERE if context["request"].path == url else ELSEWHERE


@register.simple_tag
def cut_note(rows: Cut[Any]) -> SafeString:
    """Says below a list that it is not whole; nothing when it is. An error for a list that cannot know."""
    if not rows.is_cut:
        return mark_safe("")
    words = gettext("Here are %(most)s of them; there are more.") % {"most": rows.most}
    return format_html('<p class="meta">{}</p>', words)
