"""Checkpoint -> the model file that culpa maps into memory (safetensors; model/MODEL.md lists the tensors).

    python train/export.py BASE CHECKPOINT OUT.safetensors
"""
import argparse
import os

import torch
from safetensors.torch import save_file

from model import HEADS, LAYERS, WEIGHT_LEVELS, WIDTH, Model

NOT_AT_RUN_TIME = ('wiki',)     # heads that only help training


def quantize(weight, levels):
    """[out, in] -> int8 [out, in] within +-levels, scale [out]"""
    scale = weight.abs().amax(1).clamp_min(1e-8) / levels
    return (weight / scale[:, None]).round().clamp(-levels, levels).to(torch.int8), scale.contiguous()


def tensors_of(model, vocabulary_path):
    out = {}
    e = model.encoder
    with open(vocabulary_path, 'rb') as f:
        out['vocab'] = torch.frombuffer(bytearray(f.read().rstrip(b'\n')), dtype=torch.uint8)
    out['embed.word.q'], out['embed.word.scale'] = quantize(e.word.weight, 127)
    out['embed.position'], out['embed.shape'], out['embed.quote'] = e.position.weight, e.shape.weight, e.quote.weight
    out['embed.norm.weight'], out['embed.norm.bias'] = e.norm.weight, e.norm.bias
    for i in range(LAYERS):
        layer, n = e.layers[i], 'layer.%d.' % i
        for name in ('qkv', 'out', 'up', 'down'):
            linear = getattr(layer, name)
            q, scale = quantize(linear.weight, WEIGHT_LEVELS)
            bias = linear.bias.clone()
            if name == 'qkv':       # queries are divided here, once, instead of in every pass
                scale[:WIDTH] /= (WIDTH // HEADS) ** 0.5
                bias[:WIDTH] /= (WIDTH // HEADS) ** 0.5
            out[n + name + '.q'], out[n + name + '.scale'], out[n + name + '.bias'] = q, scale, bias
        for name in ('norm1', 'norm2'):
            norm = getattr(layer, name)
            out[n + name + '.weight'], out[n + name + '.bias'] = norm.weight, norm.bias
    for name, head in model.heads.items():
        if name in NOT_AT_RUN_TIME:
            continue
        move, first, last = head.scores()
        n = 'head.%s.' % name
        out.update({n + 'emit.weight': head.emit.weight, n + 'emit.bias': head.emit.bias, n + 'move': move,
                    n + 'first': first, n + 'last': last})
    for name, link in model.links.items():
        n = 'link.%s.' % name
        for part in ('ask', 'answer', 'none'):
            out[n + part + '.weight'], out[n + part + '.bias'] = getattr(link, part).weight, getattr(link, part).bias
        out[n + 'distance'] = link.distance
    for name in ('inner', 'outer'):
        layer = getattr(model.act, name)
        out['act.%s.weight' % name], out['act.%s.bias' % name] = layer.weight, layer.bias
    for name, layer in (('refer.ask', model.refer.ask), ('refer.answer', model.refer.answer), ('part', model.part)):
        out[name + '.weight'], out[name + '.bias'] = layer.weight, layer.bias
    return {k: v.detach().contiguous().clone() for k, v in out.items()}


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('base')
    ap.add_argument('checkpoint')
    ap.add_argument('out')
    a = ap.parse_args()
    vocabulary = os.path.join(a.base, 'vocab.txt')
    with open(vocabulary, encoding='utf-8') as f:
        model = Model(len(f.read().rstrip('\n').split('\n')))
    model.load(a.checkpoint)
    save_file(tensors_of(model, vocabulary), a.out, metadata={'format': 'culpa', 'version': '1'})


if __name__ == '__main__':
    main()
