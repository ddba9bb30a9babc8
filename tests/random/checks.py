"""checks.py - what must hold of a case, each a function that yields (scenario, what is wrong).

The first reads what was stored, the next three ask other solvers; the others alter the case and say
what must follow.  `subject`
is a Subject: the case, the program, and the program's results on the case as it stands.
"""
import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import variants
from case import Case
from model import Model
from program import total
from solvers import LIMIT, PLAIN, Ringfence, ask_cbc, ask_glpsol

UNSETTLED = 'at the time limit'  # instead of what is wrong: the program had no time to prove it


class Subject:
    """A case and the program's results on it."""

    def __init__(self, program, case, folder, seed):
        self.case, self.folder, self.seed = str(case), Path(folder), seed
        self.ringfence = Ringfence(program, folder)
        self.results = self.ringfence.run(case)
        self.stored = self.ringfence.stored()

    def chance(self, check):
        return random.Random(f'{self.seed} {check}')

    def altered(self, check, alter, *arguments, **form):
        """A folder with the case as the function leaves its tables."""
        tables = variants.read(self.case)
        alter(tables, *arguments)
        return variants.write(tables, self.folder / check, **form)


def verified(subject):
    """What is stored keeps every rule by `verify --bound`, and leaves every check_ view empty."""
    subject.ringfence.run(subject.case)
    said = subject.ringfence.call('verify', subject.case, '--bound', '--json', '--db',
                                  subject.ringfence.database)
    results = {result['scenario']: result for result in json.loads(said.stdout)['results']}
    for scenario in subject.results:
        found = results[scenario]
        wrong = [f"{failure['rule']} {failure['row']}: {failure['text']}"
                 for failure in found['failures']]
        yield scenario, '; '.join(wrong + ([] if found['bound']['verified'] else
                                           [str(found['bound']['fault'])]))
    with closing(sqlite3.connect(subject.ringfence.database)) as database:
        views = [name for name, in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'check_*'")]
        full = [view for view in views if database.execute(f'SELECT 1 FROM {view}').fetchone()]
    yield '', ', '.join(f'{view} is not empty' for view in full)


def near(seen, right, tolerance):
    return (isinstance(seen, (int, float)) and isinstance(right, (int, float))
            and abs(seen - right) <= tolerance * max(1, abs(right)))


def unsettled(*results):
    """Whether one of them is a plan found by the time limit, not proven to be the best."""
    return any(r['status'] == 'feasible' and r['seconds'] > 0.9 * LIMIT for r in results)


def above(low, high):
    """Whether low is above high, beyond rounding."""
    return low > high + 1e-6 * max(1, abs(high))


# ---- other solvers ----

def difference(result, status, objective, cost=None):
    """How a result of the program differs from another solver's answer; '' if it does not."""
    if unsettled(result) and status == 'optimal':
        wrong = above(result['bound'], objective) or above(objective, result['objective'])
        return f'{result}, another says {objective}' if wrong else UNSETTLED
    if status != result['status'] or status not in ('optimal', 'infeasible'):
        return f"{result['status']}, another says {status} {objective}"
    if status == 'infeasible':
        return ''
    if not near(result['objective'], objective, 1e-5):
        return f"objective {result['objective']}, another says {objective}"
    if above(result['bound'], objective):
        return f"bound {result['bound']}, another says {objective}"
    if cost is not None and not near(result['cost'], cost, 1e-4):
        return f"cost {result['cost']}, another says {cost}"
    return ''


def agreement(result, answer):
    """Asks cbc a second time without its preprocessing, which is sometimes wrong, and without its
    heuristics, in which it sometimes breaks off."""
    wrong = difference(result, *answer())
    return wrong if wrong in ('', UNSETTLED) else difference(result, *answer(*PLAIN))


def written_out(case, scenario, path, *cbc, whole=True, make=Model):
    """(status, objective, least cost of a coverage scenario) of the model written out."""
    model = make(Case(case, scenario))

    def solve(cost):
        model.program.write(path, cost, whole)
        status, value = ask_cbc(path, *cbc)
        return status, value * 1000 if status == 'optimal' else value

    if model.case.objective != 'coverage':
        value = model.case.objective == 'value'
        return *solve(total((1, model.cost), (value, model.shortfall))), None
    status, least = solve(model.shortfall)
    if status != 'optimal':
        return status, least, None
    model.program.row(model.shortfall, 'L', (least + 1e-6 * max(1, least)) / 1000)
    return status, least, solve(model.cost)[1]


def exported(subject):
    """cbc on the exported MPS has the program's optimum (of a coverage scenario the first)."""
    for scenario, result in subject.results.items():
        path = subject.ringfence.exported(subject.case, scenario)
        yield scenario, agreement(result, lambda *cbc, p=path: ask_cbc(p, *cbc))


def full_model(subject):
    """The model written out from MODEL.md 4 to 7 has the program's optimum, by cbc."""
    path = subject.folder / 'written_out.mps'
    for scenario, result in subject.results.items():
        yield scenario, agreement(
            result, lambda *cbc, s=scenario: written_out(subject.case, s, path, *cbc))


def between(result, relaxed, whole):
    """How a relaxation is not between another's, which knows fewer limits, and the optimum."""
    status, least = relaxed
    if status == 'infeasible' or result['status'] == 'infeasible':
        both = result['status'] == 'infeasible' and whole['status'] == 'infeasible'
        return '' if both else f"{result['status']}, another says {status} {least}"
    if status != 'optimal' or result['status'] != 'optimal':
        return f"{result['status']}, another says {status} {least}"
    most = whole['objective'] if whole['status'] == 'optimal' else result['objective']
    if above(least, result['objective']) or above(result['objective'], most):
        return f"objective {result['objective']}, not from {least} to {most}"
    return ''


def relaxation(subject):
    """Without whole columns: glpsol on the exported MPS finds the same, cbc on the model written
    out no more.  It may find less: a cohort that nobody could fill is no part of the program."""
    path = subject.folder / 'written_out.mps'
    for scenario, result in subject.ringfence.run(subject.case, '--relax').items():
        mps = subject.ringfence.exported(subject.case, scenario)
        relaxed = written_out(subject.case, scenario, path, whole=False)[:2]
        yield scenario, (difference(result, *ask_glpsol(mps)) or
                         between(result, relaxed, subject.results[scenario]))


# ---- the same case in other clothes ----

SAME = 1e-9


def same_cell(one, other):
    try:
        return one == other or near(float(one), float(other), SAME)
    except (TypeError, ValueError):
        return False


def same_plan(subject, results):
    """The same figures and the same plan in the database, row by row."""
    stored = subject.ringfence.stored()
    for scenario, before in subject.results.items():
        wrong = '; '.join(f'{key} {was}, now {results[scenario][key]}'
                          for key, was in before.items()
                          if key != 'seconds' and not same_cell(was, results[scenario][key]))
        if unsettled(before, results[scenario]):
            yield scenario, UNSETTLED
            continue
        now = stored[scenario]
        for name, was in subject.stored[scenario].items():
            if not wrong and len(was) != len(now[name]):
                wrong = f'{name} had {len(was)} rows, now {len(now[name])}'
            for old, new in zip(was, now[name]):
                if not wrong and not all(map(same_cell, old, new)):
                    wrong = f'{name} had {old}, now {new}'
        yield scenario, wrong


ELSEWHERE = {'LC_ALL': 'de_DE.UTF-8', 'TZ': 'Asia/Kathmandu'}


def in_other_order(subject):
    return subject.altered('other_order', variants.permuted, subject.chance('other_order'),
                           encoding='utf-8-sig', line='\r\n', quoting=1)


def program_files(folder):
    """But for what other solvers answered, which stands beside them."""
    return {path.name: path.read_bytes() for path in folder.iterdir()
            if not path.name.startswith('model.mps.')}


def same_program(subject):
    """Rows, columns and lists in another order, CRLF, a BOM, another locale: the same bytes."""
    case, ask = in_other_order(subject), subject.ringfence
    for scenario in subject.results:
        before = ask.exported(subject.case, scenario).parent
        was = program_files(before)
        after = ask.exported(case, scenario, environment=ELSEWHERE).parent
        now = program_files(after)
        yield scenario, ', '.join(f'{name} differs' for name in was if was[name] != now.get(name))


def permutation(subject):
    """And the same figures and plan."""
    case = in_other_order(subject)
    yield from same_plan(subject, subject.ringfence.run(case, environment=ELSEWHERE))


def workers(subject):
    """--jobs 2 and 4 give the same plan as one after another."""
    for jobs in 2, 4:
        yield from same_plan(subject, subject.ringfence.run(subject.case, '--jobs', jobs))


def money_scaled(subject):
    """Every amount and price times four: the objective too."""
    case = subject.altered('money_scaled', variants.money_times, 4)
    for scenario, after in subject.ringfence.run(case).items():
        before, wrong = subject.results[scenario], ''
        if unsettled(before, after):
            wrong = UNSETTLED
        elif after['status'] != before['status']:
            wrong = f"{before['status']}, now {after['status']}"
        elif before['objective'] is not None and not near(after['objective'],
                                                          4 * before['objective'], 1e-7):
            wrong = f"objective {before['objective']}, now {after['objective']}"
        yield scenario, wrong


# ---- what cannot hurt, what cannot help ----

def worse(before, after):
    """How `after` is proven worse than `before`; an infeasible scenario is worst."""
    if unsettled(before, after):
        return UNSETTLED
    if before['status'] == 'infeasible':
        return ''
    if after['status'] == 'infeasible':
        return f"objective {before['objective']}, now infeasible"
    if above(after['objective'], before['objective']):
        return f"objective {before['objective']}, now {after['objective']}"
    return ''


def compared(subject, check, alter, swap=False):
    case = subject.altered(check, alter, subject.chance(check))
    for scenario, after in subject.ringfence.run(case).items():
        before = subject.results[scenario]
        yield scenario, worse(after, before) if swap else worse(before, after)


def more_money(subject):
    """More money in the pots never hurts."""
    yield from compared(subject, 'more_money', variants.more_money)


def more_room(subject):
    """More hours, places and cohorts never hurt."""
    yield from compared(subject, 'more_room', variants.more_room)


def stricter(subject):
    """A stricter policy, share or cap never helps."""
    yield from compared(subject, 'stricter', variants.stricter, swap=True)


def larger_buyer(subject):
    """With the same costs and pots, a larger buyer is never worse than the smaller ones."""
    case = subject.altered('larger_buyer', variants.buyers, subject.chance('larger_buyer'))
    results = subject.ringfence.run(case)
    for small, large in (('LA', 'Consortia'), ('LA', 'Region'), ('Region', 'All'),
                         ('Consortia', 'All'), ('All', 'Pooled')):
        yield f'{small}-{large}', worse(results[small], results[large])


CHECKS = {check.__name__: check for check in (
    verified, exported, full_model, relaxation, same_program, permutation, workers, money_scaled,
    more_money, more_room, stricter, larger_buyer)}
