#!/usr/bin/env python3
"""bench_size.py RINGFENCE CASE [N...] - cost against size: N of the case's local authorities.

The N nearest to the first of the case, with everything that names none but them.  For each of the
scenarios LA and Region the size, the time to build, the time of the relaxation and the memory, on
one core.  A Markdown table.  LIMIT: seconds for a relaxation (600).  CORE: which core (the last).
"""
import csv, json, os, sqlite3, subprocess, sys, tempfile

LIMIT = os.environ.get("LIMIT", "600")
CORE = int(os.environ.get("CORE", os.cpu_count() - 1))
SCENARIOS = ["LA", "Region"]


def read(folder, table):
    path = f"{folder}/{table}.csv"
    if not os.path.exists(path):
        return None
    with open(path, newline="", encoding="utf-8-sig") as f:
        return list(csv.DictReader(f))


def write(folder, table, rows, like):
    with open(f"{folder}/{table}.csv", "w", newline="") as f:
        out = csv.DictWriter(f, fieldnames=like[0].keys())
        out.writeheader()
        out.writerows(rows)


def nearest(areas, n):
    """The n local authorities whose first areas lie nearest to the first one's."""
    first = {}
    for a in areas:
        first.setdefault(a.get("la") or a["area"], a)
    start = next(iter(first.values()))

    def far(la):
        a = first[la]
        return sum((float(a[k]) - float(start[k])) ** 2 for k in ("latitude", "longitude")), la
    return set(sorted(first, key=far)[:n])


def cut(case, n, out):
    """Writes the case of n authorities; returns how many it has."""
    areas = read(case, "areas")
    las = nearest(areas, n)
    kept = [a for a in areas if (a.get("la") or a["area"]) in las]
    names = {"area": {a["area"] for a in kept}, "la": las, "region": {a["region"] for a in kept}}

    def stays(table, r):
        if table in ("workforce", "childcare", "mentors", "travel"):
            return r["area"] in names["area"]
        if table == "allocations":
            return r["scope_type"] == "all" or r["scope"] in names[r["scope_type"]]
        if table == "scenarios":
            return r["scenario"] in SCENARIOS
        return table not in ("changes", "consortia")

    for file in sorted(os.listdir(case)):
        table = file.removesuffix(".csv")
        rows = read(case, table) if file.endswith(".csv") else None
        if rows and table == "areas":
            write(out, table, kept, rows)
        elif rows and table not in ("changes", "consortia"):
            rows_kept = [r for r in rows if stays(table, r)]
            if table == "procurement":
                rows_kept = [r for r in rows if r["partition"] in ("la", "region")]
            write(out, table, rows_kept, rows)
    return len(las)


def solve(ringfence, folder, scenario, limit):
    db = f"{folder}/{scenario}.{limit}.db"
    said = subprocess.run(["taskset", "-c", str(CORE), ringfence, "run", folder, scenario, "--relax",
                           "--time-limit", limit, "--db", db, "--json", "--quiet"],
                          capture_output=True, text=True)
    if not said.stdout.startswith("{") or not json.loads(said.stdout)["results"]:
        sys.exit(said.stderr or said.stdout)
    result = json.loads(said.stdout)["results"][0]
    with sqlite3.connect(db) as store:
        result["mb"] = store.execute("SELECT peak_kb FROM run").fetchone()[0] / 1024
    return result


def main():
    ringfence, case = os.path.realpath(sys.argv[1]), sys.argv[2]
    print("| authorities | scenario | rows | columns | build, s | relaxation, s | bound, £ | peak MB |")
    print("| ---: | --- |" + " ---: |" * 6, flush=True)
    for n in [int(n) for n in sys.argv[3:]] or [1, 2, 4, 9, 23, 50, 152]:
        with tempfile.TemporaryDirectory() as folder:
            there = cut(case, n, folder)
            for scenario in SCENARIOS:
                build = solve(ringfence, folder, scenario, "0.001")
                r = solve(ringfence, folder, scenario, LIMIT)
                done = r["status"] == "optimal" or (r["gap"] is not None and r["gap"] < 1e-6)
                seconds = f"{r['seconds']:.1f}" if done else f"over {LIMIT}"
                print(f"| {there} | {scenario} | {r['rows']:,} | {r['columns']:,} |"
                      f" {build['seconds']:.2f} | {seconds} | {r['bound'] or 0:,.0f} |"
                      f" {r['mb']:.0f} |", flush=True)


if __name__ == "__main__":
    main()
