"""solvers.py - what cbc, glpsol and ringfence say: ('optimal', value), ('infeasible', None), or
('nothing', why)."""
import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path

LIMIT = 20 * int(os.environ.get('SLOW', '1'))  # seconds for a scenario
PLAIN = '-preprocess', 'off', '-presolve', 'off', '-heur', 'off'


def ask_cbc(path, *options, seconds=60):
    answer = Path(f'{path}.sol')
    answer.unlink(missing_ok=True)
    tight = ['-ratioGap', '0', '-allowableGap', '0', '-integerTolerance', '1e-9',
             '-primalTolerance', '1e-9']
    done = subprocess.run(
        ['cbc', str(path), '-sec', str(seconds), *tight, *options, '-solve', '-solu', str(answer)],
        capture_output=True, text=True, timeout=seconds + 60, check=False)
    said = done.stdout
    if re.search('problem is infeasible|proven infeasible', said, re.IGNORECASE):
        return 'infeasible', None
    first = answer.read_text(encoding='ascii').split('\n')[0] if answer.exists() else ''
    if re.match('Optimal', first):
        return 'optimal', float(first.split()[-1])
    if re.match('(Integer i|I)nfeasible', first):
        return 'infeasible', None
    return 'nothing', first or done.stderr[-200:].strip() or said[-200:]


def ask_glpsol(path):
    """The relaxation of a free MPS file."""
    answer = Path(f'{path}.txt')
    answer.unlink(missing_ok=True)
    said = subprocess.run(['glpsol', '--freemps', str(path), '--nomip', '-o', str(answer)],
                          capture_output=True, text=True, timeout=60, check=False).stdout
    if re.search('HAS NO PRIMAL FEASIBLE|NO FEASIBLE SOLUTION', said):
        return 'infeasible', None
    text = answer.read_text(encoding='ascii') if answer.exists() else ''
    found = re.search(r'^Status: +OPTIMAL\nObjective: +obj = (\S+)', text, re.MULTILINE)
    return ('optimal', float(found[1])) if found else ('nothing', said[-200:])


# What two makings of the same run may differ in, and where rows stand in the files.
NOT_RESULT = re.compile('run_input|run_version|run_digest|known_plan|finding|input_.*')
NOT_RESULT_OF_RUN = ('run', 'sequence', 'folder', 'inputs_sha256', 'finished_at', 'seconds',
                     'peak_kb', 'workers')


class Ringfence:
    """The program, asked about one case; results in a database of its own."""

    def __init__(self, program, folder):
        self.program, self.folder, self.database = program, folder, f'{folder}/results.db'
        self.exports = {}

    def call(self, *words, environment=None):
        return subprocess.run([self.program, *map(str, words)], capture_output=True, text=True,
                              env={**os.environ, **(environment or {})}, check=False,
                              timeout=10 * LIMIT, stdin=subprocess.DEVNULL)

    def run(self, case, *words, environment=None):
        """Scenario -> its result; at a gap of 0."""
        Path(self.database).unlink(missing_ok=True)
        said = self.call('run', case, *words, '--json', '--gap', 0, '--time-limit', LIMIT,
                         '--db', self.database, environment=environment)
        try:
            results = json.loads(said.stdout)['results']
        except (ValueError, KeyError):
            raise ValueError(f'exit code {said.returncode}: {said.stderr[-300:]}') from None
        if said.returncode not in (0, 4):
            raise ValueError(f'exit code {said.returncode}: {said.stderr[-300:]}')
        return {result['scenario']: result for result in results}

    def exported(self, case, scenario, environment=None):
        """The scenario's program as an MPS file, with its names beside it."""
        key = str(case), scenario, str(environment)
        if key not in self.exports:
            to = Path(self.folder) / f'export-{len(self.exports)}'
            said = self.call('export', case, scenario, '--mps', to, environment=environment)
            if said.returncode:
                raise ValueError(f'export: {said.stderr[-300:]}')
            self.exports[key] = to / 'model.mps'
        return self.exports[key]

    def stored(self):
        """Scenario -> table -> the rows of its last run, in the order of the table's key."""
        with sqlite3.connect(self.database) as db:
            tables = {}
            for table, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"
                                     " AND name NOT LIKE 'sqlite%'"):
                if not NOT_RESULT.fullmatch(table):
                    columns = list(db.execute(f'SELECT name, pk FROM pragma_table_info("{table}")'))
                    key = ', '.join(f'"{name}"' for name, pk in columns if pk)
                    left_out = NOT_RESULT_OF_RUN if table == 'run' else ('run',)
                    shown = ', '.join(f'"{name}"' for name, _ in columns if name not in left_out)
                    tables[table] = f'SELECT {shown} FROM "{table}" WHERE run = ? ORDER BY {key}'
            return {scenario: {table: db.execute(rows, (run,)).fetchall()
                               for table, rows in tables.items()}
                    for run, scenario in db.execute('SELECT run, scenario FROM run')}
