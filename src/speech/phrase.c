/* Noun phrases beside a word, read from the closed classes of English, the names of the text and the table of nouns;
 * there is no parser. */
#include "speech/phrase.h"

#include "entity/gazetteer.h"
#include "entity/words.h"

enum { MOST_PHRASE = 14 }; /* tokens */

/* The name that covers a byte, or NULL. */
const struct culpa_name *phrase_name(const struct phrase_reader *a, uint32_t byte)
{
    size_t low = 0, high = a->n_names;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (a->names[middle].span.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low < a->n_names && a->names[low].span.start <= byte ? &a->names[low] : NULL;
}

static bool is_somebody(struct culpa_slice word)
{
    const struct gazetteer_noun *noun = gazetteer_noun(word);
    return noun && noun->class != CLASS_WORDS;
}

/* Marks that stand inside of a phrase: co-leader, Omar's, U.S.; not the full stop of a sentence. */
static bool is_joint(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
    if (token == 0 || text->tokens[token].start != text->tokens[token - 1].end)
        return false;
    if (slice_eq(s, SLICE(".")))
        return text->tokens[token - 1].shape == SHAPE_INITIAL;
    return slice_eq(s, SLICE("-")) || slice_eq(s, SLICE("'")) || slice_eq(s, SLICE("\xE2\x80\x99"));
}

static bool is_edge(const struct phrase_reader *a, uint32_t token)
{
    const struct text *text = a->text;
    enum word_class class = word_class(text_word(text, token));
    if (phrase_name(a, text->tokens[token].start))
        return false;
    if (text->tokens[token].shape == SHAPE_OTHER)
        return !is_joint(text, token);
    return class == WORD_PREPOSITION || class == WORD_CONJUNCTION || class == WORD_RELATIVE || class == WORD_VERB ||
           text_is(text, token, "not") || text_is(text, token, "that");
}

/* "accused of | killing two" */
static bool is_participle(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
    return text->tokens[token].shape == SHAPE_LOWER && s.len > 4 && memcmp(s.ptr + s.len - 3, "ing", 3) == 0;
}

/* Does the phrase name or describe somebody? "urged calm" does not. A name in front of something else ("the ministry's
 * | plan") is whom the words are about: *r ends with it. */
static bool trim(const struct phrase_reader *a, struct text_range *r)
{
    const struct text *text = a->text;
    uint32_t end = r->from;
    for (uint32_t t = r->from; t < r->to; t++) {
        const struct word *w = word_find(text_word(text, t));
        bool pronoun = w && w->class == WORD_PRONOUN && w->person == 3 && !w->thing;
        bool owner = w && w->class == WORD_POSSESSIVE && w->person == 3 && !w->thing;
        if ((pronoun || owner) && t == r->from)
            end = t + 1;
        else if (phrase_name(a, text->tokens[t].start) || is_somebody(text_word(text, t)))
            end = t + 1;
    }
    r->to = end;
    return end > r->from;
}

bool phrase_ends(const struct phrase_reader *a, uint32_t token)
{
    return token >= a->text->n_tokens || is_edge(a, token);
}

/* The phrase that begins at a token, or behind the quotation mark in it: unidentified "terrorists". A clause is none:
 * "warned that a storm was coming". */
bool phrase_at(const struct phrase_reader *a, uint32_t token, uint32_t limit, struct text_range *r)
{
    const struct text *text = a->text;
    while (token < limit &&
           (text->tokens[token].quote == QUOTE_OPEN || text_is(text, token, "[") ||
            (word_class(text_word(text, token)) == WORD_ADVERB && !(token + 1 < limit && is_joint(text, token + 1)))))
        token++;
    *r = (struct text_range){token, token};
    while (r->to < limit && r->to < token + MOST_PHRASE && !is_edge(a, r->to))
        r->to++;
    if (token >= limit || text_is(text, token, "that") || is_participle(text, token))
        return false;
    uint32_t end = r->to;
    if (trim(a, r))
        return true;
    return end < limit && text->tokens[end].quote == QUOTE_OPEN && phrase_at(a, end, limit, r);
}

/* The phrase that ends in front of a token, behind which auxiliaries and adverbs may stand: "the guard | was formally".
 * "who" and "which" stand for whoever is in front of them. */
bool phrase_before(const struct phrase_reader *a, uint32_t token, uint32_t limit, struct text_range *r)
{
    const struct text *text = a->text;
    while (token > limit) {
        enum word_class class = word_class(text_word(text, token - 1));
        struct culpa_slice s = text_word(text, token - 1);
        bool adverb = class == WORD_ADVERB || (s.len > 4 && memcmp(s.ptr + s.len - 2, "ly", 2) == 0);
        /* "he's accused of" */
        bool short_is = token >= limit + 3 && slice_eq_nocase(s, SLICE("s")) &&
                        word_class(text_word(text, token - 3)) == WORD_PRONOUN;
        if (class != WORD_VERB && !adverb && !short_is)
            break;
        token -= short_is ? 2 : 1;
    }
    *r = (struct text_range){token, token};
    if (token > limit && word_class(text_word(text, token - 1)) == WORD_RELATIVE) {
        r->from--;
        return true;
    }
    /* "the relatives he's accused of shooting" */
    bool pronoun = token > limit && word_class(text_word(text, token - 1)) == WORD_PRONOUN;
    if (pronoun)
        r->from--;
    while (!pronoun && r->from > limit && r->from + MOST_PHRASE > token && !is_edge(a, r->from - 1))
        r->from--;
    return trim(a, r);
}
