"""Twelve weeks of one believable practice: a repair shop for sewing machines, run by one person.

Made through the use cases, two sessions a week; its texts were written for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

from coach.domain.model import PromiseStatus, Returned
from coach.domain.plan import Plan
from coach.practice import Practice

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)
TODAY = date(2026, 11, 24)
"""The Tuesday after the twelfth week."""


class Settable(Protocol):
    """A clock that can be set."""

    time: datetime


@dataclass(frozen=True)
class Wrote:
    """An answer, and what was asked about it."""

    prompt: str
    text: str
    deeper: str = ""
    changed: str = ""
    page: str = ""
    line: str = ""
    """The line it left on a page."""


@dataclass(frozen=True)
class Reviewed:
    """How the open promise went."""

    status: PromiseStatus
    did: str
    response: str = ""
    back: Sequence[Returned] = ()
    minutes: int | None = None


@dataclass(frozen=True)
class Evening:
    """One session."""

    day: date
    answers: Sequence[Wrote]
    review: Reviewed | None = None
    promise: tuple[str, str, Returned | None] | None = None
    """When, what, and what is expected back; None if it isn't that kind of promise."""
    partners: Sequence[str] = field(default=())
    echo: Returned | None = None


def evenings() -> list[Evening]:
    """Return the sessions, in order."""
    return [*_giving(), *_helping(), *_choosing(), *_value(), *_the_job(), *_both_ways()]


def live(practice: Practice, clock: Settable) -> None:
    """Live the twelve weeks; the clock stands at the Tuesday after them in the end."""
    clock.time = at(FIRST)
    practice.course.choose_plan(Plan(("tue", "fri")))
    notes = dict(NOTES)
    for evening in evenings():
        for day in [day for day in notes if day < evening.day]:
            clock.time = at(day)
            practice.entries.note(notes.pop(day))
        clock.time = at(evening.day)
        _hold(practice, clock, evening)
    for day, text in notes.items():
        clock.time = at(day)
        practice.entries.note(text)
    clock.time = at(TODAY)


def _hold(practice: Practice, clock: Settable, evening: Evening) -> None:
    if evening.review:
        (promise,) = practice.promises.open()
        review = evening.review
        practice.promises.review(
            promise.id,
            review.status,
            did=review.did,
            response=review.response,
            back=review.back,
            minutes=review.minutes,
        )
    if evening.echo:
        first = next(p for p in practice.promises.all() if "trainee" in p.cue)
        practice.promises.add_echo(first.id, evening.echo)
    for wrote in evening.answers:
        clock.time += timedelta(minutes=3)
        _write(practice, wrote)
    for name in evening.partners:
        practice.course.turn_partner(name)
    if evening.promise:
        clock.time += timedelta(minutes=2)
        cue, action, expected = evening.promise
        practice.promises.make(cue, action, expected=expected)


def _write(practice: Practice, wrote: Wrote) -> None:
    answer = practice.entries.answer(wrote.text, wrote.prompt)
    if wrote.deeper:
        ask = practice.entries.prompt(wrote.prompt).deeper[-1].ask
        practice.entries.follow(answer.id, "deeper", ask, wrote.deeper)
    if wrote.changed:
        ask = "What changed, and because of what?"
        practice.entries.follow(answer.id, "changed", ask, wrote.changed)
    if wrote.line:
        practice.playbook.add(wrote.page, wrote.line, answer)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, 30, tzinfo=timezone(timedelta(hours=1)))


NOTES = (
    (
        date(2026, 9, 26),
        "@pavel again. Is forty dollars too much for a needle and a cleaning? This time I had "
        "written the price down before he put the machine on the counter. #price",
    ),
    (
        date(2026, 10, 24),
        "The chain store sent the pile anyway, without asking. I sent it back with one of my "
        "cards on top. #walking-away",
    ),
    (
        date(2026, 11, 22),
        "@renz asked if I'd look after his bench in January while he's away. I said yes before "
        "he had finished. #partner",
    ),
)


def _giving() -> list[Evening]:
    return [
        Evening(
            date(2026, 9, 1),
            [
                Wrote(
                    "give-free.left-without-buying",
                    "@kit, a student with her grandmother's machine. I turned the wheel twice, "
                    "said the belt was gone and that it wasn't worth it. She carried all thirty "
                    "pounds of it home again. She left with a no and a sore arm.",
                    deeper="She had never seen the belt. It costs nine dollars, and with the "
                    "plate open she could have put it in herself.",
                )
            ],
            promise=(
                "someone brings a machine that isn't worth fixing",
                "show them the part before I say so",
                "nothing",
            ),
        ),
        Evening(
            date(2026, 9, 4),
            [
                Wrote(
                    "give-free.for-free",
                    "A look under the plate. Most machines that died have lint packed under the "
                    "feed teeth, or a needle put in backward. I see both in a minute, and so "
                    "would they, if somebody showed them once. From now on a look under the "
                    "plate is free for anyone who walks in.",
                    page="what-i-give-first",
                    line="A look under the plate is free for anyone who walks in.",
                )
            ],
            Reviewed(
                "kept",
                "Opened the plate for a man with a portable from 1970",
                "He bought the belt himself and sent me a photo of the hem",
                ["thanks"],
                10,
            ),
            (
                "@tomas comes for his quilting machine",
                "show him how to clean the feed teeth",
                "nothing",
            ),
        ),
        Evening(
            date(2026, 9, 8),
            [
                Wrote(
                    "give-free.free-ends",
                    "Ten, at the counter. Up to there I look, name it and show. After that I'm "
                    "holding a screwdriver, and they're asking what else could be wrong. On "
                    "Saturday it went to forty with @joan from the school, and I was the one who "
                    "kept going.",
                    deeper="I'd say: “That was the look. From here on it's a repair, and I write "
                    "it down.”",
                    page="where-free-ends",
                    line="Ten minutes at the counter are free. Then: “That was the look. From "
                    "here on it's a repair, and I write it down.”",
                )
            ],
            Reviewed(
                "kept",
                "Cleaned one side and let him do the other",
                "He filmed it for his quilting group",
                ["shared"],
                12,
            ),
            ("the look has taken ten minutes", "say the sentence and pick up the pencil", None),
        ),
        Evening(
            date(2026, 9, 11),
            [
                Wrote(
                    "give-free.expected",
                    "Threading. @dora from the bridal studio sends her trainees over whenever a "
                    "thread snaps, and I do it on the spot, four times last Thursday. It used to "
                    "be a kindness. Now it's a service without a price.",
                )
            ],
            Reviewed(
                "partly",
                "Said it to the second one, not to the first",
                "The first stayed half an hour and told me about his roof",
            ),
            (
                "@dora's next trainee comes over",
                "stand behind her while she threads it herself",
                "nothing",
            ),
        ),
    ]


def _helping() -> list[Evening]:
    return [
        Evening(
            date(2026, 9, 15),
            [
                Wrote(
                    "partial-help.cannot-fully",
                    "Embroidery machines with a circuit board. I don't do boards, and for years "
                    "I've said so and hung up. But I can listen to what it does and write down "
                    "the error, so that whoever opens it starts an hour ahead. I'd say: “I can't "
                    "open that one, but I'll write down what I hear, and here is who can.”",
                    page="when-i-cant",
                    line="“I can't open that one, but I'll write down what I hear, and here is "
                    "who can.”",
                )
            ],
            Reviewed(
                "kept",
                "Kept my hands in my pockets",
                "It took her three tries, and then she laughed",
                ["nothing"],
                25,
            ),
            ("someone calls about a board", "write down the error and name @renz", "nothing"),
        ),
        Evening(
            date(2026, 9, 18),
            [
                Wrote(
                    "partial-help.send-to",
                    "Boards go to @renz, who fixed my own lamp and charged me for the part. "
                    "Sergers go to @ilse, who has every thread chart in her head. Anything "
                    "older than my grandfather goes to @agnes, who is retired and does it for "
                    "the joy of it.",
                )
            ],
            Reviewed(
                "kept",
                "Wrote the error on a card for the lady with the hoop",
                "@renz called to say that nobody had ever sent him a card",
                ["thanks"],
                8,
            ),
            ("I send someone to @ilse", "call her first and say who is coming", "shared"),
        ),
        Evening(
            date(2026, 9, 22),
            [
                Wrote(
                    "circle.transaction-or-partner",
                    "Two of ten, if I'm honest. @mira from the theater tells me in May what "
                    "she'll need in October, and @joan lets me pick the week for the school's "
                    "machines. The other eight come when it breaks and leave when it runs, and "
                    "I like most of them. A partner is someone who plans with me.",
                    page="my-circle",
                    line="I serve people who sew for others: the theater, the school, the bridal "
                    "studio. Partners are those who plan with me.",
                )
            ],
            Reviewed(
                "kept",
                "Called before the customer was out the door",
                "@ilse sent me two buttonhole machines the same week",
                ["shared", "paid"],
                5,
            ),
            partners=["mira", "joan", "ilse"],
        ),
        Evening(
            date(2026, 9, 25),
            [
                Wrote(
                    "circle.different-now",
                    "@tomas cleans his own feed teeth now, and he has finished the quilt that had "
                    "been lying there since spring. For him the machine isn't a riddle anymore. "
                    "For me he's one less repair a year and, it turns out, one more quilting "
                    "group.",
                )
            ],
            promise=(
                "@mira brings the theater's machines",
                "ask what opening night needs before I open one",
                "learned",
            ),
        ),
    ]


def _choosing() -> list[Evening]:
    return [
        Evening(
            date(2026, 9, 29),
            [
                Wrote(
                    "filter.went-right",
                    "@mira, six machines before the spring opening. She told me the date first "
                    "and the symptoms second, she had cleared a table, and she never asked what "
                    "the third one would cost. I was done two days early.",
                )
            ],
            Reviewed(
                "kept",
                "Asked her over coffee at the loading door",
                "She said two of the six would do for opening night and the rest could wait",
                ["learned", "paid"],
                15,
            ),
        ),
        Evening(
            date(2026, 10, 2),
            [
                Wrote(
                    "filter.up-at-night",
                    "Friday night, forty costumes and one machine that skips. @mira told me once "
                    "that it isn't the repair that scares her, it's not knowing until Wednesday "
                    "if it will be ready. So what I sell her is the day.",
                    page="who-i-serve",
                    line="People who sew to a date, and tell me the date first.",
                )
            ],
            promise=("someone leaves a machine here", "name the day before I name the price", None),
        ),
        Evening(
            date(2026, 10, 6),
            [
                Wrote(
                    "filter.filter-out",
                    "Those who want it today, cheap, and without letting me look. @pavel has "
                    "brought the same machine three times, always after trying oil from the "
                    "kitchen. And the chain store, with a pile of returns and a flat price it "
                    "made up itself.",
                    page="who-i-serve",
                    line="People who sew to a date and tell me the date first. Not those who "
                    "want it today, cheap, and without letting me look.",
                ),
                Wrote(
                    "filter.must-accept",
                    "That I look before I name a price, and that the day I name is the day. "
                    "Nothing else, really.",
                ),
            ],
            Reviewed("partly", "Named the day for five out of seven"),
            ("@pavel calls", "tell him which machine I'd buy in his place", "nothing"),
        ),
        Evening(
            date(2026, 10, 9),
            [
                Wrote(
                    "give-free.for-free",
                    "The look is still right, but it helps only those who come in. What helps "
                    "more people is a card: turn the needle around, get the lint out, thread it "
                    "again from the top. Nine of ten calls end there. I'll put the card in the "
                    "window, free to take.",
                    changed="In September I wanted to give my time. Now I'd give the card first, "
                    "because @tomas taught his whole group from one visit.",
                    page="what-i-give-first",
                    line="The three-step card is free to take: needle, lint, thread again from "
                    "the top.",
                )
            ],
            Reviewed(
                "kept",
                "Wrote two models on the back of his receipt",
                "He was quiet, and then he asked if I'd look at a used one with him",
                ["question"],
                20,
            ),
            ("the cards are printed", "put twenty in the window by Tuesday", "nothing"),
        ),
    ]


def _value() -> list[Evening]:
    return [
        Evening(
            date(2026, 10, 13),
            [
                Wrote(
                    "value.my-value",
                    "@mira said it to her director while I stood there: “When she says Thursday, "
                    "I plan the fitting for Friday.” That's it, I think. I'm worth a day they can "
                    "plan with.",
                    page="my-value",
                    line="When I say Thursday, you can plan the fitting for Friday.",
                )
            ],
            Reviewed(
                "kept",
                "Twenty in the window, ten at the library",
                "All gone by Monday, and two people came in because of the card",
                ["thanks", "paid"],
            ),
            echo="paid",
        ),
        Evening(
            date(2026, 10, 16),
            [
                Wrote(
                    "value.evidence",
                    "Of the 31 machines that had a day on their tag in September, 29 were ready "
                    "on it. I counted the stubs last night. The other two were @dora's, and both "
                    "times the part was late.",
                ),
                Wrote(
                    "value.thanked-for",
                    "@joan wrote: “All fall, and not one lesson lost.” She was thanking me "
                    "for coming on a Sunday, I think, more than for the repair.",
                ),
                Wrote(
                    "value.years-know",
                    "That a machine which only skips on Mondays stands next to a radiator.",
                ),
            ],
            promise=(
                "@kit picks up her machine",
                "ask her what grade she'd give me, from one to ten",
                "learned",
            ),
        ),
        Evening(
            date(2026, 10, 20),
            [
                Wrote(
                    "value.their-grade",
                    "Nine, from @kit, and I'd have guessed seven. The missing point is the "
                    "week she waited for my call.",
                ),
                Wrote(
                    "value.price-sentence",
                    "A day you can plan with and a machine that runs for a year: it costs $85, "
                    "and you know it before I start. I said it aloud twice, to the vise.",
                    page="my-price",
                    line="A day you can plan with and a machine that runs for a year: $85, "
                    "and you know it before I start.",
                ),
            ],
            Reviewed(
                "kept",
                "Asked her at the door, and not very well",
                "She said nine, and why not ten",
                ["learned"],
                3,
            ),
            (
                "the chain store calls about its flat price",
                "say my price once and then be quiet",
                "paid",
            ),
        ),
        Evening(
            date(2026, 10, 23),
            [
                Wrote(
                    "partial-help.cannot-fully",
                    "I still can't do boards, but the no isn't where it ends anymore. I listen, I "
                    "write the card, and I call @renz so that they don't have to explain it "
                    "twice. Three of the five I sent him came back to me with something else.",
                    changed="I used to point at a name. Now I make the call, because @ilse told "
                    "me that people arrive calm when I've called before.",
                    page="when-i-cant",
                    line="“That one isn't for me. I'll write down what I hear, and call the right "
                    "person while you're here.”",
                ),
                Wrote(
                    "value.walk-away",
                    "The hotel with forty machines. On the tour I could see that nobody there "
                    "sews and that they wanted a signature for the insurance. Walking out would "
                    "have cost me a week's money. Staying cost me three.",
                ),
            ],
            Reviewed(
                "kept",
                "Said $85 and counted the screws in the tray",
                "They said they'd think about it",
                ["nothing"],
                5,
            ),
            ("someone wants a price for a pile I haven't seen", "say no on the phone", None),
        ),
    ]


def _the_job() -> list[Evening]:
    return [
        Evening(
            date(2026, 10, 27),
            [
                Wrote(
                    "serve.the-job",
                    "@dora didn't hire me to fix a hook. She had three fittings on Saturday and a "
                    "trainee who was afraid of the machine. When I asked her, she said “a quiet "
                    "Saturday, yes, put that on the bill.”",
                    page="the-job",
                    line="A quiet Saturday: they hire me so that the sewing day isn't about the "
                    "machine.",
                )
            ],
            Reviewed(
                "kept",
                "Said no to a school in the next county in under four minutes",
                "The woman thanked me for not wasting her morning",
            ),
            ("I hand a machine back", "call two days later and ask about the day", "nothing"),
        ),
        Evening(
            date(2026, 10, 30),
            [
                Wrote(
                    "serve.interests-parted",
                    "@joan wanted all twelve old machines repaired. Over three years I'd have "
                    "earned more that way than by telling her to buy eight new ones and keep the "
                    "four best. I told her, with the numbers on one sheet. She knew what it cost "
                    "me.",
                ),
                Wrote(
                    "serve.days-after",
                    "So far, nothing. From November a postcard goes out on the third day: is it "
                    "running, and was it quiet? If it isn't, I drive over. They don't carry "
                    "anything back.",
                ),
            ],
            Reviewed("not-this-time", "School vacation, and I left the list at home"),
            ("I hand a machine back", "put the postcard in the mail on the third day", "nothing"),
        ),
        Evening(
            date(2026, 11, 3),
            [
                Wrote(
                    "boundaries.first-need",
                    "That they tell me the day they need it before they tell me what's broken. "
                    "Last week the day was missing in six of eight calls, and four times I moved "
                    "somebody else for it.",
                    page="how-to-work-with-me",
                    line="Tell me the day you need it before you tell me what's broken.",
                )
            ],
            Reviewed(
                "kept",
                "Eleven postcards",
                "Two calls, both about thread",
                ["nothing"],
            ),
        ),
        Evening(
            date(2026, 11, 6),
            [
                Wrote(
                    "boundaries.good-for-them",
                    "@mira names the day first, and the two for opening night were back a day "
                    "early. When I know the day I can change the order on the shelf, and nobody "
                    "else waits either.",
                ),
                Wrote(
                    "boundaries.first-meeting",
                    "“Before we open it: which day do you need it for?” I'll have the calendar "
                    "open, so that it's a question about them and not a rule of mine.",
                    page="how-to-work-with-me",
                    line="“Before we open it: which day do you need it for?”",
                ),
            ],
            promise=("a new customer comes in", "ask for the day before I look at it", None),
        ),
    ]


def _both_ways() -> list[Evening]:
    return [
        Evening(
            date(2026, 11, 10),
            [
                Wrote(
                    "boundaries.in-writing",
                    "On the slip they sign, above the price: “Needed by:”. Two hundred of them "
                    "went to the printer on Monday.",
                ),
                Wrote(
                    "reciprocity.their-dreams",
                    "@mira wants a season in costumes that she drew herself and didn't only sew. "
                    "She said it with a bag of hooks in her hand. I've known her for nine years "
                    "and had never asked.",
                ),
            ],
            Reviewed(
                "kept",
                "Asked all three new ones this week",
                "One said it was the first time anybody had asked",
            ),
            (
                "@mira comes for the winter service",
                "ask how the drawings are going",
                "nothing",
            ),
        ),
        Evening(
            date(2026, 11, 13),
            [
                Wrote(
                    "reciprocity.cares-back",
                    "@tomas. He asks about my knee before he puts his machine down, and when I "
                    "closed early in October he brought soup. At the chain store nobody could "
                    "have told you my name.",
                ),
                Wrote(
                    "reciprocity.show-something",
                    "The radio plays that run in the workshop all day. I turn them off when "
                    "somebody comes in. I could leave them on, and say which one it is.",
                    page="both-ways",
                    line="The radio play stays on, and I'll tell you which one it is.",
                ),
            ],
            Reviewed(
                "kept",
                "Asked, and then sat down",
                "She showed me the drawings on her phone, all of them",
                ["nothing"],
                22,
            ),
            ("somebody comes in while a play is on", "leave it on and say what it is", "nothing"),
        ),
        Evening(
            date(2026, 11, 17),
            [
                Wrote(
                    "reciprocity.draw-and-put-off",
                    "@dora's husband found the play too loud and waited outside. @kit stayed for "
                    "the end of it. I can live with both.",
                ),
                Wrote(
                    "value.my-value",
                    "A day they can plan with, still, but without the fitting. @joan doesn't fit "
                    "anything, she teaches, and for her it's a class that doesn't sit around.",
                    changed="In October it was one customer's sentence. Since then @kit, @joan "
                    "and @dora said it in theirs, and the day is in all of them.",
                    page="my-value",
                    line="You get a day you can plan with, and it holds.",
                ),
            ],
            Reviewed(
                "kept",
                "Left it on all week",
                "@kit stayed for the end of the episode and left her sister's machine",
                ["paid"],
                5,
            ),
        ),
        Evening(
            date(2026, 11, 20),
            [
                Wrote(
                    "filter.filter-out",
                    "The list is shorter than in October. @pavel bought the used machine we "
                    "looked at, and he's a good customer now. It's the ones who won't name a day. "
                    "I ask twice, and then I say that I can't.",
                    changed="I thought I had to sort people. I had to ask one question.",
                )
            ],
            promise=("somebody won't name a day", "ask twice, then say who isn't so busy", None),
        ),
    ]
