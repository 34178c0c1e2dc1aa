"""Labels raw news with a model, for another round of training on more texts than were labelled by hand.

    python train/label_raw.py GOLD BASE CHECKPOINT OUT.jsonl [--words N]

One document a line: id, text, attributions, names as (kind, start, end), and the first bytes of the paragraphs in which the
model gives its own labelling less than SURE; these teach nothing.
"""
import argparse
import json
import os

import torch

from data import ROLES, Example, read
from evaluate import decode_links
from model import Model, spans_of
from text import Vocabulary, paragraphs, windows
from train import encode, sequences

SOURCES = ('US local news', 'Wikinews', 'worldwide newswire')   # kinds of raw news nearest to reports on incidents
SURE = 0.5
LONGEST = 20000     # characters


@torch.no_grad()
def tag(head, h, window):
    """-> pieces of the window, and per paragraph the probability of its labels"""
    emissions, pieces, sure = head.emit(h), [], []
    for a, b in sequences(window):
        y = head.decode(emissions[a:b])
        loss = head.loss(emissions[None, a:b], torch.tensor([y]), torch.tensor([b - a]))
        sure.append(float((-loss[0]).exp()))
        pieces += [(kind, a + x, a + z) for kind, x, z in spans_of(y)]
    return pieces, sure


@torch.no_grad()
def label_documents(model, docs, vocabulary, size=24):
    examples = [Example(w, 'labelled', d['id']) for d in docs for w in windows(paragraphs(d['text']), vocabulary)]
    out = {d['id']: {'id': d['id'], 'text': d['text'], 'attributions': [], 'names': [], 'unsure': []} for d in docs}
    order = sorted(examples, key=lambda e: len(e.window.ids))
    for k in range(0, len(order), size):
        for e, h in zip(order[k:k + size], encode(model, order[k:k + size])):
            t, into = e.window.tokens, out[e.doc]
            pieces, sure = tag(model.heads['attribution'], h, e.window)
            for x in decode_links(model, h, e.window, pieces):
                into['attributions'].append({r: [[t[a].start, t[b - 1].end] for a, b in x[r]] for r in ROLES})
            names, sure_names = tag(model.heads['names'], h, e.window)
            into['names'] += [(kind, t[a].start, t[b - 1].end) for kind, a, b in names]
            into['unsure'] += [t[a].start for (a, _), p, q in zip(sequences(e.window), sure, sure_names) if min(p, q) < SURE]
        if k % (size * 20) == 0:
            print('%d of %d windows' % (k, len(order)), flush=True)
    return list(out.values())


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('gold')
    ap.add_argument('base')
    ap.add_argument('checkpoint')
    ap.add_argument('out')
    ap.add_argument('--words', type=int, default=700000)
    a = ap.parse_args()
    vocabulary = Vocabulary(os.path.join(a.base, 'vocab.txt'))
    model = Model(len(vocabulary.lines))
    model.load(a.checkpoint)
    model.eval()
    docs = []
    for d in read(os.path.join(a.gold, 'raw', 'news.jsonl.gz')):
        if d['source'].startswith(SOURCES) and len(d['text']) < LONGEST and a.words > 0:
            docs.append(d)
            a.words -= len(d['text'].split())
    with open(a.out, 'w', encoding='utf-8') as f:
        for d in label_documents(model, docs, vocabulary):
            f.write(json.dumps(d, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
