<?php

// Reads every body with the stock PHP client, sends every call, and prints what it read as JSON.

require __DIR__ . '/vendor/autoload.php';

use OpenAPI\Client\Api\ReactionsApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\ErrorResponse;
use OpenAPI\Client\Model\IncomingMessageCallback;
use OpenAPI\Client\Model\SendReactionRequest;
use OpenAPI\Client\Model\SendReactionResponse;
use OpenAPI\Client\Model\StatusCallback;
use OpenAPI\Client\ObjectSerializer;

function decode(string $schema, mixed $body): object
{
    return ObjectSerializer::deserialize(json_encode($body), "OpenAPI\\Client\\Model\\$schema");
}

function marks(object $decoded): array
{
    return match (true) {
        $decoded instanceof SendReactionResponse => [$decoded->getCode(), $decoded->getData()->getMessageId()],
        $decoded instanceof ErrorResponse => [$decoded->getCode(), ...array_keys($decoded->getError() ?? [])],
        $decoded instanceof StatusCallback => statusMarks($decoded),
        $decoded instanceof IncomingMessageCallback => messageMarks($decoded),
    };
}

function statusMarks(StatusCallback $callback): array
{
    $marks = array_filter([$callback->getStatus(), $callback->getCode()], fn ($mark) => $mark !== null);
    foreach ($callback->getMetaObject()?->getValue()->getStatuses() ?? [] as $status) {
        foreach ($status->getErrors() ?? [] as $error) {
            $marks[] = $error->getCode();
        }
    }
    return $marks;
}

function messageMarks(IncomingMessageCallback $callback): array
{
    $marks = [];
    foreach ($callback->getMetaObject()->getValue()->getMessages() as $message) {
        array_push($marks, $message->getType(), $message->getId());
    }
    return $marks;
}

function send(ReactionsApi $api, object $parameters, mixed $body): array
{
    $request = decode('SendReactionRequest', $body);
    assert($request instanceof SendReactionRequest);
    try {
        return marks($api->sendReaction($parameters->sid, $parameters->phone_number, $request));
    } catch (ApiException $error) {
        return marks($error->getResponseObject());
    }
}

$tasks = json_decode(file_get_contents($argv[1]));
$configuration = (new Configuration())->setHost(getenv('KALEYRA_BASE_URL'))->setApiKey($tasks->header, 'key');
$api = new ReactionsApi(config: $configuration);
$bodies = [];
foreach ($tasks->bodies as $task) {
    $bodies[$task->name] = ['read' => marks(decode($task->schema, $task->body))];
}
$calls = [];
foreach ($tasks->calls as $task) {
    $calls[$task->name] = ['read' => send($api, $tasks->parameters, $task->body)];
}
echo json_encode(['bodies' => $bodies, 'calls' => $calls]);
