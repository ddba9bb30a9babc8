#!/usr/bin/env bash
# check.sh BUILD - runs every test and adds them up; the last line is "N passed, N failed".
#
# SLOW=n (under sanitizers) gives every solve n times its time.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
logs=$build/check
rm -rf "$logs"
mkdir -p "$logs"
export JOBS=${JOBS:-2} SLOW=${SLOW:-1} CMOCKA_MESSAGE_OUTPUT=TAP

# A program that dies before its plan is through, or reports nothing, is one failure more; what it
# skips, saying why, is neither passed nor failed.
program() {
    local log begun=$SECONDS status=0
    log=$2/$(basename "$1").log
    timeout 600 "$1" >"$log" 2>&1 </dev/null || status=$?
    awk -v name="$(basename "$1")" -v status="$status" -v seconds=$((SECONDS - begun)) '
        /^1\.\.[0-9]+/   { sub(/^1\.\./, ""); planned += $1 }
        /^ok [0-9]+/     { passed++ }
        /^not ok [0-9]+ # SKIP/ { skipped++; print; next }
        /^not ok [0-9]+/ { failed++; print }
        END {
            if (passed + failed + skipped < planned) failed += planned - passed - failed - skipped
            if (!failed && (status || !passed)) failed = 1
            printf "%-24s %5d passed, %d failed  %4d s\n", name, passed, failed, seconds
        }' "$log" >"$log.sum"
    grep -q ' 0 failed' "$log.sum" || sed 's/^/    /' "$log" >>"$log.sum.why"
}
export -f program

script() { # script NAME COMMAND...: its last line is "N passed, N failed"
    local log=$logs/$1.log begun=$SECONDS
    shift
    local status=0 passed failed
    "$@" >"$log" 2>&1 </dev/null || status=$?
    read -r passed failed < <(tail -n 1 "$log" |
        sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p')
    passed=${passed:-0} failed=${failed:-0}
    [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    printf '%-24s %5d passed, %d failed  %4d s\n' "$(basename "$log" .log)" \
        "$passed" "$failed" $((SECONDS - begun)) | tee "$log.sum"
    [ "$failed" -eq 0 ] || sed 's/^/    /' "$log"
}

script rooms tools/rooms.sh
script style tools/style.sh
[ "$SLOW" -gt 1 ] || script hardened tests/hardened.sh "$build/ringfence"
find "$build/tests" -maxdepth 1 -type f -name 'test_*' ! -name '*.*' -print0 | sort -z |
    xargs -0 -P "$JOBS" -I{} bash -c 'program "$@"' - {} "$logs"
for sum in "$logs"/test_*.log.sum; do
    [ -f "$sum" ] || continue
    cat "$sum"
    [ ! -f "$sum.why" ] || cat "$sum.why"
done
script checks tests/checks.sh "$build/ringfence"
script same tests/same.sh "$build/ringfence"
script known tests/known.sh "$build/ringfence"
script ties tests/ties.sh "$build/ringfence"
script cli tests/cli.sh "$build/ringfence"
script like_for_like tests/like_for_like.sh "$build/ringfence" examples/first-steps/ \
    tests/conformance/named/{plain,carry-over,discounts,gap-by-authority,inherited-objective}/ \
    tests/conformance/named/{mentors-escalator,nothing-affordable,objective-coverage}/ \
    tests/conformance/named/{policies-contracts-gap,policies-shares,virement}/ \
    tests/conformance/random/random-100{4,5}/
script workbook tests/workbook.py "$build/ringfence"
script interrupts tests/interrupts.sh "$build/ringfence"
script fuzz tests/fuzz.sh "$build" "${FUZZ_TIME:-10}"
script bad_input tests/bad_input.sh "$build/ringfence"
SAMPLES=1 script faults-calls tests/faults/inject.sh "$build"
GRACE=8 script faults-solver tests/faults/solver.sh "$build"
GRACE=8 LOOPS=4 script faults-processes tests/faults/processes.sh "$build"
SAMPLES=2 script faults-power tests/faults/power.py "$build"
script conformance tests/conformance.sh "$build/ringfence" tests/conformance/*/*/
script large tests/large.sh "$build/all_is_large" \
    tests/conformance/named/{discounts,two-providers,office-cost,mentors-three-periods,virement}/ \
    tests/conformance/named/objective-cost-floor/ \
    tests/conformance/random/random-10{04,10,12,15,26,29,33,37}/
script instances tests/instances.sh "$build/tests/solver_cli" tests/instances
LIMIT=30 script published tests/conformance.sh "$build/ringfence" tests/published/*/
random() { python3 tests/random/"$1" "$build/ringfence" "${@:2}"; }
script coverage random coverage.py "$build/generate" 1 200
script coverage-small random coverage.py "$build/generate" 1 400 small
script full_model random run.py tests/conformance/named/*/ full_model
script random random run.py "$build/generate" 1 $((SLOW > 1 ? 3 : 15)) exported full_model \
    relaxation same_program money_scaled more_money more_room stricter larger_buyer
script random-small random run.py "$build/generate" 1 $((SLOW > 1 ? 5 : 25)) small
script random-found random run.py "$build/generate" 55 371 641 1224 1474 1647 2896 2992 4700 7341 \
    small full_model money_scaled more_room stricter larger_buyer
script forged tests/forged.sh "$build/ringfence"
script report tests/report.sh "$build/ringfence"
script packs tests/packs.sh "$build/ringfence"

cat "$logs"/*.sum | awk '
    match($0, /[0-9]+ passed, [0-9]+ failed/) {
        split(substr($0, RSTART, RLENGTH), n, / passed, | failed/)
        passed += n[1]; failed += n[2]
    }
    END {
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || !passed
    }'
