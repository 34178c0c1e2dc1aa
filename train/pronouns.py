"""pronouns.py GOLD [BUILD]: learns the weights that pronouns are resolved with (src/entity/pronoun_weights.h) from GAP, GUM and culpa's gold, train parts.

Each pronoun is one choice among its candidates and nobody (score 0); the weights maximise the likelihood of the right ones. `ninja -C BUILD
pronoun-cases` first. Standard library and numpy."""
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
SETS = ('he and she', 'it', 'they')
DECAY, STEPS, RATE = 0.02, 400, 0.1
# Reports are what culpa reads: news counts more often, dialogue of fiction (the other one speaks next) not at all.
GENRES = {'news': 3, 'bio': 1, 'interview': 2, 'speech': 1, 'court': 1, 'academic': 1, 'voyage': 1, 'textbook': 1, 'essay': 1, 'letter': 1}
LEDGERS = 6


def lines(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def cases(build, documents):
    """{id: [case]} as pronoun-cases prints them."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'in.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for d in documents:
                f.write(json.dumps({'id': d['id'], 'text': d['text']}, ensure_ascii=False) + '\n')
        model = os.path.join(ROOT, 'model', 'culpa.safetensors')
        out = subprocess.run([os.path.join(build, 'train', 'pronoun-cases'), model, path], stdout=subprocess.PIPE, check=True).stdout
    found = {}
    for line in out.decode().splitlines():
        case = json.loads(line)
        found.setdefault(case['id'], []).append(case)
    return found


def in_bytes(text):
    """Byte offset of each character."""
    at, offsets = 0, []
    for c in text:
        offsets.append(at)
        at += len(c.encode())
    return offsets + [at]


def set_of(word):
    word = word.lower()
    return 1 if word in ('it', 'its', 'itself') else 2 if word.startswith('the') else 0


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def judge_gap(documents, found):
    """The two names alone are judged: right where the candidate is the right one, wrong where it is the other one."""
    for d in documents:
        at = in_bytes(d['text'])
        spans = {k: (at[d[k]['start']], at[d[k]['end']]) for k in ('pronoun', 'a', 'b')}
        for case in found.get(d['id'], ()):
            if tuple(case['pronoun']) != spans['pronoun']:
                continue
            named = {k: [any(overlap(s, spans[k]) for s in c['spans']) for c in case['candidates']] for k in 'ab'}
            right = [any(named[k][i] and d[k]['coref'] for k in 'ab') for i in range(len(case['candidates']))]
            wrong = [any(named[k][i] and not d[k]['coref'] for k in 'ab') for i in range(len(case['candidates']))]
            if not d['a']['coref'] and not d['b']['coref']:
                yield case, [not w for w in wrong], True
            elif any(right):
                yield case, right, False


def judge_gum(documents, found):
    for d in documents:
        gold = [((m['start'], m['end']), (m['head_start'], m['head_end']), c['id']) for c in d['clusters'] for m in c['mentions']]
        by_span = {span: cluster for span, _, cluster in gold}
        for case in found.get(d['id'], ()):
            cluster = by_span.get(tuple(case['pronoun']))
            if cluster is None:
                continue
            right = []
            for c in case['candidates']:
                held = [(e - s, k) for (s, e), head, k in gold if overlap(head, c['nearest']) and s <= c['nearest'][0] and c['nearest'][1] <= e]
                right.append(bool(held) and min(held)[1] == cluster)
            for _ in range(GENRES[d['genre']]):
                yield case, right, not any(right)


def words(name):
    return ' '.join(re.findall(r'\w+', name.casefold()))


def judge_ledgers(documents, found):
    for d in documents:
        text = d['text'].encode()
        actors = {a['id']: {words(n) for n in [a['name'], *a['aliases']]} for a in d['actors']}
        for case in found.get(d['id'], ()):
            start, end = case['pronoun']
            # The pronoun is the source where nothing but the cue stands between it and the cue.
            for s in d['statements']:
                cue = s.get('cue')
                if not cue or s['actor'] not in actors or not s['span'][0] <= start < s['span'][1] or not (0 <= cue[0] - end <= 2 or 0 <= start - cue[1] <= 2):
                    continue
                names = actors[s['actor']]
                right = [any(words(text[a:b].decode()) in names for a, b in c['spans']) for c in case['candidates']]
                for _ in range(LEDGERS if any(right) else 0):
                    yield case, right, False
                break


def documents_of(gold):
    """-> those of GAP, GUM and the gold ledgers that are learnt from"""
    return (lines(os.path.join(gold, 'gap', 'gap.train.jsonl.gz')),
            [d for d in lines(os.path.join(gold, 'gum', 'coref.train.jsonl.gz')) if d['genre'] in GENRES],
            [{**d, 'id': d['document']['id']} for d in lines(os.path.join(gold, 'culpa', 'train.jsonl'))])


def learn(examples, width):
    """Softmax over candidates and nobody; Adam on the mean log likelihood with decay."""
    blocks, rights, starts, at = [], [], [], 0
    for case, right, nobody in examples:
        f = numpy.array([[float(x) for x in c['f']] for c in case['candidates']] + [[0.0] * width])
        blocks.append(f)
        rights.append(numpy.array(right + [nobody]))
        starts.append(at)
        at += len(f)
    x, y, starts = numpy.concatenate(blocks), numpy.concatenate(rights), numpy.array(starts)
    sizes = numpy.diff(numpy.append(starts, at))
    w, m, v = numpy.zeros(width), numpy.zeros(width), numpy.zeros(width)
    for step in range(1, STEPS + 1):
        score = x @ w
        score -= numpy.repeat(numpy.maximum.reduceat(score, starts), sizes)
        e = numpy.exp(score)
        p = e / numpy.repeat(numpy.add.reduceat(e, starts), sizes)
        good = numpy.where(y, e, 0)
        q = good / numpy.repeat(numpy.add.reduceat(good, starts), sizes)
        g = (x.T @ (p - q)) / len(starts) + DECAY * w / 10
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= RATE * (m / (1 - 0.9 ** step)) / (numpy.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
    best = [int(numpy.argmax(score[s:s + n])) for s, n in zip(starts, sizes)]
    hits = sum(bool(y[s + b]) for s, b in zip(starts, best))
    return w, hits / len(starts), len(starts)


def feature_names():
    with open(os.path.join(ROOT, 'src', 'entity', 'mention.h'), encoding='utf-8') as f:
        block = f.read().split('#define PRONOUN_FEATURES(X)')[1].split('enum pronoun_feature')[0]
    pairs = ['%s_%s_%s' % (where, mine, other) for where in ('HERE', 'BACK') for mine in ('SUBJECT', 'OWNER', 'OTHER')
             for other in ('SUBJECT', 'OBJECT', 'OBLIQUE', 'OWNER')]
    return re.findall(r'X\((\w+)\)', block), pairs


def write(names, pairs, weights):
    rows = []
    for title, w in zip(SETS, weights):
        entries = ['[PRONOUN_%s] = %.3fF' % (n, x) for n, x in zip(names, w)]
        entries += ['[PRONOUN_PAIRS + %d] = %.3fF /* %s */' % (i, x, n) for i, (n, x) in enumerate(zip(pairs, w[len(names):]))]
        rows.append('    /* %s */\n    {%s}' % (title, ',\n     '.join(entries)))
    with open(os.path.join(ROOT, 'src', 'entity', 'pronoun_weights.h'), 'w', encoding='utf-8') as f:
        f.write('/* Made by train/pronouns.py from GAP, GUM and culpa\'s own gold (train parts); do not edit. */\n#ifndef ENTITY_PRONOUN_WEIGHTS_H\n'
                '#define ENTITY_PRONOUN_WEIGHTS_H\n\n#include "entity/mention.h"\n\n'
                'static const float PRONOUN_WEIGHTS[][PRONOUN_FEATURE_COUNT] = {\n%s};\n\n#endif\n' % ',\n'.join(rows))


def main():
    gold, build = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, 'build')
    gap, gum, ledgers = documents_of(gold)
    examples = [*judge_gap(gap, cases(build, gap)), *judge_gum(gum, cases(build, gum)), *judge_ledgers(ledgers, cases(build, ledgers))]
    (names, pairs), weights = feature_names(), []
    for k, title in enumerate(SETS):
        mine = [e for e in examples if set_of(e[0]['word']) == k]
        w, share, n = learn(mine, len(names) + len(pairs))
        print('%s: %d pronouns, %.1f%% right' % (title, n, 100 * share))
        weights.append(w)
    write(names, pairs, weights)


if __name__ == '__main__':
    main()
