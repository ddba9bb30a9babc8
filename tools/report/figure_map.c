/* figure_map.c - where learners come from and where they go. */
#include <string.h>

#include "tools/report/boundaries.h"
#include "tools/report/report.h"

static const struct map_point *points_of(const struct result *x)
{
    struct map_point *p = NEW_ARRAY(x->arena, struct map_point, x->n_rows + 1);
    for (int i = 0; i < x->n_rows; i++)
        p[i] = (struct map_point){ result_cell(x, i, 1), cell_or_nothing(x, i, 2),
                                   cell_or_nothing(x, i, 3) };
    return p;
}

static int index_of(const struct result *x, const char *id)
{
    int i = 0;
    while (i < x->n_rows && strcmp(result_cell(x, i, 0), id) != 0)
        i++;
    return i;
}

static struct map_flow *flows_of(const struct result *x, const struct result *areas,
                                 const struct result *sites)
{
    struct map_flow *f = NEW_ARRAY(x->arena, struct map_flow, x->n_rows + 1);
    for (int i = 0; i < x->n_rows; i++)
        f[i] = (struct map_flow){ index_of(areas, result_cell(x, i, 0)),
                                  index_of(sites, result_cell(x, i, 1)),
                                  cell_or_nothing(x, i, 2) };
    return f;
}

static const char TRAVELS[] =
    "SELECT area_title, site_title, learners, travel_hours FROM v_flow WHERE run = ?1"
    " ORDER BY learners DESC, area_title, site_title LIMIT 20";

static enum status numbers_behind(struct report *r, int side, struct err *err)
{
    struct result x;
    struct layout l = { 0 };
    TRY(ask_side(r, &x, TRAVELS, side, err));
    l.caption = arena_print(r->arena, "The journeys of most learners, %s", r->label[side]);
    layout_column(&l, "From", K_TEXT);
    layout_column(&l, "To", K_TEXT);
    layout_column(&l, "Learners", K_PEOPLE);
    layout_column(&l, "Hours on the road", K_HOURS);
    report_table(r, &l, &x);
    return OK;
}

static enum status draw(struct report *r, int side, struct err *err)
{
    struct result areas, sites, flows;
    struct map_chart d = { 0 };
    struct map_ring *rings;
    TRY(boundaries_read(&rings, &d.n_rings, r->arena, r->folder, err));
    TRY(ask_side(r, &areas, "SELECT area, coalesce(name, area), latitude, longitude FROM area"
                            " WHERE run = ?1 ORDER BY area", side, err));
    TRY(ask_side(r, &sites, "SELECT p.site, coalesce(p.name, p.site), p.latitude, p.longitude FROM"
                            " site p WHERE p.run = ?1 AND p.attendance > 0 AND EXISTS (SELECT 1"
                            " FROM v_flow f WHERE f.run = ?1 AND f.site = p.site) ORDER BY p.site",
                 side, err));
    TRY(ask_side(r, &flows, "SELECT area, site, learners FROM v_flow WHERE run = ?1"
                            " ORDER BY learners, area, site", side, err));
    d = (struct map_chart){ areas.n_rows, sites.n_rows, flows.n_rows, d.n_rings,
                            points_of(&areas), points_of(&sites),
                            flows_of(&flows, &areas, &sites), rings };
    chart_map(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                  "Map of journeys from where staff work to where courses are taught",
                  "Circles are areas, squares sites; a line is wider for more learners. The "
                  "table after it has the journeys of most learners." }, &d);
    return OK;
}

enum status figure_map(struct report *r, int side, struct err *err)
{
    page_figure(&r->page, arena_print(r->arena, "Who travels where under %s", r->label[side]),
                "Learners who attend in person, by the area they work in and the site they go to, "
                "all periods");
    TRY(draw(r, side, err));
    page_behind(&r->page);
    TRY(numbers_behind(r, side, err));
    page_figure_end(&r->page);
    return OK;
}
