"""Reads every body with the stock Python client, sends every call, and prints what it read as JSON."""

import asyncio
import json
import os
import sys

import openapi_client as kaleyra


def read_accepted(accepted: kaleyra.SendReactionResponse) -> list:
    return [accepted.code, accepted.data.message_id]


def read_refused(refused: kaleyra.ErrorResponse) -> list:
    return [refused.code, *(refused.error or {})]


def read_status(callback: kaleyra.StatusCallback) -> list:
    codes = [] if callback.code is None else [callback.code]
    statuses = callback.meta_object.value.statuses if callback.meta_object else []
    return [callback.status, *codes, *(error.code for status in statuses for error in status.errors or [])]


def read_messages(callback: kaleyra.IncomingMessageCallback) -> list:
    return [text for message in callback.meta_object.value.messages for text in (message.type, message.id)]


READERS = {
    kaleyra.SendReactionResponse: read_accepted,
    kaleyra.ErrorResponse: read_refused,
    kaleyra.StatusCallback: read_status,
    kaleyra.IncomingMessageCallback: read_messages,
}


def decode(schema: str, body: object) -> dict:
    model = getattr(kaleyra, schema)
    decoded = model.from_json(json.dumps(body))
    return {"read": READERS[model](decoded), "kept": json.loads(decoded.to_json())}


async def send(host: str, parameters: dict, body: object) -> kaleyra.SendReactionResponse:
    request = kaleyra.SendReactionRequest.from_json(json.dumps(body))
    configuration = kaleyra.Configuration(host=host, api_key={"apiKey": "key"})
    async with kaleyra.ApiClient(configuration) as client:
        return await kaleyra.ReactionsApi(client).send_reaction(**parameters, send_reaction_request=request)


async def read_call(parameters: dict, body: object) -> dict:
    try:
        return {"read": read_accepted(await send(os.environ["KALEYRA_BASE_URL"], parameters, body))}
    except kaleyra.ApiException as error:
        return {"read": read_refused(error.data)}


async def status_of_redirect(parameters: dict, body: object) -> int | None:
    try:
        await send(os.environ["KALEYRA_REDIRECTING_URL"], parameters, body)
    except kaleyra.ApiException as error:
        return error.status


async def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        tasks = json.load(file)
    parameters = tasks["parameters"]
    bodies = {task["name"]: decode(task["schema"], task["body"]) for task in tasks["bodies"]}
    calls = {task["name"]: await read_call(parameters, task["body"]) for task in tasks["calls"]}
    redirect = await status_of_redirect(parameters, tasks["calls"][0]["body"])
    print(json.dumps({"bodies": bodies, "calls": calls, "redirect": redirect}))


asyncio.run(main())
