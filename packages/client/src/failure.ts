import { textMember } from '@kaleyra-reactions/model/member'

/** What a failure says, without its cause. A runtime may leave the message empty; a test tool may give only a code. */
export function toldBy(failure: unknown): string | undefined {
  if (typeof failure === 'string') return failure
  return textMember(failure, 'message') || textMember(failure, 'code') || textMember(failure, 'name')
}
