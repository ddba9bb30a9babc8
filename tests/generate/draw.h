/* draw.h - what a random case is drawn with: chance, and tables as text. */
#ifndef RINGFENCE_TESTS_DRAW_H
#define RINGFENCE_TESTS_DRAW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { MOST_COURSES = 4, MOST_TAUGHT = 8, N_SECTORS = 3 };

extern const char *const SECTOR[N_SECTORS];

struct draw {
    uint64_t state;
    const char *folder;
    const char *la;              /* how the ids of authorities begin: "LA", or "A" as areas' do */
    int n_areas, n_las, n_regions, n_periods, n_roles, n_courses, n_providers, n_sites, n_streams,
        n_taught;
    struct { int entry, award; bool modular; } course[MOST_COURSES];
    char taught[MOST_TAUGHT][16]; /* modules, and courses without any */
    bool small, childcare, mentors, floors, third;
};

int between(struct draw *d, int least, int most); /* both may come */
bool chance(struct draw *d, int percent);

void fail(const char *what); /* with errno's words; ends the program */
FILE *table(const struct draw *d, const char *name, const char *header);
void done(FILE *out);
void text(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A number of hundredths, after a comma; an empty cell in the other cases. */
void maybe(struct draw *d, FILE *out, int percent, int least, int most);
/* A comma and a name in quotes; an empty cell in the other cases. */
void name(struct draw *d, FILE *out, const char *words);
void always(struct draw *d, FILE *out, int least, int most);
/* A comma and a list of names "R1|R3"; "*" or empty in the other cases. */
void some(struct draw *d, FILE *out, int percent, const char *prefix, int n);
void some_sectors(struct draw *d, FILE *out, int percent);

/* The tables of money and of decisions: money.c.  Scenarios and their changes: scenarios.c. */
void write_money(struct draw *d);
void write_decisions(struct draw *d);
void write_scenarios(struct draw *d);
void write_changes(struct draw *d);

#endif
