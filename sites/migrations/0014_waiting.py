"""The desk's lists of what has waited longest: the last day of which a site's reports tell, and the sources that are gone."""

from django.db import migrations, models
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


def tell(apps, schema_editor):
    reports = apps.get_model("heritage", "Report")._base_manager.filter(state="published", site=OuterRef("pk"))
    days = reports.order_by().values("site").annotate(last=Max(Coalesce("event_latest", "first_published")))
    apps.get_model("heritage", "Entry")._base_manager.update(last_report=Subquery(days.values("last")))


class Migration(migrations.Migration):
    dependencies = [("heritage", "0013_amendments")]
    operations = [
        migrations.AddField(
            "entry",
            "last_report",
            models.DateField(
                help_text="The last day of which a published report tells, by its event, or else by its publication here.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            "entry",
            models.Index(
                condition=Q(("last_report__isnull", False)), fields=["last_report"], name="entry_last_report"
            ),
        ),
        migrations.AddIndex(
            "article",
            models.Index(condition=Q(("gone_since__isnull", False)), fields=["gone_since"], name="article_gone"),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
