from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0010_topics'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='on_paper',
            field=models.BooleanField(null=True),
        ),
    ]
