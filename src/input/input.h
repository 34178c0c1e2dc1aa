/* Bytes -> documents.
 *
 * Two steps, so that the first can run in one thread and the second in many. input_next() walks files, folders and
 * standard input and hands out raw records: a whole file, or one line of a JSONL file. input_parse() turns the bytes of
 * one record into a document: text in UTF-8, title, date, furniture, and the way back to the source bytes. */
#ifndef INPUT_INPUT_H
#define INPUT_INPUT_H

#include "base/arena.h"
#include "base/buf.h"

/* One report as it came in. */
struct input_record {
    enum culpa_format format; /* JSON for a line of JSONL; AUTO where input_parse() has to find out */
    char *file;               /* NUL-terminated name for messages; "-" is standard input. Owned by the stream */
    size_t line;              /* 1-based line in a JSONL file, else 0 */
    size_t offset;            /* byte of the file where the record begins */
    struct buf bytes;         /* owned by the caller, who passes the same one again and again */
};

struct input_stream;

/* paths: files, folders (walked in sorted order, hidden names skipped), "-" for standard input. Status: NO_MEMORY. */
enum culpa_status input_open(const char *const *paths, size_t n_paths, struct input_stream **stream);
void input_close(struct input_stream *stream);

/* The next record. OK: *record is filled. END: nothing is left. Else one input could not be read: *error and
 * record->file, line say which and why, and the next call goes on behind it. */
enum culpa_status input_next(struct input_stream *stream, struct input_record *record, struct culpa_error *error);

/* Everything in *document lives in the arena or in bytes. Statuses: NO_MEMORY, TOO_LARGE, NOT_TEXT, EMPTY, SYNTAX. */
enum culpa_status input_parse(struct arena *arena, enum culpa_format format, const char *file, struct culpa_slice bytes,
                              struct culpa_document *document, struct culpa_error *error);

/* --- the readers behind input_parse, one file each --- */

/* Any charset -> UTF-8: byte order mark, else what the page or the caller declares (label may be empty), else UTF-8
 * where it is valid, else Windows-1252. UTF-16 without mark is found by its NUL bytes. Returns bytes itself where it is
 * UTF-8 already. */
enum culpa_status input_to_utf8(struct arena *arena, struct culpa_slice bytes, struct culpa_slice label,
                                struct culpa_slice *utf8, struct culpa_error *error);
/* The charset that an HTML page declares in its first 4096 bytes, empty where none. */
struct culpa_slice input_html_charset(struct culpa_slice bytes);

/* page: UTF-8. Main text with title, byline, outlet, published, language, url, furniture, blocks. */
enum culpa_status input_parse_html(struct arena *arena, struct culpa_slice page, struct culpa_document *document,
                                   struct culpa_error *error);
/* One JSON object: {"id", "text", "title"?, "published"?, "url"?, "outlet"?, "html"?}; other members are ignored. */
enum culpa_status input_parse_json(struct arena *arena, struct culpa_slice line, struct culpa_document *document,
                                   struct culpa_error *error);
/* Furniture of plain text: captions, photo credits, leftover markup, "read more" lines and the like. Appends to
 * document->furniture, which stays sorted. */
enum culpa_status input_find_furniture(struct arena *arena, struct culpa_document *document);
/* The first line of a plain text is its title where it is short, ends without a stop, and more follows; else empty. */
struct culpa_slice input_find_title(struct culpa_slice text);
/* The text's beginning is furniture where it says the title again, or a headline that runs into the dateline. Status:
 * NO_MEMORY. */
enum culpa_status input_mark_title(struct arena *arena, struct culpa_document *document);
/* Whether a line, by itself and without white space around it, is furniture of that kind. */
bool input_line_is_furniture(struct culpa_slice line, enum culpa_furniture_kind *kind);

#endif
