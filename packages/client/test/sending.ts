import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { sendingOf } from '@kaleyra-reactions/model/operations'
import { fillPath } from '@kaleyra-reactions/model/path-template'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { sendReaction } from '../src/generated/operations.ts'
import type { TransportOptions } from '../src/index.ts'
import type { Runtime } from '../src/retry.ts'
import { createSender } from '../src/transport.ts'

/** Fictional settings of a client. */
export const settings = { sid: 'HXAP1600000097IN', apiKey: 'secret-key', phoneNumber: '919000000001' }

const document: OpenapiDocument = bundled

/** The path of a reaction in the document, with its placeholders. */
export const pathTemplate: string = sendingOf(document).path

/** The path of a reaction that is sent with the settings. */
export const path: string = fillPath(pathTemplate, { sid: settings.sid, phone_number: settings.phoneNumber })

/** A fictional reaction. */
export const reaction = { to: '919000000002', messageId: 'wamid.HBgLMxxx', emoji: '👍' }

/** The body of a response that accepts a reaction. */
export const accepted: string = JSON.stringify({
  code: 'WA202',
  message: 'ok',
  data: { message_id: 'A1' },
  error: {},
})

/** The body of a response that the document does not know. */
export const busy: string = JSON.stringify({ code: 'X', message: 'busy' })

/** A runtime that notes its waits and ends them at once. Its chance is always the same. */
export function testRuntime(random = 0.5): Runtime & { waits: number[] } {
  const waits: number[] = []
  return {
    waits,
    random: () => random,
    async wait(milliseconds) {
      waits.push(milliseconds)
    },
  }
}

/** Sends one reaction by the generated operation, and gives the response or the error that was thrown. */
export function outcomeOf(
  options: Partial<TransportOptions>,
  runtime: Runtime = testRuntime(),
): Promise<unknown> {
  const given = { apiKey: settings.apiKey, baseUrl: 'https://localhost', ...options }
  const body = {
    messaging_object: {
      messaging_product: 'whatsapp',
      to: '1',
      type: 'reaction',
      reaction: { message_id: 'w', emoji: '' },
    },
  } as const
  const transport = createSender(given, runtime)
  return sendReaction(transport, { sid: 's', phone_number: '1', body }).catch((error: unknown) => error)
}
