"""compile_roles.py ROLES WORD_TAGS WEIGHTS OUTPUT.c: the tables of roles as the C tables that src/incident/roles.h declares. Standard library only."""
import re
import sys

KINDS = ('perpetrator', 'force', 'person', 'building', 'vehicle', 'works', 'weapon', 'members', 'organisation', 'place', 'event', 'word')
TAGS = ('verb', 'adjective', 'adverb')
ROLES = 6


def rows_of(path, fields):
    with open(path, encoding='ascii') as f:
        for number, line in enumerate(f, 1):
            row = line.rstrip('\n').split('\t')
            if line.startswith('#') or not line.strip():
                continue
            if len(row) != fields or not all(row):
                sys.exit('%s:%d: %d fields' % (path, number, fields))
            yield number, row


def plural(noun):
    if re.search('[^aeiou]y$', noun):
        return noun[:-1] + 'ies'
    return noun + 'es' if re.search('(s|sh|ch|x)$', noun) else noun + 's'


def words(path, kinds, prefix, plurals):
    table = {}
    for number, (kind, word) in rows_of(path, 2):
        if kind not in kinds or not re.fullmatch('[a-z]+', word):
            sys.exit('%s:%d: a kind and a word in small letters' % (path, number))
        if word in table:
            sys.exit('%s:%d: twice' % (path, number))
        table[word] = prefix + kind.upper()
    for word, kind in list(table.items()) if plurals else ():
        table.setdefault(plural(word), kind)
    return sorted(table.items())


def fnv(text):
    """64-bit FNV-1a"""
    h = 0xcbf29ce484222325
    for byte in text.encode():
        h = (h ^ byte) * 0x100000001b3 & 0xffffffffffffffff
    return h


def weights(path):
    table = {}
    for number, row in rows_of(path, 1 + ROLES):
        h = fnv(row[0])
        if h in table:
            sys.exit('%s:%d: twice' % (path, number))
        table[h] = [int(x) for x in row[1:]]
    return sorted(table.items())


def main():
    with open(sys.argv[4], 'w', encoding='ascii') as out:
        out.write('#include "incident/roles.h"\n\n')
        for name, table in (('nouns', words(sys.argv[1], KINDS, 'ROLE_NOUN_', True)), ('tags', words(sys.argv[2], TAGS, 'ROLE_TAG_', False))):
            out.write('const struct role_word role_%s[] = {\n' % name)
            out.writelines('    {"%s", %s},\n' % row for row in table)
            out.write('};\n\nconst size_t role_%s_n = sizeof role_%s / sizeof *role_%s;\n\n' % (name, name, name))
        out.write('const struct role_weight role_weights[] = {\n')
        out.writelines('    {0x%016xu, {%s}},\n' % (h, ', '.join(map(str, w))) for h, w in weights(sys.argv[3]))
        out.write('};\n\nconst size_t role_weights_n = sizeof role_weights / sizeof *role_weights;\n')


if __name__ == '__main__':
    main()
