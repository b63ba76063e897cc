"""What may be done with a record that waits for decisions: send, publish, refuse, withdraw, correct, delete."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..models import Report
from .asking import RefuteForm, StepForm, refute


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the right it needs (with {} for the model's name), the states it starts from and what is asked for."""

    name: str
    label: str
    done: str
    right: str
    states: tuple[str, ...]
    act: Callable
    reason: str | None = ""
    grave: bool = False
    form: type[StepForm] = StepForm

    @property
    def needs_all(self) -> bool:
        """Whether the gate lets it through only when nothing is missing."""
        return self.name == "publish"

    @property
    def makes_public(self) -> bool:
        return self.name in ("publish", "reported")


def _open_correction(record, *, by):
    """The correction; who opened one a moment ago, by pressing twice, is led to that."""
    mine = record.corrections.filter(state="draft", opened_by=review.pseudonym(by)).first()
    return mine or review.correct(record, by=by)


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            gettext_lazy("Send to review"),
            gettext_lazy("“%(record)s” waits for review now."),
            "change_{}",
            ("draft", "refused"),
            review.submit,
            gettext_lazy("Ready for review."),
        ),
        Step(
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("“%(record)s” is published."),
            "review",
            ("draft", "in_review", "withdrawn"),
            review.publish,
        ),
        Step(
            "reported",
            gettext_lazy("Publish as “Reported”"),
            gettext_lazy("“%(record)s” is published as “Reported”."),
            "review",
            ("draft", "in_review"),
            partial(review.publish, as_reported=True),
        ),
        Step(
            "return",
            gettext_lazy("Return with a comment"),
            gettext_lazy("“%(record)s” is returned to its editor, with your comment."),
            "review",
            ("in_review",),
            review.give_back,
        ),
        Step(
            "refuse",
            gettext_lazy("Refuse"),
            gettext_lazy("“%(record)s” is refused. Its editor may mend it and send it again."),
            "review",
            ("draft", "in_review"),
            review.refuse,
        ),
        Step(
            "correct",
            gettext_lazy("Open a correction"),
            gettext_lazy("This is the correction, a draft. What it corrects stands until this is published."),
            "change_{}",
            ("published",),
            _open_correction,
            None,
        ),
        Step(
            "refute",
            gettext_lazy("Mark as found to be wrong"),
            gettext_lazy("“%(record)s” is found to be wrong: it is kept for the record and no longer counts."),
            "review",
            ("published",),
            refute,
            form=RefuteForm,
        ),
        Step(
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("“%(record)s” is withdrawn. It stays on record, with the reason."),
            "review",
            ("published",),
            review.withdraw,
            grave=True,
        ),
        Step(
            "discard",
            gettext_lazy("Delete this draft"),
            gettext_lazy("“%(record)s” is deleted."),
            "delete_{}",
            ("draft", "in_review", "refused"),
            review.discard,
            grave=True,
        ),
    )
}


def open_steps(user, record) -> list[Step]:
    """The steps that this account may take with this record as it stands."""
    steps = [step for step in STEPS.values() if fits(step, record) and allowed(user, step, record)]
    if any(step.makes_public for step in steps) and review.own_work([record], user):
        return [step for step in steps if not step.makes_public]
    return steps


def takes(step: Step, record) -> bool:
    """Whether records of its kind take the step at all: only reports are corrected, lowered and refuted."""
    return step.name not in ("correct", "refute", "reported") or isinstance(record, Report)


def fits(step: Step, record) -> bool:
    """Whether a record can take the step as it stands."""
    if not takes(step, record):
        return False
    if step.name == "reported" and record.verification not in ("corroborated", "confirmed"):
        return False
    if step.name == "refute" and record.verification == "refuted":
        return False
    if step.name == "discard" and record.first_published:
        return False
    return record.state in step.states


def allowed(user, step: Step, record) -> bool:
    return user.has_perm(f"heritage.{step.right.format(record._meta.model_name)}")


IN_BULK = ("submit", "publish", "refuse", "withdraw")


def forecast(step: Step, record) -> list[str]:
    """What stands against a step, as far as it can be told before it is taken."""
    if not fits(step, record):
        return [_("It is “%(state)s” now, so this cannot be done.") % {"state": record.get_state_display()}]
    return review.unready(record) if step.needs_all else []
