#!/usr/bin/env bash
# solver.sh BUILD - GLPK aborts, dies, hangs, cycles, gives up, lies: at the first solve of every
# worker, and at later ones.  Each must end in a proven result, or in a clear line and its code.
. "$(dirname "$0")/lib.sh"

attempt() { # attempt FAULT AT LIMIT CODES...: exit codes that are right for it
    local fault=$1 at=$2 limit=$3 code=0 begun=$EPOCHREALTIME took bad='' db=$place/s.$1.$2.db
    shift 3
    cp "$place/base.db" "$db"
    timeout -s KILL 60 env LD_PRELOAD="$place/solver.so" SOLVER_FAULT="$fault" SOLVER_AT="$at" \
        "$ringfence" run "$case" LA --time-limit "$limit" --db "$db" \
        >"$db.out" 2>"$db.err" </dev/null || code=$?
    took=$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
    [[ " $* " = *" $code "* ]] || bad="exit code $code"
    [ "$code" -eq 0 ] || [ -s "$db.err" ] || grep -q 'LA  ' "$db.out" || bad='not a word'
    # A plan that is stored keeps the rules and its bound is no better than what is proven.
    [ -z "$bad" ] && bad=$(sound_database "$db" 2 <(ask "$db" "$COUNTS"))
    [ "$(ask "$db" "SELECT count(*) FROM run WHERE objective < 15640 - 1 AND scenario = 'LA' OR
        scenario = 'LA' AND status = 'optimal' AND (objective > 15641 OR breaches > 0)")" = 0 ] ||
        bad='a wrong plan passes for a good one'
    [ "$(ask "$db" "SELECT count(*) FROM run WHERE scenario = 'LA' AND bound > 15641")" = 0 ] ||
        bad='a bound that is not proven'
    awk -v t="$took" -v most="$((limit + ${GRACE:-2}))" 'BEGIN { exit !(t <= most) }' ||
        bad="took $took s at a limit of $limit s"
    if [ -n "$bad" ]; then verdict "GLPK: $fault" bad "solve $at: $bad: $(cat "$db.err")"
    elif [ "$code" -eq 0 ]; then verdict "GLPK: $fault" right
    else verdict "GLPK: $fault" told; fi
    rm -f "$db"*
}

for at in 1 2 3; do
    for fault in abort segv kill exit garbage; do attempt $fault $at 20 0 8; done
    attempt memory $at 20 0 9
    attempt efail $at 20 0 5 8
    attempt nan $at 20 0 5 8
    attempt wrong $at 20 0 5 8
    attempt infeasible $at 20 0 5 8
done
for at in 1 2; do
    for fault in hang cycle; do attempt $fault $at 2 0 5 8; done
done

# Once alone, of which the best plan and its proof must show nothing.
once() { # once FAULT AT
    local fault=$1 at=$2 db=$place/once.$1.$2.db seen
    env LD_PRELOAD="$place/solver.so" SOLVER_FAULT="$fault" SOLVER_AT="$at" SOLVER_TIMES=1 \
        "$ringfence" run "$deep" LA --gap 0 --db "$db" >"$db.out" 2>"$db.err" </dev/null
    seen=$(ask "$db" "SELECT status, round(objective, 2), round(bound, 2) FROM run")
    if [[ $seen = 'optimal|'* && $seen = "$deep_result" ]]; then verdict "GLPK: $fault, once" right
    else verdict "GLPK: $fault, once" bad "solve $at: $seen, not $deep_result: $(cat "$db.err")"; fi
    rm -f "$db"*
}

deep=tests/conformance/named/mentors-three-periods
"$ringfence" run "$deep" LA --gap 0 --db "$place/deep.db" >/dev/null 2>&1
deep_result=$(ask "$place/deep.db" "SELECT status, round(objective, 2), round(bound, 2) FROM run")
for at in {1..30}; do
    for fault in efail infeasible; do once $fault "$at"; done
done
finish
