from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0011_minors'),
        ('places', '0005_two_languages'),
    ]

    operations = [
        migrations.AlterField(model_name='namedletter', name='language', field=models.CharField(max_length=5)),
        migrations.AlterField(model_name='namedwords', name='language', field=models.CharField(max_length=5)),
        migrations.AlterField(model_name='letterchunk', name='language', field=models.CharField(blank=True, db_default='', max_length=5)),
    ]
