"""Going deeper: the question an answer is followed by, chosen by what the answer lacks."""

import re
from dataclasses import replace

import pytest

from coach.domain.deeper import SHORT, is_english, next_deeper
from coach.domain.model import Deeper, Prompt
from coach.packs.library import load

SHIPPED = load()
PROMPT = Prompt("a.1", "a", "Ask?", "Why.")

BILL = "On Monday I told a customer that the brakes on his bike are old and what two new ones cost."
NOBODY = (
    "On Monday I fixed the brakes of an old bike and did not ask for the money that it was worth."
)


def asked(when: str, text: str) -> bool:
    """Whether a question for this lack follows the text."""
    prompt = replace(PROMPT, deeper=(Deeper(when, "More?"),))  # type: ignore[arg-type]
    return next_deeper(prompt, text, [], reviewed=False) is not None


@pytest.mark.parametrize("words", range(1, 20))
def test_an_answer_of_few_words_is_short(words: int) -> None:
    assert asked("short", "word, " * words) is (words < SHORT)


@pytest.mark.parametrize(
    "text",
    ["don't " * 14, "@bill – " * 14, "Größe " * 14, "да " * 14, "שלום " * 14, "مرحبا " * 14],
)
def test_a_short_answer_is_short_in_every_script_with_spaces(text: str) -> None:
    assert asked("short", text)
    assert not asked("short", f"{text} one")


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (NOBODY, True),
        (BILL, False),
        (f"{NOBODY} @bill", False),
        (f"{NOBODY} It was for Bill.", False),
        (f"{NOBODY} It was for Bill's sister.", False),
        (f"{NOBODY} I asked her.", False),
        (f"{NOBODY} The neighbours saw it.", False),
        (f"{NOBODY} Mrs. K. saw it.", False),
        (f"Marta came by. {NOBODY}", False),
        (f"It was late. Ann-Marie rang. {NOBODY}", False),
        (f"Then came the rain. {NOBODY}", True),
        (f"{NOBODY} Write to bill@shop.example about it.", True),
        (f"{NOBODY} It was in October, on a Friday, for the VAT of that week.", True),
        (f"{NOBODY} I do that on Mondays, and at Christmas.", True),
        (f"{NOBODY} I'd do it again, and I've said so in English.", True),
        (f"{NOBODY} (It was late.) Then it was done.", True),
        (f"{NOBODY}\n- Wheels were bent\n* Tyres were flat\n• Chain was off", True),
        (f"{NOBODY} “Fine.” That was it: Nothing more.", True),
        (f"{NOBODY} The caller hung up.", False),
        (f"{NOBODY} One of the guests laughed.", False),
        (f"{NOBODY} My accountant saw it.", False),
        (f"{NOBODY} The handyman saw it.", False),
        (f"Someone came by. {NOBODY}", True),
        (f"{NOBODY} It was for Someone.", True),
        (f"Nobody asked. {NOBODY}", True),
        (f"Things went well. {NOBODY}", True),
        (f"Work came in late. {NOBODY}", True),
        (f"Money left the account. {NOBODY}", True),
        (f"Others said so. {NOBODY}", True),
        (f"{NOBODY} I used Excel and got paid by Venmo.", True),
        (f"{NOBODY} It was in Boston.", True),
        (f"{NOBODY} Only then did Boston Joe pay.", False),
    ],
)
def test_somebody_is_named_by_a_mention_a_name_a_pronoun_or_what_they_are(
    text: str, lacks: bool
) -> None:
    assert asked("no-person", text) is lacks


@pytest.mark.parametrize(
    "text",
    [
        *("No one.", "no-one", "Nobody", "nobody comes to mind", "None.", "None of them, really."),
        *("Nothing.", "nothing yet", "Nothing came back so far.", "No.", "No, not really.", "Nope"),
        *(
            "Never",
            "n/a",
            "No idea.",
            "Honestly, nobody.",
            "Well... no one",
            "“Nothing”",
            "Not one.",
        ),
        *(
            "I don't know.",
            "I can’t think of anyone",
            "Not that I can remember",
            "I guess nothing.",
        ),
    ],
)
def test_an_answer_may_say_that_there_was_nobody_or_nothing(text: str) -> None:
    assert asked("none", text)
    assert not asked("no-person", text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Bill.", "@bill", "@no-one-else", "My sister, nobody else.", "Twice."),
        *("No, she left.", "Nobody but Bill.", "Nothing, but he said thanks.", "None, says @bill"),
        *("No to leather, yes to canvas.", "Never charge for the first call.", "Nonetheless"),
        *(
            "Nothing for free after ten minutes.",
            "Nothingness",
            "North of town",
            "Notes on the job",
        ),
        *(
            "I know.",
            "I don't do leather.",
            "Nobody came, so I wrote the whole page again at night.",
        ),
        *("Niemand.", "Nikt", "誰もいない", "Никто"),
    ],
)
def test_any_other_answer_tells_of_something(text: str) -> None:
    assert not asked("none", text)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (NOBODY, True),
        (f"{NOBODY} It took 5 minutes.", False),
        (f"{NOBODY} It took ٥ minutes.", False),
        (f"{NOBODY} It took five minutes.", False),
        (f"{NOBODY} Twice.", False),
        (f"{NOBODY} It took a while, often.", True),
    ],
)
def test_a_number_is_a_digit_or_a_word_for_one(text: str, lacks: bool) -> None:
    assert asked("no-number", text) is lacks


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (NOBODY, False),
        (f"{NOBODY} I always do that.", True),
        (f"{NOBODY} Nobody wants it.", True),
        (f"{NOBODY} In a hallway.", False),
    ],
)
def test_an_absolute_word_is_asked_about(text: str, lacks: bool) -> None:
    assert asked("absolute", text) is lacks


OTHER_LANGUAGES = {
    "German": "Ich war in der Werkstatt und habe ihm gesagt, was er an der Bremse selbst machen "
    "kann. Das hat alles in allem so lange gedauert, da will man immer mehr und nie weniger.",
    "German with a quote": "Der Kunde sagte: “That is what they want.” Und ich habe ihm dann noch "
    "gesagt, dass die Bremse alt ist und zwei neue etwa fünfzig kosten, immer und nie weniger.",
    "French": "On a parlé et on a vu que le prix est trop haut. Il a dit merci, mais je ne sais "
    "pas si on me rappelle. On a tous a l'air de dire non, me dit on, et on a fini.",
    "Slovene": "On in ona so prišli do mene in to so mi povedali, da ne gre. Rekla sem jim, naj "
    "gredo k sosedu, in so šli. To me je do zdaj skrbelo, a so do mene še zdaj prijazni.",
    "Dutch": "Wat is het probleem? Het was in de winter en we had of is me in was, over een week "
    "of so. Had me dan is of we in die week.",
    "Italian": "In questo caso io so che il cliente non ha capito. Me lo ha detto a cena, e in me "
    "so che ha ragione. A me non importa, so che do il meglio.",
    "Spanish": "A mi me has dicho que no, y a ella me la has dado. He ido a su casa a ver si no "
    "me has mentido, y no has dicho nada.",
    "Danish": "I dag var jeg i byen for at se om vi kunne få det til at gå, og så have jeg det i "
    "orden for i aften. Vi er i gang, for at have det for os.",
    "Polish": "I do tego to ja mu powiedziałem, i on do mnie, a to nie my. To do nas i do was, i "
    "my to a my tamto.",
    "Japanese": "お客さんに電話をして、修理の値段を伝えました。ありがとうと言われました。",
    "Chinese": "客户打电话来，我告诉他可以先自己检查一下。他很高兴，说下次再来。",
    "Thai": "ลูกค้าโทรมาถามเรื่องรถเก่า ผมบอกว่าลองตรวจน้ำมันเองก่อน เขาขอบคุณมาก",
    "Lao": "ລູກຄ້າໂທມາຖາມ ຂ້ອຍບອກວ່າລອງກວດເອງກ່ອນ",
    "Russian": "Клиент позвонил и спросил про старый велосипед, и я сказал ему правду про цену.",
    "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
    "nothing": "… — !!!",
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
@pytest.mark.parametrize("when", ["no-person", "no-number", "absolute"])
def test_rules_on_words_stay_silent_in_another_language(language: str, when: str) -> None:
    assert not is_english(OTHER_LANGUAGES[language])
    assert not asked(when, OTHER_LANGUAGES[language])


@pytest.mark.parametrize("language", ["Japanese", "Chinese", "Thai", "Lao"])
def test_nothing_is_called_short_where_words_cannot_be_counted(language: str) -> None:
    assert not asked("short", OTHER_LANGUAGES[language][:9])
    assert not asked("short", f"He said {OTHER_LANGUAGES[language][:4]}.")


def test_in_another_language_what_is_left_is_asked_whatever_the_answer_lacks() -> None:
    prompt = replace(
        PROMPT, deeper=(Deeper("no-person", "Who?"), Deeper("else", "What did they say?"))
    )
    for text in OTHER_LANGUAGES.values():
        found = next_deeper(prompt, text, [], reviewed=False)
        assert found == prompt.deeper[1]


@pytest.mark.parametrize("text", ["", "I told him", "Bike. Brake.", "no"])
def test_of_a_few_words_the_language_cannot_be_told(text: str) -> None:
    assert not is_english(text)
    assert not asked("no-number", text)


FOUR = (
    Deeper("no-number", "How many?"),
    Deeper("short", "What exactly?"),
    Deeper("no-person", "Who?"),
    Deeper("else", "And then?"),
)


def follows(text: str, *before: str, reviewed: bool = False) -> str | None:
    prompt = replace(PROMPT, deeper=FOUR)
    found = next_deeper(prompt, text, before, reviewed=reviewed)
    return found.ask if found else None


def test_the_packs_own_order_decides() -> None:
    assert follows(NOBODY) == "How many?"
    assert follows("I fixed it and that was it") == "How many?"
    assert follows(f"{NOBODY} Twice.") == "Who?"


def test_what_was_asked_is_not_asked_again_and_two_are_enough() -> None:
    assert follows(NOBODY, "How many?") == "Who?"
    assert follows(NOBODY, "How many?", "Who?") is None
    assert follows(NOBODY, "Who?", "Something of yours?") is None


def test_after_a_review_one_is_enough() -> None:
    assert follows(NOBODY, reviewed=True) == "How many?"
    assert follows(NOBODY, "How many?", reviewed=True) is None


def test_of_an_answer_that_says_nobody_its_own_question_comes_first() -> None:
    closest = Deeper("none", "Who came closest?")
    prompt = replace(PROMPT, deeper=(*FOUR, closest))
    assert next_deeper(prompt, "Nobody, I think.", [], reviewed=False) == closest
    assert next_deeper(prompt, "Nobody, I think.", [], reviewed=True) == closest
    assert next_deeper(prompt, BILL, [], reviewed=False) != closest
    again = next_deeper(prompt, "Nobody, I think.\nBill.", [closest.ask], reviewed=False)
    assert again == FOUR[1]


def test_after_a_review_who_it_was_is_never_asked_first() -> None:
    assert follows(f"{NOBODY} Twice.", reviewed=True) == "And then?"
    assert follows("I fixed it and that was it", reviewed=True) == "How many?"
    only = replace(PROMPT, deeper=(Deeper("no-person", "Who?"),))
    found = next_deeper(only, NOBODY, [], reviewed=True)
    assert found == only.deeper[0]


def test_else_is_asked_only_of_an_answer_that_lacks_nothing() -> None:
    assert follows(f"{BILL} It took 5 minutes.") == "And then?"
    assert follows(f"{BILL} It took 5 minutes.", "How many?") is None
    assert follows("No. 5", "What exactly?") is None


def test_a_question_without_deeper_ones_has_none() -> None:
    assert next_deeper(PROMPT, NOBODY, [], reviewed=False) is None


@pytest.mark.parametrize("prompt", SHIPPED.prompts, ids=lambda prompt: prompt.id)
def test_an_example_of_a_pack_is_english_and_not_short(prompt: Prompt) -> None:
    assert is_english(prompt.example)
    following = next_deeper(prompt, prompt.example, [], reviewed=False)
    assert following in prompt.deeper
    assert following is not None
    assert following.when != "short"


@pytest.mark.parametrize(
    ("prompt_id", "when"),
    [
        ("give-free.left-without-buying", "else"),
        ("give-free.for-free", "no-person"),
        ("give-free.five-minute-check", "else"),
        ("give-free.obvious-to-me", "else"),
        ("give-free.reason-to-return", "else"),
        ("give-free.publish", "else"),
        ("give-free.small-ask", "no-person"),
        ("give-free.grumble", "else"),
        ("look-back.stop", "else"),
    ],
)
def test_the_examples_are_followed_by_what_they_lack(prompt_id: str, when: str) -> None:
    prompt = SHIPPED.by_id[prompt_id]
    following = next_deeper(prompt, prompt.example, [], reviewed=False)
    assert following is not None
    assert following.when == when


@pytest.mark.parametrize("prompt", SHIPPED.prompts, ids=lambda prompt: prompt.id)
def test_every_question_has_one_for_an_answer_that_lacks_nothing(prompt: Prompt) -> None:
    assert "else" in [deeper.when for deeper in prompt.deeper]
    assert len({deeper.ask for deeper in prompt.deeper}) == len(prompt.deeper)
    assert all(re.search(r"\?$", deeper.ask) for deeper in prompt.deeper)
