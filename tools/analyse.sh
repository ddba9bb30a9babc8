#!/usr/bin/env bash
# analyse.sh - gcc -fanalyzer, cppcheck, clang's warnings and clang-tidy, over all that is shipped.
# What each says must be in the list below, with the reason why it stands.
set -u
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob globstar
flags=(-std=c11 -D_GNU_SOURCE -Iinclude -I. '-DRINGFENCE_VERSION="0"' '-DEXAMPLES_DIR="."')
warn=(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wmissing-prototypes)
# All that clang-tidy calls prone to bugs, but what -Wconversion says already, words of taste
# (strcmp without != 0, arguments that could be exchanged, underscores, parentheses in macros that
# have them), and sums of ints that are sizes of one program.
tidy='-*,clang-analyzer-*,bugprone-*,-bugprone-narrowing-conversions
    -bugprone-implicit-widening-of-multiplication-result,-bugprone-misplaced-widening-cast
    -bugprone-suspicious-string-compare,-bugprone-easily-swappable-parameters
    -bugprone-reserved-identifier,-bugprone-macro-parentheses
    -clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling'
files=({model,solver,scenarios,tools}/**/*.c)
found=$(mktemp)
trap 'rm -f "$found"' EXIT

known() { # file and what is said of it, one a line
    cat <<'LIST'
model/base.c: leak of 'b': a block hangs in its arena's list, behind the newest, until the arena goes
model/intake/cells.c: dereference of NULL '0': cell() gives "" where a table has NULL
model/intake/number_meant.c: dereference of NULL '0': the comma was found by the line before
scenarios/store_migrate.c: use of NULL 'whole': status is OK only when both names are there
model/intake/number.c: Uninitialized variable: figures: set by the loop that counts its digits
model/sets_payers.c: Same expression used in consecutive assignments: both begin at the same number
scenarios/engine.c: Array access (via field 'job') results in a null pointer dereference: status is OK only with an array
scenarios/proof.c: Dereference of null pointer: a split of one column has its entry
scenarios/store_migrate.c: Null pointer passed to 1st parameter expecting 'nonnull': status is OK only when both names are there
solver/branch.c: suspicious usage of 'sizeof(A*)': an array of pointers it is
model/program.c: suspicious usage of 'sizeof(A*)': an array of pointers it is
solver/prover.c: Null pointer passed to 2nd parameter expecting 'nonnull': an optimum was kept, or it is not shown
solver/watch.c: Access to field 'fd' results in a dereference of a null pointer: there is one when starting it was OK
solver/watch.c: Access to field 'ended' results in a dereference of a null pointer: there is one when starting it was OK
solver/worker.c: '__errno_location' may not be asynchronous-safe: abort() raises it, no other process
solver/watch.c: dereference of NULL 'w': there is one when starting it was OK
solver/window.c: leak of 'malloc(size + 1)': abort() follows
tools/export/book.c: suspicious usage of 'sizeof(A*)': an array of pointers it is
tools/export/xlsx.c: the result from calling 'memcpy' is not null-terminated: the loop goes on behind it, to the end
tools/grid.c: Either the condition '!g' is redundant: out_of_memory() does not come back
tools/init.c: dereference of NULL 'names': more than none of them are there only with an array
tools/report/like.c: Null pointer passed to 1st parameter expecting 'nonnull': status is a column without NULL
tools/init.c: use of NULL 'names': more than none of them are there only with an array
LIST
}

printf '%s\0' "${files[@]}" | xargs -0 -P "${JOBS:-2}" -n 1 bash -c '
    file=${!#}
    gcc "${@:1:$#-1}" -O1 -fanalyzer -c -o /dev/null "$file" 2>&1 |
        sed -nE "s/^([^: ]+):[0-9]+:[0-9]+: warning: (.*) (\[CWE.*)?\[-W.*/\1: \2/p" ' - "${flags[@]}" >>"$found"
printf '%s\0' "${files[@]}" | xargs -0 -P "${JOBS:-2}" -n 8 clang "${flags[@]}" "${warn[@]}" \
    -fsyntax-only 2>&1 | sed -nE 's/^([^: ]+):[0-9]+:[0-9]+: warning: (.*) \[-W.*/\1: \2/p' >>"$found"
# One file at a time: of the later of several it says that lists of arguments are not begun.
printf '%s\0' "${files[@]}" | xargs -0 -P "${JOBS:-2}" -n 1 bash -c '
    clang-tidy --quiet --checks="$2" "${@:3+$1}" -- "${@:3:$1}" 2>/dev/null
    ' - ${#flags[@]} "$(tr -s '\n ' ',' <<<"$tidy")" "${flags[@]}" |
    sed -nE "s|^$PWD/||; s/^([^:]+):[0-9]+:[0-9]+: (warning|error): (.*) \[.*/\1: \3/p" >>"$found"
cppcheck -q --std=c11 --enable=warning,performance,portability --suppress=missingIncludeSystem \
    -Iinclude -I. -D_GNU_SOURCE --template='{file}: {message}' model solver scenarios tools \
    2>>"$found"

passed=0 failed=0
declare -A needed
while IFS= read -r line; do
    file=${line%%: *} said=${line#*: } reason=
    while IFS= read -r one; do
        [ "${one%%: *}" = "$file" ] || continue
        rest=${one#*: }
        [[ $said == "${rest%:*}"* ]] && reason=${rest##*: } && needed[$one]=1
    done < <(known)
    if [ -n "$reason" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$line"; fi
done < <(sort -u "$found")
while IFS= read -r one; do
    [ -n "${needed[$one]:-}" ] || { failed=$((failed + 1)); echo "no longer said: $one"; }
done < <(known)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
