"""A post keeps how much talk and how many faces it has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("board", "0004_lost")]
    operations = [
        migrations.AddField("post", "talk_count", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("post", "faces", models.JSONField(db_default={}, default=dict)),
    ]
