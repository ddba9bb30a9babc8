#!/usr/bin/env bash
# bench.sh RINGFENCE - against glpsol and cbc on the programs that `export --mps` writes.
#
# One after another, with the same time limit and the same gap to stop at; a Markdown table.
# TIME: seconds for each solve (120).  GAP: the gap to stop at (0.005).  CASES: "d2n2:LA ...".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
TIME=${TIME:-120} GAP=${GAP:-0.005}
CASES=${CASES:-d2n2:LA d2n2:Region east-midlands:LA east-midlands:Region}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

measured() { # measured COMMAND...: seconds and kilobytes go to $folder/used
    timeout -k 5 $((TIME + 120)) /usr/bin/time -f '%e %M' -o "$folder/used" "$@" \
        >"$folder/log" 2>&1 </dev/null
}

# Each prints "PLAN BOUND", a dash for what it does not have.
by_ringfence() {
    measured "$ringfence" run "examples/$1" "$2" --time-limit "$TIME" --gap "$GAP" --json --quiet \
        --db "$folder/results.db"
    jq -r '.results[0] | "\(.objective // "-") \(.bound // "-")"' "$folder/log" 2>/dev/null
}

by_glpsol() {
    measured glpsol --freemps "$3" --tmlim "$TIME" --mipgap "$GAP" -o "$folder/solution"
    awk -v solution="$folder/solution" '
        />=/ && /mip|Long-step|^\+/ { for (i = 1; i < NF; i++) if ($i == ">=") bound = $(i + 1) }
        /TIME LIMIT|TREE IS EMPTY|OPTIMAL|RELATIVE MIP GAP/ { how = $0 }
        END {
            while ((getline line < solution) > 0) {
                if (line ~ /^Status: .*(INTEGER (NON-)?OPTIMAL)/) found = 1
                if (line ~ /^Status: .*INTEGER OPTIMAL/) optimal = 1
                if (line ~ /^Objective:/) { split(line, word, /[ =]+/); plan = word[3] }
            }
            if (optimal && bound !~ /^-?[0-9]/) bound = plan
            print found ? plan : "-", bound ~ /^-?[0-9]/ ? bound : "-"
        }' "$folder/log"
}

by_cbc() {
    measured cbc "$3" -sec "$TIME" -timeMode elapsed -ratioGap "$GAP" -solve -solu "$folder/solution"
    awk '/^Objective value:/ { plan = $3 }
         /^Lower bound:/ { bound = $3 }
         /^Result - Optimal/ { optimal = 1 }
         /best possible/ { if (match($0, /best possible -?[0-9.e+]+/))
                               seen = substr($0, RSTART + 14, RLENGTH - 14) }
         /Continuous objective value is/ { relaxed = $5 }
         END {
             if (bound == "") bound = optimal && seen == "" ? plan : seen
             if (bound == "") bound = relaxed
             print plan == "" ? "-" : plan, bound == "" ? "-" : bound
         }' "$folder/log"
}

row() { # row CASE SCENARIO SOLVER PLAN BOUND
    local seconds kilobytes
    read -r seconds kilobytes < <(tail -n 1 "$folder/used")
    [ "$3" != ringfence ] || echo "$4 $5 $seconds $kilobytes" >"$folder/ours"
    awk -v case="$1" -v scenario="$2" -v solver="$3" -v plan="${4:--}" -v bound="${5:--}" \
        -v seconds="$seconds" -v kilobytes="$kilobytes" '
        function money(x) { return x == "-" ? "none" : sprintf("%.0f", x) }
        function gap(p, b) {
            return p == "-" || b == "-" ? "" : 100 * (p - b) / (p > 1 ? p : 1)
        }
        function times(x, y) { return x == "" || y == "" || y <= 0 ? "" : sprintf("%.1f", x / y) }
        {
            g = gap(plan, bound)
            printf "| %s | %s | %s | %s | %s | %s | %.1f | %.0f | %s | %s | %s |\n", case, scenario,
                solver, money(plan), money(bound), g == "" ? "" : sprintf("%.2f %%", g), seconds,
                kilobytes / 1024, times(g, gap($1, $2)), times(seconds, $3), times(kilobytes, $4)
        }' "$folder/ours"
}

echo "Limit $TIME s, stop at a gap of $GAP. × ours: how many times what ringfence has."
echo
echo '| case | scenario | by | plan, £ | bound, £ | gap | seconds | peak MB | gap × ours | seconds × ours | memory × ours |'
echo '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |'
for pair in $CASES; do
    case=${pair%%:*} scenario=${pair#*:}
    "$ringfence" export "examples/$case" "$scenario" --mps "$folder/mps" >/dev/null || exit
    mps=$(find "$folder/mps" -name '*.mps' | head -n 1)
    for solver in ringfence glpsol cbc; do
        read -r plan bound < <("by_$solver" "$case" "$scenario" "$mps")
        row "$case" "$scenario" "$solver" "${plan:--}" "${bound:--}"
    done
    rm -rf "$folder/mps"
done
