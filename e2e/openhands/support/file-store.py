"""The state of OpenHands 0.62 through its own classes: says something in a conversation, and prints all that is there.

Its arguments are the conversation's id and what is said.
"""

import asyncio
import json
import os
import sys

from pydantic import SecretStr

from openhands.events.action import MessageAction
from openhands.events.event import EventSource
from openhands.events.stream import EventStream
from openhands.integrations.provider import CustomSecret
from openhands.storage import get_file_store
from openhands.storage.conversation.file_conversation_store import FileConversationStore
from openhands.storage.data_models.conversation_metadata import ConversationMetadata
from openhands.storage.data_models.secrets import Secrets
from openhands.storage.secrets.file_secrets_store import FileSecretsStore
from openhands.storage.settings.file_settings_store import FileSettingsStore


async def main(conversation_id, text):
    files = get_file_store("local", os.environ["FILE_STORE_PATH"])
    conversations, secrets = FileConversationStore(files), FileSecretsStore(files)
    if not await conversations.exists(conversation_id):
        await conversations.save_metadata(ConversationMetadata(conversation_id, selected_repository=None, title=text))
        await secrets.store(Secrets(custom_secrets={"WEATHER_KEY": CustomSecret(secret=SecretStr("canary"))}))
    stream = EventStream(conversation_id, files)
    stream.add_event(MessageAction(text), EventSource.USER)
    stream.close()
    found = (await conversations.search()).results
    settings, known = await FileSettingsStore(files).load(), await secrets.load()
    return {
        "titles": [metadata.title for metadata in found],
        "said": [event.content for event in EventStream(conversation_id, files).search_events()],
        "model": settings.llm_model,
        "secrets": known.get_env_vars(),
    }


print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
