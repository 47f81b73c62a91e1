import type { Case } from '@kaleyra-reactions/model/cases'
import { member } from '@kaleyra-reactions/model/member'
import { modelOf } from '@kaleyra-reactions/model/model'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

const model = modelOf(bundled)

/** The header that carries the key. */
export const keyHeader: string = model.keyHeader

/** The documented responses of `sendReaction`. */
export const reactionCases: readonly Case[] = model.cases.filter(
  ({ operationId }) => operationId === model.sending.operationId,
)

const success = reactionCases.find(({ error }) => error === undefined)

/** The status of an accepted reaction. */
export const acceptedStatus: number = success?.status ?? 0

/** The documented body of an accepted reaction, with this id. */
export function acceptedBody(id: string): object {
  return Object.assign({}, withMember(success?.body, model.sending.idPath ?? [], id))
}

function withMember(value: unknown, [name, ...inner]: readonly string[], next: unknown): unknown {
  if (name === undefined) return next
  return Object.assign({}, value, { [name]: withMember(member(value, name), inner, next) })
}
