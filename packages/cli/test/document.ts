import type { Case, ErrorCase } from '@kaleyra-reactions/model/cases'
import { member } from '@kaleyra-reactions/model/member'
import { errorCases, model } from '../src/document/document.ts'

/** The documented responses of `sendReaction`. */
export const reactionCases: readonly Case[] = model.cases.filter(
  ({ operationId }) => operationId === model.sending.operationId,
)

/** The documented refusals of `sendReaction`. */
export const refusals: readonly ErrorCase[] = errorCases.filter(({ operationIds }) =>
  operationIds.includes(model.sending.operationId),
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
