import { isReaction, objectOf, responseExamplesOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** A client tells a case by its status, its code and the member inside `error`: no other has all three. */
export const caseMarks: Rule = () => ({
  Operation: {
    enter(operation: unknown, context: Context) {
      if (!isReaction(operation)) return
      const first = new Map<string, string>()
      for (const { name, status, node, location } of responseExamplesOf(operation, context)) {
        const { code, error } = objectOf(node['value'])
        const [key] = Object.keys(objectOf(error))
        const tell = (message: string) => context.report({ message, location: location.key() })
        if (node['x-error'] !== undefined && (typeof code !== 'string' || !/^[!-~]+$/.test(code)))
          tell('Clients recognise a case by its code. Set `value.code` to ASCII characters without spaces.')
        else if (node['x-error'] !== undefined && key === undefined)
          tell(
            'Clients use a member of `error` to tell cases with the same code apart. Add one to `value.error`.',
          )
        const marks = JSON.stringify([status, code, key])
        const other = first.get(marks)
        if (other === undefined) first.set(marks, name)
        else
          tell(
            `No client can tell this case from \`${other}\`: both have the same status, code and member of \`error\`. Change one of them.`,
          )
      }
    },
  },
})
