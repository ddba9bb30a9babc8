#!/usr/bin/env bash
# fuzz.sh BUILD SECONDS [NAME...] - each fuzzer for so many seconds on its committed corpus, with
# what earlier runs found in BUILD/fuzz/found; the last line is "N passed, N failed".
# An input that breaks something is kept in BUILD/fuzz: put right, it goes into tests/fuzz/corpus.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1 seconds=$2
shift 2
[ $# -gt 0 ] || set -- csv case changes numbers database
export build seconds
env -u MAKEFLAGS -u MFLAGS make --no-print-directory -s -j"${JOBS:-2}" BUILD="$build" \
    fuzz-programs || exit 1

fuzz() {
    local name=$1 log=$build/fuzz/$1.log found=$build/fuzz/found/$1
    mkdir -p "$found"
    if "$build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=20 \
        -rss_limit_mb=3000 -max_len=4096 -dict=tests/fuzz/dictionary -print_final_stats=1 \
        -artifact_prefix="$build/fuzz/$name-" "$found" "tests/fuzz/corpus/$name" \
        >"$log" 2>&1 </dev/null &&
        awk '/^stat::number_of_executed_units/ { n = $2 } END { exit n < 10 }' "$log"; then
        awk -v name="$name" -v seconds="$seconds" '
            /^stat::number_of_executed_units/ { n = $2 }
            /^stat::average_exec_per_sec/ { speed = $2 }
            END { printf "%-10s %9d inputs, %6d a second\n", name, n, speed }' "$log"
    else
        printf '%-10s failed:\n' "$name"
        grep -vE '^(#|INFO|NEW|REDUCE)' "$log" | tail -n 40
        exit 1
    fi
}
export -f fuzz

passed=0 failed=0 running=()
finish() {
    for job in "${running[@]}"; do
        if wait "$job"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
    running=()
}
for name; do
    (fuzz "$name") &
    running+=($!)
    [ ${#running[@]} -lt "${JOBS:-2}" ] || finish
done
finish
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
