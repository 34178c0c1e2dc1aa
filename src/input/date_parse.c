/* Days in figures and words: "2020-09-21", "21/09/2020", "September 21st, 2020", "21 сентября 2020", "2020年9月21日". A
 * string is read as parts, numbers and names of months, with little between them; three parts in a known order are a
 * day. */
#include <stdio.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "input/date.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2099, LONGEST_WORD = 48, LEAST_LETTERS = 3 };

/* A name of a month stands for all its beginnings of three letters and more: "Sept". Earlier lines win where two share
 * one: "mar" is March, not the Finnish marraskuu. */
struct month {
    uint8_t number;
    const char *names; /* lower case, each with a blank behind it */
};

static const struct month months[] = {
    {1, "january januar januari janvier enero gennaio janeiro stycznia leden ledna tammikuuta ocak января "
        "січня януари ιανουαρίου ianuarie január siječnja januára يناير ינואר בינואר "},
    {2, "february februar februari février fevrier febrero febbraio fevereiro lutego únor února helmikuuta şubat "
        "февраля лютого февруари φεβρουαρίου februarie február veljače feb fév فبراير شباط פברואר בפברואר "},
    {3, "march märz maerz maart mars marzo março marco marca březen března maaliskuuta mart марта березня март "
        "μαρτίου martie március ožujka mrz mrt maret مارس آذار מרץ במרץ "},
    {4, "april avril abril aprile kwietnia duben dubna huhtikuuta nisan апреля квітня април απριλίου aprilie "
        "április travnja avr أبريل ابريل إبريل نيسان אפריל באפריל "},
    {5, "may mai mei mayo maggio maio maja května květen toukokuuta mayıs мая травня май μαΐου május svibnja مايو أيار "
        "מאי במאי "},
    {6,
     "june juni juin junio giugno junho czerwca červen června kesäkuuta haziran июня червня юни ιουνίου iunie június "
     "lipnja يونيو حزيران יוני ביוני "},
    {7, "july juli juillet julio luglio julho lipca července červenec heinäkuuta temmuz июля липня юли ιουλίου iulie "
        "július srpnja يوليو تموز יולי ביולי "},
    {8, "august augustus août aout agosto sierpnia srpen srpna elokuuta ağustos августа серпня август αυγούστου "
        "augusztus kolovoza ago agustus أغسطس اغسطس آب אוגוסט באוגוסט "},
    {9, "september septembre septiembre setiembre settembre setembro września září syyskuuta eylül сентября вересня "
        "септември σεπτεμβρίου septembrie szeptember rujna سبتمبر أيلول ספטמבר בספטמבר "},
    {10, "october oktober octobre octubre ottobre outubro października říjen října lokakuuta ekim октября жовтня "
         "октомври οκτωβρίου octombrie október أكتوبر اكتوبر אוקטובר באוקטובר "},
    {11, "november novembre noviembre novembro listopada listopad listopadu marraskuuta kasım ноября листопада "
         "ноември νοεμβρίου noiembrie نوفمبر נובמבר בנובמבר "},
    {12, "december dezember décembre decembre diciembre dicembre dezembro grudnia prosinec prosince joulukuuta aralık "
         "декабря грудня декември δεκεμβρίου decembrie prosinca dez déc desember ديسمبر דצמבר בדצמבר "},
};

struct part {
    uint32_t value;    /* of a number, or of a month */
    uint8_t digits;    /* 0: a month by its name */
    bool joined;       /* nothing but what may stand inside a date between it and the part before */
    char before;       /* the last mark between them: '-', '/', '.', ':' or ' ' */
    size_t start, end; /* bytes */
};

/* word: lower case. Its number, 0 where it names no month. */
static uint8_t find_month(struct culpa_slice word, size_t letters)
{
    if (letters < LEAST_LETTERS)
        return 0;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        for (const char *name = months[i].names; *name; name = strchr(name, ' ') + 1)
            if (*name == *word.ptr && !strncmp(name, word.ptr, word.len))
                return months[i].number;
    return 0;
}

/* What may stand between the parts of one date: "5 de junio de 2020", "21st of September", "21 вересня 2020 року". */
static bool is_joint(struct culpa_slice word)
{
    static const char *const joints[] = {"de", "of", "del", "the", "st", "nd",    "rd",
                                         "th", "er", "t",   "do",  "a",  "tháng", "năm"};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (slice_eq(word, slice_of(joints[i], strlen(joints[i]))))
            return true;
    return false;
}

struct scanner {
    struct culpa_slice s;
    size_t at;
};

/* The letters at the scanner in lower case. */
static struct culpa_slice read_word(struct scanner *sc, char out[LONGEST_WORD], size_t *letters)
{
    size_t n = 0, len;
    *letters = 0;
    for (; sc->at < sc->s.len; sc->at += len) {
        uint32_t code = utf8_decode(sc->s, sc->at, &len);
        if (!utf8_is_alpha(code))
            break;
        if (n + 4 <= LONGEST_WORD)
            n += utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)code), out + n);
        ++*letters;
        if (code >= 0x3000) /* an ideograph is a word by itself: 年 */ {
            sc->at += len;
            break;
        }
    }
    return slice_of(out, n);
}

bool date_is_month(struct culpa_slice word)
{
    char room[LONGEST_WORD];
    size_t letters;
    struct scanner sc = {word, 0};
    struct culpa_slice lower = read_word(&sc, room, &letters);
    return sc.at == word.len && find_month(lower, letters) != 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next number or month; false at the end. */
static bool next_part(struct scanner *sc, struct part *part)
{
    *part = (struct part){.joined = true, .before = ' '};
    char room[LONGEST_WORD];
    while (sc->at < sc->s.len) {
        char c = sc->s.ptr[sc->at];
        size_t len = 1, letters;
        part->start = sc->at;
        if (is_digit(c)) {
            for (; sc->at < sc->s.len && is_digit(sc->s.ptr[sc->at]); sc->at++) {
                part->value = part->digits < 8 ? part->value * 10 + (uint32_t)(sc->s.ptr[sc->at] - '0') : 0;
                part->digits += part->digits < 9;
            }
            part->end = sc->at;
            return true;
        }
        uint32_t code = utf8_decode(sc->s, sc->at, &len);
        if (utf8_is_alpha(code)) {
            struct culpa_slice word = read_word(sc, room, &letters);
            part->value = find_month(word, letters);
            part->end = sc->at;
            if (part->value)
                return true;
            bool ideograph = code == 0x5E74 || code == 0x6708 || code == 0xB144 || code == 0xC6D4; /* 年 月 년 월 */
            part->joined = part->joined && (is_joint(word) || ideograph);
            continue;
        }
        sc->at += len;
        if (c == '-' || c == '/' || c == '.' || c == ':')
            part->before = c;
        else if (c != ',' && c != '_' && utf8_class(code) != UTF8_SPACE)
            part->joined = false;
    }
    return false;
}

static bool make(uint32_t year, uint32_t month, uint32_t day, struct date *date)
{
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    *date = (struct date){(uint16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

static bool is_number(const struct part *p, unsigned least, unsigned most)
{
    return p->digits >= least && p->digits <= most;
}

/* Whether p[0..2] are one date. */
static bool match(const struct part *p, enum date_order order, struct date *date)
{
    if (!p[1].joined || !p[2].joined || p[1].before == ':' || p[2].before == ':')
        return false;
    if (is_number(&p[0], 4, 4) && (!p[1].digits || is_number(&p[1], 1, 2)) && is_number(&p[2], 1, 2))
        return make(p[0].value, p[1].value, p[2].value, date);
    if (order == DATE_YEAR_ONLY_FIRST || !is_number(&p[2], 4, 4))
        return false;
    if (!p[0].digits && is_number(&p[1], 1, 2))
        return make(p[2].value, p[0].value, p[1].value, date);
    if (!is_number(&p[0], 1, 2))
        return false;
    if (!p[1].digits)
        return make(p[2].value, p[1].value, p[0].value, date);
    /* figures alone need marks between them: "for 20 10 2020" is no date */
    if (!is_number(&p[1], 1, 2) || p[1].before == ' ' || p[1].before != p[2].before)
        return false;
    bool month_first = order == DATE_MONTH_FIRST && p[1].before == '/';
    return (month_first && make(p[2].value, p[0].value, p[1].value, date)) ||
           make(p[2].value, p[1].value, p[0].value, date) || make(p[2].value, p[0].value, p[1].value, date);
}

/* Every day has a year in four figures; most lines have none, and need not be read. */
static bool has_year(struct culpa_slice s, size_t at)
{
    for (; at + 4 <= s.len; at++)
        if (((s.ptr[at] == '1' && s.ptr[at + 1] == '9') || (s.ptr[at] == '2' && s.ptr[at + 1] == '0')) &&
            is_digit(s.ptr[at + 2]) && is_digit(s.ptr[at + 3]))
            return true;
    return false;
}

bool date_read(struct culpa_slice s, enum date_order order, size_t *at, struct date *date)
{
    if (!has_year(s, *at))
        return false;
    struct scanner sc = {s, *at};
    struct part p[3];
    size_t n = 0;
    for (;;) {
        if (n == 3) {
            p[0] = p[1];
            p[1] = p[2];
            n = 2;
        }
        if (!next_part(&sc, &p[n]))
            return false;
        const struct part *last = &p[n++];
        *at = last->end;
        /* two names of one month: "24 نيسان / أبريل 2020" */
        if (n > 1 && !last->digits && !p[n - 2].digits && p[n - 2].value == last->value) {
            n--;
            continue;
        }
        bool packed = last->digits == 8 && (order == DATE_YEAR_ONLY_FIRST || last->start == 0);
        if (packed && /* 20200921; amid a text it may be any number */
            make(last->value / 10000, last->value / 100 % 100, last->value % 100, date))
            return true;
        if (n == 3 && match(p, order, date))
            return true;
    }
}

struct culpa_slice date_write(struct date date, char out[11])
{
    int n = date.day     ? snprintf(out, 11, "%04u-%02u-%02u", date.year % 10000U, date.month % 100U, date.day % 100U)
            : date.month ? snprintf(out, 11, "%04u-%02u", date.year % 10000U, date.month % 100U)
                         : snprintf(out, 11, "%04u", date.year % 10000U);
    return slice_of(out, (size_t)n);
}
