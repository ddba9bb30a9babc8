#!/usr/bin/env bash
# packs.sh RINGFENCE - the finance pack and the skills report; the last line is "N passed, N
# failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
# shellcheck source=tests/papers.bash
. "$root/tests/papers.bash"

answer() { # answer SENTENCE DATABASE SQL EXPECTED
    holds "$1" test "$(sqlite3 "$2" "$3" 2>&1 | tee held)" = "$4"
}
none() { # none SENTENCE SQL: a question about all runs that must have no answer
    answer "$1" named.db "$2" ''
}
some() { # some SENTENCE SQL: there are cases in which it matters
    holds "$1" test -n "$(sqlite3 named.db "$2")"
}
row() { # row SENTENCE FILE CELL...: a row of a table has these cells, one after another
    local sentence=$1 file=$2 pattern='' cell
    shift 2
    for cell in "$@"; do pattern="$pattern<t[hd][^>]*>$cell</t[hd]>"; done
    holds "$sentence" grep -qE -- "$pattern" "$file"
}

# ---- a case solved by hand: examples/first-steps/README.md ----
"$ringfence" init demo --example first-steps >/dev/null 2>&1
"$ringfence" run demo LA Region Nothing --gap 0 --quiet >/dev/null 2>&1
"$ringfence" compare demo LA Region --like-for-like --gap 0 >/dev/null 2>&1
for kind in finance skills; do
    says "a $kind paper wants scenarios" 2 'say which scenarios' report demo --kind $kind
    says "a $kind paper is written" 0 "Wrote demo/$kind.html" \
        report demo --kind $kind --compare LA,Region --prefer LA
done
row 'a stream: award, held back, planned, moved, left, status' demo/finance.html 'Training grant' \
    £13,000 £0 £7,640 £0 £5,360 'Underspend 41.2%' 2010-08-31
row 'by period, carried in and on' demo/finance.html 2009-10 2010-08-31 £13,000 £0 £0 £7,640 £0 £0 \
    £5,360
row 'by kind of cost' demo/finance.html 'Empty seats' £1,600
row 'an authority: spend, its money, net, common pots, share, learners' demo/finance.html Ashby \
    £7,640 £7,640 £0 £0 100.0% 6
row 'a contract' demo/finance.html College Ashby 2009-10 2009-09-01 £4,000 £0 £4,000 Ashby
holds 'without thresholds it says so' grep -q 'has no thresholds.csv' demo/finance.html
holds 'a signature for the stream' test "$(grep -c 'Section 151 officer' demo/finance.html)" = 1
row 'need by level' demo/skills.html 'Level 3' 10 10 0.0%
row 'a provider: sites, modules, seats, taken, learners' demo/skills.html College '' 1 1 20 6 30.0% 6
row 'the gap by role' demo/skills.html 'Teaching assistant' 10 10 6 4
row 'who is short, by authority' demo/skills.html Beckton 4
row 'an action: owner, what, places, money' demo/skills.html Ashby \
    'Let a contract with College \(1 cohort\)' 10 £4,000
row 'an action for nobody in particular' demo/skills.html Ashby 'Let, run and manage contracts' \
    '\[z\]' £1,000
row 'a move' demo/skills.html 'From level 2' 6
row 'a role over time' demo/skills.html 'Level 3' 0 6

# ---- thresholds: those in force when the contract starts; else the earliest ----
cp -R demo dated
rm dated/*.db dated/*.html
cat >dated/thresholds.csv <<'END'
threshold,name,since,amount,vat,source
S1,Small,2007-01-01,100,0,an old law
S2,Small,2009-09-01,4700,0.2,a law
S3,Small,2009-09-02,9000,0.2,a new law
Large,,2026-01-01,4801,,"Act, Schedule 1"
END
"$ringfence" run dated LA --gap 0 --quiet >/dev/null 2>&1
answer 'the amount of the day counts, and tax of a fifth where nothing is said' dated/ringfence.db \
    'SELECT threshold, amount, vat, later FROM v_thresholds ORDER BY 1' \
    $'Large|4801.0|0.2|1\nSmall|4700.0|0.2|0'
says 'a pack with thresholds is written' 0 'Wrote' report dated --kind finance --compare LA
row 'the value, tax included, reaches the lower one' dated/finance.html College Ashby 1 £4,000 £0 \
    £4,800 'Over: Small'
row 'one that came later is said to' dated/finance.html Large 2026-01-01 £4,801 20.0% \
    'came after the plan&#39;s first period' 'Act, Schedule 1'
sed -i 's/4700/4801/' dated/thresholds.csv
"$ringfence" run dated LA --gap 0 --quiet >/dev/null 2>&1
"$ringfence" report dated --kind finance --compare LA --quiet
row 'and a pound more is not reached' dated/finance.html College Ashby 1 £4,000 £0 £4,800 'Below all'
sed -i 's/2009-09-02/2009-09-31/' dated/thresholds.csv
says 'a threshold of no day is refused' 3 'thresholds.csv:4:' check dated
for example in d2n2 east-midlands; do
    holds "the thresholds of $example have dates and sources" test "$(sqlite3 :memory: \
        ".import --csv $root/examples/$example/thresholds.csv t" "SELECT since, amount, source
        LIKE '%SI 2025/1200' FROM t ORDER BY amount + 0")" = \
        $'2026-01-01|207720|1\n2026-01-01|663540|1'
done

# ---- figures: each is the answer of a question that the database gives again ----
for kind in finance skills; do
    "$ringfence" report demo --kind $kind --compare LA,Region -o $kind.html --json >$kind.json
    holds "the database gives the figures of $kind again" asked $kind.json demo/ringfence.db
    prose $kind.html $kind.json >strange
    holds "every number of a sentence of $kind is an answer" diff strange /dev/null
    holds 'and there are some' test "$(wc -l <seen)" -gt 5
    cells $kind.html $kind.json >strange
    holds "every number of a table of $kind is an answer" diff strange /dev/null
    holds 'and there are some' test "$(wc -l <seen)" -gt 10
    holds "printed columns of $kind add up" awk -f columns.awk $kind.html
    "$ringfence" report demo --kind $kind --compare LA,Region -o again.html --quiet
    holds "$kind is the same to the byte" cmp $kind.html again.html
done

# ---- what must agree, in cases that have everything ----
for case in mentors-escalator mentors-three-periods pooled-funding pooled-area-and-la virement \
    virement-pays-buyers rebate-pays-buyers carry-over-thrice top-slice discounts open-places \
    modules-shared-core two-period-course childcare escalator-two-steps price-index-discounting \
    consortia ringfence-categories carry-over; do
    "$ringfence" run "$root/tests/conformance/named/$case" --gap 0 --db named.db --quiet \
        >/dev/null 2>&1
done
some 'there are plans' 'SELECT run FROM run WHERE cost IS NOT NULL LIMIT 1 OFFSET 25'
none 'sums that are stored apart agree' 'SELECT * FROM v_balanced WHERE abs(difference) >= 0.5'
none 'and lines' 'SELECT * FROM v_reconciled WHERE exceptions > 0'
answer 'every check of money is among the reconciliations' named.db \
    "SELECT count(*) FROM sqlite_schema c JOIN sqlite_schema v ON v.name = 'v_reconciled' WHERE
     c.name GLOB 'check_*' AND c.name NOT GLOB 'check_rule_*' AND instr(v.sql, c.name || ' ') = 0" 0
none 'a stream keeps what it has' 'SELECT * FROM v_stream_account WHERE abs(received + carried_in -
    paid - moved - carried_out - "left") > 0.005'
none 'what is held back is the top slice' 'SELECT a.* FROM v_stream_account a JOIN stream f ON
    f.run = a.run AND f.stream = a.stream WHERE abs(held_back - award * top_slice) > 0.05'
for column in held_back carried_in carried_out moved '"left"'; do
    some "$column occurs" "SELECT run FROM v_stream_account WHERE $column > 1"
done
none 'no stream pays for what its ring-fence forbids' \
    'SELECT * FROM v_stream_spend WHERE NOT allowed AND pounds <> 0'
some 'ring-fences forbid something' 'SELECT run FROM v_stream_spend WHERE NOT allowed'
none 'a stream that pays fees of cohorts has a contract' "SELECT DISTINCT b.run, b.stream FROM
    payment z JOIN payer b ON b.run = z.run AND b.payer = z.payer AND b.kind = 'pot' JOIN bucket k
    ON k.run = z.run AND k.bucket = z.bucket AND k.category = 'fee' WHERE z.pence > 0 AND NOT EXISTS
    (SELECT 1 FROM start s WHERE s.run = z.run AND s.way = 'open') AND NOT EXISTS (SELECT 1 FROM
    v_stream_contract c WHERE c.run = z.run AND c.stream = b.stream)"
none 'discounted spend, less rebates, is the cost of the plan' 'SELECT r.run FROM run r WHERE
    abs(r.cost - (SELECT coalesce(sum(discounted_pounds), 0) FROM v_spend_by_la_and_stream s WHERE
    s.run = r.run) + (SELECT coalesce(sum(q.rebate_pence * t.discount), 0) / 100.0 FROM contract q
    JOIN period t ON t.run = q.run AND t.period = q.period WHERE q.run = r.run)) > 0.5'
some 'real terms differ from cash where prices rise' 'SELECT run FROM v_spend_by_la_and_stream WHERE
    abs(real_pounds - pounds) > 1'
none 'need is that of the targets' "SELECT n.run FROM v_need n GROUP BY n.run HAVING
    abs(sum(missing) - (SELECT value FROM v_figures f WHERE f.run = n.run AND
    f.figure = 'people short of targets')) > 1e-6"
none 'those short today are those before the plan' "SELECT n.run, n.target, n.role FROM v_need n
    JOIN (SELECT e.run, e.target, a.la, e.role, sum(max(e.want - coalesce((SELECT sum(w.people) FROM
    stock w WHERE w.run = e.run AND w.period IS NULL AND w.area = e.area AND w.role = e.role AND
    w.level >= g.level), 0), 0)) AS missing FROM shortfall e JOIN target g ON g.run = e.run AND
    g.target = e.target JOIN area a ON a.run = e.run AND a.area = e.area GROUP BY e.run, e.target,
    a.la, e.role) x ON x.run = n.run AND x.target = n.target AND x.la = n.la AND x.role = n.role
    WHERE abs(n.missing_now - x.missing) > 1e-6"
some 'some are short today who will not be' 'SELECT run FROM v_need WHERE missing_now > missing + 1'
some 'and some are there today' 'SELECT run FROM v_need WHERE have_now > 0'
none 'no provider teaches more than it offers' 'SELECT * FROM v_provision WHERE taken > seats + 1e-6'
none 'learners of providers, and on journeys, are all learners' 'SELECT r.run FROM run r WHERE
    abs((SELECT sum(learners) FROM v_provision p WHERE p.run = r.run) - (SELECT
    coalesce(sum(learners), 0) FROM start s WHERE s.run = r.run)) + abs((SELECT
    coalesce(sum(learners), 0) FROM v_journeys j WHERE j.run = r.run) - (SELECT
    coalesce(sum(learners), 0) FROM start s WHERE s.run = r.run)) > 1e-6'
none 'no more childcare is used than there is' 'SELECT run FROM v_childcare WHERE hours_used >
    hours_offered + 1e-4 UNION ALL SELECT run FROM v_creche WHERE hours_used > hours_offered + 1e-4'
some 'childcare is used at home' 'SELECT run FROM v_childcare WHERE hours_used > 1'
some 'and at sites' 'SELECT run FROM v_creche WHERE hours_used > 1'
none 'the childcare of sites is that of authorities' 'SELECT run FROM run r WHERE abs((SELECT
    coalesce(sum(hours_used), 0) FROM v_creche c WHERE c.run = r.run) - (SELECT
    coalesce(sum(creche_hours_used), 0) FROM v_childcare c WHERE c.run = r.run)) > 1e-4'
none 'barriers by role are barriers' 'SELECT v.run FROM v_unserved v WHERE abs(people - (SELECT
    sum(people) FROM v_unserved_by_role r WHERE r.run = v.run AND r.barrier = v.barrier)) > 1e-6'
none 'the escalator by role is the escalator' 'SELECT v.run FROM v_escalator v WHERE abs(people -
    (SELECT sum(people) FROM v_escalator_by_role r WHERE r.run = v.run AND r.level = v.level AND
    r.time = v.time)) > 1e-6'
none 'what a level gains by moves is what it gains, where nobody leaves' 'SELECT r.run, l.level FROM
    run r JOIN (SELECT DISTINCT run, level FROM v_escalator) l ON l.run = r.run WHERE NOT EXISTS
    (SELECT 1 FROM role o WHERE o.run = r.run AND o.turnover > 0) AND abs((SELECT sum(CASE WHEN
    e.time = 0 THEN -people ELSE people END) FROM v_escalator e WHERE e.run = r.run AND
    e.level = l.level AND e.time IN (0, (SELECT max(time) FROM v_escalator x WHERE
    x.run = r.run))) - coalesce((SELECT sum(completions) FROM v_moves m WHERE m.run = r.run AND
    m.award_level = l.level), 0) + coalesce((SELECT sum(completions) FROM v_moves m WHERE
    m.run = r.run AND m.level = l.level), 0)) > 1e-4'
none 'no more mentors are wanted than there are' 'SELECT * FROM v_mentors WHERE hours_used >
    hours_now + hours_gained + 1e-4'
some 'mentors are gained, and used' 'SELECT run FROM v_mentors WHERE hours_gained > 1 AND
    hours_used > hours_now'
some 'mentors are shared' 'SELECT m.run FROM v_mentors m JOIN buyer b ON b.run = m.run AND
    b.buyer = m.pool WHERE m.pool NOT IN (SELECT area FROM area a WHERE a.run = m.run)'
for position in 1 2 3 4 5 6 7; do
    some "actions of kind $position occur" "SELECT run FROM v_actions WHERE position = $position"
done

# ---- results as large as a country's ----
"$ringfence" run demo LA Region Nothing --gap 0 --db large.db --quiet >/dev/null 2>&1
holds 'results are made large' python3 "$root/tests/grow.py" large.db 600
holds 'and are' test "$(sqlite3 large.db 'SELECT count(*) FROM payment')" -gt 3000
while read -r kind most; do # 1,200 authorities, eight times those of England
    TIMEFORMAT=%U
    seconds=$({ time "$ringfence" report demo --kind "$kind" --compare LA,Region --prefer Region \
        --db large.db -o large.html --quiet; } 2>&1)
    holds "a paper of them takes less than $most s of work: $kind" \
        test "${seconds%.*}" -lt $((most * ${SLOW:-1}))
    holds "and has no 10 MB: $kind" test "$(stat -c %s large.html)" -lt 10000000
    mv large.html large-$kind.html
done <<<$'board 2\nfinance 3\nskills 2'

"$ringfence" report demo --compare LA,Region --prefer LA --db large.db -o large-board.html \
    --json >large.json
holds 'charts of so many draw some' test "$(grep -oE 'drawn: the 10 of [0-9,]+ with' \
    large-board.html)" = $'drawn: the 10 of 1,200 with\ndrawn: the 10 of 600 with'
holds 'of as many as the database has' test "$(jq -r '[.questions[] | select(.sql |
    test("LIMIT 10")) | .rows[0] | .[1] + "," + .[2]] | join(" ")' large.json)" = '1200,1 600,1'
row 'a table for a board has one line for the others' large-board.html 'The other 1,190' '[0-9,]+' \
    '[0-9,]+' '[0-9,]+' '[0-9,]+'
holds 'and adds up' awk -f columns.awk large-board.html

# ---- checks that can fail ----
sqlite3 demo/ringfence.db ".backup broken.db"
sqlite3 broken.db "UPDATE payment SET pence = pence + 200 WHERE run = (SELECT run FROM run WHERE
    scenario = 'Region') AND bucket = (SELECT min(bucket) FROM bucket);
    DELETE FROM run_digest" # or the altered run is refused
"$ringfence" report demo --kind finance --compare LA,Region --db broken.db -o broken.html --quiet
row 'a payment that is changed is found' broken.html 'Every cost is paid in full, to the penny' \
    '[0-9]+' 1 'Does not agree'
row 'and in the sums' broken.html 'Costs to be paid, and payments' £10,060 £10,062 \
    £2 'Does not agree'
holds 'and counted' grep -qE \
    'Line by line, [1-9] of 20 reconciliations do not agree; of sums, [1-9] of 7' broken.html
holds 'in a pack that is whole none is' grep -q \
    'Line by line, 0 of 20 reconciliations do not agree; of sums, 0 of 7' finance.html

# ---- names of every kind ----
hostile="<script>alert(1)</script> & 'x' \"=cmd()\""
welsh='Llanfairpwllgwyngyllgogerychwyrndrobwll-llantysiliogogogoch Tŷ Ŵ'
cp -R demo "<b>case & 'co'"
(
    cd "<b>case & 'co'" && rm -f ./*.html ringfence.db
    quoted=\"${hostile//\"/\"\"}\"
    long="O'Neil & Sons (a long name) of 64 letters . - _ , and so xxto it"
    printf 'area,name,la,region,latitude,longitude\nAshby,%s,"%s",Mid,52.75,-1.47\nBeckton,%s,Beckton,Mid,52.70,-1.30\n' \
        "$welsh" "$long" "$quoted" >areas.csv
    printf 'stream,period,scope_type,scope,amount\nTraining,2009-10,la,"%s",8000\nTraining,2009-10,la,Beckton,5000\n' \
        "$long" >allocations.csv
    printf 'provider,name,kind\nCollege,%s,%s\n' "$quoted" "$quoted" >providers.csv
    printf 'role,name,sector,release_cost\nTeaching assistant,%s,maintained,8\n' "$quoted" >roles.csv
    printf 'stream,name,categories\nTraining,%s,*|vacancy|contract|management\n' "$quoted" >streams.csv
    printf 'threshold,name,since,amount,source\nIt & so,%s,2001-01-01,1,%s\n' "$quoted" "$quoted" >thresholds.csv
    sed -i "s/Level 3 Support Work in Schools/$welsh/" courses.csv
) || exit 1
says 'a case of strange names is solved' 0 '^LA' run "<b>case & 'co'" --gap 0
for kind in finance skills; do
    says "and reported: $kind" 0 "Wrote strange-$kind.html" report "<b>case & 'co'" --kind $kind \
        --compare LA,Region --prefer LA -o strange-$kind.html
    holds "strange names are text: $kind" sh -c "! grep -q '<script\|<b>' strange-$kind.html"
    holds "in full: $kind" grep -q \
        '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;x&#39; &quot;=cmd()&quot;' \
        strange-$kind.html
    holds "and the longest: $kind" grep -q 'O&#39;Neil &amp; Sons (a long name)' strange-$kind.html
done
holds 'Welsh letters are themselves' grep -q 'Tŷ Ŵ' strange-skills.html

# ---- no plan ----
"$ringfence" run "$root/tests/conformance/named/floor-impossible" --db impossible.db --quiet \
    >/dev/null 2>&1
sqlite3 demo/ringfence.db ".backup stopped.db"
sqlite3 stopped.db "PRAGMA foreign_keys = OFF; UPDATE run SET status = 'stopped', objective = NULL,
    cost = NULL, shortfall_value = NULL, gap = NULL WHERE scenario = 'LA';
    DELETE FROM run_digest"
for kind in finance skills; do
    says "a paper of what has no plan is written: $kind" 0 "Wrote none-$kind.html" \
        report "$root/tests/conformance/named/floor-impossible" --kind $kind --compare LA,Region \
        --db impossible.db -o none-$kind.html
    holds "says so first: $kind" sh -c \
        "sed -n '/<main/,\$p' none-$kind.html | sed -n 2,4p | grep -q 'no plan'"
    holds "and has no figures: $kind" sh -c "! grep -qE 'proven|<figure|£' none-$kind.html"
    says "a paper with one stopped search is written: $kind" 0 "Wrote stopped-$kind.html" \
        report demo --kind $kind --compare LA,Region --db stopped.db -o stopped-$kind.html
    holds "says so first: $kind" sh -c \
        "sed -n '/<main/,\$p' stopped-$kind.html | sed -n 2,4p | grep -q 'LA has no plan to act on'"
done

# ---- in a browser ----
browser=$(dirname "$ringfence")/browser
axe=$browser/node_modules/axe-core/axe.min.js
"$root/tools/install.sh" browser "$browser" || miss 'axe-core is installed' "$browser"
if ! node "$root/tests/browser/look.js" "$axe" finance.html skills.html strange-finance.html \
    strange-skills.html none-finance.html stopped-skills.html dated/finance.html large-board.html \
    >looked 2>held; then
    miss 'pages open in a browser' "$(cat held)"
fi
seen() { jq -e -s "$1" looked; }
holds 'all pages were opened' seen 'length == 8'
holds 'no page makes a request' seen '[.[].requests[]] == []'
holds 'no page has an error' seen '[.[].errors[]] == []'
holds 'axe-core objects to nothing' seen '[.[] | .file as $f | .objections[] | [$f, .]] == []'
holds 'nothing is cut off on A4' seen '[.[] | .file as $f | .cut[] | [$f, .]] == []'
holds 'a pack: summary, a sheet for the stream, the authorities and each of two, the rest' seen \
    '.[0].sheets >= 6 and .[0].sheets <= 8'
holds 'a board paper of 1,200 authorities has four sides at most' seen '.[7].sheets <= 4'

cd "$root" || exit 1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
