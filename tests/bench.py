#!/usr/bin/env python3
"""bench.py RINGFENCE [CASE:SCENARIO...] - against glpsol, cbc and highs, whichever are on the PATH.

A CASE is a folder, or a name in examples/.  All solve what `export --mps` writes (ringfence builds
it itself), one after another, on one core, to the same gap and limits; each limit is a run of its
own.  When a first plan comes is heard from what each prints meanwhile.  A Markdown table.
AT: the limits in seconds ("10 60 300").  GAP: the gap to stop at (0.005).  CORE: which core (the last).
"""
import json, os, pty, re, select, shutil, signal, subprocess, sys, tempfile, time

AT = [int(t) for t in os.environ.get("AT", "10 60 300").split()]
GAP = os.environ.get("GAP", "0.005")
CORE = int(os.environ.get("CORE", os.cpu_count() - 1))
GRACE_S = 60  # beyond its limit, for what it reads and writes; then it is killed
NUMBER = r"[-+]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?"


def last(pattern, text):
    found = re.findall(pattern, text, re.M)
    return float(found[-1]) if found else None


def heard(command, limit, first):
    """Runs it on the one core: what it printed, when a line matched `first`, peak MB, or killed."""
    began, text, when = time.monotonic(), "", None
    child, terminal = pty.fork()
    if child == 0:
        os.sched_setaffinity(0, {CORE})
        os.environ.update(TERM="xterm", OMP_NUM_THREADS="1")
        os.execvp(command[0], command)
    while time.monotonic() < began + limit + GRACE_S:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            more = os.read(terminal, 65536)
        except OSError:  # its end
            break
        if not more:
            break
        text += more.decode("utf-8", "replace").replace("\r", "\n").replace("\x1b[K", "")
        if when is None and re.search(first, text[-200000:], re.M):
            when = time.monotonic() - began
    else:
        os.killpg(child, signal.SIGKILL)
    os.close(terminal)
    _, status, usage = os.wait4(child, 0)
    return text, when, usage.ru_maxrss / 1024, os.WIFSIGNALED(status)


def by_ringfence(ringfence, case, scenario, mps, limit, folder):
    db = f"{folder}/{time.monotonic_ns()}.db"
    text, when, mb, killed = heard(
        [ringfence, "run", case, scenario, "--time-limit", str(limit), "--gap", GAP, "--json",
         "--db", db], limit, r"best £")
    found = re.search(r"^\{.*^\}", text, re.M | re.S)
    result = (json.loads(found[0])["results"] or [{}])[0] if found else {}
    plan = result.get("objective")
    return plan, result.get("bound"), when if when or plan is None else result["seconds"], mb, killed


def by_glpsol(ringfence, case, scenario, mps, limit, folder):
    solution = f"{folder}/glpsol.sol"
    text, when, mb, killed = heard(
        ["glpsol", "--freemps", mps, "--tmlim", str(limit), "--mipgap", GAP, "-o", solution], limit,
        r"^\+.*>>>>>|INTEGER OPTIMAL")
    said = open(solution).read() if os.path.exists(solution) else ""
    plan = last(rf"^Objective:.*= *({NUMBER})", said) if re.search(
        r"^Status: +INTEGER (NON-)?OPTIMAL", said, re.M) else None
    bound = last(rf">= +({NUMBER})", text)
    return plan, plan if "INTEGER OPTIMAL SOLUTION FOUND" in text else bound, when, mb, killed


def by_cbc(ringfence, case, scenario, mps, limit, folder):
    text, when, mb, killed = heard(
        ["cbc", mps, "-sec", str(limit), "-timeMode", "elapsed", "-ratioGap", GAP, "-solve"], limit,
        r"Integer solution of|[Ss]olution found of|^Objective value:")
    plan = last(rf"^Objective value: +({NUMBER})", text)
    bound = last(rf"^Lower bound: +({NUMBER})", text)
    if bound is None:
        bound = last(rf"best possible ({NUMBER})", text)
    if bound is None:
        bound = plan if "Result - Optimal" in text else last(
            rf"Continuous objective value is ({NUMBER})", text)
    return plan, bound, when, mb, killed


def by_highs(ringfence, case, scenario, mps, limit, folder):
    options = f"{folder}/highs.options"
    with open(options, "w") as f:
        f.write(f"threads = 1\nmip_rel_gap = {GAP}\n")
    text, when, mb, killed = heard(
        ["highs", "--time_limit", str(limit), "--options_file", options, mps], limit,
        r"^ ?[A-Z] +\d+ +\d+ +\d+")
    plan = last(rf"Primal bound +({NUMBER})", text)
    return plan, last(rf"Dual bound +({NUMBER})", text), when if plan else None, mb, killed


SOLVERS = {"ringfence": by_ringfence, "glpsol": by_glpsol, "cbc": by_cbc, "highs": by_highs}


def gap(plan, bound):
    return None if plan is None or bound is None else 100 * (plan - bound) / max(1, abs(plan))


def times(theirs, ours):
    return "" if theirs is None or not ours or ours < 1e-6 else f"{theirs / ours:.1f}"


def shown(value, form="{:,.0f}"):
    return "none" if value is None else form.format(value)


def row(case, scenario, name, runs, ours):
    plan, bound, when, mb, killed = runs[-1]
    gaps = [gap(r[0], r[1]) for r in runs]
    own_gap = gap(*ours[0:2])
    cells = [os.path.basename(case.rstrip("/")), scenario, name, shown(when, "{:.1f}"),
             *(shown(g, "{:.2f} %") for g in gaps), shown(plan),
             "killed" if killed else shown(bound), shown(mb), times(when, ours[2]),
             times(gaps[-1], own_gap), times(mb, ours[3])]
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    ringfence = os.path.realpath(sys.argv[1])
    top = os.path.join(os.path.dirname(__file__), "..")
    pairs = sys.argv[2:] or ["d2n2:LA", "d2n2:Region", "east-midlands:LA", "east-midlands:Region"]
    heads = [f"gap at {t} s" for t in AT]
    print(f"One core, to stop at a gap of {GAP}; × ours: how many times what ringfence has.\n")
    print("| case | scenario | by | first plan, s | " + " | ".join(heads) + " | plan, £ | bound, £ |"
          " peak MB | first plan × ours | gap × ours | memory × ours |")
    print("| --- | --- | --- |" + " ---: |" * (len(AT) + 7), flush=True)
    for pair in pairs:
        case, scenario = pair.rsplit(":", 1)
        case = case if os.path.isdir(case) else os.path.join(top, "examples", case)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([ringfence, "export", case, scenario, "--mps", folder], check=True,
                           stdout=subprocess.DEVNULL)
            ours = None
            for name, solve in SOLVERS.items():
                if name != "ringfence" and not shutil.which(name):
                    continue
                runs = [solve(ringfence, case, scenario, f"{folder}/model.mps", t, folder)
                        for t in AT]
                ours = ours or runs[-1]
                row(case, scenario, name, runs, ours)


if __name__ == "__main__":
    main()
