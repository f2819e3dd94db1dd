from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0011_group_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='on_paper',
            field=models.BooleanField(null=True),
        ),
    ]
