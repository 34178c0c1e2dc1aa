"""compile.py MARKS CUES AIMS OPENINGS LEANINGS OUTPUT.c: the tables of this folder as the C tables that src/speech/marks.h declares. Standard library only."""
import re
import sys

MARKS = ('hedge', 'evidence', 'unsupported', 'disputed', 'corrected', 'verified', 'doubted')
CUES = ('claim', 'accuse', 'insinuate', 'deny', 'exonerate', 'withhold', 'verify', 'dispute', 'no_evidence', 'warn', 'dismiss',
        'threaten', 'demand', 'promise', 'condemn', 'praise', 'mourn', 'say', 'not')
AIMS = ('object', 'on', 'to')


def words_of(text):
    """As src/text cuts tokens: runs of letters and digits, anything else by itself"""
    return re.findall(r'[^\W_]+|[^\w\s]', text)


def read(path, kinds):
    rows = set()
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            if line.startswith('#') or not line.strip():
                continue
            kind, words, *told = line.rstrip('\n').split('\t')
            if kind not in kinds or told not in ([], ['told']) or not words or words != words.lower() or not words.isascii():
                sys.exit('%s:%d: a kind, a tab, lower-case words' % (path, number))
            tokens = words_of(words)
            rows.add((tokens[0], -len(tokens), ' '.join(tokens), kind, bool(told)))
    return sorted(rows)


def write(out, name, rows, prefix):
    out.write('const struct speech_mark speech_%s[] = {\n' % name)
    for first, n, words, kind, told in rows:
        out.write('    {"%s", "%s", %d, %s, %s},\n' % (first, words, -n, prefix(kind), str(told).lower()))
    out.write('};\n\nconst size_t speech_n_%s = sizeof speech_%s / sizeof *speech_%s;\n' % (name, name, name))


def main():
    marks, cues, aims, openings, leanings = (read(path, kinds) for path, kinds in zip(sys.argv[1:], (MARKS, CUES, AIMS, CUES, CUES)))
    with open(sys.argv[6], 'w', encoding='ascii') as out:
        out.write('#include "speech/marks.h"\n\n')
        write(out, 'marks', marks, lambda kind: 'SPEECH_' + kind.upper())
        out.write('\n')
        for name, rows in (('cues', cues), ('openings', openings), ('leanings', leanings)):
            write(out, name, rows, lambda kind: 'CULPA_ACT_' + ('NONE' if kind == 'not' else kind.upper()))
            out.write('\n')
        write(out, 'aims', aims, lambda kind: 'SPEECH_AIM_' + kind.upper())


if __name__ == '__main__':
    main()
