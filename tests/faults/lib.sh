# lib.sh - what the tests of faults share: a place, a case with results, verdicts, a table.
# shellcheck shell=bash
build=$(realpath "$1")
ringfence=$build/ringfence
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
export ringfence build JOBS=${JOBS:-2} SLOW=${SLOW:-1}
place=$(mktemp -d /tmp/ringfence-faults-XXXXXX)
export place
trap 'rm -rf "$place"' EXIT
table=${FAULTS_TABLE:-$place/table}
verdicts=$place/verdicts
export verdicts
: >"$verdicts"

if nm "$ringfence" 2>/dev/null | grep -q __asan_init; then
    echo 'under sanitizers these faults cannot be put in from outside'
    echo '0 passed, 0 failed'
    exit 0
fi
for one in shim solver; do
    gcc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -fPIC -shared \
        -o "$place/$one.so" "tests/faults/$one.c" || exit 1
done

verdict() { # verdict GROUP right|told|bad [WHY]: one line per fault put in
    printf '%s\t%s\t%s\n' "$1" "$2" "${3//[$'\n\t']/ }" >>"$verdicts"
}

# What a command prints, without what differs from one run to the next.
same_words() {
    sed -E 's/r-[0-9]{8}-[0-9]{6}-[0-9a-f]{4}/RUN/g; s/[0-9-]{10}T[0-9:]{8}Z/WHEN/g
            s/ +[0-9]+\.[0-9] s?(  RUN)?/ SECONDS/g; s/ +RUN/ RUN/g' "$1"
}

# On standard error only lines that say why: of two scenarios, the database and the output.
one_clear_line() {
    local said line
    mapfile -t said <"$1"
    [ "${#said[@]}" -ge 1 ] && [ "${#said[@]}" -le 4 ] || return
    for line in "${said[@]}"; do
        [[ $line == 'ringfence: '??????????* ]] || return
    done
}

# Others may be at work on it.
ask() { sqlite3 -cmd '.timeout 20000' "$@"; }

# Every run that stands in a database is whole: as many rows as in the first of its scenario.
COUNTS="SELECT scenario || ' ' || status || ' ' || (SELECT count(*) FROM start WHERE run = r.run)
  || ' ' || (SELECT count(*) FROM cost WHERE run = r.run) || ' ' || (SELECT count(*) FROM payment
  WHERE run = r.run) || ' ' || (SELECT count(*) FROM dual WHERE run = r.run) || ' ' ||
  (SELECT count(*) FROM input_offers WHERE run = r.run) FROM run r"
sound_database() { # sound_database FILE LEAST [COUNTS [ALSO]]: prints what is wrong, or nothing
    local text said answer
    text=$(ask "$1" 'PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM run' \
        "$COUNTS" 2>&1)
    mapfile -t said <<<"$text"
    [ "${said[0]}" = ok ] && [[ ${said[1]-} =~ ^[0-9]+$ ]] ||
        { echo "the database is damaged: ${said[*]}"; return; }
    answer=$(printf '%s\n' "${said[@]:2}" | sort -u | grep -vxF -f "${3-$place/counts}" |
        grep -vE "${4-^$}")
    [ -z "$answer" ] || { echo "a run is not whole: $answer"; return; }
    [ "${said[1]}" -ge "$2" ] || echo "a run was lost: ${said[1]} are there"
}

finish() { # one line of the table per group, and the sum
    sort "$verdicts" | awk -F'\t' '
        { n[$1]++; count[$1, $2]++; if ($2 == "bad") print "    " $1 ": " $3 > "/dev/stderr" }
        END { for (g in n) printf "| %s | %d | %d | %d | %d |\n", g, n[g], count[g, "right"],
                                  count[g, "told"], count[g, "bad"] }' | sort | tee -a "$table"
    local failed
    failed=$(cut -f2 "$verdicts" | grep -c '^bad$')
    echo "$(($(wc -l <"$verdicts") - failed)) passed, $failed failed"
    [ "$failed" -eq 0 ]
}

export -f ask verdict same_words one_clear_line sound_database
export COUNTS

case=$place/case
export case
"$ringfence" init "$case" --example first-steps -q || exit 1
"$ringfence" run "$case" -q --db "$place/base.db" >"$place/run.out" || exit 1
sqlite3 "$place/base.db" "$COUNTS" | sort -u >"$place/counts"
