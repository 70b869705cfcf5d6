"""Which federations there are, and what may stand in the way of logging in with one."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress


class Federation(models.TextChoices):
    """The word is that in addresses, and by which an identity is stored."""

    ENTREE = "entree", "Entree Federatie"
    SURFCONEXT = "surfconext", "SURFconext"


class Way(models.TextChoices):
    """In which language we talk with a federation; the operator chooses one for each."""

    OPENID_CONNECT = "openid_connect", "OpenID Connect"
    SAML = "saml", "SAML"


class SamlTrouble(models.TextChoices):
    """Why logging in by SAML is off although it was set up."""

    NO_LIBRARY = "no_library", _("The package python3-saml is not installed on this server.")
    NO_METADATA = "no_metadata", _("The metadata of the federation cannot be read.")


class Affiliation(models.TextChoices):
    """What somebody is at the organisation, as federations say it; the rest means nothing here."""

    STUDENT = "student", _("student")
    EMPLOYEE = "employee", _("employee")
    STAFF = "staff", _("staff")
    FACULTY = "faculty", _("teaching staff")
    AFFILIATE = "affiliate", _("connected in another way")


class Problem(InAddress):
    """Why it did not work, as a page tells it."""

    FAILED = "failed", _("Logging in with your school or institute did not work")
    CANCELLED = "cancelled", _("You stopped logging in with your school or institute")
    PUPIL = "pupil", _("Your school says that you are a pupil")
    OTHER_ACCOUNT = "other_account", _("This identity belongs to another account")
    CLOSED = "closed", _("This account cannot be used at the moment")

    ADDRESS_WORDS = enum.nonmember(
        {
            "failed": "mislukt",
            "cancelled": "gestopt",
            "pupil": "leerling",
            "other_account": "ander-account",
            "closed": "gesloten",
        }
    )
