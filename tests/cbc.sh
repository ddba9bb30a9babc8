#!/usr/bin/env bash
# cbc.sh BUILD FIRST LAST - random cases of these seeds, solved to a gap of 0, against cbc.
#
# cbc solves the programs that `export --mps` writes: of a coverage scenario the first stage, the
# shortfall value.  Where the two differ, cbc is asked once more without its preprocessing, which
# is sometimes wrong.  One line per difference; the last line is "N passed, N failed".
# LIMIT: seconds for ringfence (20).  SLOW: times as much, under sanitizers.  JOBS: at once (2).
set -u
build=$(realpath "$1") first=$2 last=$3
export build LIMIT=$((${LIMIT:-20} * ${SLOW:-1}))
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export folder

by_cbc() { # by_cbc FILE OPTION...: "optimal VALUE", "infeasible", or what else it says
    local file=$1
    shift
    [ -s "$file" ] || return
    rm -f "$file.sol"
    timeout -k 5 100 cbc "$file" -sec 90 -ratioGap 0 -allowableGap 0 -integerTolerance 1e-9 \
        -primalTolerance 1e-9 "$@" -solve -solu "$file.sol" >"$file.log" 2>&1 </dev/null
    if grep -qiE 'problem is infeasible|proven infeasible' "$file.log"; then
        echo infeasible
        return
    fi
    awk 'NR == 1 && /^Optimal/ { print "optimal", $NF; exit }
         NR == 1 && /^(Infeasible|Integer infeasible)/ { print "infeasible"; exit }
         { print "nothing:", $0; exit }' "$file.sol" 2>/dev/null
}

agree() { # agree "optimal 12.5" "optimal 12.500001"
    awk -v one="$1" -v two="$2" 'BEGIN {
        split(one, a, " "); split(two, b, " ")
        size = a[2] < 0 ? -a[2] : a[2]
        off = a[2] - b[2]
        if (off < 0) off = -off
        exit !(a[1] == b[1] && (a[1] == "infeasible" ||
                                a[1] == "optimal" && off <= 1e-5 * (size > 1 ? size : 1)))
    }'
}

seed() { # a line for each difference, then "ok" or "not ok" for each scenario
    local case=$folder/$1 scenario ours theirs again mps code=0
    "$build/generate" "$1" "$case"
    timeout -k 5 $((3 * LIMIT + 60)) "$build/ringfence" run "$case" --gap 0 --time-limit "$LIMIT" \
        --json --db "$case.db" >"$case.json" 2>"$case.log" </dev/null || code=$?
    while IFS= read -r scenario; do
        ours=$(jq -r --arg s "$scenario" '.results[] | select(.scenario == $s)
            | if .status == "optimal" then "optimal \(.objective)" else .status end' \
            "$case.json" 2>/dev/null)
        [ "$code" -eq 0 ] || [ "$code" -eq 4 ] || ours="nothing, exit code $code"
        "$build/ringfence" export "$case" "$scenario" --mps "$case/mps-$scenario" \
            >/dev/null 2>>"$case.log" </dev/null
        mps=$(find "$case/mps-$scenario" -name '*.mps' 2>/dev/null | head -n 1)
        theirs=$(by_cbc "$mps")
        if agree "$ours" "$theirs"; then
            echo ok
            continue
        fi
        again=$(by_cbc "$mps" -preprocess off -presolve off)
        if agree "$ours" "$again"; then
            echo ok
            continue
        fi
        echo "seed $1 $scenario: cbc says ${theirs:-nothing}, then ${again:-nothing};" \
            "ringfence ${ours:-nothing: $(tail -n 1 "$case.log")}"
        echo 'not ok'
    done < <(cut -d, -f1 "$case/scenarios.csv" | tail -n +2)
    rm -rf "$case" "$case".*
}
export -f by_cbc agree seed

seq "$first" "$last" | xargs -P "${JOBS:-2}" -I{} bash -c 'seed {}' >"$folder/said"

grep -vxE '(not )?ok' "$folder/said" | sort -V
failed=$(grep -cx 'not ok' "$folder/said")
echo "$(grep -cx ok "$folder/said") passed, $failed failed"
[ "$failed" -eq 0 ] && grep -qx ok "$folder/said"
