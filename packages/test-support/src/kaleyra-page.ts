import { samples } from './kaleyra-page-samples.ts'
import type { Statement } from './statement.ts'

/** For a description of Kaleyra's page that states no fact beyond its row. */
const anyText = /\S/

const operation = '/paths/~1v2~1{sid}~1whatsapp~1{phone_number}~1messages'
const schemas = '/components/schemas'

/** The title, prerequisites, addresses and headers of Kaleyra's page. */
const frame: Statement[] = [
  { row: 'title', at: `${operation}/post/summary`, shows: 'Send Reaction Messages' },
  { row: 'method', at: `${operation}/post/operationId`, shows: 'sendReaction' },
  {
    row: 'purpose: received messages only',
    at: '/info/description',
    shows: 'Only messages that were *received*',
  },
  { row: 'prerequisite: API key and SID', at: '/info/description', shows: '*View API Key and SID*' },
  { row: 'prerequisite: manual signup', at: '/info/description', shows: '*Manual Signup*' },
  { row: 'prerequisite: embedded signup', at: '/info/description', shows: '*Embedded Signup*' },
  {
    row: 'prerequisite: active plan',
    at: '/info/description',
    shows: 'active WhatsApp for Business API plan',
  },
  { row: 'prerequisite: business number', at: '/info/description', shows: 'a WhatsApp business number' },
  {
    row: 'prerequisite: associated profile',
    at: '/info/description',
    shows: 'a profile associated with that number',
  },
  {
    row: 'prerequisite: approved profile',
    at: '/info/description',
    shows: 'verification and approval of the profile',
  },
  { row: 'domain: IN pod', at: '/servers/0', shows: server('IN pod', 'in', 'api.in.kaleyra.io') },
  { row: 'domain: SG Pod', at: '/servers/1', shows: server('SG Pod', 'sg', 'api.ap.kaleyra.io') },
  { row: 'domain: EU Pod', at: '/servers/2', shows: server('EU Pod', 'eu', 'api.eu.kaleyra.io') },
  {
    row: 'header Content-Type',
    at: `${operation}/post/description`,
    shows: '`Content-Type` is mandatory; its only allowed value is `application/json`',
  },
  { row: 'header api-key: name', at: '/components/securitySchemes/apiKey/name', shows: 'api-key' },
  {
    row: 'header api-key: origin',
    at: '/components/securitySchemes/apiKey/description',
    shows: 'Kaleyra platform account',
  },
  {
    row: 'header api-key: example',
    at: '/components/securitySchemes/apiKey/description',
    shows: 'Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx3',
  },
  { row: 'header api-key: mandatory', at: '/security/0', shows: { apiKey: [] } },
  { row: 'header cache-control in the samples', at: '/info/description', shows: '`cache-control: no-cache`' },
]

/** The tables of parameters and attributes. */
const tables: Statement[] = [
  { row: 'sid: type', at: `${operation}/parameters/0/schema/type`, shows: 'string' },
  {
    row: 'sid: description',
    at: `${operation}/parameters/0/description`,
    shows: anyText,
  },
  { row: 'sid: mandatory', at: `${operation}/parameters/0/required`, shows: true },
  { row: 'phone_number: type', at: `${operation}/parameters/1/schema/type`, shows: 'string' },
  {
    row: 'phone_number: whose',
    at: `${operation}/parameters/1/description`,
    shows: 'number of the end customer',
  },
  { row: 'phone_number: mandatory', at: `${operation}/parameters/1/required`, shows: true },
  {
    row: 'phone_number: valid numbers',
    at: `${operation}/parameters/1/description`,
    shows: 'Valid phone numbers only',
  },
  {
    row: 'payload: JSON only',
    at: `${operation}/post/requestBody/description`,
    shows: 'JSON',
  },
  { row: 'messaging_object: type', at: `${schemas}/MessagingObject/type`, shows: 'object' },
  {
    row: 'messaging_object: description',
    at: `${schemas}/MessagingObject/description`,
    shows: anyText,
  },
  {
    row: 'messaging_object: mandatory',
    at: `${schemas}/SendReactionRequest/required`,
    shows: ['messaging_object'],
  },
  { row: 'extra_info: type', at: `${schemas}/ExtraInfo/type`, shows: 'object' },
  {
    row: 'extra_info: description, optional',
    at: `${schemas}/ExtraInfo/description`,
    shows: anyText,
  },
  {
    row: 'messaging_product: description',
    at: field('MessagingObject', 'messaging_product', 'description'),
    shows: anyText,
  },
  {
    row: 'messaging_product: allowed value',
    at: field('MessagingObject', 'messaging_product', 'const'),
    shows: 'whatsapp',
  },
  {
    row: 'messaging_product: as the table writes it',
    at: field('MessagingObject', 'messaging_product', 'description'),
    shows: '"WhatsApp"',
  },
  {
    row: 'recipient_type: individuals only',
    at: field('MessagingObject', 'recipient_type', 'const'),
    shows: 'individual',
  },
  {
    row: 'recipient_type: default',
    at: field('MessagingObject', 'recipient_type', 'default'),
    shows: 'individual',
  },
  {
    row: 'recipient_type: description',
    at: field('MessagingObject', 'recipient_type', 'description'),
    shows: anyText,
  },
  { row: 'to: type', at: field('MessagingObject', 'to', 'type'), shows: 'string' },
  {
    row: 'to: E.164 with country code',
    at: field('MessagingObject', 'to', 'description'),
    shows: 'E.164',
  },
  {
    row: 'to: several by comma',
    at: field('MessagingObject', 'to', 'description'),
    shows: 'comma',
  },
  {
    row: 'type: description',
    at: field('MessagingObject', 'type', 'description'),
    shows: anyText,
  },
  {
    row: 'type: "defaults to text"',
    at: field('MessagingObject', 'type', 'description'),
    shows: '"defaults to text" when omitted',
  },
  { row: 'type: allowed value', at: field('MessagingObject', 'type', 'const'), shows: 'reaction' },
  {
    row: 'messaging_product, to, type, reaction: mandatory',
    at: `${schemas}/MessagingObject/required`,
    shows: ['messaging_product', 'to', 'type', 'reaction'],
  },
  { row: 'reaction: "String"', at: `${schemas}/Reaction/description`, shows: 'gives its type as String' },
  {
    row: 'whatsapp_message_id: name',
    at: field('Reaction', 'message_id', 'description'),
    shows: '`whatsapp_message_id`',
  },
  {
    row: 'whatsapp_message_id: 30 days',
    at: field('Reaction', 'message_id', 'description'),
    shows: '30 days',
  },
  {
    row: 'whatsapp_message_id: not in the conversation',
    at: field('Reaction', 'message_id', 'description'),
    shows: 'in the conversation',
  },
  {
    row: 'whatsapp_message_id: deleted',
    at: field('Reaction', 'message_id', 'description'),
    shows: 'deleted',
  },
  {
    row: 'whatsapp_message_id: itself a reaction',
    at: field('Reaction', 'message_id', 'description'),
    shows: 'itself a reaction',
  },
  {
    row: 'whatsapp_message_id: webhook 131009',
    at: field('Reaction', 'message_id', 'description'),
    shows: '131009',
  },
  {
    row: 'whatsapp_message_id: the four causes',
    at: '/webhooks/status-update/post/requestBody/content/application~1json/examples/131009/x-error/causes/length',
    shows: 4,
  },
  {
    row: 'whatsapp_message_id: example',
    at: field('Reaction', 'message_id', 'example'),
    shows: 'wamid.HBgLMxxx',
  },
  {
    row: 'emoji: character or escape',
    at: field('Reaction', 'emoji', 'description'),
    shows: 'escape',
  },
  { row: 'emoji: escape example', at: field('Reaction', 'emoji', 'description'), shows: '\\uD83D\\uDE00' },
  { row: 'emoji: example', at: field('Reaction', 'emoji', 'example'), shows: '😀' },
  { row: 'message_id, emoji: mandatory', at: `${schemas}/Reaction/required`, shows: ['message_id', 'emoji'] },
  ...[
    ['ref', 'customer1'],
    ['ref1', 'marketing'],
    ['ref2', 'dictionary'],
  ].flatMap(([name = '', example]) => [
    { row: `${name}: type`, at: field('ExtraInfo', name, 'type'), shows: 'string' },
    {
      row: `${name}: context`,
      at: field('ExtraInfo', name, 'description'),
      shows: anyText,
    },
    {
      row: `${name}: report and callback`,
      at: field('ExtraInfo', name, 'description'),
      shows: 'callbacks',
    },
    { row: `${name}: limit 255`, at: field('ExtraInfo', name, 'x-truncated-at'), shows: 255 },
    {
      row: `${name}: truncated (note)`,
      at: field('ExtraInfo', name, 'description'),
      shows: 'truncated',
    },
    { row: `${name}: example`, at: field('ExtraInfo', name, 'example'), shows: example },
  ]),
  {
    row: 'wa_source: description',
    at: field('ExtraInfo', 'wa_source', 'description'),
    shows: anyText,
  },
  {
    row: 'wa_source: other values become "API"',
    at: field('ExtraInfo', 'wa_source', 'description'),
    shows: '"API"',
  },
  ...[
    'api',
    'clevertap',
    'zoho',
    'webengage',
    'shopify',
    'leadsquared',
    'responsys',
    'braze',
    'hubspot',
    'salesforce',
    'zapier',
    'eloqua',
    'moengage',
  ].map((value, index) => ({
    row: `wa_source: ${value}`,
    at: `${field('ExtraInfo', 'wa_source', 'x-known-values')}/${index}`,
    shows: value,
  })),
]

/** Every row, header, limit, listed value, note and sample of Kaleyra's page. */
export const statements: readonly Statement[] = [...frame, ...tables, ...samples]

function server(description: string, region: string, domain: string): object {
  return { url: `https://${domain}`, description, 'x-region': region }
}

function field(schema: string, name: string, member: string): string {
  return `${schemas}/${schema}/properties/${name}/${member}`
}
