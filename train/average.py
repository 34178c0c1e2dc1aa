"""Averages the weights of rounds that began at the same place, which reads better than each of them.

    python train/average.py BASE OUT.pt CHECKPOINT=SHARE CHECKPOINT=SHARE ...

Shares must add up to 1. Heads that not every round has trained (HEADS_OF_FIRST) are those of the first checkpoint.
Wortsman et al. 2022, "Model soups".
"""
import argparse
import os

import torch

from model import Model
from text import Vocabulary

HEADS_OF_FIRST = ('refer.', 'part.')


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('base')
    ap.add_argument('out')
    ap.add_argument('rounds', nargs='+', metavar='CHECKPOINT=SHARE')
    a = ap.parse_args()
    words = len(Vocabulary(os.path.join(a.base, 'vocab.txt')).lines)
    states, shares = [], []
    for item in a.rounds:
        path, _, share = item.rpartition('=')
        model = Model(words)
        model.load(path)
        states.append(model.state_dict())
        shares.append(float(share))
    if abs(sum(shares) - 1) > 1e-6:
        ap.error('the shares add up to %g' % sum(shares))
    first = states[0]
    torch.save({'average': {k: v if k.startswith(HEADS_OF_FIRST) else sum(p * s[k] for p, s in zip(shares, states))
                            for k, v in first.items()}}, a.out)


if __name__ == '__main__':
    main()
