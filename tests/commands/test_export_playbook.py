"""`coach export --playbook --brief --mask`: what a person prints, and what they can pass on."""

import json
from collections.abc import Callable

import pytest

from coach.practice import Practice
from tests.conftest import Result

Coach = Callable[..., Result]


@pytest.fixture
def full(practice: Practice) -> None:
    """An answer with a promise kept and a line, with people in all of them, some deleted."""
    answer = practice.entries.answer("Mills go to @Ilse.", "partial-help.send-to")
    practice.entries.edit(answer.id, "Mills go to @ilse, ovens to @uma.")
    promise = practice.promises.make("@Bo calls", "name @ilse")
    practice.promises.review(promise.id, "kept", did="Named @uma.", response="@bo laughed.")
    practice.playbook.add("when-i-cant", "“I know who can: @Ilse.” Ask ilse.", answer)
    practice.course.turn_partner("ilse")
    gone = practice.entries.note("@zoe asked")
    practice.entries.delete(gone.id)


@pytest.mark.usefixtures("full")
def test_the_playbook_alone_leaves_the_weeks_out_and_the_brief_one_all_but_the_lines(
    coach: Coach,
) -> None:
    whole = coach("export", "--playbook").out
    assert whole.startswith("# My playbook\n\n## When I can't\n\n“I know who can: @Ilse.”")
    assert "### Who I send people to" in whole and "## My circle" in whole
    assert "Nov 23–29" not in whole
    brief = coach("export", "--playbook", "--brief").out
    assert brief == "# My playbook\n\n## When I can't\n\n“I know who can: @Ilse.” Ask ilse.\n"
    pages = json.loads(coach("export", "--playbook", "--format", "json").out)
    assert len(pages) == 10
    assert pages == json.loads(coach("playbook", "--json").out)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("args", [(), ("--playbook",), ("--format", "json"),
                                  ("--playbook", "--format", "json")])  # fmt: skip
def test_a_mask_leaves_no_name_that_was_mentioned(coach: Coach, args: tuple[str, ...]) -> None:
    result = coach("export", "--mask", *args)
    assert result.code == 0
    assert "without @ are not" in result.err
    words = result.out.casefold().replace("ask ilse", "")
    assert not [name for name in ("ilse", "uma", "@bo", "zoe") if name in words]
    assert "@person-1" in words or '"person-1"' in words


@pytest.mark.usefixtures("full")
def test_a_masked_export_says_so_and_is_not_imported(coach: Coach) -> None:
    masked = coach("export", "--mask", "--format", "json").out
    assert json.loads(masked)["coach"]["masked"] is True
    result = coach("import", "-", stdin=masked.encode())
    assert result.code == 1
    assert "masked" in result.err
