"""How firm a slate is: the same papers counted in other ways, and resampled.

    found = firmness(profile, "scottish", study=Study(seed="declared before"))
    print(sentence_of(found), found.to_json())

`result` has what is found, `counts` each other way to count, `drawing` the resamples, `crew` the
processes that share the work, `words` and `table` show it to people and to spreadsheets.
"""

from .result import Firmness, Kind, Resampling, Variant
from .study import RESAMPLES, CancelledError, Study, firmness, steps_of
from .table import firmness_csv
from .words import firmness_text, sentence_of

__all__ = [
    "RESAMPLES",
    "CancelledError",
    "Firmness",
    "Kind",
    "Resampling",
    "Study",
    "Variant",
    "firmness",
    "firmness_csv",
    "firmness_text",
    "sentence_of",
    "steps_of",
]
