"""Text -> tokens, shapes, quotation state, word pieces, windows.

The mirror of src/text (which reads reports at run time). Both follow the same rules; check_text.py compares them on whole
corpora. Offsets are bytes of the UTF-8 text, half open.
"""
import functools
import unicodedata

WINDOW_PIECES = 192     # src/base/limits.h: LIMIT_WINDOW_PIECES
WORD_CHARS = 100        # LIMIT_WORD_CHARS
LOOK_AHEAD = 400        # tokens in which a single quotation mark must close

LOWER, CAPITAL, UPPER, INITIAL, MIXED, DIGITS, ALNUM, OTHER = range(1, 9)
OUTSIDE, INSIDE, OPEN, CLOSE = range(4)


@functools.lru_cache(maxsize=None)
def char_class(c):
    """' ' separates tokens, 'w' runs on in a token, '.' is a token by itself."""
    o = ord(c)
    if 0x3400 <= o <= 0x4DBF or 0x4E00 <= o <= 0x9FFF or 0xF900 <= o <= 0xFAFF or 0x20000 <= o <= 0x3FFFF:
        return '.'
    cat = unicodedata.category(c)[0]
    return {'L': 'w', 'N': 'w', 'M': 'w', 'Z': ' ', 'C': ' '}.get(cat, '.')


class Token:
    __slots__ = ('start', 'end', 'text', 'shape', 'quote', 'pieces', 'before', 'after')

    def __init__(self, start, end, text, before, after):
        self.start, self.end, self.text, self.before, self.after = start, end, text, before, after
        self.shape, self.quote, self.pieces = shape(text), OUTSIDE, None

    def __repr__(self):
        return '%r[%d:%d]' % (self.text, self.start, self.end)


@functools.lru_cache(maxsize=200000)
def shape(text):
    letters = [c for c in text if unicodedata.category(c)[0] == 'L']
    digits = any(unicodedata.category(c)[0] == 'N' for c in text)
    if not letters:
        return DIGITS if digits else OTHER
    if digits:
        return ALNUM
    upper = [unicodedata.category(c) in ('Lu', 'Lt') for c in letters]
    n = sum(upper)
    if n == 0:
        return LOWER
    if n == len(letters):
        return INITIAL if n == 1 else UPPER
    return CAPITAL if n == 1 and upper[0] else MIXED


def hard_wrapped(text):
    """Old wires break lines at some 70 characters: there a line break is a space."""
    lines = [len(x.rstrip(' \t').encode()) for x in text.replace('\r\n', '\n').replace('\r', '\n').split('\n')]
    lines = [n for n in lines if n]
    return len(lines) >= 8 and max(lines) <= 100 and sum(50 <= n <= 90 for n in lines) >= 0.6 * len(lines)


def paragraphs(text):
    """-> lists of tokens, one a paragraph, none empty"""
    wrapped = hard_wrapped(text)
    out, cur = [], []
    pos, word_at, chars = 0, None, []
    before = ' '
    n = len(text)
    line_indent, previous_indent, at_line_start, blank_line = 0, 0, True, True

    def close():
        nonlocal cur
        if cur:
            out.append(cur)
        cur = []

    def flush(after):
        nonlocal word_at, chars
        if word_at is not None:
            cur.append(Token(word_at, pos, ''.join(chars), before_word[0], after))
            word_at, chars = None, []
    before_word = [None]
    for i, c in enumerate(text):
        kind = char_class(c)
        size = len(c.encode('utf-8'))
        if c in '\n\r\u2028\u2029':
            flush(c)
            if not wrapped:
                close()
            elif c == '\n' or c == '\r' and text[i + 1:i + 2] != '\n':
                if blank_line:
                    close()
                else:
                    previous_indent = line_indent
                at_line_start, line_indent, blank_line = True, 0, True
        elif kind == ' ':
            flush(c)
            if at_line_start and c in ' \t':
                line_indent += 1
        else:
            if wrapped and at_line_start:
                if cur and line_indent >= previous_indent + 2:
                    close()
            at_line_start, blank_line = False, False
            if kind == 'w':
                if word_at is None:
                    word_at, before_word[0] = pos, before
                chars.append(c)
            else:
                flush(c)
                cur.append(Token(pos, pos + size, c, before, text[i + 1] if i + 1 < n else None))
        before = c
        pos += size
    flush(None)
    close()
    for p in out:
        quote_states(p)
    return out


def is_wordish(c):
    return c is not None and char_class(c) == 'w'


def quote_states(tokens):
    """Sets token.quote over one paragraph; the characters outside of the paragraph count as none."""
    state = None
    for i, t in enumerate(tokens):
        before = None if i == 0 else t.before
        if t.text in '“„«':
            t.quote, state = OPEN, 'double'
        elif t.text == '"':
            t.quote, state = (CLOSE, None) if state == 'double' else (OPEN, 'double')
        elif t.text in '”»':
            t.quote = CLOSE
            if state == 'double':
                state = None
        elif (state is None and t.text in '‘\'' and not is_wordish(before) and is_wordish(t.after)
              and any(closes_single(x) for x in tokens[i + 1:i + 1 + LOOK_AHEAD])):
            t.quote, state = OPEN, 'single'
        elif state == 'single' and closes_single(t):
            t.quote, state = CLOSE, None
        else:
            t.quote = INSIDE if state else OUTSIDE


def closes_single(t):
    return t.text in '\'’' and t.before is not None and char_class(t.before) != ' ' and not is_wordish(t.after)


class Vocabulary:
    def __init__(self, path):
        with open(path, encoding='utf-8') as f:
            self.lines = f.read().split('\n')
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        self.ids = {w: i for i, w in enumerate(self.lines)}
        self.unk, self.cls, self.sep = (self.ids[x] for x in ('[UNK]', '[CLS]', '[SEP]'))
        self.pieces = functools.lru_cache(maxsize=500000)(self._pieces)

    def _pieces(self, word):
        low = ''.join(x if len(x) == 1 else c for c, x in ((c, c.lower()) for c in word))
        norm = ''.join(c for c in unicodedata.normalize('NFD', low) if unicodedata.category(c) != 'Mn')
        if not norm or len(norm) > WORD_CHARS or len(word) > WORD_CHARS:
            return (self.unk,)
        out, at = [], 0
        while at < len(norm):
            for end in range(len(norm), at, -1):
                i = self.ids.get(('##' if at else '') + norm[at:end])
                if i is not None:
                    break
            else:
                return (self.unk,)
            out.append(i)
            at = end
        return tuple(out)


class Window:
    """ids, shapes, quotes: one entry a piece; tokens; token_piece: position of each token's first piece; paragraph: number
    of each token's paragraph in the document."""

    def __init__(self, vocabulary):
        self.v = vocabulary
        self.ids, self.shapes, self.quotes = [vocabulary.cls], [0], [0]
        self.tokens, self.token_piece, self.paragraph = [], [], []

    def add(self, tokens, paragraph):
        for t in tokens:
            pieces = self.v.pieces(t.text)[:WINDOW_PIECES - 2]
            self.token_piece.append(len(self.ids))
            self.tokens.append(t)
            self.paragraph.append(paragraph)
            self.ids.extend(pieces)
            self.shapes.extend([t.shape] * len(pieces))
            self.quotes.extend([t.quote] * len(pieces))
        self.ids.append(self.v.sep)
        self.shapes.append(0)
        self.quotes.append(0)


def sentence_end(tokens, b):
    """Does a sentence end at the boundary before token b?"""
    t = tokens[b - 1]
    if t.text in '.!?':
        return True
    return (t.quote == CLOSE or t.text == '”') and b >= 2 and tokens[b - 2].text in '.!?'


def windows(paras, vocabulary):
    out, cur = [], Window(vocabulary)
    for k, tokens in enumerate(paras):
        while True:
            sizes = [min(len(vocabulary.pieces(t.text)), WINDOW_PIECES - 2) for t in tokens]
            need = sum(sizes)
            if len(cur.ids) + need + 1 <= WINDOW_PIECES:
                cur.add(tokens, k)
                break
            if cur.tokens:
                out.append(cur)
                cur = Window(vocabulary)
            if need + 2 <= WINDOW_PIECES:
                continue
            n, end = 0, 0
            while end < len(tokens) and n + sizes[end] + 2 <= WINDOW_PIECES:
                n += sizes[end]
                end += 1
            cut = next((b for b in range(end, end // 2, -1) if sentence_end(tokens, b)), end)
            cur.add(tokens[:cut], k)
            out.append(cur)
            cur, tokens = Window(vocabulary), tokens[cut:]
    if cur.tokens:
        out.append(cur)
    return out
