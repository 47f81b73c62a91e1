import {
  type Content,
  methods,
  type OpenapiDocument,
  type Operation,
  type Parameter,
  type PathItem,
  type Schema,
} from './document.ts'
import { examplesOf } from './operations.ts'
import { escapePointer, hintFor, type Problem, problemText } from './problem.ts'
import { reservedNameProblemsOf } from './reserved-names.ts'
import { sampleValueOf } from './samples.ts'
import { type Direction, schemaProblemsOf } from './subset-schemas.ts'
import { typeOf } from './types.ts'

/** What this part of a document may have. Every member beyond it would reach no product. */
const membersOf = {
  document: [
    ...['openapi', 'info', 'externalDocs', 'servers', 'security', 'tags', 'paths', 'webhooks', 'components'],
  ],
  info: ['title', 'version', 'summary', 'description', 'termsOfService', 'license', 'contact'],
  server: ['url', 'description'],
  tag: ['name', 'description'],
  components: ['schemas', 'securitySchemes'],
  pathItem: ['parameters', ...methods],
  operation: [
    ...[
      'operationId',
      'tags',
      'summary',
      'description',
      'parameters',
      'requestBody',
      'responses',
      'security',
    ],
  ],
  parameter: ['name', 'in', 'required', 'description', 'example', 'style', 'explode', 'schema'],
  requestBody: ['required', 'description', 'content'],
  response: ['description', 'content'],
  media: ['schema', 'examples'],
  example: ['summary', 'description', 'value'],
} as const

/** The methods that have no response of a documented body: `fetch` refuses the last. */
const bodilessMethods = ['head', 'options', 'trace'] as const

/** What to write instead of a member that is not understood. */
const remedies: Readonly<Record<string, string>> = {
  variables: 'write one server for each address',
  example: 'give it a name in examples',
  headers: 'say it in the description',
  links: 'say it in the description',
  deprecated: 'say it in the description',
  callbacks: 'describe what is called back in webhooks',
  servers: 'the servers of the document hold for every operation',
  jsonSchemaDialect: 'leave it out; Swagger UI warns of it, and Prism stops validating without a word',
  content: 'give the parameter a schema',
}

/**
 * What of a document no product would understand: everything outside the subset of OpenAPI that CONTRIBUTING describes.
 * The references of the document to anything but schemas have to be resolved.
 */
export function subsetProblemsOf(document: OpenapiDocument): Problem[] {
  const { info = {}, servers = [], tags = [], paths, webhooks = {}, components } = document
  const problems = [
    ...unknownMembers(document, '', membersOf.document),
    ...unknownMembers(info, '/info', membersOf.info),
    ...servers.flatMap((server, index) => unknownMembers(server, `/servers/${index}`, membersOf.server)),
    ...tags.flatMap((tag, index) => unknownMembers(tag, `/tags/${index}`, membersOf.tag)),
    ...unknownMembers(components, '/components', membersOf.components),
    ...securityProblems(document),
    ...reservedNameProblemsOf(document),
    ...Object.entries(paths).flatMap(([path, item]) => [
      ...pathProblems(path),
      ...pathItemProblems(item, `/paths/${escapePointer(path)}`, callProblems),
    ]),
    ...Object.entries(webhooks).flatMap(([name, item]) =>
      pathItemProblems(item, `/webhooks/${escapePointer(name)}`, callbackProblems),
    ),
  ]
  // A schema that two places refer to is read twice.
  return problems.filter(
    (problem, index) => problems.findIndex((other) => problemText(other) === problemText(problem)) === index,
  )

  function pathItemProblems(item: PathItem, pointer: string, problemsOf: typeof callProblems): Problem[] {
    const shared = (item.parameters ?? []).flatMap((parameter, index) =>
      parameterProblems(parameter, `${pointer}/parameters/${index}`, document),
    )
    const own = methods.flatMap((method) => {
      const operation = item[method]
      if (operation === undefined) return []
      const place = `${pointer}/${method}`
      if (bodilessMethods.some((each) => each === method))
        return [
          { pointer: place, problem: 'is a method without a JSON body to read; only others are understood' },
        ]
      return [...operationProblems(operation, place, item), ...problemsOf(operation, place)]
    })
    return [...unknownMembers(item, pointer, membersOf.pathItem), ...shared, ...own]
  }

  function operationProblems(operation: Operation, pointer: string, item: PathItem): Problem[] {
    const { operationId = '', parameters = [], requestBody, tags: own = [] } = operation
    const problems = unknownMembers(operation, pointer, membersOf.operation)
    if (!/^[a-z][A-Za-z0-9]*$/.test(operationId))
      problems.push({
        pointer: `${pointer}/operationId`,
        problem: 'must be a word of letters and digits that begins with a small letter; it names a function',
      })
    if (own.length !== 1)
      problems.push({ pointer: `${pointer}/tags`, problem: 'must hold one tag; it is part of addresses' })
    const all = [...(item.parameters ?? []).map(({ name }) => name), ...parameters.map(({ name }) => name)]
    if (requestBody !== undefined && all.includes('body'))
      problems.push({
        pointer: `${pointer}/parameters`,
        problem: 'has a parameter named body, as the function names the request body; rename it',
      })
    return [
      ...problems,
      ...parameters.flatMap((parameter, index) =>
        parameterProblems(parameter, `${pointer}/parameters/${index}`, document),
      ),
      ...sharedParameterNames(item, operation, pointer),
    ]
  }

  function callProblems({ requestBody, responses, security }: Operation, pointer: string): Problem[] {
    const problems: Problem[] = []
    if (security !== undefined && JSON.stringify(security) !== JSON.stringify(document.security))
      problems.push({
        pointer: `${pointer}/security`,
        problem: 'differs from that of the document; every call carries the key, so leave it out',
      })
    if (!Object.keys(responses).some((status) => status.startsWith('2')))
      problems.push({
        pointer: `${pointer}/responses`,
        problem: 'has no success; describe the response with a status such as 200',
      })
    return [
      ...problems,
      ...sampleProblems(requestBody, `${pointer}/requestBody`),
      ...bodyProblems(requestBody, `${pointer}/requestBody`, 'request'),
      ...Object.entries(responses).flatMap(([status, response]) =>
        responseProblems(status, response, `${pointer}/responses/${status}`),
      ),
    ]
  }

  function callbackProblems({ requestBody, responses }: Operation, pointer: string): Problem[] {
    if (requestBody === undefined)
      return [{ pointer, problem: 'has no requestBody; describe the JSON that Kaleyra sends' }]
    const answers = Object.entries(responses).flatMap(([status, response]) =>
      unknownMembers(response, `${pointer}/responses/${status}`, ['description']),
    )
    return [
      ...sampleProblems(requestBody, `${pointer}/requestBody`),
      ...bodyProblems(requestBody, `${pointer}/requestBody`, 'response'),
      ...answers,
    ]
  }

  function bodyProblems(body: Content | undefined, pointer: string, direction: Direction): Problem[] {
    if (body === undefined) return []
    return [
      ...unknownMembers(body, pointer, membersOf.requestBody),
      ...contentProblems(body, pointer, direction),
    ]
  }

  function sampleProblems(body: Content | undefined, pointer: string): Problem[] {
    if (body === undefined || examplesOf(body).length > 0) return []
    return [{ pointer, problem: 'has no named example; docs and tests take their bodies from it' }]
  }

  function responseProblems(status: string, response: Content, pointer: string): Problem[] {
    if (!/^[245]\d\d$/.test(status))
      return [
        {
          pointer,
          problem: 'is not understood as a status; write each status by itself: 2.., 4.. or 5.., in digits',
        },
      ]
    if (response.content === undefined)
      return [{ pointer, problem: 'has no content; only responses with a JSON body are understood' }]
    const problem = 'has no named example; a named example is the case that every product shows'
    const nameless = examplesOf(response).length > 0 ? [] : [{ pointer, problem }]
    return [
      ...unknownMembers(response, pointer, membersOf.response),
      ...nameless,
      ...contentProblems(response, pointer, 'response'),
    ]
  }

  function contentProblems({ content = {} }: Content, pointer: string, direction: Direction): Problem[] {
    const types = Object.keys(content)
    const others = types.filter((type) => type !== 'application/json')
    const problems = others.map((type) => ({
      pointer: `${pointer}/content/${escapePointer(type)}`,
      problem: 'is not understood; bodies are application/json',
    }))
    const media = content['application/json']
    if (media === undefined) {
      const missing = { pointer: `${pointer}/content`, problem: 'needs application/json' }
      return others.length > 0 ? problems : [missing]
    }
    const place = `${pointer}/content/application~1json`
    return [
      ...problems,
      ...unknownMembers(media, place, membersOf.media),
      ...Object.entries(media.examples ?? {}).flatMap(([name, example]) =>
        unknownMembers(example, `${place}/examples/${escapePointer(name)}`, membersOf.example),
      ),
      ...bodySchemaProblems(media.schema, `${place}/schema`, direction),
    ]
  }

  function bodySchemaProblems(schema: Schema | undefined, pointer: string, direction: Direction): Problem[] {
    if (schema === undefined) return [{ pointer, problem: 'is missing; describe the body' }]
    const problems = schemaProblemsOf(schema, pointer, direction, document)
    if (problems.length > 0 || typeOf(schema, document).kind === 'object') return problems
    return [{ pointer, problem: 'must be an object with properties; put the value into a field' }]
  }
}

/** The one way to authenticate that is understood: a key in a header, for every call. */
function securityProblems({ security = [], components }: OpenapiDocument): Problem[] {
  const schemes = Object.entries(components.securitySchemes ?? {})
  const wrong = schemes.flatMap(([name, { type, in: place, name: header }]) => {
    if (type === 'apiKey' && place === 'header' && /^[!#$%&'*+.^`|~\w-]+$/.test(header ?? '')) return []
    const pointer = `/components/securitySchemes/${escapePointer(name)}`
    return [{ pointer, problem: 'is not understood; it takes type: apiKey, in: header, and a name' }]
  })
  if (schemes.length !== 1)
    wrong.push({ pointer: '/components/securitySchemes', problem: 'must hold one scheme, that of the key' })
  const [name] = schemes.map(([each]) => each)
  if (JSON.stringify(security) === JSON.stringify([{ [name ?? '']: [] }])) return wrong
  return [...wrong, { pointer: '/security', problem: `must be one requirement: the scheme ${name}, []` }]
}

function pathProblems(path: string): Problem[] {
  const isUnderstood = path.split('/').every((segment) => /^(\{[^{}]+\}|[^{}?#]*)$/.test(segment))
  if (path.startsWith('/') && isUnderstood) return []
  const problem = 'is not understood; a parameter fills a whole segment, as in /v2/{sid}/messages'
  return [{ pointer: `/paths/${escapePointer(path)}`, problem }]
}

/** How a value is written into each place; the defaults of OpenAPI. */
const styles: Readonly<Record<string, string>> = { path: 'simple', query: 'form', header: 'simple' }

function parameterProblems(parameter: Parameter, pointer: string, document: OpenapiDocument): Problem[] {
  const { name, in: place, schema, style, explode, required } = parameter
  const problems = unknownMembers(parameter, pointer, membersOf.parameter)
  if (styles[place] === undefined)
    return [{ pointer: `${pointer}/in`, problem: `is ${place}; ${hintFor(place, Object.keys(styles))}` }]
  if (style !== undefined && style !== styles[place])
    problems.push({ pointer: `${pointer}/style`, problem: `must be ${styles[place]}; leave it out` })
  if (explode !== undefined && explode !== (place === 'query'))
    problems.push({
      pointer: `${pointer}/explode`,
      problem: 'must be the default; leave it out. A list becomes one parameter for each of its values',
    })
  if (place === 'path' && required !== true)
    problems.push({ pointer: `${pointer}/required`, problem: 'must be true in a path' })
  if (place === 'header' && isReserved(name, document))
    problems.push({ pointer: `${pointer}/name`, problem: `is a header that is set by itself; remove it` })
  if (schema === undefined) return [...problems, { pointer: `${pointer}/schema`, problem: 'is missing' }]
  const wrong = schemaProblemsOf(schema, `${pointer}/schema`, 'request', document)
  if (wrong.length > 0) return [...problems, ...wrong]
  const type = typeOf(schema, document)
  const value = type.kind === 'list' && place === 'query' ? type.items : type
  if (['list', 'object', 'map', 'any'].includes(value.kind))
    problems.push({
      pointer: `${pointer}/schema`,
      problem: 'must be a text, a number or a switch; in a query also a list of these',
    })
  else if (required && sampleValueOf(parameter, document) === undefined)
    problems.push({ pointer, problem: 'has no example; docs and tests need a value' })
  return problems
}

/** The headers that OpenAPI does not take as parameters (3.1, Parameter Object), and the header of the key. */
function isReserved(name: string, { components }: OpenapiDocument): boolean {
  const keys = Object.values(components.securitySchemes ?? {}).map((scheme) => scheme.name?.toLowerCase())
  return ['accept', 'content-type', 'authorization', 'user-agent', ...keys].includes(name.toLowerCase())
}

/** A parameter of one name in two places: the function of an operation takes both by the name alone. */
function sharedParameterNames(item: PathItem, { parameters = [] }: Operation, pointer: string): Problem[] {
  const all = [...(item.parameters ?? []), ...parameters]
  return parameters.flatMap(({ name, in: place }, index) => {
    const other = all.find((each) => each.name === name && each.in !== place)
    if (other === undefined) return []
    const problem = `is ${name}, like the parameter in ${other.in}; choose another name`
    return [{ pointer: `${pointer}/parameters/${index}/name`, problem }]
  })
}

/** The members that no product reads. Extensions are checked elsewhere. */
export function unknownMembers(node: object, pointer: string, known: readonly string[]): Problem[] {
  return Object.keys(node).flatMap((name) => {
    if (known.includes(name) || name.startsWith('x-')) return []
    const remedy = remedies[name] ?? `remove it; ${hintFor(name, known)}`
    return [{ pointer: `${pointer}/${escapePointer(name)}`, problem: `is not understood here: ${remedy}` }]
  })
}
