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
import signal
import subprocess
import sys
import tempfile
import time

from checks import CHECKS, UNSETTLED, Subject


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


class Tally:
    def __init__(self):
        self.cases, self.begun = 0, time.monotonic()
        self.passed, self.failed, self.unsettled, self.seconds = (
            collections.Counter() for _ in range(4))

    def take(self, subject, said):
        self.cases += 1
        for check, scenario, wrong, took in said:
            self.seconds[check] += took
            if wrong == UNSETTLED:
                self.unsettled[check] += 1
                continue
            (self.failed if wrong else self.passed)[check] += 1
            if wrong:
                print(f'{subject} {scenario}: {check}: {wrong}', flush=True)

    def report(self):
        """Whether nothing failed."""
        for check, took in self.seconds.items():
            late = self.unsettled[check]
            print(f'{check:14} {self.passed[check]:7} passed, {self.failed[check]} failed '
                  f'{took:7.0f} s' + (f', {late} {UNSETTLED}' if late else ''))
        print(f'{self.cases} cases in {time.monotonic() - self.begun:.0f} s')
        print(f'{self.passed.total()} passed, {self.failed.total()} failed')
        return not self.failed and bool(self.passed)


def stopped(*_):
    raise KeyboardInterrupt


def check_all(subjects, work):
    """Stopped by a signal, it says how far it came."""
    tally = Tally()
    deaf = functools.partial(signal.signal, signal.SIGINT, signal.SIG_IGN)
    with multiprocessing.Pool(int(os.environ.get('JOBS', '2')), deaf) as pool:
        signal.signal(signal.SIGTERM, stopped)
        try:
            for subject, said in pool.imap_unordered(work, subjects):
                tally.take(subject, said)
        except KeyboardInterrupt:
            print('stopped')
    return tally.report()


def main():
    program, *words = [os.path.abspath(w) if os.path.exists(w) else w for w in sys.argv[1:]]
    checks = [word for word in words if word in CHECKS] or list(CHECKS)
    words = [word.rstrip('/') for word in words if word not in CHECKS]
    generate, subjects = None, words
    if len(words) == 3 and words[1].isdigit():
        generate, subjects = words[0], range(int(words[1]), int(words[2]) + 1)
    work = functools.partial(one, program, generate, checks)
    sys.exit(0 if check_all(subjects, work) else 1)


if __name__ == '__main__':
    main()
