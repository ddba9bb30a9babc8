/* page.c - the frame of a page: head, style, contents, chapters, figures. */
#include "tools/report/page.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void no_memory(void)
{
    fputs("ringfence: out of memory\n", stderr);
    exit(9);
}

void page_open(struct page *p)
{
    *p = (struct page){ 0 };
    if (!(p->out = open_memstream(&p->text, &p->size)))
        no_memory();
}

void page_close(struct page *p)
{
    bool failed = ferror(p->out);
    if (fclose(p->out) != 0 || failed)
        no_memory();
    p->out = NULL;
}

void page_free(struct page *p)
{
    if (p->out)
        fclose(p->out);
    free(p->text);
    *p = (struct page){ 0 };
}

/* Bytes of the character at s, 0 when it is none that may stand in a page. */
static int character(const unsigned char *s)
{
    int n = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : (s[0] & 0xf0) == 0xe0 ? 3
            : s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : 0;
    if (n == 1)
        return s[0] >= 0x20 && s[0] != 0x7f ? 1 : s[0] == '\t' || s[0] == '\n';
    for (int i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool wrong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
                 (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f) ||
                 (s[0] == 0xc2 && s[1] < 0xa0) ||                  /* C1 controls */
                 (s[0] == 0xef && s[1] == 0xbf && s[2] > 0xbd);    /* no characters */
    return wrong ? 0 : n;
}

void put_escaped(FILE *f, const char *text)
{
    const unsigned char *s = (const unsigned char *)(text ? text : "");
    while (*s) {
        int n = character(s);
        switch (n == 1 ? *s : 0) {
        case '&':  fputs("&amp;", f); break;
        case '<':  fputs("&lt;", f); break;
        case '>':  fputs("&gt;", f); break;
        case '"':  fputs("&quot;", f); break;
        case '\'': fputs("&#39;", f); break;
        default:
            if (n)
                fwrite(s, 1, (size_t)n, f);
            else
                fputs("\xef\xbf\xbd", f);
        }
        s += n ? n : 1;
    }
}

void page_text(struct page *p, const char *text)
{
    put_escaped(p->out, text);
}

static void put_list(struct page *p, const char *format, va_list list)
{
    char *text = NULL;
    if (vasprintf(&text, format, list) < 0)
        no_memory();
    put_escaped(p->out, text);
    free(text);
}

void page_say(struct page *p, const char *element, const char *format, ...)
{
    va_list list;
    fprintf(p->out, "<%s>", element);
    va_start(list, format);
    put_list(p, format, list);
    va_end(list);
    fprintf(p->out, "</%.*s>\n", (int)strcspn(element, " "), element);
}

/* Colours of the Analysis Function; every pair of text and ground is 4.5 to 1 or more. */
static const char *const STYLE[] = {
    "html{color:#0b0c0c;background:#fff;-webkit-text-size-adjust:100%}"
    "body{font:1rem/1.5 Arial,Helvetica,sans-serif;margin:0 auto;max-width:60rem;"
    "padding:0 1rem 3rem}"
    ".skip{position:absolute;left:-999rem}.skip:focus{position:static}"
    "a{color:#12436d}a:focus,summary:focus,[tabindex]:focus{outline:3px solid #0b0c0c;"
    "outline-offset:2px;background:#ffdd00}"
    "h1{font-size:1.9rem;line-height:1.2;margin:1.5rem 0 .5rem}"
    "h2{font-size:1.4rem;margin:2.2rem 0 .5rem;padding-top:.6rem;border-top:3px solid #12436d}"
    "h3{font-size:1.1rem;margin:1.4rem 0 .3rem}p{margin:.4rem 0 .8rem;max-width:46rem}"
    ".lead{font-size:1.15rem}.small{font-size:.875rem}"
    "nav ol{columns:2;margin:.3rem 0 1rem;padding-left:1.4rem}"
    "ul,ol{padding-left:1.4rem}li{margin:.2rem 0;max-width:46rem}",

    ".box{border:3px solid #12436d;padding:.8rem 1rem;margin:1rem 0}"
    ".box h3{margin:.7rem 0 .1rem}.box h3:first-child{margin-top:0}.box p{margin:.1rem 0 .3rem}"
    ".stop{border-color:#801650}"
    ".keys{display:grid;grid-template-columns:repeat(4,1fr);gap:.8rem;margin:1rem 0;padding:0;"
    "list-style:none}.keys li{border-top:3px solid #12436d;padding-top:.3rem;margin:0}"
    ".keys strong{display:block;font-size:1.5rem;line-height:1.2}"
    "@media(max-width:40rem){.keys{grid-template-columns:1fr 1fr}nav ol{columns:1}}",

    "table{border-collapse:collapse;width:100%;margin:.3rem 0}"
    "caption{text-align:left;font-weight:bold;padding:.4rem 0}"
    "th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid #b1b4b6;text-align:left;"
    "vertical-align:top}th{font-weight:bold}tbody th{font-weight:normal}"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "thead .n{white-space:normal}.n+.t{padding-left:1rem}"
    "tfoot th,tfoot td{font-weight:bold;border-top:2px solid #0b0c0c}"
    ".scroll{overflow-x:auto;margin:.6rem 0}"
    ".h0{background:#fff}.h1{background:#6bace6}.h2{background:#2073bc;color:#fff}"
    ".h3{background:#12436d;color:#fff}.h0,.h1,.h2,.h3{padding-right:.4rem;padding-left:.4rem;"
    "border:1px solid #fff;border-bottom-color:#b1b4b6}",

    "figure{margin:1.2rem 0;padding:0}figcaption h3{margin-top:0}figcaption p{margin:.1rem 0}"
    "svg{width:100%;height:auto;display:block;max-width:45rem}"
    "details{margin:.4rem 0}summary{cursor:pointer;color:#12436d;text-decoration:underline}"
    ".sign{display:grid;grid-template-columns:10rem 1fr;row-gap:1.6rem;margin:1.4rem 0}"
    ".sign dd{border-bottom:1px solid #0b0c0c;margin:0}"
    "code{font-family:monospace;overflow-wrap:anywhere}",

    "@media print{@page{size:A4;margin:14mm 15mm}body{font-size:9.5pt;line-height:1.35;"
    "max-width:none;padding:0}h1{font-size:17pt;margin:0 0 4pt}h2{font-size:13pt;margin:10pt 0 3pt;"
    "padding-top:3pt}h3{font-size:10.5pt;margin:6pt 0 2pt}p,li{max-width:none;margin:2pt 0 4pt}"
    ".lead{font-size:11pt}.small{font-size:8pt}.keys{margin:6pt 0}.keys strong{font-size:14pt}"
    "h1,h2,h3,caption{break-after:avoid}figure,.box,.keys,tr,.sign,.few{break-inside:avoid}"
    "thead{display:table-header-group}tfoot{display:table-row-group}"
    "th,td{padding:1.5pt 5pt 1.5pt 0}figure{margin:6pt 0}"
    "svg{max-width:none;max-height:125mm}.scroll{overflow:visible;margin:3pt 0}"
    "nav,.skip{display:none}"
    "body{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "details::details-content{content-visibility:visible;height:auto}summary{display:none}"
    ".sign{grid-template-columns:8rem 1fr 5rem 1fr;gap:.9rem .5rem;margin:.5rem 0}"
    ".board details{display:none}"
    ".next,.finance #streams,.finance #authorities,.finance #contracts{break-before:page}}",
};

static void put_contents(struct page *p, const struct chapter *chapters, int n)
{
    PAGE(p, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
    for (int i = 0; i < n; i++) {
        PAGE(p, "<li><a href=\"#");
        page_text(p, chapters[i].id);
        PAGE(p, "\">");
        page_text(p, chapters[i].title);
        PAGE(p, "</a></li>\n");
    }
    PAGE(p, "</ol>\n</nav>\n");
}

void page_begin(struct page *p, const char *title, const char *lead, const char *kind,
                const struct chapter *chapters, int n)
{
    PAGE(p, "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n");
    page_say(p, "title", "%s", title);
    PAGE(p, "<style>\n");
    for (int i = 0; i < COUNT(STYLE); i++)
        fprintf(p->out, "%s\n", STYLE[i]);
    PAGE(p, "</style>\n</head>\n<body class=\"");
    page_text(p, kind);
    PAGE(p, "\">\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n");
    page_say(p, "h1", "%s", title);
    page_say(p, "p class=\"lead\"", "%s", lead);
    PAGE(p, "</header>\n");
    put_contents(p, chapters, n);
    PAGE(p, "<main id=\"main\">\n");
}

void page_chapter(struct page *p, const struct chapter *c)
{
    PAGE(p, "<h2 id=\"");
    page_text(p, c->id);
    PAGE(p, "\">");
    page_text(p, c->title);
    PAGE(p, "</h2>\n");
}

void page_end(struct page *p)
{
    PAGE(p, "</main>\n</body>\n</html>\n");
}

void page_figure(struct page *p, const char *headline, const char *subtitle)
{
    PAGE(p, "<figure>\n<figcaption>");
    page_say(p, "h3", "Figure %d: %s", ++p->n_figures, headline);
    page_say(p, "p", "%s", subtitle);
    PAGE(p, "</figcaption>\n");
}

void page_behind(struct page *p)
{
    PAGE(p, "<details>");
    p->behind = true;
    page_say(p, "summary", "Show the numbers of figure %d", p->n_figures);
}

void page_figure_end(struct page *p)
{
    PAGE(p, "</details>\n</figure>\n");
    p->behind = false;
}
