#!/usr/bin/env python3
"""grow.py DATABASE TIMES - makes stored results as large as those of a whole country: every place,
provider and buyer stands TIMES times, each with its own copies of all that is stored of it.  Money
and people add up as before.  Only what is shown of results is of use afterwards."""
import sqlite3
import sys

PLACES = {"area", "la", "buyer", "provider", "site", "scope"}
NUMBERS = {"n", "payer", "bucket"}
STEP = 10**6
SUMS = ("objective", "bound", "cost", "shortfall_value", "relaxation")
ONCE = {"run", "finding", "program_size", "dual", "unmet", "breach", "certificate_apart"} | {
    f"input_{table}" for table in ("scenarios", "changes", "policies", "procurement", "parameters",
                                   "periods", "roles", "courses", "modules", "course_modules",
                                   "streams", "targets", "thresholds")}


def columns(db, table):
    return [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]


def grown(column, has, copy):
    if column == "scope" and "scope_type" in has:
        return f"CASE WHEN scope_type IN ('all', 'region') THEN scope ELSE scope || ' {copy}' END"
    if column in PLACES:
        return f"\"{column}\" || ' {copy}'"
    if column in NUMBERS:
        return f'"{column}" + {copy * STEP}'
    return f'"{column}"'


def grow(db, table, times):
    has = columns(db, table)
    if not (PLACES | NUMBERS) & set(has):
        return
    db.execute(f'CREATE TABLE copied."{table}" AS SELECT * FROM main."{table}"')
    for copy in range(1, times):
        values = ", ".join(grown(c, has, copy) for c in has)
        db.execute(f'INSERT INTO "{table}" SELECT {values} FROM copied."{table}"')


def main():
    path, times = sys.argv[1], int(sys.argv[2])
    db = sqlite3.connect(path)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("ATTACH ':memory:' AS copied")
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        if table not in ONCE:
            grow(db, table, times)
    db.execute("UPDATE run SET " + ", ".join(f"{c} = {c} * {times}" for c in SUMS))
    db.execute("DELETE FROM run_digest")
    db.commit()


main()
