"""The steps of a walk through the four questions: each of them, and the lines it ends with."""

from collections.abc import Sequence

from coach.domain.model import Answer, Prompt
from coach.domain.playbook import PAGES
from coach.domain.text import listed, one_line
from coach.practice.drafting import LINES, chosen_lines, line_name
from coach.practice.practice import Practice
from coach.practice.steps.step import SKIPPED, Done, Field, Step, Values
from coach.practice.steps.writing import Reflect, offered_line, page_for


class WalkQuestion(Reflect):
    """One of the four, with no other in its place."""

    def __init__(self, practice: Practice, prompt: Prompt) -> None:
        super().__init__(practice, prompt_id=prompt.id)
        four = practice.walk.questions
        self.key = f"walk-{prompt.id}"
        self.opening = f"Question {four.index(prompt) + 1} of {len(four)}."
        self.offers -= {"another"}


class PageLines(Step):
    """What the answers of a walk give their pages of the playbook: a line each, if wanted."""

    key = "lines"
    draft_key = LINES
    ask = "Which pages of your playbook get a line today?"

    def __init__(self, practice: Practice, answers: Sequence[Answer]) -> None:
        super().__init__(practice)
        pages = ((answer, page_for(practice, answer)) for answer in answers)
        self._pages = {answer.id: (answer, page) for answer, page in pages if page}
        self._suggested = {
            line_name(id): one_line(offered_line(practice, answer))
            for id, (answer, _) in self._pages.items()
        }

    def initial(self) -> Values:
        """Return what each answer says best, to be put in the words that will stand."""
        return self._suggested

    def fields(self, values: Values) -> tuple[Field, ...]:
        """Return the pages to choose from, and a line for each that is chosen."""
        titles = {id: PAGES[page] for id, (_, page) in self._pages.items()}
        names = {id: f"{t}\n{self._suggested[line_name(id)]}" for id, t in titles.items()}
        chosen = [id for id in titles if id in values.get("pages", "").split()]
        label = "Pick one or several; each opens a line to edit."
        return (
            Field("pages", label, "several", names),
            *(Field(line_name(id), titles[id]) for id in chosen),
        )

    def submit(self, values: Values) -> Done:
        """Add the lines of the pages that were chosen, but none twice."""
        titles: list[str] = []
        for id, line in chosen_lines(values).items():
            if id not in self._pages:  # it was deleted, or has its line by now
                continue
            answer, page = self._pages[id]
            if page_for(self.practice, answer):
                self.practice.playbook.add(page, line, answer, leave_draft=False)
            titles.append(f"“{PAGES[page]}”")
        return Done(f"Saved on {listed(titles)}." if titles else SKIPPED, passed=True)

    def draft_text(self, values: Values) -> str:
        """Return the values as their draft holds them; none as long as nothing was chosen."""
        said = {name: value for name, value in values.items() if value}
        return "" if said == self._suggested else super().draft_text(values)
