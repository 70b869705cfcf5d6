"""Long lists drawn with Jinja2: twenty cards take a tenth of what Django's templates need (docs/performance.md).

Only for a list that every reader waits for, and with plain values: what a template here calls, it calls twenty times.
Its texts are written as `{{ _("…") }}`, so that `make messages` finds them.
"""

from __future__ import annotations

from typing import Any

from django.template import engines
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from jinja2 import Environment, StrictUndefined

from knowledge_network.kit.templatetags.kit import icon_svg

ENGINE = "lists"


def environment(**options: Any) -> Environment:
    """For `TEMPLATES`: everything is escaped and a name that is not there is an error."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)  # noqa: S701  # nosec B701
    made.globals |= {"icon": icon_svg, "_": gettext}
    return made


def drawn(name: str, **values: object) -> SafeString:
    """The list `templates/lists/<name>.jinja` as HTML."""
    return mark_safe(engines[ENGINE].get_template(f"{name}.jinja").render(values))  # noqa: S308  # nosec B308 B703
