# shellcheck shell=bash
# Tables without a fault whose rules leave no plan: by a penny, and by much.
section 'Rules that leave no plan' 'the case has'
plan() { # plan POUNDS PRICE PEOPLE: as much money, for all to take a place each at the price
    fresh
    rm case/{policies,changes,consortia,discounts}.csv
    put scenarios.csv 'scenario,procurement\nBase,la\n'
    put procurement.csv 'procurement,partition\nla,la\n'
    put workforce.csv "area,role,level,headcount\\nNorth,Nursery,2,$3\\n"
    put targets.csv 'target,course,period,share,penalty,floor\nI,Induction,2009,1,1,1\n'
    put streams.csv 'stream\nGLF\n'
    put allocations.csv "stream,period,scope_type,scope,amount\\nGLF,2009,all,*,$1\\n"
    put offers.csv "site,module,place_price\\nUni,CORE,1\\nUni,SPEC,1\\nDay,NVQ3,1\\nDay,Induction,$2\\n"
}
plan 500 50 10
told 0 'a floor that takes every penny' 'optimal' run case --gap 0
plan 499.99 50 10
told 4 'a floor that takes a penny more than there is' 'gave way' run case --gap 0
plan 100000000 10000 10000
told 0 'a floor that takes every penny of £100 million' 'optimal' run case --gap 0
plan 99999999.99 10000 10000
told 4 'a floor that takes a penny more than £100 million' 'gave way' run case --gap 0
plan 0 50 10
told 4 'a floor, and no money' 'gave way' run case --gap 0
plan 500 50 10
put policies.csv 'policy,kind,value\np,max_contracts,0\n'
put offers.csv 'site,module,cohort_price,cohort_min,cohort_max,cohorts_limit\nDay,Induction,100,1,20,3\nDay,NVQ3,1,1,1,1\nUni,CORE,1,1,1,1\nUni,SPEC,1,1,1,1\n'
told 4 'a floor that needs a contract, and a policy of none' 'gave way' run case --gap 0
fresh
rm case/*.csv
cp "$root"/examples/first-steps/*.csv case/
sed -i 's/,2,[46]$/,2,100000000/' case/workforce.csv
told 8 '200 million staff, and courses for some of them' 'too far apart' run case LA
