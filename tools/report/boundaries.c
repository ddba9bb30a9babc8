/* boundaries.c - the polygons of a GeoJSON file. */
#include "tools/report/boundaries.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_BYTES = 20000000 }; /* a page that anybody can open */

struct found { struct arena *arena; struct map_ring *ring; int n, room; const char *wrong; };

static bool degrees(const json_t *point, double *longitude, double *latitude)
{
    *longitude = json_number_value(json_array_get(point, 0));
    *latitude = json_number_value(json_array_get(point, 1));
    return json_is_number(json_array_get(point, 0)) && json_is_number(json_array_get(point, 1)) &&
           fabs(*longitude) <= 180 && fabs(*latitude) <= 90;
}

static void take_ring(struct found *f, const json_t *points)
{
    int n = (int)json_array_size(points);
    double *xy = NEW_ARRAY(f->arena, double, 2 * n + 1);
    for (int i = 0; i < n; i++)
        if (!degrees(json_array_get(points, (size_t)i), &xy[2 * i], &xy[2 * i + 1]))
            f->wrong = "a point is not a longitude and a latitude in degrees";
    if (n < 4)
        f->wrong = "an outline has fewer than four points";
    if (!f->wrong)
        *PUSH(f->arena, f->ring, f->n, f->room) = (struct map_ring){ n, xy };
}

static void take_geometry(struct found *f, const json_t *geometry)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *points = json_object_get(geometry, "coordinates");
    if (type && strcmp(type, "Polygon") == 0)
        take_ring(f, json_array_get(points, 0));
    else if (type && strcmp(type, "MultiPolygon") == 0)
        for (size_t i = 0; i < json_array_size(points); i++)
            take_ring(f, json_array_get(json_array_get(points, i), 0));
    else
        f->wrong = "an outline must be a Polygon or a MultiPolygon";
}

static void take_all(struct found *f, const json_t *top)
{
    const json_t *features = json_object_get(top, "features");
    for (size_t i = 0; i < json_array_size(features); i++)
        take_geometry(f, json_object_get(json_array_get(features, i), "geometry"));
    if (!json_is_array(features))
        f->wrong = "it has no list of features";
}

enum status boundaries_read(struct map_ring **rings, int *n, struct arena *a, const char *folder,
                            struct err *err)
{
    const char *path = arena_print(a, "%s/boundaries.geojson", folder);
    struct found f = { .arena = a };
    json_error_t why;
    *rings = NULL;
    *n = 0;
    struct stat file;
    if (stat(path, &file) != 0)
        return OK;
    if (!S_ISREG(file.st_mode) || file.st_size > MOST_BYTES)
        return err_set(err, BAD_INPUT, "%s must be a file of %d MB at most", path,
                       MOST_BYTES / 1000000);
    json_t *top = json_load_file(path, JSON_REJECT_DUPLICATES, &why);
    if (!top)
        return err_set(err, BAD_INPUT, "%s:%d:%d: %s", path, why.line, why.column, why.text);
    take_all(&f, top);
    json_decref(top);
    if (f.wrong)
        return err_set(err, BAD_INPUT, "%s: %s", path, f.wrong);
    *rings = f.ring;
    *n = f.n;
    return OK;
}
