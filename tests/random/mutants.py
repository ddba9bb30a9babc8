"""mutants.py CASE... - that the model written out notices each of its rules.

Each of MUTANTS is model.py with one rule altered.  The figures of at least one scenario of the
cases' expected.json must then be missed, or the comparison could not tell whether a program keeps
that rule.  Last line: "N passed, N failed" (noticed, unnoticed).
"""
import json
import multiprocessing
import os
import sys
import tempfile
import types
from pathlib import Path

from case import Case
from checks import near, written_out
from model import Model

HERE = Path(__file__).parent
MUTANTS = {
    'entry level': ("level >= int(row.text('entry_level'))", 'level >= 0'),
    'first period of an offer': ("if first and t < case.number_of[first] or", 'if'),
    'last period of an offer': ("or last and t > case.number_of[last]", ''),
    'travel limit': ('self.case.minutes[area, site] <= self.case.travel_limit(role, childcare)',
                     'True'),
    'creche or local': ("ways = ['local'] if", "ways = [] if"),
    'turnover': ("case.roles[group[1]].number('turnover')", '0'),
    'completion': ("return self.case.courses[start.course].number('completion')", 'return 1'),
    'who leaves a level': ("(-1, gained), (1, lost)", "(-1, gained)"),
    'release share': ("share = case.roles[group[1]].number('release_share')", 'share = 1'),
    'load': ("lambda s: case.courses[s.course].number('load')", 'lambda s: 1'),
    'least on a cohort': ("offer.number('cohort_min')", '0'),
    'most on a cohort': ("(-offer.number('cohort_max'), {cohorts: 1})", '(-99, {cohorts: 1})'),
    'cohorts limit': ("row({c: 1 for c in cohorts}, 'L',",
                      "row({c: 1 for c in cohorts}, 'L', 9 *"),
    'open places': ("offer.number('places_limit'))", '99)'),
    'contract': ('self.contract[q]: -limit', 'self.contract[q]: 0'),
    'office': ('self.office[buyer, t]: -1}', 'self.office[buyer, t]: 0}'),
    'value of learners': ("(index * offer.money('learner_price'), self.seats(at))",
                          '(0, self.seats(at))'),
    'bands': ("row({v: 1, w: -low}, 'G')", "row({v: 1}, 'G')"),
    'mentor hours': ("sum(self.case.hours('mentors', area)[0] for area in areas)",
                     "9e9 + sum(self.case.hours('mentors', area)[0] for area in areas)"),
    'granted hours': ('(-1, granted)', '(0, granted)'),
    'pooled mentors': ("self.case.procurement.yes('share_mentors')", 'False'),
    'childcare hours': ("'L', self.case.hours('childcare', area)[0])", "'L', 9e9)"),
    'creche hours': ("row.number('creche_hours'))", '9e9)'),
    'floor': ("(1 - target.number('floor')) * want", 'want'),
    'price index': ('price * self.case.price_index[s.period]', 'price'),
    'spread of costs': ("for t in self.runs(s):\n                    self.cost_of('learner', "
                        's.area, s.role, s.course, category, t)[s.column] = part',
                        "self.cost_of('learner', s.area, s.role, s.course, category, "
                        's.period)[s.column] = part * self.periods_of(s.course)'),
    'vacancy': ("self.add('vacancy', at[0], at[3],", "self.add('vacancy', at[0], at[3], {} and"),
    'management': ("share = self.case.procurement.number('management_share')", 'share = 0'),
    'office cost': ("self.case.procurement.money('office_cost')", '0'),
    'top-slice': ("(1 - stream.number('top_slice'))", '1'),
    'pooled funding': ("pool = case.procurement.yes('pool_funding')", 'pool = False'),
    'roles of a fund': ("row.lists('roles', role) and row.lists('courses', course)",
                        "row.lists('courses', course)"),
    'sectors of a fund': ("and row.lists('sectors', self.case.roles[role].text('sector'))", ''),
    'levels of a fund': ("and row.lists('award_levels', str(int(award)) if award != 'none' "
                         'else award)', ''),
    'categories of a fund': ('if category not in named:', 'if False:'),
    'period of a pot': ('if payer[2] == key[-1] and', 'if'),
    'scope of a pot': ('(self.touches(payer[1], key)\n                and', '('),
    'carry-over': ("stream.number('carry_over') * amount)", '0)'),
    'virement': ("upper=stream.number('virement') * amount", 'upper=0'),
    'rebates pay': ("if payer[0] == '*rebate':\n            return", "if payer[0] == '*rebate':"
                    '\n            return False and'),
    'share of a fund': ('if most < 1:', 'if False:'),
    'cap': ("if row.text('cap_per_learner'):", 'if False:'),
    'sector share': ("self.least_of_sector(policy, value, lambda s: True)", 'pass'),
    'reserved places': ("policy, value, lambda s: s.way == 'cohort'",
                        "policy, 0, lambda s: s.way == 'cohort'"),
    'provider share': ("total((1, theirs), (-value, everybody))",
                       "total((1, theirs), (-1, theirs))"),
    'number of contracts': ("if (buyer, t) == office}, 'L', value)",
                            "if (buyer, t) == office}, 'L', 99)"),
    'coverage gap': ("total((1, one), (-1, other)), 'L', value)",
                     "total((1, one), (-1, other)), 'L', 9)"),
    'discounting': ('(case.discount[key[-1]], cost)', '(1, cost)'),
    'rebates lower the cost': ('(-case.discount[t], terms)', '(0, terms)'),
}


def mutated(name):
    """The class Model of the altered text."""
    old, new = MUTANTS[name]
    text = (HERE / 'model.py').read_text(encoding='utf-8')
    if text.count(old) != 1:
        raise ValueError(f'{name}: its text occurs {text.count(old)} times in model.py')
    module = types.ModuleType(f'mutant {name}')
    sys.modules[module.__name__] = module
    exec(compile(text.replace(old, new), name, 'exec'), module.__dict__)
    return module.Model


def same_program(one, other):
    return (one.cost == other.cost and one.shortfall == other.shortfall
            and all(getattr(one.program, part) == getattr(other.program, part)
                    for part in ('rows', 'lower', 'upper', 'whole')))


def missed(expected, status, objective, cost):
    """Whether the answer is not what is known of the scenario."""
    if status != expected['status']:
        return True
    known = expected.get('optimum', expected.get('optimum_shortfall'))
    return (known is not None and not near(objective, known, 1e-5)
            or cost is not None and not near(cost, expected['optimum_cost'], 1e-4))


def noticed(name, cases):
    """(name, the case and scenario that notice the mutant, or None)."""
    mutant = mutated(name)
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            known = json.loads(Path(case, 'expected.json').read_text(encoding='utf-8'))
            for scenario, expected in known.items():
                if not same_program(mutant(Case(case, scenario)), Model(Case(case, scenario))):
                    answer = written_out(case, scenario, Path(folder, 'mutant.mps'), make=mutant)
                    if missed(expected, *answer):
                        return name, f'{case} {scenario}'
    return name, None


def main():
    cases = [word.rstrip('/') for word in sys.argv[1:]]
    failed = 0
    with multiprocessing.Pool(int(os.environ.get('JOBS', '2'))) as pool:
        for name, where in pool.starmap(noticed, [(name, cases) for name in MUTANTS], 1):
            failed += where is None
            if where is None:
                print(f'{name}: nobody notices')
    print(f'{len(MUTANTS) - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
