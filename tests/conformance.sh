#!/usr/bin/env bash
# conformance.sh RINGFENCE CASE... - solves every scenario of the cases' expected.json to a gap of 0,
# and has what it says proven in exact arithmetic, to a billionth.
#
# One line per figure that is not what it should be; the last line is "N passed, N failed".
# LIMIT: seconds of the processor for a scenario (10), so that other work on the machine does not
# count.  SLOW: times as much, under sanitizers.  JOBS: at once (2).
set -u
ringfence=$(realpath "$1")
shift
cd "$(dirname "$0")/.." || exit 1
export ringfence LIMIT=${LIMIT:-10} SLOW=${SLOW:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export folder

# What a result owes its scenario.  $want: its entry in expected.json; $code: the exit code.
# shellcheck disable=SC2016
export OWES='
def near($name; $seen; $right; $tolerance):
    if ($seen | type) != "number" then "\($name) expected \($right), seen \($seen)"
    elif (($seen - $right) | fabs) > $tolerance * ([1, ($right | fabs)] | max)
    then "\($name) expected \($right), seen \($seen)" else empty end;
def below($seen; $right):
    if ($seen | type) != "number" then "bound expected at most \($right), seen \($seen)"
    elif $seen > $right + 1e-6 * ([1, ($right | fabs)] | max)
    then "bound expected at most \($right), seen \($seen)" else empty end;
def same($name; $seen; $right):
    if $seen == $right then empty else "\($name) expected \($right), seen \($seen)" end;

(.results // [] | map(select(.scenario == $scenario))[0]) as $r
| if $r == null then "no result" else
    same("status"; $r.status; $want.status),
    same("exit code"; $code; if $want.status == "infeasible" then 4 else 0 end),
    (if $want.status == "infeasible" then empty else
        same("objective_kind"; $r.objective_kind; $want.objective),
        (if $want.optimum != null then
            near("objective"; $r.objective; $want.optimum; 1e-5), below($r.bound; $want.optimum)
         else empty end),
        (if $want.optimum_shortfall != null then
            near("objective"; $r.objective; $want.optimum_shortfall; 1e-5),
            near("shortfall_value"; $r.shortfall_value; $want.optimum_shortfall; 1e-5),
            below($r.bound; $want.optimum_shortfall)
         else empty end),
        (if $want.optimum_cost != null then near("cost"; $r.cost; $want.optimum_cost; 1e-4)
         else empty end),
        (if $want.relaxation_shortfall != null then
            near("objective"; $r.objective; $want.relaxation_shortfall; 1e-5),
            below($r.bound; $want.relaxation_shortfall)
         else empty end)
     end)
  end'

# What the proof of a plan owes it: the optimum, from below; or that there is none.  A relaxation's is
# another matter.
# shellcheck disable=SC2016
export PROVES='
(.results // [])[0].bound as $b
| ($want.optimum // $want.optimum_shortfall) as $best
| if $want.status == "infeasible" then
    (if $b.no_plan == true then empty else "proof: not that there is no plan" end)
  elif $best == null then empty
  elif $b.verified != true then "proof: \($b.fault // "none")"
  elif $b.proven > $best + 1e-6 * ([1, ($best | fabs)] | max)
      or $b.objective - $b.proven > 1e-9 * ([1, ($b.objective | fabs)] | max)
  then "proof expected of \($b.objective), seen of \($b.proven)" else empty end'

one() { # one NUMBER CASE SCENARIO: a line per failure, then "ok" or "not ok"
    local place=$folder/$1 case=$2 scenario=$3 want code=0 wrong
    want=$(jq -c --arg s "$scenario" '.[$s]' "$case/expected.json")
    set -- "$case" "$scenario" --gap 0 --time-limit $((5 * LIMIT * SLOW)) --json --db "$place.db"
    case "$want" in *relaxation*) set -- "$@" --relax ;; esac
    local TIMEFORMAT='%U %S' seconds
    { time timeout -k 5 $((5 * LIMIT * SLOW + 20)) "$ringfence" run "$@" \
        >"$place.json" 2>"$place.log" </dev/null; } 2>"$place.time" || code=$?
    seconds=$(awk 'END { print int($1 + $2) }' "$place.time")
    wrong=$(jq -r --arg scenario "$scenario" --argjson want "$want" --argjson code "$code" \
        "$OWES" "$place.json" 2>&1)
    [ -s "$place.json" ] || wrong="exit code $code and no JSON: $(tail -n 1 "$place.log")"
    [ "$seconds" -le $((LIMIT * SLOW)) ] ||
        wrong="$wrong${wrong:+$'\n'}seconds expected at most $((LIMIT * SLOW)), seen $seconds"
    "$ringfence" verify "$case" --bound --json --db "$place.db" >"$place.bound" 2>&1
    wrong=$wrong$(jq -r --argjson want "$want" "$PROVES" "$place.bound" 2>&1)
    rm -f "$place".*
    if [ -z "$wrong" ]; then
        echo ok
    else
        while IFS= read -r line; do echo "${case%/} $scenario: $line"; done <<<"$wrong"
        echo 'not ok'
    fi
}
export -f one

number=0
for case in "$@"; do
    while IFS= read -r scenario; do
        number=$((number + 1))
        printf '%s\0' "$number" "$case" "$scenario"
    done < <(jq -r 'keys[]' "$case/expected.json")
done | xargs -0 -n 3 -P "${JOBS:-2}" bash -c 'one "$@"' - >"$folder/said"

grep -vxE '(not )?ok' "$folder/said" | sort
failed=$(grep -cx 'not ok' "$folder/said")
echo "$(grep -cx ok "$folder/said") passed, $failed failed"
[ "$failed" -eq 0 ] && grep -qx ok "$folder/said"
