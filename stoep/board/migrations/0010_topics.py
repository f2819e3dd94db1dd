from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0009_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='topics_proposed',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='post',
            name='solved_at',
            field=models.DateTimeField(null=True),
        ),
    ]
