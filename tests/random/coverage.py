"""coverage.py RINGFENCE GENERATE FIRST LAST [small] - that these seeds' cases cover MODEL.md 2.

Every column of every table (those of `ringfence init`) takes two values at least, every word that
a column may hold occurs, and so does each of FACETS, in one case of a hundred at least.
Last line: "N passed, N failed".
"""
import collections
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import variants
from case import read_tables

POLICIES = ('min_sector_share', 'reserved_places', 'max_provider_share', 'max_contracts',
            'max_coverage_gap', 'max_profession_share')
CATEGORIES = ('fee', 'travel', 'childcare', 'release', 'mentor', 'vacancy', 'contract',
              'management')
WORDS = {
    ('allocations', 'scope_type'): ('area', 'la', 'region', 'all'),
    ('procurement', 'partition'): ('la', 'region', 'all', 'consortia'),
    ('procurement', 'pool_funding'): ('yes', 'no', ''),
    ('procurement', 'share_mentors'): ('yes', ''),
    ('policies', 'kind'): POLICIES,
    ('scenarios', 'objective'): ('value', 'coverage', 'cost', ''),
    ('changes', 'operation'): ('set', 'scale', 'add'),
    ('streams', 'award_levels'): ('', '*', '3|none'),
    ('parameters', 'parameter'): ('mileage_rate', 'road_factor', 'speed_mph', 'discount_rate'),
}


def any_row(table, test):
    return lambda t: any(map(test, t.get(table, [])))


def number(table, column, test):
    """A row whose number, or its default, passes."""
    return any_row(table, lambda row: row.number(column) is not None and test(row.number(column)))


def shared_module(t):
    """A module that two courses contain."""
    uses = collections.Counter(row.text('module') for row in t.get('course_modules', []))
    return max(uses.values(), default=0) > 1


def repeated(table, *columns):
    """Two rows alike in the columns."""
    def test(t):
        keys = collections.Counter(tuple(row.text(c) for c in columns) for row in t.get(table, []))
        return max(keys.values(), default=0) > 1
    return test


def unlisted_la(t):
    """An authority in no consortium."""
    listed = {row.text('la') for row in t.get('consortia', [])}
    return any((row.text('la') or row.text('area')) not in listed for row in t['areas'])


def offered(cohort, place):
    return any_row('offers', lambda row: bool(row.text('cohort_price')) == cohort
                   and bool(row.text('place_price')) == place)


FACETS = {
    'an offer by cohort alone': offered(True, False),
    'an offer by place alone': offered(False, True),
    'an offer by both': offered(True, True),
    'a limit on open places': number('offers', 'places_limit', math.isfinite),
    'an offer from a period on': any_row('offers', lambda row: row.text('from_period')),
    'an offer until a period': any_row('offers', lambda row: row.text('until_period')),
    'two discounts of a provider': repeated('discounts', 'provider'),
    'a module that courses share': shared_module,
    'a course over two periods': number('courses', 'periods', lambda x: x == 2),
    'a course over three periods': number('courses', 'periods', lambda x: x == 3),
    'a course that awards no level': any_row('courses', lambda r: not r.text('award_level')),
    'a course that grants mentor hours': number('courses', 'grants_mentor_hours', lambda x: x > 0),
    'a course that needs mentors': number('courses', 'mentor_hours', lambda x: x > 0),
    'a load above one': number('courses', 'load', lambda x: x > 1),
    'an online site': number('sites', 'attendance', lambda x: x == 0),
    'a blended site': number('sites', 'attendance', lambda x: 0 < x < 1),
    'a creche': number('sites', 'creche_hours', lambda x: x > 0),
    'childcare needs': number('roles', 'childcare_share', lambda x: 0 < x < 1),
    'childcare needs of all': number('roles', 'childcare_share', lambda x: x == 1),
    'turnover': number('roles', 'turnover', lambda x: x > 0),
    'a limit on release': number('roles', 'release_share', lambda x: x < 1),
    'a travel limit for childcare alone': any_row(
        'roles', lambda row: row.text('travel_limit_childcare') and not row.text('travel_limit')),
    'a fraction of a person': number('workforce', 'headcount', lambda x: x != int(x)),
    'nobody at a level': number('workforce', 'headcount', lambda x: x == 0),
    'a price index': number('periods', 'price_index', lambda x: x != 1),
    'a short period': number('periods', 'months', lambda x: x < 12),
    'three periods': lambda t: len(t['periods']) == 3,
    'an area that is its authority': any_row('areas', lambda row: not row.text('la')),
    'two regions': lambda t: len({row.text('region') for row in t['areas']}) > 1,
    'an authority in no consortium': unlisted_la,
    'two consortia': lambda t: len({row.text('buyer') for row in t['consortia']}) > 1,
    'a share of a fund': number('streams', 'max_share', lambda x: x < 1),
    'a cap per learner': number('streams', 'cap_per_learner', math.isfinite),
    'carry-over': number('streams', 'carry_over', lambda x: 0 < x < 1),
    'carry-over of all': number('streams', 'carry_over', lambda x: x == 1),
    'virement': number('streams', 'virement', lambda x: x > 0),
    'a top-slice': number('streams', 'top_slice', lambda x: x > 0),
    'a pot of several rows': repeated('allocations', 'stream', 'period', 'scope_type', 'scope'),
    'a fund of two kinds of scope': lambda t: any(
        len({r.text('scope_type') for r in t['allocations'] if r.text('stream') == s}) > 1
        for s in {r.text('stream') for r in t['allocations']}),
    'a target for a level': any_row('targets', lambda row: row.text('level')),
    'a target for a course': any_row('targets', lambda row: row.text('course')),
    'a floor': number('targets', 'floor', lambda x: x > 0),
    'a target without penalty': number('targets', 'penalty', lambda x: x == 0),
    'a policy of some scenarios': any_row('policies', lambda row: row.text('scenarios')),
    'several policies': lambda t: len(t.get('policies', [])) > 2,
    'a base of a base': lambda t: any(
        row.text('base') == 'Other' for row in t['scenarios']) and any(
        row.text('base') == 'LA' for row in t['scenarios']),
    'a procurement from the base': any_row('scenarios', lambda row: not row.text('procurement')),
    'a change of several rows': any_row('changes', lambda row: '|' in row.text('where')),
    'a change under two conditions': any_row('changes', lambda row: ';' in row.text('where')),
    'a change of every row': any_row('changes', lambda row: not row.text('where')),
    'a change of an empty cell by its default': any_row(
        'changes', lambda row: row.text('operation') == 'add'
        and row.text('column') in ('learner_price', 'sessions', 'creche_hours', 'office_cost')),
    'changes of several tables': lambda t: len({row.text('table')
                                                for row in t.get('changes', [])}) > 1,
    'a name in quotes': any_row('areas', lambda row: '"' in row.text('name')),
    **{f'a fund for {category}': any_row(
        'streams', lambda row, c=category: c in row.text('categories').split('|'))
       for category in CATEGORIES if category not in ('fee', 'contract')},
    **{f'a {way} list of {column}': any_row(
        table, lambda row, c=column, w=way: (row.text(c) == '*') if w == 'starred'
        else '|' in row.text(c))
       for table, column in (('courses', 'roles'), ('streams', 'roles'), ('streams', 'courses'),
                             ('targets', 'areas'), ('targets', 'roles'))
       for way in ('starred', 'written')},
}


def count(generate, seeds, size, folder, known):
    """(values by table and column, cases with each facet, cases without each known table)."""
    values, facets, absent = (collections.defaultdict(set), collections.Counter(),
                              collections.Counter())
    for seed in seeds:
        case = Path(folder) / f'case{seed}'
        subprocess.run([generate, str(seed), str(case), *size], check=True)
        tables = read_tables(case)
        for table, rows in tables.items():
            for row in rows:
                for column, cell in row.cells.items():
                    values[table, column].add(cell)
        absent.update(known - set(tables))
        facets.update(name for name, holds in FACETS.items() if holds(tables))
    return values, facets, absent


def main():
    program, generate, first, last, *size = sys.argv[1:]
    seeds = range(int(first), int(last) + 1)
    missing, passed = [], 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, 'init', f'{folder}/empty', '--quiet'], check=True)
        empty = variants.read(f'{folder}/empty')
        columns = [(table, column) for table, (names, _) in empty.items() for column in names]
        values, facets, absent = count(generate, seeds, size, folder, set(empty))
    for table, column in columns:
        seen = values[table, column]
        wanted = WORDS.get((table, column), ())
        least = 1 if (table, column) == ('consortia', 'procurement') else 2
        if len(seen) < least or not set(wanted) <= seen:
            missing.append(f'{table}.{column}: {sorted(seen)[:5]}')
        passed += 1
    for name in FACETS:
        if facets[name] < len(seeds) / 100:
            missing.append(f'{name}: {facets[name]} of {len(seeds)} cases')
        passed += 1
    for line in missing:
        print(line)
    print(f'{len(columns)} columns, {len(FACETS)} facets, optional tables left out:',
          ', '.join(f'{table} {n}' for table, n in sorted(absent.items())))
    print(f'{passed - len(missing)} passed, {len(missing)} failed')
    sys.exit(1 if missing else 0)


if __name__ == '__main__':
    main()
