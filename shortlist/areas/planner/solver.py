"""Choose columns at least cost, by HiGHS: the same answer for the same question every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

SCALE = 1e6  # costs as the solver sees them lie between 0 and this
CAUTION = 1e-6  # what is taken off a bound for the solver's rounding


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """How often each column is taken, and a proved lower bound on what any choice costs."""

    times: tuple[int, ...]
    bound: int


def choose_columns(
    columns: Sequence[int],
    costs: Sequence[int],
    *,
    rows: Sequence[int],
    count: int,
    seconds: float,
) -> Chosen | None:
    """Take `count` columns, as often as need be, so that row i is covered `rows[i]` times.

    Columns are sets of rows as bits; costs are not negative. The bound holds even when the time
    ends first; None when no choice was found by then.
    """
    import highspy
    import numpy as np

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", seconds),
        ("mip_rel_gap", 0.0),
    ):
        solver.setOptionValue(option, value)
    most = max(*costs, 1)
    taken = np.asarray(columns)[:, None] >> np.arange(len(rows)) & 1
    matrix = np.hstack([taken, np.ones((len(columns), 1), dtype=np.int64)])
    ends = np.cumsum(matrix.sum(axis=1))
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = matrix.shape
    problem.col_cost_ = np.asarray(costs) * (SCALE / most)
    problem.col_lower_ = np.zeros(len(columns))
    problem.col_upper_ = np.full(len(columns), float(count))
    problem.row_lower_ = problem.row_upper_ = np.array([*rows, count], dtype=np.float64)
    problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    problem.a_matrix_.start_ = np.concatenate([[0], ends]).astype(np.int32)
    problem.a_matrix_.index_ = np.nonzero(matrix)[1].astype(np.int32)
    problem.a_matrix_.value_ = np.ones(int(ends[-1]))
    problem.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver.passModel(problem)
    solver.run()
    found = solver.getInfo()
    if found.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    times = np.rint(np.asarray(solver.getSolution().col_value)).astype(int)
    # Costs are whole numbers, so a bound between two of them is the higher one.
    bound = max(0, ceil(found.mip_dual_bound * (1 - CAUTION) * most / SCALE))
    return Chosen(times=tuple(times.tolist()), bound=bound)
