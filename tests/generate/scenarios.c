/* scenarios.c - the scenarios of a random case, and what they change. */
#include "draw.h"

#include <string.h>

static const char *const PARTITION[] = { "la", "region", "all", "consortia" };

/* An objective; without floors the least cost is to do nothing, and not asked for. */
static const char *objective(struct draw *d)
{
    static const char *const OBJECTIVE[] = { "value", "coverage", "", "cost" };
    return OBJECTIVE[between(d, 0, d->floors ? 3 : 2)];
}

/* Third takes from Other what its own cells leave empty, and Other sometimes from LA. */
void write_scenarios(struct draw *d)
{
    FILE *out = table(d, "scenarios", "scenario,name,base,procurement,objective,gap,time_limit");
    bool based = chance(d, 25);
    text(out, "LA,Each alone,,la,%s,,\n", chance(d, 70) ? "value" : "");
    text(out, "Other,,%s,%s,%s", based ? "LA" : "",
         based && chance(d, 30) ? "" : PARTITION[between(d, 1, 3)], objective(d));
    text(out, ",0.0%d,%d\n", between(d, 0, 9), between(d, 20, 90));
    if (d->third)
        text(out, "Third,,Other,%s,%s,,\n", chance(d, 50) ? PARTITION[between(d, 0, 3)] : "",
             objective(d));
    done(out);
}

/* Each matches at least one row of every case, and leaves the case valid. */
static const char *const CHANGE[] = {
    "areas,area=A0,latitude,add,0.05", "areas,area=A0,longitude,add,-0.03", "periods,,months,set,9",
    "periods,period=P0,price_index,scale,1.1", "roles,,release_cost,set,3.5",
    "roles,role=R0,turnover,set,0.1", "roles,,release_share,scale,0.8",
    "roles,,travel_limit,set,50", "roles,role=R0,sector,set,pvi", "roles,,profession,set,carer",
    "workforce,level=2;role=R0,headcount,scale,1.2",
    "workforce,area=A0|A1;role=R0,headcount,add,2", "courses,,contact_hours,scale,0.75",
    "courses,course=C0,load,add,0.1", "courses,course=C0,completion,set,0.9",
    "courses,,roles,set,*", "courses,,sessions,add,2", "courses,,sectors,set,",
    "providers,,kind,set,hei", "sites,site=S0,work_time,set,0.25",
    "sites,site=S0,attendance,scale,0.5", "sites,,creche_hours,add,60",
    "sites,,creche_price,set,2.5", "offers,site=S0,learner_price,add,25",
    "offers,site=S0,places_limit,set,4", "offers,site=S0,until_period,set,",
    "streams,stream=F1,max_share,set,0.6", "streams,,virement,set,0.1",
    "streams,stream=F0,carry_over,set,0.45", "streams,stream=F1,cap_per_learner,set,600",
    "streams,,categories,set,*|vacancy|contract", "streams,stream=F1,award_levels,set,3|none",
    "streams,stream=F1,top_slice,add,0.05", "allocations,stream=F0,amount,scale,0.8",
    "allocations,stream=F0,amount,add,1500", "allocations,stream=F0|F1;period=P0,amount,set,9000",
    "targets,target=T0,share,scale,0.7", "targets,,penalty,add,250",
    "targets,target=T0,period,set,P0", "procurement,,office_cost,add,500",
    "procurement,partition=region|all,pool_funding,set,no", "procurement,,share_mentors,set,yes",
    "procurement,,management_share,set,0.05", "procurement,,contract_cost,scale,1.5",
};

void write_changes(struct draw *d)
{
    if (!chance(d, 60))
        return;
    FILE *out = table(d, "changes", "scenario,table,where,column,operation,value");
    for (int i = 0, n = between(d, 1, 5); i < n; i++) {
        const char *scenario = d->third && chance(d, 50) ? "Third" : "Other";
        text(out, "%s,%s\n", chance(d, 15) ? "LA" : scenario,
             CHANGE[between(d, 0, (int)(sizeof CHANGE / sizeof CHANGE[0]) - 1)]);
    }
    if (d->childcare && chance(d, 30))
        text(out, "Other,roles,role=R0,childcare_share,set,0.35\n");
    done(out);
}
