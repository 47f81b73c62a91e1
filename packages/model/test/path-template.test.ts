import { expect, test } from 'vitest'
import { fillPath } from '../src/path-template.ts'

test('a path template is filled, each value as one segment', () => {
  const template = '/v2/{sid}/whatsapp/{phone-number}/messages'
  expect(fillPath(template, { sid: '../a?b', 'phone-number': '+91' })).toBe(
    '/v2/..%2Fa%3Fb/whatsapp/%2B91/messages',
  )
  expect(fillPath(template, { sid: 5 })).toBe('/v2/5/whatsapp//messages')
})
