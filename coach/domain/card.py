"""The card: what to say when someone asks, on one screen."""

from itertools import islice

from coach.domain.derived import referred
from coach.domain.playbook import Sources
from coach.frozen import frozen

PEOPLE = 3
"""How many people to send someone to stand on the card."""
EMPTY = "Your card is still empty. It fills with the first line you save in your playbook."


@frozen
class CardLine:
    """One line of the card: what it is for, and the person's own words."""

    title: str
    text: str


def card(sources: Sources) -> list[CardLine]:
    """Return the newest line of each page that helps when the phone rings; no empty ones."""
    said = (said for _, said, _ in islice(referred(sources), PEOPLE))
    people = "\n".join(dict.fromkeys(said))
    texts = (
        ("What I can give", _newest(sources, "what-i-give-first")),
        ("Where free ends", _newest(sources, "where-free-ends")),
        ("What I say when I can't", _newest(sources, "when-i-cant")),
        ("Who I'd send you to", people),
        ("My price", _newest(sources, "my-price")),
    )
    return [CardLine(title, text) for title, text in texts if text]


def _newest(sources: Sources, page_id: str) -> str:
    return next((line.text for line in sources.lines_on(page_id)), "")
