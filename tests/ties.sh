#!/usr/bin/env bash
# ties.sh RINGFENCE - of equally good plans the one that the published rule names is chosen.
#
# Each case has two ways that nothing but a name, a period or a fund tells apart.  The plan must be
# the one of the rule; as the rows stand and in four other orders; with the names exchanged it must
# follow the names.  The last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
base=$PWD/tests/cases/ties
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. tests/says.bash
cd "$folder" || exit 1

seeded() { openssl enc -aes-256-ctr -pass "pass:$1" -nosalt </dev/zero 2>/dev/null; }

shuffled() { # shuffled FOLDER SEED: the rows of every table in another order
    for file in "$1"/*.csv; do
        { head -n 1 "$file"; tail -n +2 "$file" | shuf --random-source=<(seeded "$2"); } >rows
        mv rows "$file"
    done
}

# plan CASE: who teaches whom when, and who pays, a fact a line; says whether the rule was applied.
plan() {
    rm -f db
    "$ringfence" run "$1" --gap 0 --quiet --db db >out 2>&1 || cat out
    sqlite3 -separator ' ' db "SELECT 'rule', tie_break FROM run;
        SELECT 'taught', area, site, period, way, sum(learners) FROM start GROUP BY 2, 3, 4, 5;
        SELECT 'trained', role, level, sum(learners) FROM start GROUP BY 2, 3;
        SELECT 'contract', buyer, provider, period FROM contract;
        SELECT 'bought', count(*), sum(cohorts) FROM cohort;
        SELECT 'paid', stream, b.scope, b.period, sum(pence) / 100.0 FROM payment p
            JOIN payer b ON b.run = p.run AND b.payer = p.payer GROUP BY p.payer HAVING sum(pence)"
}

# tie NAME [SED...]: the case as the seds leave it (FILE:SCRIPT each); the lines on standard input
# must all be in its plan, in any order of rows.
tie() {
    local name=$1 edit want
    shift
    rm -rf case && cp -r "$base" case && chmod -R u+w case
    for edit; do sed -i -E "${edit#*:}" "case/${edit%%:*}.csv"; done
    want=$(cat)
    for seed in 0 1 2 3 4; do
        [ "$seed" = 0 ] || shuffled case "$seed"
        plan case >seen
        while read -r line; do
            if grep -qxF -- "$line" seen; then pass
            else miss "$name, order $seed: $line" "$(cat seen)"; fi
        done <<<"rule applied"$'\n'"$want"
    done
}

. "$OLDPWD/tests/ties.cases"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
