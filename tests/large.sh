#!/usr/bin/env bash
# large.sh RINGFENCE CASE... - what large cases are solved with, on small ones of known optimum.
#
# RINGFENCE is built to take every case for a large one (build/all_is_large): blocks, prices,
# neighbourhoods.  They promise no optimum in the SECONDS (2) that each scenario gets, but a bound
# that is not above it, nor what exact arithmetic proves of it, and a plan that is not below, and
# which passes its audit.  Of 19 in 20 all that is claimed has to be proven, to a billionth.
set -u
ringfence=$(realpath "$1")
shift
cd "$(dirname "$0")/.." || exit 1
export ringfence SECONDS_EACH=$((${SECONDS_EACH:-2} * ${SLOW:-1}))
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export folder

# shellcheck disable=SC2016
export OWES='
def slack: 1e-6 * ([1, ($optimum | fabs)] | max);
(.results // [] | map(select(.scenario == $scenario))[0]) as $r
| if $r == null then "no result"
  elif $r.bound > $optimum + slack then "bound \($r.bound) is above the optimum \($optimum)"
  elif $r.proven_bound > $optimum + slack
  then "\($r.proven_bound) is proven, above the optimum \($optimum)"
  elif $r.objective != null and $r.objective < $optimum - slack
  then "objective \($r.objective) is below the optimum \($optimum)"
  elif $r.status == "optimal" and $r.objective > $optimum + 10 * slack
  then "optimal is said of \($r.objective), the optimum is \($optimum)"
  else empty end'

# shellcheck disable=SC2016
export PROVEN='
.results[0] as $r
| if ($r.proven_bound // -1e300) >= $r.bound - 1e-9 * ([1, ($r.bound | fabs)] | max)
  then "proven" else empty end'

# Of four one is solved twice: the second search goes on from what the first has proven.
one() { # one NUMBER CASE SCENARIO OPTIMUM
    local number=$1 place=$folder/$1 case=$2 scenario=$3 optimum=$4 code=0 time wrong
    for ((time = number % 4 > 0; time < 2; time++)); do
        timeout -k 5 $((SECONDS_EACH + 60)) "$ringfence" run "$case" "$scenario" --gap 0 --json \
            --time-limit "$SECONDS_EACH" --db "$place.db" >"$place.json" 2>"$place.log" || code=$?
    done
    wrong=$(jq -r --arg scenario "$scenario" --argjson optimum "$optimum" "$OWES" \
        "$place.json" 2>&1)
    jq -r "$PROVEN" "$place.json" 2>/dev/null
    case $code in 0 | 5) ;; *) wrong="exit code $code: $(tail -n 1 "$place.log")" ;; esac
    rm -f "$place".*
    [ -z "$wrong" ] && echo ok || printf '%s %s: %s\nnot ok\n' "${case%/}" "$scenario" "$wrong"
}
export -f one

number=0
for case in "$@"; do
    while IFS=$'\t' read -r scenario optimum; do
        number=$((number + 1))
        printf '%s\0' "$number" "$case" "$scenario" "$optimum"
    done < <(jq -r 'to_entries[] | select(.value.optimum != null)
        | [.key, .value.optimum] | @tsv' "$case/expected.json")
done | xargs -0 -n 4 -P "${JOBS:-2}" bash -c 'one "$@"' - >"$folder/said"

grep -vxE '(not )?ok|proven' "$folder/said" | sort
passed=$(grep -cx ok "$folder/said") failed=$(grep -cx 'not ok' "$folder/said")
proven=$(grep -cx proven "$folder/said")
echo "# of $proven of $((passed + failed)) all that is claimed is proven"
[ $((20 * proven)) -ge $((19 * (passed + failed))) ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && grep -qx ok "$folder/said"
