#!/usr/bin/env bash
# known.sh RINGFENCE - where a search begins: by a rule, on any number of workers, and kept with it.
#
# The last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. tests/says.bash
db=$folder/run.db
named=tests/conformance/named

ask() { sqlite3 "$db" "$1" 2>&1; }

run() { # run CASE OPTION...: into $db
    "$ringfence" run "$@" --quiet --db "$db" >"$folder/log" 2>&1
    case $? in 0 | 4) ;; *) miss "run $*: $(tail -n 1 "$folder/log")" ;; esac
}

is() { # is WHAT EXPECTED SEEN
    if [ "$2" = "$3" ]; then pass; else miss "$1: expected '$2', seen '$3'"; fi
}

began() { ask "SELECT scenario || ' from ' || group_concat(from_scenario) FROM run
    JOIN known_plan USING (run) $1 GROUP BY run ORDER BY sequence" | paste -sd ';'; }

every_run_is_made_again() {
    while read -r id; do
        if "$ringfence" replay "$id" --db "$db" >"$folder/log" 2>&1; then pass
        else miss "$1, $id: $(cat "$folder/log")"; fi
    done < <(ask 'SELECT run FROM run')
}

# A scenario begins from its base's plan, whichever is named first and however many are at work.
for jobs in 1 2 4; do
    rm -f "$db"
    run examples/first-steps LA Region --gap 0 --jobs "$jobs"
    is "with $jobs at once nothing is known" '' "$(began '')"
    rm -f "$db"
    for case in changes-and-base inherited-objective; do
        rm -f "$db"
        run "$named/$case" --gap 0 --jobs "$jobs"
        ask "SELECT scenario, sha256 FROM run JOIN run_digest USING (run) WHERE kind = 'result'
            ORDER BY scenario" >"$folder/$case.$jobs"
        is "$case with $jobs at once" "$(cat "$folder/$case.1")" "$(cat "$folder/$case.$jobs")"
        is "$case with $jobs at once: bases come first" '' "$(ask "SELECT r.scenario FROM run r
            JOIN run b ON b.scenario = r.base WHERE b.sequence > r.sequence")"
        is "$case with $jobs at once: each begins there" '' "$(ask "SELECT r.scenario FROM run r
            JOIN run b ON b.scenario = r.base AND b.objective IS NOT NULL WHERE NOT EXISTS
            (SELECT 1 FROM known_plan k WHERE k.run = r.run AND k.from_run = b.run)")"
    done
done
is 'some scenario has a base' 1 "$(ask 'SELECT count(*) > 0 FROM known_plan')"
every_run_is_made_again inherited-objective

# One without a base begins from the one, of those before it in the alphabet, in which most
# authorities buy with the same others, in whatever order they stand.
for jobs in 1 2 4; do
    rm -f "$db"
    run "$named/consortia" --gap 0 --jobs "$jobs"
    is "with $jobs at once two buy together, the third as before" 'Pair from LA' "$(began '')"
    is "with $jobs at once nothing gets worse" 3 "$(ask "SELECT count(*) FROM run WHERE
        status = 'optimal'")"
done
is 'what was proven finds its rows there' 1 "$(ask "SELECT count(*) FROM run JOIN known_proof k
    USING (run) WHERE scenario = 'Pair' AND k.bytes NOT IN (SELECT bytes FROM certificate_proof)")"
every_run_is_made_again consortia
cp -r "$named/consortia" "$folder/more"
printf '%s\n' scenario,base,procurement B,,la C,A,la A,,pair D,,pair >"$folder/more/scenarios.csv"
rm -f "$db"
run "$folder/more" --gap 0 --jobs 2
is 'its base or what is most alike' 'B from A;C from A;D from A' "$(began '' | tr ';' '\n' | sort |
    paste -sd ';')"

# Once more, and it begins from the best plan of the same tables; --fresh, from nothing.
rm -f "$db"
run examples/first-steps LA Region --gap 0
run examples/first-steps Region LA --gap 0
is 'once more' 'Region from Region;LA from LA' "$(began '')"
is 'no plan gets worse' 2 "$(ask 'SELECT count(DISTINCT round(objective, 4)) FROM run')"
run examples/first-steps Region --gap 0 --fresh
is 'fresh' 'Region from Region;LA from LA' "$(began '')"
run examples/first-steps Region --relax
is 'a relaxation needs none' 'Region from Region;LA from LA' "$(began '')"

# Held to another's results, from that plan and its own: cohorts of those who now buy together add up.
"$ringfence" compare examples/first-steps LA Region --like-for-like --gap 0 --quiet --db "$db" \
    >"$folder/log" 2>&1 || miss "compare: $(cat "$folder/log")"
is 'like for like' 'Region from LA,Region;Region from LA,Region' \
    "$(began 'WHERE run IN (SELECT run FROM held)')"
is 'the cohorts of all are those of the region' '' "$(ask "
    WITH there AS (SELECT k.run, k.n, c.module, c.site, c.period, sum(c.cohorts) AS cohorts
        FROM known_plan k JOIN cohort c ON c.run = k.from_run GROUP BY 1, 2, 3, 4, 5),
    here AS (SELECT run, n, module, site, period, sum(cohorts) AS cohorts FROM known_cohort
        GROUP BY 1, 2, 3, 4, 5)
    SELECT * FROM (SELECT * FROM there EXCEPT SELECT * FROM here) UNION ALL
    SELECT * FROM (SELECT * FROM here EXCEPT SELECT * FROM there)")"
is 'and their contracts too' '' "$(ask "SELECT k.run, k.n FROM known_plan k WHERE
    abs((SELECT sum(value) FROM known_contract c WHERE c.run = k.run AND c.n = k.n) -
        (SELECT sum(value_pence) / 100.0 FROM contract q WHERE q.run = k.from_run)) > 0.001")"
every_run_is_made_again first-steps

# What was proven of a base is computed anew of each scenario, whose amounts and prices are others:
# where it proves something it is known before the search, whatever somebody made of its bytes.
rm -f "$db"
run "$named/changes-and-base" Region Cut --gap 0
is 'what was proven of its base is known' Cut "$(ask "SELECT r.scenario FROM run r
    JOIN known_proof k USING (run) JOIN known_plan p USING (run, n)
    JOIN certificate_proof c ON c.run = p.from_run WHERE c.bytes = k.bytes")"
every_run_is_made_again changes-and-base
ask "UPDATE certificate_proof SET bytes = substr(bytes, 1, length(bytes) - 1)"
run "$named/changes-and-base" Cut --gap 0
is 'bytes that prove nothing are not' 1 "$(ask 'SELECT count(*) FROM known_proof')"
is 'and nothing depends on them' 1 \
    "$(ask "SELECT count(DISTINCT round(objective, 4)) FROM run WHERE scenario = 'Cut'")"

# Held to another plan, too, with no time for a proof of its own: less what it is held to.
rm -f "$db"
run "$named/policies-shares" LA Region --gap 0
"$ringfence" compare "$named/policies-shares" LA Region --like-for-like --time-limit 0.001 --quiet \
    --db "$db" >"$folder/log" 2>&1
is 'what was proven counts for what is held' 2 "$(ask "SELECT count(*) FROM held h JOIN run r USING (run)
    JOIN certificate c USING (run) JOIN run o ON o.scenario = r.scenario AND o.run <> r.run
    JOIN certificate b ON b.run = o.run WHERE o.run NOT IN (SELECT run FROM held) AND c.proven >=
    b.proven - iif(h.kind = 'same money', to_cost, to_shortfall_value) - 1e-5 * abs(b.proven)")"
if "$ringfence" verify "$named/policies-shares" --bound --db "$db" >"$folder/log" 2>&1; then pass
else miss "held: $(cat "$folder/log")"; fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
