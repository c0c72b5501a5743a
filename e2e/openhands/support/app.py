"""Starts the app of OpenHands 1.x on a port, where its sandboxes are processes."""

import sys

import psutil
import uvicorn

status = psutil.Process.status


def running(process):
    """The app takes a sandbox that sleeps for one that starts."""
    now = status(process)
    return psutil.STATUS_RUNNING if now == psutil.STATUS_SLEEPING else now


psutil.Process.status = running
uvicorn.run("openhands.server.listen:app", host="127.0.0.1", port=int(sys.argv[1]))
