"""The count: papers in, a record out. Imports nothing of ours and no framework.

    profile = read_papers(Path("ward.blt").read_bytes())
    record = count(profile, rule="scottish", lot=Lot.from_seed("drawn in public"))
    print(record.elected, record.to_json())

What happened to a candidate is said by `shortlist.stv.explain`, where two counts part by `.diff`,
who fills a vacancy by `.countback`: imported when wanted, for a count is to start at once.

One file a statute stands in `statutes/`; what they share is small: papers, parcels (`gregory`),
Meek's tree (`keep_factors`), quota, ties and the ledger. Numbers are exact integers throughout.
"""

from .balance import Balance, Bound, Groups, Sense
from .balance_words import read_bound
from .counting import count, nothing_counted
from .easing import eased
from .errors import CountError, InputError, NoPapersError, TieError
from .feasibility import BalanceError, Infeasible, feasible
from .formats.blt import read_blt
from .formats.blt_writing import write_blt
from .formats.papers_file import read_papers
from .formats.rctab import rctab_summary
from .profile import Profile
from .reading import Gaps
from .record import Record
from .reserve import Reserve, reserve_order
from .sheet import sheet
from .stage_table import stages_csv
from .statutes import RULES
from .ties import Lot

__all__ = [
    "RULES",
    "Balance",
    "BalanceError",
    "Bound",
    "CountError",
    "Gaps",
    "Groups",
    "Infeasible",
    "InputError",
    "Lot",
    "NoPapersError",
    "Profile",
    "Record",
    "Reserve",
    "Sense",
    "TieError",
    "count",
    "eased",
    "feasible",
    "nothing_counted",
    "rctab_summary",
    "read_blt",
    "read_bound",
    "read_papers",
    "reserve_order",
    "sheet",
    "stages_csv",
    "write_blt",
]
