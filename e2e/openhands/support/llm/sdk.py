"""Asks each of the models with the LLM class of an agent server's SDK, as an agent of a page does: with a tool, and streaming.

Prints what went wrong, if anything did.
"""

import json
import sys

from openhands.sdk import LLM, Message, TextContent
from openhands.sdk.tool import FinishTool

for name in sys.argv[1:]:
    try:
        llm = LLM(model=f"bedrock/us.{name}", aws_region_name="us-west-2", usage_id="agent", num_retries=0, stream=True)
        messages = [Message(role="user", content=[TextContent(text="Hello")])]
        answer = llm.completion(messages=messages, tools=FinishTool.create(), on_token=lambda _: None)
        (call,) = answer.message.tool_calls
        problem = None if call.name == "finish" and "Hello to you" in call.arguments else str(call)
    except Exception as error:
        problem = repr(error)
    print(json.dumps([name, problem]))
