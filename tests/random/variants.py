"""variants.py - a copy of a case with its tables altered, for what must follow from that."""
import csv
import shutil
from pathlib import Path

MONEY = {
    'roles': ['release_cost'], 'offers': ['cohort_price', 'learner_price', 'place_price'],
    'discounts': ['threshold'], 'sites': ['creche_price'], 'childcare': ['price'],
    'mentors': ['price'], 'streams': ['cap_per_learner'], 'allocations': ['amount'],
    'targets': ['penalty'], 'procurement': ['contract_cost', 'office_cost'],
}


def read(case):
    """Table -> (columns, rows as dictionaries)."""
    tables = {}
    for path in sorted(Path(case).glob('*.csv')):
        with open(path, newline='', encoding='utf-8-sig') as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            tables[path.stem] = list(reader.fieldnames), rows
    return tables


def write(tables, folder, **form):
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(parents=True)
    for table, (columns, rows) in tables.items():
        with open(f'{folder}/{table}.csv', 'w', newline='',
                  encoding=form.get('encoding', 'utf-8')) as file:
            out = csv.DictWriter(file, columns, lineterminator=form.get('line', '\n'),
                                 quoting=form.get('quoting', csv.QUOTE_MINIMAL))
            out.writeheader()
            out.writerows(rows)
    return folder


def rows(tables, table, *needed):
    """The rows of a table; the columns needed are added where they are missing."""
    columns, found = tables.setdefault(table, ([], []))
    columns += [column for column in needed if column not in columns]
    for row in found:
        for column in columns:
            row.setdefault(column, '')
    return found


def alter(tables, table, column, function):
    """Puts function(number) into every cell of the column that is not empty."""
    for row in rows(tables, table) if table in tables else []:
        if row.get(column):
            row[column] = repr(function(float(row[column])))


def permuted(tables, chance):
    """Rows, columns and lists in another order; changes apply in the order of the file."""
    for table, (columns, found) in tables.items():
        chance.shuffle(columns)
        if table != 'changes':
            chance.shuffle(found)
        for row in found:
            for column, cell in row.items():
                items = cell.split('|')
                if column not in ('where', 'value'):
                    chance.shuffle(items)
                    row[column] = '|'.join(items)


def more_money(tables, chance):
    alter(tables, 'allocations', 'amount', lambda x: x * chance.choice([1, 1.25, 2]))
    found = rows(tables, 'allocations')
    found.append({**chance.choice(found), 'amount': '2500'})


def more_room(tables, chance):
    """More hours, places and cohorts, longer journeys, wider windows."""
    for table, column in (('childcare', 'hours'), ('mentors', 'hours'), ('sites', 'creche_hours'),
                          ('roles', 'travel_limit'), ('roles', 'travel_limit_childcare')):
        alter(tables, table, column, lambda x: x * chance.choice([1, 1.5]))
    for column in 'cohorts_limit', 'places_limit':
        for row in rows(tables, 'offers', column):
            if row[column]:
                row[column] = f'{float(row[column]) + chance.choice([0, 1, 3]):g}'
    for row in rows(tables, 'offers', 'from_period', 'until_period'):
        if chance.random() < 0.5:
            row['from_period'] = row['until_period'] = ''


def money_times(tables, factor):
    for table, columns in MONEY.items():
        for column in columns:
            alter(tables, table, column, lambda x: x * factor)
    for row in rows(tables, 'changes') if 'changes' in tables else []:
        if row['operation'] != 'scale' and row['column'] in MONEY.get(row['table'], ()):
            row['value'] = repr(float(row['value']) * factor)
    found = rows(tables, 'parameters', 'parameter', 'value')
    if not any(row['parameter'] == 'mileage_rate' for row in found):
        found.append({'parameter': 'mileage_rate', 'value': '0.4'})
    for row in found:
        if row['parameter'] == 'mileage_rate':
            row['value'] = repr(float(row['value']) * factor)


def stricter(tables, chance):
    """Every policy asks for more, and one more is added; pays less of each cost."""
    def tighter(kind, value):
        if kind == 'max_contracts':
            return max(1, value - 1)
        return min(1, value * 1.25) if kind in ('min_sector_share', 'reserved_places') \
            else value * 0.8
    found = rows(tables, 'policies', 'policy', 'kind', 'value', 'sector', 'modules', 'providers',
                 'scenarios')
    for row in found:
        row['value'] = repr(tighter(row['kind'], float(row['value'])))
    sector = rows(tables, 'roles')[0]['sector']
    kind, value = chance.choice([
        ('min_sector_share', 0.2), ('reserved_places', 0.15), ('max_provider_share', 0.7),
        ('max_contracts', 1), ('max_coverage_gap', 0.3), ('max_profession_share', 0.8)])
    found.append({'policy': 'one more', 'kind': kind, 'value': str(value), 'scenarios': '*',
                  'sector': sector if kind in ('min_sector_share', 'reserved_places') else '',
                  'modules': '', 'providers': ''})
    alter(tables, 'streams', 'max_share', lambda x: x * 0.9)
    alter(tables, 'streams', 'cap_per_learner', lambda x: x * 0.9)


def buyers(tables, chance):
    """Scenarios that differ in who buys alone: LA, Consortia, Region, All, and All pooled.

    A larger buyer can repeat what smaller ones do at no more than their cost: cohorts, seats and
    contract values add up, discounts do not fall, and whoever may pay for a part may pay for the
    whole.  Two rules of MODEL.md 6 look at what shrinks or merges, and are taken out: a limit on
    a buyer's contracts, and a share of costs (fewer contracts are less to take a share of, and
    merged pots count once what each counted before).
    """
    found = rows(tables, 'procurement')
    costs = {'contract_cost': '1500', 'office_cost': chance.choice(['', '800']),
             'management_share': chance.choice(['', '0.08'])}
    rows(tables, 'procurement', 'pool_funding', 'share_mentors', *costs)
    for row in found:
        row.update(costs, pool_funding='', share_mentors='')
    found.append({**found[0], 'procurement': 'pooled', 'partition': 'all', 'pool_funding': 'yes',
                  'share_mentors': 'yes'})
    kind = chance.choice(['value', 'value', 'coverage', 'cost'])
    columns, _ = tables['scenarios']
    tables['scenarios'] = columns, [
        {'scenario': name, 'procurement': option, 'objective': kind}
        for name, option in (('LA', 'la'), ('Consortia', 'consortia'), ('Region', 'region'),
                             ('All', 'all'), ('Pooled', 'pooled'))]
    tables.pop('changes', None)
    if 'policies' in tables:
        policies = rows(tables, 'policies', 'scenarios')
        policies[:] = [{**row, 'scenarios': '*'} for row in policies
                       if row['kind'] != 'max_contracts']
    for row in rows(tables, 'streams', 'max_share'):
        row['max_share'] = ''
