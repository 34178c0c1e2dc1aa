"""The encoder and its heads in PyTorch. MODEL.md describes the tensors; src/nn is the same computation in C."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from data import ACTS, NAME_KINDS, PARTS, ROLES

LAYERS, WIDTH, HEADS, INNER, POSITIONS, SHAPES, QUOTES = 6, 384, 12, 1536, 512, 9, 4
LINK, REFER = 64, 32
BUCKETS = 32
WEIGHT_LEVELS = 63      # weights stay within 7 bits, see src/nn


def bioes(n):
    """Labels of n kinds: 0 is outside, then begin, inside, end, single of each kind. -> allowed [L, L], start [L], end [L]"""
    size = 4 * n + 1
    opens = lambda i: i > 0 and (i - 1) % 4 in (0, 1)       # something must follow: B, I
    goes_on = lambda i: i > 0 and (i - 1) % 4 in (1, 2)     # something must stand before: I, E
    kind = lambda i: (i - 1) // 4
    ok = torch.zeros(size, size, dtype=torch.bool)
    for i in range(size):
        for j in range(size):
            ok[i, j] = (goes_on(j) and kind(i) == kind(j)) if opens(i) else not goes_on(j)
    start = torch.tensor([not goes_on(i) for i in range(size)])
    end = torch.tensor([not opens(i) for i in range(size)])
    return ok, start, end


def label(spans, n):
    """(kind, first, last + 1) spans -> label of each of n tokens"""
    y = [0] * n
    for k, a, b in spans:
        if b - a == 1:
            y[a] = 4 * k + 4
        else:
            y[a:b] = [4 * k + 2] * (b - a)
            y[a], y[b - 1] = 4 * k + 1, 4 * k + 3
    return y


def spans_of(labels):
    out, start = [], 0
    for i, y in enumerate(labels):
        if y:
            k, part = (y - 1) // 4, (y - 1) % 4
            if part in (0, 3):
                start = i
            if part in (2, 3):
                out.append((k, start, i + 1))
    return out


class Crf(nn.Module):
    """Linear-chain CRF over BIOES labels; forbidden transitions are never taken."""

    def __init__(self, kinds):
        super().__init__()
        ok, start, end = bioes(kinds)
        self.labels = len(ok)
        self.emit = nn.Linear(WIDTH, self.labels)
        self.move = nn.Parameter(torch.zeros(self.labels, self.labels))
        self.first = nn.Parameter(torch.zeros(self.labels))
        self.last = nn.Parameter(torch.zeros(self.labels))
        for name, mask in (('ok', ok), ('ok_first', start), ('ok_last', end)):
            self.register_buffer(name, mask, persistent=False)

    def scores(self):
        low = -1e4
        return (self.move.masked_fill(~self.ok, low), self.first.masked_fill(~self.ok_first, low),
                self.last.masked_fill(~self.ok_last, low))

    def loss(self, emissions, labels, lengths):
        """emissions [P, T, L], labels [P, T], lengths [P], longest first -> negative log likelihood of each sequence [P]"""
        move, first, last = self.scores()
        P, T, _ = emissions.shape
        ar = torch.arange(P)
        mask = torch.arange(T)[None] < lengths[:, None]
        gold = emissions.gather(2, labels[..., None])[..., 0]
        gold = (gold * mask).sum(1) + first[labels[:, 0]] + last[labels[ar, lengths - 1]]
        gold = gold + (move[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        alive = mask.sum(0).tolist()
        alpha = emissions[:, 0] + first
        done = []
        for t in range(1, T):
            n = alive[t]
            if n < alpha.shape[0]:
                done.append(alpha[n:])
                alpha = alpha[:n]
            alpha = torch.logsumexp(alpha[:, :, None] + move[None], 1) + emissions[:n, t]
        alpha = torch.cat([alpha] + done[::-1], 0)
        return torch.logsumexp(alpha + last, 1) - gold

    @torch.no_grad()
    def decode(self, emissions):
        """emissions [T, L] of one sequence -> labels"""
        move, first, last = self.scores()
        a, back = emissions[0] + first, []
        for e in emissions[1:]:
            best, at = (a[:, None] + move).max(0)
            back.append(at)
            a = best + e
        y = [int((a + last).argmax())]
        for at in reversed(back):
            y.append(int(at[y[-1]]))
        return y[::-1]


class Quantized(nn.Linear):
    """A linear layer whose weights are rounded as in the exported model once `rounding` is set; gradients pass through."""
    rounding = False

    def forward(self, x):
        w = self.weight
        if Quantized.rounding:
            with torch.no_grad():
                scale = w.abs().amax(1, keepdim=True).clamp_min(1e-8) / WEIGHT_LEVELS
                change = (w / scale).round() * scale - w
            w = w + change
        return F.linear(x, w, self.bias)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = Quantized(WIDTH, 3 * WIDTH), Quantized(WIDTH, WIDTH)
        self.up, self.down = Quantized(WIDTH, INNER), Quantized(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        B, T, _ = x.shape
        q, k, v = self.qkv(x).view(B, T, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(B, T, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, words):
        super().__init__()
        self.word = nn.Embedding(words, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.shape, self.quote = nn.Embedding(SHAPES, WIDTH), nn.Embedding(QUOTES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.shape.weight, std=0.01)
        nn.init.normal_(self.quote.weight, std=0.01)

    def forward(self, ids, shapes, quotes, lengths, frozen=-1):
        """frozen: the embeddings and so many layers learn nothing; -1: everything learns"""
        T = ids.shape[1]
        mask = (torch.arange(T)[None] < lengths[:, None])[:, None, None, :]
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen < 0):
            x = self.word(ids) + self.position.weight[:T] + self.shape(shapes) + self.quote(quotes)
            x = self.drop(self.norm(x))
        for i, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and i >= frozen):
                x = layer(x, mask)
        return x

    def load_base(self, w):
        """w: tensors of a BERT checkpoint in the usual names"""
        w = {k.removeprefix('bert.'): v.float() for k, v in w.items()}
        e = 'embeddings.'
        copy = lambda p, v: p.data.copy_(v)
        copy(self.word.weight, w[e + 'word_embeddings.weight'])
        copy(self.position.weight, w[e + 'position_embeddings.weight'] + w[e + 'token_type_embeddings.weight'][0])
        copy(self.norm.weight, w[e + 'LayerNorm.weight'])
        copy(self.norm.bias, w[e + 'LayerNorm.bias'])
        for i, layer in enumerate(self.layers):
            n = 'encoder.layer.%d.' % i
            a = n + 'attention.self.'
            for part in ('weight', 'bias'):
                copy(getattr(layer.qkv, part), torch.cat([w[a + x + '.' + part] for x in ('query', 'key', 'value')]))
                for mine, theirs in ((layer.out, 'attention.output.dense.'), (layer.up, 'intermediate.dense.'),
                                     (layer.down, 'output.dense.'), (layer.norm1, 'attention.output.LayerNorm.'),
                                     (layer.norm2, 'output.LayerNorm.')):
                    copy(getattr(mine, part), w[n + theirs + part])


def bucket(distance, same_paragraph):
    """Signed distance in tokens -> 0..15, 16..31 in another paragraph"""
    d = abs(distance)
    b = 0 if d == 0 else min(7, 1 + int(math.log2(d)))
    return b + (8 if distance < 0 else 0) + (0 if same_paragraph else 16)


class Link(nn.Module):
    """Which of several pieces belongs to this one: scores of a product of projections plus a bias of the distance. A piece is
    the vectors of its first and its last token."""

    def __init__(self):
        super().__init__()
        self.ask, self.answer = nn.Linear(2 * WIDTH, LINK), nn.Linear(2 * WIDTH, LINK)
        self.none = nn.Linear(2 * WIDTH, 1)
        self.distance = nn.Parameter(torch.zeros(BUCKETS))

    def forward(self, ask, answer, buckets):
        """ask [n, 768], answer [m, 768], buckets [n, m] -> [n, m + 1], the last column is "none of them" """
        s = self.ask(ask) @ self.answer(answer).T / math.sqrt(LINK) + self.distance[buckets]
        return torch.cat([s, self.none(ask)], 1)


class Act(nn.Module):
    """Which kind of act a statement is, or none: two layers on its cue's first and last token, its content's first token and
    the mean of the content's tokens; zeros for what is absent."""
    HIDDEN = 128

    def __init__(self):
        super().__init__()
        self.inner, self.outer = nn.Linear(4 * WIDTH, Act.HIDDEN), nn.Linear(Act.HIDDEN, len(ACTS) + 1)

    @staticmethod
    def vector(h, cue, content):
        """h [tokens, WIDTH] of a window; pieces as token ranges -> [4 * WIDTH]"""
        none = h.new_zeros(WIDTH)
        parts = [h[cue[0][0]], h[cue[-1][1] - 1]] if cue else [none, none]
        parts += [h[content[0][0]], torch.cat([h[a:b] for a, b in content]).mean(0)] if content else [none, none]
        return torch.cat(parts)

    def forward(self, x):
        return self.outer(F.relu(self.inner(x)))


class Refer(nn.Module):
    """How well a token stands for what a pronoun means, beside what src/entity/pronoun.c counts: a scaled product of two projections."""

    def __init__(self):
        super().__init__()
        self.ask, self.answer = nn.Linear(WIDTH, REFER), nn.Linear(WIDTH, REFER)

    def forward(self, pronoun, tokens):
        """pronoun [WIDTH], tokens [n, WIDTH] -> [n]"""
        return self.answer(tokens) @ self.ask(pronoun) / math.sqrt(REFER)


class Syntax(nn.Module):
    """Tags, heads and relations of a dependency analysis: a second task on the same texts, at training time only, that
    teaches the encoder where clauses and phrases end."""
    ARC = 128

    def __init__(self, tags, relations):
        super().__init__()
        self.tag, self.relation = nn.Linear(WIDTH, tags), nn.Linear(2 * WIDTH, relations)
        self.ask, self.answer = nn.Linear(WIDTH, Syntax.ARC), nn.Linear(WIDTH, Syntax.ARC)
        self.root = nn.Linear(WIDTH, 1)

    def loss(self, h, tags, heads, relations):
        """h [n, WIDTH] of one paragraph; tags, heads, relations [n], -1 where unknown; a head of n is the root. -> sum of the
        mean cross entropies"""
        known = tags >= 0
        if not known.any():
            return h.sum() * 0
        scores = torch.cat([self.ask(h) @ self.answer(h).T / math.sqrt(Syntax.ARC), self.root(h)], 1)
        total = F.cross_entropy(self.tag(h[known]), tags[known]) + F.cross_entropy(scores[known], heads[known])
        inner = known & (heads < len(h))
        if inner.any():
            pairs = torch.cat([h[inner], h[heads[inner]]], 1)
            total = total + F.cross_entropy(self.relation(pairs), relations[inner])
        return total


class Model(nn.Module):
    def __init__(self, words=30522, tags=1, relations=1):
        super().__init__()
        self.encoder = Encoder(words)
        self.heads = nn.ModuleDict({'attribution': Crf(len(ROLES)), 'inner': Crf(len(ROLES)),
                                    'names': Crf(len(NAME_KINDS)), 'wiki': Crf(4), 'statement': Crf(len(ROLES)),
                                    'target': Crf(1)})
        # cue -> source, content -> cue, cue (or content) -> target
        self.links = nn.ModuleDict({'source': Link(), 'content': Link(), 'target': Link()})
        self.act = Act()
        self.refer = Refer()
        self.part = nn.Linear(WIDTH, len(PARTS))    # of a token in an incident: log odds of each
        self.syntax = Syntax(tags, relations)
        self.drop = nn.Dropout(0.1)

    def load(self, path):
        """A checkpoint of train.py, or an exported model file. Heads that it lacks stay as they are, but for the tagger of
        statements, which begins as the one of attributions."""
        if path.endswith('.safetensors'):
            from safetensors.torch import load_file
            state = unquantize(load_file(path))
        else:
            state = torch.load(path, weights_only=False)['average']
        mine = self.state_dict()
        state = {k: v for k, v in state.items() if k in mine and mine[k].shape == v.shape}
        for k in list(state):
            if k.startswith('heads.attribution.'):
                state.setdefault(k.replace('attribution', 'statement'), state[k])
        missing = [k for k in mine if k not in state and not k.startswith(LATER)]
        if missing:
            raise ValueError('%s lacks %s' % (path, missing[:3]))
        self.load_state_dict(state, strict=False)


LATER = ('syntax.', 'heads.wiki.', 'heads.target.', 'links.target.', 'act.', 'refer.', 'part.')   # not of every round


def unquantize(w):
    """Tensors of an exported file (see export.py) -> state of a Model"""
    out = {}
    table = lambda n: w[n + '.q'].float() * w[n + '.scale'][:, None]
    e = 'encoder.'
    out[e + 'word.weight'] = table('embed.word')
    for name in ('position', 'shape', 'quote'):
        out[e + name + '.weight'] = w['embed.' + name]
    for part in ('weight', 'bias'):
        out[e + 'norm.' + part] = w['embed.norm.' + part]
    for i in range(LAYERS):
        for name in ('qkv', 'out', 'up', 'down'):
            n = 'layer.%d.%s' % (i, name)
            weight, bias = table(n), w[n + '.bias'].clone()
            if name == 'qkv':
                weight[:WIDTH] *= (WIDTH // HEADS) ** 0.5
                bias[:WIDTH] *= (WIDTH // HEADS) ** 0.5
            out['encoder.layers.%d.%s.weight' % (i, name)], out['encoder.layers.%d.%s.bias' % (i, name)] = weight, bias
        for name in ('norm1', 'norm2'):
            for part in ('weight', 'bias'):
                out['encoder.layers.%d.%s.%s' % (i, name, part)] = w['layer.%d.%s.%s' % (i, name, part)]
    for k, v in w.items():
        if k.startswith(('head.', 'link.', 'act.', 'refer.', 'part.')):
            out[k.replace('head.', 'heads.').replace('link.', 'links.')] = v
    return out
