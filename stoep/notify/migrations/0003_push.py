import django.db.models.deletion
import django.utils.timezone
import stoep.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0002_told'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PushDevice',
            fields=[
                ('id', models.UUIDField(default=stoep.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('endpoint', models.CharField(max_length=600, unique=True)),
                ('point', models.BinaryField()),
                ('secret', models.BinaryField()),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
