/* money.c - the funds, targets, procurement and policies of a random case. */
#include "draw.h"

#include <string.h>

static void write_streams(struct draw *d)
{
    static const char *const CATEGORIES[] = {
        "*|vacancy|contract|management", "*", "fee|release", "", "travel|childcare|mentor",
        "fee|vacancy|contract", "contract|management", "*|vacancy",
    };
    static const char *const LEVELS[] = { "", "*", "3|none", "5", "2|3" };
    FILE *out = table(d, "streams", "stream,name,roles,sectors,courses,award_levels,categories,"
                                    "max_share,cap_per_learner,carry_over,virement,top_slice");
    for (int f = 0; f < d->n_streams; f++) {
        bool base = f == 0;
        text(out, "F%d", f);
        name(d, out, "A fund");
        some(d, out, base ? 0 : 30, "R", d->n_roles);
        some_sectors(d, out, base ? 0 : 25);
        some(d, out, base ? 0 : 25, "C", d->n_courses);
        text(out, ",%s", LEVELS[base ? 0 : between(d, 0, 4)]);
        text(out, ",%s", CATEGORIES[base ? 0 : between(d, 0, 7)]);
        maybe(d, out, base ? 5 : 25, 20, 95);
        maybe(d, out, base ? 10 : 25, 20000, 150000);
        maybe(d, out, 35, chance(d, 20) ? 100 : 0, 100); /* all of it, in one of five */
        maybe(d, out, 30, 0, 30);
        maybe(d, out, 25, 0, 20);
        text(out, "\n");
    }
    done(out);
}

static void write_allocations(struct draw *d)
{
    static const char *const TYPE[] = { "area", "la", "region", "all" };
    const char *const PREFIX[] = { "A", d->la, "G", "" };
    const int n[] = { d->n_areas, d->n_las, d->n_regions, 1 };
    FILE *out = table(d, "allocations", "stream,period,scope_type,scope,amount");
    for (int f = 0; f < d->n_streams; f++) {
        int type = f == 0 ? 1 : between(d, 0, 3);
        for (int i = 0; i < n[type]; i++)
            for (int t = 0; t < d->n_periods; t++) {
                if (f > 0 && chance(d, 20))
                    continue;
                text(out, "F%d,P%d,%s,", f, t, TYPE[type]);
                text(out, type == 3 ? "*" : "%s%d", PREFIX[type], i);
                text(out, ",%d\n", between(d, 8, f == 0 ? 60 : 30) * 1000 / (type == 0 ? 2 : 1));
            }
        if (chance(d, 15)) /* a pot of several rows, at another scope */
            text(out, "F%d,P0,region,G0,%d\nF%d,P0,region,G0,500\n", f, between(d, 1, 9) * 1000,
                 f);
    }
    done(out);
}

/* A floor is asked of the first role alone: it is everywhere, at the level where C0 begins. */
static void write_targets(struct draw *d)
{
    FILE *out = table(d, "targets",
                      "target,areas,roles,sectors,level,course,period,share,penalty,floor");
    for (int g = 0, n = between(d, d->floors ? 2 : 1, 3); g < n; g++) {
        bool first = g == 0, floor = g == 1 && d->floors;
        int c = first || floor ? 0 : between(d, 0, d->n_courses - 1);
        text(out, "T%d", g);
        some(d, out, 25, "A", d->n_areas);
        if (floor)
            text(out, ",R0,");
        else {
            some(d, out, 25, "R", d->n_roles);
            some_sectors(d, out, 15);
        }
        if (d->course[c].award >= 0 && chance(d, 75))
            text(out, ",%d,", d->course[c].award);
        else
            text(out, ",,C%d", c);
        text(out, ",P%d", first ? d->n_periods - 1 : between(d, 0, d->n_periods - 1));
        always(d, out, first ? 40 : 10, 95);
        maybe(d, out, first ? 100 : 85, 100000, 1500000);
        maybe(d, out, floor ? 100 : 0, 1, 25);
        text(out, "\n");
    }
    done(out);
}

void write_money(struct draw *d)
{
    write_streams(d);
    write_allocations(d);
    write_targets(d);
}

/* ---- how it is bought and decided ---- */

static void write_procurement(struct draw *d)
{
    static const char *const PARTITION[] = { "la", "region", "all", "consortia" };
    FILE *out = table(d, "procurement", "procurement,partition,contract_cost,office_cost,"
                                        "management_share,pool_funding,share_mentors");
    for (int i = 0; i < 4; i++) {
        text(out, "%s,%s", PARTITION[i], PARTITION[i]);
        maybe(d, out, 75, 0, 500000);
        maybe(d, out, 40, 0, 400000);
        maybe(d, out, 50, 0, 15);
        text(out, ",%s", i > 0 && chance(d, 40) ? "yes" : chance(d, 50) ? "no" : "");
        text(out, ",%s\n", i > 0 && chance(d, 50) ? "yes" : "");
    }
    done(out);

    out = table(d, "consortia", "procurement,la,buyer");
    for (int la = 0, sure = d->small ? 1 : 2; la < d->n_las; la++)
        if (la < sure || chance(d, 50))
            text(out, "consortia,%s%d,%s\n", d->la, la,
                 la < sure || chance(d, 50) ? "Joint" : "West");
    done(out);
}

static void write_policies(struct draw *d)
{
    static const struct { const char *kind; int least, most; bool sector, modules, providers; }
        POLICY[] = {
            { "min_sector_share", 5, 40, true, false, false },
            { "reserved_places", 5, 30, true, false, true },
            { "max_provider_share", 40, 100, false, false, true },
            { "max_contracts", 100, 200, false, false, false },
            { "max_coverage_gap", 5, 60, false, false, false },
            { "max_profession_share", 40, 95, false, true, false },
        };
    if (!chance(d, 50))
        return;
    FILE *out = table(d, "policies", "policy,kind,value,sector,modules,providers,scenarios");
    for (int i = 0; i < (int)(sizeof POLICY / sizeof POLICY[0]); i++) {
        int hundredths = between(d, POLICY[i].least, POLICY[i].most);
        if (!chance(d, 30))
            continue;
        if (strcmp(POLICY[i].kind, "max_contracts") == 0)
            hundredths -= hundredths % 100;
        text(out, "policy %d,%s,%d.%02d,%s,", i, POLICY[i].kind, hundredths / 100,
             hundredths % 100, POLICY[i].sector ? SECTOR[between(d, 0, N_SECTORS - 1)] : "");
        if (POLICY[i].modules && chance(d, 50))
            text(out, "%s", d->taught[between(d, 0, d->n_taught - 1)]);
        text(out, ",");
        if (POLICY[i].providers && chance(d, 50))
            text(out, "V%d", between(d, 0, d->n_providers - 1));
        text(out, ",%s\n", chance(d, 60) ? "" : d->third ? "Other|Third" : "Other");
    }
    done(out);
}

void write_decisions(struct draw *d)
{
    write_procurement(d);
    write_policies(d);
    write_scenarios(d);
    write_changes(d);
}
