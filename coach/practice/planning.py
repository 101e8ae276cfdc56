"""The plan that comes with a reminder's days."""

from dataclasses import replace

from coach.domain.model import CHOICES_ID, Choices, timestamp
from coach.domain.plan import Plan, replanned
from coach.domain.records import CHOICES
from coach.practice import Practice


def choose_plan(practice: Practice, plan: Plan) -> bool:
    """Plan from next week on, a first plan from this week; whether that changes anything.

    Raises:
        SaveError: if it could not be saved.
    """
    now = timestamp(practice.clock.now())
    with practice.journal.storage.exclusive():
        choices = practice.journal.choices()
        if (
            choices
            and choices.plan
            and (choices.plan[-1].days, choices.plan[-1].sittings)
            == (
                plan.days,
                plan.sittings,
            )
        ):
            return False
        plans = replanned(choices.plan if choices else (), plan, practice.day())
        if choices is None:
            chosen = Choices(CHOICES_ID, plans, None, True, now, now)
        else:
            chosen = CHOICES.changed(choices, now, plan=plans)
        practice.journal.put([replace(chosen, deleted=False)])
    return True
