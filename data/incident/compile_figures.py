"""compile_figures.py FIGURES OUTPUT.c: the words of counts as the C table that src/incident/figure_words.h declares. Standard library only."""
import re
import sys

KINDS = ('verb', 'weak', 'active', 'acting', 'finite', 'state', 'of', 'counted', 'toll', 'general', 'person', 'persons', 'thing')
WHATS = {'killed': 'KILLED', 'injured': 'INJURED', 'missing': 'MISSING', 'abducted': 'ABDUCTED', 'displaced': 'DISPLACED',
         'present': 'PRESENT', 'arrested': 'ARRESTED', 'charged': 'CHARGED', 'pleaded guilty': 'PLEADED', 'convicted': 'CONVICTED',
         'attackers': 'ATTACKERS', 'rescued': 'RESCUED'}
NOUNS = ('general', 'person', 'persons', 'thing')


def words_of(text):
    """As src/text cuts tokens: runs of letters and digits, anything else by itself"""
    return re.findall(r'[^\W_]+|[^\w\s]', text)


def main():
    rows = {}
    with open(sys.argv[1], encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            if line.startswith('#') or not line.strip():
                continue
            fields = line.rstrip('\n').split('\t')
            if len(fields) != 3 or fields[0] not in KINDS or not fields[2] or fields[2] != fields[2].lower() \
                    or not fields[2].isascii() or (fields[1] == '-') != (fields[0] in NOUNS) \
                    or (fields[1] != '-' and fields[1] not in WHATS):
                sys.exit('%s:%d: a kind, a tab, what is counted, a tab, lower-case words' % (sys.argv[1], number))
            tokens = words_of(fields[2])
            if tokens[0] == '*' or tokens[-1] == '*':
                sys.exit('%s:%d: * stands between words' % (sys.argv[1], number))
            key = (tokens[0], -len(tokens), ' '.join(tokens), fields[0])
            if key in rows:
                sys.exit('%s:%d: twice' % (sys.argv[1], number))
            rows[key] = WHATS.get(fields[1], 'KILLED')
    with open(sys.argv[2], 'w', encoding='ascii') as out:
        out.write('#include "incident/figure_words.h"\n\nconst struct figure_phrase figure_phrases[] = {\n')
        for key in sorted(rows):
            out.write('    {"%s", "%s", FIGURE_%s, CULPA_FIGURE_%s},\n' % (key[0], key[2], key[3].upper(), rows[key]))
        out.write('};\n\nconst size_t figure_n_phrases = sizeof figure_phrases / sizeof *figure_phrases;\n')


if __name__ == '__main__':
    main()
