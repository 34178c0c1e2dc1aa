"""gap.py INPUT > SYSTEM: does the pronoun mean A, does it mean B: whether an actor has both among its mentions, for score_misc.py gap."""
import gzip
import json
import sys

import ledgers


def lines(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def in_bytes(text, span):
    """GAP counts characters, culpa bytes."""
    return len(text[:span['start']].encode()), len(text[:span['end']].encode())


def overlaps(mention, span):
    return mention[0] < span[1] and span[0] < mention[1]


def answer(example, ledger):
    pronoun, a, b = (in_bytes(example['text'], example[k]) for k in ('pronoun', 'a', 'b'))
    mine = [actor['mentions'] for actor in ledger['actors'] if list(pronoun) in actor['mentions']]
    means = [any(overlaps(m, name) for mentions in mine for m in mentions) for name in (a, b)]
    return {'id': example['id'], 'a': means[0], 'b': means[1]}


def main():
    examples = lines(sys.argv[1])
    found = ledgers.read_texts(examples)
    ledgers.write(answer(e, found[e['id']]) if e['id'] in found else {'id': e['id'], 'a': False, 'b': False} for e in examples)


if __name__ == '__main__':
    main()
