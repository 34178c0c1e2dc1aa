#!/usr/bin/env python3
"""Rules of time as readable lines -> tables in C, at build time.

  compile_rules.py WORDS EXPRESSIONS MODIFIERS names.h table.h

docs/design/time.md explains the language. Every pattern is written out into the plain sequences that it stands for, and
these are joined to a tree that the matcher walks. A rule without a sentence, an unknown class, field or value is an error.
"""
import itertools
import re
import sys

CLASSES = '''NUM ORD NUMHALF VAGUE YEAR DAY HOUR CLOCK MONTH MON WEEKDAY WEEKDAYS UNIT UNITS SEASON SEASONS PART PARTS
DECADE HOLIDAY ZONE YY PAST FUTURE PRESENT MILITARY'''.split()
FIELDS = '''year month day weekday season quarter half decade century part hour clock holiday shift unit n plushalf dir
mod ref set yy strict anchor bc'''.split()
SYMBOLS = {
    'unit': dict(second=0, minute=1, hour=2, day=3, week=4, month=5, quarter=6, half=7, year=8, decade=9, century=10,
                 weekend=11, fortnight=12, millennium=13),
    'part': dict(MO=1, MI=2, AF=3, EV=4, NI=5, DT=6, noon=7, midnight=8, am=9, pm=10),
    'season': dict(SP=1, SU=2, FA=3, WI=4),
    'dir': dict(past=-1, future=1, this=2),
    'anchor': dict(published=0, focus=1, told=2),
    'mod': dict(APPROX=1, MORE_THAN=2, LESS_THAN=3, EQUAL_OR_MORE=4, EQUAL_OR_LESS=5, START=6, MID=7, END=8, BEFORE=9,
                AFTER=10),
    'ref': dict(PRESENT_REF=1, PAST_REF=2, FUTURE_REF=3),
    'n': dict(X=-1),
    'holiday': dict(christmas=1, easter=2, thanksgiving=3, newyear=4, independence=5, labor=6, memorial=7, halloween=8,
                    valentine=9, goodfriday=10, veterans=11, mlk=12, christmaseve=13, newyeareve=14, columbus=15,
                    mayday=16, boxing=17, stpatrick=18, eastermonday=19, palmsunday=20, presidents=21, ashwednesday=22,
                    election=23),
}
TYPES = {'DATE': 0, 'TIME': 1, 'DURATION': 2, 'SET': 3}
COUNTED = 4  # a modifier's word for dates that are counted: two years ago
MAX_SEQUENCES = 4096


def fail(path, number, text):
    sys.exit('%s:%d: %s' % (path, number, text))


class Rules:
    def __init__(self):
        self.words = {}      # text -> {'word': id, 'classes': {class: value}, 'capital': bool}
        self.rules = []      # (name, type, [assignment])
        self.nodes = [{}]    # edge key -> node; the first node is the root of the expressions
        self.ends = {}       # node -> end
        self.prefix = self.new_node()
        self.suffix = self.new_node()

    def new_node(self):
        self.nodes.append({})
        return len(self.nodes) - 1

    def word(self, text):
        return self.words.setdefault(text, {'word': len(self.words) + 1, 'classes': {}, 'capital': False})

    def walk(self, root, sequence):
        node = root
        for key in sequence:
            node = self.nodes[node].setdefault(key, None) or self.grow(node, key)
        return node

    def add(self, root, sequence, end):
        self.ends.setdefault(self.walk(root, sequence), end)  # the earlier rule wins

    def add_modifier(self, root, sequence, end, where, sequence_words):
        """The same words may stand in several lines, for different types; they must say the same."""
        old = self.ends.setdefault(self.walk(root, sequence), end)
        if (old['rule'], old['start']) != (end['rule'], end['start']):
            fail(*where, 'these words say something else above: ' + ' '.join(sequence_words))
        old['type'] |= end['type']

    def grow(self, node, key):
        self.nodes[node][key] = self.new_node()
        return self.nodes[node][key]


def number_of(klass, text, path, line):
    table = {'UNIT': 'unit', 'UNITS': 'unit', 'PART': 'part', 'PARTS': 'part', 'SEASON': 'season', 'SEASONS': 'season',
             'HOLIDAY': 'holiday'}.get(klass)
    if table and text in SYMBOLS[table]:
        return SYMBOLS[table][text]
    if re.fullmatch(r'-?\d+', text):
        return int(text)
    fail(path, line, 'no value for %s: %s' % (klass, text))


def read_words(rules, path):
    """CLASS value word word ...; a word in capitals counts only when written with a capital."""
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        part = line.split('#')[0].split()
        if not part:
            continue
        klass, value, texts = part[0], part[1], part[2:]
        if klass not in CLASSES:
            fail(path, number, 'unknown class ' + klass)
        for text in texts:
            entry = rules.word(text.lower())
            entry['capital'] |= text != text.lower()
            entry['classes'][klass] = number_of(klass, value, path, number)
            if len(set(entry['classes'].values())) > 2:
                fail(path, number, 'more than two values: ' + text)


def parse(tokens, macros, where):
    """-> list of alternatives; each a list of items: a token, or ('?', alternatives), or ('|', alternatives)"""
    alternatives, current = [], []
    while tokens:
        t = tokens.pop(0)
        if t == ')':
            break
        if t == '|':
            alternatives.append(current)
            current = []
            continue
        if t == '(':
            item = ('|', parse(tokens, macros, where))
        elif t.startswith('@'):
            if t[1:] not in macros:
                fail(*where, 'unknown name ' + t)
            item = ('|', macros[t[1:]])
        else:
            item = t
        if tokens and tokens[0] == '?':
            tokens.pop(0)
            item = ('?', item[1] if isinstance(item, tuple) else [[item]])
        current.append(item)
    alternatives.append(current)
    return alternatives


def expand(alternatives):
    out = []
    for items in alternatives:
        choices = []
        for item in items:
            if isinstance(item, tuple):
                choices.append(expand(item[1]) + ([[]] if item[0] == '?' else []))
            else:
                choices.append([[item]])
        for picked in itertools.product(*choices):
            out.append([t for part in picked for t in part])
    return out


def tokens_of(text):
    return re.findall(r"\(|\)|\||\?|<|>|@\w+|_|[A-Z]+2?(?![a-z])|'s|[a-z0-9]+|[^\sA-Za-z0-9]", text)


def keys_of(rules, sequence, where):
    keys = []
    for t in sequence:
        bare = t.rstrip('2')
        if t.isupper() or (bare.isupper() and bare in CLASSES):
            if bare not in CLASSES:
                fail(*where, 'unknown class ' + t)
            keys.append(CLASSES.index(bare))
        else:
            keys.append(len(CLASSES) + rules.word(t)['word'])
    return keys


SAME = {'UNITS': 'UNIT', 'UNIT': 'UNITS', 'WEEKDAYS': 'WEEKDAY', 'PARTS': 'PART', 'SEASONS': 'SEASON'}


def assign(rules, field_text, sequence, where):
    """field=value -> (field, is_term, value or index, class, negative); None where its class is not in the sequence.
    A word that the pattern names stands for its class: "last ( week | month )" has a UNIT."""
    field, _, value = field_text.partition('=')
    if field not in FIELDS or not value:
        fail(*where, 'no such field: ' + field_text)
    if value in SYMBOLS.get(field, {}):
        return (FIELDS.index(field), 0, SYMBOLS[field][value], 0, 0)
    if re.fullmatch(r'-?\d+', value):
        return (FIELDS.index(field), 0, int(value), 0, 0)
    negative = value.startswith('-')
    name = value.lstrip('-')
    bare, nth = (name[:-1], 2) if name.endswith('2') else (name, 1)
    if bare not in CLASSES:
        fail(*where, 'no such value: ' + field_text)
    for c in (bare, SAME.get(bare, bare)):
        at = [i for i, t in enumerate(sequence) if t == c]
        if len(at) >= nth:
            bare = c
            break
        named = [rules.words[t]['classes'][c] for t in sequence if c in rules.words.get(t, {'classes': {}})['classes']]
        if len(named) == 1:
            return (FIELDS.index(field), 0, -named[0] if negative else named[0], 0, 0)
    else:
        return None
    return (FIELDS.index(field), 1, at[nth - 1], CLASSES.index(bare), int(negative))


def read_expressions(rules, path):
    macros, sentence = {}, None
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        where, line = (path, number), line.rstrip('\n')
        if not line or line.startswith('#'):
            continue
        if line.startswith('"'):
            sentence = line
            continue
        if line.startswith('@'):
            name, _, text = line[1:].partition('=')
            macros[name.strip()] = parse(tokens_of(text), macros, where)
            continue
        m = re.fullmatch(r'([\w-]+)\s*:\s*(.*?)\s*->\s*(\w+)\s*(.*)', line)
        if not m or m[3] not in TYPES:
            fail(*where, 'not a rule: ' + line)
        if not sentence:
            fail(*where, 'rule %s has no sentence' % m[1])
        add_rule(rules, m, macros, where)
    if not rules.rules:
        fail(path, 1, 'no rules')


def add_rule(rules, m, macros, where):
    rules.rules.append(m[1])
    sequences = expand(parse(tokens_of(m[2]), macros, where))
    if len(sequences) > MAX_SEQUENCES:
        fail(*where, 'rule %s stands for %d sequences' % (m[1], len(sequences)))
    for sequence in sequences:
        start = sequence.index('<') if '<' in sequence else 0
        plain = [t for t in sequence if t != '<']
        stop = plain.index('>') if '>' in plain else len(plain)
        plain = [t for t in plain if t != '>']
        values = [a for a in (assign(rules, f, plain, where) for f in m[4].split()) if a]
        rules.add(0, keys_of(rules, plain, where),
                  dict(rule=len(rules.rules) - 1, type=TYPES[m[3]], start=start, stop=stop, values=values))


def read_modifiers(rules, path):
    """words _ words -> MOD TYPE TYPE ... : _ is the expression; the words beside it join its span unless it is [_]."""
    sentence = None
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        where, line = (path, number), line.rstrip('\n')
        if not line or line.startswith('#'):
            continue
        if line.startswith('"'):
            sentence = line
            continue
        m = re.fullmatch(r'(.*?)\s*->\s*(\w+)\s+(.*)', line)
        if not m or m[2] not in SYMBOLS['mod'] and m[2] != 'NONE' or not sentence:
            fail(*where, 'not a modifier with a sentence: ' + line)
        outside = '[_]' in m[1]
        mask = sum(1 << (COUNTED if t == 'COUNTED' else TYPES[t]) for t in m[3].split())
        for sequence in expand(parse(tokens_of(m[1].replace('[_]', '_')), {}, where)):
            at = sequence.index('_')
            if at and at < len(sequence) - 1:
                fail(*where, 'words on one side only')
            words = sequence[:at] or sequence[1:]
            end = dict(rule=SYMBOLS['mod'].get(m[2], 0), type=mask, start=int(outside), stop=len(words), values=[])
            rules.add_modifier(rules.prefix if at else rules.suffix, keys_of(rules, words, where), end, where, words)


def hash_of(text):
    h = 2166136261
    for byte in text.encode():
        h = (h ^ byte) * 16777619 & 0xffffffff
    return h ^ h >> 15


def write_words(rules, out):
    size = 1
    while size < 3 * len(rules.words):
        size *= 2
    slots = [None] * size
    for text, entry in rules.words.items():
        at = hash_of(text) & size - 1
        while slots[at]:
            at = (at + 1) & size - 1
        slots[at] = (text, entry)
    out.write('enum { RULES_SLOTS = %d, RULES_LONGEST_WORD = %d };\n' % (size, max(map(len, map(str.encode, rules.words)))))
    out.write('static const struct rules_word rules_words[RULES_SLOTS] = {\n')
    for at, slot in enumerate(slots):
        if not slot:
            continue
        text, entry = slot
        values = sorted(set(entry['classes'].values())) or [0]
        masks = [sum(1 << CLASSES.index(c) for c, v in entry['classes'].items() if v == value) for value in values] + [0]
        out.write('    [%d] = {"%s", %d, %d, %d, {0x%xu, 0x%xu}, {%d, %d}},\n' % (
            at, text.replace('\\', '\\\\').replace('"', '\\"'), len(text.encode()), entry['word'], entry['capital'],
            masks[0], masks[1] if len(values) > 1 else 0, values[0], values[1] if len(values) > 1 else 0))
    out.write('};\n')


def write_tree(rules, out):
    edges, nodes, ends, values = [], [], [], []
    for node, children in enumerate(rules.nodes):
        end = rules.ends.get(node)
        nodes.append((len(edges), len(children), len(ends) if end else -1))
        edges += sorted(children.items())
        if end:
            ends.append((end['rule'], end['type'], end['start'], end['stop'], len(values), len(end['values'])))
            values += end['values']
    if max(len(nodes), len(values)) > 65535:
        sys.exit('the rules are too many for their tables')
    keys = max(key for key, _ in edges) + 1
    write_roots(rules, out, keys)
    for kind, name, rows in (('rules_node', 'nodes', nodes), ('rules_edge', 'edges', edges), ('rules_end', 'ends', ends),
                             ('rules_value', 'values_all', values)):
        out.write('static const struct %s rules_%s[] = {\n' % (kind, name))
        for row in rows:
            out.write('    {%s},\n' % ', '.join(map(str, row)))
        out.write('};\n')


def write_names(out):
    out.write('/* Made by src/time/compile_rules.py. */\n')
    for prefix, names in (('CLASS', CLASSES), ('FIELD', FIELDS)):
        out.write('enum {\n%s\n    %s_COUNT\n};\n' % (
            '\n'.join('    %s_%s,' % (prefix, n.upper()) for n in names), prefix))
    for name, values in SYMBOLS.items():
        out.write('enum {\n%s\n};\n' % '\n'.join(
            '    %s_%s = %d,' % (name.upper(), n.upper(), v) for n, v in values.items()))


def write_roots(rules, out, keys):
    """The first step is by far the most frequent: an index for each tree instead of a search."""
    for name, root in (('expressions', 0), ('prefixes', rules.prefix), ('suffixes', rules.suffix)):
        out.write('static const uint16_t rules_%s[] = {\n' % name)
        for key in range(keys):
            out.write('%s%d,%s' % ('' if key % 20 else '    ', rules.nodes[root].get(key, 0), '' if (key + 1) % 20 else '\n'))
        out.write('\n};\n')


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    rules = Rules()
    read_words(rules, sys.argv[1])
    read_expressions(rules, sys.argv[2])
    read_modifiers(rules, sys.argv[3])
    with open(sys.argv[4], 'w', encoding='utf-8') as out:
        write_names(out)
    with open(sys.argv[5], 'w', encoding='utf-8') as out:
        out.write('/* Made by src/time/compile_rules.py from data/time. */\n')
        write_words(rules, out)
        write_tree(rules, out)
        out.write('static const char *const rules_names[] = {\n')
        for name in rules.rules:
            out.write('    "%s",\n' % name)
        out.write('};\n')


if __name__ == '__main__':
    main()
