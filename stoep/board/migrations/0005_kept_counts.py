"""A post keeps how much talk and how many faces it has; what was said before is counted once."""

from django.db import migrations, models

COUNT = """UPDATE board_post p SET
 talk_count = (SELECT count(*) FROM board_comment c WHERE c.neighbourhood_id = p.neighbourhood_id AND c.post_id = p.id
  AND c.withdrawn_at IS NULL AND c.held_at IS NULL),
 faces = coalesce((SELECT jsonb_object_agg(f.face, f.n) FROM (SELECT r.face, count(*) AS n FROM board_reaction r
  WHERE r.neighbourhood_id = p.neighbourhood_id AND r.post_id = p.id GROUP BY r.face) f), '{}')"""


class Migration(migrations.Migration):
    dependencies = [("board", "0004_lost")]
    operations = [
        migrations.AddField("post", "talk_count", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("post", "faces", models.JSONField(db_default={}, default=dict)),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
