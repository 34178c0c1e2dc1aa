"""Trains the classifier of acts alone, longer, over a finished encoder: few examples, whose vectors are worked out once.

    python train/acts.py GOLD BASE CHECKPOINT OUT.pt

OUT.pt is CHECKPOINT with the new classifier. Prints the share of right acts on the development ledgers, with spans given.
"""
import argparse
import os

import torch
import torch.nn.functional as F

from data import load_statements
from evaluate import acts_given
from model import Model
from text import Vocabulary
from train import encode

EPOCHS, BATCH, RATE, DECAY, DROP, SMOOTH = 30, 64, 1e-3, 0.01, 0.4, 0.05


@torch.no_grad()
def vectors(model, examples, size=16):
    """-> what the classifier reads of each statement [n, 4 * WIDTH], its act [n]"""
    rows, acts = [], []
    examples = sorted(examples, key=lambda e: len(e.window.ids))
    for k in range(0, len(examples), size):
        for e, h in zip(examples[k:k + size], encode(model, examples[k:k + size])):
            for cue, content, act, _ in e.acts:
                rows.append(model.act.vector(h, cue, content))
                acts.append(act)
    return torch.stack(rows), torch.tensor(acts)


def train(model, rows, acts):
    optimizer = torch.optim.AdamW(model.act.parameters(), lr=RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        order = torch.randperm(len(acts))
        for k in range(0, len(order), BATCH):
            i = order[k:k + BATCH]
            hidden = F.dropout(F.relu(model.act.inner(F.dropout(rows[i], DROP))), DROP)
            loss = F.cross_entropy(model.act.outer(hidden), acts[i], label_smoothing=SMOOTH)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        for group in optimizer.param_groups:
            group['lr'] = RATE * (1 - (epoch + 1) / EPOCHS)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('gold')
    ap.add_argument('base')
    ap.add_argument('checkpoint')
    ap.add_argument('out')
    ap.add_argument('--seed', type=int, default=1)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    vocabulary = Vocabulary(os.path.join(a.base, 'vocab.txt'))
    examples, (_, dev) = load_statements(a.gold, vocabulary)
    model = Model(len(vocabulary.lines))
    model.load(a.checkpoint)
    model.eval()
    print('acts given spans before: %s' % acts_given(model, dev))
    model.act.__init__()
    train(model, *vectors(model, examples))
    print('acts given spans after: %s' % acts_given(model, dev))
    torch.save({'average': model.state_dict()}, a.out)


if __name__ == '__main__':
    main()
