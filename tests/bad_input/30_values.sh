# shellcheck shell=bash
# Ids and values, cell by cell.
PROVIDERS='provider\nCollege\nUniversity\n'
section 'Ids' 'providers.csv has'
bad 'E201 providers.csv:2:1' 'an empty id' providers.csv 'provider,name\n,College\nUniversity,\n'
bad 'E210 providers.csv:4:1' 'an id twice' providers.csv "${PROVIDERS}College\\n"
bad 'E208 providers.csv:4:1' 'an id with a slash' providers.csv "${PROVIDERS}A/B\\n"
bad 'E208 providers.csv:4:1' 'an id with a bar, which separates lists' providers.csv "${PROVIDERS}A|B\\n"
bad 'E208 providers.csv:4:1' 'an id that is a formula' providers.csv "${PROVIDERS}=1+1\\n"
bad 'E208 providers.csv:4:1' 'an id that is markup' providers.csv "${PROVIDERS}<script>\\n"
bad 'E208 providers.csv:4:1' 'an id with a backslash' providers.csv "${PROVIDERS}A\\\\\\\\B\\n"
bad 'E208 providers.csv:4:1' 'an id with a space that does not break' providers.csv \
    "${PROVIDERS}Wirral\\u00a0Met\\n"
bad 'E208 providers.csv:4:1' 'an id that ends with a space' providers.csv "$PROVIDERS\"Wirral \"\\n"
bad 'E208 providers.csv:4:1' 'an id that a spreadsheet lost (#REF!)' providers.csv "${PROVIDERS}#REF!\\n"
bad 'E208 providers.csv:4:1' 'an id that a spreadsheet lost (#N/A)' providers.csv "${PROVIDERS}#N/A\\n"
bad 'E208 providers.csv:4:1' 'an id that a spreadsheet rounded' providers.csv "${PROVIDERS}1.20E+05\\n"
odd 'Q511 providers.csv:4:1' 'an id that a spreadsheet made a date' providers.csv "${PROVIDERS}Mar-01\\n"
odd 'Q511 providers.csv:4:1' 'an id that a spreadsheet made a date, day first' providers.csv \
    "${PROVIDERS}01-Mar\\n"
odd 'Q512 providers.csv:5:1' 'ids that differ in leading zeros only' providers.csv \
    "${PROVIDERS}017\\n17\\n"
odd 'Q512 providers.csv:4:1' 'ids that differ in capitals only' providers.csv "${PROVIDERS}college\\n"
odd 'Q512 providers.csv:5:1' 'ids that differ in spaces only' providers.csv \
    "${PROVIDERS}Wirral Met\\nWirral  Met\\n"
bad 'E209 providers.csv:4:1' 'an id of 65 characters' providers.csv \
    "$PROVIDERS$(printf 'é%.0s' $(seq 65))\\n"
good 'an id of 64 characters' providers.csv "$PROVIDERS$(printf 'é%.0s' $(seq 64))\\n"
good 'ids with Welsh, Greek and Arabic letters' providers.csv "${PROVIDERS}Coleg Tŷ\\nΑθήνα\\nكلية\\n"
good 'an id of SQL' providers.csv "${PROVIDERS}x') DROP TABLE run --\\n"

section 'References' 'the case has'
bad 'E220 workforce.csv:3:1' 'a slip in an id' workforce.csv \
    'area,role,level,headcount\nNorth,TA,2,1\nSuoth,TA,2,1\n'
bad 'E220 workforce.csv:3:1' 'an id like no other' workforce.csv \
    'area,role,level,headcount\nNorth,TA,2,1\nElsewhere,TA,2,1\n'
bad 'E220 sites.csv:2:2' 'a provider that is not in providers.csv' sites.csv \
    'site,provider,latitude,longitude\nDay,Colege,52.9,-1.4\nUni,University,52.8,-1.3\n'
bad 'E220 streams.csv:2:2' 'a slip in a list' streams.csv 'stream,roles\nGLF,TA|Nursrey\n'
bad 'E211 streams.csv:2:2' 'an empty entry in a list' streams.csv 'stream,roles\nGLF,TA||Nursery\n'
bad 'E220 streams.csv:2:2' 'a list with commas' streams.csv 'stream,roles\nGLF,"TA,Nursery"\n'
bad 'E220 streams.csv:2:2' 'a category that there is not' streams.csv 'stream,categories\nGLF,fees\n'
bad 'E220 streams.csv:2:2' 'a level that there is not' streams.csv 'stream,award_levels\nGLF,3|9\n'
bad 'E220 offers.csv:4:2' 'an offer of a module that there is not' offers.csv \
    'site,module,place_price\nUni,CORE,1\nUni,SPEC,1\nDay,NVQ4,1\n'
bad 'E331 offers.csv:4:2' 'an offer of a course that has modules' offers.csv \
    'site,module,place_price\nUni,CORE,1\nUni,SPEC,1\nDay,FD,1\n'
bad 'E330 courses.csv:2:1' 'a course with the id of a module' modules.csv 'module\nCORE\nSPEC\nNVQ3\n'
bad 'E201 areas.csv:2:1' 'an area whose id is empty, though others name it' areas.csv \
    "$AREAS,Ashby,East,52.9,-1.4\\n$SOUTH"
bad 'E113 areas.csv:2' 'an area whose row is short, though others name it' areas.csv \
    "${AREAS}North,Ashby,East,52.9\\n$SOUTH"

section 'Numbers' 'childcare.csv has'
cost() { # cost FINDING WHAT TEXT: the text in the column price
    bad "$1" "$2" childcare.csv "area,hours,price\\nNorth,1,\"$3\"\\n"
}
cost 'E201 childcare.csv:2:3' 'nothing where a price is required' ''
while IFS= read -r text; do
    cost 'E202 childcare.csv:2:3' "\`$text\`" "$text"
done <<'TEXTS'
£1,200
1,200.50
1.200,50
1,5
10%
1200 GBP
1.2m
12k
1e6
0x10
inf
nan
NaN
+5
.5
5.
(5)
−5
--5
1.2.3
1 000
1 000
٣
１２
12p
 5
=1+1
#DIV/0!
TRUE
null
%n%s%x
TEXTS
cost 'E203 childcare.csv:2:3' '`-5`' -5
cost 'E203 childcare.csv:2:3' '`9223372036854775808`' 9223372036854775808
cost 'E203 childcare.csv:2:3' 'a number of 400 digits' "$(printf '9%.0s' $(seq 400))"
fresh
put childcare.csv "area,hours,price\\nNorth,1,0.$(printf '3%.0s' $(seq 400))\\n"
found 'a number with 400 decimals' 0
good '`0012`' childcare.csv 'area,hours,price\nNorth,1,0012\n'
good '`12.345`, a fraction of a penny per hour' childcare.csv 'area,hours,price\nNorth,1,12.345\n'
good '`-0`' childcare.csv 'area,hours,price\nNorth,1,-0\n'

section 'Other values' 'the case has'
bad 'E204 workforce.csv:2:3' 'half a level' workforce.csv 'area,role,level,headcount\nNorth,TA,2.5,1\n'
bad 'E203 workforce.csv:2:3' 'a level above 8' workforce.csv 'area,role,level,headcount\nNorth,TA,9,1\n'
bad 'E203 workforce.csv:2:4' 'fewer than no people' workforce.csv \
    'area,role,level,headcount\nNorth,TA,2,-1\n'
bad 'E203 targets.csv:2:4' 'a share of 82' targets.csv 'target,level,period,share,penalty\nL3,3,2009,82,1\n'
bad 'E203 targets.csv:2:4' 'a share of 105' targets.csv 'target,level,period,share,penalty\nL3,3,2009,105,1\n'
bad 'E203 areas.csv:2:4' 'latitude and longitude exchanged' areas.csv \
    "${AREAS}North,Ashby,East,152.9,-1.4\\n$SOUTH"
for date in 2009-02-29 2009-13-01 2009-00-10 01/09/2009 2009-9-1 1-Sep-09 39692 20090901 2009-09-01T00:00; do
    bad 'E205 periods.csv:3:2' "the date \`$date\`" periods.csv \
        "period,start\\n2008,2008-09-01\\n2009,$date\\n"
done
bad 'E206 procurement.csv:2:2' 'a word that is not one of the choices' procurement.csv \
    'procurement,partition\nla,las\nregion,region\npair,consortia\n'
bad 'E207 procurement.csv:2:3' '`Yes`, with a capital' procurement.csv \
    'procurement,partition,pool_funding\nla,la,Yes\npair,consortia,\n'
bad 'E207 procurement.csv:2:3' '`TRUE`' procurement.csv \
    'procurement,partition,pool_funding\nla,la,TRUE\npair,consortia,\n'
bad 'E210 workforce.csv:4' 'a key twice' workforce.csv \
    'area,role,level,headcount\nNorth,TA,2,1\nSouth,TA,2,1\nNorth,TA,02,3\n'
bad 'E210 parameters.csv:3' 'a parameter twice' parameters.csv \
    'parameter,value\nroad_factor,1\nroad_factor,1.2\n'
bad 'E350 parameters.csv:2:2' 'a speed of nothing' parameters.csv 'parameter,value\nspeed_mph,0\n'
bad 'E206 parameters.csv:2:1' 'a parameter that there is not' parameters.csv \
    'parameter,value\ndiscount_rat,0.035\n'
