"""Ask the same of everybody, answer, and run after those who have not."""

from shortlist.questions.actions.answering import locked_sheet, save_answers, send_answers
from shortlist.questions.actions.asking import (
    add_question,
    change_question,
    move_up,
    remove_question,
)
from shortlist.questions.actions.chasing import remind_missing, reopen_answers

__all__ = [
    "add_question",
    "change_question",
    "locked_sheet",
    "move_up",
    "remind_missing",
    "remove_question",
    "reopen_answers",
    "save_answers",
    "send_answers",
]
