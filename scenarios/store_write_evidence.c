/* store_write_evidence.c - why a result is to be believed, and what it hangs on.  ORDER STORE */
#include <stdio.h>

#include "family.h"
#include "store_private.h"

static void write_findings(struct writer *w, const struct findings *f)
{
    into(w, "finding");
    for (int i = 0; f && i < f->n; i++) {
        const struct finding *x = &f->items[i];
        row_begin(w);
        put_whole(w, i + 1);
        put_text(w, x->severity == FINDING_ERROR ? "error" : "query");
        put_text(w, x->code ? x->code : "");
        put_text(w, x->file ? x->file : "");
        put_whole(w, x->line);
        put_whole(w, x->column);
        put_text(w, x->name);
        put_text(w, x->value);
        put_text(w, x->text ? x->text : "");
        put_text(w, x->help);
        row_end(w);
    }
}

static void write_duals(struct writer *w, const struct program *p, const double *dual)
{
    char name[256], key[256];
    into(w, "dual");
    for (int i = 0; i < p->matrix.n_rows; i++) {
        if (dual[i] == 0)
            continue;
        program_row_name(p, i, name, sizeof name);
        key_text(p->sets, p->row_family[i], p->row_key[i], key, sizeof key);
        row_begin(w);
        put_whole(w, i);
        put_text(w, p->row_family[i]->code);
        put_text(w, name);
        put_text(w, key);
        put_real(w, dual[i]);
        row_end(w);
    }
}

static void put_size(struct writer *w, const char *kind, const char *name, int n)
{
    row_begin(w);
    put_text(w, kind);
    put_text(w, name);
    put_whole(w, n);
    row_end(w);
}

/* The rows of a family stand together. */
static void write_sizes(struct writer *w, const struct program *p)
{
    into(w, "program_size");
    for (int i = 0; i < p->matrix.n_rows;) {
        int first = i;
        while (i < p->matrix.n_rows && p->row_family[i] == p->row_family[first])
            i++;
        put_size(w, "rows", p->row_family[first]->code, i - first);
    }
    for (int q = 0; q < N_QUANTITIES; q++)
        put_size(w, "columns", QUANTITIES[q].name, p->first_column[q + 1] - p->first_column[q]);
}

static void write_faults(struct writer *w, const struct run *run)
{
    into(w, "breach");
    for (int i = 0; i < run->n_breaches; i++) {
        row_begin(w);
        put_whole(w, i + 1);
        put_text(w, run->breach[i].family);
        put_text(w, run->breach[i].key);
        put_real(w, run->breach[i].left);
        put_real(w, run->breach[i].right);
        row_end(w);
    }
    into(w, "unmet");
    for (int i = 0; i < run->n_unmet; i++) {
        row_begin(w);
        put_whole(w, i + 1);
        put_text(w, run->unmet[i].rule);
        put_text(w, run->unmet[i].key);
        put_real(w, run->unmet[i].missing);
        put_text(w, run->unmet[i].unit);
        row_end(w);
    }
}

static void write_hold(struct writer *w, const struct hold *h)
{
    into(w, "held");
    row_begin(w);
    put_text(w, HOLD_NAME[h->kind]);
    put_text(w, h->run);
    put_text(w, h->scenario);
    put_real(w, h->cost);
    put_real(w, h->shortfall_value);
    row_end(w);
    into(w, "held_shortfall");
    for (int i = 0; i < h->n_shorts; i++) {
        row_begin(w);
        put_text(w, h->shorts[i].target);
        put_text(w, h->shorts[i].la);
        put_real(w, h->shorts[i].people);
        row_end(w);
    }
}

static void write_known_contracts(struct writer *w, const struct world *x,
                                  const struct known_plan *k, int n)
{
    for (int i = 0; i < k->n_contracts; i++) {
        row_begin(w);
        put_whole(w, n);
        put_text(w, x->buyer[k->contract[i].buyer]);
        put_text(w, x->provider[k->contract[i].provider.i].id);
        put_text(w, x->period[k->contract[i].period.i].id);
        put_real(w, k->contract[i].value);
        row_end(w);
    }
}

static void write_known_cohorts(struct writer *w, const struct world *x,
                                const struct known_plan *k, int n)
{
    for (int i = 0; i < k->n_cohorts; i++) {
        row_begin(w);
        put_whole(w, n);
        put_text(w, x->buyer[k->cohort[i].buyer]);
        put_text(w, x->module[k->cohort[i].module.i].id);
        put_text(w, x->site[k->cohort[i].site.i].id);
        put_text(w, x->period[k->cohort[i].period.i].id);
        put_real(w, k->cohort[i].cohorts);
        row_end(w);
    }
}

static void write_known_basis(struct writer *w, const struct beginning *k)
{
    static const char STANDS[] = "?bluxf"; /* ORDER: basis bytes */
    int n = k->basis_rows + k->basis_columns, size = 0, room = 0;
    struct arena *a = arena_new();
    char *text = NULL;
    for (int i = 0, next; i < n; i = next) {
        char part[16];
        for (next = i + 1; next < n && k->basis[next] == k->basis[i]; next++)
            continue;
        snprintf(part, sizeof part, "%d%c", next - i, STANDS[k->basis[i]]);
        for (const char *c = part; *c; c++)
            *PUSH(a, text, size, room) = *c;
    }
    *PUSH(a, text, size, room) = '\0';
    into(w, "known_basis");
    row_begin(w);
    put_whole(w, k->basis_rows);
    put_whole(w, k->basis_columns);
    put_text(w, text);
    row_end(w);
    arena_free(a);
}

static void write_known_proof(struct writer *w, const struct beginning *k)
{
    into(w, "known_proof");
    row_begin(w);
    put_whole(w, k->proved - k->plan + 1);
    put_whole(w, k->proved->proof.format);
    put_bytes(w, k->proved->proof.bytes, k->proved->proof.size);
    row_end(w);
}

static void write_known(struct writer *w, const struct run *run)
{
    const struct beginning *k = run->known;
    into(w, "known_plan");
    for (int i = 0; i < k->n; i++) {
        row_begin(w);
        put_whole(w, i + 1);
        put_text(w, k->plan[i].run);
        put_text(w, k->plan[i].scenario);
        row_end(w);
    }
    into(w, "known_cohort");
    for (int i = 0; i < k->n; i++)
        write_known_cohorts(w, run->world, &k->plan[i], i + 1);
    into(w, "known_contract");
    for (int i = 0; i < k->n; i++)
        write_known_contracts(w, run->world, &k->plan[i], i + 1);
    if (k->basis)
        write_known_basis(w, k);
    if (k->proved)
        write_known_proof(w, k);
}

void write_evidence(struct writer *w, const struct run *run)
{
    write_findings(w, run->findings);
    if (run->hold)
        write_hold(w, run->hold);
    if (run->known)
        write_known(w, run);
    if (run->program && run->outcome.dual)
        write_duals(w, run->program, run->outcome.dual);
    if (run->program)
        write_sizes(w, run->program);
    write_faults(w, run);
}
