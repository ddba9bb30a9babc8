#!/usr/bin/env bash
# like_for_like.sh RINGFENCE CASE... - holds every scenario of the cases to every other, and to itself.
#
# One line per sentence that is not so; the last line is "N passed, N failed".
# LIMIT: seconds for a solve (20).  SLOW: times as much, under sanitizers.  JOBS: at once (2).
set -u
ringfence=$(realpath "$1")
shift
cd "$(dirname "$0")/.." || exit 1
export ringfence LIMIT=${LIMIT:-20} SLOW=${SLOW:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export folder

# Sentences that hold of every answer, and a question each that finds where they do not.  own: the
# scenario's own newest run.  1e-6 relative is what limits allow, and again what an audit allows.
# shellcheck disable=SC2016
export OWES='
no more people short than there|SELECT x.run, x.target, x.la FROM held_shortfall x JOIN held h
  ON h.run = x.run JOIN (SELECT e.run, e.target, a.la, sum(e.missing) AS missing FROM shortfall e
  JOIN area a ON a.run = e.run AND a.area = e.area GROUP BY e.run, e.target, a.la) y
  ON y.run = x.run AND y.target = x.target AND y.la = x.la
  WHERE h.kind = "same results" AND y.missing > x.missing + 2e-6 * max(1, x.missing);
nobody short where nobody was|SELECT e.run FROM shortfall e JOIN held h ON h.run = e.run
  JOIN area a ON a.run = e.run AND a.area = e.area WHERE h.kind = "same results"
  AND e.missing > 2e-6 AND NOT EXISTS (SELECT 1 FROM held_shortfall x WHERE x.run = e.run
  AND x.target = e.target AND x.la = a.la);
limits are those of the plan|SELECT x.run FROM held_shortfall x JOIN held h ON h.run = x.run
  LEFT JOIN (SELECT e.run, e.target, a.la, sum(e.missing) AS missing FROM shortfall e
  JOIN area a ON a.run = e.run AND a.area = e.area GROUP BY e.run, e.target, a.la) y
  ON y.run = h.to_run AND y.target = x.target AND y.la = x.la
  WHERE y.missing IS NULL OR abs(y.missing - x.missing) > 1e-9;
no more money than there|SELECT v.run FROM v_like_for_like v WHERE kind = "same money"
  AND cost > to_cost + 2e-6 * max(1, to_cost);
its own plan is within reach, so it is never dearer|SELECT run FROM v_like_for_like
  WHERE kind = "same results" AND scenario = to_scenario AND
  (cost IS NULL OR cost > to_cost + 3e-6 * max(1, to_cost));
nor does its own money reach fewer|SELECT run FROM v_like_for_like
  WHERE kind = "same money" AND scenario = to_scenario AND (shortfall_value IS NULL OR
  shortfall_value > to_shortfall_value + 3e-6 * max(1, to_shortfall_value));
a plan held to something is no better than the best|SELECT v.run FROM v_like_for_like v JOIN own
  ON own.scenario = v.scenario WHERE own.objective_kind = "value" AND
  v.cost + v.shortfall_value < own.bound - 1e-5 * max(1, abs(own.bound));
where the best is infeasible so is everything held|SELECT v.run FROM v_like_for_like v JOIN own
  ON own.scenario = v.scenario WHERE own.status = "infeasible" AND v.status <> "infeasible";
an interval begins at the plan and ends at the bound|SELECT run FROM v_like_for_like
  WHERE status <> "infeasible" AND (difference_least IS NULL OR difference_most IS NULL OR
  difference_least > difference_most + 1e-6 * max(1, known) OR
  abs(known - objective - difference_least) > 1e-9 * max(1, known) OR
  abs(known - bound - difference_most) > 1e-9 * max(1, known));
asked for a gap of a millionth, hardly more is left|SELECT run FROM v_like_for_like
  WHERE status IN ("stopped", "failed") OR gap > 2e-6;
every audit is silent|SELECT run FROM run WHERE breaches > 0;
both questions are answered|SELECT to_run FROM held GROUP BY to_run HAVING count(*) % 2 = 1'

compared() { # compared CASE DB A B: exit code 0 or 4, and no run held to another is B's own
    local code=0 own seen
    "$ringfence" compare "$1" "$3" "$4" --like-for-like --gap 1e-6 --time-limit $((LIMIT * SLOW)) \
        --json --db "$2" >"$2.json" 2>"$2.log" </dev/null || code=$?
    own=$(sqlite3 "$2" "SELECT run FROM own WHERE scenario = '$4'")
    seen=$(jq -r .b.run "$2.json")
    [ "$code" = 0 ] || [ "$code" = 4 ] || echo "$1 $3 $4: exit code $code: $(head -n 1 "$2.log")"
    [ "$own" = "$seen" ] || echo "$1 $3 $4: the newest run of $4 is $own, seen $seen"
    [ "$(jq '.like_for_like | length' "$2.json")" = 2 ] || echo "$1 $3 $4: not two answers"
}

one() { # one NUMBER CASE: a line per failure, then "ok" or "not ok" for each sentence
    local db=$folder/$1.db case=${2%/} scenarios
    "$ringfence" run "$case" --gap 0 --time-limit $((LIMIT * SLOW)) --db "$db" >"$db.log" 2>&1
    sqlite3 "$db" "CREATE TABLE own AS SELECT * FROM run" || { echo 'not ok' && return; }
    mapfile -t scenarios < <(sqlite3 "$db" "SELECT scenario FROM own ORDER BY sequence")
    for a in "${scenarios[@]}"; do
        [ "$(sqlite3 "$db" "SELECT cost IS NULL FROM own WHERE scenario = '$a'")" = 0 ] || continue
        for b in "${scenarios[@]}"; do compared "$case" "$db" "$a" "$b"; done
    done >"$db.said"
    cat "$db.said"
    if [ -s "$db.said" ]; then echo 'not ok'; else echo ok; fi
    while IFS='|' read -r -d ';' sentence question; do
        found=$(sqlite3 "$db" "${question//\"/\'}" 2>&1)
        [ -z "$found" ] || echo "$case: not so: ${sentence#$'\n'}: $found"
        if [ -z "$found" ]; then echo ok; else echo 'not ok'; fi
    done <<<"$OWES;"
    rm -f "$db"*
}
export -f one compared

number=0
for case in "$@"; do
    number=$((number + 1))
    printf '%s\0' "$number" "$case"
done | xargs -0 -n 2 -P "${JOBS:-2}" bash -c 'one "$@"' - >"$folder/said"

grep -vxE '(not )?ok' "$folder/said" | sort
failed=$(grep -cx 'not ok' "$folder/said")
echo "$(grep -cx ok "$folder/said") passed, $failed failed"
[ "$failed" -eq 0 ] && grep -qx ok "$folder/said"
