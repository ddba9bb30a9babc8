#!/usr/bin/env bash
# memcheck.sh RINGFENCE [CASE...] - some cases under valgrind, workers included.
set -u
ringfence=$(realpath "$1")
shift
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- tests/conformance/named/{plain,discounts,modules-shared-core,virement} \
    tests/conformance/named/{objective-coverage,policies-shares,floor-impossible}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0
for case in "$@"; do
    code=0
    valgrind -q --error-exitcode=99 --trace-children=yes --leak-check=full --show-leak-kinds=definite \
        --errors-for-leak-kinds=definite --log-file="$folder/%p.valgrind" \
        "$ringfence" run "$case" --gap 0 --time-limit 300 --json --db "$folder/results.db" \
        >"$folder/out" 2>&1 </dev/null || code=$?
    if { [ "$code" -eq 0 ] || [ "$code" -eq 4 ]; } &&
        ! grep -qE 'Invalid|uninitialised|definitely lost|Process terminating' "$folder"/*.valgrind
    then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$case: exit code $code"
        head -n 40 "$folder"/*.valgrind "$folder/out"
    fi
    rm -f "$folder"/*
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
