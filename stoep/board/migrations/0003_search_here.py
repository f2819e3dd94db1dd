"""The search index begins with the neighbourhood, like every other: a word that all the country uses is looked for in one place only."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("board", "0002_mentions")]
    operations = [
        migrations.RemoveIndex("comment", "comment_search"),
        migrations.RemoveIndex("post", "post_search"),
        migrations.AddIndex("comment", GinIndex(fields=["neighbourhood", "vector"], name="comment_search")),
        migrations.AddIndex("post", GinIndex(fields=["neighbourhood", "vector"], name="post_search")),
    ]
