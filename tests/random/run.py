"""run.py RINGFENCE GENERATE FIRST LAST [CHECK...] - what must hold of random cases.
run.py RINGFENCE CASE... [CHECK...] - the same of given cases.

One line per difference, a table of the checks, and last "N passed, N failed", counting each check
of each scenario.  JOBS: cases at once (2).  SLOW: times as much time for a solve.
"""
import collections
import functools
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time

from checks import CHECKS, Subject


def check_case(program, checks, case, seed, folder):
    """[(check, scenario, what is wrong, seconds)]."""
    said = []
    try:
        subject = Subject(program, case, folder, seed)
    except (ValueError, subprocess.TimeoutExpired) as trouble:
        return [('run', '', str(trouble), 0)]
    for name in checks:
        begun = time.monotonic()
        try:
            found = list(CHECKS[name](subject))
        except (ValueError, KeyError, OSError, subprocess.TimeoutExpired) as trouble:
            found = [('', f'{type(trouble).__name__}: {trouble}')]
        seconds = (time.monotonic() - begun) / max(1, len(found))
        said += [(name, scenario, wrong, seconds) for scenario, wrong in found]
    return said


def one(program, generate, checks, subject):
    """A subject is a seed or a case folder."""
    folder = tempfile.mkdtemp(prefix='ringfence-random-')
    try:
        case, seed = subject, subject
        if isinstance(subject, int):
            case = f'{folder}/case'
            subprocess.run([generate, str(subject), case], check=True)
        return subject, check_case(program, checks, case, seed, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report(subjects, work):
    passed, failed = collections.Counter(), collections.Counter()
    seconds = collections.Counter()
    with multiprocessing.Pool(int(os.environ.get('JOBS', '2'))) as pool:
        for subject, said in pool.imap(work, subjects):
            for check, scenario, wrong, took in said:
                (failed if wrong else passed)[check] += 1
                seconds[check] += took
                if wrong:
                    print(f'{subject} {scenario}: {check}: {wrong}', flush=True)
    for check in seconds:
        print(f'{check:14} {passed[check]:7} passed, {failed[check]} failed '
              f'{seconds[check]:7.0f} s')
    print(f'{passed.total()} passed, {failed.total()} failed')
    return not failed and bool(passed)


def main():
    program, *words = [os.path.abspath(w) if os.path.exists(w) else w for w in sys.argv[1:]]
    checks = [word for word in words if word in CHECKS] or list(CHECKS)
    words = [word.rstrip('/') for word in words if word not in CHECKS]
    generate, subjects = None, words
    if len(words) == 3 and words[1].isdigit():
        generate, subjects = words[0], range(int(words[1]), int(words[2]) + 1)
    work = functools.partial(one, program, generate, checks)
    sys.exit(0 if report(subjects, work) else 1)


if __name__ == '__main__':
    main()
