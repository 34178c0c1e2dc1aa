"""Activations of the encoder by PyTorch, which the C engine is tested against (tests/nn/test_encode.c).

    python train/activations.py MODEL.safetensors OUT
    python train/activations.py build/tests/synthetic.safetensors tests/nn/synthetic.activations

Reads the exported file, not a checkpoint: weights are those that the C engine has. Computes in double precision.
"""
import argparse
import random
import struct

import torch
from safetensors.torch import load_file

from model import HEADS, LAYERS, QUOTES, SHAPES, WIDTH, Encoder

WINDOWS = ((7, 4), (40, 3), (192, 3))       # pieces, and how many of them are kept


def encoder_of(tensors):
    """The exported tensors in the module that they came from"""
    e = Encoder(tensors['embed.word.q'].shape[0]).double().eval()
    copy = lambda parameter, value: parameter.data.copy_(value.double())
    copy(e.word.weight, tensors['embed.word.q'].double() * tensors['embed.word.scale'].double()[:, None])
    copy(e.position.weight, tensors['embed.position'])
    copy(e.shape.weight, tensors['embed.shape'])
    copy(e.quote.weight, tensors['embed.quote'])
    copy(e.norm.weight, tensors['embed.norm.weight'])
    copy(e.norm.bias, tensors['embed.norm.bias'])
    for i in range(LAYERS):
        for name in ('qkv', 'out', 'up', 'down'):
            n = 'layer.%d.%s' % (i, name)
            linear = getattr(e.layers[i], name)
            scale, bias = tensors[n + '.scale'].double().clone(), tensors[n + '.bias'].double().clone()
            if name == 'qkv':       # export divides the queries, the module does it in each pass
                scale[:WIDTH] *= (WIDTH // HEADS) ** 0.5
                bias[:WIDTH] *= (WIDTH // HEADS) ** 0.5
            copy(linear.weight, tensors[n + '.q'].double() * scale[:, None])
            copy(linear.bias, bias)
        for name in ('norm1', 'norm2'):
            norm = getattr(e.layers[i], name)
            copy(norm.weight, tensors['layer.%d.%s.weight' % (i, name)])
            copy(norm.bias, tensors['layer.%d.%s.bias' % (i, name)])
    return e


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('model')
    ap.add_argument('out')
    a = ap.parse_args()
    encoder = encoder_of(load_file(a.model))
    pick = random.Random(5)
    with open(a.out, 'wb') as f, torch.no_grad():
        for n, n_kept in WINDOWS:
            ids = [pick.randrange(encoder.word.num_embeddings) for _ in range(n)]
            shapes = [pick.randrange(SHAPES) for _ in range(n)]
            quotes = [pick.randrange(QUOTES) for _ in range(n)]
            kept = sorted(pick.sample(range(n), n_kept))
            x = encoder(*(torch.tensor([v]) for v in (ids, shapes, quotes)), torch.tensor([n]))[0, kept]
            f.write(struct.pack('<II%dH%dH%dB%dB' % (n, n_kept, n, n), n, n_kept, *ids, *kept, *shapes, *quotes))
            f.write(x.float().numpy().astype('<f4').tobytes())


if __name__ == '__main__':
    main()
