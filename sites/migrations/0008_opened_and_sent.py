"""Who opened a record and when it was sent to review stood in the decisions alone; now it stands in the record too."""

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

NUMBERED = {"Site": "pk", "Photo": "pk", "Report": "number"}


def tell(apps, schema_editor):
    decisions = apps.get_model("heritage", "Decision").objects
    for name, number in NUMBERED.items():
        records = apps.get_model("heritage", name)._base_manager
        about = decisions.filter(kind=name.lower(), number=OuterRef(number)).order_by()
        opened = about.filter(verb="created").order_by("id").values("who")[:1]
        records.filter(opened_by="").update(opened_by=Coalesce(Subquery(opened), Value("")))
        sent = about.filter(verb="submitted").values("number").annotate(last=Max("at")).values("last")
        records.filter(state="in_review").update(sent_at=Subquery(sent))


class Migration(migrations.Migration):
    dependencies = [("heritage", "0007_workflow")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
