"""Trains the classifier of acts and the head of parts alone, longer, over a finished encoder, whose vectors are worked out once.

    python train/heads.py GOLD BASE CHECKPOINT CASES OUT.pt

CASES: see parts.py. OUT.pt is CHECKPOINT with the new heads. Prints the share of right acts on the development ledgers, with spans given.
"""
import argparse
import os

import torch
import torch.nn.functional as F

from data import ACTS, load_statements
from evaluate import acts_given
from model import Model
from parts import load_parts
from text import Vocabulary
from train import encode

EPOCHS, BATCH, RATE, DECAY, DROP, SMOOTH = 20, 128, 1e-3, 0.01, 0.4, 0.05
# In gold ledgers more is told as fact than the annotators of raw news thought; chosen on the development ledgers.
PRIOR = {'report': 0.5}
PART_EPOCHS, PART_BATCH, PART_DROP, PART_DECAY = 2, 1024, 0.1, 0.3     # the rate falls to so much of it with each epoch
PEOPLE, PEOPLE_BATCH, PEOPLE_WEIGHT = 1500, 128, 0.3    # windows of GVA


@torch.no_grad()
def encoded(model, examples, size=16):
    """-> (example, vectors of its tokens), short windows first"""
    examples = sorted(examples, key=lambda e: len(e.window.ids))
    for k in range(0, len(examples), size):
        yield from zip(examples[k:k + size], encode(model, examples[k:k + size]))


def act_vectors(model, examples):
    """-> what the classifier reads of each statement [n, 4 * WIDTH], its act [n]"""
    rows, acts = [], []
    for e, h in encoded(model, examples):
        for cue, content, act, _ in e.acts:
            rows.append(model.act.vector(h, cue, content))
            acts.append(act)
    return torch.stack(rows), torch.tensor(acts)


def train_acts(model, rows, acts):
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
    for act, more in PRIOR.items():
        model.act.outer.bias.data[ACTS.index(act)] += more


def part_vectors(model, examples):
    """-> vectors of the tokens of which something is known [n, WIDTH], in half the bytes, and that [n, parts]"""
    rows, parts = [], []
    for e, h in encoded(model, examples, 32):
        y = torch.tensor(e.parts, dtype=torch.int8)
        known = (y >= 0).any(1)
        rows.append(h[known].half())
        parts.append(y[known])
    return torch.cat(rows), torch.cat(parts)


def part_loss(model, rows, parts):
    known = parts >= 0
    return F.binary_cross_entropy_with_logits(model.part(F.dropout(rows.float(), PART_DROP))[known], parts[known].float())


def train_parts(model, reports, people):
    """reports, people: of part_vectors(); a batch of each a step"""
    optimizer = torch.optim.AdamW(model.part.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(PART_EPOCHS):
        order = torch.randperm(len(reports[1]))
        for k in range(0, len(order), PART_BATCH):
            i, j = order[k:k + PART_BATCH], torch.randint(len(people[1]), (PEOPLE_BATCH,))
            loss = part_loss(model, reports[0][i], reports[1][i]) + PEOPLE_WEIGHT * part_loss(model, people[0][j], people[1][j])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        for group in optimizer.param_groups:
            group['lr'] *= PART_DECAY


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('gold', 'base', 'checkpoint', 'cases', 'out'):
        ap.add_argument(name)
    ap.add_argument('--seed', type=int, default=2)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    vocabulary = Vocabulary(os.path.join(a.base, 'vocab.txt'))
    examples, judged, (_, dev) = load_statements(a.gold, vocabulary)
    model = Model(len(vocabulary.lines))
    model.load(a.checkpoint)
    model.eval()
    print('acts given spans before: %s' % acts_given(model, dev))
    model.act.__init__()
    train_acts(model, *act_vectors(model, examples + judged))
    print('acts given spans after: %s' % acts_given(model, dev))
    parts, _ = load_parts(a.gold, a.cases, vocabulary)
    train_parts(model, part_vectors(model, parts['parts']), part_vectors(model, parts['people'][:PEOPLE]))
    torch.save({'average': model.state_dict()}, a.out)


if __name__ == '__main__':
    main()
