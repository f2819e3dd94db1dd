import django.contrib.postgres.fields
import django.db.models.deletion
import stoep.lib.ids
import stoep.lib.shards
import stoep.notify.models
from django.db import migrations, models

MAIL = [('now', 'Now'), ('digest', 'Digest'), ('none', 'None')]
RHYTHM = [('daily', 'Daily'), ('weekly', 'Weekly'), ('never', 'Never')]


def mail(name, default):
    return migrations.AddField('preference', name, models.CharField(choices=MAIL, default=default, max_length=6))


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0001_initial'),
        ('notify', '0001_initial'),
        ('places', '0002_initial'),
    ]

    operations = [
        migrations.RemoveField('preference', 'mail_replies'),
        mail('answers', 'now'),
        mail('mentions', 'now'),
        mail('announcements', 'digest'),
        mail('posts', 'digest'),
        migrations.AddField('preference', 'rhythm', models.CharField(choices=RHYTHM, default='weekly', max_length=6)),
        migrations.AddField(
            'preference', 'push',
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=13), default=stoep.notify.models.usual_push, size=None
            ),
        ),
        migrations.AddField('preference', 'push_text', models.BooleanField(default=False)),
        migrations.AddField('preference', 'quiet_from', models.SmallIntegerField(default=stoep.notify.models.usual_quiet_from)),
        migrations.AddField('preference', 'quiet_until', models.SmallIntegerField(default=stoep.notify.models.usual_quiet_until)),
        migrations.CreateModel(
            name='DigestRound',
            fields=[
                ('rhythm', models.CharField(max_length=6, primary_key=True, serialize=False)),
                ('due', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('pk', models.CompositePrimaryKey('neighbourhood_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('id', models.UUIDField(default=stoep.lib.ids.uuid7, editable=False)),
                ('member_id', models.UUIDField()),
                ('until', models.DateTimeField()),
                ('member', stoep.lib.shards.NeighbourhoodLink(from_fields=('neighbourhood_id', 'member_id'), on_delete=django.db.models.deletion.CASCADE, related_name='digests', to='membership.member', to_fields=('neighbourhood_id', 'id'))),
                ('neighbourhood', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('neighbourhood', 'member_id'), name='digest_once'), stoep.lib.shards.NeighbourhoodFK(field='member_id', name='digest_member', on_delete='CASCADE', to='membership.Member')],
            },
        ),
    ]
