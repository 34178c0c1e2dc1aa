"""The program from outside: exit codes, messages, order, what is on which stream. Standard library only.

    python3 cli.py CULPA MODEL [test names]

MODEL is the synthetic one: nothing here depends on what is read out of a report.
"""
import html.parser
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

CULPA, MODEL = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
TEXT = 'LUND (AP) - The mayor, Ana Ruiz, said on Monday the police were not told.\n"We were there," she said.\n'


def run(*args, stdin=b'', stdout=subprocess.PIPE, env=None):
    clean = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TERM': 'xterm'}
    for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'TSAN_OPTIONS', 'LSAN_OPTIONS'):
        if name in os.environ:
            clean[name] = os.environ[name]
    clean.update(env or {})
    done = subprocess.run([CULPA, *args], input=stdin, stdout=stdout, stderr=subprocess.PIPE, env=clean, timeout=120)
    return done.returncode, (done.stdout or b''), done.stderr.decode()


def read(*args, **more):
    return run('read', '--model', MODEL, *args, **more)


class Folder(unittest.TestCase):
    """Each test in an empty folder of its own"""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.before = os.getcwd()
        os.chdir(self.folder.name)

    def tearDown(self):
        os.chdir(self.before)
        self.folder.cleanup()

    def write(self, name, content):
        os.makedirs(os.path.dirname(name) or '.', exist_ok=True)
        with open(name, 'wb') as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        return name

    def lines(self, n, broken=()):
        """n records; the lines numbered in broken are no JSON"""
        rows = [json.dumps({'id': 'r%d' % i, 'text': TEXT * (1 + i * 7 % 5) + 'Number %d.' % i}) for i in range(1, n + 1)]
        return self.write('in.jsonl', '\n'.join('{"id": "x"' if i in broken else r for i, r in enumerate(rows, 1)) + '\n')

    def ids(self, out):
        return [json.loads(line)['document']['id'] for line in out.splitlines()]


class Usage(Folder):
    def test_help(self):
        for args in (['--help'], ['-h'], ['help']):
            code, out, err = run(*args)
            self.assertEqual((code, err), (0, ''))
            self.assertIn(b'culpa read', out)
        for command in ('read', 'text'):
            for args in ([command, '--help'], [command, '-h'], ['help', command]):
                code, out, err = run(*args)
                self.assertEqual((code, err), (0, ''))
                self.assertIn(b'usage: culpa ' + command.encode(), out)

    def test_help_names_every_option_of_the_usage(self):
        out = run('read', '--help')[1].decode()
        for option in ('--json', '--html', '-j', '--model', '--help', '--reference'):
            self.assertRegex(out, r'\n  .*%s' % option)

    def test_version(self):
        code, out, err = run('--version')
        self.assertEqual((code, err), (0, ''))
        self.assertRegex(out.decode(), r'^culpa \d+\.\d+\.\d+\n$')

    def test_wrong_usage(self):
        f = self.write('a.txt', TEXT)
        for args in ([], ['nosuch'], ['help', 'nosuch'], ['--nosuch'], ['read'], ['read', '--nosuch', f], ['read', '-x', f],
                     ['read', f, '--nosuch'], ['read', '-j'], ['read', '-j', '0', f], ['read', '-j', '-1', f],
                     ['read', '-j', 'x', f], ['read', '-j', '4x', f], ['read', '-j', '257', f], ['read', '--jobs=', f],
                     ['read', '-j', '99999999999999999999', f], ['read', '--json=1', f], ['read', '--model'], ['read', '--'],
                     ['text'], ['text', '--nosuch', f], ['text', '--html', f]):
            code, out, err = run(*args)
            self.assertEqual((code, out), (2, b''), args)
            self.assertRegex(err, r'^culpa: [^\n]+\n$', args)

    def test_all_forms_of_options(self):
        f = self.write('-a.txt', TEXT)
        good = read('--json', '--', f)
        self.assertEqual(good[0], 0)
        for args in (['-j2'], ['-j', '2'], ['--jobs', '2'], ['--jobs=2']):
            self.assertEqual(read('--json', *args, '--', f), good)
        self.assertEqual(run('read', '--json', '--model=' + MODEL, '--', f), good)
        self.assertEqual(run('text', '--', f)[1].decode(), TEXT + '\n')

    def test_model_errors(self):
        f = self.write('a.txt', TEXT)
        for model, why in (('missing', 'No such file'), ('.', 'not a model'), (f, 'not a model')):
            code, out, err = run('read', '--model', model, f)
            self.assertEqual((code, out), (1, b''))
            self.assertRegex(err, r'^culpa: %s: [^\n]*%s[^\n]*\n$' % (model, why))


class Inputs(Folder):
    def test_one_file(self):
        f = self.write('a.txt', TEXT)
        code, out, err = read('--json', f)
        self.assertEqual((code, err), (0, ''))
        document = json.loads(out)['document']
        self.assertEqual((document['file'], document['text']), (f, TEXT))

    def test_messages_name_file_and_reason(self):
        self.write('good.txt', TEXT)
        self.write('empty.txt', '')
        self.write('blank.txt', ' \n\n')
        self.write('binary.txt', bytes(range(256)) * 64)
        self.write('page.html', '<html><body><script>x</script></body></html>')
        code, out, err = read('--json', 'missing.txt', 'good.txt', 'empty.txt', 'blank.txt', 'binary.txt', 'page.html', 'good.txt')
        self.assertEqual(code, 1)
        self.assertEqual(len(self.ids(out)), 2)
        for line, name in zip(err.splitlines(), ('missing.txt', 'empty.txt', 'blank.txt', 'binary.txt', 'page.html'), strict=True):
            self.assertRegex(line, r'^culpa: %s: .{4,}' % name)
        self.assertIn('No such file', err)

    def test_unreadable(self):
        f = self.write('secret.txt', TEXT)
        os.chmod(f, 0)
        if os.access(f, os.R_OK):
            self.skipTest('this user may read anything')
        code, out, err = read('--json', f)
        self.assertEqual((code, out), (1, b''))
        self.assertRegex(err, 'secret.txt: Permission denied')

    def test_broken_lines(self):
        self.lines(30, broken=(3, 17, 18, 30))
        for jobs in ('1', '4'):
            code, out, err = read('--json', '-j', jobs, 'in.jsonl')
            self.assertEqual(code, 1)
            self.assertEqual(self.ids(out), ['r%d' % i for i in range(1, 31) if i not in (3, 17, 18, 30)])
            self.assertEqual([line.split(':')[2] for line in err.splitlines()], ['3', '17', '18', '30'])
            self.assertRegex(err.splitlines()[0], r'^culpa: in\.jsonl:3: broken JSON: .+')

    def test_line_numbers_count_blank_lines(self):
        self.write('a.jsonl', '\n\n{"id":"1","text":"%s"}\r\n \nnonsense\n{"id":"2","text":"The mayor said so."}' % 'It was a fire.')
        code, out, err = read('--json', 'a.jsonl')
        self.assertEqual((code, self.ids(out)), (1, ['1', '2']))
        self.assertRegex(err, r'^culpa: a\.jsonl:5: ')

    def test_wrong_members(self):
        self.write('a.jsonl', '{"id":"1"}\n{"id":"2","text":7}\n[]\n{"id":3,"text":"x y"}\n{"text":""}\n"x"\n')
        code, out, err = read('--json', 'a.jsonl')
        self.assertEqual((code, out, len(err.splitlines())), (1, b'', 6))
        self.assertIn('a.jsonl:2: "text" is not a string', err)

    def test_order_and_bytes_with_any_number_of_threads(self):
        self.lines(40)
        one = read('--json', 'in.jsonl')
        self.assertEqual(self.ids(one[1]), ['r%d' % i for i in range(1, 41)])
        for jobs in ('2', '7', '16'):
            self.assertEqual(read('--json', '-j', jobs, 'in.jsonl'), one)
        for form in ([], ['--html'], ['-f', 'gtd'], ['-f', 'plover'], ['-f', 'annotations']):
            self.assertEqual(read(*form, '-j', '7', 'in.jsonl'), read(*form, 'in.jsonl'))

    def test_standard_input(self):
        f = self.lines(3)
        with open(f, 'rb') as lines:
            content = lines.read()
        self.assertEqual(read('--json', '-', stdin=b'\n ' + content)[1], read('--json', f)[1].replace(b'"file":"in.jsonl",', b''))
        code, out, err = read('--json', '-', stdin=TEXT.encode())
        self.assertEqual((code, err, json.loads(out)['document']['text']), (0, '', TEXT))
        code, out, err = read('-', stdin=b'')
        self.assertEqual((code, out), (1, b''))
        self.assertRegex(err, r'^culpa: -: ')

    def test_much_white_space(self):
        code, out, err = read('--json', '-', stdin=b' ' * (160 << 20))   # looked at once, not once for each block that is read
        self.assertEqual((code, out), (1, b''))
        self.assertRegex(err, r'^culpa: -: empty')

    def test_folders_in_sorted_order(self):
        for name in ('f/b.txt', 'f/a/z.txt', 'f/a/y.txt', 'f/c.txt', 'f/.hidden.txt', 'f/d.jsonl'):
            self.write(name, TEXT if name.endswith('txt') else '{"id":"1","text":"It was a fire."}\n')
        os.symlink('..', 'f/up')
        os.mkfifo('f/pipe')
        code, out, err = read('--json', 'f')
        self.assertEqual((code, err), (0, ''))
        self.assertEqual([json.loads(line)['document']['file'] for line in out.splitlines()],
                         ['f/a/y.txt', 'f/a/z.txt', 'f/b.txt', 'f/c.txt', 'f/d.jsonl'])
        os.mkdir('nothing')
        self.assertEqual(read('--json', 'nothing'), (0, b'', ''))

    def test_charsets(self):
        words = 'The mayor of Malm\u00f6 said \u201cno\u201d to the caf\u00e9 owners on Monday.\n'
        for name, data in (('utf8', words.encode()), ('bom', words.encode('utf-8-sig')), ('le', words.encode('utf-16')),
                           ('be', b'\xfe\xff' + words.encode('utf-16-be')), ('1252', words.encode('cp1252'))):
            code, out, err = read('--json', self.write(name + '.txt', data))
            self.assertEqual((code, err), (0, ''), name)
            self.assertEqual(json.loads(out)['document']['text'].lstrip('\ufeff'), words, name)

    def test_odd_texts(self):
        for name, data in (('nul', ('It was a fire. ' * 9 + 'The mayor\0 said so.\n') * 3), ('long', 'a' * 300000), ('marks', '"' * 5000 + ' he said.'),
                           ('stops', 'The end' + '.' * 20000), ('cr', 'The mayor said so.\rIt was a fire.'),
                           ('wide', '\u4e2d' * 5000), ('accents', 'e' + '\u0301' * 20000), ('one', 'x')):
            code, out, err = read('--json', self.write(name + '.txt', data))
            self.assertEqual((code, err), (0, ''), name)
            self.assertEqual(json.loads(out)['document']['text'], data, name)


class Output(Folder):
    def test_full_disk(self):
        f = self.lines(20)
        t = self.write('a.txt', TEXT)
        for args in (['read', '--model', MODEL, '--json', f], ['read', '--model', MODEL, '-j', '3', f], ['read', '--model', MODEL, t],
                     ['read', '--model', MODEL, '--html', f], ['read', '--model', MODEL, '--graph', f], ['text', f],
                     ['text', t], ['--help'], ['--version'], ['read', '--help'], ['help']):
            with open('/dev/full', 'wb') as full:
                code, _, err = run(*args, stdout=full)
            self.assertEqual(code, 1, args)
            self.assertRegex(err, r'^culpa: cannot write: No space left on device\n$', args)

    def test_closed_output(self):
        f = self.write('a.txt', TEXT)
        code = subprocess.run(['sh', '-c', '"$0" read --model "$1" "$2" >&-', CULPA, MODEL, f], stderr=subprocess.PIPE)
        self.assertEqual(code.returncode, 1)
        self.assertRegex(code.stderr.decode(), r'^culpa: cannot write: ')

    def test_closed_pipe(self):
        f = self.lines(200)
        done = subprocess.run(['sh', '-c', '"$0" read --json --model "$1" "$2" | head -c 10', CULPA, MODEL, f],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual((len(done.stdout), done.stderr), (10, b''))

    def test_no_escape_sequences_when_piped(self):
        f = self.write('a.txt', 'The mayor\x1b[31m said\x07 \x1b]0;title\x07 so.\n' + TEXT * 3)
        for args in ([], ['--html'], ['--json'], ['--graph']):
            for env in ({}, {'TERM': 'dumb'}, {'NO_COLOR': '1'}):
                code, out, err = read(*args, f, env=env)
                self.assertEqual((code, err), (0, ''))
                self.assertEqual(args != ['--html'] and b'\x1b' in out, False)
        self.assertNotIn(b'\x1b', read('nothing.txt')[2].encode())

    def test_graph_is_one_digraph_a_report(self):
        f = self.lines(3)
        code, out, err = read('--graph', f)
        self.assertEqual((code, err), (0, ''))
        lines = out.decode().splitlines()
        self.assertEqual(sum(line.startswith('digraph "') for line in lines), 3)
        self.assertEqual(lines.count('}'), 3)
        self.assertEqual(out, read('--graph', '-j', '3', f)[1])

    def test_graph_drawn(self):
        f = self.lines(3)
        # Graphviz keeps memory until the process ends.
        code, out, err = read('--graph-svg', f, env={'ASAN_OPTIONS': 'detect_leaks=0'})
        if 'not installed' in err:
            self.assertEqual((code, out), (1, b''))
            self.skipTest('no Graphviz')
        self.assertEqual((code, err), (0, ''))
        images = out.decode().split('<?xml')[1:]
        self.assertEqual(len(images), 3)
        for image in images:
            root = xml.etree.ElementTree.fromstring('<?xml' + image)
            self.assertEqual(root.tag, '{http://www.w3.org/2000/svg}svg')
            self.assertGreater(len(root.findall('.//{*}ellipse')) + len(root.findall('.//{*}polygon')), 0)
        self.assertEqual(out, read('--graph-svg', '-j', '3', f, env={'ASAN_OPTIONS': 'detect_leaks=0'})[1])

    def test_graph_cannot_be_drawn(self):
        self.write('libraries/libgvc.so.6', '')     # found before the real one, and useless
        code, out, err = read('--graph-svg', self.lines(3), env={'LD_LIBRARY_PATH': os.path.abspath('libraries')})
        self.assertEqual((code, out), (1, b''))
        self.assertRegex(err, r'^culpa: .*Graphviz.*not installed.*\n$')

    def test_html_is_one_page(self):
        f = self.lines(3)
        page = read('--html', f)[1].decode()
        self.assertEqual(page.count('<!DOCTYPE html>'), 1)
        self.assertEqual(page.count('<section>'), 3)
        stack, ids, targets = [], [], []

        class Reader(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                for name, value in attributes:
                    ids.extend([value] if name == 'id' else [])
                    targets.extend([value[1:]] if name == 'href' and value.startswith('#') else [])
                if tag not in ('meta', 'br'):
                    stack.append(tag)

            def handle_endtag(self, tag):
                assert stack.pop() == tag, tag
        Reader().feed(page)
        self.assertEqual(stack, [])
        self.assertEqual(len(ids), len(set(ids)))
        self.assertLessEqual(set(targets), set(ids))    # every click leads somewhere
        self.assertTrue(targets)

    def test_text_command(self):
        f = self.write('a.html', '<html><head><title>A title</title></head><body><article>' + '<p>%s</p>' % TEXT * 5 + '</article></body></html>')
        code, out, err = run('text', f)
        self.assertEqual((code, err), (0, ''))
        self.assertIn(b'Ana Ruiz, said', out)
        self.assertNotIn(b'<p>', out)
        code, out, err = run('text', '--json', f, 'missing', f)
        self.assertEqual((code, len(out.splitlines())), (1, 2))
        self.assertRegex(err, r'^culpa: missing: No such file')


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
