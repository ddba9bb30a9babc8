/* store_run.c - a run goes in whole or not at all, is never changed, and goes out whole. */
#include "digest.h"
#include "store_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ID_SIZE = 40 };

void digest_inputs(const struct tables *tables, const char *scenario, char hex[DIGEST_HEX])
{
    struct digest *digest = digest_new();
    digest_add_text(digest, scenario);
    for (int i = 0; i < N_TABLES; i++) {
        const struct table *t = &tables->table[i];
        digest_add_text(digest, t->schema->name);
        for (int r = 0; r < t->n_rows; r++)
            for (int c = 0; c < t->schema->n_columns; c++)
                digest_add_text(digest, cell(t, r, c));
    }
    digest_end(digest, hex);
}

/* r-20270105-093112-7c1e; two of the same inputs in one second count on from the digest. */
static enum status name_run(struct store *s, const char *digest, time_t now, char *id,
                            struct err *err)
{
    struct tm utc;
    char when[32], first[5] = { 0 };
    strftime(when, sizeof when, "%Y%m%d-%H%M%S", gmtime_r(&now, &utc));
    memcpy(first, digest, 4);
    unsigned long hex = strtoul(first, NULL, 16);
    for (unsigned long i = 0; i < 0x10000; i++) {
        int64_t taken = 0;
        snprintf(id, ID_SIZE, "r-%s-%04lx", when, (hex + i) & 0xffff);
        TRY(store_number(s, "SELECT count(*) FROM run WHERE run = ?1", id, &taken, err));
        if (!taken)
            return OK;
    }
    return err_set(err, BROKEN, "no name is left for a run");
}

static void put_answer(struct writer *w, const struct run *run)
{
    bool plan = run->plan != NULL;
    const double none = 0.0 / 0.0;
    put_text(w, RUN_STATUS_NAME[run->status]);
    put_text(w, OBJECTIVE_NAME[run->world->scenario.objective]);
    put_real(w, plan ? run->objective : none);
    put_real(w, run->status == RUN_INFEASIBLE ? none : run->bound);
    put_real(w, plan ? run->gap : none);
    put_real(w, plan ? run->cost : none);
    put_real(w, plan ? run->shortfall_value : none);
    put_real(w, run->gap_asked);
    put_real(w, run->time_limit_s);
    put_whole(w, run->relax);
    put_text(w, run_tie_break(run));
}

static void put_effort(struct writer *w, const struct run *run)
{
    const struct matrix *m = run->program ? &run->program->matrix : NULL;
    put_whole(w, m ? m->n_rows : 0);
    put_whole(w, m ? m->n_cols : 0);
    put_whole(w, m && m->start ? m->start[m->n_cols] : 0);
    put_real(w, run->outcome.relaxation);
    put_whole(w, run->outcome.nodes);
    put_whole(w, run->outcome.iterations);
    put_whole(w, run->outcome.cuts);
    put_real(w, run->seconds);
    put_whole(w, run->workers);
    put_whole(w, run->peak_kb);
    put_text(w, run->outcome.why[0] ? run->outcome.why : NULL);
}

static void put_settings(struct writer *w, const struct procurement *p)
{
    static const char *const PARTITION[] = { "la", "region", "all", "consortia" };
    put_text(w, p->id);
    put_text(w, PARTITION[p->partition]);
    put_real(w, p->contract_cost);
    put_real(w, p->office_cost);
    put_real(w, p->management_share);
    put_whole(w, p->pool_funding);
    put_whole(w, p->share_mentors);
}

static void write_head(struct writer *w, const struct run *run, const char *digest, time_t now,
                       int64_t sequence)
{
    const struct scenario *s = &run->world->scenario;
    char when[32];
    struct tm utc;
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    into(w, "run");
    row_begin(w);
    put_whole(w, sequence);
    put_text(w, s->id);
    put_text(w, s->name);
    put_text(w, s->base);
    put_answer(w, run);
    put_effort(w, run);
    put_settings(w, &s->procurement);
    put_whole(w, run->n_breaches);
    put_text(w, run->tables->folder ? run->tables->folder : "");
    put_text(w, digest);
    put_text(w, when);
    row_end(w);
}

static void write_versions(struct writer *w)
{
    const char *const library[][2] = {
        { "ringfence", RINGFENCE_VERSION },
        { "glpk", solver_version() },
        { "sqlite", sqlite3_libversion() },
        { "libcsv", tables_csv_version() },
    };
    into(w, "run_version");
    for (int i = 0; i < COUNT(library); i++) {
        row_begin(w);
        put_text(w, library[i][0]);
        put_text(w, library[i][1]);
        row_end(w);
    }
}

#define SEQUENCE_MOST (INT64_MAX / 2)

static enum status write_run(struct store *s, const struct run *run, char *id, struct err *err)
{
    char digest[DIGEST_HEX] = { 0 };
    time_t now = time(NULL);
    int64_t sequence = 0;
    digest_inputs(run->tables, run->world->scenario.id, digest);
    TRY(name_run(s, digest, now, id, err));
    TRY(store_number(s, "SELECT coalesce(max(sequence), 0) + 1 FROM run", NULL, &sequence, err));
    if (sequence > SEQUENCE_MOST)
        return err_set(err, IO_FAILED, "%s is damaged: after run.sequence %lld there is no next",
                       s->path, (long long)sequence - 1);
    struct writer w = { .store = s, .run = id, .err = err };
    write_head(&w, run, digest, now, sequence);
    write_versions(&w);
    write_inputs(&w, run);
    write_world(&w, run->world);
    if (run->plan)
        write_plan(&w, run->plan);
    write_evidence(&w, run);
    write_certificate(&w, run);
    writer_close(&w);
    if (w.status == OK && run->plan)
        w.status = derive_costs(s, id, err);
    return w.status != OK ? w.status : write_digests(s, id, err);
}

enum status store_run(struct store *s, const struct run *run, char *id, struct err *err)
{
    TRY(store_execute(s, "BEGIN IMMEDIATE", err));
    enum status status = write_run(s, run, id, err);
    if (status == OK)
        status = store_execute(s, "COMMIT", err);
    if (status != OK) {
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL); /* err already says why */
        id[0] = '\0';
    }
    return status;
}

static enum status clear_table(struct store *s, const char *prefix, const char *table,
                               const char *id, struct err *err)
{
    char sql[120];
    sqlite3_snprintf(sizeof sql, sql, "DELETE FROM \"%w%w\" WHERE run = ?1", prefix, table);
    return store_run_on(s, sql, id, err);
}

static enum status remove_run(struct store *s, const char *id, struct err *err)
{
    int64_t there = 0;
    TRY(store_number(s, "SELECT count(*) FROM run WHERE run = ?1", id, &there, err));
    if (!there)
        return err_set(err, WRONG_USAGE, "there is no run %s", id);
    for (int i = 0; i < N_TABLES; i++)
        TRY(clear_table(s, "input_", TABLES[i].name, id, err));
    for (int i = N_STORE_TABLES - 1; i >= 0; i--)
        TRY(clear_table(s, "", STORE_TABLES[i].name, id, err));
    return OK;
}

enum status store_remove(struct store *s, const char *id, struct err *err)
{
    TRY(store_execute(s, "BEGIN IMMEDIATE", err));
    enum status status = remove_run(s, id, err);
    if (status == OK)
        status = store_execute(s, "COMMIT", err);
    if (status != OK)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
