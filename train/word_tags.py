"""word_tags.py GOLD: words that are mostly verbs, adjectives or adverbs in UD English EWT (train), into data/incident/word_tags.tsv: what
src/incident cuts noun phrases with. Standard library only."""
import collections
import gzip
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
TAGS = {'VERB': 'verb', 'AUX': 'verb', 'ADJ': 'adjective', 'ADV': 'adverb', 'INTJ': 'adverb'}
LEAST, SHARE = 2, 0.6
HEAD = """# tag	word: words that are at least %d times of 100 a verb, an adjective or an adverb in the Universal Dependencies English Web Treebank
# (train part, CC BY-SA 4.0), counted by train/word_tags.py. Words in none of these tables are taken for nouns unless they end in -ed, -ing or -ly.
"""


def main():
    counts = collections.defaultdict(collections.Counter)
    with gzip.open(os.path.join(sys.argv[1], 'ud', 'en_ewt', 'train.conllu.gz'), 'rt', encoding='utf-8') as f:
        for line in f:
            fields = line.split('\t')
            if len(fields) == 10 and fields[0].isdigit():
                counts[fields[1].lower()][fields[3]] += 1
    rows = []
    for word, tags in counts.items():
        tag, n = tags.most_common(1)[0]
        total = sum(tags.values())
        if re.fullmatch('[a-z]{2,15}', word) and total >= LEAST and n >= SHARE * total and tag in TAGS:
            rows.append((TAGS[tag], word))
    with open(os.path.join(ROOT, 'data', 'incident', 'word_tags.tsv'), 'w', encoding='ascii') as out:
        out.write(HEAD % (100 * SHARE))
        out.writelines('%s\t%s\n' % row for row in sorted(rows))


if __name__ == '__main__':
    main()
