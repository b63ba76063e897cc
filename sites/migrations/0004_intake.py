"""Articles on their way in: intake, working copies, proposals; what a capture tells of how it was fetched."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sites.models.fields

COPY = "a working copy is never changed or deleted: quotations count its characters"
GUARDED = {
    "heritage_capture": "a capture is never changed or deleted: it is evidence",  # SQLite has built this table anew
    "heritage_workingcopy": COPY,
}

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION heritage_workingcopy_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

POSTGRESQL = """
CREATE TRIGGER heritage_workingcopy_no_change BEFORE UPDATE OR DELETE ON heritage_workingcopy
FOR EACH ROW EXECUTE FUNCTION heritage_workingcopy_refuse()
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, message in GUARDED.items():
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(SQLITE.format(table=table, verb=verb, message=message))
    else:
        schema_editor.execute(POSTGRESQL_FUNCTION.format(message=COPY))
        schema_editor.execute(POSTGRESQL)


def release(apps, schema_editor):
    """Only the new table: its triggers go with it on SQLite."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION heritage_workingcopy_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0003_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="checked_on",
            field=models.DateField(editable=False, null=True, verbose_name="last looked for on"),
        ),
        migrations.AddField(
            model_name="article",
            name="gone_since",
            field=models.DateField(editable=False, null=True, verbose_name="gone since"),
        ),
        migrations.AddField(
            model_name="article",
            name="missed_on",
            field=models.DateField(
                editable=False,
                help_text="It counts as gone if another day finds it so.",
                null=True,
                verbose_name="first not found on",
            ),
        ),
        migrations.AddField(
            model_name="capture",
            name="headers",
            field=models.JSONField(
                default=list, help_text="[[name, value], …] as the server sent them.", verbose_name="headers"
            ),
        ),
        migrations.AddField(
            model_name="capture",
            name="original_url",
            field=models.URLField(blank=True, max_length=2000, verbose_name="address asked for"),
        ),
        migrations.AddField(
            model_name="capture",
            name="status",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="HTTP status"),
        ),
        migrations.AddField(
            model_name="capture",
            name="warc_sha256",
            field=models.CharField(
                blank=True,
                help_text="Request and response as exchanged.",
                max_length=64,
                verbose_name="SHA-256 of the WARC record",
            ),
        ),
        migrations.AddField(
            model_name="citation",
            name="end",
            field=models.PositiveIntegerField(editable=False, help_text="First character after it.", null=True),
        ),
        migrations.AddField(
            model_name="citation",
            name="start",
            field=models.PositiveIntegerField(
                editable=False, help_text="First character of the quotation there.", null=True
            ),
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="web address")),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256")),
                ("media_type", models.CharField(blank=True, editable=False, max_length=100, verbose_name="media type")),
                ("file_name", models.CharField(blank=True, editable=False, max_length=200, verbose_name="file")),
                ("method", models.CharField(editable=False, max_length=100, verbose_name="how")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked at")),
                (
                    "state",
                    sites.models.fields.TermField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Being read"),
                            ("done", "Read"),
                            ("failed", "Could not be read"),
                        ],
                        db_index=True,
                        default="waiting",
                        editable=False,
                        max_length=24,
                        verbose_name="state",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="tries")),
                ("next_try", models.DateTimeField(editable=False, null=True, verbose_name="next try")),
                ("message", models.TextField(blank=True, editable=False, verbose_name="message")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intakes",
                        to="heritage.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "told",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        help_text="{field of the article: what the editor said of it}, before what it says.",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "intake",
                "verbose_name_plural": "intake",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the text")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("made_with", models.CharField(max_length=100, verbose_name="made with")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="working_copies",
                        to="heritage.capture",
                    ),
                ),
            ],
            options={
                "verbose_name": "working copy",
                "verbose_name_plural": "working copies",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Shingle",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "hash", "working_copy_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("hash", models.BigIntegerField()),
                (
                    "working_copy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shingles",
                        to="heritage.workingcopy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    sites.models.fields.TermField(
                        choices=[
                            ("damage", "Damage"),
                            ("recovery", "Recovery"),
                            ("threat", "Threat"),
                            ("denial", "No damage"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("place_name", models.CharField(blank=True, max_length=200, verbose_name="named in the text")),
                ("group", models.BooleanField(default=False, verbose_name="one of a group")),
                ("alternatives", models.JSONField(default=list, help_text="Numbers of other sites that may be meant.")),
                (
                    "level",
                    sites.models.fields.TermField(
                        blank=True,
                        choices=[
                            ("destroyed", "Destroyed"),
                            ("severe", "Severe damage"),
                            ("moderate", "Moderate damage"),
                            ("slight", "Slight damage"),
                            ("none", "No known damage"),
                            ("unspecified", "Damaged, extent not known"),
                            ("unknown", "Not known"),
                        ],
                        max_length=24,
                        verbose_name="damage level",
                    ),
                ),
                (
                    "recovery",
                    sites.models.fields.TermField(
                        blank=True,
                        choices=[
                            ("cleared", "Remains cleared away"),
                            ("stabilised", "Stabilised"),
                            ("in_progress", "Recovery in progress"),
                            ("restored", "Restored"),
                            ("reconstructed", "Reconstructed"),
                        ],
                        max_length=24,
                        verbose_name="recovery step",
                    ),
                ),
                ("causes", sites.models.fields.TermListField(blank=True, default=list, verbose_name="causes")),
                ("event", sites.models.fields.EdtfField(blank=True, max_length=200, verbose_name="when it happened")),
                (
                    "verification",
                    sites.models.fields.TermField(
                        choices=[
                            ("reported", "Reported"),
                            ("corroborated", "Corroborated"),
                            ("confirmed", "Confirmed"),
                            ("refuted", "Found to be wrong"),
                        ],
                        default="reported",
                        max_length=24,
                        verbose_name="verification",
                    ),
                ),
                ("claimant", models.CharField(blank=True, max_length=300, verbose_name="who says so")),
                ("quote", models.CharField(max_length=2000, verbose_name="quotation")),
                (
                    "start",
                    models.PositiveIntegerField(help_text="First character of the quotation in the working copy."),
                ),
                ("end", models.PositiveIntegerField(help_text="First character after it.")),
                (
                    "because",
                    models.JSONField(
                        default=list, help_text="[start, end, what the words there say]: the reasons for this reading."
                    ),
                ),
                (
                    "rules",
                    models.CharField(help_text="The version of the tables of words it was read by.", max_length=16),
                ),
                (
                    "state",
                    sites.models.fields.TermField(
                        choices=[
                            ("open", "To be decided"),
                            ("accepted", "Accepted as read"),
                            ("changed", "Accepted with changes"),
                            ("dropped", "Dropped"),
                        ],
                        db_index=True,
                        default="open",
                        max_length=24,
                        verbose_name="state",
                    ),
                ),
                ("decided_by", models.CharField(blank=True, max_length=40, verbose_name="decided by")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                (
                    "corrected",
                    models.JSONField(
                        default=dict, help_text="{field: [as read, as accepted]}: what the rules got wrong."
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="heritage.report",
                        verbose_name="report",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="heritage.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "working_copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="heritage.workingcopy"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["start", "id"],
            },
        ),
        migrations.AddField(
            model_name="citation",
            name="working_copy",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="citations",
                to="heritage.workingcopy",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end", None), ("start", None), ("working_copy", None)),
                    models.Q(
                        ("end__isnull", False),
                        ("start__isnull", False),
                        ("start__lt", models.F("end")),
                        ("working_copy__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="citation_offsets_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                name="intake_state_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingcopy",
            constraint=models.UniqueConstraint(fields=("capture", "sha256"), name="working_copy_once"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["damage", "recovery", "threat", "denial"])),
                name="proposal_kind_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level__in", ["destroyed", "severe", "moderate", "slight", "none", "unspecified", "unknown", ""])
                ),
                name="proposal_level_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "accepted", "changed", "dropped"])),
                name="proposal_state_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="proposal_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="proposal_decided",
            ),
        ),
        migrations.RunPython(guard, release),
    ]
