"""Equalities monitoring: a form for whoever has offered to stand, optional and without a name.

Always true: nothing that is kept joins a person with an answer; figures are published once, when
the form has closed, in fives and nowhere fewer.
"""
