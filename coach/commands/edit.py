"""`coach edit`: change an answer, a note or a promise in the editor."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import say
from coach.commands.writing import text_from
from coach.domain.model import Act, Answer
from coach.practice import Practice, act_form, edit_key, form_fields

EXAMPLES = """\
It opens in $VISUAL or $EDITOR; where something is piped in, that is the new
text. What it said before stays readable: coach history --revisions. A promise
opens as a line for each of its parts, such as “cue: Bill calls”.

examples:
  coach edit 01a20b8e95f1
  coach edit 01a20b8e95f1 < better.txt
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="its id, or the beginning of it")


def run(args: Namespace) -> int:
    """Change the entry."""
    practice = Practice.here()
    entry = practice.find(args.id)
    key = edit_key(entry.id)
    changed: Answer | Act
    if isinstance(entry, Act):
        text = text_from(None, practice, key, act_form(entry))
        changed = practice.edit_act(entry.id, form_fields(text))
    else:
        text = text_from(None, practice, key, entry.text)
        changed = practice.edit(entry.id, text)
    practice.drop_kept_drafts()
    say("Nothing changed." if changed.rev == entry.rev else "Changed. What it said is kept.")
    return 0
