// Reads every body with the client that ogen makes, sends every call, and prints what it read as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"

	"example.test/reader/api"
	"github.com/ogen-go/ogen/validate"
)

type task struct {
	Name   string
	Schema string
	Body   json.RawMessage
}

type tasks struct {
	Parameters struct {
		Sid         string
		PhoneNumber string `json:"phone_number"`
	}
	Bodies []task
	Calls  []task
}

// What was read of a body, and the body written again.
type result struct {
	Read []any `json:"read"`
	Kept any   `json:"kept,omitempty"`
}

type key struct{}

func (key) ApiKey(context.Context, api.OperationName) (api.ApiKey, error) {
	return api.ApiKey{APIKey: "key"}, nil
}

func main() {
	file, err := os.ReadFile(os.Args[1])
	check("the file of tasks", err)
	var given tasks
	check("the tasks", json.Unmarshal(file, &given))

	bodies := map[string]result{}
	for _, body := range given.Bodies {
		bodies[body.Name] = decode(body)
	}
	calls := map[string]result{}
	for _, call := range given.Calls {
		calls[call.Name] = readCall(given, call)
	}
	printed := map[string]any{"bodies": bodies, "calls": calls, "redirect": statusOfRedirect(given)}
	check("printing", json.NewEncoder(os.Stdout).Encode(printed))
}

func decode(body task) result {
	switch body.Schema {
	case "SendReactionResponse":
		accepted := into[api.SendReactionResponse](body)
		return result{readAccepted(accepted), accepted}
	case "ErrorResponse":
		refused := into[api.ErrorResponse](body)
		return result{readRefused(refused), refused}
	case "StatusCallback":
		callback := into[api.StatusCallback](body)
		return result{readStatus(callback), callback}
	case "IncomingMessageCallback":
		callback := into[api.IncomingMessageCallback](body)
		return result{readMessages(callback), callback}
	}
	log.Fatal(body.Name, ": this program does not know the schema ", body.Schema)
	return result{}
}

func into[Model any](body task) *Model {
	model := new(Model)
	check(body.Name, json.Unmarshal(body.Body, model))
	return model
}

func send(address string, given tasks, call task) (api.SendReactionRes, error) {
	// Without this, the other server of a redirect gets the key and the reaction.
	transport := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	client, err := api.NewClient(os.Getenv(address), key{}, api.WithClient(transport))
	check("the client", err)
	parameters := api.SendReactionParams{Sid: given.Parameters.Sid, PhoneNumber: given.Parameters.PhoneNumber}
	return client.SendReaction(context.Background(), into[api.SendReactionRequest](call), parameters)
}

func statusOfRedirect(given tasks) int {
	_, err := send("KALEYRA_REDIRECTING_URL", given, given.Calls[0])
	var unexpected *validate.UnexpectedStatusCodeError
	if !errors.As(err, &unexpected) {
		log.Fatal("a redirect: no error of its status: ", err)
	}
	return unexpected.StatusCode
}

func readCall(given tasks, call task) result {
	response, err := send("KALEYRA_BASE_URL", given, call)
	check(call.Name, err)
	switch body := response.(type) {
	case *api.SendReactionResponse:
		return result{Read: readAccepted(body)}
	case *api.SendReactionBadRequest:
		return result{Read: readRefused((*api.ErrorResponse)(body))}
	case *api.SendReactionUnauthorized:
		return result{Read: readRefused((*api.ErrorResponse)(body))}
	case *api.SendReactionInternalServerError:
		return result{Read: readRefused((*api.ErrorResponse)(body))}
	}
	log.Fatal(call.Name, ": this program does not know the response ", response)
	return result{}
}

func readAccepted(accepted *api.SendReactionResponse) []any {
	return []any{accepted.Code, accepted.Data.MessageID}
}

func readRefused(refused *api.ErrorResponse) []any {
	read := []any{refused.Code}
	for key := range refused.Error.Value {
		read = append(read, key)
	}
	return read
}

func readStatus(callback *api.StatusCallback) []any {
	read := []any{callback.Status}
	if code, isSet := callback.Code.Get(); isSet {
		read = append(read, code)
	}
	for _, status := range callback.MetaObject.Value.Value.Statuses {
		for _, failure := range status.Errors {
			read = append(read, failure.Code)
		}
	}
	return read
}

func readMessages(callback *api.IncomingMessageCallback) []any {
	read := []any{}
	for _, message := range callback.MetaObject.Value.Messages {
		read = append(read, message.Type, message.ID)
	}
	return read
}

func check(place string, err error) {
	if err != nil {
		log.Fatal(place, ": ", err)
	}
}
