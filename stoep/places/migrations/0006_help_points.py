import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0005_two_languages'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpPoint',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('address', models.CharField(max_length=120)),
                ('hours', models.CharField(blank=True, max_length=120)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='more_help_points', to='places.municipality')),
                ('neighbourhood', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'name'), name='help_point_once')],
            },
        ),
    ]
