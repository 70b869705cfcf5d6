"""Sentences of Django that this network says in its own way: named here, so that `locale/nl` holds them.

Django's Dutch says «uw»; everything here says «je», and what is new in Django is not in its Dutch yet. The catalogue
of the project goes before Django's own; `tests/quality/test_framework_words.py` finds what is in neither.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

PASSWORD_ADVICE = (
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your password can’t be entirely numeric."),
)

CHOICE_ADVICE = (gettext_noop("- Select an option -"),)

REFUSALS = (
    gettext_noop("“%(value)s” is not a valid binary value."),
    gettext_noop("No %s matches the given query."),
)
