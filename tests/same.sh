#!/usr/bin/env bash
# same.sh RINGFENCE - the same inputs give the same figures, to the last byte.
#
# Each case is solved as it stands; with the rows of every table in three other orders (but for
# changes.csv, whose order means something); in a German locale; on the other side of the date
# line; and with two and four scenarios at once.  The digest of each result must be the same.  Then each run
# is made again from what is stored of it.  The last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
cases=(tests/conformance/named/{carry-over-thrice,modules-shared-core,changes-and-base,consortia}
       tests/conformance/named/{virement-pays-buyers,objective-coverage}
       tests/conformance/random/random-10{02,12} tests/cases/professions)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. tests/says.bash

# A stream of bytes that is the same for the same seed.
seeded() { openssl enc -aes-256-ctr -pass "pass:$1" -nosalt </dev/zero 2>/dev/null; }

shuffled() { # shuffled CASE SEED: a copy with its rows in another order
    rm -rf "$folder/case"
    cp -r "$1" "$folder/case"
    chmod -R u+w "$folder/case"
    for file in "$folder"/case/*.csv; do
        [ "$(basename "$file")" != changes.csv ] || continue
        { head -n 1 "$file"; tail -n +2 "$file" | shuf --random-source=<(seeded "$2"); } \
            >"$folder/rows"
        mv "$folder/rows" "$file"
    done
}

digests() { # digests CASE OPTION...: scenario and digest of each result
    local case=$1
    shift
    rm -f "$folder/run.db"
    env ${locale:-} "$ringfence" run "$case" --gap 0 --quiet --db "$folder/run.db" "$@" >"$folder/log" 2>&1
    case $? in 0 | 4) ;; *) cat "$folder/log" ;; esac
    sqlite3 "$folder/run.db" "SELECT scenario, sha256 FROM run r JOIN run_digest d
        ON d.run = r.run AND kind = 'result' ORDER BY scenario"
}

same() { # same WHAT EXPECTED SEEN
    if [ -n "$2" ] && [ "$2" = "$3" ]; then pass; else miss "$1"; fi
}

for case in "${cases[@]}"; do
    want=$(digests "$case")
    while read -r run; do
        if "$ringfence" replay "$run" --db "$folder/run.db" >"$folder/log" 2>&1; then pass
        else miss "$case is made again: $(cat "$folder/log")"; fi
    done < <(sqlite3 "$folder/run.db" 'SELECT run FROM run')
    same "$case in a German locale" "$want" "$(locale=LC_ALL=de_DE.UTF-8 digests "$case")"
    same "$case in another time zone" "$want" "$(TZ=Pacific/Kiritimati digests "$case")"
    same "$case with two at once" "$want" "$(digests "$case" --jobs 2)"
    same "$case with four at once" "$want" "$(digests "$case" --jobs 4)"
    for seed in 1 2 3; do
        shuffled "$case" "$seed"
        same "$case with its rows in order $seed" "$want" "$(digests "$folder/case")"
    done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
