"""compile.py WORD_WEIGHTS OUTPUT.c: the words of news as the C table that src/ledger/word_weights.h declares. Standard library only."""
import re
import sys


def read(path):
    rows = {}
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            if line.startswith('#') or not line.strip():
                continue
            found = re.fullmatch(r'([0-9a-z]+)\t(\d+)', line.rstrip('\n'))
            if not found or found.group(1) in rows or int(found.group(2)) > 10000:
                sys.exit('%s:%d: a lower-case word that is new, a tab, how many of 10,000 reports have it' % (path, number))
            rows[found.group(1)] = int(found.group(2))
    return rows


def main():
    with open(sys.argv[2], 'w', encoding='ascii') as out:
        out.write('#include "ledger/word_weights.h"\n\nconst struct word_weight word_weights[] = {\n')
        for word, per_10000 in sorted(read(sys.argv[1]).items()):
            out.write('    {"%s", %d},\n' % (word, per_10000))
        out.write('};\n\nconst size_t word_weights_n = sizeof word_weights / sizeof *word_weights;\n')


if __name__ == '__main__':
    main()
