"""Evidence is marked by what stands in it, and a line of minutes holds one plain number."""

import pytest

from coach.domain.evidence import mark, minutes_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“You saved our Saturday,” said @mira.", "their-words"),
        ("He wrote 'it's still running' after 4 months.", "their-words"),
        ('Her note: "quick and honest".', "their-words"),
        ("I told her “it will hold”, and 11 of 12 held.", "number"),
        ("11 of 12 mixers ran a year later.", "number"),
        ("Two of them came back.", "number"),
        ("It was in 2026, at 18:30, on 2026-11-24.", "own-claim"),
        ("I think people trust me. The customers' faces say so.", "own-claim"),
        ("They call it “good”.", "own-claim"),
    ],
)
def test_their_words_go_before_numbers_and_numbers_before_claims(text: str, kind: str) -> None:
    assert mark(text) == kind


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("Ten minutes at the counter. Then: “From here on it's a job.”", 10),
        ("Up to 15 min, free.", 15),
        ("A 5-minute look", 5),
        ("20 minutes, then it costs $40.", 20),
        ("Twenty minutes; 35 dollars after that.", 20),
        ("5 to 10 minutes", None),
        ("10 minutes on the phone, 20 in the shop", None),
        ("2 photos", None),
        ("An hour costs 60.", None),
        ("As long as it takes.", None),
        ("99999999999999999999 minutes", 99999999999999999999),
        ("", None),
    ],
)
def test_a_line_of_minutes_holds_one_plain_number(line: str, minutes: int | None) -> None:
    assert minutes_in(line) == minutes
