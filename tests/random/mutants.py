"""mutants.py RINGFENCE CASE... - that the model written out notices each of its rules.

Each of MUTANTS is model.py with one rule altered.  At least one scenario of the cases must then
differ from the program, or the comparison could not tell whether the program keeps that rule.
Last line: "N passed, N failed" (noticed, unnoticed).
"""
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MUTANTS = {
    'entry level': ("level >= int(row.text('entry_level'))", 'level >= 0'),
    'award level': ("(not award or level < int(award))", 'True'),
    'sectors of a course': ("row.lists('sectors', sector)\n                and level", 'level'),
    'first period of an offer': ("if first and t < case.number_of[first] or", 'if'),
    'last period of an offer': ("or last and t > case.number_of[last]", ''),
    'end of a course': ('t + self.periods_of(course) <= case.n_periods', 't < case.n_periods'),
    'travel limit': ('self.case.minutes[area, site] <= self.case.travel_limit(role, childcare)',
                     'True'),
    'creche or local': ("ways = ['local'] if", "ways = [] if"),
    'turnover': ("case.roles[group[1]].number('turnover')", '0'),
    'completion': ("return self.case.courses[start.course].number('completion')", 'return 1'),
    'who leaves a level': ("(-1, gained), (1, lost)", "(-1, gained)"),
    'release share': ("share = case.roles[group[1]].number('release_share')", 'share = 1'),
    'load': ("lambda s: case.courses[s.course].number('load')", 'lambda s: 1'),
    'once': ('sum(self.groups[group].values()))', '99 * sum(self.groups[group].values()))'),
    'least on a cohort': ("offer.number('cohort_min')", '0'),
    'most on a cohort': ("(-offer.number('cohort_max'), {cohorts: 1})", '(-99, {cohorts: 1})'),
    'cohorts limit': ("row({c: 1 for c in cohorts}, 'L',",
                      "row({c: 1 for c in cohorts}, 'L', 9 *"),
    'open places': ("offer.number('places_limit'))", '99)'),
    'contract': ('self.contract[q]: -limit', 'self.contract[q]: -99 * limit'),
    'office': ('self.office[buyer, t]: -1}', 'self.office[buyer, t]: -99}'),
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
    'profession share': ('(-value, self.seats(at))', '(-1, self.seats(at))'),
    'discounting': ('(case.discount[key[-1]], cost)', '(1, cost)'),
    'rebates lower the cost': ('(-case.discount[t], terms)', '(0, terms)'),
}


def unnoticed(name, program, cases):
    """What to say of a mutant that nothing noticed, or ''."""
    old, new = MUTANTS[name]
    text = (HERE / 'model.py').read_text(encoding='utf-8')
    if text.count(old) != 1:
        return f'{name}: its text occurs {text.count(old)} times in model.py'
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE, folder, dirs_exist_ok=True)
        Path(folder, 'model.py').write_text(text.replace(old, new), encoding='utf-8')
        with subprocess.Popen([sys.executable, f'{folder}/run.py', program, *cases, 'full_model'],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env={**os.environ, 'JOBS': '1'}) as run:
            for line in run.stdout:
                if 'another says' in line:
                    run.terminate()
                    return ''
    return f'{name}: nobody noticed'


def main():
    program, *cases = [os.path.abspath(word) for word in sys.argv[1:]]
    with multiprocessing.Pool(int(os.environ.get('JOBS', '2'))) as pool:
        said = pool.starmap(unnoticed, [(name, program, cases) for name in MUTANTS])
    for line in filter(None, said):
        print(line)
    failed = sum(map(bool, said))
    print(f'{len(said) - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
