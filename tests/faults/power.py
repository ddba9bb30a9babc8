#!/usr/bin/env python3
"""power.py BUILD - the power fails at any moment of a command that writes, on a simulated disk.

Each command is run once, and strace writes down what it does to its files.  After each of these
operations the power is lost, DAMAGES times (12), each time with other luck about what had not been
waited for (disk.py).  What is then found is looked at by the program: every result that was stored
before is there, the new one whole or not at all, and there once the command has said so; every
file is the old one or the new one, and a command that is repeated has its way.

SAMPLES=n takes n moments of each command, evenly spread, the end among them; all without it.
COMMANDS names some commands only, SEED other luck.  A bad state is kept, and told of with its seed.
At last a disk that waits for nothing must be found out.
"""
import collections
import contextlib
import functools
import glob
import gzip
import hashlib
import multiprocessing
import os
import pty
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from calls import TRACE, operations
from disk import Disk, read_tree, write_tree
import known

BUILD = os.path.abspath(sys.argv[1])
PROGRAM = f'{BUILD}/ringfence'
OLD_DATABASE = Path(__file__).parents[1] / 'databases/version-1.db.gz'
SEED = os.environ.get('SEED', '20261124')
DAMAGES = int(os.environ.get('DAMAGES', '12'))
SAMPLES = int(os.environ.get('SAMPLES', '0'))
SECONDS = 20 * int(os.environ.get('SLOW', '1'))
KEPT = 3  # bad states of each command
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None  # no disk to wait for
RUN = re.compile(r'r-\d{8}-\d{6}-[0-9a-f]{4}')
TRIES = 100  # losses of power until a disk that waits for nothing must have been found out
DEAF = [(('files',), False), (('folders',), True), (('files', 'folders'), True)]  # after words?
place = os.path.realpath(tempfile.mkdtemp(prefix='ringfence-power-', dir=MEMORY))


class Bad(Exception):
    pass


def ask(*line):
    return subprocess.run([PROGRAM, *line], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=SECONDS, check=False)


def must(*line):
    done = ask(*line)
    if done.returncode != 0:
        raise Bad(f'{line[0]} ends with {done.returncode}: {done.stderr.strip()}')
    return done


# ---- databases ----

def runs_in(path):
    """{run: digest of its rows in every table} of a sound database."""
    with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as db:
        answer = [text for text, in db.execute('PRAGMA integrity_check')]
        if answer != ['ok'] or list(db.execute('PRAGMA foreign_key_check')):
            raise Bad(f'{os.path.basename(path)} is damaged: {answer}')
        rows = collections.defaultdict(list)
        for table, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for run, *row in db.execute(f'SELECT run, * FROM "{table}"'):
                rows[run].append(repr((table, row)))
    return {run: hashlib.sha256('\n'.join(sorted(found)).encode()).hexdigest()
            for run, found in rows.items()}


def judge_runs(was, folder, said):
    """Runs that stood stand; one that was stored or removed is whole or not at all."""
    path = f'{folder}/r.db'
    done = ask('runs', '--db', path)
    if not was.before and not said and done.returncode == 7 and re.search(
            'holds no results yet|there is no database', done.stderr):
        must(*was.line(folder))
        runs_in(path)
        return 'told'
    if done.returncode != 0:
        raise Bad(f'runs ends with {done.returncode}: {done.stderr.strip()}')
    found, before, after = runs_in(path), was.runs_before, was.runs
    for run in found.keys() | before.keys() | after.keys():
        if found.get(run) not in (before.get(run), after.get(run)):
            raise Bad(f'{run} is lost, changed or not whole')
    for run in RUN.findall(said):
        if found.get(run) != after.get(run):
            raise Bad(f'{run} is not as the command said')
    if not before:
        must(*was.line(folder))
        runs_in(path)
    return 'right'


def judge_upgrade(was, folder, said):
    """All runs are there, in the old format or the new one; a copy is whole."""
    path = f'{folder}/r.db'
    copies = glob.glob(f'{path}.*bak')
    done = must('runs', '--db', path)
    if said and (not copies or 'brought up to date' in done.stderr):
        raise Bad('it was not brought up to date, or has no copy')
    if runs_in(path) != was.runs:
        raise Bad('runs are lost or changed')
    for copy in {*copies, *glob.glob(f'{path}.*bak')}:
        if runs_in(copy) != was.runs_before:
            raise Bad(f'{os.path.basename(copy)} is not whole')
    left = set(os.listdir(folder)) - {'r.db', *map(os.path.basename, glob.glob(f'{path}.*bak'))}
    if left:
        raise Bad(f'left over: {left}')
    return 'right'


# ---- files ----

ABSENT = 'absent'


def in_view(tree):
    return {path: content for path, content in tree.items()
            if not os.path.basename(path).startswith('.ringfence-')}


def wrong_file(there, said):
    if not there:
        return 'not there'
    return 'not the new one' if said else 'neither the old one nor the new one'


def judge_files(was, folder, said):
    """Each is the old one or the new one, and after the last words the new one."""
    found = in_view(read_tree(folder))
    for path in sorted(found.keys() | was.before.keys() | was.after.keys()):
        allowed = [was.after] if said else [was.after, was.before]
        if found.get(path, ABSENT) not in [tree.get(path, ABSENT) for tree in allowed]:
            raise Bad(f'{path} is {wrong_file(path in found, said)}')
    again = ask(*was.line(folder))
    if was.name == 'init' and again.returncode == 7 and 'is not empty' in again.stderr:
        return 'told'
    if again.returncode != 0:
        raise Bad(f'repeated, it ends with {again.returncode}: {again.stderr.strip()}')
    if read_tree(folder) != was.after:
        raise Bad('repeated, it leaves something else')
    return 'right'


# ---- commands ----

Command = collections.namedtuple('Command', 'name group judge words prepare')


def with_database(folder):
    shutil.copy(f'{place}/base.db', f'{folder}/r.db')


def with_old_database(folder):
    Path(f'{folder}/r.db').write_bytes(gzip.decompress(OLD_DATABASE.read_bytes()))


def with_nothing(folder):
    pass


def with_files_of(scenario, words, folder):
    """What the command wrote of another scenario."""
    must(*(word.replace('LA', scenario).format(folder=folder, place=place) for word in words),
         '-q')


def export(name, group, *words):
    line = ('export', '{place}/case', 'LA', '--db', '{place}/base.db', *words)
    return Command(name, group, judge_files, line,
                   functools.partial(with_files_of, 'Region', line))


BOARD = ('report', '{place}/case', '--kind', 'scenario', 'LA', '--db', '{place}/base.db',
         '-o', '{folder}/board.html')
RUN_IN = ('--db', '{folder}/r.db')
COMMANDS = [
    Command('run', 'a run', judge_runs, ('run', '{place}/case', *RUN_IN), with_database),
    Command('first', 'a first run', judge_runs, ('run', '{place}/case', 'LA', *RUN_IN),
            with_nothing),
    Command('remove', 'a removal', judge_runs, ('runs', 'remove', '{run}', '-y', *RUN_IN),
            with_database),
    Command('upgrade', 'an upgrade', judge_upgrade, ('runs', *RUN_IN), with_old_database),
    export('csv', 'an export', '--csv', '{folder}/out'),
    export('xlsx', 'a workbook', '--xlsx', '{folder}/book.xlsx'),
    Command('report', 'a report', judge_files, BOARD,
            functools.partial(with_files_of, 'Region', BOARD)),
]
for one in ('--csv', '--mps'):
    COMMANDS.append(export(f'new{one[1:]}', 'an export to a new folder', one, '{folder}/out')
                    ._replace(prepare=with_nothing))
COMMANDS.append(Command('init', 'a new case', judge_files,
                        ('init', '{folder}/new', '--example', 'first-steps'), with_nothing))


# ---- one command ----

class Recording:
    """What a command found, what it did, and what was there afterwards."""

    def __init__(self, command, folder):
        self.name, self.words = command.name, command.words
        os.mkdir(folder)
        command.prepare(folder)
        self.before = read_tree(folder)
        self.runs_before = self.runs_of(folder)
        self.operations = operations(trace(self.line(folder), f'{folder}.log'), folder, place)
        self.after = read_tree(folder)
        self.runs = self.runs_of(folder)
        if self.at_end(()).now() != self.after:
            raise Bad('the simulated disk is not what the true one is')
        said = self.said(len(self.operations))
        if self.before == self.after or not said:
            raise Bad('nothing was done, or nothing said')
        if not self.runs.keys() ^ self.runs_before.keys() <= set(RUN.findall(said)):
            raise Bad('a run was stored or removed, and the words do not name it')

    def runs_of(self, folder):
        path = f'{folder}/r.db'
        return runs_in(path) if os.path.exists(path) else {}

    def line(self, folder):
        run = max(self.runs_before, default='')
        return [word.format(folder=folder, place=place, run=run) for word in self.words]

    def at_end(self, deaf):
        *_, (_, disk) = self.moments(deaf)
        return disk

    def moments(self, deaf):
        """(how many operations are done, the disk then)."""
        disk = Disk(self.before, deaf)
        yield 0, disk
        for done, operation in enumerate(self.operations, 1):
            disk.apply(operation)
            yield done, disk

    def said(self, done):
        return ''.join(operation[1].decode() for operation in self.operations[:done]
                       if operation[0] == 'say')


def trace(line, log):
    """The command at a terminal, so that it says each line when it can."""
    terminal, words = pty.openpty()
    done = subprocess.run([*TRACE, log, PROGRAM, *line], stdin=subprocess.DEVNULL, stdout=words,
                          stderr=subprocess.PIPE, text=True, timeout=SECONDS, cwd=place,
                          check=False)
    os.close(words)
    os.close(terminal)
    if done.returncode != 0:
        raise Bad(f'{line[0]} under strace ends with {done.returncode}: {done.stderr}')
    with open(log, encoding='ascii') as file:
        return file.readlines()


# ---- moments and damages ----

def samples(last):
    """Of the moments 0 to last, the last among them."""
    n = SAMPLES or last + 1
    return {last - i * (last + 1) // n for i in range(n)}


def damages(command, was):
    """(moment, seed, tree, what had been said): each state once."""
    seen, chosen = set(), samples(len(was.operations))
    for done, disk in was.moments(()):
        for n in range(DAMAGES if done in chosen else 0):
            seed, said = f'{SEED} {command.name} {done} {n}', was.said(done)
            tree = disk.lose_power(random.Random(seed))
            state = hash((frozenset(tree.items()), said))
            if state not in seen:
                seen.add(state)
                yield done, seed, tree, said


def judge(command, was, tree, said):
    """(right, told or bad; why)."""
    folder = f'{place}/{command.name}.state'
    shutil.rmtree(folder, ignore_errors=True)
    write_tree(tree, folder)
    try:
        return command.judge(was, folder, said), ''
    except (Bad, sqlite3.Error, subprocess.TimeoutExpired) as trouble:
        return 'bad', str(trouble)


def kept(tree, n):
    if n >= KEPT:
        return f'not kept: {KEPT} of this command are'
    folder = tempfile.mkdtemp(prefix='ringfence-power-bad-', dir=MEMORY)
    write_tree(tree, f'{folder}/state')
    return f'kept in {folder}/state'


def described(operation):
    return ' '.join(f'{len(part)} bytes' if isinstance(part, bytes) else str(part)
                    for part in operation)


def tell(command, was, state, why, n):
    done, seed, tree, _ = state
    last = described(was.operations[done - 1]) if done else 'none'
    print(f'    {command.name}, power lost after operation {done} of {len(was.operations)} '
          f'({last}), seed "{seed}": {why}; {kept(tree, n)}', file=sys.stderr, flush=True)


def found_out(command, was, deaf, after_words):
    """How many losses of power it takes until a deaf disk is found out; 0 when it never is."""
    disk, said = was.at_end(deaf), was.said(len(was.operations)) if after_words else ''
    for n in range(1, TRIES + 1):
        tree = disk.lose_power(random.Random(f'{SEED} {command.name} {deaf} {n}'))
        if judge(command, was, tree, said)[0] == 'bad':
            return n
    return 0


def lose_power(command):
    """(group, count of verdicts, disks that were found out or not)."""
    count = collections.Counter()
    was = Recording(command, f'{place}/{command.name}')
    for state in damages(command, was):
        verdict, why = judge(command, was, *state[2:])
        if verdict == 'bad':
            tell(command, was, state, why, count['bad'])
        count[verdict] += 1
    deaf = [(which, found_out(command, was, which, words)) for which, words in DEAF]
    print(f'{command.name}: {len(was.operations)} operations, {count.total()} states, '
          f'{count["bad"]} bad' + ''.join(f'; deaf to {" and ".join(which)}: found out after {n}'
                                          for which, n in deaf), flush=True)
    return command.group, count, [n for _, n in deaf]


# ---- all of it ----

def report(results, tried, wrong):
    """The rows of the table and the sum; whether nothing failed."""
    groups = collections.defaultdict(collections.Counter)
    for group, count, deaf in results:
        groups[group] += count
        tried += len(deaf)
        wrong += [f'a deaf disk was not found out in {group}' for n in deaf if n == 0]
    for line in wrong:
        print(f'    {line}', file=sys.stderr)
    rows = [f'| power loss in {group} | {n.total()} | {n["right"]} | {n["told"]} | {n["bad"]} |'
            for group, n in sorted(groups.items())]
    print(*rows, sep='\n')
    if 'FAULTS_TABLE' in os.environ:
        with open(os.environ['FAULTS_TABLE'], 'a', encoding='utf-8') as table:
            print(*rows, sep='\n', file=table)
    total = sum(groups.values(), collections.Counter())
    failed = total['bad'] + len(wrong)
    print(f'{total.total() + tried - failed} passed, {failed} failed')
    return failed == 0


def main():
    """Whether nothing failed."""
    if b'__asan_init' in Path(PROGRAM).read_bytes():
        print('under sanitizers the power is not cut', '0 passed, 0 failed', sep='\n')
        return True
    if not shutil.which('strace'):
        sys.exit('strace is wanted: tools/install.sh test')
    must('init', f'{place}/case', '--example', 'first-steps', '-q')
    must('run', f'{place}/case', '--db', f'{place}/base.db', '-q')
    wanted = os.environ.get('COMMANDS', '').split()
    commands = [one for one in COMMANDS if not wanted or one.name in wanted]
    if len(commands) < len(wanted):
        sys.exit(f'COMMANDS may name {" ".join(one.name for one in COMMANDS)}')
    tried, wrong = known.wrong()
    with multiprocessing.Pool(int(os.environ.get('JOBS', '2'))) as pool:
        return report(list(pool.imap(lose_power, commands)), tried, wrong)


if __name__ == '__main__':
    try:
        sys.exit(0 if main() else 1)
    finally:
        shutil.rmtree(place)
