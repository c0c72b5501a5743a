"""Runs embedded/moto_server.py with a layer before moto that adds what the tests of the operations need."""

import runpy
import sys
from pathlib import Path

from moto.moto_server import threaded_moto_server

from layer import Layer

MOTO_SERVER = Path(__file__).parents[4] / "embedded" / "moto_server.py"
moto_application = threaded_moto_server.DomainDispatcherApplication

threaded_moto_server.DomainDispatcherApplication = lambda create_app: Layer(moto_application(create_app))
sys.argv[0] = str(MOTO_SERVER)
sys.path.append(str(MOTO_SERVER.parent))  # As if it were started itself: it imports its neighbours.
runpy.run_path(str(MOTO_SERVER), run_name="__main__")
