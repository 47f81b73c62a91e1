import type { Statement } from './statement.ts'

const operation = '/paths/~1v2~1{sid}~1whatsapp~1{phone_number}~1messages'
const sampleRequest = `${operation}/post/requestBody/content/application~1json/examples/reaction/value`

/** The samples: the request, and each printed answer with its title; missing commas mended, masked digits replaced. */
export const samples: Statement[] = [
  {
    row: 'sample request',
    at: sampleRequest,
    shows: {
      messaging_object: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+919000000002',
        type: 'reaction',
        reaction: { message_id: 'wamid.HBgLMxxx', emoji: '\uD83D\uDE00' },
      },
      extra_info: { ref: 'customer1', ref1: 'marketing', ref2: 'dictionary', wa_source: 'api' },
    },
  },
  answer('202', 'WA202', '202 Accepted', {
    code: 'WA202',
    message: 'Request Accepted',
    data: { message_id: 'AXXXXXXXXXXXXXXXXXXX' },
    error: {},
  }),
  answer('401', 'RBC001', '401 Unauthorized', {
    code: 'RBC001',
    message: 'Incorrect SID or API key.',
    data: [],
    error: { error: 'Incorrect SID or API key.' },
  }),
  answer('401', 'WA401', '401 Unauthorized phone number', {
    code: 'WA401',
    message: 'Phone number is not present or does not belong to the account.',
    data: {},
    error: { phone_number: 'Phone number is not present or does not belong to the account.' },
  }),
  answer('400', 'WA400', '400 Incorrect payload', {
    code: 'WA400',
    message: 'Refer to correct payload format',
    data: {},
    error: { payload: 'Incorrect payload format' },
  }),
  answer('500', 'WA500', '500 Internal Server Error', {
    code: 'WA500',
    message: 'Please try again later',
    data: {},
    error: { error: 'Internal server error' },
  }),
  answer('400', 'E110', '400 Low balance', {
    code: 'E110',
    message: 'Please check your balance, You have a low balance!',
    data: {},
    error: { balance: 'Please check your balance, You have a low balance!' },
  }),
  answer('401', 'WA-401-account', '401 Unauthorised Account type', {
    code: 'WA-401',
    message: 'API is not available for given customer.Please contact support for more info',
    data: {},
    error: { account: 'API is not available for given customer.Please contact support for more info' },
  }),
  answer('401', 'WA-401-version', '401 Unauthorized phone number version', {
    code: 'WA-401',
    message:
      "The phone number you're using is associated with different Version of our WA API. Please use the appropriate endpoint.",
    data: {},
    error: {
      phone_number:
        "The phone number you're using is associated with different Version of our WA API. Please use the appropriate endpoint.",
    },
  }),
]

function answer(status: string, name: string, summary: string, value: object): Statement {
  const at = `${operation}/post/responses/${status}/content/application~1json/examples/${name}`
  return { row: `printed answer: ${summary}`, at, shows: { summary, value } }
}
