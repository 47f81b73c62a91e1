import { isDeepStrictEqual } from 'node:util'
import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import type { Provenance } from '@kaleyra-reactions/model/document'
import { limitFactsOf } from '@kaleyra-reactions/model/facts'
import { member, memberNames } from '@kaleyra-reactions/model/member'
import type { Model } from '@kaleyra-reactions/model/model'
import { sourceLinesOf } from '@kaleyra-reactions/model/sources'
import { typeNameOf, typeNamesOf } from '@kaleyra-reactions/model/type-names'
import { type Field, fieldsOf, type ObjectType, type Type } from '@kaleyra-reactions/model/types'

/** A type that generated code declares. */
export interface Declaration {
  name: string
  /** The schema that it stands for; `undefined` where the document gives it no name. */
  schema: string | undefined
  description: string
  /** The fields of an interface; none where it is another name for a type. */
  fields: DeclaredField[]
  /** The type, in TypeScript, that it is another name for. */
  alias: string | undefined
  /** The fields as the model has them, where it is an object of the model. */
  type: ObjectType | undefined
  /** What tells the case whose body it is from the others. */
  errorCase: DeclaredCase | undefined
}

/** A field of an interface, its type in TypeScript. */
export interface DeclaredField {
  name: string
  type: string
  isRequired: boolean
  description: string
}

/** An error case as the client knows it. */
interface DeclaredCase {
  reason: string
  facts: object
}

/** Declares the types of a model, each once, in the order in which it is asked for them. */
export class Declarations {
  readonly all: Declaration[] = []
  readonly #model: Model
  readonly #names: ReadonlyMap<string, string>

  /** @param schemas the names of the schemas that a type can have. */
  constructor(model: Model, schemas: readonly string[]) {
    this.#model = model
    const errors = responseErrorsOf(model)
    this.#names = typeNamesOf([...schemas, ...errors.map(({ name }) => name)]).names
  }

  /**
   * A type in TypeScript, for which everything is declared that it names.
   *
   * @param place names the type where the document gives it no name; a number is added where another type has that name.
   */
  textOf(type: Type, place: string): string {
    const text = this.#plainTextOf(type, place)
    return type.isNullable ? `${text} | null` : text
  }

  /** Declares the body of each error case, and the object in it that marks the case. */
  declareErrors(): void {
    for (const found of responseErrorsOf(this.#model)) this.#declareError(found)
  }

  /** A description with the limits of the type and its sources in words. */
  describe(description: string, type: Type | undefined, source: Provenance | undefined): string {
    const limits = type === undefined ? [] : limitFactsOf(type)
    const sources = sourceLinesOf(source, this.#model.sources).map((line) => `${line}.`)
    return [description, ...limits, ...sources].filter((text) => text !== '').join('\n\n')
  }

  #plainTextOf(type: Type, place: string): string {
    switch (type.kind) {
      case 'any':
        return 'unknown'
      case 'list': {
        const items = this.textOf(type.items, `${place}Item`)
        return /^\w+$/.test(items) ? `${items}[]` : `(${items})[]`
      }
      case 'map':
        return `Record<string, ${this.textOf(type.values, `${place}Value`)}>`
      case 'object':
        return this.#declareObject(type, place)
      default:
        return this.#scalarTextOf(type)
    }
  }

  #scalarTextOf(type: Exclude<Type, { kind: 'any' | 'list' | 'map' | 'object' }>): string {
    const plain = type.kind === 'integer' ? 'number' : type.kind
    const { values = [], knownValues = [], name, description = '', source } = type
    const literals = [...values, ...knownValues].map((value) => JSON.stringify(value))
    if (literals.length === 0) return plain
    const text = [...literals, ...(values.length === 0 ? ['(string & {})'] : [])].join(' | ')
    if (name === undefined) return text
    const typeName = this.#names.get(name) ?? name
    if (this.all.some((each) => each.name === typeName)) return typeName
    this.all.push({
      ...{ name: typeName, schema: name, fields: [], alias: text, type: undefined, errorCase: undefined },
      description: this.describe(description, type, source),
    })
    return typeName
  }

  #declareObject(type: ObjectType, place: string): string {
    const { name, description = '', source, fields, isOpen } = type
    if (fields.length === 0) return `Record<string, ${isOpen ? 'unknown' : 'never'}>`
    const known = this.all.find((each) =>
      name === undefined ? isDeepStrictEqual(each.type, type) : each.schema === name,
    )
    if (known !== undefined) return known.name
    const typeName = name === undefined ? this.#freeName(typeNameOf(place)) : (this.#names.get(name) ?? name)
    const declaration: Declaration = {
      ...{ name: typeName, schema: name, fields: [], alias: undefined, type, errorCase: undefined },
      description: this.describe(description, undefined, source),
    }
    this.all.push(declaration)
    declaration.fields.push(...fields.map((field) => this.#fieldOf(field, typeName)))
    return typeName
  }

  /** The name, or the name with the first number that makes it one of no other type. */
  #freeName(name: string): string {
    const taken = new Set([...this.#names.values(), ...this.all.map((each) => each.name)])
    const isFree = (candidate: string) => !taken.has(candidate)
    if (isFree(name)) return name
    let number = 2
    while (!isFree(`${name}${number}`)) number += 1
    return `${name}${number}`
  }

  #fieldOf({ name, type, isRequired, description, source }: Field, owner: string): DeclaredField {
    const text = this.textOf(type, `${owner}${typeNameOf(name)}`)
    return { name, type: text, isRequired, description: this.describe(description, type, source) }
  }

  #declareError({ name, status, code, key, operationIds, error, meaning, body }: ErrorCase): void {
    const typeName = this.#names.get(name) ?? name
    const { kind, scope, retry, mayHaveBeenAccepted, note = '', 'x-source': source } = error
    const isShared = operationIds.length === this.#model.operations.length
    const facts = {
      ...{ status, code, key, kind, scope, mayHaveBeenAccepted },
      retryDelayMinutes: retry.delayMinutes,
      operations: isShared ? undefined : operationIds,
    }
    const marker = { name: key ?? '', type: 'string', isRequired: true, description: "Kaleyra's text." }
    const detail = this.#freeName(`${typeName}Detail`)
    const shared = { schema: undefined, alias: undefined, type: undefined }
    this.all.push({
      ...{ ...shared, name: typeName, errorCase: { reason: name, facts } },
      description: this.describe(
        [meaning, note].filter((text) => text !== '').join('\n\n'),
        undefined,
        source,
      ),
      fields: this.#envelopeOf(status, operationIds[0]).flatMap((field): DeclaredField[] => {
        const { name: member, type } = field
        if (!memberNames(body).includes(member)) return []
        const declared = { ...this.#fieldOf(field, typeName), isRequired: true }
        if (member === 'code') return [{ ...declared, type: JSON.stringify(code) }]
        if (member === 'error') return [{ ...declared, type: detail }]
        return [type.kind === 'any' ? { ...declared, ...this.#emptyOf(body, member) } : declared]
      }),
    })
    this.all.push({
      ...{ ...shared, name: detail, errorCase: undefined },
      description: `The member of \`error\` that marks ${name}.`,
      fields: key === undefined ? [] : [marker],
    })
  }

  /** The fields that the response of an operation has with this status, whatever the case. */
  #envelopeOf(status: number | undefined, operationId: string | undefined): Field[] {
    const operation = this.#model.operations.find((each) => each.operationId === operationId)
    const response = operation?.responses.find((each) => each.status === status)
    return response === undefined ? [] : fieldsOf(response.type)
  }

  /** The type of a member that may hold anything, where the case shows that it holds nothing. */
  #emptyOf(body: unknown, name: string): Partial<DeclaredField> {
    const value = member(body, name)
    if (typeof value !== 'object' || value === null || Object.keys(value).length > 0) return {}
    if (Array.isArray(value)) return { type: 'readonly []', description: 'A list without items.' }
    return { type: 'Record<string, never>', description: 'An object without members.' }
  }
}

/** The errors that a call can be answered with. */
function responseErrorsOf({ errorCases }: Model): ErrorCase[] {
  return errorCases.filter(({ channel }) => channel === 'response')
}
