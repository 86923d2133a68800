"""The board: questions that members ask, and what each candidate replies.

Always true: nobody is told who asked; a candidate replies to a question once, and every version of
a reply is kept; nothing is written after voting has closed.
"""
