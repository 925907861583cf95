"""What a cell shows, recorded inside the box as a notebook file keeps it. Used by `shell.py`, in the box only."""

import base64
import io

NOTICE = "\n[Only the first {} KB of what this cell shows are kept.]\n"
LEAST = 500  # bytes that an output counts for, however small it is
ERROR_LINES = 200  # lines of one traceback; RecursionError makes thousands
ERROR_LINE = 20_000  # characters of one entry of a traceback


class Recorder:
    """The outputs of the cell that runs now, merged and in order, up to a cap."""

    def __init__(self):
        self.start(0)

    def start(self, cap_kb):
        """Forget everything; from here keep at most `cap_kb` KB."""
        self.cap_kb, self.room = cap_kb, cap_kb * 1024
        self.outputs, self.ids, self.cleared = [], [], False

    def take(self):
        """The outputs, as dicts of nbformat 4."""
        return self.outputs

    def clear(self, wait=False):
        """IPython's clear_output: now, or as soon as there is something new to show."""
        self.cleared = True
        if not wait:
            self.forget()

    def forget(self):
        if self.cleared:
            self.outputs, self.ids, self.cleared = [], [], False

    def text(self, name, text):
        """Something printed to stdout or stderr."""
        self.forget()
        if self.room <= 0:
            return
        self._append(name, text[:self.room])
        self._spend(len(text))

    def _append(self, name, text):
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.room -= LEAST
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})
            self.ids.append(None)

    def _spend(self, size):
        self.room -= size
        if self.room <= 0:
            self._append("stderr", NOTICE.format(self.cap_kb))

    def show(self, kind, data, metadata, display_id=None, count=None):
        """A display_data or an execute_result: `data` by MIME type."""
        self.forget()
        data = {mime: as_text(value) for mime, value in data.items()}
        size = size_of(data)
        if self.room <= 0:
            return
        if size > self.room:
            self._spend(size)
            return
        self._spend(size)
        output = {"output_type": kind, "data": data, "metadata": metadata or {}}
        if kind == "execute_result":
            output["execution_count"] = count
        self.outputs.append(output)
        self.ids.append(display_id)

    def update(self, data, metadata, display_id):
        """IPython's update_display: what was shown under that id changes in its place."""
        data = {mime: as_text(value) for mime, value in data.items()}
        for output, known in zip(self.outputs, self.ids, strict=True):
            if display_id is not None and known == display_id:
                self._spend(size_of(data))
                if self.room > 0:
                    output.update(data=data, metadata=metadata or {})

    def error(self, ename, evalue, traceback):
        """An exception that ended the cell; kept even when nothing else is."""
        if len(traceback) > ERROR_LINES:
            traceback = [*traceback[:ERROR_LINES // 2], "...", *traceback[-ERROR_LINES // 2:]]
        traceback = [line[:ERROR_LINE] for line in traceback]
        self.outputs.append({"output_type": "error", "ename": ename, "evalue": evalue[:ERROR_LINE],
                             "traceback": traceback})
        self.ids.append(None)


def size_of(data):
    """Roughly the bytes of what is shown, by MIME type."""
    return LEAST + sum(len(value) if type(value) is str else len(repr(value)) for value in data.values())


def as_text(value):
    """Pictures as base64, as notebooks keep them; text and JSON as they are."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of the box: goes to the recorder, has no file behind it."""

    encoding, errors, name = "utf-8", "replace", ""

    def __init__(self, recorder, name):
        self.recorder, self.name = recorder, f"<{name}>"
        self.kind = name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.recorder.text(self.kind, str(text))
        return len(text)

    def writable(self):
        return True
