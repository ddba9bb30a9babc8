"""case.py - a case folder under one scenario, as MODEL.md 2 to 4 read it.

Shares nothing with the program: a reader, defaults, changes and distances of its own.  It takes
a valid case; what is wrong with tables is the program's business and tested elsewhere.
"""
import csv
from math import asin, cos, inf, radians, sin, sqrt
from pathlib import Path

LEARNER_CATEGORIES = ('fee', 'travel', 'childcare', 'release', 'mentor')

# What an empty cell of a number counts as; a column that is not here has no default.
DEFAULT = {
    'periods': {'months': 12, 'price_index': 1},
    'roles': {'release_cost': 0, 'childcare_share': 0, 'release_share': 1, 'turnover': 0},
    'courses': {'periods': 1, 'contact_hours': 0, 'sessions': 0, 'load': 1, 'completion': 1,
                'mentor_hours': 0, 'grants_mentor_hours': 0},
    'sites': {'attendance': 1, 'work_time': 1, 'creche_hours': 0, 'creche_price': 0},
    'offers': {'cohort_min': 1, 'learner_price': 0},
    'mentors': {'price': 0},
    'streams': {'max_share': 1, 'carry_over': 0, 'virement': 0, 'top_slice': 0},
    'targets': {'penalty': 0, 'floor': 0},
    'procurement': {'contract_cost': 0, 'office_cost': 0, 'management_share': 0},
}
PARAMETER = {'mileage_rate': 0.40, 'road_factor': 1.3, 'speed_mph': 30, 'discount_rate': 0.035}


class Row:
    """One row of a table, as text."""

    def __init__(self, table, cells):
        self.table, self.cells = table, cells

    def text(self, column):
        return self.cells.get(column) or ''

    def number(self, column):
        """None where the cell is empty and has no default."""
        text = self.text(column)
        return float(text) if text else DEFAULT.get(self.table, {}).get(column)

    def money(self, column):
        """In thousands of pounds, so that the program is well scaled."""
        amount = self.number(column)
        return None if amount is None else amount / 1000

    def lists(self, column, item):
        """Whether a list column holds the item; `*` and an empty cell hold all."""
        text = self.text(column)
        return text in ('', '*') or item in text.split('|')

    def yes(self, column):
        return self.text(column) == 'yes'


def read_tables(folder):
    tables = {}
    for path in Path(folder).glob('*.csv'):
        with open(path, newline='', encoding='utf-8-sig') as file:
            tables[path.stem] = [Row(path.stem, cells) for cells in csv.DictReader(file)]
    return tables


def matches(row, where):
    """Whether the row is one that a change's `column=a|b;column=c` names."""
    for condition in filter(None, where.split(';')):
        column, _, values = condition.partition('=')
        if row.text(column) not in values.split('|'):
            return False
    return True


def change(tables, row):
    column, operation, value = row.text('column'), row.text('operation'), row.text('value')
    for changed in tables[row.text('table')]:
        if not matches(changed, row.text('where')):
            continue
        if operation == 'scale':
            changed.cells[column] = repr(changed.number(column) * float(value))
        elif operation == 'add':
            changed.cells[column] = repr(changed.number(column) + float(value))
        else:
            changed.cells[column] = value


def lineage(tables, scenario):
    """The rows of the scenario and its bases, the oldest first."""
    by_id = {row.text('scenario'): row for row in tables['scenarios']}
    rows = []
    while scenario:
        rows.insert(0, by_id[scenario])
        scenario = rows[0].text('base')
    return rows


def great_circle(a, b):
    """Miles between two rows with a latitude and a longitude."""
    (p, u), (q, v) = (tuple(radians(r.number(c)) for c in ('latitude', 'longitude'))
                      for r in (a, b))
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin((v - u) / 2) ** 2
    return 2 * 3958.7613 * asin(min(1, sqrt(h)))


class Case:
    """The tables of a scenario, by id, and what MODEL.md 4 derives from them."""

    def __init__(self, folder, scenario):
        tables = read_tables(folder)
        ancestry = lineage(tables, scenario)
        for ancestor in ancestry:
            for row in tables.get('changes', []):
                if row.text('scenario') == ancestor.text('scenario'):
                    change(tables, row)
        self.tables, self.scenario = tables, scenario
        inherited = {column: [row.text(column) for row in ancestry if row.text(column)]
                     for column in ('procurement', 'objective')}
        self.objective = (inherited['objective'] or ['value'])[-1]
        self.procurement = self.by_id('procurement')[inherited['procurement'][-1]]
        self.areas, self.roles = self.by_id('areas'), self.by_id('roles')
        self.courses, self.sites = self.by_id('courses'), self.by_id('sites')
        self.streams = self.by_id('streams')
        self.policies = [p for p in self.rows('policies') if p.lists('scenarios', scenario)]
        self.parameter = {**PARAMETER, **{row.text('parameter'): row.number('value')
                                          for row in self.rows('parameters')}}
        self.order_periods()
        self.count_people()
        self.list_teaching()
        self.measure()
        self.buyer = {a: self.buyer_of(a) for a in self.areas}

    def rows(self, table):
        return self.tables.get(table, [])

    def by_id(self, table):
        key = {'courses': 'course', 'policies': 'policy', 'procurement': 'procurement'}
        column = key.get(table, table[:-1])
        return {row.text(column): row for row in self.rows(table)}

    def order_periods(self):
        rows = sorted(self.rows('periods'), key=lambda row: row.text('start'))
        self.n_periods = len(rows)
        self.number_of = {row.text('period'): t for t, row in enumerate(rows)}
        self.price_index = [row.number('price_index') for row in rows]
        self.discount, months = [], 0
        for row in rows:
            self.discount.append((1 + self.parameter['discount_rate']) ** (-months / 12))
            months += row.number('months')

    def count_people(self):
        levels = {int(row.text('level')) for row in self.rows('workforce')}
        self.headcount = {}  # area, role -> level -> people
        for row in self.rows('workforce'):
            at = self.headcount.setdefault((row.text('area'), row.text('role')), {})
            at[int(row.text('level'))] = row.number('headcount')
        for course in self.courses.values():
            levels |= {int(course.text(c)) for c in ('entry_level', 'award_level')
                       if course.text(c)}
        self.levels = sorted(levels)

    def list_teaching(self):
        self.modules = {c: [] for c in self.courses}
        for row in self.rows('course_modules'):
            self.modules[row.text('course')].append(row.text('module'))
        for course, modules in self.modules.items():
            if not modules:
                modules.append(course)
        self.offers = {(row.text('site'), row.text('module')): row for row in self.rows('offers')}

    def measure(self):
        p = self.parameter
        self.miles, self.minutes = {}, {}
        for a, area in self.areas.items():
            for s, site in self.sites.items():
                self.miles[a, s] = great_circle(area, site) * p['road_factor']
                self.minutes[a, s] = self.miles[a, s] / p['speed_mph'] * 60
        for row in self.rows('travel'):
            at = row.text('area'), row.text('site')
            self.miles[at], self.minutes[at] = row.number('miles'), row.number('minutes')

    def la(self, area):
        return self.areas[area].text('la') or area

    def buyer_of(self, area):
        partition = self.procurement.text('partition')
        if partition == 'region':
            return 'region', self.areas[area].text('region')
        if partition == 'all':
            return 'all', ''
        if partition == 'consortia':
            for row in self.rows('consortia'):
                if (row.text('procurement') == self.procurement.text('procurement')
                        and row.text('la') == self.la(area)):
                    return 'consortium', row.text('buyer')
        return 'la', self.la(area)

    def scope_areas(self, scope):
        """The areas of (kind, id): area, la, region, all, or buyer."""
        kind, place = scope
        test = {'area': lambda a: a == place, 'la': lambda a: self.la(a) == place,
                'region': lambda a: self.areas[a].text('region') == place,
                'all': lambda a: True, 'buyer': lambda a: self.buyer[a] == place}[kind]
        return frozenset(a for a in self.areas if test(a))

    def travel_limit(self, role, childcare):
        """Minutes one way that staff of a role accept."""
        row = self.roles[role]
        limits = [row.number('travel_limit_childcare')] if childcare else []
        limits.append(row.number('travel_limit'))
        return next((limit for limit in limits if limit is not None), inf)

    def hours(self, table, area):
        """(hours per period, price) of childcare or mentors in an area."""
        for row in self.rows(table):
            if row.text('area') == area:
                return row.number('hours'), row.money('price')
        return 0, 0
