"""Questions that wait, lie on the board or were pasted at once, and steps, are found along an index in their order."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("expertise", "0004_newest_with_its_tie")]

    operations = [
        migrations.RemoveIndex(model_name="gapaction", name="expertise_gap_action_newest"),
        migrations.AddIndex(
            model_name="gapaction",
            index=models.Index(fields=["topic", "-at", "-id"], name="expertise_gap_action_newest"),
        ),
        migrations.AddIndex(
            model_name="gapaction",
            index=models.Index(
                condition=models.Q(("kind", "call")), fields=["topic", "-at"], name="expertise_gap_call_newest"
            ),
        ),
        migrations.AlterField(
            model_name='practicequestion',
            name='batch',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddIndex(
            model_name='helprequest',
            index=models.Index(fields=['asked_at', 'public_id'], name='expertise_request_oldest'),
        ),
        migrations.AddIndex(
            model_name='helprequest',
            index=models.Index(condition=models.Q(('state__in', ['answered', 'matched', 'open', 'talking'])), fields=['asked_at', 'public_id'], name='expertise_request_unfinished'),
        ),
        migrations.AddIndex(
            model_name='indicativequestion',
            index=models.Index(condition=models.Q(('removed_at__isnull', True)), fields=['cycle', 'made_at', 'id'], name='expertise_bundle_in_order'),
        ),
        migrations.AddIndex(
            model_name='practicequestion',
            index=models.Index(condition=models.Q(('batch__gt', '')), fields=['batch', 'id'], name='expertise_practice_of_batch'),
        ),
        migrations.AddIndex(
            model_name='questioncard',
            index=models.Index(condition=models.Q(('bundle__isnull', True), ('outside_reason', '')), fields=['cycle', 'id'], name='expertise_card_loose'),
        ),
        migrations.AddIndex(
            model_name='questioncard',
            index=models.Index(condition=models.Q(('outside_reason__gt', '')), fields=['cycle', 'id'], name='expertise_card_outside'),
        ),
        migrations.AddIndex(
            model_name='questioncard',
            index=models.Index(condition=models.Q(('bundle__isnull', False)), fields=['bundle', 'id'], name='expertise_card_in_bundle'),
        ),
    ]
