"""identity.py GOLD > data/ledger/word_weights.tsv: the share of news reports (gold/raw) that have each common word, for the weights of
words where culpa has few reports to count in. Standard library only."""
import collections
import gzip
import json
import os
import re
import sys

LEAST = 20  # reports with the word; rarer ones are taken as rare (src/ledger/terms.c)


def words(text):
    """As group_next_word() has them."""
    found = re.findall(r'[0-9a-z]+', text.lower())
    return {w for w in found if len(w) > 1 or w.isdigit()}


def main():
    counts, n = collections.Counter(), 0
    with gzip.open(os.path.join(sys.argv[1], 'raw', 'news.jsonl.gz'), 'rt', encoding='utf-8') as f:
        for line in f:
            d = json.loads(line)
            counts.update(words((d.get('title') or '') + ' ' + d['text']))
            n += 1
    print('# Words of news: of 10,000 reports, how many have the word. Counted by train/identity.py in the news of gold/raw;')
    print('# words of fewer than %d of its reports are left out. WORD<TAB>REPORTS, by word.' % LEAST)
    for word in sorted(w for w in counts if counts[w] >= LEAST):
        print('%s\t%d' % (word, round(10000 * counts[word] / n)))


if __name__ == '__main__':
    main()
