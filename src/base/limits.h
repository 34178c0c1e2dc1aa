/* Every limit on input, in one place. Each is checked where it is used and has a test. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define LIMIT_INPUT_BYTES ((size_t)256 << 20)   /* a whole report as it comes in; a 50 MB page is read */
#define LIMIT_TEXT_BYTES ((size_t)16 << 20)     /* clean text of one report: about 2.5 million words */
#define LIMIT_ARENA_BYTES ((size_t)2 << 30)     /* all memory of one report */
#define LIMIT_IDENTITY_BYTES ((size_t)16 << 30) /* what is kept of all reports to compare them: about 20 KiB each */
#define LIMIT_HTML_DEPTH 400                    /* deeper elements are read as children of the last one */
#define LIMIT_HTML_BLANKS 2000                  /* in one tag: the parser compares each attribute with all others */
#define LIMIT_WORD_CHARS 100                    /* code points; a longer token is unknown to the encoder, as in BERT */
#define LIMIT_SENTENCE_TOKENS 1024              /* what goes on longer, a table or a text without stops, is cut */
#define LIMIT_WINDOW_PIECES 192                 /* word pieces in one pass of the encoder, special ones included */
#define LIMIT_MODEL_HEADER_BYTES ((size_t)1 << 20) /* JSON header of the model file */

#endif
