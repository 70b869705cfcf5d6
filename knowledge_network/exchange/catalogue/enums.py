"""The forms in which the catalogue is given away, and what a harvest may be told is wrong."""

from __future__ import annotations

from django.db import models


class RecordFormat(models.TextChoices):
    """The values are the prefixes of OAI-PMH."""

    DUBLIN_CORE = "oai_dc", "Dublin Core"
    LOM = "lom", "NL-LOM"


class Verb(models.TextChoices):
    """The six questions of OAI-PMH 2.0, as they stand in the address."""

    IDENTIFY = "Identify"
    LIST_FORMATS = "ListMetadataFormats"
    LIST_SETS = "ListSets"
    LIST_IDENTIFIERS = "ListIdentifiers"
    LIST_RECORDS = "ListRecords"
    GET_RECORD = "GetRecord"


class Trouble(models.TextChoices):
    """The errors of OAI-PMH 2.0 that this catalogue can give."""

    BAD_VERB = "badVerb"
    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION = "badResumptionToken"
    NO_FORMAT = "cannotDisseminateFormat"
    NO_IDENTIFIER = "idDoesNotExist"
    NO_RECORDS = "noRecordsMatch"
