"""What apps tell the search engine: what can be found, to which audiences a reader belongs, what can be done.

An app registers in its own `search.py`, which is imported at start; nothing here knows an app.

    def documents(pks: Collection[int] | None) -> Iterator[Document]: ...   # None asks for all

    register(Searchable(kind="group", label=_("Groups"), icon="users", documents=documents))

The audiences of a document say who may find it; one of them is enough:

- `public`: everybody, `members`: every member, `coordinators`: who runs the network;
- `group:<slug>`: who is in that group, `member:<public_id>`: that one person;
- `anonymous`: only who is not signed in. For an object of which strangers may know less than members: give a second
  document with the key `<pk>:anonymous`, this audience and only the words that strangers may find.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from knowledge_network.kit.remembered import Remembered
from knowledge_network.search.language import Vocabulary

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader

PUBLIC = "public"
ANONYMOUS = "anonymous"
MEMBERS = "members"
COORDINATORS = "coordinators"


def group_audience(slug: str) -> str:
    return f"group:{slug}"


def member_audience(public_id: str) -> str:
    return f"member:{public_id}"


@dataclass(frozen=True)
class Document:
    """The findable face of one object. `object_key` is its primary key as text, or `<pk>:anonymous` (see above).

    `title` weighs most, then `subtitle` (shown below the title), then `words` (never shown). No word may stand here
    that one of the audiences may not read: a hit tells that it is there.
    """

    object_key: str
    title: str
    subtitle: str
    url: str
    words: str
    audiences: Collection[str]
    boost: float = 1.0


@dataclass(frozen=True)
class Searchable:
    """One kind of thing that can be found; `documents` leaves out those of the primary keys that stay hidden."""

    kind: str
    label: str | _StrPromise
    icon: str
    documents: Callable[[Collection[int] | None], Iterable[Document]]


@dataclass(frozen=True)
class Shortcut:
    """Something to do or a page to go to, offered beside what is found.

    `words` are extra words under which it is found; `permission` is a django-rules name, empty for everybody;
    `url_name` is reversed without arguments. A lower `order` is offered sooner.
    """

    name: str
    label: str | _StrPromise
    icon: str
    url_name: str
    words: str | _StrPromise = ""
    permission: str = ""
    needs_member: bool = True
    order: int = 50

    @property
    def url(self) -> str:
        """Its address, or nothing where this installation has no such page."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


# More words for documents of a kind that another app registered: keys as in `Document.object_key`.
WordsProvider = Callable[[Collection[int]], Mapping[str, str]]
# Is told which objects of a kind were indexed anew, inside the same transaction.
Follower = Callable[[Collection[int]], None]

_searchables: dict[str, Searchable] = {}
_words_providers: dict[str, list[WordsProvider]] = {}
_followers: dict[str, list[Follower]] = {}
_phrase_providers: list[Callable[[], Iterable[str]]] = []
_audience_providers: list[Callable[[Member], Collection[str]]] = []
_shortcuts: dict[str, Shortcut] = {}


def register(searchable: Searchable) -> Searchable:
    """Make a kind findable. The order in which apps register is the order of the tabs."""
    known = _searchables.get(searchable.kind)
    if known is not None and known.documents.__module__ != searchable.documents.__module__:
        raise ImproperlyConfigured(f"Two apps make «{searchable.kind}» findable.")
    _searchables[searchable.kind] = searchable
    return searchable


def register_audiences(provider: Callable[[Member], Collection[str]]) -> Callable[[Member], Collection[str]]:
    """Add a function that gives a member's further audiences. Usable as a decorator.

    Best as a queryset of one column of text: all of these are asked in one query.
    """
    if provider not in _audience_providers:
        _audience_providers.append(provider)
    return provider


def register_words(kind: str, provider: WordsProvider) -> None:
    """Let an app above add words to the documents of a `kind`, under the same rule: who finds it may read them."""
    if provider not in (known := _words_providers.setdefault(kind, [])):
        known.append(provider)


def collect_words(kind: str, pks: Collection[int]) -> dict[str, str]:
    """What the apps above add to the documents of these objects."""
    added: dict[str, str] = {}
    for provider in _words_providers.get(kind, []):
        for object_key, text in provider(pks).items():
            added[object_key] = f"{added.get(object_key, '')} {text}".strip()
    return added


def follow(kind: str, follower: Follower) -> None:
    """Be told of every object of a `kind` that is indexed anew or forgotten."""
    if follower not in (known := _followers.setdefault(kind, [])):
        known.append(follower)


def followers(kind: str) -> list[Follower]:
    return _followers.get(kind, [])


def register_phrases(provider: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Add a function that gives names and terms: words that are spelled well, and that a typing error may mean."""
    if provider not in _phrase_providers:
        _phrase_providers.append(provider)
    return provider


vocabulary = Remembered(
    "search.vocabulary", lambda: Vocabulary(phrase for provider in _phrase_providers for phrase in provider())
)


def register_shortcut(shortcut: Shortcut) -> Shortcut:
    """Offer an action or page in the command dialog and above the results."""
    _shortcuts[shortcut.name] = shortcut
    return shortcut


def searchables() -> list[Searchable]:
    return list(_searchables.values())


def get(kind: str) -> Searchable:
    """The searchable of this kind; KeyError when no app registered it."""
    return _searchables[kind]


def shortcuts() -> list[Shortcut]:
    return sorted(_shortcuts.values(), key=lambda shortcut: shortcut.order)


def list_audiences(reader: Reader) -> list[str]:
    """All audiences that the reader belongs to; at most one query for all providers that give a queryset."""
    if not reader.is_authenticated:
        return [PUBLIC, ANONYMOUS]
    audiences = [PUBLIC, MEMBERS, member_audience(reader.public_id)]
    if reader.is_coordinator:
        audiences.append(COORDINATORS)
    given = [provider(reader) for provider in _audience_providers]
    asked = [some for some in given if isinstance(some, QuerySet)]
    if asked:
        given = [some for some in given if not isinstance(some, QuerySet)]
        given.append(list(asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]))
    return [*audiences, *(audience for some in given for audience in some)]
