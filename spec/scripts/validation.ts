import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** Checks values against the schema at a JSON pointer of the document; gives what is wrong, each with its place. */
export function validatorAt(document: OpenapiDocument, pointer: string): (value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
  ajv.addSchema({ $id: 'document', ...document }, 'document')
  const validate = ajv.compile({ $ref: `document#${encodeURI(pointer)}` })
  return (value) => {
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
