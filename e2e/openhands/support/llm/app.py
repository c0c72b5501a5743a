"""Asks each of the models with the LLM class of an app of OpenHands 0.x as its environment configures it, with a tool.

Prints what went wrong, if anything did.
"""

import json
import os
import sys

from openhands.core import config as configuration
from openhands.core.config.utils import load_from_env
from openhands.llm.llm import LLM

Config = getattr(configuration, "OpenHandsConfig", None) or configuration.AppConfig
FINISH = {
    "type": "function",
    "function": {
        "name": "finish",
        "description": "Ends the task.",
        "parameters": {"type": "object", "properties": {"message": {"type": "string"}}, "required": ["message"]},
    },
}

for name in sys.argv[1:]:
    try:
        config = Config()
        load_from_env(config, {**os.environ, "LLM_MODEL": f"bedrock/us.{name}", "LLM_NUM_RETRIES": "0"})
        service = {"service_id": "agent"} if "service_id" in LLM.__init__.__code__.co_varnames else {}
        llm = LLM(config.get_llm_config(), **service)
        tools = {"tools": [FINISH]} if llm.is_function_calling_active() else {}
        answer = llm.completion(messages=[{"role": "user", "content": "Hello"}], **tools)
        problem = None if "Hello to you" in str(answer) else str(answer)
    except Exception as error:
        problem = repr(error)
    print(json.dumps([name, problem]))
