from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0004_help_hours'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='two_languages',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
