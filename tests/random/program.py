"""program.py - a mixed-integer program being written down."""
from collections import defaultdict
from math import inf, isfinite
from pathlib import Path


def total(*parts):
    """The sum of (factor, terms), terms being column -> coefficient."""
    terms = defaultdict(float)
    for factor, part in parts:
        for column, coefficient in part.items():
            terms[column] += factor * coefficient
    return terms


class Program:
    """minimise cost . x subject to rows; every column has a lower bound."""

    def __init__(self):
        self.lower, self.upper, self.whole, self.rows = [], [], [], []

    def column(self, upper=inf, whole=False):
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, terms, sense, side=0.0):
        """sense: 'L' at most, 'G' at least, 'E' equal."""
        terms = {column: c for column, c in terms.items() if c}
        if terms or not {'L': 0 <= side, 'G': 0 >= side, 'E': side == 0}[sense]:
            self.rows.append((terms, sense, side))

    def write(self, path, cost, whole=True):
        """As free MPS; without the marks of whole columns for the relaxation."""
        columns = defaultdict(list)
        for j, c in cost.items():
            columns[j].append(('obj', c))
        for i, (terms, _, _) in enumerate(self.rows):
            for j, c in terms.items():
                columns[j].append((f'r{i}', c))
        lines = ['NAME written_out FREE', 'ROWS', ' N obj']
        lines += [f' {sense} r{i}' for i, (_, sense, _) in enumerate(self.rows)]
        lines.append('COLUMNS')
        for j in range(len(self.lower)):
            lines += [f' c{j} {row} {c!r}' for row, c in columns[j] or [('obj', 0.0)]]
        lines.append('RHS')
        lines += [f' rhs r{i} {side!r}' for i, (_, _, side) in enumerate(self.rows) if side]
        lines.append('BOUNDS')
        for j, (lower, upper) in enumerate(zip(self.lower, self.upper)):
            if self.whole[j] and whole:  # these two kinds of bound make a column whole
                lines += [f' LI bnd c{j} {int(lower)}', f' UI bnd c{j} {int(upper)}']
            elif isfinite(upper):
                lines.append(f' UP bnd c{j} {upper!r}')
        Path(path).write_text('\n'.join(lines + ['ENDATA', '']), encoding='ascii')
