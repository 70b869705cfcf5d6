"""The frame around every page: navigation, appearance, messages, error pages."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils.translation import override

from knowledge_network.kit import navigation
from knowledge_network.kit.messages import offer_undo, read_undo_url
from knowledge_network.kit.navigation import Entry, Frame

PUBLIC = ["Home", "PLG's", "Projectgroepen", "Expertgroepen", "Leden", "Over", "Contact", "Inloggen", "Aanmelden"]


def member(**values):
    rights = dict.fromkeys(("is_coordinator", "is_platform_admin", "is_privacy_contact", "is_liaison_officer"), False)
    person = {
        "is_authenticated": True,
        "is_school_leader": False,
        "is_director": False,
        "unread_addresses": [],
        "public_id": "abc",
        "pk": 1,
    }
    return SimpleNamespace(**rights | person | values)


def frame_of(user, path="/", cookies=None):
    request = RequestFactory().get(path)
    request.user = user
    request.COOKIES = cookies or {}
    return Frame(request)


@pytest.fixture
def entries(monkeypatch):
    """A navigation of our own, with addresses that need no URL configuration."""
    registered: list[Entry] = []
    monkeypatch.setattr(navigation, "_entries", registered)
    monkeypatch.setattr(navigation, "_address", lambda name, urlconf: "" if name == "absent" else f"/{name}/")
    return registered


def entry(name, **values):
    return Entry(**{"label": name, "url_name": name, "icon": "house", "order": 1} | values)


def test_the_public_navigation_is_that_of_the_network_itself():
    visitor = AnonymousUser()
    main = [e for e in navigation.registered() if e.place == "main" and e.shown_to(visitor)]

    with override("nl"):
        assert [str(e.label) for e in main] == PUBLIC


@pytest.mark.parametrize("registered", navigation.registered(), ids=lambda e: f"{e.place}-{e.url_name}")
def test_every_entry_of_the_frame_leads_to_a_page(registered):
    arguments = registered.args(member()) if registered.args else ()

    assert resolve(reverse(registered.url_name, args=arguments))


def test_a_phone_has_a_bottom_bar_of_four_and_a_menu_with_the_rest():
    assert sorted(e.bottom for e in navigation.registered() if e.bottom) == [1, 2, 3, 4]
    rest = {str(link.label) for link in frame_of(member()).main_beside_bottom}
    assert {"Vragen", "Leden", "Kennisbank"} <= rest
    assert [str(link.label) for link in frame_of(member()).phone] == ["Stel een vraag"]


def test_management_is_only_for_who_has_something_to_manage():
    manage = next(e for e in navigation.registered() if str(e.url_name).endswith(":management"))

    assert not manage.shown_to(AnonymousUser())
    assert not manage.shown_to(member())
    for right in ("is_coordinator", "is_platform_admin", "is_privacy_contact", "is_school_leader"):
        assert manage.shown_to(member(**{right: True}))


def test_an_entry_is_current_on_its_page_and_below_but_home_only_on_itself(entries):
    entries += [entry("groups", sections=("plgs",)), entry("members")]

    def current(path):
        return [link.label for link in frame_of(AnonymousUser(), path).main if link.current]

    assert current("/groups/") == current("/groups/x/") == current("/plgs/x/") == ["groups"]
    assert current("/members/") == ["members"]
    assert current("/") == []


def test_an_entry_without_a_page_in_this_installation_is_left_out(entries):
    entries += [entry("absent"), entry("members")]

    assert [link.label for link in frame_of(AnonymousUser()).main] == ["members"]


def test_the_bell_counts_to_99(entries):
    entries.append(entry("notices", place="bell", icon="bell"))

    assert frame_of(member(unread_addresses=["/a/"] * 7)).bell.count == 7
    assert frame_of(member(unread_addresses=["/a/"] * 1234)).bell.count == 99
    assert frame_of(AnonymousUser()).bell.count == 0


@pytest.mark.parametrize(
    ("address", "page", "told"),
    [
        ("/vragen/a/", "/vragen/a/", True),
        ("/vragen/a/#bericht-3", "/vragen/a/", True),
        ("/vragen/a/", "/vragen/a/?naar=nieuwste", True),
        ("/mensen/?zoek=rekenen", "/mensen/?zoek=rekenen", True),
        ("/mensen/?zoek=rekenen", "/mensen/", False),
        ("/vragen/a/", "/vragen/", False),
        ("", "/", False),
    ],
)
def test_a_page_knows_whether_something_that_was_told_is_about_it(address, page, told):
    assert frame_of(member(unread_addresses=[address]), page).tells_here is told


def test_kept_parts_of_the_frame_differ_by_language_and_by_what_they_depend_on():
    template = Template("{% load kit i18n %}{% kept value %}{{ other }}{% translate 'Search' %}{% endkept %}")

    def drawn(language, **values):
        with override(language):
            return template.render(Context(values))

    assert drawn("nl", value=1, other="a") == "aZoek"
    assert drawn("nl", value=1, other="b") == "aZoek"
    assert drawn("en", value=1, other="b") == "bSearch"
    assert drawn("nl", value=2, other="c") == "cZoek"


@pytest.mark.parametrize(
    "of_first",
    [{"unread_addresses": ["/a/"] * 5, "is_coordinator": True}, {}],
    ids=["with other rights", "with the same rights"],
)
def test_what_is_kept_of_the_frame_shows_nobody_the_person_before(of_first):
    """With the same rights both get the same kept parts: whatever is of one's own in there would be the first one's."""

    def page_of(name, **values):
        request = RequestFactory().get(f"/{name}/", headers={"cookie": "csrftoken=" + name[0] * 32})
        request.user = member(
            get_full_name=name,
            email=f"{name}@example.org",
            initials=name[:2],
            avatar_colour=1,
            public_id=name,
            **values,
        )
        return render_to_string("404.html", {}, request)

    first, second = page_of("anna", **of_first), page_of("bert")

    assert "anna@example.org" in first
    assert reverse("members:member_detail", args=["anna"]) in first
    assert reverse("members:member_detail", args=["bert"]) in second
    assert "anna" not in second
    assert "bell-count" not in second
    assert "bert@example.org" in second


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("auto", ""), ('"><script>', "")])
def test_only_a_known_theme_reaches_the_page(cookie, theme):
    assert frame_of(AnonymousUser(), cookies={"theme": cookie}).theme == theme


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_choosing_a_theme_works_without_javascript(theme):
    response = Client().post("/thema/", {"theme": theme, "next": "/leden/"})

    assert (response.status_code, response["Location"]) == (302, "/leden/")
    assert response.cookies["theme"].value == theme


def test_choosing_auto_forgets_the_theme():
    response = Client(headers={"cookie": "theme=dark"}).post("/thema/", {"theme": "auto"})

    assert response.cookies["theme"]["max-age"] == 0


def test_the_theme_form_leads_to_no_other_site_and_answers_no_get():
    assert Client().post("/thema/", {"theme": "dark", "next": "https://evil.example.org/"})["Location"] == "/"
    assert Client().get("/thema/").status_code == 405


def test_a_message_with_undo_posts_to_its_address():
    message = Message(constants.SUCCESS, "Gesprek verwijderd.", "undo:/plgs/x/terug/")
    html = render_to_string("components/message.html", {"message": message}, RequestFactory().get("/plgs/x/?a=1&b=2"))

    assert 'method="post" action="/plgs/x/terug/"' in html
    assert 'value="/plgs/x/?a=1&amp;b=2"' in html


def test_a_plain_message_has_no_undo():
    message = Message(constants.ERROR, "<b>Mis</b>")
    html = render_to_string("components/message.html", {"message": message}, RequestFactory().get("/"))

    assert "<form" not in html
    assert "&lt;b&gt;Mis" in html
    assert 'class="notice error"' in html


def test_offer_undo_is_read_back_from_the_message():
    request = RequestFactory().get("/")
    kept = []
    request._messages = SimpleNamespace(add=lambda level, text, tags: kept.append(Message(level, text, tags)))
    offer_undo(request, "Weg.", "/terug/")

    assert read_undo_url(kept[0]) == "/terug/"
    assert read_undo_url(Message(constants.INFO, "Weg.")) == ""


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "429", "500", "503"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_error_page_says_what_is_the_matter_and_has_a_way_on(page, language):
    standalone = page in {"400", "500", "503"}
    request = None if standalone else RequestFactory().get("/weg/")
    if request:
        request.user = AnonymousUser()
    with override(language):
        html = render_to_string(f"{page}.html", {}, request)

    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert '<a class="btn" href="/"' in html


def test_an_icon_that_does_not_exist_is_found_when_the_template_is_read():
    with pytest.raises(TemplateSyntaxError, match="no-such-icon"):
        Template('{% load kit %}{% icon "no-such-icon" %}')


def test_an_icon_may_come_from_a_variable():
    html = Template('{% load kit %}{% icon name "large" %}').render(Context({"name": "bell"}))

    assert html == '<svg class="icon large" aria-hidden="true"><use href="/static/icons.svg#bell"/></svg>'


def test_an_avatar_escapes_the_initials_and_is_silent():
    person = SimpleNamespace(initials="<Ö", avatar_colour=3)
    html = Template('{% load kit %}{% avatar person "l" %}').render(Context({"person": person}))

    assert html == '<span class="avatar l" data-colour="3" aria-hidden="true">&lt;Ö</span>'


def test_an_avatar_shows_the_photo_that_the_reader_may_see():
    person = SimpleNamespace(initials="FT", avatar_colour=3)
    html = Template("{% load kit %}{% avatar person photo=url %}").render(
        Context({"person": person, "url": "/f/1?a&b"})
    )

    assert html == '<img class="avatar" src="/f/1?a&amp;b" alt="" width="40" height="40" loading="lazy">'
