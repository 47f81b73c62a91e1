import { describe, expect, test } from 'vitest'
import { type FoundBy, type LookUpCase, type LookUpSituation, lookUp } from '../src/look-up.ts'

const response = (
  status: number,
  code: string,
  key: string | undefined,
  message: string,
  meaning: string,
) => ({
  name: code === 'WA-401' ? `${code}-${key === 'account' ? 'account' : 'version'}` : code,
  title: `${status} ${meaning.split(' ').slice(0, 2).join(' ')}`,
  meaning,
  status,
  code,
  key,
  body: { code, message, data: {}, error: key === undefined ? {} : { [key]: message } },
})

const callback = (code: string, title: string, meaning: string): LookUpCase => ({
  name: `failed-${code}`,
  title: meaning.split('.')[0] ?? '',
  meaning,
  code,
  body: {
    meta_object: { value: { statuses: [{ status: 'failed', errors: [{ code: Number(code), title }] }] } },
    extra_info: { ref: 'customer1' },
  },
})

const cases: LookUpCase[] = [
  response(202, 'WA202', undefined, 'Request Accepted', 'The reaction was accepted for sending.'),
  response(400, 'WA400', 'payload', 'Refer to correct payload format', 'The payload has another format.'),
  response(
    400,
    'E110',
    'balance',
    'Please check your balance, You have a low balance!',
    'The balance is too low.',
  ),
  response(
    401,
    'RBC001',
    'error',
    'Incorrect SID or API key.',
    'The SID and the API key do not belong together.',
  ),
  response(
    401,
    'WA401',
    'phone_number',
    'Phone number is not present.',
    'The number belongs to another account.',
  ),
  response(401, 'WA-401', 'account', 'API is not available for given customer.', 'The API is not available.'),
  response(
    401,
    'WA-401',
    'phone_number',
    'Please use the appropriate endpoint.',
    'The number has another version.',
  ),
  response(500, 'WA500', 'error', 'Please try again later', 'The server failed.'),
  callback(
    '131009',
    'Parameter value is not valid',
    'The reaction was refused. It is a reaction, or too old.',
  ),
  callback('131047', 'Re-engagement message', 'More than 24 hours have passed since the user last wrote.'),
  callback('131056', 'Pair rate limit hit', 'Too many messages went to one user.'),
  callback('130429', 'Rate limit hit', 'The number sent more messages a second than allowed.'),
  callback('131048', 'Spam rate limit hit', 'Too many messages of the number were blocked or reported.'),
  callback('130403', 'User is blocked', 'Your business number has blocked this user.'),
  {
    name: 'WAV2101',
    title: 'Not sent, daily limit',
    meaning: 'The daily limit of the account is reached.',
    code: 'WAV2101',
    error: { action: 'Ask for a higher limit.', causes: [] },
    body: { code: 'WAV2101', status: 'not sent', reason: 'Account daily limit reached' },
  },
]

const situations: LookUpSituation[] = [
  { title: 'Forbidden, or no such address', statuses: [403, 404], signs: ['Forbidden'] },
  { title: 'Too many requests', statuses: [429], signs: ['Too Many Requests'] },
  { title: 'A gateway answered', statuses: [502, 503, 504], signs: ['Bad Gateway', 'Gateway Timeout'] },
  {
    title: 'No response came',
    signs: ['ECONNRESET', 'ETIMEDOUT', 'timed out', 'timeout', 'socket hang up', 'No complete response'],
  },
  { title: 'Accepted, and no callback comes' },
]

const bodyOf = (name: string) => JSON.stringify(cases.find((each) => each.name === name)?.body)
const both = ['WA-401-account', 'WA-401-version']

/** A text, how it is found, and the names of the cases, the titles of the situations or the codes that are found. */
type Form = [text: string, by: FoundBy, found: string[]]

const forms: Form[] = [
  // Codes, alone and in a line
  ['E110', 'code', ['E110']],
  ['wa401', 'code', ['WA401']],
  ['wa-401', 'code', both],
  ['WA\u2013401', 'code', both],
  ['WA-401-account', 'code', ['WA-401-account']],
  ['WA202', 'code', ['WA202']],
  ['131047', 'code', ['failed-131047']],
  ['failed-131047', 'code', ['failed-131047']],
  ['WhatsApp error 131047', 'code', ['failed-131047']],
  ['(#131009) Parameter value is not valid', 'code', ['failed-131009']],
  ['"code":131056,', 'code', ['failed-131056']],
  ['03:12 WARN refused: WA-401 API is not available for given customer. (17)', 'code', ['WA-401-account']],
  ['WA-401 error.phone_number', 'code', ['WA-401-version']],
  ['WA-401 of our account', 'code', both],
  ['{"code":"WA-401","error":{"account":"API is not', 'code', ['WA-401-account']],
  ['error: E110: Please check your balance, You have a low balance! (status 400)', 'code', ['E110']],
  ['wamid.E110', 'code', ['E110']],
  ['first E110, then WA500', 'mention', ['E110', 'WA500']],
  ['we got 131047 on Monday', 'mention', ['failed-131047']],
  // Bodies
  [bodyOf('E110'), 'body', ['E110']],
  [bodyOf('failed-131047'), 'body', ['failed-131047']],
  [bodyOf('WA202'), 'body', ['WA202']],
  [`HTTP/1.1 401 Unauthorized\r\nserver: x\r\n\r\n${bodyOf('WA-401-version')}\n`, 'body', ['WA-401-version']],
  [JSON.stringify({ level: 50, status: 400, body: bodyOf('WA400') }), 'body', ['WA400']],
  ['{"errors":[{"code":131009,"title":"x"}]}', 'body', ['failed-131009']],
  ['{"code":"WA-401","error":{"other":"x"}}', 'mention', both],
  ['{"code":"E999","message":"see E110","error":{}}', 'undescribed', ['E999']],
  ['{"error":{"message":"(#131000) Something went wrong","code":131000}}', 'undescribed', ['131000']],
  // Messages
  ['Please check your balance, You have a low balance!', 'message', ['E110']],
  ['incorrect sid or api key', 'message', ['RBC001']],
  ['User is blocked', 'message', ['failed-130403']],
  ['12:00 gateway: Spam rate limit hit (9)', 'mention', ['failed-131048']],
  ['HTTP 401 Incorrect SID or API key.', 'mention', ['RBC001']],
  ['HTTP 503: Please try again later', 'status', ['A gateway answered']],
  // Slips of spelling
  ['wa4O1', 'spelling', ['WA401', ...both]],
  ['WA 401', 'spelling', ['WA401', ...both]],
  ['wa_401', 'spelling', ['WA401', ...both]],
  ['E11O', 'spelling', ['E110']],
  ['El10', 'spelling', ['E110']],
  ['E-110', 'spelling', ['E110']],
  ['RBC00l', 'spelling', ['RBC001']],
  ['131 047', 'spelling', ['failed-131047']],
  ['131-009', 'spelling', ['failed-131009']],
  ['the code E 110 again', 'spelling', ['E110']],
  // Codes that are not described are never another one
  ['E111', 'undescribed', ['E111']],
  ['E120 low balance', 'undescribed', ['E120']],
  ['131000', 'undescribed', ['131000']],
  ['error 131000: Something went wrong', 'undescribed', ['131000']],
  ['WAV2102', 'undescribed', ['WAV2102']],
  ['190', 'undescribed', ['190']],
  // Statuses
  ['401', 'status', ['RBC001', 'WA401', ...both]],
  ['500', 'status', ['WA500']],
  ['403', 'status', ['Forbidden, or no such address']],
  ['HTTP/1.1 404', 'status', ['Forbidden, or no such address']],
  ['Request failed with status code 429', 'status', ['Too many requests']],
  ['curl: (22) The requested URL returned error: 502', 'status', ['A gateway answered']],
  ['{"statusCode":504,"message":"upstream"}', 'status', ['A gateway answered']],
  ['HTTP 418', 'undescribed', ['418']],
  ['429 users of 500 wrote within 401 hours', 'words', ['failed-131047']],
  // Signs of a situation
  ['read ECONNRESET', 'sign', ['No response came']],
  ['{"code":"ETIMEDOUT","errno":-110}', 'sign', ['No response came']],
  ['<html><title>502 Bad Gateway</title>', 'status', ['A gateway answered']],
  ['400 Bad Request', 'status', ['WA400', 'E110']],
  ['Bad Gateway', 'sign', ['A gateway answered']],
  ['hang up', 'sign', ['No response came']],
  ['req-1234 timed out after 30 s', 'sign', ['No response came']],
  // Words are a list, never an answer
  ['low balance', 'words', ['E110']],
  ['the user has blocked us', 'words', ['failed-130403', 'failed-131048', 'failed-131047', 'failed-131056']],
  ['the callback never comes', 'words', ['Accepted, and no callback comes']],
  ['purple horizon', 'nothing', []],
  ['?', 'nothing', []],
  ['', 'nothing', []],
  ['+919000000002', 'nothing', []],
]

describe('the look-up', () => {
  test.each(forms)('finds %j by %s', (text, by, names) => {
    const found = lookUp(text, { cases, situations })
    const titles = found.situations.map(({ title }) => title)
    expect([found.by, [...found.cases.map(({ name }) => name), ...titles, ...found.undescribed]]).toEqual([
      by,
      names,
    ])
    expect(found.isCertain).toBe(['code', 'body', 'message'].includes(by))
  })

  test.each(cases)('is certain of $name by its name, its body, its body in a log, and its code', (each) => {
    const { name, code, body } = each
    const inLog = JSON.stringify({ level: 'error', response: { body: JSON.stringify(body) } })
    for (const text of [name, JSON.stringify(body, null, 2), inLog]) {
      const found = lookUp(text, { cases, situations })
      expect([found.isCertain, found.cases]).toEqual([true, [each]])
    }
    const byCode = lookUp(code ?? '', { cases, situations })
    expect(byCode).toMatchObject({ by: 'code', cases: cases.filter((other) => other.code === code) })
  })

  test('takes a case that several operations have once', () => {
    expect(lookUp('E110', { cases: [...cases, ...cases], situations }).cases).toHaveLength(1)
  })

  test('reads a text of any length', () => {
    const body = JSON.stringify({ trace: 'x'.repeat(500_000), code: 'E110' })
    expect(lookUp(body, { cases, situations }).cases).toHaveLength(1)
  })
})
