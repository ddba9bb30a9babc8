/* generate.c - a random small case of MODEL.md in a folder, the same for the same seed.
 *
 *     generate SEED FOLDER [small]
 *
 * Valid by construction.  Over the seeds every table, column, way, kind of policy, rule of a
 * stream, partition and objective occurs; many floors and policies cannot be met, on purpose.
 * A case has the scenarios LA and Other, and often Third, which builds on Other.  A small one is
 * solved in a hundredth of a second: of each kind of thing it has one, two, seldom three.
 */
#include "draw.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- who and where ---- */

/* Where every area is an authority of its own, its cell may be empty. */
static void write_places(struct draw *d)
{
    FILE *out = table(d, "areas", "area,name,la,region,latitude,longitude");
    for (int a = 0; a < d->n_areas; a++) {
        int la = a % d->n_las;
        text(out, "A%d", a);
        name(d, out, "Somewhere, up \"North\"");
        if (strcmp(d->la, "A") == 0)
            text(out, ",");
        else
            text(out, ",%s%d", d->la, la);
        text(out, ",G%d,52.%d,-1.%d\n", la % d->n_regions, between(d, 60, 99),
             between(d, 0, 60));
    }
    done(out);

    out = table(d, "periods", "period,start,months,price_index");
    for (int t = d->n_periods - 1; t >= 0; t--) { /* not in the order of their starts */
        text(out, "P%d,%d-0%d-01", t, 2008 + t, between(d, 1, 9));
        text(out, ",%s", chance(d, 30) ? chance(d, 50) ? "6" : "10.5" : "");
        maybe(d, out, 40, 95, 115);
        text(out, "\n");
    }
    done(out);
}

static void write_people(struct draw *d)
{
    FILE *out = table(d, "roles", "role,name,sector,profession,release_cost,childcare_share,"
                                  "travel_limit,travel_limit_childcare,release_share,turnover");
    for (int r = 0; r < d->n_roles; r++) {
        text(out, "R%d", r);
        name(d, out, "A job");
        text(out, ",%s,%s", SECTOR[between(d, 0, N_SECTORS - 1)],
             chance(d, 40) ? chance(d, 70) ? "carer" : "teacher" : "");
        maybe(d, out, 70, 0, 1500);
        if (d->childcare && d->small && chance(d, 10))
            text(out, ",1");
        else if (d->childcare)
            maybe(d, out, 70, 0, 100);
        else
            text(out, ",");
        maybe(d, out, 35, 2500, 7000);
        maybe(d, out, 25, 2000, 4500);
        maybe(d, out, 50, 20, 100);
        maybe(d, out, 50, 0, 20);
        text(out, "\n");
    }
    done(out);

    out = table(d, "workforce", "area,role,level,headcount");
    for (int a = 0; a < d->n_areas; a++)
        for (int r = 0; r < d->n_roles; r++)
            for (int l = 0; l <= 4; l++)
                if (l == 2 ? r == 0 || chance(d, 80) : chance(d, 25))
                    text(out, "A%d,R%d,%d,%d%s\n", a, r, l, between(d, 0, 25),
                         chance(d, 10) ? ".5" : "");
    done(out);
}

/* ---- what is taught ---- */

static void choose_courses(struct draw *d)
{
    static const int ENTRY[MOST_COURSES] = { 2, 3, 2, 0 }, AWARD[MOST_COURSES] = { 3, 5, -1, 2 };
    bool modules = chance(d, 40);
    int first = d->small && chance(d, 60) ? between(d, 1, MOST_COURSES - 1) : 0;
    if (modules)
        snprintf(d->taught[d->n_taught++], sizeof d->taught[0], "CORE");
    for (int c = 0; c < d->n_courses; c++) {
        int like = (first + c) % MOST_COURSES;
        d->course[c].entry = ENTRY[like] + (like == 3 && chance(d, 30));
        d->course[c].award = AWARD[like] + (like == 1 && chance(d, 30));
        d->course[c].modular = modules && chance(d, 60);
        const char *prefix = d->course[c].modular ? "M" : "C";
        snprintf(d->taught[d->n_taught++], sizeof d->taught[0], "%s%d", prefix, c);
    }
}

static void write_courses(struct draw *d)
{
    FILE *out = table(d, "courses", "course,name,entry_level,award_level,roles,sectors,periods,"
                                    "contact_hours,sessions,load,completion,mentor_hours,"
                                    "grants_mentor_hours");
    for (int c = 0; c < d->n_courses; c++) {
        text(out, "C%d", c);
        name(d, out, "A course");
        text(out, ",%d,", d->course[c].entry);
        if (d->course[c].award >= 0)
            text(out, "%d", d->course[c].award);
        some(d, out, 25, "R", d->n_roles);
        some_sectors(d, out, 20);
        if (d->n_periods > 1 && chance(d, 30))
            text(out, ",%d", chance(d, 20) ? d->n_periods : 2);
        else
            text(out, ",");
        maybe(d, out, 80, 1000, 12000);
        maybe(d, out, 60, 100, 2000);
        maybe(d, out, 60, 10, 120);
        maybe(d, out, 60, 60, 100);
        maybe(d, out, d->mentors ? 50 : 0, 0, 600);
        maybe(d, out, d->course[c].award < 0 ? 70 : 10, 100, 3000);
        text(out, "\n");
    }
    done(out);

    if (strcmp(d->taught[0], "CORE") != 0)
        return;
    out = table(d, "modules", "module,name");
    for (int m = 0; m < d->n_taught; m++)
        if (d->taught[m][0] != 'C' || m == 0) {
            text(out, "%s", d->taught[m]);
            name(d, out, "A module");
            text(out, "\n");
        }
    done(out);
    out = table(d, "course_modules", "course,module");
    for (int c = 0; c < d->n_courses; c++)
        if (d->course[c].modular)
            text(out, "C%d,CORE\nC%d,M%d\n", c, c, c);
    done(out);
}

static void write_sites(struct draw *d)
{
    FILE *out = table(d, "providers", "provider,name,kind");
    for (int p = 0; p < d->n_providers; p++) {
        text(out, "V%d", p);
        name(d, out, "A provider");
        text(out, ",%s\n", chance(d, 50) ? "college" : "");
    }
    done(out);

    out = table(d, "sites", "site,provider,name,latitude,longitude,attendance,work_time,"
                            "creche_hours,creche_price");
    for (int s = 0; s < d->n_sites; s++) {
        text(out, "S%d,V%d", s, s % d->n_providers);
        name(d, out, "A site");
        text(out, ",52.%d,-1.%02d", between(d, 60, 99), between(d, 0, 60));
        if (chance(d, 15))
            text(out, ",0");
        else
            maybe(d, out, 30, 20, 100);
        maybe(d, out, 50, 0, 100);
        maybe(d, out, d->childcare ? 40 : 10, 0, 40000);
        maybe(d, out, 40, 0, 600);
        text(out, "\n");
    }
    done(out);
}

static void write_offer(struct draw *d, FILE *out, int s, const char *module)
{
    bool cohorts = chance(d, 85);
    int least = between(d, 1, 4), t = between(d, 0, d->n_periods - 1);
    text(out, "S%d,%s", s, module);
    if (cohorts) {
        always(d, out, 100000, 600000);
        if (least == 1)
            text(out, ",");
        else
            text(out, ",%d", least);
        text(out, ",%d", least + between(d, 1, 12));
        maybe(d, out, 60, 0, 10000);
        text(out, ",%d", between(d, 1, 3));
    } else {
        text(out, ",,,,,");
    }
    if (chance(d, 40) || !cohorts) {
        always(d, out, 30000, 120000);
        maybe(d, out, 60, 100, 1200);
    } else {
        text(out, ",,");
    }
    text(out, chance(d, 15) ? ",P%d" : ",", t);
    text(out, chance(d, 15) ? ",P%d" : ",", between(d, t, d->n_periods - 1));
    text(out, "\n");
}

static void write_offers(struct draw *d)
{
    FILE *out = table(d, "offers", "site,module,cohort_price,cohort_min,cohort_max,learner_price,"
                                   "cohorts_limit,place_price,places_limit,from_period,"
                                   "until_period");
    for (int s = 0; s < d->n_sites; s++)
        for (int m = 0; m < d->n_taught; m++)
            if (s == 0 || chance(d, 70))
                write_offer(d, out, s, d->taught[m]);
    done(out);

    if (!chance(d, 45))
        return;
    out = table(d, "discounts", "provider,threshold,discount");
    for (int p = 0; p < d->n_providers; p++) {
        if (!chance(d, 70))
            continue;
        int threshold = between(d, 2, 12) * 1000;
        text(out, "V%d,%d,0.05\n", p, threshold);
        if (chance(d, 60))
            text(out, "V%d,%d,0.%d\n", p, threshold + between(d, 1, 20) * 1000, between(d, 7, 20));
    }
    done(out);
}

/* ---- what limits it ---- */

static void write_hours(struct draw *d, const char *name, int most_hours, int most_price)
{
    FILE *out = table(d, name, "area,hours,price");
    for (int a = 0; a < d->n_areas; a++)
        if (chance(d, 80)) {
            text(out, "A%d", a);
            always(d, out, 0, most_hours * 100);
            always(d, out, 0, most_price * 100);
            text(out, "\n");
        }
    done(out);
}

static void write_limits(struct draw *d)
{
    if (d->childcare || chance(d, 20))
        write_hours(d, "childcare", 1200, 6);
    if (d->mentors)
        write_hours(d, "mentors", 150, 20);
    if (chance(d, 30)) {
        FILE *out = table(d, "travel", "area,site,miles,minutes");
        for (int a = 0; a < d->n_areas; a++)
            if (chance(d, 60))
                text(out, "A%d,S%d,%d,%d\n", a, between(d, 0, d->n_sites - 1), between(d, 0, 40),
                     between(d, 0, 70));
        done(out);
    }
    if (chance(d, 30)) {
        FILE *out = table(d, "parameters", "parameter,value");
        if (chance(d, 60))
            text(out, "mileage_rate,0.%d\n", between(d, 1, 9));
        if (chance(d, 60))
            text(out, "road_factor,1.%d\n", between(d, 1, 9));
        if (chance(d, 60))
            text(out, "speed_mph,%d\n", between(d, 20, 50));
        if (chance(d, 60))
            text(out, "discount_rate,0.%02d\n", between(d, 0, 9));
        done(out);
    }
}

/* Last, for no other table is to change with it. */
static void write_thresholds(struct draw *d)
{
    if (!chance(d, 40))
        return;
    FILE *out = table(d, "thresholds", "threshold,name,since,amount,vat,source");
    for (int i = between(d, 1, 3); i > 0; i--) {
        text(out, "T%d", i);
        name(d, out, i % 2 ? "Services, say" : "Goods");
        text(out, ",20%02d-0%d-01,%d", 5 + 2 * i, between(d, 1, 9), between(d, 100, 9000));
        maybe(d, out, 50, 0, 20);
        name(d, out, "a law, as amended");
        text(out, "\n");
    }
    done(out);
}

static void choose_sizes(struct draw *d)
{
    d->n_areas = chance(d, 80) ? between(d, 2, 4) : between(d, 5, 6);
    d->n_las = between(d, 1, d->n_areas < 4 ? d->n_areas : 4);
    d->la = d->n_las == d->n_areas && chance(d, 60) ? "A" : "LA";
    d->n_regions = between(d, 1, d->n_las);
    d->n_periods = between(d, 1, 3);
    d->n_roles = between(d, 1, d->n_areas > 4 ? 2 : 4);
    d->n_courses = between(d, 1, d->n_areas > 4 ? 2 : MOST_COURSES);
    d->n_providers = between(d, 1, 3);
    d->n_sites = between(d, d->n_providers, 3);
    d->n_streams = between(d, 2, 4);
}

static void choose_small_sizes(struct draw *d)
{
    d->n_areas = chance(d, 60) ? 2 : between(d, 1, 3);
    d->n_las = between(d, 1, d->n_areas < 2 ? d->n_areas : 2);
    d->la = d->n_las == d->n_areas && chance(d, 60) ? "A" : "LA";
    d->n_regions = between(d, 1, d->n_las);
    d->n_periods = chance(d, 75) ? between(d, 1, 2) : 3;
    d->n_roles = between(d, 1, 2);
    d->n_courses = between(d, 1, 2);
    d->n_providers = between(d, 1, 2);
    d->n_sites = between(d, d->n_providers, 2);
    d->n_streams = between(d, 2, 3);
}

int main(int argc, char **argv)
{
    bool small = argc == 4 && strcmp(argv[3], "small") == 0;
    if (argc != 3 && !small) {
        fprintf(stderr, "usage: generate SEED FOLDER [small]\n");
        return 2;
    }
    struct draw d = { .state = strtoull(argv[1], NULL, 10) * 1000003u, .folder = argv[2],
                      .small = small };
    if (mkdir(d.folder, 0777) && errno != EEXIST)
        fail(d.folder);
    (small ? choose_small_sizes : choose_sizes)(&d);
    d.childcare = chance(&d, 45);
    d.mentors = chance(&d, 45);
    d.floors = chance(&d, 35);
    d.third = chance(&d, small ? 25 : 50);
    choose_courses(&d);
    write_places(&d);
    write_people(&d);
    write_courses(&d);
    write_sites(&d);
    write_offers(&d);
    write_limits(&d);
    write_money(&d);
    write_decisions(&d);
    write_thresholds(&d);
    return 0;
}
