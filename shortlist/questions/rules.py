"""What a question and an answer need, and when they may be written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.interest.rules import word_count
from shortlist.language import later, say, thousands
from shortlist.polls.rules import Facts, Phase, Timetable, phase_at
from shortlist.web.links import host_of

MOST_QUESTIONS = 20
MOST_WORDS = 1_000  # that an organiser may allow for one answer
USUAL_WORDS = 200
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
LONGEST_OPTION = 120
MOST_OF_A_DRAFT = 20_000  # characters
BETWEEN_REMINDERS = timedelta(days=1)
MOST_HOURS_REOPENED = 7 * 24


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CHOICE = "choice"
    VIDEO = "video"


KIND_TITLES = {
    Kind.TEXT: later("In their own words"),
    Kind.CHOICE: later("By choosing from a list"),
    Kind.VIDEO: later("With a link to a video"),
}
KIND_WORDS = {
    Kind.TEXT: later("Up to a number of words that is the same for everybody."),
    Kind.CHOICE: later("Exactly one of the answers that you list."),
    Kind.VIDEO: later(
        "The page names the site that the link leads to. Nothing is loaded from there."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is asked: a prompt with a hint, how it is answered, and within which limits."""

    kind: Kind
    prompt: str
    hint: str = ""
    most_words: int = USUAL_WORDS  # of an answer in words
    options: tuple[str, ...] = ()  # of a choice
    is_optional: bool = False


class NoInformationStage(Refusal):
    """The timetable has no moments for questions."""

    sentence = later("This poll asks its candidates no questions. Give it dates for that first.")


class QuestionsAreFixed(Refusal):
    """The deadline for answers has passed."""

    sentence = later("The deadline for answers has passed, so the questions stay as they are.")


class OrderIsFixed(Refusal):
    """Candidates are answering the questions as they stand."""

    sentence = later("Candidates have been asked already, so the order stays as it is.")


class TooManyQuestions(Refusal):
    """Nobody reads an endless list."""

    sentence = later(
        "A poll can ask %(MOST_QUESTIONS)s questions at the most.", MOST_QUESTIONS=MOST_QUESTIONS
    )


class ChangeNeedsReason(Refusal):
    """Those who have answered already are told why they have to again."""

    sentence = later("Write why: everybody who is asked is told, and has to answer anew.")
    status = 422


class QuestionUnchanged(Refusal):
    """Nobody has to answer anew for nothing."""

    sentence = later("The question says that already. Change something first.")


class NoSuchQuestion(NotFound):
    """The poll has no such question, or no longer."""

    sentence = later("There is no such question in this poll.")


class NotAskedYet(NotFound):
    """The questions have their day, and nobody reads them before."""

    sentence = later("The questions to candidates are not published yet.")


class NothingAsked(NotFound):
    """The poll has no questions."""

    sentence = later("This poll asks its candidates no questions.")


class NotAsked(NotAllowed):
    """Only those who stand, or have offered to, are asked."""

    sentence = later("Only those who stand in this poll, or have offered to, answer its questions.")


class AnswersClosed(Refusal):
    """The deadline has passed."""

    sentence = later(
        "The deadline for answers has passed, so nothing can be sent or changed any more."
    )


class NothingSaved(NotFound):
    """There are no answers to check or send."""

    sentence = later("You have not begun to answer yet.")


class AnswersIncomplete(Refusal):
    """Something in the answers is not as asked; `faults` names each question with why."""

    sentence = later("Your answers cannot be sent like this yet.")

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        self.faults = list(faults)
        super().__init__()


class NothingNew(Refusal):
    """What would be sent was sent already."""

    sentence = later("There is nothing new to send.")


class DeadlineToCome(Refusal):
    """Everybody can still answer."""

    sentence = later(
        "The deadline for answers has not passed yet: this candidate can still answer."
    )


class TooLateToReopen(Refusal):
    """Members are voting by what they have read."""

    sentence = later("Voting has begun, so answers can no longer change.")


class OwnAnswers(NotAllowed):
    """Nobody gives themselves more time."""

    sentence = later("These are your own answers: another organiser opens them again.")


class NobodyMissing(Refusal):
    """There is nobody to remind."""

    sentence = later(
        "Nobody has to be reminded now: all have answered, or were reminded within a day."
    )


def fault_of_answer(plan: Plan, text: str) -> str | None:
    """Return why a given answer is not as asked, in a sentence; None for none given."""
    if not text:
        return None
    if plan.kind is Kind.TEXT:
        words = word_count(text)
        over = say(
            "This answer has %(words)s words. Shorten it to %(most_words)s or fewer.",
            words=thousands(words),
            most_words=thousands(plan.most_words),
        )
        return over if words > plan.most_words else None
    if plan.kind is Kind.CHOICE:
        return None if text in plan.options else say("Choose one of the answers in the list.")
    return None if host_of(text) else say("Give a link that begins with https://")


def faults_of_plan(plan: Plan) -> list[tuple[str, str]]:
    """Return (field, sentence) for each thing that a question lacks."""
    faults = []
    if plan.kind is Kind.TEXT and not 1 <= plan.most_words <= MOST_WORDS:
        faults.append(
            (
                "most_words",
                say(
                    "Enter a number of words from 1 to %(MOST_WORDS)s.",
                    MOST_WORDS=thousands(MOST_WORDS),
                ),
            )
        )
    if plan.kind is Kind.CHOICE:
        if not FEWEST_OPTIONS <= len(plan.options) <= MOST_OPTIONS:
            count = say(
                "List from %(FEWEST_OPTIONS)s to %(MOST_OPTIONS)s answers, one on each line.",
                FEWEST_OPTIONS=FEWEST_OPTIONS,
                MOST_OPTIONS=MOST_OPTIONS,
            )
            faults.append(("options", count))
        if len(set(plan.options)) < len(plan.options):
            faults.append(("options", say("Two of the answers are the same.")))
        if any(len(option) > LONGEST_OPTION for option in plan.options):
            faults.append(
                (
                    "options",
                    say(
                        "Use %(LONGEST_OPTION)s characters or fewer for each.",
                        LONGEST_OPTION=LONGEST_OPTION,
                    ),
                )
            )
    return faults


def is_asked_at(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether the questions are out: they stay so."""
    opens_at = timetable.information_opens_at
    return facts.announced and opens_at is not None and now >= opens_at


def is_over_at(now: datetime, timetable: Timetable) -> bool:
    """Say whether the deadline for answers has passed."""
    closes_at = timetable.information_closes_at
    return closes_at is not None and now >= closes_at


def why_not_compose(now: datetime, timetable: Timetable) -> Refusal | None:
    """Return why questions cannot be added, changed or taken out, or None."""
    if timetable.information_opens_at is None:
        return NoInformationStage()
    return QuestionsAreFixed() if is_over_at(now, timetable) else None


def why_not_answer(
    now: datetime, timetable: Timetable, facts: Facts, reopened_until: datetime | None
) -> Refusal | None:
    """Return why nothing can be sent now by somebody, reopened for them alone or not; or None."""
    if not is_asked_at(now, timetable, facts):
        return NotAskedYet() if timetable.information_opens_at else NothingAsked()
    if not is_over_at(now, timetable):
        return None
    is_reopened = reopened_until is not None and now < reopened_until
    return None if is_reopened and not _votes_are_cast(now, timetable, facts) else AnswersClosed()


def keeps_drafts_at(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether what is typed is still kept, though too late to be sent."""
    return is_asked_at(now, timetable, facts) and not _votes_are_cast(now, timetable, facts)


def why_not_reopen(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why answers cannot be reopened for one candidate: from deadline to voting they can."""
    if not is_asked_at(now, timetable, facts):
        return NothingAsked() if timetable.information_opens_at is None else NotAskedYet()
    if not is_over_at(now, timetable):
        return DeadlineToCome()
    return TooLateToReopen() if _votes_are_cast(now, timetable, facts) else None


def may_remind_at(now: datetime, reminded_at: datetime | None) -> bool:
    """Say whether somebody may be reminded: not twice within a day."""
    return reminded_at is None or now >= reminded_at + BETWEEN_REMINDERS


def _votes_are_cast(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    is_open = phase_at(now, timetable, facts).is_at_least(Phase.POLL_OPEN)
    return is_open or now >= timetable.opens_at
