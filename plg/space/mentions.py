"""«@Fenna» in a post: found among the people of the group, stored by who it is, shown under the name of today.

Typed and edited as `@Fenna Twickelstra`, stored as `@{k3hq8w2mzp}`: so no name stays behind when somebody is erased.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from knowledge_network.kit.markdown import render_markdown
from knowledge_network.members.people.models import Member

TOKEN = re.compile(r"@\{([2-9a-z]{10})\}")
# Stands for a mention while Markdown is rendered; a private-use character nobody types and no middle step changes.
PLACE = "\ue000{}\ue001"
TAG_OR_PLACE = re.compile("<[^>]*>|\ue000(\\d+)\ue001")
PRIVATE_USE = re.compile("[\ue000\ue001]")


def store_mentions(text: str, people: Collection[Member], *, known: Collection[str] = ()) -> tuple[str, set[str]]:
    """`text` with every `@name` of `people` as a token, and the public ids that it mentions.

    A token that names neither one of `people` nor one of `known` (who stood in the text before) becomes plain words:
    nobody is brought into a text from outside the group.
    """
    names = _unambiguous_names(people)
    allowed = {person.public_id for person in people} | set(known)
    clean = PRIVATE_USE.sub("", text)
    parts: list[str] = []
    end = 0
    for match in TOKEN.finditer(clean):
        parts += [_with_tokens(clean[end : match.start()], names)]
        parts += [match[0] if match[1] in allowed else f"@{match[1]}"]
        end = match.end()
    stored = "".join([*parts, _with_tokens(clean[end:], names)])
    return stored, mentioned_ids([stored])


def mentioned_ids(texts: Iterable[str]) -> set[str]:
    return {match[1] for text in texts for match in TOKEN.finditer(text)}


def as_typed(text: str, people: Collection[Member]) -> str:
    """The stored text as somebody types it; a name that would not be found again keeps its token."""
    names = _unambiguous_names(people)
    full = {person.public_id: person.get_full_name() for person in people}
    by_id = {public_id: name for public_id, name in full.items() if name.casefold() in names}
    return TOKEN.sub(lambda match: f"@{by_id[match[1]]}" if match[1] in by_id else match[0], text)


def plain_text(text: str, names: Mapping[str, str]) -> str:
    """For a quote or a search result: tokens become names, Markdown stays as it is."""
    return TOKEN.sub(lambda match: f"@{names.get(match[1]) or gettext('former member')}", text)


def render_post(text: str, names: Mapping[str, str], link_to: Callable[[str], str]) -> SafeString:
    """Safe HTML. `names` maps public id → name of today; who is not in it is shown as a former member."""
    found: list[SafeString] = []

    def keep_place(match: re.Match[str]) -> str:
        name, url = names.get(match[1]), link_to(match[1])
        if name and url:
            found.append(format_html('<a class="mention" href="{}">@{}</a>', url, name))
        else:
            found.append(format_html('<span class="mention">@{}</span>', name or gettext("former member")))
        return PLACE.format(len(found) - 1)

    def fill_place(match: re.Match[str]) -> str:
        if match[1] is None:  # a tag: a mention in the address of a link is no mention
            return PRIVATE_USE.sub("", match[0])
        return found[int(match[1])]

    html = render_markdown(TOKEN.sub(keep_place, PRIVATE_USE.sub("", text)))
    return mark_safe(TAG_OR_PLACE.sub(fill_place, html))  # noqa: S308  # nosec B703 - both parts are safe


def _with_tokens(text: str, names: Mapping[str, Member]) -> str:
    if "@" not in text or not names:
        return text
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w@.])@({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

    def as_token(match: re.Match[str]) -> str:
        # «İ» matches «i» and yet is not the same in lower case.
        person = names.get(match[1].casefold())
        return make_token(person) if person else match[0]

    return pattern.sub(as_token, text)


def make_token(person: Member) -> str:
    return f"@{{{person.public_id}}}"


def _unambiguous_names(people: Collection[Member]) -> dict[str, Member]:
    """Full names and given names in lower case that point at one of `people` only."""
    names = [(name, person) for person in people for name in {person.get_full_name(), person.given_name}]
    often = Counter(name.casefold() for name, _person in names)
    return {name.casefold(): person for name, person in names if name and often[name.casefold()] == 1}
