/* store_joins.h - from a row that names an entity to the entity, in the SQL of the views. */
#ifndef RINGFENCE_STORE_JOINS_H
#define RINGFENCE_STORE_JOINS_H

#define AREA_OF(x) " JOIN area a ON a.run = " x ".run AND a.area = " x ".area"
#define ROLE_OF(x) " JOIN role r ON r.run = " x ".run AND r.role = " x ".role"
#define SITE_OF(x) " JOIN site p ON p.run = " x ".run AND p.site = " x ".site"
#define PERIOD_OF(x) " JOIN period t ON t.run = " x ".run AND t.period = " x ".period"

/* A list of a case's table, "a|b": whether it names the id, or all. */
#define IN_LIST(list, id) "(" list " IS NULL OR EXISTS (SELECT 1 FROM json_each('[\"' || replace(" \
    list ", '|', '\",\"') || '\"]') WHERE trim(value) IN ('*', " id ")))"

#endif
