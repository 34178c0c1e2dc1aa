"""Development scores of a model in PyTorch, by the same decoding as src/speech and src/entity."""
import argparse
import importlib.util
import os
import sys

import torch

from data import ROLES
from model import Model, Quantized, spans_of

HERE = os.path.dirname(os.path.abspath(__file__))


def decode_links(model, h, window, pieces):
    """Pieces (role, a, b) of one level -> attributions [{'source': [..], 'cue': [..], 'content': [..]}] of token ranges"""
    from train import buckets, piece_vectors
    sources, cues, contents = ([p[1:] for p in pieces if p[0] == k] for k in range(3))
    out = [{'source': [], 'cue': [c], 'content': []} for c in cues]
    loose = []
    if cues and sources:
        s = model.links['source'](piece_vectors(h, cues), piece_vectors(h, sources), buckets(window, cues, sources))
        for c, best in enumerate(s.argmax(1).tolist()):
            if best < len(sources):
                out[c]['source'] = [sources[best]]
    if cues and contents:
        s = model.links['content'](piece_vectors(h, contents), piece_vectors(h, cues), buckets(window, contents, cues))
        for k, best in enumerate(s.argmax(1).tolist()):
            if best < len(cues):
                out[best]['content'].append(contents[k])
            else:
                loose.append(contents[k])
    else:
        loose = contents
    out += [{'source': [], 'cue': [], 'content': [k]} for k in loose]
    used = {s for a in out for s in a['source']}
    out += [{'source': [s], 'cue': [], 'content': []} for s in sources if s not in used]
    return out


@torch.no_grad()
def predict(model, examples, size=16):
    """-> for each example (attributions, names) as token ranges of its window"""
    from train import encode, sequences
    model.eval()
    out = [None] * len(examples)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.ids))
    for k in range(0, len(order), size):
        ids = order[k:k + size]
        for i, h in zip(ids, encode(model, [examples[i] for i in ids])):
            w = examples[i].window
            found = {}
            for head in ('attribution', 'names'):
                if head == 'names' and examples[i].task != 'names' or head == 'attribution' and examples[i].task == 'names':
                    found[head] = []
                    continue
                e = model.heads[head].emit(h)
                found[head] = [(kind, a + x, a + y) for a, b in sequences(w)
                               for kind, x, y in spans_of(model.heads[head].decode(e[a:b]))]
            out[i] = decode_links(model, h, w, found['attribution']), found['names']
    return out


@torch.no_grad()
def acts_given(model, examples):
    """Share of the gold statements whose act is right, with their cue and content given"""
    from train import encode
    right = n = 0
    for k in range(0, len(examples), 16):
        for e, h in zip(examples[k:k + 16], encode(model, examples[k:k + 16])):
            for cue, content, act, _ in e.acts:
                right += int(model.act(model.act.vector(h, cue, content)).argmax()) == act
                n += 1
    return round(100 * right / max(1, n), 2)


@torch.no_grad()
def referring(model, dev):
    """F1 of GAP: is the best candidate called A, is it called B?"""
    from train import encode, refer_scores
    from pronouns import in_bytes, overlap
    docs, examples, cases = dev
    model.eval()
    meant = {}
    for k in range(0, len(examples), 16):
        for e, h in zip(examples[k:k + 16], encode(model, examples[k:k + 16])):
            for case in e.refer:
                best = int(refer_scores(model, h, case).argmax())
                meant[e.doc, e.window.tokens[case[0]].start] = best
    hits = given = wanted = 0
    for d in docs:
        at = in_bytes(d['text'])
        span = {k: (at[d[k]['start']], at[d[k]['end']]) for k in ('pronoun', 'a', 'b')}
        case = next((c for c in cases.get(d['id'], ()) if tuple(c['pronoun']) == span['pronoun']), None)
        best = meant.get((d['id'], span['pronoun'][0])) if case else None
        spans = case['candidates'][best]['spans'] if best is not None and best < len(case['candidates']) else []
        for k in 'ab':
            said = any(overlap(s, span[k]) for s in spans)
            hits, given, wanted = hits + (said and d[k]['coref']), given + said, wanted + d[k]['coref']
    return round(200 * hits / max(1, given + wanted), 2)


def scorer(gold_root, name):
    spec = importlib.util.spec_from_file_location(name, os.path.join(gold_root, '..', 'score', name + '.py'))
    mod = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mod)
    return mod


def evaluate(model, dev, gold_root=None):
    gold_root = gold_root or os.environ.get('CULPA_GOLD', os.path.join(HERE, '..', '..', 'shared', 'gold'))
    docs, examples = dev['attribution']
    system = {d['id']: {'id': d['id'], 'attributions': []} for d in docs}
    for e, (attributions, _) in zip(examples, predict(model, examples)):
        t = e.window.tokens
        for x in attributions:
            system[e.doc]['attributions'].append({r: [[t[a].start, t[b - 1].end] for a, b in x[r]] for r in ROLES})
    r = scorer(gold_root, 'score_attribution').score(docs, list(system.values()))
    out = {'pieces ' + k: r['pieces'][k] for k in ROLES}
    out.update(full_overlap=r['full_overlap'], source_given=r['source_given_alignment'])
    out['acts given spans'] = acts_given(model, dev['statements'][1])
    if 'refer' in dev:
        out['refer'] = referring(model, dev['refer'])
    docs, examples = dev['names']
    tp = m = n = 0
    for e, (_, names) in zip(examples, predict(model, examples)):
        p = {x for x in names if x[0] < 3}
        g = {x for x in e.names if x[0] < 3}
        tp, m, n = tp + len(p & g), m + len(p), n + len(g)
    out['names'] = [round(100 * x, 2) for x in (tp / max(1, m), tp / max(1, n), 2 * tp / max(1, m + n))]
    return out


def main():
    from data import load
    from text import Vocabulary
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('gold')
    ap.add_argument('base')
    ap.add_argument('checkpoint', help='of train.py, or an exported model file')
    ap.add_argument('--rounded', action='store_true', help='weights rounded as in the exported model')
    a = ap.parse_args()
    vocabulary = Vocabulary(os.path.join(a.base, 'vocab.txt'))
    _, dev, _ = load(a.gold, vocabulary, True)
    model = Model(len(vocabulary.lines))
    model.load(a.checkpoint)
    Quantized.rounding = a.rounded
    for k, v in evaluate(model, dev, a.gold).items():
        print('%-16s %s' % (k, v))


if __name__ == '__main__':
    sys.exit(main())
