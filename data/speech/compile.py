"""compile.py TABLE OUTPUT.c: marks.tsv as the C table that src/speech/marks.h declares. Standard library only."""
import re
import sys

KINDS = ('hedge', 'evidence', 'unsupported', 'disputed', 'corrected', 'verified', 'doubted')


def words_of(text):
    """As src/text cuts tokens: runs of letters and digits, anything else by itself"""
    return re.findall(r'[^\W_]+|[^\w\s]', text)


def main():
    marks = set()
    with open(sys.argv[1], encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            if line.startswith('#') or not line.strip():
                continue
            kind, _, words = line.rstrip('\n').partition('\t')
            if kind not in KINDS or not words or words != words.lower() or not words.isascii():
                sys.exit('%s:%d: a kind, a tab, lower-case words' % (sys.argv[1], number))
            tokens = words_of(words)
            marks.add((tokens[0], -len(tokens), ' '.join(tokens), kind))
    with open(sys.argv[2], 'w', encoding='ascii') as out:
        out.write('#include "speech/marks.h"\n\nconst struct speech_mark speech_marks[] = {\n')
        for first, n, words, kind in sorted(marks):
            out.write('    {"%s", "%s", %d, SPEECH_%s},\n' % (first, words, -n, kind.upper()))
        out.write('};\n\nconst size_t speech_n_marks = sizeof speech_marks / sizeof *speech_marks;\n')


if __name__ == '__main__':
    main()
