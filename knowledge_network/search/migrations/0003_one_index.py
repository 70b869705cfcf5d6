"""One index for what a search asks of each kind: `btree_gin` lets the kind stand in it beside words and readers."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_tables")]

    operations = [
        # In a large network it takes longer than any page may; and readers wait only for the moment of taking away.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        BtreeGinExtension(),
        migrations.AddIndex(
            model_name="searchentry",
            index=GinIndex(fields=["kind", "vector", "audiences"], name="search_entry_asked", fastupdate=False),
        ),
        migrations.RemoveIndex(model_name="searchentry", name="search_entry_vector"),
        migrations.RemoveIndex(model_name="searchentry", name="search_entry_audiences"),
    ]
