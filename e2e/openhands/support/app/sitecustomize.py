"""What the app of 1.x needs where it starts its sandboxes as processes: read by every Python that finds it on its path."""

import sys


class Patches:
    """Changes two modules as soon as they are imported."""

    def find_spec(self, name, path=None, target=None):
        if name not in ("psutil", "uvicorn"):
            return None
        sys.meta_path.remove(self)
        try:
            patch(name)
        finally:
            sys.meta_path.insert(0, self)
        return None


def patch(name):
    module = __import__(name)
    if name == "psutil":
        status = module.Process.status
        # It takes a sandbox that sleeps for one that starts.
        module.Process.status = lambda self: module.STATUS_RUNNING if status(self) == module.STATUS_SLEEPING else status(self)
    else:
        start = module.Config.__init__

        def local(self, app, host="127.0.0.1", *arguments, **options):
            start(self, app, "127.0.0.1", *arguments, **options)

        # Its sandboxes listen on every address.
        module.Config.__init__ = local


sys.meta_path.insert(0, Patches())
