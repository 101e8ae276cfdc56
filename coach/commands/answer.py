"""`coach answer`: save an answer without the app."""

import re
from argparse import ArgumentParser, Namespace

from coach.commands.output import after_save
from coach.commands.writing import text_from, unread, unsaved
from coach.domain.model import Prompt
from coach.errors import CoachError, JournalError, UsageError
from coach.practice import Practice
from coach.practice.drafting import draft_key

EXAMPLES = """\
The text is TEXT, or stdin (for - or a pipe), or what you write in $VISUAL or
$EDITOR. Without PROMPT it answers today's question. Prints the new id.

examples:
  coach answer                                today's question, in your editor
  coach answer "She left with a phone number."
  coach answer give-free.for-free -  < thoughts.txt
"""

_ID_LIKE = re.compile(r"[\w-]+\.[\w-]+")


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("prompt", nargs="?", metavar="PROMPT", help="the id of a question")
    parser.add_argument("text", nargs="?", metavar="TEXT", help="your answer, or - for stdin")


def run(args: Namespace) -> int:
    """Save the answer and print its id."""
    practice = Practice.here()
    prompt_id, given = _prompt_and_text(args.prompt, args.text)
    try:
        prompt = practice.entries.prompt(prompt_id) if prompt_id else _of_today(practice)
    except CoachError as error:
        raise unsaved(error, practice, "answer", unread(given)) from error
    key = draft_key("answer", prompt.id) if prompt else "answer"
    text = text_from(given, practice, key)
    answer = practice.entries.answer(text, prompt.id if prompt else None)
    print(answer.id, flush=True)
    after_save(practice)
    return 0


def _of_today(practice: Practice) -> Prompt | None:
    """Return today's question; None if the journal can't tell, since the text is read anyway."""
    try:
        return practice.entries.next_prompt()
    except JournalError:
        return None


def _prompt_and_text(first: str | None, second: str | None) -> tuple[str | None, str | None]:
    """Tell the question from the text; one argument alone is a question if it looks like an id."""
    if second is None and first is not None and not _ID_LIKE.fullmatch(first):
        return None, first
    if second is not None and (not first or any(map(str.isspace, first))):
        raise UsageError("The first argument isn't a question.", "Put the whole text in quotes.")
    return first, second
