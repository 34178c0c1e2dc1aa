"""Trains the model: encoder and all heads together.

    python train/train.py GOLD BASE OUT [--round N --from CHECKPOINT [--labelled FILE]]

GOLD: folder of the gold corpora. BASE: folder with the base encoder (model.safetensors, vocab.txt). OUT: checkpoints; a run
that was stopped goes on from OUT/last.pt. One step is one batch of one task. Later rounds go on from the weights of a
finished one, with a lower rate and with words hidden at random. --labelled: raw news as label_raw.py labelled it with the model
so far.
"""
import argparse
import copy
import math
import os
import random
import time

import torch
from safetensors.torch import load_file

from data import NO_ACT, ROOT, load
from evaluate import evaluate
from model import Model, Quantized, bucket, label
from parts import load_parts
from text import CAPITAL, INITIAL, LOWER, MIXED, UPPER, Vocabulary

ROUNDS = {      # epochs of each task
    1: {'attribution': 7, 'nested': 3, 'names': 4, 'wiki': 1},
    2: {'attribution': 4, 'nested': 1, 'names': 1},
    3: {'attribution': 4, 'nested': 1, 'names': 1, 'labelled': 1},
    4: {'attribution': 1.6, 'nested': 0.4, 'names': 0.4, 'labelled': 0.3, 'statements': 6},
    5: {'attribution': 0.8, 'nested': 0.2, 'names': 0.4, 'statements': 12},
    6: {'attribution': 0.4, 'nested': 0.1, 'names': 0.3, 'statements': 3},
    7: {'attribution': 0.2, 'nested': 0.05, 'names': 0.2, 'statements': 0.5, 'acts': 1, 'refer': 2, 'parts': 1, 'people': 0.3},
    8: {'attribution': 0.25, 'nested': 0.05, 'names': 0.25, 'statements': 1, 'acts': 1.3, 'refer': 1.2, 'parts': 1.2, 'people': 0.15},
}
RARE = 0.3              # an act weighs by its rarity to this power
SYNTAX = 0.3            # weight of the dependency task
BATCH_PIECES = 3072
RATE, HEAD_RATE, WARMUP, DECAY = 2e-4, 1e-3, 0.06, 0.01
RATE_LATER = 0.5        # of the rates of the first round
FROZEN_FROM, FROZEN = 7, 2      # from this round on the embeddings and so many layers stay as they are
HIDDEN_LATER = 0.1      # share of the pieces that are replaced by [MASK]
ROUNDING_FROM = 0.7     # share of the steps after which the weights are rounded as in the exported model
AVERAGE = 0.998         # of the weights over the steps
UPPER_CASE, LOWER_CASE = 0.10, 0.04     # share of the windows that lose their case


def batches(examples, rnd):
    """Windows of similar length together, at most BATCH_PIECES with the padding."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + rnd.random() * 16)
    out, cur, longest = [], [], 0
    for e in order:
        longest = max(longest, len(e.window.ids))
        if cur and longest * (len(cur) + 1) > BATCH_PIECES:
            out.append(cur)
            cur, longest = [], len(e.window.ids)
        cur.append(e)
    return out + [cur]


def recase(shapes, rnd):
    r = rnd.random()
    if r < UPPER_CASE:
        table = {LOWER: UPPER, CAPITAL: UPPER, MIXED: UPPER}
    elif r < UPPER_CASE + LOWER_CASE:
        table = {CAPITAL: LOWER, UPPER: LOWER, MIXED: LOWER, INITIAL: LOWER}
    else:
        return shapes
    return [table.get(s, s) for s in shapes]


def hide(ids, rnd, share, mask):
    return [mask if rnd.random() < share else i for i in ids]


def encode(model, batch, rnd=None, hidden=(0, None), frozen=-1):
    """-> vectors of the tokens, one tensor [tokens, WIDTH] a window. hidden: share of hidden pieces, id of [MASK]"""
    T = max(len(e.window.ids) for e in batch)
    pad = lambda rows: torch.tensor([r + [0] * (T - len(r)) for r in rows])
    shapes = [recase(e.window.shapes, rnd) if rnd else e.window.shapes for e in batch]
    ids = [hide(e.window.ids, rnd, *hidden) if hidden[0] else e.window.ids for e in batch]
    with torch.autocast('cpu', dtype=torch.bfloat16, enabled=rnd is not None):
        h = model.encoder(pad(ids), pad(shapes), pad([e.window.quotes for e in batch]),
                          torch.tensor([len(e.window.ids) for e in batch]), frozen)
    h = model.drop(h.float())
    return [h[i, torch.tensor(e.window.token_piece)] for i, e in enumerate(batch)]


def sequences(window):
    """Token ranges of the paragraphs of a window"""
    p = window.paragraph
    cuts = [0] + [i for i in range(1, len(p)) if p[i] != p[i - 1]] + [len(p)]
    return list(zip(cuts, cuts[1:]))


def crf_loss(head, parts):
    """parts: (vectors [n, WIDTH], labels [n]) of sequences -> mean negative log likelihood of a token, times 16"""
    parts = sorted(parts, key=lambda p: -len(p[1]))
    lengths = torch.tensor([len(y) for _, y in parts])
    emissions = torch.nn.utils.rnn.pad_sequence([head.emit(x) for x, _ in parts], batch_first=True)
    labels = torch.nn.utils.rnn.pad_sequence([torch.tensor(y) for _, y in parts], batch_first=True)
    return head.loss(emissions, labels, lengths).sum() / lengths.sum() * 16


def piece_vectors(h, pieces):
    a = torch.tensor(pieces)
    return torch.cat([h[a[:, 0]], h[a[:, 1] - 1]], 1)


def buckets(window, asks, answers):
    p = window.paragraph
    return torch.tensor([[bucket(a[0] - q[0], p[a[0]] == p[q[0]]) for a in answers] for q in asks])


def link_loss(model, h, window, links):
    """Cross entropy of each cue's source and of each content's cue; a sum, and the number of decisions"""
    cues = sorted({c for a in links for c in a['cue']})
    sources = sorted({s for a in links for s in a['source']})
    if not cues:
        return 0.0, 0
    total, n = 0.0, 0
    cue_vec = piece_vectors(h, cues)
    if sources:
        want = []
        for c in cues:
            mine = [a['source'][0] for a in links if c in a['cue'] and a['source']]
            want.append(sources.index(mine[0]) if mine else len(sources))
        s = model.links['source'](cue_vec, piece_vectors(h, sources), buckets(window, cues, sources))
        total, n = total + torch.nn.functional.cross_entropy(s, torch.tensor(want), reduction='sum'), n + len(cues)
    contents, want = [], []
    for a in links:
        for k in a['content']:
            contents.append(k)
            want.append(cues.index(a['cue'][0]) if a['cue'] else len(cues))
    if contents:
        s = model.links['content'](piece_vectors(h, contents), cue_vec, buckets(window, contents, cues))
        total, n = total + torch.nn.functional.cross_entropy(s, torch.tensor(want), reduction='sum'), n + len(contents)
    return total, n


def loss_of(model, batch, rnd, hidden, frozen):
    hs = encode(model, batch, rnd, hidden, frozen)
    task = batch[0].task
    if task == 'refer':
        return refer_loss(model, batch, hs)
    if task in ('parts', 'people'):
        return part_loss(model, batch, hs)
    if task in ('names', 'wiki'):
        parts = []
        for e, h in zip(batch, hs):
            y = label(e.names, len(h))
            parts += [(h[a:b], y[a:b]) for a, b in sequences(e.window)]
        return crf_loss(model.heads[task], parts)
    if task in ('statements', 'acts'):
        return statement_loss(model, batch, hs)
    parts, named, inner, linked, n_linked = [], [], [], 0.0, 0
    for e, h in zip(batch, hs):
        y = label(e.att, len(h))
        sure = [(a, b) for a, b in sequences(e.window) if e.window.tokens[a].start not in e.unsure]
        parts += [(h[a:b], y[a:b]) for a, b in sure]
        if e.names is not None:
            z = label(e.names, len(h))
            named += [(h[a:b], z[a:b]) for a, b in sure]
        groups = [e.links]
        if e.inner is not None:
            z = label(e.inner, len(h))
            inner += [(h[a:b], z[a:b]) for k, a, b in e.att if k == 2]
            groups.append(e.inner_links)
        for links in groups:
            total, n = link_loss(model, h, e.window, links)
            linked, n_linked = linked + total, n_linked + n
    if not parts:
        return hs[0].sum() * 0
    loss = crf_loss(model.heads['attribution'], parts)
    if named:
        loss = loss + crf_loss(model.heads['names'], named)
    if inner:
        loss = loss + 0.5 * crf_loss(model.heads['inner'], [(x, y) for x, y in inner if len(y)])
    return loss + linked / max(1, n_linked) + SYNTAX * syntax_loss(model, batch, hs)


def statement_loss(model, batch, hs):
    """Acts, targets, and the tagging of statements where their sources are known"""
    vectors, acts, parts, targets, linked, n_linked = [], [], [], [], 0.0, 0
    for e, h in zip(batch, hs):
        w = e.window
        if e.att is not None:
            y = label(e.att, len(h))
            parts += [(h[a:b], y[a:b]) for a, b in sequences(w)]
            total, n = link_loss(model, h, w, e.links)
            linked, n_linked = linked + total, n_linked + n
        spans = sorted(e.targets)
        z = label([(0, a, b) for a, b in spans], len(h))
        targets += [(h[a:b], z[a:b]) for a, b in sequences(w)]
        asks, want = [], []
        for cue, content, act, target in e.acts:
            vectors.append(model.act.vector(h, cue, content))
            acts.append(act)
            if target in e.targets or target is None and spans:
                asks.append((cue or content)[0])
                want.append(spans.index(target) if target else len(spans))
        if asks:
            s = model.links['target'](piece_vectors(h, asks), piece_vectors(h, spans), buckets(w, asks, spans))
            linked = linked + torch.nn.functional.cross_entropy(s, torch.tensor(want), reduction='sum')
            n_linked += len(asks)
    loss = crf_loss(model.heads['target'], targets) + linked / max(1, n_linked)
    if parts:
        loss = loss + crf_loss(model.heads['statement'], parts)
    if acts:
        loss = loss + torch.nn.functional.cross_entropy(model.act(model.drop(torch.stack(vectors))), torch.tensor(acts),
                                                        model.act_weights, label_smoothing=0.05)
    return loss


def refer_scores(model, h, case):
    """Of each candidate and of nobody: what the features say and what the vectors say"""
    pronoun, candidates, base, _, _ = case
    sizes = [len(c) for c in candidates]
    flat = [t for c in candidates for t in c]
    scores = [torch.tensor(b) for b in base] + [torch.tensor(0.0)]
    if flat:
        for i, s in enumerate(model.refer(h[pronoun], h[flat]).split(sizes)):
            if len(s):
                scores[i] = scores[i] + s.max()
    return torch.stack(scores)


def refer_loss(model, batch, hs):
    """What is right may be several: the likelihood of all of it"""
    losses = []
    for e, h in zip(batch, hs):
        for case in e.refer:
            right = torch.tensor(case[3] + [case[4]])
            if right.any() and not right.all():
                s = torch.log_softmax(refer_scores(model, h, case), 0)
                losses.append(-torch.logsumexp(s[right], 0))
    return torch.stack(losses).mean() if losses else hs[0].sum() * 0


def part_loss(model, batch, hs):
    """Binary cross entropy of what is known, of a token, times 16"""
    y = torch.tensor([row for e in batch for row in e.parts])
    known = y >= 0
    z = model.part(torch.cat(hs))
    return 16 * torch.nn.functional.binary_cross_entropy_with_logits(z[known], y[known].float())


def act_weights(examples):
    """-> weight of each act in the loss, 1 in the mean over the statements"""
    counts = torch.bincount(torch.tensor([x[2] for e in examples for x in e.acts]), minlength=NO_ACT + 1).clamp_min(1).float()
    weights = (counts.max() / counts) ** RARE
    return weights * counts.sum() / (weights * counts).sum()


def syntax_loss(model, batch, hs):
    """Mean over the paragraphs that have an analysis"""
    losses = []
    for e, h in zip(batch, hs):
        if e.syntax is None:
            continue
        rows = torch.tensor(e.syntax)
        for a, b in sequences(e.window):
            tags, heads, relations = rows[a:b].T
            inside = (heads >= a) & (heads < b)
            known = inside | (heads == ROOT)
            heads = torch.where(inside, heads - a, b - a)
            losses.append(model.syntax.loss(h[a:b], tags.masked_fill(~known, -1), heads, relations))
    return sum(losses) / len(losses) if losses else 0.0


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('gold')
    ap.add_argument('base')
    ap.add_argument('out')
    ap.add_argument('--round', type=int, default=1, choices=sorted(ROUNDS))
    ap.add_argument('--from', dest='begin', help='checkpoint of a finished round, or an exported model file')
    ap.add_argument('--labelled', help='raw news labelled by label_raw.py')
    ap.add_argument('--cases', help='folder with what parts.py reads')
    ap.add_argument('--small', action='store_true', help='a few documents, to try the whole way')
    ap.add_argument('--threads', type=int, default=2)
    ap.add_argument('--seed', type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    os.makedirs(a.out, exist_ok=True)
    vocabulary = Vocabulary(os.path.join(a.base, 'vocab.txt'))
    train, dev, labels = load(a.gold, vocabulary, a.small, a.labelled)
    if a.cases:
        mine, dev['refer'] = load_parts(a.gold, a.cases, vocabulary)
        train.update(mine)
    model = Model(len(vocabulary.lines), *labels)
    model.encoder.load_base(load_file(os.path.join(a.base, 'model.safetensors')))
    if a.begin:
        model.load(a.begin)
    model.act_weights = act_weights(train['statements'] + train['acts'])
    frozen = FROZEN if a.round >= FROZEN_FROM else -1
    rate = RATE_LATER if a.begin else 1
    hidden = (HIDDEN_LATER if a.begin else 0, vocabulary.ids['[MASK]'])
    rnd = random.Random(a.seed)
    plan = []
    for task, epochs in ROUNDS[a.round].items():
        mine = []
        while len(mine) < math.ceil(epochs) and train.get(task):
            bs = batches(train[task], rnd)
            rnd.shuffle(bs)
            mine.append(bs)
        mine = sum(mine, [])
        mine = mine[:round(len(mine) * epochs / math.ceil(epochs))]
        plan += [((i + rnd.random()) / len(mine), b) for i, b in enumerate(mine)]
    plan = [b for _, b in sorted(plan, key=lambda x: x[0])]
    heads = [p for n, p in model.named_parameters() if not n.startswith('encoder.')]
    body = [p for n, p in model.named_parameters() if n.startswith('encoder.')]
    opt = torch.optim.AdamW([{'params': body, 'lr': rate * RATE}, {'params': heads, 'lr': rate * HEAD_RATE}], weight_decay=DECAY,
                            fused=True)
    curve = lambda s: min(1, (s + 1) / (WARMUP * len(plan))) * max(0.02, (1 - s / len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, curve)
    average = copy.deepcopy(model)
    step, path = 0, os.path.join(a.out, 'last.pt')
    if os.path.exists(path):
        state = torch.load(path, weights_only=False)
        model.load_state_dict(state['model'])
        average.load_state_dict(state['average'])
        opt.load_state_dict(state['opt'])
        schedule.load_state_dict(state['schedule'])
        step = state['step']
    began, seen, recent = time.time(), 0, {}
    print('%d steps, %d pieces' % (len(plan), sum(len(e.window.ids) for b in plan for e in b)), flush=True)
    while step < len(plan):
        batch = plan[step]
        Quantized.rounding = step > ROUNDING_FROM * len(plan)
        rnd = random.Random(step)
        model.train()
        loss = loss_of(model, batch, rnd, hidden, frozen)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        schedule.step()
        step += 1
        with torch.no_grad():
            keep = min(AVERAGE, (1 + step) / (10 + step))
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
        seen += sum(len(e.window.ids) for e in batch)
        task = batch[0].task
        recent[task] = 0.95 * recent.get(task, loss.item()) + 0.05 * loss.item()
        if step % 25 == 0:
            print('step %d of %d, %.0f pieces/s, %.1f min, %s' % (
                step, len(plan), seen / (time.time() - began), (time.time() - began) / 60,
                ' '.join('%s %.3f' % x for x in sorted(recent.items()))), flush=True)
        if step % 200 == 0 or step == len(plan):
            torch.save({'model': model.state_dict(), 'average': average.state_dict(), 'opt': opt.state_dict(),
                        'schedule': schedule.state_dict(), 'step': step}, path + '.new')
            os.replace(path + '.new', path)
        if step % 600 == 0 or step == len(plan) or a.small and step % 20 == 0:
            print('dev at %d: %s' % (step, evaluate(average, dev)), flush=True)


if __name__ == '__main__':
    main()
