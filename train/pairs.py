"""pairs.py GOLD [--build BUILD] [--write]: learns the weights of src/ledger/pairs.c and prints them beside those in use; --write puts
them into src/ledger/pair_weights.h.

A pair is two reports that culpa takes for candidates of one incident among the reports of a train part (`ninja -C build
train/pair-cases` prints them with what is compared in them); it is right if the gold has one key for both: the incident of gva, the
subtopic of ecbplus. Logistic regression, C = 1, each corpus counting the same. Needs numpy and scikit-learn."""
import argparse
import gzip
import json
import os
import re
import subprocess
import tempfile

import numpy
from sklearn.linear_model import LogisticRegression

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
CORPORA = (os.path.join('incidents', 'gva.train.jsonl.gz'), os.path.join('crossdoc', 'ecbplus.train.jsonl.gz'))


def documents(path):
    """-> [(key, document as culpa reads it)]"""
    found = []
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        for line in f:
            row = json.loads(line)
            for d in row.get('docs', [row]):
                kept = {k: d[k] for k in ('id', 'text', 'title', 'url') if isinstance(d.get(k), str)}
                if d.get('date'):
                    kept['published'] = d['date']
                found.append((row.get('incident') or row.get('subtopic'), kept))
    return found


def pairs_of(build, path):
    """-> features [pairs, features], whether both tell the same incident [pairs]"""
    keys, x, y = {}, [], []
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as f:
        for key, d in documents(path):
            keys[d['id']] = key
            f.write(json.dumps(d, ensure_ascii=False) + '\n')
        f.flush()
        done = subprocess.run([os.path.join(build, 'train', 'pair-cases'), os.path.join(ROOT, 'model', 'culpa.safetensors'), f.name],
                              stdout=subprocess.PIPE, check=True)
    for line in done.stdout.decode().splitlines():
        pair = json.loads(line)
        x.append([float(v) for v in pair['f']])
        y.append(keys[pair['a']] == keys[pair['b']])
    return numpy.array(x), numpy.array(y)


def feature_names():
    with open(os.path.join(ROOT, 'src', 'ledger', 'groups.h'), encoding='utf-8') as f:
        block = f.read().split('#define PAIR_FEATURES(X)')[1].split('enum pair_feature')[0]
    return re.findall(r'X\((\w+)\)', block)


HEADER = os.path.join(ROOT, 'src', 'ledger', 'pair_weights.h')


def in_use():
    with open(HEADER, encoding='utf-8') as f:
        return {name: float(weight) for name, weight in re.findall(r'\[PAIR_(\w+)\] = (-?[\d.]+)', f.read())}


def write(weights):
    with open(HEADER, 'w', encoding='utf-8') as f:
        f.write('/* Weights of what is compared in two reports (groups.h), made by train/pairs.py. */\n#ifndef LEDGER_PAIR_WEIGHTS_H\n'
                '#define LEDGER_PAIR_WEIGHTS_H\n\n#include "ledger/groups.h"\n\n'
                'static const double PAIR_WEIGHTS[PAIR_FEATURE_COUNT] = {\n')
        for name, weight in weights:
            f.write('    [PAIR_%s] = %.3f,\n' % (name, weight))
        f.write('};\n\n#endif\n')


def fit(sets):
    """[(features, right)] of each corpus -> weights, the first of them the base"""
    mean = sum(len(y) for _, y in sets) / len(sets)
    x, y = (numpy.concatenate(part) for part in zip(*sets))
    share = numpy.concatenate([numpy.full(len(part), mean / len(part)) for _, part in sets])
    learnt = LogisticRegression(C=1, max_iter=10000, tol=1e-8).fit(x[:, 1:], y, sample_weight=share)
    return [learnt.intercept_[0], *learnt.coef_[0]]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('gold')
    ap.add_argument('--build', default=os.path.join(ROOT, 'build'))
    ap.add_argument('--write', action='store_true')
    a = ap.parse_args()
    sets = [pairs_of(a.build, os.path.join(a.gold, path)) for path in CORPORA]
    for path, (_, part) in zip(CORPORA, sets):
        print('%s: %d pairs, %d right' % (path, len(part), part.sum()))
    weights, old = list(zip(feature_names(), fit(sets))), in_use()
    for name, weight in weights:
        print('%-10s %8.3f, in use %8.3f' % (name, weight, old[name]))
    if a.write:
        write(weights)


if __name__ == '__main__':
    main()
