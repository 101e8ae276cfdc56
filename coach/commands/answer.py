"""`coach answer`: keep an answer without the app."""

import re
from argparse import ArgumentParser, Namespace

from coach.commands.writing import keep_unread, text_from
from coach.domain.model import Prompt
from coach.errors import JournalError, UsageError
from coach.practice import Practice, draft_key
from coach.practice.derived import refresh

EXAMPLES = """\
The text is TEXT, or stdin (for -, or where something is piped in), or what you
write in $VISUAL or $EDITOR. The new id is printed.

examples:
  coach answer                                today's question, in your editor
  coach answer "She left with a phone number."
  coach answer give-free.for-free -  < thoughts.txt
"""

ID_LIKE = re.compile(r"[a-z0-9][a-z0-9._-]*")


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "prompt", nargs="?", metavar="PROMPT", help="a question's id; without it today's question"
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the answer, or - for stdin")


def run(args: Namespace) -> int:
    """Keep the answer and print its id."""
    practice = Practice.here()
    prompt_id, given = _sorted_out(args.prompt, args.text)
    if prompt_id is None:
        prompt = _of_today(practice) if given is None else None
        key = draft_key(prompt.id) if prompt else "answer"
    else:
        try:
            prompt = practice.prompt(prompt_id)
        except UsageError as error:
            raise keep_unread(error, given, practice) from error
        key = draft_key(prompt.id)
    text = text_from(given, practice, key)
    answer = practice.answer(text, prompt.id if prompt else None)
    practice.drop_kept_drafts()
    print(answer.id, flush=True)
    refresh(practice)
    return 0


def _of_today(practice: Practice) -> Prompt | None:
    """Today's question; None if the journal cannot tell, since the text is to be read anyway."""
    try:
        return practice.today().prompt
    except JournalError:
        return None


def _sorted_out(first: str | None, second: str | None) -> tuple[str | None, str | None]:
    """Which argument is the question and which the text.

    One argument alone is a question if it could be an id of ours, else it is the text.
    """
    if second is None and first and not ID_LIKE.fullmatch(first):
        return None, first
    if first == "":
        raise UsageError("An empty answer is not saved.", "Write at least a word.")
    if first is not None and any(map(str.isspace, first)):
        raise UsageError(
            "There are two texts and no question.", "Put the whole text in quotes, as one."
        )
    return first, second
