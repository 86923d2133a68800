"""The pseudo-random numbers that decide ties in New Zealand, made of the election's own figures.

Local Electoral Regulations 2001, schedule 1A, clauses 41 to 48, as the official STV Calculator
carries them out: its published count of the Kāpiti Coast district-wide election of 2016 shows the
numbers 6581, 403, 6604 for the first of 14 candidates, with 5 vacancies and 17,783 documents.
"""

from __future__ import annotations

from collections.abc import Iterator


def pseudo_random_numbers(candidates: int, vacancies: int, papers: int) -> dict[int, int]:
    """Each candidate's number at the first step; the lowest is excluded first among equals."""
    # 44 "Repeat the step in clause 43 four times, discarding the first 4 values of rc."
    values = _values(candidates, vacancies, papers)
    for _ in range(4):
        next(values)
    numbers: dict[int, int] = {}
    for candidate in range(1, candidates + 1):
        # 45 "Assign the current value of rc to the first candidate." 46 "Repeat the step in clause
        # 43 until a pseudo-random number r results that is distinct from all previous pseudo random
        # numbers assigned to candidates. Assign rc to the next candidate."
        numbers[candidate] = next(value for value in values if value not in numbers.values())
    return numbers


def _values(candidates: int, vacancies: int, papers: int) -> Iterator[int]:
    # 42 "x = c + 5, y = n, z = (v + 1 000 (v rem 10)) rem 30 323 where c is the number of
    # candidates, n is the number of vacancies, v is the total number of valid voting documents".
    x, y, z = candidates + 5, vacancies, (papers + 1000 * (papers % 10)) % 30323
    while True:
        # 43 "x = (171x) rem 30 269, y = (172y) rem 30 307, z = (170z) rem 30 323, rc = (10 000x)
        # div 30 269 + (10 000y) div 30 307 + (10 000z) div 30 323".
        x, y, z = 171 * x % 30269, 172 * y % 30307, 170 * z % 30323
        value = 10000 * x // 30269 + 10000 * y // 30307 + 10000 * z // 30323
        # The Calculator takes the remainder by 10 000, without which clause 48 would lead below
        # nothing, and subtracts from 10 000 at the first step already.
        yield 10000 - value % 10000
