"""`coach answer`: save an answer without the app."""

import re
import sys
from argparse import ArgumentParser, Namespace

from coach.commands.output import after_save, here, name_problems, say
from coach.commands.writing import add_day, day_from, joined, not_lost, words
from coach.domain.model import Prompt
from coach.errors import JournalError, UsageError
from coach.practice import Practice
from coach.practice.drafting import draft_key

EXAMPLES = """\
The text is TEXT, or stdin (for - or a pipe), or what you write in $VISUAL or
$EDITOR. Without PROMPT it answers today's question. Prints the new id.

examples:
  coach answer                                today's question, in your editor
  coach answer "She left with a phone number."
  coach answer --on yesterday Mr. Smith called twice
  coach answer give-free.for-free -  < thoughts.txt
"""

_ID_LIKE = re.compile(r"[^\W\d_][\w-]*\.[\w-]+")
"""`track.name`: a letter first, a dot within, no white space."""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="[PROMPT] TEXT", help="the id of a question; your answer, or -"
    )
    add_day(parser)


def run(args: Namespace) -> int:
    """Save the answer and print its id."""
    practice = here()
    prompt_id, given = _prompt_and_text(args.words)
    with not_lost(given, practice, _key(prompt_id)):
        try:
            prompt = practice.entries.prompt(prompt_id) if prompt_id else _of_today(practice)
        except UsageError as error:
            if problems := practice.library.problems:  # the question may be in one of those
                name_problems(problems)
                text = "" if given in (None, "-") else given
                practice.work.note_draft(error, _key(prompt_id), text)
            raise
        day = day_from(args, practice)
        asked, ask = (prompt.id, prompt.ask) if prompt else (None, "")
        with words(given, practice, _key(asked), question=ask) as text:
            answer = practice.entries.answer(text, asked, day=day)
    print(answer.id, flush=True)
    if answer.ask and not prompt_id and sys.stderr.isatty():
        say(f"Saved as your answer to: {answer.ask}")
    after_save(practice)
    return 0


def _key(prompt_id: str | None) -> str:
    return draft_key("answer", prompt_id) if prompt_id else "answer"


def _of_today(practice: Practice) -> Prompt | None:
    """Return today's question; None if the journal can't tell, since the text is read anyway."""
    try:
        return practice.entries.next_prompt()
    except JournalError:
        return None


def _prompt_and_text(words: list[str]) -> tuple[str | None, str | None]:
    """Tell the question from the text: a first word is one if it looks like an id."""
    if words and not words[0] and words[1:]:
        raise UsageError("The first argument isn't a question.", "Name one, or leave it out.")
    if words and _ID_LIKE.fullmatch(words[0]):
        return words[0], joined(words[1:])
    return None, joined(words)
