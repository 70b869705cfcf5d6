"""What keeps one form from counting twice, and guesses at secrets from being many: both counted by the database."""

from __future__ import annotations

import datetime as dt

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.privacy import PersonalModel

# A process that has not answered for so long is dead: whoever sends the form again does it anew.
DEAD_AFTER = dt.timedelta(seconds=60)
# So long after its answer the same form of the same page is the same deed.
SAME_FOR = dt.timedelta(seconds=10)


class SentFormQuerySet(models.QuerySet["SentForm"]):
    def claim(self, digest: str) -> bool:
        """Whether this form is ours to work on: one statement, so that of ten at once nine are told no."""
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO members_sentform AS form (digest, began_at, answered_at, status, location)
                VALUES (%(digest)s, %(now)s, NULL, 0, '')
                ON CONFLICT (digest) DO UPDATE
                SET began_at = EXCLUDED.began_at, answered_at = NULL, status = 0, location = ''
                WHERE form.answered_at < %(same)s OR (form.answered_at IS NULL AND form.began_at < %(dead)s)
                RETURNING 1
                """,
                {"digest": digest, "now": now, "same": now - SAME_FOR, "dead": now - DEAD_AFTER},
            )
            return cursor.fetchone() is not None


class SentForm(models.Model):
    """A form that somebody sent a moment ago, known by a sum of page, sender and all that it says."""

    digest = models.CharField(max_length=64, primary_key=True)
    began_at = models.DateTimeField(_("sent"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    status = models.PositiveSmallIntegerField(_("answer"), default=0)
    location = models.CharField(_("where it led"), max_length=2000, blank=True)

    objects = SentFormQuerySet.as_manager()

    # Gone within a day; nobody can make the form of the sum.
    privacy = PersonalModel(impersonal=("digest", "location"))

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        indexes = [models.Index(fields=["began_at"], name="members_sentform_began")]

    def __str__(self) -> str:
        return self.digest[:8]


class GuessQuerySet(models.QuerySet["Guess"]):
    def note(self, key: str, *, within: dt.timedelta) -> int:
        """Which guess under `key` this is since the first of `within`: one statement, so that ten at once are ten."""
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO members_guess AS guess (key, since, count) VALUES (%(key)s, %(now)s, 1)
                ON CONFLICT (key) DO UPDATE SET
                    count = CASE WHEN guess.since <= %(before)s THEN 1 ELSE guess.count + 1 END,
                    since = CASE WHEN guess.since <= %(before)s THEN EXCLUDED.since ELSE guess.since END
                RETURNING count
                """,
                {"key": key, "now": now, "before": now - within},
            )
            (count,) = cursor.fetchone() or (0,)
            return int(count)

    def count_since(self, moment: dt.datetime) -> int:
        """How many guesses were counted under keys that began since `moment`; who guessed right is not among them."""
        return int(self.filter(since__gte=moment).aggregate(all=models.Sum("count"))["all"] or 0)


class Guess(models.Model):
    """How often somebody tried a password or a code since a moment; the key is a sum of what was tried and where."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(_("since"))
    count = models.PositiveIntegerField(_("how often"), default=1)

    objects = GuessQuerySet.as_manager()

    # Gone within two days; the sum is made with a secret of the network.
    privacy = PersonalModel(impersonal=("key",))

    class Meta:
        verbose_name = _("guess")
        verbose_name_plural = _("guesses")
        indexes = [models.Index(fields=["since"], name="members_guess_since")]

    def __str__(self) -> str:
        return self.key[:8]
