"""The jobs of the schedule, by the name of their task."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobName(models.TextChoices):
    DELIVER_MAIL = "notifications.deliver_mail", _("Send mail that is due")
    PLAN_MAIL = "notifications.plan_mail", _("Plan reminders and overviews")
    FORGET_OLD_MAIL = "notifications.forget_old_mail", _("Forget old mail")
    FORGET_OLD_NOTICES = "notifications.forget_old_notices", _("Forget old notices")
    WORK_ON_IMPORTS = "members.work_on_imports", _("Work on imports")
    FORGET_OLD_IMPORTS = "members.forget_old_imports", _("Forget old imports")
    PURGE_REMOVED_FILES = "plg.purge_removed_files", _("Delete removed files of groups")
    DELETE_STRAY_FILES = "expertise.delete_stray_files", _("Delete stray files of products")
    RECOMPUTE_STATES = "expertise.recompute_states", _("Compute states of expertise")
    DESCRIBE_CATALOGUE = "exchange.describe_catalogue", _("Describe the catalogue for others anew")
    FORGET_OLD_KEYS = "exchange.forget_old_keys", _("Forget keys of programs that ended")
    TELL_OTHER_SYSTEMS = "exchange.send_messages", _("Tell other systems what changed")
    READ_CATALOGUES = "exchange.read_catalogues", _("Read catalogues of others that wait")
    FORGET_OLD_MESSAGES = "exchange.forget_old_messages", _("Forget old messages to other systems")
    REBUILD_INDEX = "search.rebuild", _("Repair the search index")
    TELL_OF_NEW_PEOPLE = "expertise.tell_of_new_people", _("Look again at kept searches")
    ERASE_DUE = "members.erase_due", _("Erase who asked for it")
    FORGET_MERGES = "members.forget_merges", _("Forget merged accounts")
    FORGET_TOPIC_MERGES = "members.forget_topic_merges", _("Forget merged topics")
    MAKE_COPIES = "members.make_copies", _("Make copies of data")
    MAKE_SHEETS = "members.make_sheets", _("Make long lists")
    FORGET_SHEETS = "members.forget_sheets", _("Forget long lists")
    KEEP_RETENTION_TERMS = "members.keep_retention_terms", _("Keep retention terms")
    PUBLISH_FIGURES = "figures.publish_due", _("Publish figures of the month")
    FORGET_SENT_FORMS = "members.forget_sent_forms", _("Forget sent forms")
    FORGET_UNCONFIRMED = "members.forget_unconfirmed", _("Forget unconfirmed requests")
    KEEP_OBLIGATIONS = "agreements.keep_obligations", _("Keep obligations")
    REMOVE_DUE_NOTES = "lesson_study.remove_due_notes", _("Remove notes of old Lesson Studies")
    MAKE_FILMS = "lesson_study.make_films", _("Make films that wait")
    KEEP_FILMS = "lesson_study.keep_films", _("Erase films whose term is over")
    COUNT_NETWORK_ROUNDS = "insight.count_rounds", _("Count closed rounds of the network questionnaire")
    FORGET_OLD_TIES = "insight.forget_old_ties", _("Forget old answers about the network")
