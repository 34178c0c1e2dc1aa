"""compile.py TRIGGERS PROCEEDINGS OUTPUT.c: the tables of this folder as the C tables that src/incident/tables.h declares. Standard library only."""
import re
import sys

KINDS = ('event', 'deed', 'does', 'weak', 'harm', 'weapon', 'elsewhere', 'not')
TYPES = {'shooting': 'SHOOTING', 'bombing': 'BOMBING', 'arson': 'ARSON', 'stabbing': 'STABBING', 'vehicle attack': 'VEHICLE',
         'kidnapping': 'KIDNAPPING', 'hijacking': 'HIJACKING', 'assassination': 'ASSASSINATION', 'air strike': 'AIR_STRIKE',
         'shelling': 'SHELLING', 'armed clash': 'CLASH', 'chemical attack': 'CHEMICAL', 'cyber attack': 'CYBER',
         'sabotage': 'SABOTAGE', 'riot': 'RIOT', 'police violence': 'POLICE', 'execution': 'EXECUTION', 'fire': 'FIRE',
         'explosion': 'EXPLOSION', 'collapse': 'COLLAPSE', 'crash': 'CRASH', 'sinking': 'SINKING', 'earthquake': 'EARTHQUAKE',
         'flood': 'FLOOD', 'storm': 'STORM', 'outbreak': 'OUTBREAK', 'other': 'OTHER'}
ACTS = ('arrest', 'surrender', 'detain', 'release', 'investigate', 'charge', 'no charge', 'plead guilty', 'plead not guilty', 'trial',
        'convict', 'acquit', 'sentence')
BASE, PRESENT, PAST, GERUND, NOUN = range(5)
FORMS = ('BASE', 'PRESENT', 'PAST', 'GERUND', 'NOUN')


def inflect(word):
    """'bomb~' -> its four forms, 'shoot|shoots|shot|shooting' likewise (several past forms may stand in the middle)"""
    if '|' in word:
        forms = word.split('|')
        return [(forms[0], BASE), (forms[1], PRESENT)] + [(f, PAST) for f in forms[2:-1]] + [(forms[-1], GERUND)]
    stem = word.rstrip('~')
    if word.endswith('~~'):
        long = stem + stem[-1]
        return [(stem, BASE), (stem + 's', PRESENT), (long + 'ed', PAST), (long + 'ing', GERUND)]
    s = stem[:-1] + 'ies' if re.search('[^aeiou]y$', stem) else stem + 'es' if re.search('(s|sh|ch|x)$', stem) else stem + 's'
    ed = stem + 'd' if stem.endswith('e') else stem[:-1] + 'ied' if re.search('[^aeiou]y$', stem) else stem + 'ed'
    ing = stem[:-1] + 'ing' if re.search('[^e]e$', stem) else stem + 'ing'
    return [(stem, BASE), (s, PRESENT), (ed, PAST), (ing, GERUND)]


def expand(words, verb):
    """Every form of a phrase of which one word may be inflected -> [(phrase, form)]"""
    parts = words.split()
    for i, part in enumerate(parts):
        if '~' in part or '|' in part:
            return [(' '.join(parts[:i] + [form] + parts[i + 1:]), name) for form, name in inflect(part)]
    return [(words, (GERUND if parts[0].endswith('ing') else PAST) if verb else NOUN)]


def rows_of(path):
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            if line.startswith('#') or not line.strip():
                continue
            fields = line.rstrip('\n').split('\t')
            if len(fields) != 3 or not all(fields) or fields[2] != fields[2].lower() or not fields[2].isascii():
                sys.exit('%s:%d: kind, types, words in small letters' % (path, number))
            yield number, fields


def triggers(path):
    rows = {}
    for number, (kind, types, words) in rows_of(path):
        if kind not in KINDS:
            sys.exit('%s:%d: no kind: %s' % (path, number, kind))
        bits = [] if types == '-' else types.split(',')
        if any(t not in TYPES for t in bits):
            sys.exit('%s:%d: no type: %s' % (path, number, types))
        mask = ' | '.join('1u << CULPA_INCIDENT_' + TYPES[t] for t in bits) or '0'
        for phrase, form in expand(words, kind in ('deed', 'does')):
            # what is a verb and a noun of one spelling stands twice (attack, weapons): the table keeps both
            rows.setdefault((phrase, kind), 'INCIDENT_%s, INCIDENT_%s, %s' % (kind.upper(), FORMS[form], mask))
    return sorted((p.split()[0], -len(p.split()), p, value) for (p, _), value in rows.items())


def proceedings(path):
    rows = {}
    for number, (act, form, words) in rows_of(path):
        if act not in ACTS + ('not',) or form not in ('passive', 'active', 'noun'):
            sys.exit('%s:%d: act, passive or active or noun, words' % (path, number))
        rows[words] = 'INCIDENT_%s, %s' % (form.upper().replace('NOUN', 'NOMINAL'),
                                      'INCIDENT_NO_STEP' if act == 'not' else 'CULPA_PROCEEDING_' + act.upper().replace(' ', '_'))
    return sorted((p.split()[0], -len(p.split()), p, value) for p, value in rows.items())


def write(out, struct, name, rows):
    out.write('const struct %s %s[] = {\n' % (struct, name))
    for first, n, words, value in rows:
        out.write('    {{"%s", "%s", %d}, %s},\n' % (first, words, -n, value))
    out.write('};\n\nconst size_t %s_n = sizeof %s / sizeof *%s;\n\n' % (name, name, name))


def main():
    with open(sys.argv[3], 'w', encoding='ascii') as out:
        out.write('#include "incident/tables.h"\n\n')
        write(out, 'incident_trigger', 'incident_triggers', triggers(sys.argv[1]))
        write(out, 'incident_step', 'incident_steps', proceedings(sys.argv[2]))


if __name__ == '__main__':
    main()
