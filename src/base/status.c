/* Messages of the statuses, names of the public enumerations, and the error struct. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CULPA_X(name, text) text,

static const char *const STATUS_MESSAGES[] = {CULPA_STATUSES(CULPA_X)};
static const char *const FURNITURE_NAMES[] = {CULPA_FURNITURE_KINDS(CULPA_X)};
static const char *const NAME_KIND_NAMES[] = {CULPA_NAME_KINDS(CULPA_X)};
static const char *const ACTOR_KIND_NAMES[] = {CULPA_ACTOR_KINDS(CULPA_X)};
static const char *const ACT_NAMES[] = {CULPA_ACTS(CULPA_X)};
static const char *const FRAME_NAMES[] = {CULPA_FRAMES(CULPA_X)};
static const char *const MODE_NAMES[] = {CULPA_MODES(CULPA_X)};
static const char *const TIME_TYPE_NAMES[] = {CULPA_TIME_TYPES(CULPA_X)};
static const char *const TIME_MOD_NAMES[] = {CULPA_TIME_MODS(CULPA_X)};
static const char *const TIME_ANCHOR_NAMES[] = {CULPA_TIME_ANCHORS(CULPA_X)};
static const char *const INCIDENT_TYPE_NAMES[] = {CULPA_INCIDENT_TYPES(CULPA_X)};
static const char *const FIGURE_NAMES[] = {CULPA_FIGURES(CULPA_X)};
static const char *const ADDITION_NAMES[] = {CULPA_ADDITIONS(CULPA_X)};
static const char *const PROCEEDING_NAMES[] = {CULPA_PROCEEDINGS(CULPA_X)};

static const char *pick(const char *const *names, size_t n, size_t i)
{
    return i < n ? names[i] : "unknown";
}

const char *culpa_status_message(enum culpa_status status)
{
    return pick(STATUS_MESSAGES, COUNT(STATUS_MESSAGES), status);
}

const char *culpa_furniture_name(enum culpa_furniture_kind kind)
{
    return pick(FURNITURE_NAMES, COUNT(FURNITURE_NAMES), kind);
}

const char *culpa_name_kind_name(enum culpa_name_kind kind)
{
    return pick(NAME_KIND_NAMES, COUNT(NAME_KIND_NAMES), kind);
}

const char *culpa_actor_kind_name(enum culpa_actor_kind kind)
{
    return pick(ACTOR_KIND_NAMES, COUNT(ACTOR_KIND_NAMES), kind);
}

const char *culpa_act_name(enum culpa_act act)
{
    return pick(ACT_NAMES, COUNT(ACT_NAMES), act);
}

const char *culpa_frame_name(enum culpa_frame frame)
{
    return pick(FRAME_NAMES, COUNT(FRAME_NAMES), frame);
}

const char *culpa_mode_name(enum culpa_mode mode)
{
    return pick(MODE_NAMES, COUNT(MODE_NAMES), mode);
}

const char *culpa_time_type_name(enum culpa_time_type type)
{
    return pick(TIME_TYPE_NAMES, COUNT(TIME_TYPE_NAMES), type);
}

const char *culpa_time_mod_name(enum culpa_time_mod mod)
{
    return pick(TIME_MOD_NAMES, COUNT(TIME_MOD_NAMES), mod);
}

const char *culpa_time_anchor_name(enum culpa_time_anchor anchor)
{
    return pick(TIME_ANCHOR_NAMES, COUNT(TIME_ANCHOR_NAMES), anchor);
}

const char *culpa_incident_type_name(enum culpa_incident_type type)
{
    return pick(INCIDENT_TYPE_NAMES, COUNT(INCIDENT_TYPE_NAMES), type);
}

const char *culpa_figure_name(enum culpa_figure_what what)
{
    return pick(FIGURE_NAMES, COUNT(FIGURE_NAMES), what);
}

const char *culpa_proceeding_name(enum culpa_proceeding_act act)
{
    return pick(PROCEEDING_NAMES, COUNT(PROCEEDING_NAMES), act);
}

const char *culpa_addition_name(enum culpa_addition addition)
{
    return pick(ADDITION_NAMES, COUNT(ADDITION_NAMES), addition);
}

enum culpa_status status_error(struct culpa_error *error, enum culpa_status status, size_t line, size_t offset,
                               const char *format, ...)
{
    if (!error)
        return status;
    *error = (struct culpa_error){.status = status, .line = line, .offset = offset};
    va_list args;
    va_start(args, format);
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    return status;
}
