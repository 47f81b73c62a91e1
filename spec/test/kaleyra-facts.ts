/** Name of a closed set. */
export type FactName =
  | 'operations'
  | 'servers'
  | 'security'
  | 'parameters'
  | 'media types'
  | 'fields'
  | 'allowed values'
  | 'defaults'
  | 'limits'
  | 'known values'
  | 'examples'
  | 'sample requests'
  | 'printed responses'
  | 'causes of 131009'

/**
 * The closed sets of Kaleyra's page: what the document has of each kind, no more and no less. Missing commas are mended,
 * masked digits are replaced by fixed fictional ones.
 */
export const facts: Record<FactName, unknown> = {
  operations: ['post /v2/{sid}/whatsapp/{phone_number}/messages'],
  servers: {
    in: 'https://api.in.kaleyra.io, IN pod',
    sg: 'https://api.ap.kaleyra.io, SG Pod',
    eu: 'https://api.eu.kaleyra.io, EU Pod',
  },
  security: { 'api-key': 'header' },
  parameters: { sid: 'path, string, mandatory', phone_number: 'path, string, mandatory' },
  'media types': ['application/json'],
  fields: {
    messaging_object: 'object, mandatory',
    'messaging_object.messaging_product': 'string, mandatory',
    'messaging_object.recipient_type': 'string, optional',
    'messaging_object.to': 'string, mandatory',
    'messaging_object.type': 'string, mandatory',
    'messaging_object.reaction': 'object, mandatory',
    'messaging_object.reaction.message_id': 'string, mandatory',
    'messaging_object.reaction.emoji': 'string, mandatory',
    extra_info: 'object, optional',
    'extra_info.ref': 'string, optional',
    'extra_info.ref1': 'string, optional',
    'extra_info.ref2': 'string, optional',
    'extra_info.wa_source': 'string, optional',
  },
  'allowed values': {
    'messaging_object.messaging_product': ['whatsapp'],
    'messaging_object.recipient_type': ['individual'],
    'messaging_object.type': ['reaction'],
  },
  defaults: { 'messaging_object.recipient_type': 'individual' },
  limits: { 'extra_info.ref': 255, 'extra_info.ref1': 255, 'extra_info.ref2': 255 },
  'known values': {
    'extra_info.wa_source': [
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
    ],
  },
  examples: {
    'messaging_object.messaging_product': 'whatsapp',
    'messaging_object.recipient_type': 'individual',
    'messaging_object.to': '+919000000002',
    'messaging_object.type': 'reaction',
    'messaging_object.reaction.message_id': 'wamid.HBgLMxxx',
    'messaging_object.reaction.emoji': '😀',
    'extra_info.ref': 'customer1',
    'extra_info.ref1': 'marketing',
    'extra_info.ref2': 'dictionary',
  },
  'sample requests': [
    {
      messaging_object: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+919000000002',
        type: 'reaction',
        reaction: { message_id: 'wamid.HBgLMxxx', emoji: '\uD83D\uDE00' },
      },
      extra_info: { ref: 'customer1', ref1: 'marketing', ref2: 'dictionary', wa_source: 'api' },
    },
  ],
  'printed responses': {
    WA202: {
      status: 202,
      title: '202 Accepted',
      body: {
        code: 'WA202',
        message: 'Request Accepted',
        data: { message_id: 'AXXXXXXXXXXXXXXXXXXX' },
        error: {},
      },
    },
    WA400: {
      status: 400,
      title: '400 Incorrect payload',
      body: {
        code: 'WA400',
        message: 'Refer to correct payload format',
        data: {},
        error: { payload: 'Incorrect payload format' },
      },
    },
    E110: {
      status: 400,
      title: '400 Low balance',
      body: {
        code: 'E110',
        message: 'Please check your balance, You have a low balance!',
        data: {},
        error: { balance: 'Please check your balance, You have a low balance!' },
      },
    },
    RBC001: {
      status: 401,
      title: '401 Unauthorized',
      body: {
        code: 'RBC001',
        message: 'Incorrect SID or API key.',
        data: [],
        error: { error: 'Incorrect SID or API key.' },
      },
    },
    WA401: {
      status: 401,
      title: '401 Unauthorized phone number',
      body: {
        code: 'WA401',
        message: 'Phone number is not present or does not belong to the account.',
        data: {},
        error: { phone_number: 'Phone number is not present or does not belong to the account.' },
      },
    },
    'WA-401-account': {
      status: 401,
      title: '401 Unauthorised Account type',
      body: {
        code: 'WA-401',
        message: 'API is not available for given customer.Please contact support for more info',
        data: {},
        error: { account: 'API is not available for given customer.Please contact support for more info' },
      },
    },
    'WA-401-version': {
      status: 401,
      title: '401 Unauthorized phone number version',
      body: {
        code: 'WA-401',
        message:
          "The phone number you're using is associated with different Version of our WA API. Please use the appropriate endpoint.",
        data: {},
        error: {
          phone_number:
            "The phone number you're using is associated with different Version of our WA API. Please use the appropriate endpoint.",
        },
      },
    },
    WA500: {
      status: 500,
      title: '500 Internal Server Error',
      body: {
        code: 'WA500',
        message: 'Please try again later',
        data: {},
        error: { error: 'Internal server error' },
      },
    },
  },
  'causes of 131009': 4,
}
