"""Readers of the gold corpora -> windows with labels.

gold/README-A.md and README-B.md describe the files. Every example carries the labels of its own task only:
  att    list of (role, first token, last token + 1) in the window, pieces of attributions (PolNeAR)
  links  list of attributions as {'source': [piece], 'cue': [piece], 'content': [piece]} with pieces as token ranges
  inner  the same two for attributions inside the content of others (made, see nest())
  names  list of (kind, first token, last token + 1)
  acts   list of (pieces of the cue, pieces of the content, act, piece of the target or None) of statements; act NO_ACT for what
         is attributed but is no statement
  syntax (tag, head, relation) of each token, -1 where unknown; heads are tokens of the window, ROOT for the root
"""
import collections
import gzip
import json
import os
import random
import re

from text import paragraphs, windows

ROLES = ('source', 'cue', 'content')
NAME_KINDS = ('person', 'organisation', 'place', 'group', 'facility', 'other')
ACTS = ('claim', 'accuse', 'insinuate', 'deny', 'exonerate', 'withhold', 'verify', 'dispute', 'no_evidence', 'warn', 'dismiss',
        'threaten', 'demand', 'promise', 'condemn', 'praise', 'mourn', 'report', 'say')     # src/speech: the same order
NO_ACT = len(ACTS)
PARTS = ('people', 'organisation', 'target', 'victim', 'weapon', 'described')   # in an incident; src/incident/roles.h: the same order
WORLDWIDE = {'PER': 0, 'ORG': 1, 'LOC': 2, 'NORP': 3, 'FAC': 4, 'MISC': 5, 'PRODUCT': 5}
WIKI = {'PER': 0, 'ORG': 1, 'LOC': 2, 'MISC': 3, 'OTH': 3}


def read(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as f:
        return [json.loads(x) for x in f if x.strip()]


class Example:
    __slots__ = ('window', 'task', 'doc', 'att', 'links', 'inner', 'inner_links', 'names', 'syntax', 'unsure', 'acts', 'targets',
                 'refer', 'parts')

    def __init__(self, window, task, doc):
        self.window, self.task, self.doc = window, task, doc
        self.att = self.links = self.inner = self.inner_links = self.names = self.syntax = self.acts = self.targets = None
        self.refer = self.parts = None
        self.unsure = ()


def token_ranges(window, span):
    """A byte span -> runs of tokens of the window that it touches, cut at paragraph ends."""
    runs, start = [], None
    toks = window.tokens
    lo, hi = 0, len(toks)
    while lo < hi:
        mid = (lo + hi) // 2
        if toks[mid].end <= span[0]:
            lo = mid + 1
        else:
            hi = mid
    i = lo
    while i < len(toks) and toks[i].start < span[1]:
        if start is not None and window.paragraph[i] != window.paragraph[i - 1]:
            runs.append((start, i))
            start = None
        if start is None:
            start = i
        i += 1
    if start is not None:
        runs.append((start, i))
    return runs


def attributions_in(window, attributions):
    pieces, links, taken = set(), [], {}
    for a in attributions:
        one = {}
        for r, role in enumerate(ROLES):
            one[role] = []
            for span in a[role]:
                for run in token_ranges(window, span):
                    if all(taken.get(i, (r, run)) == (r, run) for i in range(*run)):
                        for i in range(*run):
                            taken[i] = (r, run)
                        pieces.add((r,) + run)
                        one[role].append(run)
        if any(one.values()):
            links.append(one)
    return sorted(pieces, key=lambda p: p[1]), links


def attribution_examples(docs, vocabulary, task='attribution'):
    out = []
    for d in docs:
        for w in windows(paragraphs(d['text']), vocabulary):
            e = Example(w, task, d['id'])
            e.att, e.links = attributions_in(w, d['attributions'])
            if 'inner' in d:
                e.inner, e.inner_links = attributions_in(w, d['inner'])
            out.append(e)
    return out


def name_examples(docs, vocabulary, kinds, task):
    out = []
    for d in docs:
        for w in windows(paragraphs(d['text']), vocabulary):
            e = Example(w, task, d['id'])
            e.names = []
            for x in d['entities']:
                runs = token_ranges(w, (x['start'], x['end']))
                if x['type'] in kinds and len(runs) == 1:
                    e.names.append((kinds[x['type']],) + runs[0])
            out.append(e)
    return out


ROOT = -2
RARE = 200      # tags and relations seen less often are unknown


def read_syntax(path, wanted):
    """The CoNLL-like table beside PolNeAR -> {document: {first byte: (tag, first byte of the head or ROOT, relation)}}, names of
    the tags, names of the relations"""
    rows = collections.defaultdict(list)
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        for line in f:
            x = line.rstrip('\n').split('\t')
            if x[0] in wanted and len(x) > 10:
                rows[x[0], x[1]].append((x[2], int(x[3]), x[7], x[9], x[10].split(':')[0]))
    often = lambda i: sorted(k for k, n in collections.Counter(t[i] for r in rows.values() for t in r).items() if n >= RARE)
    tags, relations = often(2), often(4)
    tag_of, relation_of = ({k: i for i, k in enumerate(x)} for x in (tags, relations))
    out = collections.defaultdict(dict)
    for (doc, _), sentence in rows.items():
        start = {t[0]: t[1] for t in sentence}
        start['0'] = ROOT
        for _, at, tag, head, relation in sentence:
            if head in start:
                out[doc][at] = tag_of.get(tag, -1), start[head], relation_of.get(relation, -1)
    return out, tags, relations


def add_syntax(examples, analyses):
    for e in examples:
        analysis = analyses.get(e.doc)
        if not analysis:
            continue
        at = {t.start: i for i, t in enumerate(e.window.tokens)}
        e.syntax = []
        for t in e.window.tokens:
            tag, head, relation = analysis.get(t.start, (-1, None, -1))
            head = ROOT if head == ROOT else at.get(head, -1)
            e.syntax.append((tag, head, relation) if tag >= 0 and head != -1 and relation >= 0 else (-1, -1, -1))


def labelled_examples(docs, vocabulary):
    """Raw news as label_raw.py labelled it: attributions and names of one model, with the paragraphs it was not sure of"""
    out = []
    for d in docs:
        for w in windows(paragraphs(d['text']), vocabulary):
            e = Example(w, 'labelled', d['id'])
            e.att, e.links = attributions_in(w, d['attributions'])
            e.names = []
            for kind, a, b in d['names']:
                runs = token_ranges(w, (a, b))
                if len(runs) == 1:
                    e.names.append((kind,) + runs[0])
            e.unsure = frozenset(d['unsure'])
            out.append(e)
    return out


def statement_examples(docs, vocabulary, task='statements'):
    """Statements with acts and targets. docs: {'id', 'text', 'statements': [{'source', 'cue', 'content', 'act', 'target'}]} with
    lists of spans, and a span or None as target; act None for what is no statement"""
    out = []
    for d in docs:
        real = [x for x in d['statements'] if x['act']]
        for w in windows(paragraphs(d['text']), vocabulary):
            e = Example(w, task, d['id'])
            if 'sources' not in d:      # gold ledgers name actors, not the words that stand for them
                e.att, e.links = attributions_in(w, real)
            e.acts, e.targets = [], set()
            for x in d['statements']:
                cue, content = ([r for span in x[k] for r in token_ranges(w, span)] for k in ('cue', 'content'))
                if not cue and not content:
                    continue
                target = token_ranges(w, x['target']) if x['target'] else []
                target = target[0] if len(target) == 1 else None
                e.acts.append((cue, content, ACTS.index(x['act']) if x['act'] else NO_ACT, target))
                if target and all(t[1] <= target[0] or target[1] <= t[0] or t == target for t in e.targets):
                    e.targets.add(target)
            out.append(e)
    return out


def target_span(text, statement, actor):
    """Where a gold statement names its target: the first of the actor's names within the statement's span, the longest one"""
    a, b = statement['span']
    words = text.encode()
    inside = words[a:b].lower()
    hits = [(inside.find(n), -len(n)) for n in (x.lower().encode() for x in [actor['name'], *actor.get('aliases', [])])
            if inside.find(n) >= 0]
    if not hits:
        return None
    at, size = min(hits)
    return [a + at, a + at - size]


def written_examples(path):
    """examples.tsv, sentences that we wrote: numbered acts, a tab, the text with the words of source, cue, content and target of
    each statement in braces, which may nest: 1=deny<TAB>{s1 Arvonia} {c1 denied} {k1 that {t1 its army} had fired first}."""
    out = []
    with open(path, encoding='utf-8') as f:
        lines = [line.rstrip('\n') for line in f if line.strip() and not line.startswith('#')]
    for number, line in enumerate(lines):
        acts, marked = line.split('\t')
        spans, open_, text = collections.defaultdict(list), [], ''
        for piece in re.findall(r'\{[sckt]\d |\}|[^{}]+', marked):
            if piece == '}':
                role, start = open_.pop()
                spans[role].append([start, len(text.encode())])
            elif piece[0] == '{':
                open_.append((piece[1:3], len(text.encode())))
            else:
                text += piece
        doc = {'id': 'written-%d' % number, 'text': text, 'statements': []}
        for a in acts.split():
            n, act = a.split('=')
            if act != 'none' and act not in ACTS or open_ or not spans['c' + n] + spans['k' + n]:
                raise ValueError('%s: %r' % (path, line))
            doc['statements'].append({'source': spans['s' + n], 'cue': spans['c' + n], 'content': spans['k' + n],
                                      'act': None if act == 'none' else act, 'target': (spans['t' + n] + [None])[0]})
        out.append(doc)
    return out


def gold_ledgers(path):
    """Gold ledgers -> documents for statement_examples()"""
    out = []
    for d in read(path):
        actors = {a['id']: a for a in d['actors']}
        doc = {'id': d['document']['id'], 'text': d['text'], 'statements': [], 'sources': False}
        for s in d['statements']:
            actor = actors.get(s.get('target'))
            doc['statements'].append({'source': [], 'cue': [s['cue']] if s.get('cue') else [], 'content': s.get('content') or [],
                                      'act': s['act'], 'target': target_span(d['text'], s, actor) if actor else None})
        out.append(doc)
    return out


def nest(docs, n, seed):
    """Attributions inside attributions, which the corpora do not mark: a paragraph of one report, with its own
    attributions, becomes the content of a frame (source, cue) taken from another. Half of the paragraphs have none inside."""
    rnd = random.Random(seed)
    that, after, plain, inner = [], [], [], []
    for d in docs:
        b = d['text'].encode()
        for a in d['attributions']:
            if len(a['source']) == 1 and len(a['cue']) == 1 and a['content']:
                (s0, s1), (c0, c1), (k0, _) = a['source'][0], a['cue'][0], a['content'][0]
                if s1 + 1 == c0 and c1 + 1 == k0 and b[k0:k0 + 5] == b'that ' and s1 - s0 < 80:
                    that.append((b[s0:s1].decode(), b[c0:c1].decode()))
                if a['content'][-1][1] + 3 > s0 > a['content'][-1][1] and s1 + 1 == c0 and b[c1:c1 + 1] == b'.':
                    after.append((b[s0:s1].decode(), b[c0:c1].decode()))
        at = 0
        for line in d['text'].split('\n'):
            size = len(line.encode())
            mine = [a for a in d['attributions']
                    if any(at <= p[0] < at + size for r in ROLES for p in a[r])]
            whole = all(at <= p[0] and p[1] <= at + size for a in mine for r in ROLES for p in a[r])
            if 60 < size < 420 and whole and line.strip() == line and line[-1] in '.”"':
                (inner if mine else plain).append((line, at, mine))
            at += size + 1
    out, doc = [], None
    for i in range(n):
        line, at, mine = rnd.choice(inner if rnd.random() < 0.6 else plain)
        quoted = rnd.random() < 0.4
        if quoted and not any(q in line for q in '“”"'):
            source, cue = rnd.choice(after)
            body = line[:-1] if line.endswith('.') else line
            head, tail = '“', ',” %s %s.' % (source, cue)
            text = head + body + tail
            c0 = len(head.encode())
            c1 = c0 + len(body.encode())
            s0 = c1 + len(',” '.encode())
            q0 = s0 + len(source.encode()) + 1
            outer = {'source': [[s0, s0 + len(source.encode())]], 'cue': [[q0, q0 + len(cue.encode())]],
                     'content': [[0, c1 + len(',”'.encode())]]}
        else:
            source, cue = rnd.choice(that)
            source = source[:1].upper() + source[1:]
            head = '%s %s ' % (source, cue)
            that_word = 'that ' if rnd.random() < 0.8 else ''
            body = line
            text = head + that_word + body
            n_head = len(head.encode())
            c0 = n_head + len(that_word)
            c1 = c0 + len(body.encode()) - (1 if body.endswith('.') else 0)
            outer = {'source': [[0, len(source.encode())]], 'cue': [[len(source.encode()) + 1, n_head - 1]],
                     'content': [[n_head, c1]]}
        shift = lambda p: [p[0] - at + c0, min(p[1] - at + c0, c1)]
        inside = [{r: [shift(p) for p in a[r]] for r in ROLES} for a in mine]
        if doc is None or len(doc['text']) > 600:
            doc = {'id': 'nest-%d' % i, 'text': '', 'attributions': [], 'inner': []}
            out.append(doc)
        base = len(doc['text'].encode())
        for a, into in [(outer, doc['attributions'])] + [(a, doc['inner']) for a in inside]:
            into.append({r: [[p[0] + base, p[1] + base] for p in a[r]] for r in ROLES})
        doc['text'] += text + '\n'
    return out


def load_statements(gold, vocabulary, small=False):
    """-> training examples of statements with acts, those of which acts and targets alone were annotated, (documents, examples) of
    the development ledgers"""
    here = os.path.dirname(__file__)
    raw = {d['id']: d for d in read(os.path.join(gold, 'raw', 'news.jsonl.gz'))}
    annotated = lambda name: [dict(d, text=raw[d['id']]['text']) for d in read(os.path.join(here, name))]
    docs, judged = annotated('statements.jsonl'), [dict(d, sources=False) for d in annotated('acts.jsonl')]
    docs += written_examples(os.path.join(here, 'examples.tsv'))
    docs += gold_ledgers(os.path.join(gold, 'culpa', 'train.jsonl'))
    dev = gold_ledgers(os.path.join(gold, 'culpa', 'dev.jsonl'))
    few = 20 if small else None
    return (statement_examples(docs[:few], vocabulary), statement_examples(judged[:few], vocabulary, 'acts'),
            (dev, statement_examples(dev, vocabulary)))


def load(gold, vocabulary, small=False, labelled=None):
    """-> {task: training examples}, {task: (documents, examples)} of the development sets, numbers of tags and of relations.
    labelled: file written by label_raw.py"""
    g = lambda *p: os.path.join(gold, *p)
    polnear = read(g('polnear', 'train.jsonl'))
    train = {
        'attribution': attribution_examples(polnear[:40] if small else polnear, vocabulary),
        'nested': attribution_examples(nest(polnear, 60 if small else 2400, 1), vocabulary, 'nested'),
        'names': name_examples(read(g('ner', 'worldwide.train.jsonl.gz'))[:40 if small else None], vocabulary, WORLDWIDE,
                               'names'),
        'wiki': name_examples(read(g('ner', 'uner_ewt.train.jsonl.gz'))[:10 if small else None]
                              + read(g('ner', 'wikigold.train.jsonl'))[:10 if small else None], vocabulary, WIKI, 'wiki'),
    }
    analyses, tags, relations = read_syntax(g('polnear', 'train.corenlp.tsv.gz'), {e.doc for e in train['attribution']})
    add_syntax(train['attribution'], analyses)
    train['labelled'] = labelled_examples(read(labelled)[:40 if small else None], vocabulary) if labelled else []
    train['statements'], train['acts'], statements_dev = load_statements(gold, vocabulary, small)
    polnear_dev, names_dev = read(g('polnear', 'dev.jsonl')), read(g('ner', 'worldwide.dev.jsonl'))
    dev = {'attribution': (polnear_dev, attribution_examples(polnear_dev, vocabulary)),
           'names': (names_dev, name_examples(names_dev, vocabulary, WORLDWIDE, 'names')), 'statements': statements_dev}
    return train, dev, (len(tags), len(relations))
