"""Sentences of Django that this network says in its own way: named here, so that `locale/nl` holds them.

Django's Dutch says «uw»; everything here says «je», and what is new in Django is not in its Dutch yet. The catalogue
of the project goes before Django's own.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

PASSWORD_ADVICE = (
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your password can’t be entirely numeric."),
)

CHOICE_ADVICE = (gettext_noop("- Select an option -"),)
