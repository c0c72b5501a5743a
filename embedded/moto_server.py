"""Serves moto on a free port of 127.0.0.1 and prints `PORT <n>`; ends when its standard input closes, so that it
never outlives the process that started it, however that one dies."""

import logging
import sys

import moto_budgets
import moto_cloudfront
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)
moto_budgets.complete()
moto_cloudfront.complete()
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(f"PORT {server.get_host_and_port()[1]}", flush=True)
sys.stdin.read()
