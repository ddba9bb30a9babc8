#!/usr/bin/env bash
# instances.sh SOLVER_CLI FOLDER... - published programs against their optima, in its optima.csv.
#
# relax: the relaxation, to a millionth.  exact: the optimum in whole numbers, to a millionth.
# within: whatever plan and bound LIMIT seconds (4) bring have the optimum between them.  Never is a
# bound above the optimum, nor a plan below it or beside its rows.  SLOW: times as much time, under
# sanitizers.  JOBS: at once (2).  The last line is "N passed, N failed".
set -u
solver=$(realpath "$1")
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export solver LIMIT=${LIMIT:-4} SLOW=${SLOW:-1}

judge() { # judge NAME OPTIMUM HOW < what solver_cli says: "ok", or lines and "not ok"
    awk -v name="$1" -v right="$2" -v how="$3" '
        function value(key) {
            if (!match($0, key "=[^ ]+")) return "none"
            return substr($0, RSTART + length(key) + 1, RLENGTH - length(key) - 1)
        }
        function wrong(what) { print name ": " what ", optimum " right ": " $0; bad = 1 }
        NR == 1 {
            plan = value("objective"); bound = value("bound")
            near = 1e-6 * (right < -1 ? -right : right > 1 ? right : 1)
            if (bound == "none" || bound + 0 > right + near) wrong("bound above the optimum")
            if (/ FAR/) wrong("a bound that the reader made up")
            if (plan != "inf" && plan != "none") {
                if (plan + 0 < right - near) wrong("plan below the optimum")
                if (value("violation") + 0 > 1e-6) wrong("plan beside its rows")
            }
            if (how != "within" && (plan == "inf" || plan == "none" || plan + 0 > right + near))
                wrong("not the optimum")
        }
        END {
            if (!NR) { print name ": nothing said"; bad = 1 }
            print bad ? "not ok" : "ok"
        }'
}

one() { # one FOLDER INSTANCE OPTIMUM HOW
    local seconds=$((LIMIT * SLOW)) options=()
    [ "$4" = within ] || seconds=$((60 * SLOW))
    [ "$4" != relax ] || options+=(--relax)
    timeout -k 5 $((seconds + 20)) "$solver" "$1/$2.mps.gz" --time "$seconds" "${options[@]}" 2>&1 \
        </dev/null | judge "$2" "$3" "$4"
}
export -f one judge

for folder in "$@"; do
    while IFS=, read -r instance optimum how _; do
        printf '%s\0' "$folder" "$instance" "$optimum" "$how"
    done < <(tail -n +2 "$folder/optima.csv")
done | xargs -0 -n 4 -P "${JOBS:-2}" bash -c 'one "$@"' - >"$log"
grep -vxE '(not )?ok' "$log" | sort
passed=$(grep -cx ok "$log") failed=$(grep -cx 'not ok' "$log")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
