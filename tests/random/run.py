"""run.py RINGFENCE GENERATE FIRST LAST [small] [CHECK...] - what must hold of random cases.
run.py RINGFENCE GENERATE SEED SEED SEED... [small] [CHECK...] - of three or more of them alone.
run.py RINGFENCE CASE... [CHECK...] - the same of given cases.

One line per difference, a table of the checks, and last "N passed, N failed", counting each check
of each scenario.  JOBS: cases at once (2).  SLOW: times as much time for a solve.
JOURNAL: a file that keeps what each case came to.  Begun again, cases in it that this program
was asked about are counted and left out; a case that fails is kept in the folder JOURNAL.failed.
"""
import collections
import functools
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from checks import CHECKS, UNSETTLED, Subject


MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None  # no disk to wait for


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


def one(program, generate, size, keep, checks, subject):
    """A subject is a seed or a case folder."""
    folder = tempfile.mkdtemp(prefix='ringfence-random-', dir=MEMORY)
    try:
        case, seed = subject, subject
        if isinstance(subject, int):
            case = f'{folder}/case'
            subprocess.run([generate, str(subject), case, *size], check=True)
        said = check_case(program, checks, case, seed, folder)
        if keep and any(wrong not in ('', UNSETTLED) for _, _, wrong, _ in said):
            shutil.copytree(case, f'{keep}/{os.path.basename(str(subject))}', dirs_exist_ok=True)
        return subject, said
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Journal:
    """A line for each case: what was asked, of which program, and what it came to."""

    def __init__(self, path, *asked):
        self.path, self.file = path, None
        self.asked = hashlib.sha256(b'\0'.join(asked)).hexdigest()[:16]
        self.known = {}
        if path and Path(path).exists():
            for line in Path(path).read_text(encoding='utf-8').splitlines():
                asked, subject, said = json.loads(line)
                if asked == self.asked:
                    self.known[subject] = said
        if path:
            self.file = open(path, 'a', encoding='utf-8')

    @property
    def failed(self):
        return f'{self.path}.failed' if self.path else None

    def write(self, subject, said):
        if self.file:
            print(json.dumps([self.asked, subject, said]), file=self.file, flush=True)


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


def check_all(subjects, work, journal):
    """Stopped by a signal, it says how far it came."""
    tally = Tally()
    for subject, said in journal.known.items():
        tally.take(subject, said)
    subjects = [subject for subject in subjects if subject not in journal.known]
    deaf = functools.partial(signal.signal, signal.SIGINT, signal.SIG_IGN)
    with multiprocessing.Pool(int(os.environ.get('JOBS', '2')), deaf) as pool:
        signal.signal(signal.SIGTERM, stopped)
        try:
            for subject, said in pool.imap_unordered(work, subjects):
                journal.write(subject, said)
                tally.take(subject, said)
        except KeyboardInterrupt:
            print('stopped')
    return tally.report()


def main():
    program, *words = [os.path.abspath(w) if os.path.exists(w) else w for w in sys.argv[1:]]
    checks = [word for word in words if word in CHECKS] or list(CHECKS)
    size = [word for word in words if word == 'small']
    words = [word.rstrip('/') for word in words if word not in CHECKS and word not in size]
    generate, subjects = None, words
    if len(words) > 2 and all(word.isdigit() for word in words[1:]):
        generate, *subjects = words[0], *map(int, words[1:])
        if len(subjects) == 2:
            subjects = range(subjects[0], subjects[1] + 1)
    journal = Journal(os.environ.get('JOURNAL'), Path(program).read_bytes(),
                      Path(generate).read_bytes() if generate else b'',
                      ' '.join(size + checks).encode())
    work = functools.partial(one, program, generate, size, journal.failed, checks)
    sys.exit(0 if check_all(subjects, work, journal) else 1)


if __name__ == '__main__':
    main()
