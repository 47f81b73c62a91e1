import { member, textMember } from '@kaleyra-reactions/model/member'

/** What a failure says, without its cause. A runtime may leave the message empty; a test tool may give only a code. */
export function toldBy(failure: unknown): string | undefined {
  if (typeof failure === 'string') return failure
  return textMember(failure, 'message') || textMember(failure, 'code') || textMember(failure, 'name')
}

/** The innermost cause: a runtime wraps it in `fetch failed` or `terminated`. */
export function innermostOf(error: unknown): unknown {
  const cause = member(error, 'cause')
  return cause === undefined ? error : innermostOf(cause)
}
