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

function send(string $address, object $tasks, mixed $body): object
{
    $configuration = (new Configuration())->setHost(getenv($address))->setApiKey($tasks->header, 'key');
    // Without this, Guzzle hands the key and the reaction to the other server.
    $client = new GuzzleHttp\Client(['allow_redirects' => false]);
    $request = decode('SendReactionRequest', $body);
    assert($request instanceof SendReactionRequest);
    $parameters = $tasks->parameters;
    return (new ReactionsApi($client, $configuration))
        ->sendReaction($parameters->sid, $parameters->phone_number, $request);
}

function readCall(object $tasks, mixed $body): array
{
    try {
        return marks(send('KALEYRA_BASE_URL', $tasks, $body));
    } catch (ApiException $error) {
        return marks($error->getResponseObject());
    }
}

function statusOfRedirect(object $tasks, mixed $body): int
{
    try {
        send('KALEYRA_REDIRECTING_URL', $tasks, $body);
        return 0;
    } catch (ApiException $error) {
        return $error->getCode();
    }
}

$tasks = json_decode(file_get_contents($argv[1]));
$bodies = [];
foreach ($tasks->bodies as $task) {
    $bodies[$task->name] = ['read' => marks(decode($task->schema, $task->body))];
}
$calls = [];
foreach ($tasks->calls as $task) {
    $calls[$task->name] = ['read' => readCall($tasks, $task->body)];
}
$redirect = statusOfRedirect($tasks, $tasks->calls[0]->body);
echo json_encode(['bodies' => $bodies, 'calls' => $calls, 'redirect' => $redirect]);
