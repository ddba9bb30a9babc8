/* boundaries.h - outlines to draw a map over, when the case has boundaries.geojson. */
#ifndef RINGFENCE_REPORT_BOUNDARIES_H
#define RINGFENCE_REPORT_BOUNDARIES_H

#include "tools/report/charts.h"

/* Outer rings of polygons in longitude and latitude (RFC 7946); none when there is no such file.
 * A file that is not GeoJSON of polygons is BAD_INPUT, one that cannot be read IO_FAILED. */
MUST_USE enum status boundaries_read(struct map_ring **rings, int *n, struct arena *a,
                                     const char *folder, struct err *err);

#endif
