"""A walk through the four questions: what it asks, what it leaves alone, and what it counts for."""

from datetime import date

import pytest

from coach.domain.plan import Plan
from coach.practice import Practice, erasing
from coach.practice.drafting import LINES, WALK, draft_key, form_text, line_name
from coach.practice.session import Session
from coach.practice.steps.closing import CARD, Close, TwelveWeeks
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.promise import Review
from coach.practice.steps.step import Done, Step
from coach.practice.steps.walk import PageLines, WalkQuestion
from coach.practice.steps.writing import Changed, OneMore, PlaybookLine, Reflect

FOUR = [
    "give-free.for-free",
    "partial-help.cannot-fully",
    "filter.filter-out",
    "value.my-value",
]
PASSED = Done(passed=True)
SHORT = "Short."
"""An answer that would get one more question in any other session."""
LESSON = "Next time I'll say so."


def restarted(practice: Practice) -> Session:
    """What a new process sees, after a kill."""
    return Session(Practice(practice.places, clock=practice.clock))


def later(practice: Practice, days: float) -> None:
    practice.clock.pass_days(days)  # type: ignore[attr-defined]


def write(practice: Practice, key: str, text: str) -> None:
    draft, _ = practice.open_draft(key)
    draft.write(text)
    draft.close()


def asked(step: Step | None) -> str:
    assert isinstance(step, WalkQuestion)
    assert step.prompt
    return step.prompt.id


def walk_on(session: Session, step: Step | None, text: str = SHORT) -> list[Step]:
    """Answer every question from this step on and skip the rest; return what came after them."""
    after: list[Step] = []
    while step:
        if isinstance(step, WalkQuestion):
            step = session.next(step, step.submit({"text": text}))
        else:
            after.append(step)
            step = session.next(step, PASSED)
    return after


def walked(practice: Practice, text: str = SHORT) -> list[Step]:
    session = Session(practice)
    return walk_on(session, session.begin(walk=True), text)


def waiting(practice: Practice) -> list[str]:
    return [draft.key for draft in practice.drafts.all()]


# --- what it asks ---


def test_it_asks_the_four_that_the_library_marks_in_the_order_of_the_course(
    practice: Practice,
) -> None:
    assert [prompt.id for prompt in practice.walk.questions] == FOUR
    assert {p.id for p in practice.library.prompts if p.essay_question} == {*FOUR}


def test_all_four_come_one_after_another_then_one_promise_the_lines_and_the_close(
    practice: Practice,
) -> None:
    session, steps = Session(practice), []
    step: Step | None = session.begin(walk=True)
    while isinstance(step, WalkQuestion):
        assert step.offers == {"editor"}
        steps.append((asked(step), step.opening))
        step = session.next(step, step.submit({"text": SHORT}))
    assert steps == [(id, f"Question {n} of 4.") for n, id in enumerate(FOUR, 1)]
    assert [type(s) for s in walk_on(session, step)] == [NewPromise, PageLines, Close]
    assert practice.drafts.all() == []


def test_a_promise_that_is_due_is_left_to_the_next_session(practice: Practice) -> None:
    practice.promises.make("Bill calls", "I listen")
    later(practice, 8)
    after = walked(practice)
    assert not any(isinstance(step, Review) for step in after)
    close = after[-1]
    assert isinstance(close, Close)
    assert close.due is None
    assert isinstance(Session(practice).begin(), Review)


def test_one_can_be_skipped_and_the_others_still_come(practice: Practice) -> None:
    session = Session(practice)
    first = session.begin(walk=True)
    second = session.next(first, first.submit({"text": SHORT}))
    assert second
    third = session.next(second, PASSED)
    assert asked(third) == FOUR[2]
    after = walk_on(session, third)
    assert [a.prompt for a in practice.entries.visible()] == [FOUR[0], FOUR[2], FOUR[3]]
    lines = next(step for step in after if isinstance(step, PageLines))
    assert len(lines.fields({})[0].options) == 3
    assert [prompt.id for prompt in practice.walk.left()] == [FOUR[1]]
    assert asked(session.begin(walk=True)) == FOUR[1]  # asked for once more, it comes


def test_skipped_from_end_to_end_it_saves_nothing_and_is_over(practice: Practice) -> None:
    session = Session(practice)
    step: Step | None = session.begin(walk=True)
    steps = []
    while step:
        steps.append(step)
        step = session.next(step, PASSED)
    assert [asked(s) for s in steps] == FOUR
    assert waiting(practice) == []
    assert not practice.places.journal.exists()


def test_what_was_answered_today_is_not_asked_again(practice: Practice) -> None:
    practice.entries.answer(SHORT, FOUR[0])
    assert asked(Session(practice).begin(walk=True)) == FOUR[1]
    for prompt in FOUR[1:]:
        practice.entries.answer(SHORT, prompt)
    assert practice.walk.can_go_on()  # to its promise and its lines
    practice.walk.end()
    assert not practice.walk.can_go_on()
    practice.entries.delete(practice.entries.visible()[0].id)
    assert practice.walk.can_go_on()


def test_another_session_of_the_same_day_is_no_walk(practice: Practice) -> None:
    walked(practice)
    assert type(Session(practice).begin()) is not WalkQuestion


# --- left, killed, resumed ---


def test_after_a_kill_it_goes_on_with_those_not_answered_today(practice: Practice) -> None:
    session = Session(practice)
    first = session.begin(walk=True)
    first.submit({"text": SHORT})
    again = restarted(practice)
    assert again.today().walks
    assert asked(again.begin()) == FOUR[1]


def test_after_a_kill_in_the_middle_of_words_it_goes_on_with_them(practice: Practice) -> None:
    session = Session(practice)
    session.begin(walk=True)
    write(practice, draft_key("answer", FOUR[2]), "half a")
    again = restarted(practice)
    assert (again.today().begun, asked(again.begin())) == (True, FOUR[2])


def test_what_was_begun_before_the_walk_waits_until_it_is_over(practice: Practice) -> None:
    write(practice, draft_key("answer", "value.evidence"), "half a")
    session = Session(practice)
    assert asked(session.begin(walk=True)) == FOUR[0]
    assert asked(restarted(practice).begin()) == FOUR[0]
    walk_on(session, session.begin())
    step = restarted(practice).begin()
    assert isinstance(step, Reflect)
    assert step.prompt and step.prompt.id == "value.evidence"


@pytest.mark.parametrize("hours", [19, 24 * 7])
def test_it_is_over_with_the_day(practice: Practice, hours: int) -> None:
    session = Session(practice)
    first = session.begin(walk=True)
    first.submit({"text": SHORT})
    later(practice, hours / 24)
    again = restarted(practice)
    assert not again.today().walks
    assert not isinstance(again.begin(), WalkQuestion)
    practice.drop_saved_drafts()
    assert waiting(practice) == []


def test_nothing_is_written_to_learn_whether_one_is_open(practice: Practice) -> None:
    Session(practice).today()
    assert not practice.places.drafts.exists()
    Session(practice).begin(walk=True)
    later(practice, 1)
    Session(practice).today()
    assert waiting(practice) == [WALK]


def test_left_at_its_close_it_stands_there_even_with_a_plan(practice: Practice) -> None:
    practice.course.choose_plan(Plan(("tue",)))
    session = Session(practice)
    step: Step | None = session.begin(walk=True)
    while step and not isinstance(step, Close):
        done = step.submit({"text": SHORT}) if isinstance(step, WalkQuestion) else PASSED
        step = session.next(step, done)
    assert isinstance(session.begin(), Close)
    assert session.next(session.begin(), PASSED) is None
    assert waiting(practice) == []


def test_the_doctor_counts_no_mark_as_a_draft(practice: Practice) -> None:
    practice.walk.begin()
    (drafts,) = (check for check in practice.doctor.checks() if check.name == "drafts")
    assert drafts.says == "none waiting"


# --- the lines it ends with ---


@pytest.fixture
def lines(practice: Practice) -> PageLines:
    return next(
        s
        for s in walked(practice, "They left again. Next time I'll say so.")
        if isinstance(s, PageLines)
    )


def chosen(lines: PageLines) -> dict[str, str]:
    """Every page chosen, with the lines as they are suggested."""
    return {"pages": " ".join(lines.fields({})[0].options), **lines.initial()}


def test_each_answer_may_give_its_page_the_sentence_that_carries_its_lesson(
    practice: Practice, lines: PageLines
) -> None:
    pages, *fields = lines.fields(chosen(lines))
    titles = ["What I give first", "When I can't", "Who I serve", "My value"]
    assert [field.label for field in fields] == titles
    assert [*pages.options.values()] == [f"{title}\n{LESSON}" for title in titles]
    assert {*lines.initial().values()} == {LESSON}
    done = lines.submit(chosen(lines))
    assert done.passed
    assert done.said == (
        "Saved on “What I give first”, “When I can't”, “Who I serve” and “My value”."
    )
    saved = {(line.page, line.text, line.of) for line in practice.playbook.lines()}
    pages_of = ("what-i-give-first", "when-i-cant", "who-i-serve", "my-value")
    of = {a.prompt: a.id for a in practice.entries.visible()}
    assert saved == {(page, LESSON, of[id]) for page, id in zip(pages_of, FOUR, strict=True)}


def test_it_ends_with_the_card_that_the_chosen_lines_make(practice: Practice) -> None:
    session = Session(practice)
    step: Step | None = session.begin(walk=True)
    while isinstance(step, WalkQuestion):
        step = session.next(step, step.submit({"text": f"{step.ask} I always say so."}))
    while step and not isinstance(step, Close):
        done = step.submit(chosen(step)) if isinstance(step, PageLines) else PASSED
        step = session.next(step, done)
    assert step
    (card,) = (aside for aside in step.asides if aside.title == CARD)
    assert card.text == (
        "What I can give: I always say so.\nWhat I say when I can't: I always say so."
    )


def test_without_a_line_it_ends_without_a_card(practice: Practice) -> None:
    *_, close = walked(practice)
    assert isinstance(close, Close)
    assert CARD not in [aside.title for aside in close.asides]


def test_nothing_is_saved_that_was_not_chosen(practice: Practice, lines: PageLines) -> None:
    assert [field.name for field in lines.fields(lines.initial())] == ["pages"]
    assert lines.submit(lines.initial()).passed
    first, second, *_ = lines.fields({})[0].options
    lines.submit({**chosen(lines), "pages": f"{first} {second}", line_name(second): " "})
    assert [line.of for line in practice.playbook.lines()] == [first]


def test_a_line_is_not_saved_twice_where_a_save_failed_half_way(
    practice: Practice, lines: PageLines
) -> None:
    first = next(iter(lines.fields({})[0].options))
    lines.submit({**chosen(lines), "pages": first})
    lines.submit(chosen(lines))
    assert len(practice.playbook.lines()) == 4


def test_once_every_page_has_its_line_no_more_are_asked_for_after_a_kill(
    practice: Practice,
) -> None:
    session = Session(practice)
    step: Step | None = session.begin(walk=True)
    while step and not isinstance(step, PageLines):
        done = step.submit({"text": SHORT}) if isinstance(step, WalkQuestion) else PASSED
        step = session.next(step, done)
    assert step
    step.submit(chosen(step))
    again = restarted(practice)
    promise = again.begin()
    assert isinstance(promise, NewPromise)
    assert isinstance(again.next(promise, PASSED), Close)


def test_lines_that_were_begun_are_gone_on_with_on_another_day_too(
    practice: Practice, lines: PageLines
) -> None:
    first = next(iter(lines.fields({})[0].options))
    write(practice, LINES, form_text(chosen(lines) | {line_name(first): "half a"}))
    later(practice, 2)
    again = restarted(practice).begin()
    assert isinstance(again, PageLines)
    assert [*again.fields({})[0].options] == [*lines.fields({})[0].options]
    practice.playbook.add("my-value", "A line.", practice.entries.visible()[0])
    fewer = restarted(practice).begin()
    assert isinstance(fewer, PageLines)
    assert len(fewer.fields({})[0].options) == 3
    fewer.submit(chosen(lines))
    assert len(practice.playbook.lines()) == 4
    practice.drop_saved_drafts()
    assert LINES not in waiting(practice)


def test_a_draft_without_a_choice_is_none(practice: Practice, lines: PageLines) -> None:
    assert lines.draft_text(lines.initial()) == ""
    assert lines.draft_text({**lines.initial(), "pages": ""}) == ""
    assert lines.draft_values(lines.draft_text(chosen(lines))) == chosen(lines)


def test_what_is_erased_leaves_the_draft_of_lines_and_the_others_stay(
    practice: Practice, lines: PageLines
) -> None:
    first, *others = lines.fields({})[0].options
    values = chosen(lines) | {line_name(first): "a secret"}
    write(practice, LINES, form_text(values))
    assert erasing.erase(practice.work, [first]).drafts == 1
    (left,) = practice.drafts.all()
    assert "a secret" not in left.text
    assert all(line_name(id) in left.text for id in others)
    erasing.erase(practice.work, others)
    assert waiting(practice) == []


# --- then and now ---


def test_walked_again_each_answer_stands_beside_the_first_one_once_all_are_given(
    practice: Practice,
) -> None:
    walked(practice, "First.")
    later(practice, 28)
    walked(practice, "Second.")
    later(practice, 60)
    after = walked(practice, "Third.")
    compared = [step.comparison for step in after if isinstance(step, Changed)]
    assert [type(step) for step in after] == [*[Changed] * 4, NewPromise, PageLines, Close]
    assert [c.now.prompt for c in compared] == FOUR
    assert {(c.then.text, c.now.text) for c in compared} == {("First.", "Third.")}


def test_what_changed_is_saved_with_its_answer_and_not_asked_twice(practice: Practice) -> None:
    walked(practice, "First.")
    later(practice, 90)
    session = Session(practice)
    step: Step | None = session.begin(walk=True)
    while isinstance(step, WalkQuestion):
        step = session.next(step, step.submit({"text": "Now."}))
    assert isinstance(step, Changed)
    step.submit({"text": "I say it on the phone now."})
    again = restarted(practice).begin()
    assert isinstance(again, Changed)
    assert again.comparison.now.prompt == FOUR[1]
    (changed,) = (a for a in practice.entries.visible() if a.kind == "changed")
    assert changed.prompt == FOUR[0]


def test_after_twelve_weeks_it_is_offered_again(practice: Practice) -> None:
    walked(practice, "First.")
    practice.course.start(12)
    practice.entries.answer("What I would sign today.", "look-back.sign-today")
    later(practice, 7)
    session = Session(practice)
    step = session.begin()
    assert isinstance(step, TwelveWeeks)
    assert "walk" in step.fields({})[0].options
    first = session.next(step, step.submit({"way": "walk"}))
    assert asked(first) == FOUR[0]
    after = walk_on(session, first)
    assert sum(isinstance(s, Changed) for s in after) == 4
    how = Session(practice).begin()  # how to go on is still to be chosen
    assert isinstance(how, TwelveWeeks)
    assert "walk" not in how.fields({})[0].options


# --- what it counts for ---


def asked_in(practice: Practice, number: int) -> list[str]:
    """What the coach asks in a week of the course, in three sessions."""
    ids = []
    for days in (0, 2, 2):
        later(practice, days)
        following = practice.course.next()
        assert following.position and following.position.number == number
        assert following.prompt
        ids.append(following.prompt.id)
        practice.entries.answer("Words.", following.prompt.id)
    later(practice, 3)
    return ids


def test_what_it_answered_is_done_in_the_rows_to_come_and_each_again_stays(
    practice: Practice,
) -> None:
    later(practice, -1)  # a Monday
    walked(practice)
    later(practice, 0.1)
    course = practice.library.course
    weeks = {number: asked_in(practice, number) for number in range(1, 13)}
    counts = {id: [n for n, ids in weeks.items() if id in ids] for id in FOUR}
    assert counts == {FOUR[0]: [6], FOUR[1]: [8], FOUR[2]: [12], FOUR[3]: [12]}
    for number, week in enumerate(course, 1):
        rest = [id for id in week.first if id not in FOUR]
        assert [id for id in weeks[number] if id in rest] == rest


def test_it_moves_the_course_on_as_any_answer_of_the_row_would(practice: Practice) -> None:
    walked(practice)
    later(practice, 7)
    assert practice.course.next().position.number == 2  # type: ignore[union-attr]


def test_in_a_week_of_another_track_the_course_waits_for_its_own(
    practice: Practice,
) -> None:
    practice.course.start(4)
    walked(practice)
    later(practice, 7)
    assert practice.course.next().position.number == 4  # type: ignore[union-attr]


def test_it_counts_as_the_session_of_its_day(practice: Practice) -> None:
    practice.course.choose_plan(Plan(("tue", "fri")))
    assert practice.course.session_due()
    walked(practice)
    assert not practice.course.session_due()
    assert practice.progress.weeks()[-1].sessions == 1
    assert practice.day() == date(2026, 11, 24)


def test_no_one_more_question_follows_it_later_the_same_day(practice: Practice) -> None:
    walked(practice)
    steps, session = [], Session(practice)
    step: Step | None = session.begin()
    while step:
        steps.append(step)
        step = session.next(step, PASSED)
    assert not any(isinstance(s, OneMore | PlaybookLine) for s in steps)
