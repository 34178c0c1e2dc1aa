"""roles.py GOLD [BUILD]: learns what stands around whoever did it, what was hit and who was hit, from the train part of MUC-4, into
data/incident/role_weights.tsv.
roles.py GOLD BUILD BASE CHECKPOINT: keeps these weights, and chooses how much the model's own numbers (head `part`) count beside them.

Each noun phrase of each report is a case of each role: right where its words are a filler of the key, left out where they are a part of one or hold
one. One logistic regression a role; features that stand seldom or weigh little are dropped. The thresholds are those with the best F1 when each half of
the reports is read with the weights of the other half. How much the model counts, and the thresholds with it, are chosen on the development part, since the
model has seen the train part. `ninja -C BUILD train/role-cases` first. numpy and scipy; torch for the second form."""
import collections
import json
import os
import re
import string
import subprocess
import sys
import tempfile

import numpy
import scipy.optimize
import scipy.sparse

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
ROLES = ('PerpInd', 'PerpOrg', 'Target', 'Victim', 'Weapon', 'Described')    # the last: victims without a name
LEAST, LIGHTEST, DECAY, STEPS = 3, 0.12, 3.0, 100
HUNDREDTHS, NEARLY = 100, 0.005
SURER = {'Described': 125}    # "people" are in every report: added to the threshold
HEAD = """# feature	people organisation target victim weapon described: what stands around a noun phrase, and what it adds for each role, in hundredths of the log
# odds. Learnt by train/roles.py from the train part of MUC-4; do not edit but for the rows with @, whose numbers for people, victim and described were set by eye. src/incident/role_features.c says what each feature means. @threshold: what the
# sum must pass; @step: how much more for each filler that the role has already; @sight: what one of the model's own log odds adds.
"""
WEIGHTS = os.path.join(ROOT, 'data', 'incident', 'role_weights.tsv')
SHARES, LOWEST = (0, 25, 50, 75, 100, 130), -600
DROP = str.maketrans('', '', string.punctuation)


def normal(words):
    """As the role-filling papers compare fillers."""
    return ' '.join(re.sub(r'\b(a|an|the)\b', ' ', words.lower().translate(DROP)).split())


def lines(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def describe(document):
    """Adds the victims that the key only describes to those that it names."""
    found = [[a for a in fill['alts'] if a] for t in document['templates'] for fill in t.get('hum_tgt_description') or []]
    document['ree']['Described'] = [alts for i, alts in enumerate(found) if alts and alts not in found[:i]]
    return document


def cases(build, documents):
    """[[id, start, end, sentence, actor, feature ...]] as role-cases prints them."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'in.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for d in documents:
                f.write(json.dumps({'id': d['id'], 'text': d['text'], 'published': (d.get('dateline') or {}).get('date')}) + '\n')
        model = os.path.join(ROOT, 'model', 'culpa.safetensors')
        out = subprocess.run([os.path.join(build, 'train', 'role-cases'), model, path], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def part_of(a, b):
    return ' %s ' % a in ' %s ' % b


def label(documents, rows):
    """[words of each case], and for each role 1 right, 0 wrong, -1 neither"""
    keys = {d['id']: [{normal(m) for e in d['ree'][r] for m in e} for r in ROLES] for d in documents}
    texts = {d['id']: d['text'] for d in documents}
    words = [normal(texts[row[0]][row[1]:row[2]]) for row in rows]
    y = numpy.zeros((len(rows), len(ROLES)), int)
    for i, (row, n) in enumerate(zip(rows, words)):
        for k, gold in enumerate(keys[row[0]]):
            y[i, k] = 1 if n in gold else -1 if not n or any(part_of(n, g) or part_of(g, n) for g in gold) else 0
    return words, y


def matrix(rows):
    counts = collections.Counter(f for row in rows for f in set(row[5:]))
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    at = {f: i for i, f in enumerate(names)}
    indices, starts = [], [0]
    for row in rows:
        indices.extend(sorted({at[f] for f in row[5:] if f in at}))
        starts.append(len(indices))
    return names, scipy.sparse.csr_matrix((numpy.ones(len(indices)), indices, starts), (len(rows), len(names)))


def fit(x, y):
    transposed = x.T.tocsr()

    def loss(w):
        z = x @ w
        return (numpy.logaddexp(0, z) - y * z).sum() + DECAY * (w @ w) / 2, transposed @ (1 / (1 + numpy.exp(-z)) - y) + DECAY * w
    return scipy.optimize.minimize(loss, numpy.zeros(x.shape[1]), jac=True, method='L-BFGS-B', options={'maxiter': STEPS}).x


def learn(x, y):
    """Once with all features, once more with those alone that weigh something."""
    kept = numpy.arange(x.shape[1])
    for _ in range(2):
        w = numpy.stack([fit(x[y[:, k] >= 0][:, kept], y[y[:, k] >= 0, k]) for k in range(len(ROLES))], 1)
        heavy = abs(w).max(1) >= LIGHTEST
        if len(kept) == x.shape[1]:
            kept = kept[heavy]
    weights = numpy.zeros((x.shape[1], len(ROLES)))
    weights[kept] = numpy.round(w * HUNDREDTHS)
    return weights


def choose(scored, threshold, step):
    """The fillers of one role of one report, as src/incident/roles.c chooses them."""
    taken, found, actors = [], [], set()
    for score, n, row in sorted(scored, key=lambda s: (-s[0], s[2][1], s[2][2])):
        if score <= threshold:
            break
        if any(a < row[2] and row[1] < b for a, b in taken):
            continue
        taken.append((row[1], row[2]))
        if row[4] in actors or any(part_of(n, m) or part_of(m, n) for m in found) or score < threshold + step * len(found):
            continue
        found.append(n)
        actors |= {row[4]} - {9999}
    return found


def f1(documents, by_report, role, threshold, step):
    hits = given = wanted = 0
    for d in documents:
        gold = [{normal(m) for m in e} for e in d['ree'][role]]
        found = choose(by_report.get(d['id'], ()), threshold, step)
        hits += sum(any(n in g for n in found) for g in gold)
        given += len(found)
        wanted += len(gold)
    return 2 * hits / max(1, given + wanted)


def seen(base, checkpoint, documents, rows):
    """The mean of the model's numbers over the tokens of each case"""
    import torch
    from model import Model
    from parts import part_examples
    from text import Vocabulary
    from train import encode
    vocabulary = Vocabulary(os.path.join(base, 'vocab.txt'))
    model = Model(len(vocabulary.lines))
    model.load(checkpoint)
    model.eval()
    at, examples = {}, part_examples([dict(d, parts={}) for d in documents], vocabulary)
    examples.sort(key=lambda e: len(e.window.ids))
    with torch.no_grad():
        for k in range(0, len(examples), 32):
            for e, h in zip(examples[k:k + 32], encode(model, examples[k:k + 32])):
                at.setdefault(e.doc, {}).update(zip((t.start for t in e.window.tokens), model.part(h).numpy()))
    return numpy.array([numpy.mean([z for start, z in at[row[0]].items() if row[1] <= start < row[2]], 0) for row in rows])


def weigh(table, rows):
    nothing = numpy.zeros(len(ROLES))
    return numpy.array([sum((table[f] for f in set(row[5:]) if f in table), nothing) for row in rows])


def join(documents, rows, words, features, sight):
    """-> share of the model's numbers, threshold and step of each role"""
    best = []
    for k, role in enumerate(ROLES):
        tried = []
        for share in SHARES:
            by_report = {}
            for row, n, score in zip(rows, words, features[:, k] + share * sight[:, k]):
                if n and score > LOWEST:
                    by_report.setdefault(row[0], []).append((score, n, row))
            tried += [(f1(documents, by_report, role, t, s), -t, share, s) for t in range(LOWEST, 251, 50) for s in (0, 60)]
        value, threshold, share, step = max(t for t in tried if t[0] >= max(tried)[0] - NEARLY)
        best.append((share, SURER.get(role, 0) - threshold, step))
        print('%s: F1 %.1f, share %d, threshold %d, step %d; without the model %.1f' % (
            role, 100 * value, *best[-1], 100 * max(t[0] for t in tried if t[2] == 0)))
    return best


def join_model(gold, build, base, checkpoint):
    documents = [describe(d) for d in lines(os.path.join(gold, 'muc4', 'dev.jsonl'))]
    rows = cases(build, documents)
    words, _ = label(documents, rows)
    with open(WEIGHTS, encoding='ascii') as f:
        head, *table = [line.rstrip('\n').split('\t') for line in f if not line.startswith('# ')]
    table = {row[0]: numpy.array([int(x) for x in row[1:]]) for row in [head, *table] if row[0][0] not in '#@'}
    chosen = join(documents, rows, words, weigh(table, rows), seen(base, checkpoint, documents, rows))
    write(list(table), numpy.array(list(table.values())), [c[1:] for c in chosen], [c[0] for c in chosen])


def tune(documents, rows, words, scores):
    """The lowest threshold of each role that is nearly the best, with its step: reports without incidents give nothing, whatever it is."""
    best = []
    for k, role in enumerate(ROLES):
        by_report = {}
        for row, n, score in zip(rows, words, scores[:, k]):
            if n and score > -300:
                by_report.setdefault(row[0], []).append((score, n, row))
        tried = [(f1(documents, by_report, role, t, s), t, s) for t in range(-250, 101, 25) for s in (0, 30, 60, 100)]
        good = [t for t in tried if t[0] >= max(tried)[0] - NEARLY]
        value, *chosen = min(good, key=lambda t: (t[1], -t[0]))
        chosen[0] += SURER.get(role, 0)
        best.append(chosen)
        print('%s: F1 %.1f on the other half, threshold %d, step %d' % (role, 100 * value, *chosen))
    return best


def write(names, weights, thresholds, shares):
    rows = [('@threshold', [t for t, _ in thresholds]), ('@step', [s for _, s in thresholds]), ('@sight', shares)]
    rows += [(name, w.astype(int)) for name, w in zip(names, weights) if w.any()]
    with open(WEIGHTS, 'w', encoding='ascii') as out:
        out.write(HEAD)
        out.writelines('%s\t%s\n' % (name, '\t'.join(map(str, w))) for name, w in rows)
    print('%d features' % (len(rows) - 3))


def main():
    if len(sys.argv) > 4:
        return join_model(*sys.argv[1:5])
    gold, build = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, 'build')
    documents = [describe(d) for d in lines(os.path.join(gold, 'muc4', 'train.jsonl'))]
    rows = cases(build, documents)
    words, y = label(documents, rows)
    names, x = matrix(rows)
    half = numpy.array([sum(row[0].encode()) % 2 for row in rows])
    scores = numpy.zeros(y.shape)
    for h in (0, 1):
        scores[half == h] = x[half == h] @ learn(x[half != h], y[half != h])
    write(names, learn(x, y), tune(documents, rows, words, scores), [0] * len(ROLES))


if __name__ == '__main__':
    main()
