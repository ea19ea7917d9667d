from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workspace", "0002_language_of_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="error_dutch",
            field=models.CharField(blank=True, max_length=500, default=""),
            preserve_default=False,
        ),
    ]
