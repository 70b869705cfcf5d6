"""Lists that Jinja2 draws: as safe as the rest, and every one of them is in use and translated."""

import pytest
from django.conf import settings
from django.template import engines
from jinja2 import UndefinedError

from knowledge_network.kit.lists import ENGINE, drawn
from tests.kit.test_assets import INLINE, LOADED

LISTS = sorted((settings.BASE_DIR / "templates" / "lists").iterdir())


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_compiles_and_holds_nothing_that_the_policy_forbids(path):
    assert path.suffix == ".jinja"
    engines[ENGINE].get_template(path.name)
    text = path.read_text()
    assert not INLINE.search(text)
    assert not LOADED.search(text)


def test_what_somebody_typed_is_escaped():
    engine = engines[ENGINE]
    assert engine.from_string("{{ name }}").render({"name": "<b>&"}) == "&lt;b&gt;&amp;"
    assert engine.from_string('{{ icon("search") }}').render({}).startswith("<svg")


def test_a_name_that_is_not_there_is_an_error():
    with pytest.raises(UndefinedError):
        drawn("expert_cards")
