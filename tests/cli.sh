#!/usr/bin/env bash
# cli.sh RINGFENCE - sessions at the command line; the last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$PWD
cd "$folder" || exit 1
. "$root/tests/says.bash"

json() { jq -e "$1" out; } # of the last output

# ---- usage ----
says 'help is printed without a command' 0 'Usage: ringfence COMMAND'
says '--version says which' 0 '^ringfence [0-9]' --version
says 'help of a command has its options' 0 '--time-limit SECONDS' help run
says '-h is help' 0 'Usage: ringfence show' show -h
says 'an unknown command suggests the nearest' 2 'did you mean "compare"' compaer
says 'an unknown option suggests the nearest' 2 'did you mean --relax' run demo --relaxx
says 'an option of another command is refused' 2 'check takes no --gap \(it is for: run' \
    check demo --gap 1
says 'before the command, too' 2 'check takes no --jobs' -j 2 check demo
says 'a number has bounds' 2 'gap must be a number from 0 to 1' run demo --gap 7
says 'a number is a number' 2 'jobs must be a whole number' run demo --jobs 1.5
says 'an option wants its value' 2 'db needs a value' run demo --db
says 'so does its letter' 2 '-j needs a value' run demo -j
says 'a switch takes none' 2 'takes no value' run demo --relax=yes
says 'too few words are usage' 2 'Usage: ringfence compare' compare demo LA
says 'too many words are usage' 2 'what to do with "x"' check demo x
says 'an export wants a format' 2 'say what to write' export demo LA
says 'an unknown example suggests the nearest' 2 'did you mean "first-steps"' \
    init x --example first-step
says 'a case that is not there cannot be read' 7 'no case folder' run nowhere
says 'the manual has every table' 0 '^workforce.csv' manual tables
holds 'all 24 of them' test "$(grep -cE '^[a-z_]+\.csv' out)" = 24
holds 'and every column says what it is' sh -c '! grep -qE "id of *(;|$)|list of *(;|$)" out'
says 'the manual has every rule' 0 '^F35 ' manual rules
holds 'on lines that fit a page' sh -c '! grep -E ".{101}" out'
holds 'with what they rest on' grep -q '^Who can start what' out
holds 'every symbol of a formula is explained' sh -c 'for symbol in tau theta rho phi kappa delta \
    iota beta D_c M_c; do grep -qE "^  [^ ].*$symbol.* " out || exit 1; done'
says 'the manual is JSON for scripts' 0 '"tables"' manual --json
holds 'with all of it' json '(.tables | length) == 24 and (.rules | length) >= 33 and
    all(.tables[].columns[]; .type != "" and .help != null)'
says 'help has examples first' 0 '^Example' help run
holds 'before the usage' test "$(grep -nE '^(Example|Usage)' out | head -n 1 | cut -d: -f2 |
    cut -c1-7)" = Example
for command in init check run compare show runs export manual help; do
    says "help of $command" 0 "^Usage: ringfence $command" help "$command"
    says "$command --help --json is one object" 0 '"schema": 1' "$command" --help --json
    holds 'and nothing else' json ".commands | length == 1 and .[0].command == \"$command\""
done

# ---- what a finding means, for every code there is ----
says 'a code has help' 0 'A share goes from 0 to 1' help E203
says 'in small letters too' 0 '^Q501, a query' help q501
says 'a slip in a code suggests the nearest' 2 'did you mean "E203"' help E2O3
says 'an unknown code is none' 2 'there is no code "E999"' help E999
says 'help of a code is JSON for scripts' 0 '"means"' help E203 --json
says 'the manual has every code' 0 '^E101, an error' manual findings
holds 'on lines that fit a page' sh -c '! grep -E ".{101}" out'
says 'as JSON too' 0 '"findings"' manual findings --json
holds 'each with texts' json '(.findings | length) > 60 and all(.findings[]; (.means | test("[.]$"))
    and (.write | test("[.]$")) and (.example | test("^[a-z_]+[.]csv:")) and .severity ==
    (if .code[0:1] == "E" then "error" else "query" end))'
jq -r '.findings[] | .code + "\t" + .example' out >codes
sed 's/&lt;/</g; s/&amp;/\&/g; s/\\\([*|]\)/\1/g' "$root/docs/bad-input.md" >said
while IFS=$'\t' read -r code example; do
    says "help of $code" 0 "^$code, an? " help "$code"
    # What the program says to bad input is kept in docs/: the example is among it.
    ! grep -qF "[$code]: " said || holds "the example of $code is what the program says" \
        grep -qF -- "[$code]: $example" said
done <codes
holds 'no code of a finding is without help' test -z "$(grep -oE '\[[EQ][0-9]{3}\]' said |
    tr -d '[]' | sort -u | comm -23 - <(cut -f1 codes | sort))"

# ---- a script never reads nothing ----
fails() { # fails CODE WORD...: with --json, an object on standard output says what is wrong
    local code=$1
    shift
    says "$* --json fails" "$code" '"schema": 1' "$@" --json
    holds "$* --json says why" json ".error.code == $code and (.error.message | length) > 10"
}
fails 2 nonsense
fails 2 run
fails 2 run demo --gap 7
fails 2 check demo --gap 1
fails 2 manual pages
fails 2 export demo LA
fails 2 init x --example nothing
fails 7 check nowhere
fails 7 run nowhere
fails 7 show nowhere LA
fails 7 compare nowhere LA Region
fails 7 runs nowhere
fails 7 export nowhere LA --csv out
says 'what is right is JSON, too' 0 '"folder": "json"' init json --example first-steps --json
says 'an export says what it wrote' 0 '"format": "mps"' export json LA --mps mps --json
holds 'and nothing on standard error' test ! -s err
holds 'quiet says nothing' sh -c '! "$1" export json LA --mps mps --quiet 2>&1 | grep .' \
    - "$ringfence"

# ---- first five minutes ----
says 'init copies an example' 0 'Made demo' init demo --example first-steps
says 'init never overwrites' 7 'not empty' init demo --example first-steps
says 'check counts what the case holds' 0 '2 areas, 2 local authorities' check demo
says 'with pounds' 0 '£13,000, 1 stream, 1 target' check demo
says 'as JSON too' 0 '"people": 10' check demo --json
holds 'a quiet check says nothing of what is right' \
    sh -c '! "$1" check "$2/examples/d2n2" --quiet 2>&1 | grep .' - "$ringfence" "$root"
says 'an unknown scenario lists those there are' 2 'there is LA and Region$' run demo Elsewhere
says 'an unknown scenario suggests the nearest' 2 'did you mean "Region"' run demo Regon
says 'nothing is compared before it is solved' 7 'no database' compare demo LA Region
says 'all scenarios are solved' 0 '^Region +optimal' run demo --gap 0
holds 'results go to standard output' grep -q '^LA  *optimal .*£15,640' out
holds 'nothing is said on standard error without a terminal' test ! -s err
ends() { # ends NEXT WORD...: on a terminal, the last line is the next command
    local next=$1
    shift
    holds "$1 ends by naming the next command" test "$(script -qec \
        "\"$ringfence\" $(printf ' %q' "$@")" /dev/null </dev/null 2>held | tail -n 1 |
        tr -d '\r')" = "Next: ringfence $next"
}
ends 'run ends' init ends --example first-steps
ends 'run ends' check ends
ends 'compare "ends" "LA" "Region" --like-for-like' run ends LA Region --gap 0
ends 'report "ends" --kind scenario "LA"' run ends LA Nothing --gap 0
ends 'report "ends" --compare "LA,Region"' compare ends LA Region
echo 'provider,name' >ends/providers.csv
ends 'help E119' check ends
ends 'help E119' run ends
says 'compare draws the saving' 0 'The saving of Region over LA is £5,580' compare demo LA Region
says 'and that exact arithmetic proves it' 0 'All of it is proven in exact arithmetic' \
    compare demo LA Region
holds 'a total is shown' grep -qE '^spend after rebates +£7,640 +£10,060 +\+£2,420$' out
holds 'more spend on more people is not like for like' grep -q 'not like for like' out
holds 'the range is proven' grep -q 'Region is proven better' out
says 'the other way round it costs' 0 'No saving: LA comes to £5,580 more than Region' \
    compare demo Region LA
says 'a scenario with itself differs in nothing' 0 'neither is proven better' compare demo LA LA
says 'compare --json has full precision' 0 '"saving": 55[78][0-9]' compare demo LA Region --json
holds 'and says who is better' json '.comparable and .proven_better == "b"'
holds 'spend is given each person and each pound of the objective' json '.a.spend == 7640 and
    (.a.spend_per_completion - 7640 / 6 | fabs) < 1e-6 and .b.spend_per_pound_of_objective == 1'
holds 'by everything that a plan decides' json '[.tables[].by] | unique == ["buyer", "category",
    "course", "la", "level", "module", "period", "provider", "role", "sector", "stream", "target"]'
holds 'and adds up' json '[.tables[] | select(.title == "Spend by local authority").rows[].b]
                          | add == 10060'
says 'an unsolved scenario is not found' 2 'no stored result of scenario' compare demo LA Rest
holds 'and where results come from' grep -q 'ringfence run demo SCENARIO' err
says 'show lists who trains where' 0 '^Ashby +SWS3 +College +cohort +2009-10 +6$' show demo Region
says 'show says who is short' 0 '^Level 3 +Beckton' show demo LA
says 'show --json is one object' 0 '"schema": 1' show demo LA --json
holds 'with the run in it' json '.run.scenario == "LA" and (.pots | length) > 0'

# ---- like for like, doing nothing: figures by hand (examples/first-steps) ----
says 'doing nothing is a scenario of every case' 0 '^Nothing +optimal +0 +£0 +£20,000 +£20,000' \
    run demo Nothing --db held.db
cp -r demo named
sed -i 's/^LA,/Nothing,/' named/scenarios.csv
says 'unless the case has one of its own' 0 '^Nothing +optimal +6 ' run named Nothing --gap 0
says 'what is asked about B must be about A first' 2 'no stored result of scenario "LA"' \
    compare demo LA Nothing --like-for-like --db held.db
"$ringfence" run demo --gap 0 --db held.db >/dev/null
says 'held to the same results as LA a region lets a dearer contract' 0 \
    "Same results: LA's plan costs £7,640, Region's £8,140: £500 more \(6.5%\)" \
    compare demo LA Region --like-for-like --gap 0 --jobs 2 --db held.db
holds 'and with the same money pays for 2,140 / 440 learners of Ashby' \
    grep -q "shortfall is £8,000 and £10,273: £2,273 more" out
holds 'which is proven' test "$(grep -c 'no plan of Region does better' out)" = 2
says 'the answers are part of every comparison' 0 '^Like for like: Region held' \
    compare demo LA Region --db held.db
says 'as JSON in full precision' 0 '"like_for_like"' compare demo LA Region --json --db held.db
holds 'with A known and B found, within a millionth' json '.like_for_like | length == 2 and
    (.[0] | .kind == "same results" and .a == 7640 and (.b - 8140 | fabs) < 0.01 and
     (.difference_least + 500 | fabs) < 0.01 and .proven_better == "a") and
    (.[1] | .kind == "same money" and (.a - 8000 | fabs) < 0.01 and
     (.b - 2000 * (10 - 2140 / 440) | fabs) < 0.1 and (.b_cost - 7640 | fabs) < 0.01)'
holds 'and B is still its own best' json '.b.objective > 10059 and .b.objective_kind == "value"'
says 'runs says what was held to what' 0 'Region +optimal +cost .* same results as LA \(r-' \
    runs demo --db held.db
says 'and so does the run itself' 0 'held to the same money as LA' runs show --db held.db \
    "$(sqlite3 held.db "SELECT run FROM held WHERE kind = 'same money' ORDER BY run LIMIT 1")"
says 'three scenarios stand in three columns' 0 '^people short of targets +10 +4 +0$' \
    compare demo Nothing LA Region --db held.db
holds 'each with the first' grep -q 'The saving of Region over Nothing is £9,940' out
says 'as JSON they are values in their order' 0 '"pairs"' \
    compare demo Nothing LA Region --json --db held.db
holds 'and pairs' json '(.pairs | length == 2 and .[1].saving == 9940 and .[1].b.scenario == "Region")
    and (.totals[] | select(.figure == "completions").values) == [0, 6, 10]'
for option in '--gap 0' '--time-limit 5' '--time-for-all 5' '--jobs 2' --fresh; do
    # shellcheck disable=SC2086 # an option and its value
    says "$option wants something to solve" 2 'does nothing without --like-for-like' \
        compare demo LA Region $option --db held.db
done
cp -r demo poor
sed -i 's/Beckton,5000/Beckton,3600/' poor/allocations.csv
"$ringfence" run poor --gap 0 >/dev/null
says 'results that are out of reach are no plan' 4 'Same results: no plan of LA reaches them' \
    compare poor Region LA --like-for-like --gap 0
holds 'and it is said how far away they are' grep -q 'gave way by .*Level 3,Beckton' err
says 'the same money can still be asked about' 0 '"infeasible"' compare poor Region LA --json
holds 'and is answered' json '.like_for_like[1] | .status == "optimal" and
    (.a | fabs) < 0.01 and (.b - 8000 | fabs) < 0.1'
echo 'Training,2009-10,la,Ashby,1' >>poor/allocations.csv
says 'tables that changed since are not compared' 2 'allocations.csv is not as it was when Region' \
    compare poor Region LA --like-for-like
"$ringfence" run demo LA --relax --db relaxed.db >/dev/null
says 'nor are fractions of cohorts' 2 'solve it again without --relax' \
    compare demo LA LA --like-for-like --db relaxed.db

cp -r demo kinds
sed -i '1s/$/,objective/; 2s/$/,coverage/; 3s/$/,cost/' kinds/scenarios.csv
"$ringfence" run kinds --gap 0 >/dev/null
says 'what minimises different things has figures but no saving' 0 \
    'LA minimises value of the shortfall, Region minimises discounted spend. No saving' \
    compare kinds LA Region
holds 'as in every table' grep -qE '^people short of targets +4 +10 +\+6$' out
says 'nor has its JSON' 0 '"saving": null' compare kinds LA Region --json
holds 'but a reason, and tables' json '(.comparable | not) and .why_not and (.tables | length > 20)'

# ---- stored runs ----
says 'runs lists what is stored' 0 '^r-.*Region +optimal' runs demo
says 'runs --json is one object' 0 '"runs"' runs demo --json
id=$(jq -r '.runs[0].run' out)
says 'a run is shown by its name' 0 "\"run\": \"$id\"" runs show "$id" --json --db demo/ringfence.db
says 'or through its case' 0 "$id" runs demo show "$id"
says 'nothing is removed unasked' 2 'nobody can be asked here' runs demo remove "$id"
says 'a run is removed' 0 "Removed $id" runs remove "$id" --db demo/ringfence.db --yes
says 'once' 2 "there is no run \"$id\"" runs demo remove "$id" --yes
holds 'a case of its own folder needs no name' \
    sh -c 'cd demo && "$1" runs --json | jq -e ".runs | length == 1"' - "$ringfence"
says 'an unknown act suggests the nearest' 2 'did you mean "remove"' runs demo remov x
for check in $(sqlite3 demo/ringfence.db \
    "SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'check%'"); do
    holds "$check is empty" test -z "$(sqlite3 demo/ringfence.db "SELECT * FROM $check")"
done

# ---- verify ----
says 'what is stored is verified' 0 'verified. [0-9]+ rules hold' verify demo
says 'as JSON too' 0 '"verified": true' verify demo --json
id=$(sqlite3 demo/ringfence.db "SELECT run FROM run ORDER BY sequence DESC LIMIT 1")
says 'one run by its name' 0 "^$id .*verified" verify demo "$id"
says 'a run that is not there is said' 2 'there is no run r-1' verify demo r-1
says 'its bound is proven again' 0 'proven in exact arithmetic: no plan comes to less' \
    verify demo --bound
holds 'all of it' sh -c '! grep -q "The search claims" out'
says 'as JSON' 0 '"proven": [0-9.]+' verify demo --bound --json
cp demo/ringfence.db altered.db
sqlite3 altered.db "UPDATE certificate SET claimed = proven + 9; UPDATE run SET bound =
    (SELECT proven FROM certificate c WHERE c.run = run.run)"
says 'what the search claims beyond it does not count' 8 'The search claims £.* does not count' \
    verify demo --bound --db altered.db
sqlite3 altered.db "UPDATE run SET bound = bound + 9"
says 'a run that counts it all the same is not verified' 8 'counts on another bound' \
    verify demo --bound --db altered.db
sqlite3 altered.db "UPDATE certificate_proof SET bytes = substr(bytes, 1, length(bytes) - 1)"
says 'a proof that was altered proves nothing' 8 'NOT verified: the certificate proves nothing' \
    verify demo --bound --db altered.db
"$ringfence" run demo LA --relax --db altered.db --quiet >/dev/null
sqlite3 altered.db "UPDATE certificate_price SET value = value * 1.01"
says 'prices that were altered prove another bound' 8 'NOT verified: the certificate proves another' \
    verify demo --bound --db altered.db
says 'a run is made again, byte by byte' 0 'every stored figure is the same' replay "$id" demo
says 'as JSON' 0 '"same": true' replay "$id" demo --json
says 'one that was altered is not' 7 'has been altered' replay "$id" --db altered.db
says 'nor one that is not there' 2 'no run "r-1"' replay r-1 demo
cp demo/ringfence.db altered.db
sqlite3 altered.db "UPDATE payment SET pence = pence + 1 WHERE (run, payer, bucket) =
    (SELECT run, payer, bucket FROM payment WHERE run = '$id' LIMIT 1)"
says 'a penny more is seen, with its rule and row' 8 'F25 funded .paid: bucket' \
    verify demo "$id" --db altered.db
says 'and the digest sees it' 8 'A13 digest' verify demo --db altered.db
says 'a run that was altered is not shown' 7 'has been altered' runs show "$id" --db altered.db
rm -rf changed && cp -r demo changed
sed -i 's/^/ /' changed/offers.csv
says 'a file that has changed is named' 8 'offers.csv.*has changed' verify changed

holds 'a run keeps the versions of what made it' test "$(sqlite3 demo/ringfence.db \
    "SELECT group_concat(library || ' ' || (version GLOB '[0-9]*.*'), ', ') FROM
     (SELECT DISTINCT library, version FROM run_version ORDER BY library)")" = \
    'glpk 1, libcsv 1, ringfence 1, sqlite 1'

# ---- JSON, exports ----
says 'run --json keeps its contract' 0 '"schema": 1' run demo LA Region --json --gap 0 --jobs 2
holds 'with every key' json '.results | length == 2 and all(.[]; (keys | sort) ==
    ["bound", "claimed_bound", "columns", "cost", "gap", "objective", "objective_kind",
     "proven_bound", "rows", "scenario", "seconds", "shortfall_value", "status", "tie_break"])'
holds 'in the order asked' json '[.results[].scenario] == ["LA", "Region"]'
says '--db names the database' 0 '^LA' run demo LA --db other.db
holds 'and it is there' test -s other.db
cp demo/areas.csv foreign.db
says 'a foreign file is refused' 7 'not a database of ringfence' run demo LA --db foreign.db
says 'a folder is no database' 7 'cannot' run demo LA --db demo
says 'CSV files of every table' 0 'tables of r-' export demo Region --csv out.csv
holds 'with headings' grep -q '^run,stream,received,moved,paid,left' out.csv/spend_by_stream.csv
says 'the program for other solvers' 0 'rows and' export demo Region --mps out.mps
holds 'as MPS' grep -q '^ROWS' out.mps/model.mps
says 'or as text' 0 'rows and' export demo Region --lp out.lp
holds 'as LP' grep -q '^Subject To' out.lp/model.lp
says 'to a place that is there' 7 'cannot make the folder' export demo LA --csv no/such/place

# ---- trouble ----
cp -r demo wrong
sed -i '2s/Ashby/Ashbi/' wrong/workforce.csv
says 'errors stop a run' 3 'workforce.csv:2:1' run wrong
says 'and are counted' 3 '1 error' check wrong
says 'as JSON too' 3 '"findings"' run wrong --json
holds 'with their place' json '.findings[0] | .line == 2 and .file == "workforce.csv"'
holds 'with no results, and why' json '.results == [] and .error.code == 3'
says 'a check alone solves nothing' 3 'Nothing was solved' run wrong --only-check
says 'nor when all is well' 0 '0 errors, 0 queries. Nothing was solved' run demo --only-check
holds 'and stores nothing' sh -c '"$1" run demo --only-check --db none.db && ! test -e none.db' \
    - "$ringfence"
says 'a check of one scenario, too' 0 '"results": \[\]' run demo LA --only-check --json
says 'run mentions queries' 5 '9 queries about the tables: ringfence check' \
    run "$root/examples/d2n2" LA --time-limit 0.01 --db none.db
cp -r demo asks
sed -i '1s/$/,floor/; 2s/$/,1/' asks/targets.csv
sed -i 's/,[0-9.]*$/,1/' asks/allocations.csv
sed -i '1s/,[^,]*$/,amount/' asks/allocations.csv
says 'no plan is an answer' 4 '^LA +infeasible' run asks LA
says 'with nulls as JSON' 4 '"objective": null' run asks LA --json
"$ringfence" run asks LA --db floor.db >out 2>err
says 'and is proven' 0 'exact arithmetic: no plan keeps every rule' verify asks --bound --db floor.db
says 'and shown with what would have to give way' 0 'No plan keeps every rule' show asks LA
says 'but compared with nothing' 0 'No comparison is drawn' compare asks LA LA
says 'nothing can be held to it' 4 'LA has no plan' compare asks LA LA --like-for-like
says 'where a floor asks for people nothing is no plan' 4 '^Nothing +infeasible' run asks Nothing
says 'which is stored' 0 'Nothing +infeasible' runs asks

# What has to give way, where it can be worked out on paper: £5,000 is no cohort of £8,000, so
# nobody of 24 and of 11.2 is trained; 35.2 assistants and all 12 of the voluntary sector are
# 11.6 short of half and half; a course for all needs one contract.
conformance=$root/tests/conformance/named
says 'floors that cannot be met are named' 4 'by 24 \(people\): .* \(L3,North,TA\)$' \
    run "$conformance/floor-impossible" LA --db unmet.db
holds 'each of them' grep -q 'by 11.2 (people): .* (L3,South,TA)$' err
cp -r "$conformance/policies-shares" half
sed -i '1s/$/,floor/; 2s/$/,1/' half/targets.csv
sed -i 's/,[0-9.]*$/,900000/; 1s/,[^,]*$/,amount/' half/allocations.csv
printf '%s\n' policy,kind,value,sector half,min_sector_share,0.5,voluntary >half/policies.csv
says 'so are policies' 4 'by 11.6 \(learners\): .* \(half\)$' run half Region
holds 'and nothing that can be kept' test "$(grep -c 'gave way' err)" = 1
says 'in the database, too' 0 '^At least a share.* half +11.6' show half Region
printf '%s\n' policy,kind,value none,max_contracts,0 >half/policies.csv
says 'a limit on contracts is named' 4 'by 1 \(contracts\): .* \(none,Mid,2008\)$' run half Region
says 'a cap per learner is kept for each role' 0 '^All +optimal +15 +£6,500 +£10,000 +£16,500 ' \
    run "$root/tests/cases/caps" --gap 0 --db caps.db
cp -r demo many
for _ in $(seq 30); do echo 'Nowhere,Teaching assistant,2,1' >>many/workforce.csv; done
says 'of a code 20 findings are shown' 3 'and 10 more like this' check many
says '--all shows them all' 3 'workforce.csv:33:1' check many --all

# ---- time ----
# Three scenarios, one of them based on another: it counts a quarter, so the first has 4 / 9.
# Tens of seconds, since they take a little themselves.
cp -r demo shared && rm -f shared/ringfence.db
printf '%s\n' scenario,base,procurement LA,,la Region,,region Cut,Region, >shared/scenarios.csv
limit() { sqlite3 "$1.db" "SELECT round(time_limit_s / 10) FROM run WHERE scenario = '$2'"; }
says 'time is shared among scenarios' 0 '^Cut +optimal' run shared --time-for-all 900 --db one.db
holds 'the first has its part' test "$(limit one LA)" = 40.0
holds 'those after it what it left, too' test "$(limit one Region)" = 72.0
holds 'and the last all of it' test "$(limit one Cut)" = 90.0
says 'by two at once, too' 0 '^Cut' run shared --time-for-all 900 --jobs 2 --db two.db
holds 'each has its part of the time of both' test "$(limit two LA) $(limit two Region)" = '80.0 80.0'
says 'a limit for each is kept' 0 '^Cut' run shared --time-for-all 900 --time-limit 70 --db each.db
holds 'by all' test "$(limit each LA) $(limit each Region) $(limit each Cut)" = '7.0 7.0 7.0'

# ---- interrupted ----
"$ringfence" init large --example d2n2 --quiet
"$ringfence" run large Region --gap 0 --time-limit 60 >out 2>err </dev/null &
worker=$!
until pgrep -P "$worker" >/dev/null || ! kill -0 "$worker"; do sleep 0.05; done # at work
kill -INT "$worker"
wait "$worker"
code=$?
holds 'an interrupt ends the work soon and says so' test "$code" = 130
holds 'and counts what is stored' grep -q 'of 1 scenarios\? \(is\|are\) stored' err
says 'the database is sound afterwards' 0 'SCENARIO' runs large

cd "$root" || exit 1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
