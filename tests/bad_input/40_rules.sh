# shellcheck shell=bash
# What must hold between cells, and what is possible but odd.
OFFERS='site,module,cohort_price,cohort_min,cohort_max,cohorts_limit,place_price\nUni,CORE,9000,1,20,3,700\nUni,SPEC,9000,1,20,3,700\nDay,Induction,,,,,50\n'
TARGETS='target,level,course,period,share,penalty\n'
ALLOCATIONS='stream,period,scope_type,scope,amount\nGLF,2009,all,*,5000\nGLF,2008,la,Ashby,1000\n'
section 'Rules between cells' 'the case has'
bad 'E301 periods.csv:3:2' 'two periods with the same start' periods.csv \
    'period,start\n2008,2008-09-01\n2009,2008-09-01\n'
bad 'E302 offers.csv:5:4' 'cohort_min above cohort_max' offers.csv "${OFFERS}Day,NVQ3,5000,25,20,3,\\n"
bad 'E302 offers.csv:5:4' 'cohort_min of 0' offers.csv "${OFFERS}Day,NVQ3,5000,0,20,3,\\n"
bad 'E303 offers.csv:5:5' 'a cohort_price without cohort_max' offers.csv "${OFFERS}Day,NVQ3,5000,5,,3,\\n"
bad 'E303 offers.csv:5:6' 'a cohort_price without cohorts_limit' offers.csv \
    "${OFFERS}Day,NVQ3,5000,5,20,,\\n"
bad 'E305 offers.csv:2:4' 'an offer that ends before it begins' offers.csv \
    'site,module,place_price,from_period,until_period\nUni,CORE,1,2009,2008\n'
bad 'E306 courses.csv:2:3' 'a course that leads to where it begins' courses.csv \
    'course,entry_level,award_level\nFD,3,3\nNVQ3,2,3\nInduction,0,\n'
fresh
rm case/childcare.csv
found 'childcare needs, and no childcare.csv' 3 'E307 childcare.csv'
bad 'E308 targets.csv:2:2' 'a target with neither a level nor a course' targets.csv \
    "${TARGETS}L3,,,2009,0.5,1\\n"
bad 'E309 targets.csv:2:3' 'a target with both' targets.csv "${TARGETS}L3,3,FD,2009,0.5,1\\n"
bad 'E310 allocations.csv:4:4' '`*` as a local authority' allocations.csv "${ALLOCATIONS}GLF,2008,la,*,1\\n"
bad 'E310 allocations.csv:4:4' 'a place with the scope `all`' allocations.csv \
    "${ALLOCATIONS}GLF,2008,all,Ashby,1\\n"
bad 'E220 allocations.csv:4:4' 'an allocation for a place that there is not' allocations.csv \
    "${ALLOCATIONS}GLF,2008,la,Asbhy,1\\n"
bad 'E220 allocations.csv:4:4' 'an allocation for a region called an area' allocations.csv \
    "${ALLOCATIONS}GLF,2008,area,East,1\\n"
bad 'E312 allocations.csv' 'allocations that add up to more than can be counted' allocations.csv \
    "${ALLOCATIONS}$(for y in 2008 2009; do for i in $(seq 60); do printf 'GLF,%s,all,*,99999999999\\n' $y; done; done)"
bad 'E312 targets.csv' 'penalties that come to more than can be counted' targets.csv \
    "target,level,period,share,penalty\n$(printf 'T%d,3,2009,0.5,999999999\\n' {1..2000})"
good 'several allocations for one pot, which add up' allocations.csv \
    "${ALLOCATIONS}GLF,2009,all,*,1\\nGLF,2009,all,*,2\\n"
bad 'E311 discounts.csv:3:3' 'a discount that falls' discounts.csv \
    'provider,threshold,discount\nCollege,10,0.2\nCollege,20,0.1\n'
odd 'Q513 discounts.csv:3:3' 'a discount that does not rise' discounts.csv \
    'provider,threshold,discount\nCollege,10,0.2\nCollege,20,0.2\n'
bad 'E210 discounts.csv:3' 'two discounts at one threshold' discounts.csv \
    'provider,threshold,discount\nCollege,10,0.2\nCollege,10.0,0.3\n'
fresh
put areas.csv "$AREAS$NORTH${SOUTH}West,Ashby,West,52,-1\\n"
put scenarios.csv 'scenario,base,procurement\nBase,,region\nCut,Base,\nPair,Cut,pair\n'
found 'a local authority in two regions, where regions buy' 3 'E332 areas.csv:4:3'
bad 'E333 consortia.csv:2:3' 'a consortium with the name of an authority outside it' consortia.csv \
    'procurement,la,buyer\npair,Ashby,Brack\n'
bad 'E340 policies.csv:2:4' 'a policy without the sector that it is about' policies.csv \
    'policy,kind,value,sector\np,min_sector_share,0.1,\n'
bad 'E341 policies.csv:2:3' 'one and a half contracts' policies.csv 'policy,kind,value\np,max_contracts,1.5\n'
bad 'E341 policies.csv:2:3' 'a gap of 15' policies.csv 'policy,kind,value\np,max_coverage_gap,15\n'

section 'Scenarios and changes' 'the case has'
SCENARIOS='scenario,base,procurement\nCut,Base,\nPair,Cut,\n'
CHANGES='scenario,table,where,column,operation,value\n'
bad 'E320 scenarios.csv:4:2' 'a scenario that is its own base' scenarios.csv "${SCENARIOS}Base,Base,la\\n"
fresh
put scenarios.csv "${SCENARIOS}Base,Pair,la\\n"
found 'three scenarios that are one another'"'"'s base' 3 'E320 scenarios.csv:2:2' \
    'E320 scenarios.csv:3:2' 'E320 scenarios.csv:4:2'
bad 'E220 scenarios.csv:4:2' 'a base that there is not' scenarios.csv "${SCENARIOS}Base,Bas,la\\n"
bad 'E321 scenarios.csv:5:3' 'a scenario without procurement' scenarios.csv "${SCENARIOS}Base,,la\\nOther,,\\n"
change() { # change FINDING WHAT ROW
    bad "$1" "$2" changes.csv "$CHANGES$3\\n"
}
change 'E364 changes.csv:2:3' 'a change that matches nothing' 'Cut,offers,site=Dya,place_price,set,1'
change 'E364 changes.csv:2:3' 'a change whose conditions are never met together' \
    'Cut,offers,site=Day;module=CORE,place_price,set,1'
change 'E361 changes.csv:2:2' 'a change of a table that there is not' 'Cut,offer,,place_price,set,1'
change 'E362 changes.csv:2:4' 'a change of a column that there is not' 'Cut,offers,,plac_price,set,1'
change 'E362 changes.csv:2:3' 'a condition on a column that there is not' \
    'Cut,offers,sit=Day,place_price,set,1'
change 'E367 changes.csv:2:3' 'a condition without a column' 'Cut,offers,Day,place_price,set,1'
change 'E220 changes.csv:2:1' 'a change of a scenario that there is not' 'Cat,offers,,place_price,set,1'
change 'E365 changes.csv:2:6' 'a factor in words' 'Cut,offers,,place_price,scale,ten'
change 'E365 changes.csv:2:6' 'a factor of 80%' 'Cut,allocations,,amount,scale,80%'
change 'E365 changes.csv:2:5' 'a text that is scaled' 'Cut,offers,,from_period,scale,2'
change 'E366 changes.csv:2:4' 'a change of an id' 'Cut,offers,,site,set,Uni'
change 'E366 changes.csv:2:2' 'a change of the scenarios' 'Cut,scenarios,,gap,set,0'
change 'E368 changes.csv:2:5' 'an empty cell that is scaled' 'Cut,offers,,place_price,scale,2'
change 'E203 targets.csv:2:5' 'a change that leads out of bounds' 'Cut,targets,target=L3,share,scale,3'
change 'E203 allocations.csv:3:5' 'a change beyond any number' \
    "Cut,allocations,period=2009,amount,scale,1$(printf '0%.0s' $(seq 300))"
change 'E220 sites.csv:2:2' 'a change to an id that there is not' 'Cut,sites,site=Day,provider,set,Colege'
change 'E201 workforce.csv:2:4' 'a change that empties a required cell' \
    'Cut,workforce,area=North,headcount,set,'
told 2 'a scenario asked for that there is not' 'did you mean "Base"' run "$root/tests/bad_input/base" Bas

section 'Possible, but odd' 'the case has'
odd 'Q502 streams.csv:2:1' 'a stream that may pay no share' streams.csv 'stream,max_share\nGLF,0\n'
odd 'Q502 streams.csv:3:1' 'a stream without money' streams.csv 'stream\nGLF\nSpare\n'
odd 'Q502 streams.csv:2:1' 'a stream whose money is all held back' streams.csv 'stream,top_slice\nGLF,1\n'
odd 'Q502 streams.csv:2:1' 'a stream whose courses do not award its levels' streams.csv \
    'stream,courses,award_levels\nGLF,NVQ3,5\n'
fresh
put courses.csv 'course,entry_level,award_level,periods,roles\nNVQ3,2,3,1,\nFD,3,5,2,\nInduction,0,,1,Nursery\n'
put streams.csv 'stream,roles,courses\nGLF,TA,Induction\n'
put targets.csv 'target,roles,course,level,period,share,penalty\nL3,TA,,3,2009,0.5,1\n'
found 'a stream whose roles take none of its courses' 0 'Q502 streams.csv:2:1'
odd 'Q502 streams.csv:2:1' 'allocations of nothing' allocations.csv \
    'stream,period,scope_type,scope,amount\nGLF,2009,la,Ashby,0\n'
odd 'Q506 streams.csv:2:2' 'a sector in which no role is' streams.csv 'stream,sectors,categories\nGLF,voluntary,*|contract\n'
odd 'Q501 offers.csv:2:2' 'an offer of a course for which everybody is too highly qualified' \
    workforce.csv 'area,role,level,headcount\nNorth,TA,4,1\n'
odd 'Q510 offers.csv:5' 'an offer without a price' offers.csv "${OFFERS}Day,NVQ3,,,,,\\n"
odd 'Q504 offers.csv:7:3' 'a price 20 times the median' offers.csv \
    'site,module,place_price\nUni,CORE,100\nUni,SPEC,100\nDay,CORE,100\nDay,SPEC,100\nDay,Induction,100\nDay,NVQ3,2000\n'
good 'a price a little less than 20 times the median' offers.csv \
    'site,module,place_price\nUni,CORE,100\nUni,SPEC,100\nDay,CORE,100\nDay,SPEC,100\nDay,Induction,100\nDay,NVQ3,1999\n'
odd 'Q503 targets.csv:2:1' 'a target to which no course leads' targets.csv \
    'target,roles,level,period,share,penalty\nL3,TA,7,2009,0.5,1\n'
fresh
put offers.csv 'site,module,place_price\nUni,CORE,700\nDay,NVQ3,50\nDay,Induction,50\n'
put targets.csv 'target,roles,level,period,share,penalty\nL5,TA,5,2009,0.5,1\n'
found 'a target whose course nobody teaches in full' 0 'Q503 targets.csv:2:1'
odd 'Q503 targets.csv:2:1' 'a target whose course ends too late' targets.csv \
    'target,roles,level,period,share,penalty\nL5,TA,5,2008,0.5,1\n'
odd 'Q503 targets.csv:3:1' 'a target whose course is too far away' roles.csv \
    'role,sector,travel_limit\nTA,maintained,1\nNursery,pvi,\n'
odd 'Q514 targets.csv' 'targets that neither need be met nor cost anything to miss' targets.csv \
    'target,level,period,share\nL3,3,2009,0.5\n'
odd 'Q515 policies.csv' 'least shares that add up to more than the whole' policies.csv \
    'policy,kind,value,sector,scenarios\np,min_sector_share,0.6,pvi,Cut\nq,min_sector_share,0.5,maintained,Cut\n'
odd 'Q508 consortia.csv:2:1' 'members of an option that does not buy by consortia' consortia.csv \
    'procurement,la,buyer\nla,Ashby,Pair\npair,Ashby,Pair\npair,Brack,Pair\n'
odd 'Q509 providers.csv:4:1' 'an id that no scenario can choose' providers.csv 'provider\nCollege\nUniversity\nA;B\n'
