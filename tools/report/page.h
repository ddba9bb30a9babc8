/* page.h - one self-contained web page: no script, nothing fetched, prints on A4.
 *
 * Markup of ours goes through PAGE(), which takes literals alone.  Everything else goes through
 * page_text() or a format of page_say(), and both escape: there is no other way in.
 */
#ifndef RINGFENCE_REPORT_PAGE_H
#define RINGFENCE_REPORT_PAGE_H

#include <stdio.h>

#include "base.h"

struct page {
    FILE *out;
    int n_figures, n_tables;      /* numbered so far */
    bool behind;                  /* a figure: its table is no other's */
    char *text;                   /* whole once page_close() has returned */
    size_t size;
};

struct chapter { const char *id, *title; };

void page_open(struct page *p);
void page_close(struct page *p);  /* ends the text; page_free() gives it up */
void page_free(struct page *p);

#define PAGE(p, literal) ((void)fputs("" literal "", (p)->out))
/* As text or as the value of an attribute; what is not UTF-8, and control characters, become
 * U+FFFD. */
void put_escaped(FILE *f, const char *text);
void page_text(struct page *p, const char *text);
/* <element>text</element>; the element, with its attributes, is a literal of ours. */
void page_say(struct page *p, const char *element, const char *format, ...) PRINTF_LIKE(3, 4);

/* Everything up to the first chapter: head, title, lead, contents. */
void page_begin(struct page *p, const char *title, const char *lead, const char *kind,
                const struct chapter *chapters, int n);
void page_chapter(struct page *p, const struct chapter *c);
void page_end(struct page *p);

/* <figure> with its number, headline and subtitle; between the two, an svg; after the second,
 * what stands behind it. */
void page_figure(struct page *p, const char *headline, const char *subtitle);
void page_behind(struct page *p); /* opens "Show the numbers of figure n" */
void page_figure_end(struct page *p);

#endif
