"""`{% url %}` of our templates: what Django's gives, looked up once where the address has no parts."""

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.urls import NoReverseMatch, reverse, set_script_prefix

from knowledge_network.kit.templatetags.addresses import FixedAddressNode

HOME = '{% url "dashboards:home" %}'


def drawn(source, **values):
    return Template(source).render(Context(values))


def is_looked_up_once(source):
    return any(isinstance(node, FixedAddressNode) for node in Template(source).nodelist)


def test_an_address_without_parts_is_looked_up_once(monkeypatch):
    asked = []

    def count(name, *args, **kwargs):
        asked.append(name)
        return reverse(name, *args, **kwargs)

    monkeypatch.setattr("django.urls.reverse", count)
    page = Template('{% url "members:member_list" %}')

    assert [page.render(Context()) for _ in range(3)] == [reverse("members:member_list")] * 3
    assert asked == ["members:member_list"]


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ('{% url "members:member_detail" who %}', {"who": "abc"}, ("members:member_detail", ["abc"])),
        ('{% url "members:member_detail" public_id=who %}', {"who": "abc"}, ("members:member_detail", ["abc"])),
        ("{% url name %}", {"name": "members:member_list"}, ("members:member_list", [])),
        ('{% url "members:member_list" as there %}{{ there }}', {}, ("members:member_list", [])),
    ],
)
def test_what_can_differ_between_pages_is_looked_up_each_time(source, values, expected):
    name, args = expected

    assert drawn(source, **values) == reverse(name, args=args)
    assert not is_looked_up_once(source)


def test_a_name_that_is_not_there_is_an_error_each_time():
    page = Template('{% url "members:no_such_page" %}')

    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            page.render(Context())


def test_below_a_folder_or_with_other_addresses_it_is_looked_up_anew():
    page = Template(HOME)
    assert page.render(Context()) == "/"
    set_script_prefix("/netwerk/")
    try:
        assert page.render(Context()) == "/netwerk/"
    finally:
        set_script_prefix("/")
    with override_settings(ROOT_URLCONF="allauth.account.urls"), pytest.raises(NoReverseMatch):
        page.render(Context())
    assert page.render(Context()) == "/"


def test_the_source_of_a_fixed_address_is_one():
    assert is_looked_up_once(HOME)
