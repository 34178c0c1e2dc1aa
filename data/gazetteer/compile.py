"""compile.py FOLDER OUTPUT.c: the tables of the gazetteer as C constants, declared in src/entity/gazetteer_table.h. Standard library only."""
import os
import sys
import unicodedata

KINDS = {'state': 'STATE', 'government body': 'BODY', 'organisation': 'ORGANISATION', 'armed group': 'ARMED', 'media': 'MEDIA', 'city': 'CITY'}
CLASSES = ('person', 'people', 'body', 'armed', 'organisation', 'media', 'state', 'words')
CITY_PEOPLE = 150000  # a name that means the town wherever it stands
USES = {'': 0, 'title': 1}
GENDERS = {'': 0, 'm': 1, 'f': 2}


def key(name):
    """The form that names are looked up by; gazetteer_key() makes the same."""
    name = ''.join(c for c in unicodedata.normalize('NFKD', name) if not unicodedata.combining(c)).casefold()
    name = ''.join(' ' if c == '-' else c for c in name if c not in ".'’`")
    name = ' '.join(name.split())
    return name[4:] if name.startswith('the ') else name


def rows(folder, table):
    with open(os.path.join(folder, table + '.tsv'), encoding='utf-8') as f:
        for number, line in enumerate(f):
            if number >= 2:
                yield line.rstrip('\n').split('\t')


def split(names):
    return [n for n in names.split(';') if n]


class Pool:
    """All strings in one, each with a NUL behind it."""

    def __init__(self):
        self.bytes, self.at = bytearray(), {}

    def add(self, text):
        if text not in self.at:
            self.at[text] = len(self.bytes)
            self.bytes += text.encode() + b'\0'
        return self.at[text]


def entries(folder):
    """(name, kind, country, wikidata, state-owned, [(key, how)]), the most trusted tables first."""
    for code, name, others, adjectives, people, capitals, wikidata in rows(folder, 'states'):
        ways = [(n, 'NAME') for n in [name] + split(others)] + [(a, 'ADJECTIVE') for a in split(adjectives)]
        yield name, 'STATE', code, wikidata, 0, ways + [(p, 'PEOPLE') for p in split(people)] + [(c, 'CAPITAL') for c in split(capitals)]
    for name, others, state, wikidata in rows(folder, 'offices'):
        yield name, 'BODY', state, wikidata, 0, [(n, 'NAME') for n in [name] + split(others)]
    for name, others, kind, state, wikidata in rows(folder, 'agencies'):
        yield name, KINDS[kind], state, wikidata, 0, [(n, 'NAME') for n in [name] + split(others)]
    for name, others, states, wikidata in rows(folder, 'armed_groups'):
        yield name, 'ARMED', (split(states) + [''])[0], wikidata, 0, [(n, 'NAME') for n in [name] + split(others)]
    for name, others, state, owner in rows(folder, 'media'):
        yield name, 'MEDIA', state, '', int(owner == 'state'), [(n, 'NAME') for n in [name] + split(others)]
    for name, state in cities(folder):
        yield name, 'CITY', state, '', 0, [(name, 'NAME')]


def cities(folder):
    """The large towns, of each name the largest."""
    largest = {}
    for name, _, state, _, _, _, people in rows(folder, 'towns'):
        if int(people) >= CITY_PEOPLE and int(people) > largest.get(name, (0, ''))[0]:
            largest[name] = (int(people), state)
    return sorted((name, state) for name, (_, state) in largest.items())


def plural(noun):
    if noun.endswith('man'):
        return noun[:-3] + 'men'
    if noun.endswith(('s', 'sh', 'ch', 'x')):
        return noun + 'es'
    if noun.endswith('y') and noun[-2] not in 'aeiou':
        return noun[:-1] + 'ies'
    if noun.endswith(('wife', 'life')):
        return noun[:-2] + 'ves'
    return noun + 's'


def compile_names(folder, pool):
    table, keys = [], {}
    for name, kind, country, wikidata, owned, ways in entries(folder):
        table.append('{%d, GAZETTEER_%s, "%s", %s, %d}' % (pool.add(name), kind, country, wikidata[1:] or 0, owned))
        for rank, (form, how) in enumerate(ways):
            keys.setdefault((key(form), len(table) - 1), (rank, how))
    sorted_keys = sorted(keys.items(), key=lambda item: (item[0][0].encode(), item[0][1]))
    return table, ['{%d, %d, GAZETTEER_%s}' % (pool.add(k), entry, how) for (k, entry), (_, how) in sorted_keys]


def compile_given(folder, pool):
    genders = {}
    for table in ('given_names', 'names_by_hand'):
        for name, gender in rows(folder, table):
            genders.setdefault(key(name), gender)
    return ['{%d, %d}' % (pool.add(k), GENDERS[g]) for k, g in sorted(genders.items(), key=lambda item: item[0].encode())]


def compile_roles(folder, pool):
    nouns = {}
    for noun, cls, gender, use in rows(folder, 'roles'):
        nouns[key(noun)] = (CLASSES.index(cls), GENDERS[gender], USES[use], 0)
    for noun, cls, gender, use in rows(folder, 'roles'):
        if cls not in ('people', 'words') and not use:
            nouns.setdefault(key(plural(noun)), (CLASSES.index(cls), GENDERS[gender], USES[use], 1))
    return ['{%d, %d, %d, %d, %d}' % (pool.add(k), *v) for k, v in sorted(nouns.items(), key=lambda item: item[0].encode())]


def write(path, stem, pool, tables):
    """Declared in src/entity/STEM_table.h, the strings as STEM_pool."""
    with open(path, 'w', encoding='ascii') as f:
        f.write('/* Made of data/gazetteer; do not edit. */\n#include "entity/%s_table.h"\n\n'
                '#pragma GCC diagnostic ignored "-Woverlength-strings"\n\nconst char %s_pool[] =\n' % (stem, stem))
        for text in pool.at:
            f.write('    "%s\\0"\n' % ''.join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else '\\%03o' % b for b in text.encode()))
        f.write('    ;\n')
        for kind, name, lines in tables:
            f.write('const struct %s %s[] = {\n    %s\n};\nconst uint32_t %s_n = %d;\n' % (kind, name, ',\n    '.join(lines), name, len(lines)))


def main():
    folder, output = sys.argv[1:]
    pool = Pool()
    names, keys = compile_names(folder, pool)
    write(output, 'gazetteer', pool, (('gazetteer_entry', 'gazetteer_entries', names), ('gazetteer_form', 'gazetteer_forms', keys),
                         ('gazetteer_given', 'gazetteer_given_names', compile_given(folder, pool)),
                         ('gazetteer_noun', 'gazetteer_nouns', compile_roles(folder, pool))))


if __name__ == '__main__':
    main()
