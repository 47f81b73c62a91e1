/** One statement of Kaleyra's page, and its place in the document. */
export interface Statement {
  /** The place on Kaleyra's page: section and row. */
  row: string
  /** JSON pointer into the bundled document. */
  at: string
  /** Words in this place, in this order. Other words may be between them. */
  says: string[]
}

const item = '/paths/~1v2~1{sid}~1whatsapp~1{phone_number}~1messages'
const info = '/info/description'

/** Title, prerequisites, addresses and headers. */
const frame: Statement[] = [
  { row: 'title', at: `${item}/post/summary`, says: ['Send Reaction Messages'] },
  {
    row: 'purpose: emoji reactions as a reply',
    at: `${item}/post/description`,
    says: ['emoji reaction', 'received'],
  },
  { row: 'purpose: received messages only', at: info, says: ['react only to messages that you *received*'] },
  { row: 'prerequisite: Create an API Key', at: info, says: ['An API key', '*Create an API Key*'] },
  { row: 'prerequisite: View API Key and SID', at: info, says: ['SID', '*View API Key and SID*'] },
  { row: 'prerequisite: Manual Signup', at: info, says: ['account on kaleyra.io', '*Manual Signup*'] },
  { row: 'prerequisite: Embedded Signup', at: info, says: ['account on kaleyra.io', '*Embedded Signup*'] },
  { row: 'prerequisite: active plan', at: info, says: ['An active WhatsApp for Business API plan'] },
  { row: 'prerequisite: business number', at: info, says: ['includes a WhatsApp business number'] },
  { row: 'prerequisite: associated profile', at: info, says: ['number with a profile'] },
  {
    row: 'prerequisite: approved profile',
    at: info,
    says: ["WhatsApp's verification and approval of that profile"],
  },
  { row: 'base URL', at: info, says: ['`https://<api_domain>/v2/<SID>`'] },
  { row: 'api_domain', at: info, says: ['calls the server `api_domain`'] },
  {
    row: 'header Content-Type: mandatory, one allowed value',
    at: `${item}/post/description`,
    says: ['`Content-Type` is mandatory', 'only allowed value is `application/json`'],
  },
  {
    row: 'header api-key: origin',
    at: key('description'),
    says: ['generated in the Kaleyra platform account'],
  },
  { row: 'header api-key: example', at: key('description'), says: ['`Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx3`'] },
  {
    row: 'header cache-control: in the samples only',
    at: info,
    says: ['`cache-control: no-cache`', 'not part of the contract'],
  },
  { row: 'success: 202 Accepted', at: info, says: ['responds with `202 Accepted`'] },
  { row: 'success: the printed response lacks commas', at: info, says: ['lacks two commas'] },
]

/** The tables of parameters and attributes. */
const tables: Statement[] = [
  {
    row: 'sid: description',
    at: `${item}/parameters/0/description`,
    says: ['Account SID (Security Identifier)'],
  },
  {
    row: 'phone_number: whose',
    at: `${item}/parameters/1/description`,
    says: ['the number of the end customer'],
  },
  {
    row: 'phone_number: mandatory, valid only',
    at: `${item}/parameters/1/description`,
    says: ['must be a valid number'],
  },
  {
    row: 'phone_number: shown with +',
    at: `${item}/parameters/1/description`,
    says: ['table shows it with a `+`', 'sample address without'],
  },
  {
    row: 'payload: JSON only',
    at: `${item}/post/requestBody/description`,
    says: ['supports only JSON payloads'],
  },
  {
    row: 'messaging_object: defined by Meta',
    at: schema('MessagingObject'),
    says: ['as defined by Meta', 'send the WhatsApp message'],
  },
  {
    row: 'extra_info: certain functionalities',
    at: schema('ExtraInfo'),
    says: ['details for certain features'],
  },
  {
    row: 'messaging_product: description',
    at: field('MessagingObject', 'messaging_product'),
    says: ['Messaging service used for the request'],
  },
  {
    row: 'messaging_product: as the table writes it',
    at: field('MessagingObject', 'messaging_product'),
    says: ['only allowed value as "WhatsApp"'],
  },
  {
    row: 'recipient_type: individuals only',
    at: field('MessagingObject', 'recipient_type'),
    says: ['currently', 'individuals only'],
  },
  {
    row: 'to: country code, E.164',
    at: field('MessagingObject', 'to'),
    says: ['WhatsApp number of the recipient', 'country code (E.164)'],
  },
  {
    row: 'to: several by comma',
    at: field('MessagingObject', 'to'),
    says: ['Separate several recipients with commas'],
  },
  {
    row: 'to: shown without +',
    at: field('MessagingObject', 'to'),
    says: ['table', 'without `+`', 'sample with it'],
  },
  {
    row: 'type: "defaults to text"',
    at: field('MessagingObject', 'type'),
    says: ['Type of the message', '"defaults to text" when omitted'],
  },
  {
    row: 'type: allowed value',
    at: field('MessagingObject', 'type'),
    says: ['it is mandatory and must be `reaction`'],
  },
  {
    row: 'reaction: "String"',
    at: schema('Reaction'),
    says: ['The reaction', 'table', 'gives its type as String'],
  },
  {
    row: 'whatsapp_message_id: description',
    at: field('Reaction', 'message_id'),
    says: ['message id of the received message to react to'],
  },
  {
    row: 'whatsapp_message_id: name',
    at: field('Reaction', 'message_id'),
    says: ['table', 'calls the field `whatsapp_message_id`'],
  },
  {
    row: 'whatsapp_message_id: age',
    at: field('Reaction', 'message_id'),
    says: ['is not delivered', 'more than 30 days old'],
  },
  {
    row: 'whatsapp_message_id: no message',
    at: field('Reaction', 'message_id'),
    says: ['does not belong to any message in the conversation'],
  },
  { row: 'whatsapp_message_id: deleted', at: field('Reaction', 'message_id'), says: ['has been deleted'] },
  {
    row: 'whatsapp_message_id: a reaction',
    at: field('Reaction', 'message_id'),
    says: ['is itself a reaction'],
  },
  {
    row: 'whatsapp_message_id: webhook',
    at: field('Reaction', 'message_id'),
    says: ['your webhook receives error code 131009'],
  },
  {
    row: 'emoji: escape sequence or character',
    at: field('Reaction', 'emoji'),
    says: ['as the character or as its Unicode escape sequence'],
  },
  { row: 'emoji: escape example', at: field('Reaction', 'emoji'), says: ['`\\uD83D\\uDE00` is 😀'] },
  ...['ref', 'ref1', 'ref2'].flatMap((name) => [
    {
      row: `${name}: context`,
      at: field('ExtraInfo', name),
      says: ['Contextual information', 'a name or a customer id'],
    },
    {
      row: `${name}: report and callback`,
      at: field('ExtraInfo', name),
      says: ["Available in Kaleyra's report and in callbacks"],
    },
    {
      row: `${name}: limit`,
      at: field('ExtraInfo', name),
      says: ['Kaleyra keeps at most 255 characters', 'calls that a limit'],
    },
    { row: `${name}: truncated (note)`, at: field('ExtraInfo', name), says: ['a longer value is truncated'] },
  ]),
  {
    row: 'wa_source: description',
    at: field('ExtraInfo', 'wa_source'),
    says: ['The source from which the API is called'],
  },
  {
    row: 'wa_source: other values become "API"',
    at: field('ExtraInfo', 'wa_source'),
    says: ['replaces any value other than the known ones with "API"'],
  },
]

/** The statements about each printed response, apart from its title and body. */
const responses: Statement[] = [
  {
    row: '400 Incorrect payload',
    at: error('400', 'WA400', 'meaning'),
    says: ['payload does not have the documented format'],
  },
  { row: '400 Low balance', at: error('400', 'E110', 'meaning'), says: ['balance', 'is too low'] },
  { row: '401 Unauthorized', at: error('401', 'RBC001', 'meaning'), says: ['SID or the API key is wrong'] },
  {
    row: '401 Unauthorized: data is a list',
    at: error('401', 'RBC001', 'note'),
    says: ['`data` is an empty array'],
  },
  {
    row: '401 Unauthorized phone number',
    at: error('401', 'WA401', 'meaning'),
    says: ['number', 'unknown or belongs to another account'],
  },
  {
    row: '401 Unauthorized phone number: code',
    at: error('401', 'WA401', 'note'),
    says: ['Not to be confused with WA-401'],
  },
  {
    row: '401 Unauthorised Account type',
    at: error('401', 'WA-401-account', 'meaning'),
    says: ['not available for this customer'],
  },
  {
    row: '401 Unauthorised Account type: key',
    at: error('401', 'WA-401-account', 'note'),
    says: ['`error.account` tells it apart'],
  },
  {
    row: '401 Unauthorised Account type: support',
    at: error('401', 'WA-401-account', 'action'),
    says: ["Contact Kaleyra's support"],
  },
  {
    row: '401 version',
    at: error('401', 'WA-401-version', 'meaning'),
    says: ['number belongs to another version'],
  },
  {
    row: '401 version: key',
    at: error('401', 'WA-401-version', 'note'),
    says: ['`error.phone_number` tells it apart'],
  },
  {
    row: '500 Internal Server Error',
    at: error('500', 'WA500', 'meaning'),
    says: ["Kaleyra's server failed"],
  },
  {
    row: 'webhook 131009',
    at: callback('failed-131009', 'meaning'),
    says: ['not delivered'],
  },
  { row: 'webhook 131009: age', at: callback('failed-131009', 'causes/0'), says: ['more than 30 days old'] },
  {
    row: 'webhook 131009: no message',
    at: callback('failed-131009', 'causes/1'),
    says: ['belongs to no message in the conversation'],
  },
  { row: 'webhook 131009: deleted', at: callback('failed-131009', 'causes/2'), says: ['has been deleted'] },
  {
    row: 'webhook 131009: a reaction',
    at: callback('failed-131009', 'causes/3'),
    says: ['is itself a reaction'],
  },
  {
    row: 'success: code',
    at: field('SendReactionResponse', 'code'),
    says: ["WA202, according to Kaleyra's page"],
  },
]

/** Every statement of Kaleyra's page that the document repeats in words. */
export const statements: readonly Statement[] = [...frame, ...tables, ...responses]

function schema(name: string): string {
  return `/components/schemas/${name}/description`
}

function field(name: string, property: string): string {
  return `/components/schemas/${name}/properties/${property}/description`
}

function key(member: string): string {
  return `/components/securitySchemes/apiKey/${member}`
}

function error(status: string, name: string, member: string): string {
  return `${item}/post/responses/${status}/content/application~1json/examples/${name}/x-error/${member}`
}

function callback(name: string, member: string): string {
  return `/webhooks/status-update/post/requestBody/content/application~1json/examples/${name}/x-error/${member}`
}
