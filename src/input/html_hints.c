/* What the words of class and id attributes tell: "article__body", "storyRelated", "btn-share". A value is cut into
 * words at everything that is no letter and where lower case turns into upper case; each word is looked up in one
 * table. */
#include <stdlib.h>

#include "input/html.h"

struct word {
    const char *text;
    unsigned hints;
};

/* Sorted by bytes: found by bisection. */
static const struct word words[] = {
    {"ad", HINT_ASIDE},
    {"ads", HINT_ASIDE},
    {"advert", HINT_ASIDE},
    {"advertisement", HINT_ASIDE},
    {"advertising", HINT_ASIDE},
    {"also", HINT_ASIDE},
    {"alsoread", HINT_ASIDE},
    {"article", HINT_CONTENT},
    {"articlebody", HINT_BODY},
    {"articlecontent", HINT_BODY},
    {"articletext", HINT_BODY},
    {"aside", HINT_MAYBE},
    {"author", HINT_BYLINE},
    {"authors", HINT_BYLINE},
    {"banner", HINT_MAYBE},
    {"bio", HINT_ASIDE},
    {"body", HINT_CONTENT},
    {"bodytext", HINT_BODY},
    {"breadcrumb", HINT_ASIDE},
    {"breadcrumbs", HINT_ASIDE},
    {"byline", HINT_BYLINE},
    {"caption", HINT_CAPTION},
    {"captions", HINT_CAPTION},
    {"carousel", HINT_ASIDE},
    {"category", HINT_MAYBE},
    {"comment", HINT_COMMENTS},
    {"commentlist", HINT_COMMENTS},
    {"comments", HINT_COMMENTS},
    {"consent", HINT_ASIDE},
    {"content", HINT_CONTENT},
    {"contentinfo", HINT_ASIDE},
    {"cookie", HINT_ASIDE},
    {"cookies", HINT_ASIDE},
    {"copyright", HINT_ASIDE},
    {"credit", HINT_CAPTION},
    {"credits", HINT_CAPTION},
    {"date", HINT_DATE},
    {"dateline", HINT_DATE},
    {"datepublished", HINT_DATE},
    {"datetime", HINT_DATE},
    {"disclaimer", HINT_ASIDE},
    {"disqus", HINT_COMMENTS},
    {"embed", HINT_MAYBE},
    {"entry", HINT_CONTENT},
    {"entrycontent", HINT_BODY},
    {"facebook", HINT_ASIDE},
    {"follow", HINT_ASIDE},
    {"footer", HINT_MAYBE},
    {"gallery", HINT_MAYBE},
    {"header", HINT_MAYBE},
    {"headline", HINT_TITLE},
    {"hidden", HINT_HIDDEN},
    {"inread", HINT_ASIDE},
    {"lightbox", HINT_ASIDE},
    {"login", HINT_ASIDE},
    {"main", HINT_CONTENT},
    {"masthead", HINT_ASIDE},
    {"menu", HINT_ASIDE},
    {"meta", HINT_MAYBE},
    {"metadata", HINT_MAYBE},
    {"modal", HINT_ASIDE},
    {"more", HINT_MAYBE},
    {"most", HINT_MAYBE},
    {"nav", HINT_ASIDE},
    {"navbar", HINT_ASIDE},
    {"navigation", HINT_ASIDE},
    {"newsletter", HINT_ASIDE},
    {"next", HINT_MAYBE},
    {"outbrain", HINT_ASIDE},
    {"overlay", HINT_ASIDE},
    {"pager", HINT_ASIDE},
    {"pagination", HINT_ASIDE},
    {"paywall", HINT_MAYBE},
    {"popular", HINT_ASIDE},
    {"popup", HINT_ASIDE},
    {"post", HINT_CONTENT},
    {"postcontent", HINT_BODY},
    {"prev", HINT_MAYBE},
    {"print", HINT_MAYBE},
    {"promo", HINT_ASIDE},
    {"promotion", HINT_ASIDE},
    {"pubdate", HINT_DATE},
    {"published", HINT_DATE},
    {"rating", HINT_MAYBE},
    {"readmore", HINT_ASIDE},
    {"recirc", HINT_ASIDE},
    {"recirculation", HINT_ASIDE},
    {"recommended", HINT_ASIDE},
    {"recommendations", HINT_ASIDE},
    {"related", HINT_ASIDE},
    {"replies", HINT_COMMENTS},
    {"reply", HINT_COMMENTS},
    {"respond", HINT_COMMENTS},
    {"search", HINT_ASIDE},
    {"share", HINT_ASIDE},
    {"sharebar", HINT_ASIDE},
    {"sharedaddy", HINT_ASIDE},
    {"sharing", HINT_ASIDE},
    {"sidebar", HINT_MAYBE},
    {"signup", HINT_ASIDE},
    {"skip", HINT_ASIDE},
    {"slideshow", HINT_MAYBE},
    {"social", HINT_ASIDE},
    {"sponsor", HINT_ASIDE},
    {"sponsored", HINT_ASIDE},
    {"story", HINT_CONTENT},
    {"storybody", HINT_BODY},
    {"storycontent", HINT_BODY},
    {"storytext", HINT_BODY},
    {"subscribe", HINT_ASIDE},
    {"subscription", HINT_ASIDE},
    {"subscriptions", HINT_ASIDE},
    {"taboola", HINT_ASIDE},
    {"tag", HINT_MAYBE},
    {"tags", HINT_ASIDE},
    {"teaser", HINT_ASIDE},
    {"text", HINT_CONTENT},
    {"time", HINT_DATE},
    {"timestamp", HINT_DATE},
    {"title", HINT_TITLE},
    {"tool", HINT_MAYBE},
    {"toolbar", HINT_ASIDE},
    {"tools", HINT_ASIDE},
    {"tooltip", HINT_ASIDE},
    {"trending", HINT_ASIDE},
    {"twitter", HINT_MAYBE},
    {"utility", HINT_ASIDE},
    {"widget", HINT_ASIDE},
    {"widgets", HINT_ASIDE},
};

enum { LONGEST_WORD = 24 };

static int compare(const void *key, const void *entry)
{
    const char *a = key, *b = ((const struct word *)entry)->text;
    return *a != *b ? *a - *b : strcmp(a, b);
}

static unsigned look_up(const char *word)
{
    const struct word *hit = bsearch(word, words, sizeof words / sizeof *words, sizeof *words, compare);
    return hit ? hit->hints : 0;
}

/* Two words of content beside each other name the body of the report: "article-body", "entry-content", "story-text". */
static bool makes_body(const char *before, const char *word)
{
    static const char *const first[] = {"article", "story", "entry", "post", "news", "blog", "content", "page"};
    static const char *const second[] = {"body", "content", "text", "copy", "main"};
    bool a = false, b = false;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        a = a || !strcmp(before, first[i]);
    for (size_t i = 0; i < sizeof second / sizeof *second; i++)
        b = b || !strcmp(word, second[i]);
    return a && b && strcmp(before, word) != 0;
}

unsigned html_hints(struct culpa_slice s)
{
    unsigned hints = 0;
    char before[LONGEST_WORD + 1] = "", word[LONGEST_WORD + 1];
    for (size_t at = 0; at < s.len;) {
        size_t n = 0;
        bool space = false;
        while (at < s.len && !((s.ptr[at] | 32) >= 'a' && (s.ptr[at] | 32) <= 'z'))
            space = s.ptr[at++] == ' ' || space;
        while (at < s.len && (s.ptr[at] | 32) >= 'a' && (s.ptr[at] | 32) <= 'z') {
            bool hump = n && s.ptr[at] < 'a' && s.ptr[at - 1] >= 'a';
            if (hump)
                break;
            if (n < LONGEST_WORD)
                word[n++] = (char)(s.ptr[at] | 32);
            at++;
        }
        word[n] = 0;
        if (!n)
            continue;
        hints |= look_up(word);
        if (!space && makes_body(before, word))
            hints |= HINT_BODY;
        memcpy(before, word, n + 1);
    }
    return hints;
}
