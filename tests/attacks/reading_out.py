"""Secrets that leave with the outputs: reference, source, gradebook, other students' work, the grader's memory."""

from tests.attacks.kit import snippets

ATTACKS = snippets("reading", {
    "reference read as a file": """
import glob, os, sys
roots = [p for p in sys.path if p] + [COURSE, os.getcwd(), '/', os.path.expanduser('~')]
for root in roots:
    for path in glob.glob(root + '/gan_ref/*.py') + glob.glob(root + '/grader/question*.py'):
        try: take(open(path).read())
        except OSError: pass""",
    "reference read by its import": """
import importlib, inspect
for name in ('gan_ref', 'gan_ref.questions', 'gan_ref.discriminator', 'grader.question', 'grader.marking'):
    try: take(inspect.getsource(importlib.import_module(name)))
    except Exception: pass""",
    "source notebook read": """
import glob
for path in glob.glob(COURSE + '/source/*/*') + glob.glob('../../../source/*/*'):
    try: take(open(path).read())
    except OSError: pass""",
    "gradebook read": """
for path in (COURSE + '/gradebook.db', '../../../gradebook.db'):
    try: take(open(path, 'rb').read(400))
    except OSError: pass""",
    "peer's work read": """
import glob
for path in glob.glob(COURSE + '/submitted/peer/*/*') + glob.glob('../../../submitted/peer/*/*'):
    try: take(open(path).read())
    except OSError: pass""",
    "hidden tests of the notebook that is being marked": """
import glob, json
for path in glob.glob('*.ipynb'):
    text = open(path).read()
    if 'HIDDEN TESTS' in text or 'gan_ref' in text: take(text)""",
    "hidden tests from the traceback": """
import sys, traceback
def discriminator(*args, **kwargs):
    frame = sys._getframe()
    while frame:
        for name, found in frame.f_locals.items():
            if 'gan_ref' in repr(found)[:2000] or name in ('question', 'cases', 'wanted'): take((name, found))
        frame = frame.f_back
    raise ValueError""",
    "environment and command lines": """
import os, glob
for name, text in os.environ.items():
    if any(word in name for word in ('TOKEN', 'SECRET', 'PASSWORD', 'KEY', 'NBGRADER')): take((name, text))
for path in glob.glob('/proc/[0-9]*/cmdline'):
    try: text = open(path, 'rb').read()
    except OSError: continue
    if b'nbgrader' in text or b'pytest' in text: take(text)""",
    "memory of other processes": """
import glob, os
for path in glob.glob('/proc/[0-9]*/mem'):
    pid = path.split('/')[2]
    if pid in ('self', str(os.getpid())): continue
    try:
        maps = open(f'/proc/{pid}/maps').read()
        if not maps: continue
        start = int(maps.split('-')[0], 16)
        with open(path, 'rb') as memory:
            memory.seek(start); take(memory.read(16))
    except OSError: pass""",
    "open files of the box": """
import os
for fd in range(3, 64):
    try: name = os.readlink(f'/proc/self/fd/{fd}')
    except OSError: continue
    if any(word in name for word in ('.ipynb', '.db', 'gan_ref', 'source', 'submitted')): take(name)""",
    "a link to the source opened later": """
import os
try:
    os.symlink(COURSE + '/source', 'mine')
    take(os.listdir('mine'))
except OSError: pass""",
    "the system's own files": """
import os
for path in ('/etc/shadow', '/root/.bashrc', '/etc/machine-id'):
    try: take(open(path).read())
    except OSError: pass""",
})  # fmt: skip
# Run unboxed, these would look at whatever else happens on the machine: not for a comparison.
_PRYING = {"environment and command lines", "memory of other processes", "the system's own files"}
ATTACKS = [type(a)(a.name, a.family, a.notebook, stock=a.name not in _PRYING) for a in ATTACKS]
