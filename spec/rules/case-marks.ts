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
          tell('Clients tell a case by its code. Give `value.code` a text in ASCII without blanks.')
        else if (node['x-error'] !== undefined && key === undefined)
          tell('Clients tell cases of one code apart by a member of `error`. Give `value.error` one.')
        const marks = JSON.stringify([status, code, key])
        const other = first.get(marks)
        if (other === undefined) first.set(marks, name)
        else
          tell(
            `No client can tell this case from \`${other}\`: status, code and member of \`error\` are the same. Change one of them.`,
          )
      }
    },
  },
})
