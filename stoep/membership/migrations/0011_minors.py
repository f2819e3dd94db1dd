from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0010_in_names'),
    ]

    operations = [
        migrations.AddField(model_name='member', name='minor', field=models.BooleanField(db_default=False, default=False)),
        migrations.AddField(model_name='joining', name='minor', field=models.BooleanField(db_default=False, default=False)),
        migrations.AddField(model_name='application', name='minor', field=models.BooleanField(db_default=False, default=False)),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(
                condition=models.Q(('minor', False), ('shielded', True), _connector='OR'), name='minors_are_shielded'
            ),
        ),
    ]
