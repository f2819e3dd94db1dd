from django.db import migrations, models

import stoep.people.models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_shared_mailbox'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='seen_in',
            field=models.DateField(db_index=True, default=stoep.people.models.this_month),
        ),
        migrations.AddField(
            model_name='person',
            name='unused_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='told_unused',
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
    ]
