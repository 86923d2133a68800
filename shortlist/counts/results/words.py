"""Numbers and shares as sentences and bars need them; names and votes are `stv.wording`'s."""

NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def in_words(number: int) -> str:
    """Write a small number as a word and a larger one in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def percent(part: int, whole: int) -> str:
    """Return a share of the whole in per cent, to one place, from whole numbers alone."""
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}.{thousandths % 10}"
