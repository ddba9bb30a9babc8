#!/usr/bin/env bash
# report.sh RINGFENCE - papers from stored results; the last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
. "$root/tests/papers.bash"

# ---- from the command line ----
"$ringfence" init demo --example first-steps >/dev/null 2>&1
says 'nothing is reported before it is solved' 7 'no database' report demo --compare LA,Region
"$ringfence" run demo LA Region --gap 0 >/dev/null 2>&1
says 'a scenario that is not solved names the command' 2 'ringfence run "demo" "Rest"' \
    report demo --compare LA,Rest
says 'an unknown kind suggests the nearest' 2 'did you mean "board"' \
    report demo --kind bord --compare LA,Region
says 'a board paper wants scenarios' 2 'say which scenarios' report demo
says 'a scenario report wants one' 2 'name one scenario' report demo --kind scenario
says 'a scenario is named once' 2 'named twice' report demo --compare LA,LA
says 'what is preferred is compared' 2 'did you mean "Region"' \
    report demo --compare LA,Region --prefer Regoin
says 'a place that is not there cannot be written' 7 'cannot write no/such/place' \
    report demo --compare LA,Region -o no/such/place
says 'a board paper is written' 0 'Wrote demo/board.html' report demo --compare LA,Region
says 'a report of one scenario is written' 0 'Wrote demo/Region.html' \
    report demo --kind scenario Region
says 'into the file that is asked for' 0 'Wrote x.html' report demo --compare LA,Region -o x.html
holds 'and it is the same' cmp x.html demo/board.html
holds 'nothing is left beside it' test "$(find . -name 'x.html*' | wc -l)" = 1

# ---- figures: each is the answer of a question that the database gives again ----
for words in '--compare LA,Region' '--kind scenario Region'; do
    # shellcheck disable=SC2086
    says "figures of $words are kept" 0 '"questions"' report demo $words --json
    cp out figures.json
    holds "and the database gives them again" asked figures.json demo/ringfence.db
    # shellcheck disable=SC2086
    "$ringfence" report demo $words -o figures.html --quiet
    cells figures.html figures.json >strange
    holds "every number of a table of $words is an answer" diff strange /dev/null
    holds 'and there are some' test "$(wc -l <seen)" -gt 10
done

sed '0,/<td class="n">[^<]*/s//<td class="n">987,654.3/' figures.html >wrong.html
cells wrong.html figures.json >strange
holds 'a number of a table that is no answer is found' test "$(cat strange)" = 987654.3

# ---- what a paper lacks is said in it, and to whoever has it written ----
for kind in board finance skills; do
    says "what is lacking is told: $kind" 0 'lacks .*ringfence compare "demo" "LA" "Region" --like-for-like' \
        report demo --kind $kind --compare LA,Region -o bare.html
    holds "and printed: $kind" grep -q 'no difference in their spend can be called a saving' bare.html
done
holds 'doing nothing is not guessed' sh -c '! grep -q "Do nothing" bare.html'
holds 'but named' grep -q 'The command is: ringfence run &quot;demo&quot; Nothing' bare.html
"$ringfence" run demo Nothing --quiet >/dev/null 2>&1
"$ringfence" compare demo LA Region --like-for-like --gap 0 >compared 2>&1

says 'fewer than three options are said to be few' 0 'lacks .*: ringfence run "demo"$' \
    report demo --compare Region -o few.html
holds 'in the paper too' grep -q 'usually ask for three options or more' few.html
holds 'and three are not' sh -c '! grep -q "three options" bare.html'

# ---- what is written is whole and the same ----
"$ringfence" report demo --compare LA,Region --prefer Region -o one.html --quiet
"$ringfence" report demo --compare LA,Region --prefer Region -o two.html --quiet
holds 'a paper is the same to the byte' cmp one.html two.html
holds 'it fetches nothing, and has no script' sh -c '! grep -qiE "<script|<link|<img|src=|@import|url\(" one.html'
holds 'its policy comes before anything of ours' sh -c \
    'grep -n "Content-Security-Policy" one.html | grep -q "^5:" && grep -q "default-src .none." one.html'
holds 'it says its language' grep -q '<html lang="en-GB">' one.html
holds 'what is better is said with its proof' grep -q 'Region is proven better' one.html
holds 'spend on more people is not like for like' grep -q 'not like for like' one.html
holds 'and no saving is claimed of it' sh -c '! grep -qi "saving\|cheaper" one.html'
holds 'money says at which prices it is' grep -q \
    'Spend is cash, at the prices of each period.*worth on 2009-09-01' one.html
holds 'doing nothing is an option' grep -q '<th scope="col" class="n">Do nothing</th>' one.html
holds 'with the figures of its run' grep -q 'People short of targets</th><td class="n">10</td>' one.html
says 'which may be named as well' 0 'Wrote named.html' \
    report demo --compare Nothing,LA,Region --prefer Region -o named.html
holds 'and changes nothing' cmp one.html named.html
says 'with everything in it nothing is lacking' 0 'Wrote one.html' \
    report demo --compare LA,Region --prefer Region -o one.html
holds 'and nothing is said to be' sh -c '! grep -q lacks err'
holds 'the same results are a figure of the paper' grep -q '<strong>£500 more</strong>' one.html
holds 'and the same money' grep -q '<strong>£2,273 more</strong>' one.html
for kind in board finance skills; do
    "$ringfence" report demo --kind $kind --compare LA,Region --prefer Region -o like.html --quiet
    holds "each paper says what the same results cost: $kind" grep -q \
        'Same results: LA&#39;s plan costs £7,640, Region&#39;s £8,140: £500 more (6.5%).' like.html
    holds "and what the same money reaches: $kind" grep -q \
        'Same money: LA&#39;s plan leaves 4 people short, Region&#39;s 5: 1 more.' like.html
    holds "as compare does: $kind" sh -c 'sed -n "s/^ *\(Same results.*\|The search proves.*\)/\1/p" \
        compared | sed "s/.47;/\&#39;/g; s/\x27/\&#39;/g" | while read -r line; do
        grep -qF -- "$line" like.html || exit 1; done'
done
says 'the other way round the same answers serve' 0 'Wrote' \
    report demo --compare LA,Region --prefer LA -o other.html
holds 'and are told as they were asked' grep -q 'Region was planned twice more' other.html

"$ringfence" report demo --compare LA,Region --prefer Region -o one.html --json >one.json
prose one.html one.json >strange
holds 'every number of a sentence is an answer' diff strange /dev/null
holds 'and there are some' test "$(wc -l <seen)" -gt 10

# ---- what a cut does: where a scenario with less money is stored ----
holds 'without one that is not known' grep -q 'what a cut would do is not known' one.html
cp -R demo cut && rm cut/*.html
printf 'scenario,name,base,procurement\nLA,,,la\nRegion,,,region\nLA half,Half of it,LA,\n' \
    >cut/scenarios.csv
printf 'scenario,table,where,column,operation,value\nLA half,allocations,,amount,scale,0.5\n' \
    >cut/changes.csv
"$ringfence" run cut LA Region Nothing --gap 0 --quiet >/dev/null 2>&1
says 'where the case has one that is not solved, it is named' 0 'lacks .*run "cut" "LA half"' \
    report cut --compare LA,Region -o cut.html
holds 'in the paper too' grep -q 'command is: ringfence run &quot;cut&quot; &quot;LA half&quot;' cut.html
"$ringfence" run cut 'LA half' --gap 0 --quiet >/dev/null 2>&1
says 'a paper with a cut is written' 0 'Wrote cut.html' \
    report cut --compare LA,Region --prefer LA -o cut.html
short=$(sqlite3 cut/ringfence.db "SELECT round(sum(missing)) + 0 FROM shortfall WHERE run =
    (SELECT run FROM run WHERE scenario = 'LA half')")
holds 'the cut takes something' test "${short%.*}" -gt 4
holds 'in the table' grep -qE "LA half</th><td[^>]*>LA</td><td[^>]*>50.0%</td><td[^>]*>$((100 -
    10 * ${short%.*})).0%</td><td[^>]*>60.0%</td><td[^>]*>${short%.*}</td><td[^>]*>4<" cut.html
holds 'and in words' grep -q "With 50.0% less money, LA would meet $((100 -
    10 * ${short%.*})).0% of its targets instead of 60.0%" cut.html
holds 'an option without one has no line' sh -c '! grep -q "money, Region would" cut.html'

# ---- printed columns add up ----
holds 'printed columns add up' awk -f columns.awk one.html

# ---- names of every kind ----
hostile="<script>alert(1)</script> & 'x' \"=cmd()\""
welsh='Llanfairpwllgwyngyllgogerychwyrndrobwll-llantysiliogogogoch Tŷ Ŵ'
cp -R demo "<b>case & 'co'"
(
    cd "<b>case & 'co'" && rm -f ./*.html ringfence.db
    quoted=\"${hostile//\"/\"\"}\"
    printf 'area,name,la,region,latitude,longitude\nAshby,%s,Ashby,Mid,52.75,-1.47\nBeckton,%s,%s,Mid,52.70,-1.30\n' \
        "$quoted" "$welsh" "O'Neil & Sons (a long name) of 64 letters . - _ , and so xxto it" |
        sed 's/\(O.*to it\)/"\1"/' >areas.csv
    printf 'provider,name\nCollege,%s\n' "$quoted" >providers.csv
    printf 'site,provider,name,latitude,longitude\nCollege,College,%s,52.74,-1.38\n' "$welsh" >sites.csv
    printf 'stream,name,categories\nTraining,%s,*|vacancy|contract|management\n' "$quoted" >streams.csv
    printf 'stream,period,scope_type,scope,amount\nTraining,2009-10,all,*,13000\n' >allocations.csv
    printf 'scenario,name,procurement\nLA,%s,la\n"R, & (x)",%s,region\n' "$quoted" "$welsh" >scenarios.csv
) || exit 1
says 'a case of strange names is solved' 0 '^LA' run "<b>case & 'co'" --gap 0
says 'a comma in a name does not part it' 0 'Wrote strange.html' \
    report "<b>case & 'co'" --compare 'LA,R, & (x)' --prefer 'R, & (x)' -o strange.html
says 'and reported' 0 'Wrote strange-one.html' \
    report "<b>case & 'co'" --kind scenario 'R, & (x)' -o strange-one.html
holds 'strange names are text' sh -c '! grep -q "<script\|<b>" strange.html strange-one.html'
holds 'in full' grep -q \
    '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;x&#39; &quot;=cmd()&quot;' strange.html
holds 'Welsh letters are themselves' grep -q 'Tŷ Ŵ' strange-one.html
printf '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon",
"coordinates":[[[-1.6,52.6],[-1.2,52.6],[-1.2,52.9],[-1.6,52.9],[-1.6,52.6]]]}}]}' \
    >demo/boundaries.geojson
says 'boundaries are drawn' 0 'Wrote' report demo --kind scenario Region -o map.html
holds 'as an outline' grep -q 'stroke="#6F777B"' map.html
echo '{"features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}' >demo/boundaries.geojson
says 'boundaries that are none are refused' 3 'must be a Polygon' \
    report demo --kind scenario Region -o map2.html
rm demo/boundaries.geojson
holds 'and nothing is written' test ! -e map2.html

# ---- no plan ----
"$ringfence" run "$root/tests/conformance/named/floor-impossible" --db impossible.db --quiet \
    >/dev/null 2>&1
says 'a paper of what has no plan is written' 0 'Wrote none.html' \
    report "$root/tests/conformance/named/floor-impossible" --compare LA,Region --db impossible.db \
    -o none.html
holds 'says so first' sh -c 'sed -n "/<main/,\$p" none.html | sed -n 2,4p | grep -q "no plan"'
holds 'what would have to give way' grep -q 'have to give way' none.html
holds 'and compares nothing' sh -c '! grep -qE "proven|like for like|<figure" none.html'
sqlite3 demo/ringfence.db ".backup stopped.db"
sqlite3 stopped.db "PRAGMA foreign_keys = OFF; UPDATE run SET status = 'stopped', objective = NULL,
    cost = NULL, shortfall_value = NULL, gap = NULL WHERE scenario = 'LA';
    DELETE FROM run_digest" # or the altered run is refused
says 'a paper with one stopped search is written' 0 'Wrote stopped.html' \
    report demo --compare LA,Region --db stopped.db -o stopped.html
holds 'says so first' sh -c \
    'sed -n "/<main/,\$p" stopped.html | sed -n 2,4p | grep -q "LA has no plan to act on"'
holds 'and draws nothing from it' sh -c '! grep -q "class=\"n\">LA<" stopped.html'
sqlite3 demo/ringfence.db ".backup early.db"
sqlite3 early.db "UPDATE run SET status = 'stopped' WHERE scenario = 'LA'; DELETE FROM run_digest"
says 'a search that was stopped with a plan is no option' 0 'Wrote early.html' \
    report demo --compare LA,Region --db early.db -o early.html
holds 'which is said first' sh -c 'sed -n "/<main/,\$p" early.html | sed -n 2,4p |
    grep -q "LA has no plan to act on"'
holds 'and why' grep -q 'Its search was stopped before its time was up' early.html
holds 'and nothing is drawn from it' sh -c '! grep -qE "class=\"n\">LA<|against LA|LA&#39;s" early.html'
says 'by itself it can be reported' 0 'Wrote early-one.html' \
    report demo --kind scenario LA --db early.db -o early-one.html
holds 'and that is said first' sh -c 'sed -n "/<main/,\$p" early-one.html | sed -n 2,3p |
    grep -q "The search for LA was stopped before its time was up"'
sqlite3 demo/ringfence.db ".backup far.db"
sqlite3 far.db "UPDATE run SET gap = 7.25; DELETE FROM run_digest"
says 'a plan that is nowhere near its bound is reported' 0 'Wrote far.html' \
    report demo --compare LA,Region --db far.db -o far.html
holds 'as one that may be far from the best, not as so many hundredths' sh -c \
    'grep -q "how near this one is to the best is not known" far.html && ! grep -q "up to 725" far.html'
held_run() { # held_run DATABASE SQL: what like for like stored, changed
    sqlite3 demo/ringfence.db ".backup $1"
    sqlite3 "$1" "PRAGMA foreign_keys = OFF; UPDATE run SET $2 WHERE run IN (SELECT run FROM held);
        DELETE FROM run_digest"
    "$ringfence" report demo --compare LA,Region --prefer Region --db "$1" -o held.html --quiet
}
held_run held-stopped.db "status = 'stopped'"
holds 'nor from like for like that was stopped' grep -q \
    'Same results: the search was stopped before its time was up, so no comparison' held.html
holds 'in no figure' sh -c '! grep -qE "£500 |£8,140|£2,273" held.html'
holds 'the command is named' grep -q 'ringfence compare &quot;demo&quot; &quot;LA&quot; &quot;Region&quot;' held.html
held_run held-none.db "status = 'infeasible', objective = NULL, bound = NULL, cost = NULL,
    shortfall_value = NULL, gap = NULL"
holds 'where nothing reaches the same results that is said' grep -q \
    'Same results: no plan of Region reaches them\.' held.html
holds 'and where nothing costs so little' grep -q \
    'Same money: no plan of Region costs so little and keeps every rule\.' held.html
holds 'and no figure is drawn' sh -c '! grep -qE "£500 |£8,140|£2,273" held.html'
held_run held-broken.db 'breaches = 1'
holds 'a plan that fails its audit is no figure' sh -c '! grep -qE "<strong>£500" held.html'
holds 'and is said to' grep -q 'This plan failed its audit' held.html

# ---- what only papers ask, on cases made to show it ----
for case in travel-limit childcare-none-local nothing-affordable turnover-release-share \
    pooled-funding pooled-area-and-la virement rebate-pays-buyers; do
    "$ringfence" run "$root/tests/conformance/named/$case" --gap 0 --db named.db --quiet \
        >/dev/null 2>&1
done
none() { # none SENTENCE SQL: a question about all runs that must have no answer
    holds "$1" test -z "$(sqlite3 named.db "$2" 2>&1 | tee held)"
}
none 'everybody short meets one barrier' \
    'SELECT run FROM shortfall s GROUP BY run HAVING abs(sum(missing) - (SELECT
     coalesce(sum(people), 0) FROM v_unserved u WHERE u.run = s.run)) > 1e-4'
none 'what authorities put in is what they draw out' \
    'SELECT run FROM v_puts_in GROUP BY run HAVING abs(sum(net)) > 0.01'
none 'every payment is put in, or comes from a common pot' \
    'SELECT run FROM v_puts_in v GROUP BY run HAVING abs(sum(puts_in + from_common) - (SELECT
     sum(pence) / 100.0 FROM payment z WHERE z.run = v.run)) > 0.01'
none 'what streams pay, kind by kind, is all that is paid' \
    'SELECT run FROM v_stream_matrix m GROUP BY run HAVING abs(sum(pounds) - (SELECT
     coalesce(sum(paid_pence), 0) / 100.0 FROM payer b WHERE b.run = m.run)) > 0.01'
none 'no stream pays what its ring-fence forbids' \
    'SELECT run FROM v_stream_matrix WHERE NOT allowed AND pounds <> 0'
none 'the escalator keeps everybody' \
    'SELECT run FROM (SELECT run, time, sum(people) AS people FROM v_escalator GROUP BY run, time)
     GROUP BY run HAVING max(people) - min(people) > 1e-4'
barrier() { # barrier SENTENCE CASE BARRIER
    holds "$1" test "$(sqlite3 named.db "SELECT count(*) FROM v_unserved u JOIN run r ON
        r.run = u.run WHERE r.folder LIKE '%$2' AND u.barrier = '$3' AND u.people > 1")" -gt 0
}
barrier 'seats run out' travel-limit 'no seat'
barrier 'childcare keeps people away' childcare-none-local 'no childcare'
barrier 'funds run out' nothing-affordable 'no money'
barrier 'too few can be released' turnover-release-share 'no release'
cp -R "$root/tests/conformance/named/travel-limit" far
sed -i -E '2,$s/,-?[0-9.]+$/,2.9/' far/areas.csv
sed -i '/^Online/d' far/sites.csv far/offers.csv
"$ringfence" run far --gap 0 --db named.db --quiet >/dev/null 2>&1
barrier 'sites are too far' far 'no site'

# ---- in a browser ----
browser=$(dirname "$ringfence")/browser
axe=$browser/node_modules/axe-core/axe.min.js
"$root/tools/install.sh" browser "$browser" || miss 'axe-core is installed' "$browser"
printf '<!doctype html><title>x</title><img src="http://127.0.0.1:9/x.png"><script>throw 1</script>' \
    >bad.html
if ! node "$root/tests/browser/look.js" "$axe" bad.html one.html strange.html strange-one.html \
    none.html stopped.html demo/Region.html >looked 2>held; then
    miss 'pages open in a browser' "$(cat held)"
fi
seen() { jq -e -s "$1" looked; }
holds 'a bad page is seen to be bad' seen '.[0] | (.requests | length) > 0 and
    (.errors | length) > 0 and (.objections | length) > 0 and .scripts == 1'
holds 'all pages were opened' seen 'length == 7'
holds 'no page makes a request' seen '[.[1:][].requests[]] == []'
holds 'no page has an error' seen '[.[1:][].errors[]] == []'
holds 'axe-core objects to nothing' seen '[.[1:][] | .file as $f | .objections[] | [$f, .]] == []'
holds 'nothing is cut off on A4' seen '[.[1:][] | .file as $f | .cut[] | [$f, .]] == []'
holds 'a board paper has four sides at most' seen 'all(.[1:6][] | select(.file !=
    "strange-one.html"); .sheets <= 4)'

cd "$root" || exit 1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
